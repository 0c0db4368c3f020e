import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seedFor } from '../../test/support/seed.ts';
import { withLocal } from '../../test/tiny-packs.ts';
import type { Fault } from './check/fault.ts';
import { periodsPerYear } from './days/period.ts';
import { actsPerYear, loosenings } from './demand.ts';
import type { ResolvedDuty } from './law.ts';
import { loadRegimes } from './load.ts';
import { cadences, type Measure } from './pack.ts';
import { Refusal } from './refusal.ts';

const seed = seedFor('demand');

function duty(measure: Measure, more: Partial<ResolvedDuty> = {}): ResolvedDuty {
  const numbers = Object.entries(measure).filter(([, value]) => typeof value === 'number');
  return {
    id: 'sample',
    name: { zh: '示例', en: 'Sample' },
    group: 'meeting',
    clauses: ['base/art1'],
    holder: { level: 'county', seats: ['chair', 'deputy'], mode: 'each' },
    from: '2020-01-01',
    fulfilled_by: [],
    regime: 'base',
    acting: [],
    whyLooser: null,
    measure,
    figures: Object.fromEntries(numbers) as Record<string, number>,
    ...more,
  };
}
type CountCadence = Extract<Measure, { type: 'count' }>['cadence'];
const count = (cadence: CountCadence, need: number, more: Partial<ResolvedDuty> = {}) =>
  duty({ type: 'count', cadence, need }, more);
const isLooser = (base: ResolvedDuty, next: ResolvedDuty): boolean => loosenings(base, next).length > 0;

test('acts a year: need times periods, and the share of the targets per year of the term', () => {
  assert.equal(actsPerYear(count('quarterly', 2)), 8);
  assert.equal(actsPerYear(count('monthly', 1)), 12);
  assert.equal(actsPerYear(count('once', 3)), 0);
  assert.equal(actsPerYear(duty({ type: 'coverage', cadence: 'per_term', of: 'villages', met_from: 0.95 }), 100), 19);
  assert.equal(actsPerYear(duty({ type: 'coverage', cadence: 'annual', of: 'households', met_from: 0.95 }), 20), 19);
  assert.equal(actsPerYear(duty({ type: 'standing' })), 0);
});

test('counts are compared exactly: b is no looser than a when every year that satisfies b satisfies a', () => {
  const one = fc.record({ cadence: fc.constantFrom(...cadences), need: fc.integer({ min: 1, max: 24 }) });
  fc.assert(
    fc.property(one, one, (a, b) => {
      // the meanest year that satisfies b: all acts of a period in its last month
      const months = Array.from({ length: 12 }, () => 0);
      const span = 12 / periodsPerYear[b.cadence];
      for (let end = span - 1; end < 12; end += span) months[end] = b.need;
      const width = 12 / periodsPerYear[a.cadence];
      let satisfied = true;
      for (let from = 0; from < 12; from += width) {
        satisfied &&= months.slice(from, from + width).reduce((sum, acts) => sum + acts, 0) >= a.need;
      }
      assert.equal(isLooser(count(a.cadence, a.need), count(b.cadence, b.need)), !satisfied);
    }),
    { seed, numRuns: 2000 },
  );
});

test('more acts in a longer period are looser, because they may all fall into one part of it', () => {
  assert.equal(isLooser(count('quarterly', 1), count('annual', 12)), true);
  assert.equal(isLooser(count('annual', 4), count('quarterly', 1)), false);
  assert.equal(isLooser(count('annual', 5), count('quarterly', 1)), true);
  assert.equal(isLooser(count('annual', 1), count('once', 1)), true);
  assert.equal(isLooser(count('once', 1), count('annual', 1)), false);
});

test('a smaller share, fewer holders, fewer units, a later due day and an earlier end are looser', () => {
  const walk = (met_from: number) => duty({ type: 'coverage', cadence: 'per_term', of: 'villages', met_from });
  assert.equal(isLooser(walk(0.95), walk(0.9)), true);
  assert.equal(isLooser(walk(0.95), walk(1)), false);
  const base = count('annual', 1);
  const held = (holder: ResolvedDuty['holder']) => count('annual', 1, { holder });
  assert.equal(isLooser(base, held({ level: 'county', seats: ['chair'], mode: 'each' })), true);
  assert.equal(isLooser(base, held({ level: 'county', seats: ['chair', 'deputy', 'clerk'], mode: 'each' })), false);
  assert.equal(isLooser(base, held({ level: 'county', seats: ['chair', 'deputy'], mode: 'joint' })), true);
  assert.equal(
    isLooser(base, held({ level: 'county', where: { farming: true }, seats: ['chair', 'deputy'], mode: 'each' })),
    true,
  );
  assert.equal(
    isLooser(held({ level: 'county', where: { farming: true }, seats: ['chair', 'deputy'], mode: 'each' }), base),
    false,
  );
  assert.equal(isLooser(base, count('annual', 1, { due: { next_year: '01-31' } })), true);
  assert.equal(isLooser(count('annual', 1, { due: { next_year: '01-31' } }), base), false);
  assert.equal(isLooser(base, count('annual', 1, { until: '2030-01-01' })), true);
  assert.equal(isLooser(base, count('annual', 1, { figures: { need: null } })), true);
});

test('a duty with a number that turns into one without is not comparable, so it must say why; the other way is tighter', () => {
  assert.equal(isLooser(count('annual', 1), duty({ type: 'standing' })), true);
  assert.equal(isLooser(duty({ type: 'standing' }), count('annual', 1)), false);
  assert.equal(
    isLooser(duty({ type: 'often', attention_after_days: 90 }), duty({ type: 'often', attention_after_days: 120 })),
    true,
  );
  const event = (within_days: number, working = false) => duty({ type: 'event', within_days, working });
  assert.equal(isLooser(event(15), event(10)), false);
  assert.equal(isLooser(event(15), event(15, true)), true);
  assert.equal(isLooser(event(15, true), event(15)), false);
});

const change = (measure: string, why = ''): string => `  - replace: board-meeting
    clause: local/art1${why}
    with: { measure: { type: count, ${measure} } }
`;
function faults(duties: string): Fault[] {
  try {
    loadRegimes(withLocal(duties));
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.facts.errors as Fault[];
    throw error;
  }
}

test('a pack that loosens without saying why is refused at load, on the first day on which it does', () => {
  // the base asks once a year, from 2025 twice: twice a year is enough for ever, once only until then
  assert.deepEqual(faults(change('cadence: annual, need: 2')), []);
  const [found, ...rest] = faults(change('cadence: annual, need: 1'));
  assert.equal(rest.length, 0);
  assert.equal(
    `${found!.file}:${found!.line} ${found!.field}`,
    'regimes/local/duties/all.yaml:4 duties[board-meeting].with',
  );
  assert.match(found!.message.en, /^from 2025-01-01 it loosens .*: 2 annual becomes 1 annual$/);
  assert.match(found!.message.zh, /2025-01-01.*放宽/);
  assert.deepEqual(faults(change('cadence: annual, need: 1', '\n    why_looser: { zh: 示例, en: Sample }')), []);
});

test('a change that only renames is not judged by numbers that an assumption lends', () => {
  assert.deepEqual(
    faults('  - replace: board-meeting\n    clause: local/art1\n    with: { name: { zh: 季会, en: Session } }\n'),
    [],
  );
});
