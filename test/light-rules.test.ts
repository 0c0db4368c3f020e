/** Light rules of the packs hold fast: every boundary of a rate, read as the screen reads it, and the days before a due day. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bandOf } from '../src/web/kit/bands.ts';
import { percent } from '../src/web/kit/percent.ts';
import { library } from './support/packs.ts';

const nameOf = (pack: string, rate: number, day = '2026-07-01'): string | undefined =>
  bandOf(library().under(pack, day).rateBands, rate)?.name.zh;

const expected: readonly (readonly [pack: string, rate: number, name: string])[] = [
  ['national-2022', 1, '基本完成'],
  ['national-2022', 0.95, '基本完成'],
  ['national-2022', 0.9499, '多数完成'],
  ['national-2022', 0.8, '多数完成'],
  ['national-2022', 0.7999, '部分完成'],
  ['national-2022', 0.6, '部分完成'],
  ['national-2022', 0.5999, '进展较慢'],
  ['national-2022', 0.0001, '进展较慢'],
  ['national-2022', 0, '尚无完成'],
  ['hunan-2023', 0.95, '基本完成'],
  ['beijing-2023', 0.7999, '部分完成'],
  ['example', 0.9, '高飞'],
  ['example', 0.8999, '起飞'],
  ['example', 0.5, '起飞'],
  ['example', 0.4999, '在地'],
  ['example', 0, '在地'],
];

test('a rate is called by the band of the nearest pack, at each boundary (z-3)', () => {
  for (const [pack, rate, name] of expected) assert.equal(nameOf(pack, rate), name, `${pack} ${rate}`);
});

test('a figure beside its word never says more than the word: rounding crosses no bound', () => {
  const bounds = [0.95, 0.8, 0.6];
  assert.equal(percent(0.79981, bounds), '79.9%');
  assert.equal(percent(0.79981), '80.0%');
  assert.equal(percent(0.94999, bounds), '94.9%');
  assert.equal(percent(0.8, bounds), '80.0%');
  assert.equal(percent(0.99996), '99.9%');
  assert.equal(percent(0.00001), '0.1%');
  assert.equal(percent(0), '0.0%');
  assert.equal(percent(1), '100.0%');
});

test('a rate of nothing due lies in no band', () => {
  assert.equal(bandOf(library().under('national-2022', '2026-07-01').rateBands, null), undefined);
});

test('a due day counts as near 30, 20, 15, 7 and 10 days before it (z-3)', () => {
  assert.deepEqual(library().under('national-2022', '2026-07-01').dueSoonDays, {
    annual: 30,
    semiannual: 20,
    quarterly: 15,
    monthly: 7,
    by_date: 10,
  });
});
