import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seedFor } from '../../../test/support/seed.ts';
import { inChinese, levelNumber, markScale, markSize } from './measures.ts';
import { officialDay, titleLines, widthOf } from './official.ts';
import { rowPath, valueAt } from './path.ts';
import { numbered, signatureOf } from './setting.ts';
import { nothing, periodWords, written } from './writings.ts';

test('issuers of a title are broken apart between each other, and none inside the word that names it', () => {
  assert.deepEqual(
    titleLines('中共示例维吾尔自治区委员会、示例维吾尔自治区人民政府关于2026年度责任落实情况的报告', 20),
    ['中共示例维吾尔自治区委员会、', '示例维吾尔自治区人民政府', '关于2026年度责任落实情况的报告'],
  );
  const long = titleLines(
    '中共甲乙山保安族东乡族撒拉族自治县委员会、甲乙山保安族东乡族撒拉族自治县人民政府关于责任的报告',
    20,
  );
  for (const line of long) assert.doesNotMatch(line, /^(?:会|族|县|、)/, long.join(' / '));
});

test('levels are numbered 一、 （一） 1． （1）, and a lower one starts anew under a higher one', () => {
  const heading = (level: 1 | 2 | 3 | 4) => ({ kind: 'heading' as const, level, runs: [] });
  const found = numbered([1, 2, 3, 4, 4, 2, 1, 2, 3].map((level) => heading(level as 1)));
  assert.deepEqual(
    found.map((one) => (one.kind === 'heading' ? one.number : '')),
    ['一、', '（一）', '1．', '（1）', '（2）', '（二）', '二、', '（一）', '1．'],
  );
  assert.deepEqual([10, 11, 20, 99].map(inChinese), ['十', '十一', '二十', '九十九']);
  assert.equal(levelNumber(1, 21), '二十一、');
});

test('a title keeps words and numbers whole, breaks before 关于, and loses nothing', () => {
  assert.deepEqual(titleLines('中共示例县委农村工作领导小组办公室关于2026年乡村振兴责任逾期事项的通知', 20), [
    '中共示例县委农村工作领导小组办公室',
    '关于2026年乡村振兴责任逾期事项的通知',
  ]);
  const piece = fc.constantFrom(
    '乡村振兴',
    '责任',
    '2026',
    '年',
    '（试行）',
    '《办法》',
    '关于',
    '的',
    '𠮷',
    'a',
    '、',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const title = pieces.join('');
      const lines = titleLines(title, 20);
      assert.equal(lines.join(''), title);
      assert.ok(
        lines.every((line) => line !== '' && widthOf(line) <= 20),
        lines.join('/'),
      );
    }),
    { seed: seedFor('titles') },
  );
});

test('a date has no leading zero; under a seal it leaves four characters and the issuer stands centred above', () => {
  assert.equal(officialDay('2026-05-01'), '2026年5月1日');
  const sealed = signatureOf({ issuers: ['示例县风筝会办公室'], day: '2026-05-01', sealed: true });
  assert.deepEqual([sealed.dateRight, sealed.issuers[0]?.right], [4, 2.5]);
  const long = signatureOf({ issuers: ['示'.repeat(20)], day: '2026-05-01', sealed: true });
  assert.deepEqual([long.dateRight, long.issuers[0]?.right], [7, 0]);
  const plain = signatureOf({ issuers: ['示例县风筝会办公室'], day: '2026-05-01', sealed: false });
  // The issuer begins at 2 + its width from the right, the date two characters further right.
  assert.equal(
    plain.dateRight + widthOf(plain.date),
    (plain.issuers[0]?.right ?? 0) + widthOf(plain.issuers[0]?.name ?? '') - 2,
  );
});

test('several issuers stand below each other in their order, centred on the widest', () => {
  const names = ['中共示例县委员会', '示例县人民政府'];
  const { issuers, dateRight } = signatureOf({ issuers: names, day: '2026-05-01', sealed: true });
  assert.deepEqual([issuers.map(({ name }) => name), dateRight], [names, 4]);
  assert.equal((issuers[1]?.right ?? 0) - (issuers[0]?.right ?? 0), 0.5);
});

test('a long mark is set smaller and never below the size of a title', () => {
  assert.ok(markSize('示例县') <= 62 && markSize('示'.repeat(12)) < 40);
  assert.equal(markSize('示'.repeat(60)), 22);
  assert.equal(markScale('示例县文件'), 1);
  for (const long of [20, 24, 29, 40]) {
    const mark = '示'.repeat(long);
    assert.ok((long * markSize(mark) * markScale(mark) * 25.4) / 72 <= 156, `${long} characters stay on one line`);
  }
});

const answer = {
  total: { owed: 3 },
  rows: [
    { key: 'a|b', status: 'met', unit: { level: 'county' } },
    { key: 'c.d', status: 'open', unit: { level: 'village' } },
  ],
};

test('places in an answer: fields, counts, selections, lists of a field', () => {
  assert.equal(valueAt(answer, 'total.owed'), 3);
  assert.equal(valueAt(answer, 'rows.#'), 2);
  assert.equal(valueAt(answer, 'rows[status=met|open].#'), 2);
  assert.equal(valueAt(answer, 'rows[unit.level=village].#'), 1);
  assert.equal(valueAt(answer, 'rows[key=a|b].status'), 'met');
  assert.deepEqual(valueAt(answer, 'rows.status'), ['met', 'open']);
  assert.equal(valueAt(answer, 'rows[key=c.d].unit.level'), 'village');
  for (const path of ['none', 'total.none.more', 'rows[key=x].status', 'constructor', 'total.__proto__'])
    assert.equal(valueAt(answer, path), undefined, path);
});

test('the path of a row leads back to it', () => {
  for (const row of answer.rows) assert.equal(valueAt(answer, rowPath('rows', answer.rows, row)!), row);
  const open = answer.rows.filter((row) => row.status === 'open');
  assert.equal(valueAt(answer, rowPath('rows[status=open]', open, open[0])!), open[0]);
  assert.equal(rowPath('rows', [{ key: 'x' }, { key: 'x' }], { key: 'x' }), undefined);
});

test('values are written as papers write them', () => {
  assert.deepEqual(
    [
      written(0.8606, 'percent'),
      written(1, 'percent'),
      written(3.25, 'decimal'),
      written('2026-05-01', 'day'),
      written(null, 'percent'),
    ],
    ['86.1%', '100%', '3.3', '2026年5月1日', nothing],
  );
  assert.equal(
    written(
      [
        { zh: '甲', en: 'A' },
        { zh: '乙', en: 'B' },
      ],
      undefined,
    ),
    '甲、乙',
  );
  assert.deepEqual(['2026', '2026H1', '2026Q3', '2026-03', 'T2024-03-15', '2023-04-01/2023-06-30'].map(periodWords), [
    '2026年',
    '2026年上半年',
    '2026年第三季度',
    '2026年3月',
    '任期内（自2024年3月15日起）',
    '2023年4月1日至2023年6月30日',
  ]);
});

test('text that no file format can hold becomes spaces, so a paper of any record opens', () => {
  assert.equal(written('甲\u0000乙\u001b\n丙\ud842丁\ufffe', undefined), '甲 乙  丙 丁 ');
});
