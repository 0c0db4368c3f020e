import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { printed, randomOf, writeDocument } from '../../../test/support/random-document.ts';
import { seedFor } from '../../../test/support/seed.ts';
import { loadRegimes } from '../load.ts';
import { Refusal } from '../refusal.ts';
import { alignClauses, baseOf } from './align.ts';
import { measuresIn, tighter } from './cadence.ts';
import { draftPack } from './draft-pack.ts';
import { parseDocument } from './parse.ts';

const folder = fileURLToPath(new URL('../../../regimes', import.meta.url));
const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml') && !path.includes('cases'))
  .map((path) => ({ path: `regimes/${path}`, text: readFileSync(join(folder, path), 'utf8') }));
const library = loadRegimes(texts);

test('how often and how much is read from the words', () => {
  const cases: [string, string, string | null, number | null, string | null][] = [
    ['每季度至少主持1次会议', 'count', 'quarterly', 1, null],
    ['每年至少组织两次学习', 'count', 'annual', 2, null],
    ['每季度组织1次以上学习', 'count', 'quarterly', 1, null],
    ['每半年报告一次', 'count', 'semiannual', 1, null],
    ['每月调度', 'count', 'monthly', 1, null],
    ['定期听取汇报', 'count', 'regular', null, null],
    ['任期内走遍辖区所有自然村组', 'coverage', 'per_term', null, 'village_groups'],
    ['每年走遍或者联系所有农户', 'coverage', 'annual', null, 'households'],
    ['定点联系1个以上行政村', 'holding', null, 1, null],
    ['经常性开展调研', 'often', null, null, null],
    ['不定期召开调度会', 'event', null, null, null],
    ['2025年6月底前完成', 'count', 'by_date', 1, null],
  ];
  for (const [text, ...wanted] of cases) {
    const found = measuresIn(text).map(({ type, cadence, need, of }) => [type, cadence, need, of]);
    assert.deepEqual(found, [wanted], text);
  }
  assert.deepEqual(measuresIn('在2025年6月底前完成')[0]?.window?.to, '2025-06-30');
  const [a, b] = [measuresIn('每季度至少1次')[0]!, measuresIn('定期')[0]!];
  assert.deepEqual([tighter(a, b), tighter(b, a), tighter(a, a)], ['tighter', 'looser', 'same']);
});

const base = parseDocument(
  [
    '大风省放飞责任办法',
    '第一条　县里放风人定期清点旧线轴、登记彩色尾带。',
    '第二条　茶会办事处公布茶水账目，接受众人查看。',
    '第三条　讲述人经常讲述风筝来历，带着孩子放飞。',
    '第四条　本办法自发布之日起施行。',
  ].join('\n'),
);
const local = parseDocument(
  [
    '大风市放飞责任实施细则',
    '第一条　放风人每季度至少清点1次旧线轴、登记彩色尾带。',
    '第二条　茶会办事处公布茶水账目，接受众人查看。',
    '第三条　糊纸匠修补破损纸面，收藏竹骨架。',
    '第四条　本细则自2026年3月1日起施行。',
  ].join('\n'),
);

test('a local rule is set against its base: tightened, restated, new, left out', () => {
  const { clauses, leftOut } = alignClauses(local, baseOf(base, 'example'));
  const shown = clauses.slice(0, 3).map(({ id, relation, base: [first] }) => [id, relation, first?.id ?? null]);
  assert.deepEqual(shown, [
    ['art1', 'tightens', 'example/art1'],
    ['art2', 'restates', 'example/art2'],
    ['art3', 'new', null],
  ]);
  assert.deepEqual(leftOut, ['example/art3']);
});

test('a clause stands on the article of its own level first, and twice a year for all is more than once', () => {
  const words = '党委和政府主要负责人是看风第一责任人，责任主要包括：';
  const items = ['（一）定期主持看风会议，研究重大事项。', '（二）每年走遍或者联系所有农户，清点线轴。'];
  const levels = parseDocument(
    ['大风省看风办法', `第一条　省级${words}`, ...items, `第二条　县级${words}`, ...items].join('\n'),
  );
  const county = parseDocument(
    [
      '大风县看风细则',
      `第一条　县级${words}`,
      '（一）每季度至少主持1次看风会议，研究重大事项。',
      '（二）每半年走访所有农户，清点线轴。',
    ].join('\n'),
  );
  const { clauses } = alignClauses(county, baseOf(levels, 'example'));
  assert.deepEqual(
    clauses.map(({ relation, base: [first] }) => [relation, first?.id]),
    [
      ['restates', 'example/art2/lead'],
      ['tightens', 'example/art2/item1'],
      ['tightens', 'example/art2/item2'],
    ],
  );
  assert.equal(baseOf(levels, 'example').find(({ id }) => id === 'example/art2/item1')?.citation, '第二条（一）');
});

test('a draft pack loads beside its base, changes its duties and says from when it holds', () => {
  const text = [
    '大风市乡村振兴责任制实施细则（示例）',
    '第一条　乡镇定下本地目标和抓手，每季度至少订2次工作计划。',
    '第二条　定点联系3个以上行政村，经常到村里走走。',
    '第三条　风筝委员会照看风筝。',
    '第四条　本细则自2026年3月1日起施行。',
  ].join('\n');
  const draft = draftPack(parseDocument(text), library, {
    id: 'gale-draft',
    extends: 'national-2022',
    jurisdiction: '98',
  });
  const loaded = loadRegimes([...texts, ...draft.files.map((file) => ({ ...file, path: `regimes/${file.path}` }))]);
  assert.equal(draft.inForce, '2026-03-01');
  assert.equal(loaded.packs.get('gale-draft')?.extends, 'national-2022');
  assert.deepEqual(
    loaded.contents.get('gale-draft')?.clauses.map(({ id }) => id),
    ['gale-draft/art1', 'gale-draft/art2/s1'.replace('/s1', ''), 'gale-draft/art3', 'gale-draft/art4'],
  );
  const plan = loaded.under('gale-draft', '2026-06-01').duties.get('township-work-plan');
  assert.deepEqual([plan?.figures.need, plan?.regime], [2, 'gale-draft']);
  assert.match(draft.files[2]!.text, /每季度至少订2次/);
  // Nobody has written an English summary: English pages say so instead of showing a placeholder.
  assert.equal(loaded.clauses.get('gale-draft/art3')?.en, '(Chinese only) 风筝委员会照看风筝。');
});

test('any document can be drafted over any base, and what it gives always loads', () => {
  const seed = seedFor('draft packs');
  const small = texts.filter(({ path }) => path.startsWith('regimes/example/'));
  const example = loadRegimes(small);
  for (let round = 0; round < 20; round += 1) {
    const parsed = parseDocument(printed(writeDocument(randomOf(seed + round))));
    const draft = draftPack(parsed, example, { id: 'random-draft', extends: 'example', jurisdiction: '9902' });
    loadRegimes([...small, ...draft.files.map((file) => ({ ...file, path: `regimes/${file.path}` }))]);
  }
});

test('a base that is not there and a document without a clause are refused', () => {
  const wish = { id: 'x', extends: 'nowhere', jurisdiction: '98' };
  const isCode = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
  assert.throws(() => draftPack(local, library, wish), isCode('regime_unknown'));
  assert.throws(
    () => draftPack(parseDocument(''), library, { ...wish, extends: 'national-2022' }),
    isCode('draft_empty'),
  );
});
