/** The figures of a scope against its obligations one by one, whose statuses the lists show. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Credit, keyOf, needOf, type Obligation, obligations, progressOf, statusOn, timeline } from '#ledger';
import { isValidOn, meetsCondition, memoryOrg, type OrgView, type Unit } from '#org';
import { addDays, type Day, daysBetween, type Law, type ResolvedDuty } from '#regime';
import { exampleLaw, exampleUnit } from '../../test/support/example.ts';
import { seedFor } from '../../test/support/seed.ts';
import { type CountUnits, cellsOf, owedPeriods, type TallyRow } from './cells.ts';
import { figuresOf } from './figures.ts';

const base = exampleLaw('2026-06-30');
const pattern = base.duties.get('wind-council') as ResolvedDuty;
const dayFrom = (first: Day, span: number) => fc.integer({ min: 0, max: span }).map((n) => addDays(first, n));

type Shape = Pick<ResolvedDuty, 'measure' | 'figures'>;
const counted: fc.Arbitrary<Shape> = fc
  .record({
    cadence: fc.constantFrom('monthly', 'quarterly', 'semiannual', 'annual', 'once'),
    need: fc.integer({ min: 1, max: 3 }),
    after: fc.constantFrom(null, null, 5, 40),
  })
  .map(({ cadence, need, after }) => ({
    measure: { type: 'count', cadence, need } as ResolvedDuty['measure'],
    figures: { need, ...(after === null ? {} : { days_after_period: after }) },
  }));
const windowed: fc.Arbitrary<Shape> = fc
  .record({
    from: dayFrom('2026-01-01', 364),
    length: fc.constantFrom(0, 1, 5, 30),
    need: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ from, length, need }) => ({
    measure: { type: 'count', cadence: 'by_date', need, window: { from, to: addDays(from, length) } },
    figures: { need },
  }));
const covering: fc.Arbitrary<Shape> = fc
  .record({ met_from: fc.constantFrom(0.5, 0.95, 1), attention_from: fc.constantFrom(undefined, 0.2, 0.5) })
  .map(({ met_from, attention_from }) => ({
    measure: { type: 'coverage', cadence: 'annual', of: 'villages', met_from },
    figures: { met_from, ...(attention_from === undefined ? {} : { attention_from }) },
  }));
const held: fc.Arbitrary<Shape> = fc.constantFrom(1, 2).map((need) => ({
  measure: { type: 'holding', need },
  figures: { need },
}));
const holder = fc.constantFrom(
  { level: 'county', body: 'kite-board', mode: 'joint' },
  { level: 'county', seats: ['kite-keeper', 'wind-reader'], mode: 'joint' },
  { level: 'county', seats: ['kite-keeper', 'wind-reader'], mode: 'each' },
  { level: 'township', where: { farming: true }, body: 'kite-board', mode: 'joint' },
) as fc.Arbitrary<ResolvedDuty['holder']>;
const dutyOf = fc
  .record({ shape: fc.oneof(counted, windowed, covering, held), holder, from: dayFrom('2024-01-01', 900) })
  .map(({ shape, holder, from }): ResolvedDuty => ({ ...pattern, ...shape, holder, from }));
const dutiesOf = fc.array(dutyOf, { minLength: 1, maxLength: 6 });
const soonOf = fc.constantFrom(0, 7, 30, 200);
const cadences = ['monthly', 'quarterly', 'semiannual', 'annual', 'by_date'];

/** The imaginary law with other duties, near so many days before they are due. */
const lawWith = (duties: readonly ResolvedDuty[], soon: number): Law => ({
  ...base,
  duties: new Map(duties.map((duty, n) => [`duty-${n}`, { ...duty, id: `duty-${n}` }])),
  dueSoonDays: Object.fromEntries(cadences.map((cadence) => [cadence, soon])),
});

const villagesOf = (township: string): string[] => Array.from({ length: 5 }, (_, n) => `${township}20${n}`);
const townships = ['990201101', '990201102', '990202101'];
/** Two counties whose townships may begin or end within the years looked at; villages stay, so that targets do. */
const treeOf = fc
  .tuple(...townships.map(() => fc.tuple(fc.option(dayFrom('2025-06-01', 400)), fc.option(dayFrom('2026-08-01', 200)))))
  .map((spans) => [
    ...['99', '9902', '990201', '990202'].map((code) => exampleUnit(code)),
    ...townships.map((code, n) =>
      exampleUnit(code, { validFrom: spans[n]?.[0] ?? '1990-01-01', validTo: spans[n]?.[1] ?? null }),
    ),
    ...townships.flatMap(villagesOf).map((code) => exampleUnit(code)),
  ]);

interface Chance {
  readonly pick: number;
  readonly at: number;
  readonly ends: number | null;
  readonly excused: boolean;
}
const chances: fc.Arbitrary<Chance[]> = fc.array(
  fc.record({ pick: fc.nat(), at: fc.nat(), ends: fc.option(fc.nat(90)), excused: fc.boolean() }),
  { maxLength: 60 },
);

/** Credits of some obligations, each inside its period. */
function thrown(law: Law, owed: readonly Obligation[], chances: readonly Chance[], until: Day): Credit[] {
  return chances.flatMap(({ pick, at, ends, excused }) => {
    const one = owed[pick % Math.max(1, owed.length)];
    if (!one) return [];
    const { duty, unit, holder, period } = one;
    const last = period.to ?? until;
    const day = addDays(period.from, at % Math.max(1, daysBetween(period.from, last) + 1));
    const isCoverage = law.duties.get(duty)?.measure.type === 'coverage';
    const below = townships.filter((code) => code.startsWith(unit)).flatMap(villagesOf);
    return [
      {
        ...{ duty, unit, holder, period: period.key, year: period.year, day, excused: excused && !isCoverage },
        until: needOf(law, one).type === 'holding' && ends !== null ? addDays(day, ends) : null,
        target: isCoverage ? (below[pick % Math.max(1, below.length)] ?? '') : '',
      },
    ];
  });
}

/** What the tallies would say on a day: the changes of all obligations added up by duty and period. */
function tallyOf(law: Law, owed: readonly Obligation[], creditsOf: (one: Obligation) => Credit[], day: Day) {
  const byPeriod = Map.groupBy(owed, ({ duty, period }) => `${duty}|${period.key}`);
  return [...byPeriod.values()].map((same): TallyRow => {
    const { duty, period } = same[0] as Obligation;
    const changes = same.flatMap((one) => timeline(needOf(law, one), creditsOf(one)));
    const sum = (of: 'met' | 'excused' | 'done'): number =>
      changes.reduce((all, change) => (change.day <= day ? all + change[of] : all), 0);
    return { duty, period: period.key, met: sum('met'), excused: sum('excused'), done: sum('done') };
  });
}

const counting =
  (units: readonly Unit[]): CountUnits =>
  (level, where, from, on) =>
    units.filter(
      (unit) =>
        unit.level === level && meetsCondition(unit, where ?? {}) && isValidOn(unit, from) && isValidOn(unit, on),
    ).length;

const statuses = ['met', 'excused', 'open', 'due_soon', 'overdue'] as const;

test('figures count every status as often as the obligations have it, whatever the law, the records and the day', () => {
  const seen = Object.fromEntries(statuses.map((status) => [status, 0])) as Record<(typeof statuses)[number], number>;
  const seed = seedFor('statuses');
  fc.assert(
    fc.property(dutiesOf, soonOf, treeOf, chances, dayFrom('2025-12-01', 480), (duties, soon, units, given, day) => {
      const year = 2026;
      const law = lawWith(duties, soon);
      const org: OrgView = memoryOrg({ units });
      const owed = units.flatMap(({ code }) => obligations(law, org, code, day, { year }));
      const byKey = Map.groupBy(thrown(law, owed, given, '2027-03-31'), keyOf);
      const creditsOf = (one: Obligation): Credit[] => byKey.get(keyOf(one)) ?? [];
      const wanted = { owed: owed.length, met: 0, excused: 0, open: 0, due_soon: 0, overdue: 0 };
      for (const one of owed) {
        const status = statusOn(law, one, progressOf(needOf(law, one), creditsOf(one), day), day);
        wanted[status] += 1;
        seen[status] += 1;
      }
      const tally = tallyOf(law, owed, creditsOf, day);
      const figures = figuresOf(cellsOf(owedPeriods(law, year, day), counting(units), tally), day);
      const { owed: all, met, excused, open, due_soon, overdue } = figures;
      assert.deepEqual({ owed: all, met, excused, open, due_soon, overdue }, wanted);
    }),
    { seed, numRuns: 400 },
  );
  for (const status of statuses) assert.ok(seen[status] > 100, `${status}: ${seen[status]} (seed ${seed})`);
});
