/** The official texts beside the project, where they are there: exactly their structure and exactly their faults. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseDocument } from './parse.ts';
import { type DocumentNode, everyNode, type ParsedDocument, type PrintFaultCode } from './tree.ts';

const shared = fileURLToPath(new URL('../../../../shared/', import.meta.url));
const seeds = join(shared, 'seeds');
const skip = existsSync(seeds) ? false : 'the official texts are not here';

const read = (start: string): ParsedDocument => {
  const file = readdirSync(seeds).find((name) => name.startsWith(start))!;
  return parseDocument(readFileSync(join(seeds, file), 'utf8'));
};
const nodesOf = (parsed: ParsedDocument): DocumentNode[] => [...everyNode(parsed.nodes)];
const ofKind = (parsed: ParsedDocument, kind: string): DocumentNode[] =>
  nodesOf(parsed).filter((node) => node.kind === kind);
const itemsOf = (parsed: ParsedDocument, article: string): number =>
  ofKind(parsed, 'item').filter(({ id }) => id.startsWith(`${article}/`)).length;
const faultLines = (parsed: ParsedDocument): Partial<Record<PrintFaultCode, number[]>> => {
  const found: Partial<Record<PrintFaultCode, number[]>> = {};
  for (const { code, place } of parsed.faults) {
    found[code] ??= [];
    found[code].push(place.line);
  }
  return found;
};
/** Articles of each chapter: first and last number, how many. */
const chapters = (parsed: ParsedDocument): [string, number, number, number][] =>
  ofKind(parsed, 'chapter').map(({ title, children }) => {
    const numbers = children.filter(({ kind }) => kind === 'article').map(({ number }) => number!);
    return [title, numbers[0]!, numbers.at(-1)!, numbers.length];
  });

test('the national measures: seven chapters, 29 articles, a news lead and lines cut at the page', { skip }, () => {
  const parsed = read('000_');
  assert.equal(parsed.identity.title, '乡村振兴责任制实施办法');
  assert.deepEqual(parsed.identity.issuers, ['中共中央办公厅', '国务院办公厅']);
  const { number, approved, issued } = parsed.identity;
  assert.deepEqual([number, approved, issued], [null, '2022-11-28', '2022-11-28']);
  assert.deepEqual(chapters(parsed), [
    ['总则', 1, 4, 4],
    ['部门责任', 5, 7, 3],
    ['地方责任', 8, 13, 6],
    ['社会动员', 14, 18, 5],
    ['考核监督', 19, 23, 5],
    ['奖惩', 24, 26, 3],
    ['附则', 27, 29, 3],
  ]);
  const items = ['art5', 'art8', 'art9', 'art10', 'art11'].map((id) => itemsOf(parsed, id));
  assert.deepEqual(items, [8, 14, 4, 4, 6]);
  assert.equal(ofKind(parsed, 'item').length, 36);
  assert.deepEqual(faultLines(parsed), {
    stray_blank: [1, 57, 376],
    title_broken: [1],
    news_before_text: [4],
    wrapped_lines: [16],
    page_gap: [141, 223, 307],
  });
});

test('the Hunan measures: eight sections of 36 sentences, four words cut, no clause on entry into force', {
  skip,
}, () => {
  const parsed = read('001_');
  const { title, number, signed, issuers, distribution } = parsed.identity;
  assert.deepEqual([title, number, signed], ['关于落实乡村振兴责任制的若干措施', '湘办〔2023〕17号', '2023-09-19']);
  assert.deepEqual(issuers, ['中共湖南省委办公厅', '湖南省人民政府办公厅']);
  assert.equal(distribution, '此件发至乡镇');
  assert.equal(parsed.identity.addressees.length, 3);
  assert.deepEqual(
    ofKind(parsed, 'section').map(({ children }) => children.length),
    [2, 2, 7, 4, 4, 8, 6, 3],
  );
  assert.deepEqual([ofKind(parsed, 'article').length, ofKind(parsed, 'item').length], [0, 0]);
  assert.deepEqual(
    parsed.nodes.map(({ id }) => id),
    ['lead', ...Array.from({ length: 8 }, (_, index) => `sec${index + 1}`)],
  );
  assert.deepEqual(faultLines(parsed), {
    stray_number: [3],
    title_broken: [13],
    cut_by_page: [36, 46, 56, 66],
    no_commencement: [68],
  });
});

test('the plan of the bureau: four sections, 15 subsections, run-in heads, two days, mixed brackets and terms', {
  skip,
}, () => {
  const parsed = read('002_');
  const { number, signed, issuers, dates } = parsed.identity;
  assert.deepEqual([number, signed, issuers], ['国乡振发〔2023〕1号', '2023-02-06', ['国家乡村振兴局']]);
  assert.deepEqual(dates.find(({ as }) => as === 'web')?.day, '2023-02-27');
  assert.deepEqual(
    ofKind(parsed, 'section').map(({ children }) => children.filter(({ kind }) => kind === 'subsection').length),
    [3, 5, 3, 4],
  );
  const plain = parsed.faults.filter(({ code }) => code === 'run_in_plain').map(({ place }) => place.line);
  assert.deepEqual(plain, [35, 37, 57, 61, 69]);
  assert.deepEqual(faultLines(parsed), {
    title_twice: [3],
    web_around_text: [5],
    two_dates: [9],
    bold_head_torn: [31],
    run_in_plain: plain,
    run_in_ending_mixed: [35],
    term_mixed: [37, 39, 41, 41, 47, 47, 49, 49, 73],
    bracket_mixed: [45, 73],
    stray_word: [49],
    cut_by_page: [57, 69],
  });
});

test('the Beijing rules: 26 articles, none with number 11, two with number 13, one paragraph without a number', {
  skip,
}, () => {
  const parsed = read('003_');
  const { title, approved, issued, issuers } = parsed.identity;
  assert.deepEqual([title, approved, issued], ['北京市乡村振兴责任制实施细则', '2023-06-21', '2023-07-20']);
  assert.deepEqual(issuers, ['中共北京市委办公厅', '北京市人民政府办公厅']);
  assert.equal(ofKind(parsed, 'chapter').length, 7);
  const articles = ofKind(parsed, 'article').map(({ id }) => id);
  assert.equal(articles.length, 26);
  assert.deepEqual(articles.slice(9, 15), ['art10', 'art12', 'art13a', 'art13b', 'art14', 'art15']);
  assert.deepEqual(
    ['art5', 'art8', 'art9'].map((id) => itemsOf(parsed, id)),
    [24, 13, 7],
  );
  const street = nodesOf(parsed).find(({ id }) => id === 'art10/p3');
  assert.equal(street?.line, 168);
  assert.deepEqual(faultLines(parsed), {
    bracket_unmatched: [20],
    cut_by_page: [28, 40, 54, 68, 78, 122, 128, 136, 150, 164, 176, 190, 206, 220],
    character_doubled: [42],
    heading_uneven: [102, 140, 196, 204],
    break_in_item: [116],
    width_mixed: [124, 222],
    paragraph_unnumbered: [168],
    number_missing: [170],
    number_doubled: [180],
    look_alike: [194],
  });
});

const table = join(shared, 'spec', 'clauses.tsv');
test('every norm of the table of clauses has its node under the same id', {
  skip: existsSync(table) ? skip : 'no table',
}, () => {
  const ids = readFileSync(table, 'utf8')
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map((row) => row.split('\t')[0]!);
  const packs = { 'national-2022': '000_', 'hunan-2023': '001_', 'nrra-2023': '002_', 'beijing-2023': '003_' };
  for (const [pack, file] of Object.entries(packs)) {
    const found = new Set(nodesOf(read(file)).map(({ id }) => `${pack}/${id}`));
    // Norms inside a sentence are a person's judgement, and the table reads one run-in head as a norm of its own.
    const wanted = ids
      .filter((id) => id.startsWith(`${pack}/`))
      .map((id) => id.replace(/\/(c\d+|def)$/, ''))
      .filter((id) => id !== 'nrra-2023/sec3/sub1/p1/lead');
    assert.deepEqual(
      wanted.filter((id) => !found.has(id)),
      [],
    );
  }
});

test('every character of the official texts is clause, identity or furniture', { skip }, () => {
  for (const file of readdirSync(seeds)) {
    const text = readFileSync(join(seeds, file), 'utf8');
    const { account } = parseDocument(text);
    assert.equal(account.clause + account.identity + account.furniture, text.length, file);
    assert.equal(account.total, text.length, file);
  }
});
