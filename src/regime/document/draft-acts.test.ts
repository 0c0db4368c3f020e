import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seedFor } from '../../../test/support/seed.ts';
import { Refusal } from '../refusal.ts';
import { type DraftAct, type DraftBody, type DraftState, type DraftVerb, draftActs } from './draft-acts.ts';

const today = '2026-06-15';
let count = 0;
const act = (verb: DraftVerb, actor = 'a', body: DraftBody = {}): DraftAct => {
  count += 1;
  return { id: `act-${count}`, record: 'draft-1', verb, actor, at: '2026-06-15T00:00:00.000Z', day: today, body };
};
const first = act('regime-draft', 'a', {
  pack: 'gale-2026',
  base: 'example',
  title: '大风细则',
  in_force: '2026-07-01',
  text: 't1',
});
const after = (acts: readonly DraftAct[], day = today): DraftState =>
  acts.reduce<DraftState | undefined>((state, one) => draftActs.perform(state, one, day), undefined) as DraftState;
const refuses = (code: string, work: () => unknown): void => {
  assert.throws(work, (error: unknown) => error instanceof Refusal && error.code === code, code);
};

test('a draft is checked, signed by two persons and enters into force on its day', () => {
  const acts = [
    first,
    act('regime-check', 'a', { impact: 'i1', signers: 2 }),
    act('regime-sign', 'b', { person: 'p1', name: '甲' }),
  ];
  assert.deepEqual([after(acts).stage, after(acts).signatures.length], ['checked', 1]);
  const signed = [...acts, act('regime-sign', 'c', { person: 'p2', name: '乙' })];
  assert.equal(after(signed).stage, 'signed');
  refuses('draft_not_yet', () => after([...signed, act('regime-enter', 'system')]));
  assert.equal(after([...signed, act('regime-enter', 'system')], '2026-07-01').stage, 'in_force');
});

test('nobody signs twice, neither with one account nor with two accounts of one person', () => {
  const acts = [first, act('regime-check', 'a', { signers: 2 }), act('regime-sign', 'b', { person: 'p1', name: '甲' })];
  refuses('draft_signed_twice', () => after([...acts, act('regime-sign', 'b', { person: 'p2' })]));
  refuses('draft_signed_twice', () => after([...acts, act('regime-sign', 'c', { person: 'p1' })]));
});

test('a text that is revised after the check loses check and signatures', () => {
  const acts = [
    first,
    act('regime-check', 'a', { impact: 'i1', signers: 2 }),
    act('regime-sign', 'b', { person: 'p1' }),
  ];
  const revised = after([...acts, act('regime-revise', 'a', { text: 't2' })]);
  assert.deepEqual([revised.stage, revised.text, revised.impact, revised.signatures], ['draft', 't2', null, []]);
  refuses('draft_act_not_open', () => after([first, act('regime-sign', 'b', { person: 'p1' })]));
});

test('a draft is taken back with a reason, and only before its day', () => {
  const signed = [
    first,
    act('regime-check', 'a', { signers: 2 }),
    act('regime-sign', 'b', { person: 'p1' }),
    act('regime-sign', 'c', { person: 'p2' }),
  ];
  refuses('reason_required', () => after([...signed, act('regime-withdraw', 'a', { reason: ' ' })]));
  assert.equal(after([...signed, act('regime-withdraw', 'a', { reason: '重拟' })]).stage, 'withdrawn');
  refuses('draft_day_passed', () => after([...signed, act('regime-withdraw', 'a', { reason: '重拟' })], '2026-07-01'));
  refuses('draft_act_not_open', () =>
    after([...signed, act('regime-enter', 'system'), act('regime-withdraw', 'a', { reason: '重拟' })], '2026-07-01'),
  );
});

test('acts on what is not there, is there already, or has moved on are refused', () => {
  refuses('draft_unknown', () => after([act('regime-check')]));
  refuses('draft_exists', () => after([first, first]));
  refuses('version_conflict', () => after([first, act('regime-check', 'a', { version: 7 })]));
  refuses('day_invalid', () => after([{ ...first, body: { ...first.body, in_force: '2026-02-30' } }]));
});

test('what was accepted folds to the same state again, whatever the order of acts', () => {
  const seed = seedFor('draft acts');
  const verbs = fc.constantFrom(...draftActs.verbs.filter((verb) => verb !== 'regime-draft'));
  const actors = fc.constantFrom('a', 'b', 'c');
  const one = fc.record({ verb: verbs, actor: actors, day: fc.constantFrom(today, '2026-07-01') });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 25 }), (wanted) => {
      const accepted: DraftAct[] = [first];
      let state = draftActs.perform(undefined, first, today);
      for (const { verb, actor, day } of wanted) {
        const next = act(verb, actor, { person: `p-${actor}`, reason: '重拟', signers: 2, text: `t-${count}` });
        try {
          state = draftActs.perform(state, next, day);
          accepted.push(next);
        } catch (error) {
          assert.ok(error instanceof Refusal);
        }
      }
      assert.deepEqual(draftActs.of(accepted), state);
      if (state.stage === 'signed' || state.stage === 'in_force')
        assert.equal(new Set(state.signatures.map(({ person }) => person)).size, 2);
    }),
    { seed, numRuns: 200 },
  );
});
