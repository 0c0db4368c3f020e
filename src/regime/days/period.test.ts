import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seedFor } from '../../../test/support/seed.ts';
import { cadences } from '../pack.ts';
import { addDays, yearOf } from './calendar.ts';
import { findPeriod, periodAt, periodsOf, periodsPerYear } from './period.ts';

const seed = seedFor('periods');

test('the periods of a year follow each other without gap or overlap and fill the year', () => {
  fc.assert(
    fc.property(fc.constantFrom(...cadences), fc.integer({ min: 1900, max: 2100 }), (cadence, year) => {
      const periods = periodsOf(cadence, year);
      assert.equal(periods.length, periodsPerYear[cadence]);
      assert.equal(periods[0]!.from, `${year}-01-01`);
      assert.equal(periods.at(-1)!.to, `${year}-12-31`);
      for (let i = 1; i < periods.length; i += 1) assert.equal(periods[i]!.from, addDays(periods[i - 1]!.to, 1));
    }),
    { seed },
  );
});

test('a day lies in the period of its day, and a key leads back to its period', () => {
  const day = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1995-01-01', n));
  fc.assert(
    fc.property(fc.constantFrom(...cadences), day, (cadence, at) => {
      const period = periodAt(cadence, at);
      assert.ok(period.from <= at && at <= period.to);
      assert.equal(period.year, yearOf(at));
      assert.deepEqual(findPeriod(period.key), period);
    }),
    { seed },
  );
});

test('keys, leap days and quarter ends', () => {
  assert.deepEqual(
    cadences.map((cadence) => periodAt(cadence, '2024-02-29').key),
    ['2024', '2024H1', '2024Q1', '2024-02'],
  );
  assert.equal(periodAt('monthly', '2024-02-01').to, '2024-02-29');
  assert.equal(periodAt('monthly', '2026-02-01').to, '2026-02-28');
  assert.deepEqual(periodAt('quarterly', '2026-04-01'), {
    key: '2026Q2',
    year: 2026,
    from: '2026-04-01',
    to: '2026-06-30',
  });
  assert.equal(periodAt('quarterly', '2026-03-31').key, '2026Q1');
});

test('a window is its own key; keys without days have no period', () => {
  assert.deepEqual(findPeriod('2023-04-01/2023-06-30'), {
    key: '2023-04-01/2023-06-30',
    year: 0,
    from: '2023-04-01',
    to: '2023-06-30',
  });
  for (const key of ['standing', 'T2024-03-15', '2026Q5', '2026-13', '2023-06-30/2023-04-01', '0000', '']) {
    assert.equal(findPeriod(key), undefined, key);
  }
});
