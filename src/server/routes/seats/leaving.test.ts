/** Who leaves without another seat still hands over what was his, and nobody else writes into the list. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import type { Actor, UnitCode } from '#org';
import { type Answer, type TestApp, testApp } from '../../../../test/support/app.ts';
import { library } from '../../../../test/support/packs.ts';
import { operator } from '../../operator.ts';

const [county, village] = ['990101', '990101100200' as UnitCode];
const [old, next, other] = [randomUUID(), randomUUID(), randomUUID()];
let app: TestApp;
let who: Actor | undefined = operator;
let tenure = '';
let foreign = '';

const actor = (person: string, more: Partial<Actor>): Actor => ({
  ...{ account: randomUUID(), person, name: '示例', seats: [], admin: null, isSample: false },
  ...more,
});
const seat = (name: string) => ({ unit: village, seat: name, acting: false, via: 'tenure' as const });
const leaver = actor(old, { left: [{ unit: village, seat: 'village-party-secretary', ended: '2026-06-10' }] });
const taker = actor(next, { seats: [seat('village-party-secretary')] });
const cadre = actor(other, { seats: [seat('village-cadre')] });

const as = async (one: Actor, work: () => Promise<Answer>): Promise<Answer> => {
  who = one;
  const answer = await work();
  who = operator;
  return answer;
};
const act = (record: string, body: Record<string, unknown>) =>
  app.post(`/api/records/${county}/${record}/acts`, { id: randomUUID(), ...body });
const sent = (record: string, body: Record<string, unknown>) => async () => {
  const { rows } = await app.database.pool.query('select version from record where id = $1', [record]);
  return act(record, { ...(rows[0] && { version: rows[0].version }), ...body });
};
async function appoint(name: string, person: string, from: string, until?: string): Promise<string> {
  const record = randomUUID();
  const fields = { seat: [`${village}:${name}`], person, name: '示例', from };
  const made = await act(record, { verb: 'create', kind: 'appointment', unit: village, day: '2026-06-12', fields });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  if (until !== undefined)
    assert.equal(
      (await act(record, { verb: 'end', version: 1, fields: { until, end_reason: 'transfer' } })).status,
      200,
    );
  return record;
}
const at = (of = tenure): string => `/api/units/${village}/handovers/${of}`;

before(async () => {
  app = await testApp(async () => who, library('national-2022', 'hunan-2023', 'beijing-2023', 'nrra-2023'));
  tenure = await appoint('village-party-secretary', old, '2024-01-01', '2026-06-10');
  await appoint('village-party-secretary', next, '2026-06-11');
  foreign = await appoint('village-committee-head', other, '2024-01-01', '2026-06-09');
});

test('who left begins and signs the handover of his seat, and it is closed by who follows', async () => {
  assert.equal((await as(leaver, () => app.get(at()))).status, 200);
  const begun = await as(leaver, () => app.post(at(), { id: randomUUID() }));
  assert.equal(begun.status, 200, JSON.stringify(begun.body));
  const { id } = begun.body.row.record;
  // Neither who has nothing to do with it nor one of the two, who could then sign for both.
  for (const [one, fields] of [
    [cadre, { items: '一概无' }],
    [cadre, { leaver: other }],
    [taker, { leaver: next }],
  ] as const)
    assert.equal((await as(one, sent(id, { verb: 'amend', fields }))).body.code, 'not_yours_to_sign');
  assert.equal((await as(cadre, sent(id, { verb: 'hand' }))).body.code, 'not_yours_to_sign');
  assert.equal((await as(leaver, sent(id, { verb: 'hand' }))).body.record?.state, 'handed');
  assert.equal((await as(taker, sent(id, { verb: 'take' }))).body.record?.state, 'closed');
  assert.equal((await as(leaver, () => app.get(`/api/records/${county}/${id}`))).status, 200);
});

test('he sees nothing else of the unit, and after some time nothing at all', async () => {
  const statusOf = async (url: string, one = leaver) => {
    const { status, body } = await as(one, () => app.get(url));
    return `${status} ${body.code ?? ''}`.trim();
  };
  assert.equal(await statusOf(at(foreign)), '404 tenure_unknown');
  const rows = (await as(leaver, () => app.get(`/api/units/${village}/handovers`))).body.rows;
  assert.deepEqual(
    rows.map((row: { tenure: string }) => row.tenure),
    [tenure],
  );
  const records = (await as(leaver, () => app.get(`/api/units/${village}/records`))).body.rows;
  assert.deepEqual([...new Set(records.map((row: { kind: string }) => row.kind))], ['handover']);
  assert.equal(await statusOf(`/api/records/${county}/${tenure}`), '404 record_unknown');
  assert.equal(await statusOf(`/api/units/${village}/overview`), '403 not_allowed');
  assert.equal(await statusOf(`/api/units/990101100201/handovers`), '404 unit_unknown');
  const long = actor(old, { left: [{ unit: village, seat: 'village-party-secretary', ended: '2025-05-10' }] });
  assert.equal(await statusOf(at(), long), '404 unit_unknown');
});

test('nobody signs because he writes himself into a record, nor lends a seat that is not his by amending', async () => {
  const id = randomUUID();
  const lent = { person: randomUUID(), name: '示例代', from: '2026-06-15', until: '2026-06-30' };
  const fields = { seat: [`${village}:village-party-secretary`], ...lent };
  const made = sent(id, { verb: 'create', kind: 'deputy', unit: village, day: '2026-06-15', fields });
  assert.equal((await as(taker, made)).status, 200);
  const amend = (one: Actor) => as(one, sent(id, { verb: 'amend', fields: { seat: [`${village}:village-cadre`] } }));
  assert.equal((await amend(cadre)).body.code, 'not_yours_to_sign', 'his own seat, but not his record');
  assert.equal((await amend(taker)).body.code, 'not_yours_to_sign', 'his record, but not his seat');
});

test('nobody puts a handover of others beside the real one', async () => {
  const fields = {
    ...{ seat: [`${village}:village-committee-head`], tenure: foreign, leaver: randomUUID(), leaver_name: '甲' },
    ...{ taker: randomUUID(), taker_name: '乙', items: '一概无' },
  };
  const own = { ...fields, leaver: other };
  const forged = { verb: 'create', kind: 'handover', unit: village, day: '2026-06-15', fields };
  for (const said of [fields, own])
    assert.equal((await as(cadre, sent(randomUUID(), { ...forged, fields: said }))).body.code, 'not_yours_to_sign');
  assert.deepEqual(app.bugs, []);
});
