import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holderOn, spansOf, type Tenure, termOf, vacanciesOf } from './tenure.ts';

const tenure = (person: string, from: string, to: string | null): Tenure => ({
  unit: '433124',
  seat: 'party-secretary',
  person,
  from,
  to,
  acting: false,
});
const seat = [tenure('示例甲', '2024-02-29', '2026-03-15'), tenure('示例乙', '2026-04-01', null)];

test('the last day of a tenure still belongs to its holder, the next day to nobody', () => {
  assert.equal(holderOn(seat, '2026-03-15')?.person, '示例甲');
  assert.equal(holderOn(seat, '2026-03-16'), undefined);
  assert.equal(holderOn(seat, '2026-04-01')?.person, '示例乙');
});

test('a change of holder splits a period by days, and the days add up', () => {
  const spans = spansOf(seat, '2026-01-01', '2026-12-31');
  assert.deepEqual(
    spans.map((s) => [s.tenure?.person ?? null, s.from, s.to, s.days]),
    [
      ['示例甲', '2026-01-01', '2026-03-15', 74],
      [null, '2026-03-16', '2026-03-31', 16],
      ['示例乙', '2026-04-01', '2026-12-31', 275],
    ],
  );
  assert.equal(
    spans.reduce((sum, s) => sum + s.days, 0),
    365,
  );
  assert.deepEqual(
    vacanciesOf(seat, '2026-01-01', '2026-12-31').map((s) => s.days),
    [16],
  );
});

test('a leap year has 366 days to split', () => {
  assert.deepEqual(
    spansOf([], '2024-01-01', '2024-12-31').map((s) => s.days),
    [366],
  );
});

test('where two tenures overlap the later holder counts', () => {
  const both = [tenure('示例甲', '2025-01-01', '2026-04-10'), tenure('示例乙', '2026-04-01', null)];
  assert.equal(holderOn(both, '2026-04-05')?.person, '示例乙');
});

test('a term begun on leap day ends nominally on the last day of February', () => {
  assert.deepEqual(termOf(seat[0]!, 5), {
    key: 'T2024-02-29',
    from: '2024-02-29',
    to: '2026-03-15',
    nominalEnd: '2029-02-28',
  });
  assert.equal(termOf(seat[1]!, 5).nominalEnd, '2031-03-31');
});
