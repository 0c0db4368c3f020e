import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import type { Actor, HeldSeat, UnitCode } from '#org';
import { type Answer, type TestApp, testApp } from '../../../../test/support/app.ts';
import { library } from '../../../../test/support/packs.ts';
import { operator } from '../../operator.ts';
import { addAccount } from '../../store/people/accounts.ts';

const [county, township, village, day] = ['990101', '990101100', '990101100200', '2026-06-15'];
const [secretary, leader, head] = ['village-party-secretary', 'party-secretary', 'rural-work-office-head'];
let app: TestApp;
let who: Actor = operator;

const minding = (unit: string, seat: string): HeldSeat => ({
  ...{ unit: unit as UnitCode, seat, acting: false, via: 'deputy' },
});
const deputy = (name: string, unit: string, seat: string): Actor & { person: string } => ({
  ...{ account: randomUUID(), person: randomUUID(), name, seats: [minding(unit, seat)], admin: null, isSample: true },
});
const bing = deputy('示例丙', village, secretary);
const ding = deputy('示例丁', township, leader);
const wu = deputy('示例戊', county, head);

const as = async (by: Actor, work: () => Promise<Answer>): Promise<Answer> => {
  who = by;
  const answer = await work();
  who = operator;
  return answer;
};
async function act(by: Actor, record: string, verb: string, body: object = {}): Promise<void> {
  const { rows } = await app.database.pool.query('select version from record where id = $1', [record]);
  const version = rows[0] && { version: rows[0].version };
  const sent = { id: randomUUID(), verb, ...version, ...body };
  const answer = await as(by, () => app.post(`/api/records/${county}/${record}/acts`, sent));
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  // Nothing comes in at the same instant as what went before.
  app.clock.now = new Date(Date.parse(app.clock.now) + 1000).toISOString();
}
async function appoint(unit: string, seat: string, name: string, from = '2026-01-01'): Promise<string> {
  const record = randomUUID();
  const fields = { seat: [`${unit}:${seat}`], person: randomUUID(), name, from, acting: false };
  await act(operator, record, 'create', { kind: 'appointment', unit, day, fields });
  return record;
}
async function lend(unit: string, seat: string, { person, name }: Actor & { person: string }): Promise<string> {
  const record = randomUUID();
  const fields = { seat: [`${unit}:${seat}`], person, name, from: '2026-06-10', until: '2026-06-20' };
  await act(operator, record, 'create', { kind: 'deputy', unit, day, fields });
  return record;
}
const marksOf = async (record: string) => {
  const { body } = await app.get(`/api/records/${county}/${record}`);
  return body.acts.map((one: { stands_for: { seat: { zh: string }; name: string } | null }) =>
    one.stands_for ? [one.stands_for.seat.zh, one.stands_for.name] : null,
  );
};
const secretaryOf = ['村党组织书记', '示例乙'];
const meeting = { kind: 'meeting', unit: village, day, fields: { meeting_type: 'village-committees' } };

let tenure = '';
let lent: Readonly<Record<'village' | 'township' | 'county', string>>;
before(async () => {
  app = await testApp(async () => who, library('national-2022', 'hunan-2023', 'beijing-2023', 'nrra-2023'));
  for (const [n, { account, name, person }] of [bing, ding, wu].entries())
    await app.stores.writing('0', (store) =>
      addAccount(store, {
        ...{ id: account, userName: `shili-${n}`, name, person, by: 'test', at: new Date(app.clock.now) },
      }),
    );
  tenure = await appoint(village, secretary, '示例乙');
  await appoint(township, leader, '示例镇书记');
  await appoint(county, head, '示例主任');
  lent = {
    village: await lend(village, secretary, bing),
    township: await lend(township, leader, ding),
    county: await lend(county, head, wu),
  };
});

test('what a deputy did stays the work of the seat when the deputy is withdrawn, called back or corrected afterwards', async () => {
  const made = randomUUID();
  await act(bing, made, 'create', meeting);
  assert.deepEqual(await marksOf(made), [secretaryOf]);
  const ended = randomUUID();
  const other = await lend(village, secretary, bing);
  await act(bing, ended, 'create', meeting);
  await act(operator, other, 'amend', { fields: { from: '2026-06-17', until: '2026-06-18' } });
  await act(operator, lent.village, 'end', { fields: { until: '2026-06-10' } });
  assert.deepEqual([await marksOf(made), await marksOf(ended)], [[secretaryOf], [secretaryOf]]);
  await act(operator, lent.village, 'withdraw', { reason: '误登' });
  await act(operator, other, 'withdraw', { reason: '误登' });
  assert.deepEqual((await app.database.pool.query(`select from deputy where person = $1`, [bing.person])).rowCount, 0);
  assert.deepEqual([await marksOf(made), await marksOf(ended)], [[secretaryOf], [secretaryOf]]);
  await act(operator, tenure, 'withdraw', { reason: '误登' });
  assert.deepEqual(await marksOf(made), [secretaryOf], 'nor does the name of the holder go');
  tenure = await appoint(village, secretary, '示例乙');
  lent = { ...lent, village: await lend(village, secretary, bing) };
  assert.deepEqual(await marksOf(made), [secretaryOf]);
});

test('what waits for a second look says for whom it was sent in, and what came back for whom it was returned', async () => {
  const waiver = randomUUID();
  const fields = { duty: 'village-finance-disclosure', period: '2026-05', reason: '示例', approver: '示例' };
  await act(bing, waiver, 'create', { kind: 'waiver', unit: village, day, fields });
  const queue = await as(ding, () => app.get('/api/me/reviews'));
  assert.ok(Number(queue.headers['x-sql-statements']) <= 10, String(queue.headers['x-sql-statements']));
  const row = queue.body.rows.find((one: { record: { id: string } }) => one.record.id === waiver);
  assert.deepEqual([row?.sent.name, row?.sent.stands_for?.name], ['示例丙', '示例乙'], JSON.stringify(queue.body));
  await act(ding, waiver, 'return', { reason: '说明不清' });
  await act(operator, lent.township, 'withdraw', { reason: '误登' });
  const { body } = await app.get(`/api/records/${county}/${waiver}/review`);
  assert.deepEqual(
    [body.returned.by_name, body.returned.stands_for],
    ['示例丁', { seat: { zh: '乡镇党委书记', en: 'Township Party secretary' }, name: '示例镇书记' }],
  );
  assert.deepEqual((await marksOf(waiver))[1], ['乡镇党委书记', '示例镇书记']);
});

test('signatures under a handover say for whom they were given', async () => {
  await act(operator, tenure, 'end', { fields: { until: '2026-06-12', end_reason: 'transfer' } });
  await appoint(village, secretary, '示例己', '2026-06-13');
  const at = `/api/units/${village}/handovers/${tenure}`;
  const begun = await as(wu, () => app.post(at, { id: randomUUID() }));
  assert.equal(begun.status, 200, JSON.stringify(begun.body));
  const { id } = begun.body.row.record;
  const seats = [{ ...minding(village, secretary), via: 'tenure' as const }];
  const taker: Actor = { ...bing, person: begun.body.row.taker.person, account: randomUUID(), seats };
  await act(taker, id, 'take');
  await act(wu, id, 'attest', { reason: '移交人联系不上' });
  await act(operator, lent.county, 'withdraw', { reason: '误登' });
  const { body } = await app.get(at);
  assert.deepEqual(
    body.acts.map((one: { by: string; signer: { zh: string }; stands_for: { name: string } | null }) => [
      one.signer.zh,
      one.stands_for?.name ?? null,
    ]),
    [
      ['示例戊（代农办主任 示例主任）', '示例主任'],
      [taker.account, null],
      ['示例戊（代农办主任 示例主任）', '示例主任'],
    ],
  );
  assert.deepEqual(app.bugs, []);
});
