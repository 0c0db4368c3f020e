import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seedFor } from '../../../test/support/seed.ts';
import type { CalendarYear } from '../pack.ts';
import { Refusal } from '../refusal.ts';
import {
  addDays,
  addWorkingDays,
  dayNumber,
  daysBetween,
  isDay,
  isWorkingDay,
  quarterOf,
  weekdayOf,
} from './calendar.ts';

const seed = seedFor('calendar');
const anyDay = fc.integer({ min: -719162, max: 2932896 }).map((n) => addDays('1970-01-01', n));

const words = { zh: '示例来源', en: 'sample source' };
const calendar: CalendarYear[] = [
  {
    year: 2026,
    source: words,
    rest: [{ name: { zh: '春节', en: 'Spring Festival' }, from: '2026-02-15', to: '2026-02-23' }],
    work: ['2026-02-14', '2026-02-28'],
  },
];

test('a day that does not exist is not a day', () => {
  for (const good of ['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31']) assert.equal(isDay(good), true, good);
  for (const bad of [
    '2023-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '26-01-01',
    '',
    '2026-1-1',
  ]) {
    assert.equal(isDay(bad), false, bad);
  }
});

test('days are counted like the platform counts them, over the whole range', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const date = new Date(`${day}T00:00:00Z`);
      assert.equal(dayNumber(day), date.getTime() / 86_400_000);
      assert.equal(weekdayOf(day), ((date.getUTCDay() + 6) % 7) + 1);
      assert.equal(isDay(day), true);
    }),
    { seed },
  );
});

test('adding days and counting days undo each other, and order follows the text', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -400, max: 400 }), (day, days) => {
      fc.pre(dayNumber(day) + days >= -719162 && dayNumber(day) + days <= 2932896);
      const moved = addDays(day, days);
      assert.equal(daysBetween(day, moved), days);
      assert.equal(moved < day, days < 0);
    }),
    { seed },
  );
});

test('no day is ever written with a fifth digit, so that days always compare as texts', () => {
  assert.equal(addDays('9999-12-31', 31), '9999-12-31');
  assert.equal(addDays('9999-12-01', 31), '9999-12-31');
  assert.equal(addDays('0001-01-02', -400), '0001-01-01');
});

test('leap days and quarter ends', () => {
  assert.equal(addDays('2024-02-28', 1), '2024-02-29');
  assert.equal(addDays('2023-02-28', 1), '2023-03-01');
  assert.equal(addDays('2026-03-31', 1), '2026-04-01');
  assert.deepEqual(['2026-03-31', '2026-04-01', '2026-12-31'].map(quarterOf), [1, 2, 4]);
});

test('a weekend works where it is listed as work, a weekday rests where it is listed as rest', () => {
  assert.equal(isWorkingDay(calendar, '2026-02-14'), true); // Saturday, made up
  assert.equal(isWorkingDay(calendar, '2026-02-16'), false); // Monday, Spring Festival
  assert.equal(isWorkingDay(calendar, '2026-02-24'), true);
  assert.equal(isWorkingDay(calendar, '2026-03-01'), false); // plain Sunday
});

test('working days skip the Spring Festival and count the made-up Saturdays', () => {
  assert.equal(addWorkingDays(calendar, '2026-02-13', 1), '2026-02-14');
  assert.equal(addWorkingDays(calendar, '2026-02-13', 2), '2026-02-24');
  assert.equal(addWorkingDays(calendar, '2026-02-24', -1), '2026-02-14');
  assert.equal(addWorkingDays(calendar, '2026-02-17', 0), '2026-02-17');
});

test('n working days later lie exactly n working days', () => {
  const within = fc.integer({ min: 0, max: 250 }).map((n) => addDays('2026-01-01', n));
  fc.assert(
    fc.property(within, fc.integer({ min: 1, max: 60 }), (day, count) => {
      const end = addWorkingDays(calendar, day, count);
      let passed = 0;
      for (let at = addDays(day, 1); at <= end; at = addDays(at, 1)) passed += isWorkingDay(calendar, at) ? 1 : 0;
      assert.equal(passed, count);
      assert.equal(isWorkingDay(calendar, end), true);
    }),
    { seed },
  );
});

test('a year without a table is refused by name, also when reached on the way', () => {
  const missing = (year: number) => (error: unknown) =>
    error instanceof Refusal && error.code === 'calendar_missing' && error.facts.year === year;
  assert.throws(() => isWorkingDay(calendar, '2028-01-04'), missing(2028));
  assert.throws(() => addWorkingDays(calendar, '2026-12-30', 5), missing(2027));
});
