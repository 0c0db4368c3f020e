import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { noteOf, paper } from '../../../test/support/papers.ts';
import { checkPaper } from './check-origin.ts';
import { readOrigin } from './docx-origin.ts';
import type { Ask } from './questions.ts';
import { writeDocx } from './write-docx.ts';

const answer = { total: { owed: 1234 }, own: { owed: 2 }, levels: [{}] };
const ask: Ask = async ({ kind }) => (kind === 'overview' ? answer : undefined);
const verdicts = async (bytes: Uint8Array, asked: Ask = ask): Promise<Record<string, string>> =>
  Object.fromEntries((await checkPaper(bytes, asked)).rows.map((row) => [row.note, row.verdict]));

/** The file as somebody else saves it. */
async function saved(work: (xml: string) => string, part = 'word/document.xml'): Promise<Uint8Array> {
  const files = unzipSync(await writeDocx(paper()));
  files[part] = strToU8(work(strFromU8(files[part]!)));
  return zipSync(files);
}

describe('a paper read again', () => {
  test('says that nothing has changed while nothing has', async () => {
    assert.deepEqual(await verdicts(await writeDocx(paper())), { f1: 'same', t2: 'same', f3: 'same' });
  });
  test('gives back its origin and what is printed, the hidden words left out', async () => {
    const { origin, printed } = readOrigin(await writeDocx(paper()));
    assert.deepEqual(origin, paper().origin);
    assert.deepEqual(
      [...printed],
      [
        ['f1', ['1234']],
        ['f3', ['2/4']],
      ],
    );
  });
  test('flags a figure that is answered differently now, with both values', async () => {
    const moved: Ask = async () => ({ ...answer, total: { owed: 1235 } });
    const { rows } = await checkPaper(await writeDocx(paper()), moved);
    assert.deepEqual(
      rows.map(({ verdict, before, now }) => [verdict, before, now]),
      [
        ['changed', 1234, 1235],
        ['same', 1, 1],
        ['same', 2, 2],
      ],
    );
  });
  test('flags a figure that was changed by hand, and one that was deleted', async () => {
    const edited = await saved((xml) =>
      xml.replace('>1234<', '>1300<').replace(/<w:bookmarkStart[^>]*zt_f3[^>]*>/, ''),
    );
    assert.deepEqual(await verdicts(edited), { f1: 'edited', t2: 'same', f3: 'gone' });
  });
  test('flags rows that came or went', async () => {
    assert.equal((await verdicts(await writeDocx(paper()), async () => ({ ...answer, levels: [] }))).t2, 'changed');
  });
  test('writes shares and decimals as the paper does', async () => {
    const shares = { ...answer, total: { owed: 0.8582317073170732 } };
    const given = paper({
      origin: { ...paper().origin, notes: [noteOf('f1', 0.8572, '85.7%'), noteOf('f3', 0.8579, '85.8%')] },
    });
    const rows = (await checkPaper(await writeDocx(given), async () => shares)).rows;
    assert.deepEqual(
      rows.map(({ verdict, said }) => [verdict, said.before, said.now]),
      [
        ['changed', '85.7%', '85.8%'],
        // What is printed still holds; only the text of this paper does not carry it.
        ['edited', '85.8%', '85.8%'],
      ],
    );
    const [term] = (
      await checkPaper(
        await writeDocx(paper({ origin: { ...paper().origin, notes: [noteOf('f1', 'open', '待完成')] } })),
        async () => ({ total: { owed: 'met' } }),
      )
    ).rows;
    assert.deepEqual(term!.said, { before: '待完成', now: '已完成' });
  });
  test('asks as of another day where one is given', async () => {
    const days: string[] = [];
    await checkPaper(
      await writeDocx(paper()),
      async (question) => {
        days.push(question.with.day!);
        return answer;
      },
      '2026-12-31',
    );
    assert.deepEqual([...new Set(days)], ['2026-12-31']);
  });
  test('is understood when Word splits a figure into runs', async () => {
    const split = await saved((xml) =>
      xml.replace(/<w:t([^>]*)>1234<\/w:t><\/w:r>/, '<w:t$1>12</w:t></w:r><w:r><w:t>34</w:t></w:r>'),
    );
    assert.equal((await verdicts(split)).f1, 'same');
  });
  test('keeps its origin where LibreOffice or WPS saves it: the part has properties, a relation and a type', async () => {
    const files = unzipSync(await writeDocx(paper()));
    const text = (name: string): string => strFromU8(files[name] ?? new Uint8Array());
    const target = (rels: string, kind: string): string | undefined =>
      new RegExp(`relationships/${kind}" Target="([^"]+)"`).exec(text(rels))?.[1];
    assert.equal(target('word/_rels/document.xml.rels', 'customXml'), '../customXml/item1.xml');
    assert.equal(target('customXml/_rels/item1.xml.rels', 'customXmlProps'), 'itemProps1.xml');
    assert.match(text('customXml/itemProps1.xml'), /ds:uri="urn:zerentian:origin"/);
    assert.match(text('[Content_Types].xml'), /PartName="\/customXml\/itemProps1\.xml"/);
  });
  test('may hold any text in its notes', async () => {
    const odd = '<]]>&"\'\u{20BB7} &amp;';
    const given = paper({
      origin: { ...paper().origin, notes: [{ ...noteOf('f1', odd), name: { zh: odd, en: odd } }] },
    });
    assert.deepEqual(readOrigin(await writeDocx(given)).origin, given.origin);
  });
});

describe('what is no paper of ours is refused', () => {
  test('no zip, a zip without the part, a part that is not ours', async () => {
    assert.throws(() => readOrigin(strToU8('text')), { code: 'document_broken' });
    assert.throws(() => readOrigin(zipSync({ 'word/document.xml': strToU8('<w:document/>') })), {
      code: 'document_no_origin',
    });
    const bad = await saved((xml) => xml.replace(/&quot;|"notes"/, '"other"'), 'customXml/item1.xml');
    assert.throws(() => readOrigin(bad), { code: 'document_no_origin' });
  });
});
