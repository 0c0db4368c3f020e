import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Act, type ActBody, chain, openActs, perform, type RecordState, titleOf } from '#ledger';
import { Refusal } from '#regime';
import {
  county,
  exampleAct,
  exampleCreate,
  exampleLaw,
  exampleOrg,
  exampleTenure,
  exampleUnit,
  township,
  villages,
} from '../../test/support/example.ts';

const today = '2026-06-30';
const law = exampleLaw(today);
const org = exampleOrg({
  units: [
    exampleUnit('990202'),
    exampleUnit('990203', { validTo: '2026-03-01' }),
    exampleUnit('990201101300', { farming: false }),
  ],
});
const council = (fields: ActBody['fields'] = { type: 'council' }, day = '2026-05-01', unit = county): Act =>
  exampleCreate('r1', 'gathering', unit, day, fields ?? {});
const stroll = (fields: ActBody['fields'], day = '2026-05-01'): Act =>
  exampleCreate('r1', 'stroll', county, day, fields ?? {});
const seats = [`${county}:kite-keeper`];

function refusal(act: Act, state?: RecordState): Refusal {
  try {
    perform(law, org, state, act, today);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  return assert.fail('was not refused');
}
const refused = (act: Act, code: string, facts: Record<string, unknown>, state?: RecordState): void => {
  const found = refusal(act, state);
  assert.equal(found.code, code, found.message);
  for (const [name, value] of Object.entries(facts)) assert.deepEqual(found.facts[name], value, name);
};

test('a record keeps exactly what was written, with the regime it was judged by', () => {
  const state = perform(law, org, undefined, council({ type: 'council', note: '𠮷县䶮镇㛃村，e\u0301不合并' }), today);
  assert.deepEqual(state, {
    id: 'r1',
    kind: 'gathering',
    unit: county,
    day: '2026-05-01',
    state: 'recorded',
    fields: { type: 'council', note: '𠮷县䶮镇㛃村，e\u0301不合并' },
    version: 1,
    regime: 'example',
    mark: law.mark,
  });
});

test('an unknown unit, kind or level is refused by name', () => {
  refused(council({}, '2026-05-01', '999999'), 'unit_unknown', { field: 'unit', value: '999999' });
  refused(exampleCreate('r1', '', '', '2026-05-01', {}), 'field_required', { field: 'kind' });
  refused(exampleCreate('r1', 'dance', county, '2026-05-01', {}), 'kind_unknown', {
    field: 'kind',
    kind: 'dance',
    unit: county,
  });
  refused(exampleCreate('r1', 'tea-call', county, '2026-05-01', {}), 'kind_not_at_level', {
    level: 'county',
    levels: ['village'],
  });
  refused(council({ type: 'council' }, '2026-03-01', '990203'), 'unit_not_in_force', { day: '2026-03-01' });
  assert.equal(perform(law, org, undefined, council({ type: 'council' }, '2026-02-28', '990203'), today).version, 1);
});

test('a day to come, a day that does not exist and a missing day are refused', () => {
  refused(council(undefined, '2026-07-01'), 'day_future', { field: 'day', today });
  refused(council(undefined, '2026-02-29'), 'day_invalid', { field: 'day' });
  refused(
    exampleAct('create', 'r1', today, { kind: 'gathering', unit: county, fields: { type: 'council' } }),
    'field_required',
    {
      field: 'day',
    },
  );
  assert.equal(perform(law, org, undefined, council(undefined, today), today).day, today);
});

test('fields are refused when unknown, missing, of another type or not among the choices', () => {
  refused(council({ type: 'council', colour: 'red' }), 'field_unknown', { field: 'colour' });
  refused(council({}), 'field_required', { field: 'type' });
  refused(council({ type: '' }), 'field_required', { field: 'type' });
  refused(council({ type: true }), 'field_kind', { field: 'type', wanted: 'choice', given: 'boolean' });
  refused(council({ type: 'picnic' }), 'choice_unknown', { field: 'type', value: 'picnic' });
  const all = refusal(council({ type: 'picnic', colour: 'red' }));
  assert.deepEqual(
    (all.facts.faults as { code: string }[]).map((fault) => fault.code),
    ['field_unknown', 'choice_unknown'],
  );
});

test('texts are measured in characters, and broken ones are refused with the place', () => {
  const note = (text: string): Act => council({ type: 'council', note: text });
  assert.equal(perform(law, org, undefined, note('𠮷'.repeat(200)), today).version, 1);
  refused(note('𠮷'.repeat(201)), 'text_too_long', { field: 'note', length: 201, max: 200 });
  refused(note('字'.repeat(100_000)), 'text_too_long', { length: 100_000 });
  refused(note('一\ud842'), 'text_broken', { field: 'note', character: 'U+D842', place: 2 });
  refused(note('一\ufffd二'), 'text_broken', { character: 'U+FFFD' });
  refused(note('一\u0000'), 'text_broken', { character: 'U+0000' });
  refused(note('一\n二'), 'text_broken', { character: 'U+000A' });
  refused(note('一\u202e二'), 'text_broken', { character: 'U+202E' });
});

test('a seat must have been held on the day, if it was ever held by anybody', () => {
  const villagesReached = { type: 'village', villages: [villages[0] ?? ''] };
  refused(stroll({ ...villagesReached, seats }, '2026-04-15'), 'day_outside_tenure', {
    field: 'seats',
    from: '2024-02-29',
    to: '2026-03-31',
    post: { zh: '县风筝看护人', en: 'County Kite Keeper' },
    span: { zh: '2024-02-29 至 2026-03-31', en: '2024-02-29 to 2026-03-31' },
  });
  assert.equal(perform(law, org, undefined, stroll({ ...villagesReached, seats }, '2026-03-31'), today).version, 1);
  const never = { ...villagesReached, seats: [`${county}:wind-reader`] };
  assert.equal(perform(law, org, undefined, stroll(never, '2026-04-15'), today).version, 1);
  refused(stroll({ ...villagesReached, seats: [`${county}:kite-king`] }), 'seat_unknown', { field: 'seats' });
  refused(stroll({ ...villagesReached, seats: ['990202:kite-keeper'] }), 'target_outside', { field: 'seats' });
});

test('targets must be there, inside the unit, of the level, and named once', () => {
  const at = (list: readonly string[]): Act => stroll({ type: 'village', seats, villages: list });
  refused(at(['990201101999']), 'unit_unknown', { field: 'villages', value: '990201101999' });
  refused(at(['990202']), 'target_outside', { field: 'villages', unit: county });
  refused(at([township]), 'target_outside', { level: 'village' });
  refused(at([villages[0] ?? '', villages[0] ?? '']), 'target_twice', { value: villages[0] });
  refused(at(Array.from({ length: 21 }, (_, n) => String(n))), 'field_too_many', { max: 20 });
});

test('acts follow the states of the kind, and a refused act names those that are open', () => {
  const made = perform(law, org, undefined, council(), today);
  const kind = law.kinds.get('gathering');
  assert.ok(kind);
  assert.deepEqual(openActs(kind, undefined), ['create']);
  assert.deepEqual(openActs(kind, made), ['amend', 'withdraw']);
  refused(council(), 'act_not_open', { verb: 'create', state: 'recorded', open: ['amend', 'withdraw'] }, made);
  refused(exampleAct('withdraw', 'r1', today, {}), 'reason_required', { field: 'reason' }, made);
  refused(exampleAct('withdraw', 'r1', today, { reason: ' ' }), 'reason_required', { field: 'reason' }, made);
  const gone = perform(law, org, made, exampleAct('withdraw', 'r1', today, { reason: '示例' }), today);
  assert.deepEqual([gone.state, gone.version, openActs(kind, gone)], ['withdrawn', 2, []]);
  refused(exampleAct('amend', 'r1', today, { fields: { note: '一' } }), 'act_not_open', { open: [] }, gone);
});

test('an amendment changes what it names, empties with null, and is judged as a whole', () => {
  const made = perform(law, org, undefined, council({ type: 'council', note: '东风' }), today);
  const amend = (body: ActBody): Act => exampleAct('amend', 'r1', today, body);
  const moved = perform(law, org, made, amend({ version: 1, day: '2026-05-02', fields: { note: null } }), today);
  assert.deepEqual([moved.day, moved.fields, moved.version], ['2026-05-02', { type: 'council' }, 2]);
  refused(amend({ version: 1, fields: { note: '西风' } }), 'version_conflict', { given: 1, version: 2 }, moved);
  refused(amend({ fields: { type: null } }), 'field_required', { field: 'type' }, moved);
  refused(amend({ unit: '990202' }), 'field_fixed', { field: 'unit', value: county }, moved);
});

test('a waiver names what the unit owes', () => {
  const pardon = (duty: string, period: string): Act =>
    exampleCreate('r1', 'pardon', county, '2026-03-01', { duty, period, reason: '示例', approver: '示例' });
  assert.equal(perform(law, org, undefined, pardon('wind-council', '2026Q1'), today).state, 'granted');
  refused(pardon('wind-council', '2026'), 'waiver_period', { field: 'period', value: '2026' });
  refused(pardon('wind-council', 'next week'), 'field_kind', { field: 'period' });
  refused(pardon('line-check', '2026-03'), 'waiver_duty', { field: 'duty' });
  refused(pardon('kite-war', '2026'), 'duty_unknown', { field: 'duty' });
});

test('the text of an act is the same whatever the order of parts, and differs for any other act', () => {
  const one = council({ type: 'council', note: '东风' });
  const other: Act = {
    ...one,
    body: { fields: { note: '东风', type: 'council' }, unit: county, day: one.body.day ?? '', kind: 'gathering' },
  };
  assert.equal(chain.canonical(one), chain.canonical(other));
  assert.equal(
    chain.canonical({ ...one, id: 'a', body: { reason: '示例' } }),
    `{"actor":"operator","at":"2026-05-01T12:00:00+08:00","body":{"reason":"示例"},"day":"2026-05-01","id":"a","record":"r1","verb":"create"}`,
  );
  assert.notEqual(chain.canonical(one), chain.canonical({ ...one, body: { ...one.body, day: '2026-05-02' } }));
});

test('a link of the chain says where it stands, what came before, and the digest of its act', () => {
  const link = { county, seq: 7, previous: 'abc', digest: 'def' };
  assert.equal(chain.text(link), `${county}\n7\nabc\ndef`);
});

test('a title is one line that names the record', () => {
  const kind = law.kinds.get('stroll');
  const paper = law.kinds.get('paper');
  assert.ok(kind && paper);
  const made = perform(law, org, undefined, stroll({ type: 'village', seats, villages: villages.slice(0, 3) }), today);
  assert.equal(titleOf(kind, made), '走村·进村·3个');
  assert.equal(titleOf(kind, made, 'en'), 'Stroll · Into a village · 3');
  const letter = { ...made, kind: 'paper', fields: { type: 'letter', title: `  东风\n ${'字'.repeat(80)}` } };
  assert.equal([...titleOf(paper, letter)].length, 60);
  assert.ok(titleOf(paper, letter).startsWith('东风 字'));
  assert.equal(titleOf(paper, letter, 'en'), titleOf(paper, letter), 'what the author wrote is not translated');
});

test('a seat held by two in turn credits each in his own days', () => {
  const twice = exampleOrg({ tenures: [exampleTenure('kite-keeper', '示例甲', '2026-01-01', '2026-05-01')] });
  const act = stroll({ type: 'village', seats, villages: [villages[0] ?? ''] }, '2026-05-02');
  assert.throws(() => perform(law, twice, undefined, act, today), { code: 'day_outside_tenure' });
});
