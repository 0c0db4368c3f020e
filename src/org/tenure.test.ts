import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holderOn, spansOf, type Tenure, terms, vacanciesOf } from './tenure.ts';

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

test('of two tenures begun on one day the longer is the term, in whatever order they are read', () => {
  const both = [tenure('示例甲', '2025-01-03', '2025-07-24'), tenure('示例乙', '2025-01-03', '2026-06-01')];
  for (const read of [both, both.toReversed()]) {
    assert.equal(terms.tenureOf(read, 'T2025-01-03')?.to, '2026-06-01');
    assert.equal(holderOn(read, '2025-02-01')?.person, '示例乙');
    assert.equal(spansOf(read, '2025-01-01', '2026-12-31').length, 3);
  }
  assert.equal(terms.tenureOf(both, 'T2025-01-04'), undefined);
});

test('a term begun on leap day ends nominally on 28 February', () => {
  assert.deepEqual(terms.of(seat[0]!, 5), {
    key: 'T2024-02-29',
    from: '2024-02-29',
    to: '2026-03-15',
    nominalEnd: '2029-02-28',
  });
  assert.equal(terms.of(seat[0]!, 4).nominalEnd, '2028-02-28', 'a leap year too');
  assert.equal(terms.of(seat[1]!, 5).nominalEnd, '2031-03-31');
});
