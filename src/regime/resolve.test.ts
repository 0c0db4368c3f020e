import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seedFor } from '../../test/support/seed.ts';
import { baseTexts, withLocal } from '../../test/tiny-packs.ts';
import { assumptionsOf } from './assumptions.ts';
import { addDays } from './days/calendar.ts';
import { loadRegimes } from './load.ts';
import { Refusal } from './refusal.ts';
import { libraryOf } from './resolve.ts';

const seed = seedFor('resolve');

const refusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const local = `  - replace: board-meeting
    clause: local/art1
    with: { measure: { type: count, cadence: quarterly, need: 1 } }
  - remove: city-letter
    clause: local/art1
    why_looser: { zh: 没有市级, en: There is no city }
  - id: tea
    name: { zh: 茶会, en: Tea }
    group: meeting
    clauses: [local/art1]
    holder: { level: county, body: board, mode: joint }
    from: '2024-01-01'
    until: '2024-11-30'
    measure: { type: count, cadence: annual, need: [{ from: '2024-01-01', value: 1, clause: local/art1 }, { from: '2024-07-01', value: null, clause: local/art1 }] }
    fulfilled_by: [{ kind: note }]
`;
const library = loadRegimes(withLocal(local));

/** The local pack ends with 2026 and `later` follows it. */
function withSuccessor(more: Record<string, string> = {}): { path: string; text: string }[] {
  const later = `id: later
kind: regime
name: { zh: 后来的包（示例）, en: Later (sample) }
document: { title: 示例, number: null, issuers: [示例机关] }
extends: base
jurisdiction: '11'
in_force: '2027-01-01'
`;
  return withLocal(local, { ...more, 'later/regime.yaml': later }).map((one) =>
    one.path.endsWith('local/regime.yaml') ? { ...one, text: `${one.text}until: '2026-12-31'\n` } : one,
  );
}

test('where "one or more" does not include one, every reader of the law finds two needed (g-5)', () => {
  const words = '{ zh: 示例, en: Sample }';
  const asked = (includes: boolean) => `assumptions:
  - id: g-5
    question: ${words}
    default: ${words}
    reason: ${words}
    values: [{ key: includes, from: '2020-01-01', value: ${includes} }]
    acts_in: [duty]
`;
  const tea = `  - id: tea
    name: { zh: 茶会, en: Tea }
    group: meeting
    clauses: [local/art1]
    holder: { level: county, seats: [chair], mode: each }
    from: '2024-01-01'
    measure: { type: holding, need: 1 }
    fulfilled_by: [{ kind: note }]
`;
  const needed = (duty: string, includes: boolean) =>
    loadRegimes(withLocal(duty, { 'local/assumptions.yaml': asked(includes) }))
      .at('2024-06-01', '110118')
      .duties.get('tea')?.figures.need;
  const named = `${tea}    assumptions: [g-5]\n`;
  assert.deepEqual([needed(named, true), needed(named, false), needed(tea, false)], [1, 2, 1]);
});

test('a place is ruled by its nearest pack from the day it is in force, before that by the base alone', () => {
  assert.equal(library.at('2023-07-19', '110118').regime.id, 'base');
  assert.equal(library.at('2023-07-19', '110118').duties.get('board-meeting')!.regime, 'base');
  const law = library.at('2023-07-20', '110118100200');
  assert.deepEqual(
    law.chain.map((regime) => regime.id),
    ['local', 'base'],
  );
  assert.equal(law.jurisdiction, '11');
  assert.equal(law.skipLevels.has('city'), true);
  assert.equal(library.at('2023-07-20', '433124').regime.id, 'base');
  assert.equal(library.at('2023-07-20', '0').regime.id, 'base');
});

test('nothing rules before the first pack, and a day must exist', () => {
  assert.throws(() => library.at('2019-12-31', '11'), refusal('law_none'));
  assert.throws(() => library.at('2023-02-30', '11'), refusal('day_invalid'));
  assert.throws(() => library.under('nowhere', '2024-01-01'), refusal('regime_unknown'));
});

test('what-if asks for a regime whatever the place', () => {
  assert.equal(library.under('base', '2024-01-01').duties.has('city-letter'), true);
  assert.equal(library.under('local', '2024-01-01').duties.has('city-letter'), false);
  assert.equal(library.under('local', '2022-01-01').regime.id, 'base');
});

test('replace takes the named fields, cites the change first and begins on the day of the change', () => {
  const duty = library.at('2024-03-01', '11').duties.get('board-meeting')!;
  assert.deepEqual(duty.figures, { need: 1 });
  assert.deepEqual(duty.clauses, ['local/art1', 'base/art1']);
  assert.deepEqual([duty.name.zh, duty.from, duty.regime], ['例会', '2023-07-20', 'local']);
  assert.deepEqual(duty.acting, []);
});

test('remove takes a duty away and keeps the reason', () => {
  const law = library.at('2024-03-01', '11');
  assert.equal(law.duties.has('city-letter'), false);
  assert.equal(law.removed.get('city-letter')!.why.en, 'There is no city');
});

test('a duty runs from its first to its last day, and a repealed number is null', () => {
  const on = (day: string) => library.at(day, '11').duties.get('tea');
  assert.equal(on('2023-12-31'), undefined);
  assert.equal(on('2024-06-30')!.figures.need, 1);
  assert.equal(on('2024-07-01')!.figures.need, null);
  assert.ok(on('2024-11-30'));
  assert.equal(on('2024-12-01'), undefined);
});

test('an assumption lends its value of the day and acts in the duty', () => {
  const [before, after] = [library.at('2024-12-31', '43'), library.at('2025-01-01', '43')];
  assert.deepEqual(before.duties.get('board-meeting')!.figures, { need: 1, goal: 4 });
  assert.deepEqual(after.duties.get('board-meeting')!.figures, { need: 2, goal: 4 });
  assert.deepEqual(after.duties.get('board-meeting')!.acting, ['g-3']);
  assert.equal(after.assumed('g-3', 'floor'), 2);
  assert.throws(() => after.assumed('g-3', 'ceiling'), refusal('assumption_unknown'));
});

test('an assumption that says which records count acts in the duty without being named', () => {
  const lent = `  - { id: lent, name: { zh: 走访, en: Visits }, group: meeting, clauses: [local/art1], holder: { level: county, body: board, mode: joint }, from: '2023-07-20', measure: { type: standing }, fulfilled_by: [{ kind: note, where: { type: { assume: g-9, key: way } } }] }
  - { id: kept, name: { zh: 例会, en: Meetings }, group: meeting, clauses: [local/art1], holder: { level: county, body: board, mode: joint }, from: '2023-07-20', measure: { type: standing }, fulfilled_by: [{ kind: note, unless: { assume: g-9, key: way, is: meeting } }] }
`;
  const assumptions = `assumptions:
  - { id: g-9, question: { zh: 怎样算, en: Which count }, default: { zh: 会, en: Meetings }, reason: { zh: 地方, en: Local }, values: [{ key: way, from: '2023-07-20', value: meeting }], acts_in: [duty] }
`;
  const { duties } = loadRegimes(withLocal(lent, { 'local/assumptions.yaml': assumptions })).at('2026-01-01', '11');
  assert.deepEqual([duties.get('lent')!.acting, duties.get('kept')!.acting], [['g-9'], ['g-9']]);
});

test('a local pack overrides an assumption; the keys that it does not name stay', () => {
  const override = `assumptions:
  - { id: g-3, question: { zh: 定期几次, en: How often }, default: { zh: 三次, en: Three }, reason: { zh: 地方, en: Local }, values: [{ key: floor, from: '2023-07-20', value: 3 }], acts_in: [duty] }
`;
  const law = loadRegimes(withLocal('', { 'local/assumptions.yaml': override })).at('2026-01-01', '11');
  assert.deepEqual(law.duties.get('board-meeting')!.figures, { need: 3, goal: 4 });
});

test('laws of days between which nothing changes share everything but the day', () => {
  const [march, april] = [library.at('2026-03-01', '110118'), library.at('2026-04-01', '11')];
  assert.equal(march.duties, april.duties);
  assert.deepEqual([march.day, april.day], ['2026-03-01', '2026-04-01']);
  assert.equal(library.at('2026-03-01', '110118'), march);
  assert.notEqual(library.at('2024-12-31', '11').duties, march.duties);
});

test('a change that names a later day holds from that day', () => {
  const later = loadRegimes(
    withLocal(`  - replace: board-meeting
    clause: local/art1
    with: { from: '2024-04-01', measure: { type: count, cadence: monthly, need: 1 } }
`),
  );
  const on = (day: string) => later.at(day, '11').duties.get('board-meeting')!;
  assert.deepEqual([on('2024-03-31').regime, on('2024-03-31').from], ['base', '2020-01-01']);
  assert.deepEqual([on('2024-04-01').regime, on('2024-04-01').from], ['local', '2024-04-01']);
});

test('what was asked before never changes an answer', () => {
  const around = ['2020-01-01', '2023-07-20', '2024-01-01', '2024-07-01', '2024-11-30', '2025-01-01'];
  const day = fc.tuple(fc.constantFrom(...around), fc.integer({ min: -1, max: 1 })).map(([at, by]) => addDays(at, by));
  const tell = (from: typeof library, at: string, place: string): unknown => {
    try {
      const law = from.at(at, place);
      return [
        law.day,
        law.regime.id,
        [...law.duties.values()].map((one) => [one.id, one.regime, one.from, one.figures]),
      ];
    } catch (error) {
      return (error as Refusal).code;
    }
  };
  fc.assert(
    fc.property(fc.array(fc.tuple(day, fc.constantFrom('11', '43')), { minLength: 2, maxLength: 8 }), (asked) => {
      const used = libraryOf(library.contents);
      const answers = asked.map(([at, place]) => tell(used, at, place));
      const [at, place] = asked.at(-1)!;
      assert.deepEqual(answers.at(-1), tell(libraryOf(library.contents), at, place));
    }),
    { seed, numRuns: 200 },
  );
});

test('a law already asked for is not made again, for any unit of the same jurisdiction', () => {
  const asked = library.at('2026-03-01', '110118100200');
  for (const place of ['110118100200', '110105', '11']) assert.equal(library.at('2026-03-01', place), asked, place);
});

test('the mark follows the texts of the packs in force and nothing else', () => {
  const again = loadRegimes(withLocal(local).toReversed());
  assert.equal(again.at('2026-03-01', '11').mark, library.at('2026-03-01', '11').mark);
  assert.notEqual(library.at('2026-03-01', '43').mark, library.at('2026-03-01', '11').mark);
  assert.equal(library.at('2021-03-01', '11').mark, library.at('2026-03-01', '43').mark);
  const other = loadRegimes(withLocal(local.replace('Tea', 'Green tea')));
  assert.notEqual(other.at('2026-03-01', '11').mark, library.at('2026-03-01', '11').mark);
  const withCase = loadRegimes(withLocal(local, { 'local/cases/one.yaml': 'cases: []' }));
  assert.equal(withCase.at('2026-03-01', '11').mark, library.at('2026-03-01', '11').mark);
});

test('a year plan adds its tasks while they run, on its own ground, and nothing else', () => {
  const plan = {
    'plan/regime.yaml': `id: plan
kind: year_plan
name: { zh: 年度计划（示例）, en: Year plan (sample) }
document: { title: 示例, number: null, issuers: [示例机关] }
extends: null
jurisdiction: '0'
in_force: '2023-02-06'
`,
    'plan/clauses/all.yaml': baseTexts['base/clauses/all.yaml']!.replaceAll('base/', 'plan/'),
    'plan/tasks.yaml': `tasks:
  - { id: check, name: { zh: 排查, en: Check }, clauses: [plan/art1], levels: [county], from: '2023-04-01', until: '2023-06-30' }
`,
  };
  const planned = loadRegimes(withLocal(local, plan));
  const tasks = (day: string, place: string) => planned.at(day, place).tasks.map((task) => task.id);
  assert.deepEqual(
    [tasks('2023-03-31', '43'), tasks('2023-04-01', '43'), tasks('2023-06-30', '11'), tasks('2023-07-01', '43')],
    [[], ['check'], ['check'], []],
  );
  assert.equal(planned.at('2023-05-01', '43').mark, library.at('2023-05-01', '43').mark);
  assert.equal(planned.jurisdictions.get('0'), 'base');
  const ground = { ...plan, 'plan/regime.yaml': plan['plan/regime.yaml'].replace("'0'", "'11'") };
  const long = { ...ground, 'plan/tasks.yaml': plan['plan/tasks.yaml'].replace('2023-06-30', '2028-12-31') };
  const there = loadRegimes(withLocal(local, long));
  assert.deepEqual(there.at('2023-08-01', '11').tasks.length, 1);
  assert.deepEqual(there.at('2023-08-01', '43').tasks, []);
  const named = long['plan/regime.yaml'].replace('extends: null', 'extends: local').replace('2023-02-06', '2023-08-01');
  const handedOver = loadRegimes(withSuccessor({ ...long, 'plan/regime.yaml': named }));
  assert.equal(handedOver.at('2026-12-31', '11').tasks.length, 1);
  assert.deepEqual(handedOver.at('2027-01-01', '11').tasks, []);
});

test('the list of assumptions says which value holds and where it acts', () => {
  const rows = assumptionsOf(library, library.at('2026-03-01', '43'));
  assert.deepEqual(
    rows.map((row) => row.id),
    ['g-3', 'z-1'],
  );
  assert.deepEqual(rows[0]!.values, [
    { key: 'floor', from: '2025-01-01', value: 2 },
    { key: 'goal', from: '2020-01-01', value: 4 },
  ]);
  assert.deepEqual(
    rows[0]!.duties.map((one) => one.duty),
    ['board-meeting'],
  );
});

test('a jurisdiction may pass from one pack to its successor', () => {
  const both = loadRegimes(withSuccessor());
  assert.equal(both.at('2026-12-31', '11').regime.id, 'local');
  assert.equal(both.at('2027-01-01', '11').regime.id, 'later');
  assert.equal(both.jurisdictions.get('11'), 'later');
  const overlapping = withSuccessor().map((one) => ({ ...one, text: one.text.replace("until: '2026-12-31'\n", '') }));
  assert.throws(() => loadRegimes(overlapping), refusal('pack_invalid'));
});

test('a dated number of a due day, changed alone by a local pack, holds from its own day', () => {
  const dated = loadRegimes(
    withLocal(`  - replace: board-meeting
    clause: local/art1
    why_looser: { zh: 材料需汇总, en: Papers are gathered first }
    with: { due: { days_after_period: [{ from: '2023-07-20', value: 20, clause: local/art1 }, { from: '2024-09-15', value: 5, clause: local/art1 }] } }
`),
  );
  const daysOn = (day: string) => dated.at(day, '110118').duties.get('board-meeting')?.figures.days_after_period;
  assert.deepEqual([daysOn('2024-09-14'), daysOn('2024-09-15')], [20, 5]);
});
