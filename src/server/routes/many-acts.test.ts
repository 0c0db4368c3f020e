import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Actor, UnitCode } from '#org';
import { type TestApp, testApp } from '../../../test/support/app.ts';
import { operator } from '../operator.ts';

const clerk: Actor = {
  account: randomUUID(),
  person: null,
  name: '示例',
  seats: [{ unit: '990101' as UnitCode, seat: 'kite-clerk', acting: false, via: 'tenure' }],
  admin: null,
  isSample: false,
};
let by: Actor = operator;
let web: TestApp;
before(async () => {
  web = await testApp(async () => by);
});
after(async () => {
  await web.app.close();
});

test('one act on many records answers with the set done and the set refused, each with its reason', async () => {
  by = operator;
  const made: string[] = [];
  for (const county of ['990101', '990101', '990101', '990102']) {
    const given = { kind: 'gathering', unit: county, day: '2026-06-01', fields: { type: 'council' } };
    const { id, answer } = await web.record(county, given);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    made.push(id);
  }
  by = clerk;
  const acts = made.map((record, n) => ({
    ...{ county: n === 3 ? '990102' : '990101', record, id: randomUUID(), verb: 'withdraw' },
    ...{ version: n === 2 ? 7 : 1, reason: '登记有误' },
  }));
  const send = () => web.post('/api/acts', { acts });
  const { status, body } = await send();
  assert.equal(status, 200);
  assert.deepEqual(
    body.done.map((row: { record: { id: string; state: string } }) => [row.record.id, row.record.state]),
    made.slice(0, 2).map((id) => [id, 'withdrawn']),
  );
  assert.deepEqual(
    body.refused.map((row: { record: string; refusal: { code: string } }) => [row.record, row.refusal.code]),
    [
      [made[2], 'version_conflict'],
      [made[3], 'record_unknown'],
    ],
  );
  // Sent again it changes nothing and says the same.
  assert.deepEqual((await send()).body, body);
});

test('an amendment that says nothing new is answered with the record as it stands, and says so', async () => {
  by = operator;
  const given = { kind: 'gathering', unit: '990101', day: '2026-06-02', fields: { type: 'council' } };
  const { id } = await web.record('990101', given);
  const amend = (fields: object) =>
    web.post(`/api/records/990101/${id}/acts`, { id: randomUUID(), verb: 'amend', version: 1, fields });
  const same = await amend({ type: 'council' });
  assert.deepEqual([same.status, same.body.version, same.body.repeated, same.body.moved], [200, 1, false, []]);
  assert.match(same.body.warnings[0].zh, /没有改动，未增加办理记录/);
  assert.equal((await web.get(`/api/records/990101/${id}`)).body.acts.length, 1);
  const changed = await amend({ type: 'festival' });
  assert.deepEqual([changed.body.version, changed.body.warnings], [2, []]);
});
