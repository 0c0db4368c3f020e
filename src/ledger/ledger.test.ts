/** Random sequences of acts: what is kept step by step is what a fresh computation gives. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Act,
  type Credit,
  creditsOf,
  type Delta,
  deltas,
  keyOf,
  needOf,
  obligationAt,
  perform,
  progressOf,
  type RecordState,
  stateOf,
  timeline,
} from '#ledger';
import { addDays, type Day, Refusal } from '#regime';
import { county, exampleAct, exampleLaw, exampleOrg, township, villages } from '../../test/support/example.ts';
import { seedFor } from '../../test/support/seed.ts';

const today = '2026-12-31';
const law = exampleLaw(today);
const org = exampleOrg();

/** What a server keeps: acts by record, credits and tally by obligation, changed by each act only where it touches. */
class Ledger {
  readonly acts: Act[] = [];
  readonly states = new Map<string, RecordState>();
  readonly credits = new Map<string, Map<string, Credit[]>>();
  readonly tally = new Map<string, Delta[]>();

  receive(act: Act): 'done' | 'again' | 'refused' {
    if (this.acts.some((known) => known.id === act.id)) return 'again';
    const before = this.states.get(act.record);
    let after: RecordState;
    try {
      after = perform(law, org, before, act, today);
    } catch (error) {
      if (error instanceof Refusal) return 'refused';
      throw error;
    }
    this.acts.push(act);
    this.states.set(act.record, after);
    this.#settle(act.record, before ? creditsOf(law, before, org) : [], creditsOf(law, after, org));
    return 'done';
  }

  #settle(record: string, before: readonly Credit[], after: readonly Credit[]): void {
    for (const key of new Set([...before, ...after].map(keyOf))) {
      const kept = this.credits.get(key) ?? new Map<string, Credit[]>();
      const all = (): Credit[] => [...kept.values()].flat();
      const need = needFor(key, [...before, ...after]);
      const old = timeline(need, all());
      kept.set(
        record,
        after.filter((credit) => keyOf(credit) === key),
      );
      this.credits.set(key, kept);
      this.tally.set(key, [...(this.tally.get(key) ?? []), ...deltas(old, timeline(need, all()))]);
    }
  }
}

function needFor(key: string, credits: readonly Credit[]) {
  const credit = credits.find((one) => keyOf(one) === key);
  assert.ok(credit);
  const owed = obligationAt(law, org, credit, today);
  return needOf(law, { duty: credit.duty, need: owed?.need ?? null });
}

const summed = (rows: readonly Delta[]): Delta[] => deltas([], rows);
const upTo = (rows: readonly Delta[], day: Day) =>
  rows
    .filter((row) => row.day <= day)
    .reduce((sum, row) => ({ met: sum.met + row.met, excused: sum.excused + row.excused, done: sum.done + row.done }), {
      met: 0,
      excused: 0,
      done: 0,
    });

const day = fc.integer({ min: 0, max: 1000 }).map((n) => addDays('2024-04-06', n));
const seat = fc.constantFrom(`${county}:kite-keeper`, `${county}:wind-reader`, `${township}:kite-keeper`);
const some = (from: readonly string[]) => fc.uniqueArray(fc.constantFrom(...from), { maxLength: 20 });
const houses = Array.from({ length: 10 }, (_, n) => `H${n}`);
const body = fc.oneof(
  fc.record({
    kind: fc.constant('gathering'),
    unit: fc.constantFrom(county, '990202'),
    day,
    fields: fc.record({ type: fc.constantFrom('council', 'festival', 'study', 'flight', 'picnic') }),
  }),
  fc.record({
    kind: fc.constant('stroll'),
    unit: fc.constantFrom(county, township),
    day,
    fields: fc.record({
      type: fc.constantFrom('village', 'hill'),
      seats: fc.uniqueArray(seat, { minLength: 1, maxLength: 3 }),
      villages: some(villages),
    }),
  }),
  fc.record({
    kind: fc.constant('table'),
    unit: fc.constant(county),
    day,
    fields: fc.record({
      seats: seat.map((one) => [one]),
      village: fc.constantFrom(...villages),
      until: fc.option(day, { nil: null }),
    }),
  }),
  fc.record({
    kind: fc.constant('tea-call'),
    unit: fc.constantFrom(...villages.slice(0, 2)),
    day,
    fields: fc.record({
      seats: fc.constantFrom(...villages.slice(0, 2)).map((v) => [`${v}:tea-host`]),
      households: some(houses),
    }),
  }),
  fc.record({
    kind: fc.constant('wind-tale'),
    unit: fc.constant(county),
    day,
    fields: fc.record({ tale: fc.constantFrom('东风', '西风') }),
  }),
  fc.record({
    kind: fc.constant('pardon'),
    unit: fc.constant(county),
    day,
    fields: fc.record({
      duty: fc.constantFrom('wind-council', 'kite-festival', 'knot-study', 'tea-table', 'open-door'),
      period: fc.constantFrom('2026Q1', '2026', '2026H1', '2025Q4', 'standing'),
      reason: fc.constant('示例：大风'),
      approver: fc.constant('示例'),
    }),
  }),
);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ verb: fc.constant('create' as const), record: fc.nat(30), body }) },
  { weight: 3, arbitrary: fc.record({ verb: fc.constant('amend' as const), record: fc.nat(30), body }) },
  { weight: 2, arbitrary: fc.record({ verb: fc.constant('withdraw' as const), record: fc.nat(30), body }) },
  {
    weight: 3,
    arbitrary: fc.record({
      verb: fc.constantFrom('submit' as const, 'return' as const, 'accept' as const, 'correct' as const),
      record: fc.nat(12),
      body,
    }),
  },
);

type Step = 'create' | 'amend' | 'submit' | 'return' | 'accept' | 'correct' | 'withdraw';

function played(steps: readonly { verb: Step; record: number; body: Act['body'] }[]): Ledger {
  const ledger = new Ledger();
  steps.forEach(({ verb, record, body: given }, n) => {
    const known = ledger.states.get(`r${record}`);
    const amended = given.kind === known?.kind ? given : { ...given, fields: {} };
    const bodies = {
      create: given,
      amend: { ...(given.day ? { day: given.day } : {}), fields: amended.fields ?? {} },
      submit: { fields: amended.fields ?? {} },
      return: { reason: '示例：请补齐' },
      accept: {},
      correct: { reason: '示例：写错', fields: amended.fields ?? {} },
      withdraw: { reason: '示例：登记有误' },
    };
    ledger.receive(exampleAct(verb, `r${record}`, given.day ?? today, bodies[verb], `a${n}`));
  });
  return ledger;
}

const checks = { numRuns: 400, seed: seedFor('ledger') };

test('tallies kept act by act are the tallies of a fresh computation', () => {
  let met = 0;
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 5, maxLength: 40 }),
      fc.array(day, { minLength: 3, maxLength: 3 }),
      (steps, days) => {
        const ledger = played(steps);
        accepted += ledger.acts.length;
        const fresh = new Map<string, Credit[]>();
        for (const id of ledger.states.keys()) {
          const state = stateOf(
            ledger.acts.filter((act) => act.record === id),
            law,
          );
          assert.deepEqual(state, ledger.states.get(id), 'the fold of the acts is the state that was kept');
          for (const credit of state ? creditsOf(law, state, org) : [])
            fresh.set(keyOf(credit), [...(fresh.get(keyOf(credit)) ?? []), credit]);
        }
        for (const key of new Set([...fresh.keys(), ...ledger.tally.keys()])) {
          const credits = fresh.get(key) ?? [];
          const kept = summed(ledger.tally.get(key) ?? []);
          const need = credits.length > 0 ? needFor(key, credits) : ({ need: 1, type: 'count' } as const);
          assert.deepEqual(kept, summed(timeline(need, credits)), key);
          for (const on of [...days, today]) {
            const progress = progressOf(need, credits, on);
            const isMet = progress.metDay !== null;
            met += isMet ? 1 : 0;
            assert.deepEqual(
              upTo(kept, on),
              { met: isMet ? 1 : 0, excused: !isMet && progress.excusedDay !== null ? 1 : 0, done: progress.done },
              `${key} on ${on}`,
            );
          }
        }
      },
    ),
    checks,
  );
  assert.ok(accepted > 1000 && met > 250, `the sequences must reach something: ${accepted} acts, ${met} times met`);
});

test('an act that is sent again changes nothing', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), fc.nat(), (steps, which) => {
      const ledger = played(steps);
      const again = ledger.acts[which % Math.max(1, ledger.acts.length)];
      fc.pre(again !== undefined);
      const before = JSON.stringify([[...ledger.states], [...ledger.tally]]);
      assert.equal(ledger.receive(again), 'again');
      assert.equal(JSON.stringify([[...ledger.states], [...ledger.tally]]), before);
      const own = ledger.acts.filter((act) => act.record === again.record);
      assert.deepEqual(stateOf([...own, again], law), stateOf(own, law));
    }),
    checks,
  );
});

test('every credit to a duty that is counted serves an obligation that somebody owes', () => {
  fc.assert(
    fc.property(body, (given) => {
      const ledger = played([{ verb: 'create', record: 1, body: given }]);
      for (const state of ledger.states.values())
        for (const credit of creditsOf(law, state, org)) {
          const type = law.duties.get(credit.duty)?.measure.type;
          if (type === 'count' || type === 'coverage' || type === 'holding')
            assert.ok(obligationAt(law, org, credit, today), keyOf(credit));
        }
    }),
    checks,
  );
});
