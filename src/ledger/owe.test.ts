import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Credit, needOf, obligations, paceOf, periods, progressOf, statusOn, timeline } from '#ledger';
import type { ResolvedDuty } from '#regime';
import { county, exampleLaw, exampleOrg, exampleUnit, township, villages } from '../../test/support/example.ts';
import { seedFor } from '../../test/support/seed.ts';
import { needOfShare, targetsOf } from './owe.ts';

const law = exampleLaw('2026-06-30');
const org = exampleOrg();
const keys = (unit: string, day: string, duty: string, year?: number): string[] =>
  obligations(law, org, unit, day, { duty, ...(year ? { year } : {}) }).map((o) => `${o.holder} ${o.period.key}`);

test('95 % of n is the smallest whole number that reaches it, for every n', () => {
  for (let n = 0; n <= 5000; n += 1)
    for (const percent of [1, 7, 29, 57, 58, 80, 95, 100]) {
      const need = needOfShare(percent / 100, n);
      assert.ok(need * 100 >= percent * n && (need - 1) * 100 < percent * n, `${percent} % of ${n}: ${need}`);
    }
});

test('a year is owed whole, periods to come included, and standing duties with it', () => {
  assert.deepEqual(keys(county, '2026-06-30', 'wind-council'), [
    'kite-board 2026Q1',
    'kite-board 2026Q2',
    'kite-board 2026Q3',
    'kite-board 2026Q4',
  ]);
  assert.deepEqual(keys(county, '2026-06-30', 'wind-council', 2025), [
    'kite-board 2025Q1',
    'kite-board 2025Q2',
    'kite-board 2025Q3',
    'kite-board 2025Q4',
  ]);
  assert.deepEqual(keys(county, '2026-06-30', 'tea-table'), ['kite-keeper standing', 'wind-reader standing']);
});

test('nothing is owed before the duty binds, by placeholders, by skipped levels, or by units nobody knows', () => {
  assert.deepEqual(keys(county, '2026-06-30', 'wind-council', 2023), []);
  assert.deepEqual(keys('111111', '2026-06-30', 'wind-council'), []);
  const held = exampleOrg({ units: [exampleUnit('990209', { kind: 'statistical' })] });
  assert.deepEqual(obligations(law, held, '990209', '2026-06-30'), []);
  assert.deepEqual(obligations({ ...law, skipLevels: new Set(['county'] as const) }, org, county, '2026-06-30'), []);
});

test('statistical areas are no targets, whatever lies below them', () => {
  const circle: ResolvedDuty = {
    ...(law.duties.get('village-stroll') as ResolvedDuty),
    measure: { type: 'coverage', of: 'townships', cadence: 'per_term', met_from: 1 },
  };
  const zone = exampleUnit(`${county}450`, { kind: 'statistical', farming: true });
  const more = exampleOrg({ units: [zone] });
  const targets = targetsOf(law, org, circle, county, '2026-06-30');
  assert.ok(targets !== null && targets > 0);
  assert.equal(targetsOf(law, more, circle, county, '2026-06-30'), targets);
  assert.deepEqual(more.list(county, 'township', {}, '2026-06-30').includes(zone.code), false);
});

test('a unit that begins within a period owes from the next, one that ends owes what was over', () => {
  const changed = exampleOrg({
    units: [exampleUnit('990207', { validFrom: '2026-02-01' }), exampleUnit('990208', { validTo: '2026-07-01' })],
  });
  const of = (unit: string, day: string) =>
    obligations(law, changed, unit, day)
      .filter((o) => o.duty === 'wind-council' || o.duty === 'kite-festival')
      .map((o) => o.period.key);
  assert.deepEqual(of('990207', '2026-12-31'), ['2026Q2', '2026Q3', '2026Q4']);
  assert.deepEqual(of('990208', '2026-06-30'), ['2026Q1', '2026Q2', '2026'], 'while it stands it owes the year');
  assert.deepEqual(of('990208', '2026-07-01'), ['2026Q1', '2026Q2']);
});

test('periods of the national overview are those of every unit that stood all along', () => {
  for (const duty of law.duties.values()) {
    if (duty.measure.type === 'coverage' && duty.measure.cadence === 'per_term') continue;
    const unit = { province: '99', county, township, village: villages[0] }[duty.holder.level as 'county'] ?? '';
    const own = new Set(
      obligations(law, org, unit, '2026-06-30', { duty: duty.id }).map((o) => `${o.period.key} ${o.due}`),
    );
    const all = [0, 2026].flatMap((year) => periods.counted(law, duty, year, '2026-06-30'));
    assert.deepEqual(
      [...own],
      all.map((counted) => `${counted.period.key} ${counted.due}`),
      duty.id,
    );
  }
});

test('the pace of a term runs evenly to its nominal end and stops there', () => {
  const [term] = obligations(law, org, county, '2026-06-30', { duty: 'village-stroll' });
  assert.ok(term);
  assert.deepEqual(
    [term.period, term.due, term.need],
    [{ key: 'T2026-05-01', year: 0, from: '2026-05-01', to: '2030-04-30' }, null, 19],
  );
  assert.ok(Math.abs((paceOf(law, term, '2028-04-30') ?? 0) - 9.5) < 0.02);
  assert.equal(paceOf(law, term, '2026-05-01'), 19 * (1 / 1461));
  assert.equal(paceOf(law, term, '2030-04-29'), 19 * (1460 / 1461));
  assert.equal(paceOf(law, term, '2030-04-30'), 19);
  assert.equal(paceOf(law, term, '2040-01-01'), 19);
  const left = { ...term, period: { ...term.period, to: '2027-04-30' }, due: '2027-04-30' };
  assert.equal(paceOf(law, left, '2026-05-01'), 19 * (1 / 1461), 'leaving early is not a quicker duty');
});

const credit = (day: string, more: Partial<Credit> = {}): Credit => ({
  duty: 'd',
  unit: county,
  holder: 'h',
  period: 'p',
  year: 0,
  day,
  until: null,
  target: '',
  excused: false,
  ...more,
});

test('what comes after the day does not count yet', () => {
  const credits = [credit('2026-05-01'), credit('2026-03-01')];
  assert.deepEqual(progressOf({ need: 2, type: 'count' }, credits, '2026-04-30'), {
    done: 1,
    metDay: null,
    excusedDay: null,
    lastDay: '2026-03-01',
  });
  assert.equal(progressOf({ need: 2, type: 'count' }, credits, '2026-05-01').metDay, '2026-05-01');
});

test('something held ends after its last day, and what replaces it without a gap keeps it met', () => {
  const need = { need: 1, type: 'holding' } as const;
  const credits = [credit('2026-01-01', { until: '2026-03-31' }), credit('2026-04-01', { until: '2026-05-31' })];
  assert.equal(progressOf(need, credits, '2026-04-15').metDay, '2026-01-01');
  assert.equal(progressOf(need, credits, '2026-05-31').done, 1);
  assert.deepEqual(progressOf(need, credits, '2026-06-01'), {
    done: 0,
    metDay: null,
    excusedDay: null,
    lastDay: '2026-04-01',
  });
  assert.deepEqual(timeline(need, credits), [
    { day: '2026-01-01', met: 1, excused: 0, done: 1 },
    { day: '2026-06-01', met: -1, excused: 0, done: -1 },
  ]);
});

test('excepted targets count towards the need of a coverage, a whole waiver excuses it until it is met', () => {
  const need = { need: 2, type: 'coverage' } as const;
  const visits = [credit('2026-01-01', { target: 'a' }), credit('2026-01-02', { target: 'b', excused: true })];
  assert.deepEqual(progressOf(need, visits, '2026-12-31'), {
    done: 2,
    metDay: '2026-01-02',
    excusedDay: null,
    lastDay: '2026-01-01',
  });
  const waived = [credit('2026-01-05', { excused: true }), visits[0]!, credit('2026-02-01', { target: 'c' })];
  assert.deepEqual(timeline(need, waived), [
    { day: '2026-01-01', met: 0, excused: 0, done: 1 },
    { day: '2026-01-05', met: 0, excused: 1, done: 0 },
    { day: '2026-02-01', met: 1, excused: -1, done: 1 },
  ]);
});

test('a status never falls back as records are added, and an unknown need is never met', () => {
  const rank = { overdue: 0, due_soon: 0, open: 0, excused: 1, met: 2 };
  const [first] = obligations(law, org, county, '2026-06-30', { duty: 'wind-council' });
  assert.ok(first);
  fc.assert(
    fc.property(
      fc.array(fc.record({ n: fc.nat(89), excused: fc.boolean() }), { maxLength: 6 }),
      fc.nat(120),
      (adds, on) => {
        const day = `2026-0${1 + Math.floor(on / 31)}-${String(1 + (on % 28)).padStart(2, '0')}`;
        const credits = adds.map(({ n, excused }) =>
          credit(`2026-0${1 + Math.floor(n / 30)}-${String(1 + (n % 28)).padStart(2, '0')}`, { excused }),
        );
        const ranks = credits.map(
          (_, count) =>
            rank[statusOn(law, first, progressOf(needOf(law, first), credits.slice(0, count + 1), day), day)],
        );
        for (const [i, value] of ranks.entries()) assert.ok(i === 0 || value >= ranks[i - 1]!);
        const unknown = progressOf({ need: null, type: 'count' }, credits, day);
        assert.equal(unknown.metDay, null);
      },
    ),
    { seed: seedFor('ranks'), numRuns: 300 },
  );
});
