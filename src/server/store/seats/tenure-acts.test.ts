import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import type { ActBody } from '#ledger';
import { Refusal } from '#regime';
import { library } from '../../../../test/support/packs.ts';
import { type FreshDatabase, freshDatabase } from '../../../../test/support/postgres.ts';
import { plantKites } from '../../../../test/support/tree.ts';
import { performAct } from '../acts.ts';
import { openStore, type Stores } from '../open-store.ts';
import { liveRows } from '../overview.ts';
import { recountAll } from '../recount.ts';
import { verifyAll } from '../verify.ts';

const law = library('example', 'example-county');
const today = '2026-06-15';
const [jia, yi] = ['0198c0de-0000-7000-8000-00000000000a', '0198c0de-0000-7000-8000-00000000000b'];
let database: FreshDatabase;
let stores: Stores;

before(async () => {
  database = await freshDatabase();
  await plantKites(database.pool);
  stores = openStore(database.pool);
});

type Verb = 'create' | 'amend' | 'withdraw' | 'end';
const send = (record: string, verb: Verb, body: ActBody, county = '990102') =>
  performAct(stores, law, {
    ...{ county, record, verb, body, id: randomUUID(), actor: 'operator' },
    ...{ at: '2026-06-15T02:00:00.000Z', today },
  });
const appoint = async (person: string, from: string, more: Record<string, string> = {}) => {
  const record = randomUUID();
  const fields = { seat: ['990102:kite-keeper'], person, name: `示例${person.slice(-1)}`, from, ...more };
  await send(record, 'create', { kind: 'appointment', unit: '990102', day: today, fields });
  return record;
};
const stroll = async (day: string, unit = '990102', county = '990102') => {
  const record = randomUUID();
  const fields = { type: 'village', seats: ['990102:kite-keeper'], villages: ['990102100200'] };
  await send(record, 'create', { kind: 'stroll', unit, day, fields }, county);
  return record;
};
const terms = async () =>
  (
    await database.pool.query(`select period, done, met_day from fulfilment
      where unit_code = '990102' and duty = 'village-stroll' order by period`)
  ).rows;
const credited = async () =>
  (
    await database.pool.query(`select period, day from fulfilment_record
      where unit_code = '990102' and duty = 'village-stroll' order by day`)
  ).rows;
const isWhole = async () => assert.deepEqual((await verifyAll(stores, law)).breaches, []);

test('visits made before anybody was entered count for the term once the appointment is, and move with its days', async () => {
  await stroll('2026-02-01');
  await stroll('2026-05-01');
  assert.deepEqual(await terms(), []);
  const first = await appoint(jia, '2026-01-01');
  assert.deepEqual(await terms(), [{ period: 'T2026-01-01', done: 1, met_day: '2026-02-01' }]);
  await isWhole();
  const second = await appoint(yi, '2026-04-01');
  assert.deepEqual(await credited(), [
    { period: 'T2026-01-01', day: '2026-02-01' },
    { period: 'T2026-04-01', day: '2026-05-01' },
  ]);
  await isWhole();
  await send(first, 'end', { fields: { until: '2026-01-15' } });
  assert.deepEqual(await credited(), [{ period: 'T2026-04-01', day: '2026-05-01' }]);
  assert.deepEqual(await terms(), [
    { period: 'T2026-01-01', done: 0, met_day: null },
    { period: 'T2026-04-01', done: 1, met_day: '2026-05-01' },
  ]);
  await isWhole();
  await send(second, 'amend', { fields: { from: '2026-05-02' } });
  assert.deepEqual(await credited(), []);
  await send(second, 'withdraw', { reason: '登记有误' });
  await send(first, 'withdraw', { reason: '登记有误' });
  assert.deepEqual((await database.pool.query(`select from tenure where unit_code = '990102'`)).rows.length, 0);
  await isWhole();
});

test('the tally moves with the term, up to the nation, and comes back to nothing', async () => {
  const met = async (unit: string) =>
    (
      await database.pool.query(
        `select coalesce(sum(met), 0)::int met from tally_delta where unit_code = $1 and duty = 'village-stroll'`,
        [unit],
      )
    ).rows[0].met;
  const was = [await met('990102'), await met('0')];
  const visit = await stroll('2026-03-03');
  const record = await appoint(jia, '2026-03-01');
  assert.deepEqual([await met('990102'), await met('0')], [was[0] + 1, was[1] + 1]);
  await send(record, 'withdraw', { reason: '登记有误' });
  assert.deepEqual([await met('990102'), await met('0')], was);
  await send(visit, 'withdraw', { reason: '登记有误' });
  await isWhole();
});

test('what was reached in a term goes out of count the day after its holder leaves, and comes back if he does not', async () => {
  const sums = async () =>
    (
      await database.pool.query(`select day, sum(met)::int met, sum(done)::int done from tally_delta
        where unit_code = '99' and duty = 'village-stroll' group by day having sum(met) <> 0 or sum(done) <> 0 order by day`)
    ).rows;
  const visit = await stroll('2026-03-03');
  const record = await appoint(jia, '2026-03-01');
  const reached = { day: '2026-03-03', met: 1, done: 1 };
  assert.deepEqual(await sums(), [reached]);
  await send(record, 'end', { fields: { until: '2026-05-31' } });
  assert.deepEqual(await sums(), [reached, { day: '2026-06-01', met: -1, done: -1 }]);
  await isWhole();
  const below = async (day: string) => {
    const rows = await stores.as('0', (store) => liveRows(store, ['990102'], 6, { year: 2026, day }, []));
    const own = rows.filter((row) => row.duty === 'village-stroll');
    return [own.reduce((sum, { met }) => sum + met, 0), own.reduce((sum, { done }) => sum + done, 0)];
  };
  assert.deepEqual(
    [await below('2026-05-31'), await below('2026-06-01')],
    [
      [1, 1],
      [0, 0],
    ],
  );
  await send(record, 'withdraw', { reason: '登记有误' });
  assert.deepEqual(await sums(), []);
  await send(visit, 'withdraw', { reason: '登记有误' });
  await isWhole();
});

test('an act by which nobody comes into a seat for a reason says what to mend', async () => {
  const code = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return error instanceof Refusal ? error.code : String(error);
  };
  assert.equal(await code(appoint(jia, '2026-03-01', { until: '2026-02-01' })), 'until_before_from');
  assert.equal(await code(appoint('示例', '2026-03-01')), 'field_kind');
  await appoint(jia, '2025-03-01', { until: '2025-04-01' });
  assert.equal(await code(appoint(jia, '2026-03-01', { name: '另一个名字' })), 'person_name_differs');
  const elsewhere = { seat: ['99:kite-keeper'], person: jia, name: '示例a', from: '2026-01-01' };
  assert.equal(
    await code(send(randomUUID(), 'create', { kind: 'appointment', unit: '990102', day: today, fields: elsewhere })),
    'seat_elsewhere',
  );
  const record = await appoint(jia, '2026-03-01');
  assert.equal(await code(send(record, 'end', {})), 'field_required');
  assert.equal(await code(send(record, 'end', { fields: { until: '2026-04-01', name: '示例' } })), 'field_fixed');
  await send(record, 'withdraw', { reason: '登记有误' });
  await isWhole();
});

test('names are kept exactly, rare characters and all', async () => {
  const person = randomUUID();
  await appoint(person, '2025-07-01', { until: '2025-07-02', name: '示例𠮷䶮㛃·买买提' });
  const { rows } = await database.pool.query(
    'select p.name, t.person_name from person p join tenure t on t.person = p.id where p.id = $1',
    [person],
  );
  assert.deepEqual(rows, [{ name: '示例𠮷䶮㛃·买买提', person_name: '示例𠮷䶮㛃·买买提' }]);
});

test('a tenure changed in the database is found, and set right from its record', async () => {
  const record = await appoint(yi, '2025-09-01', { until: '2025-09-30' });
  const changes = [
    `update tenure set to_day = null where id = '${record}'`,
    `update tenure set person = '${jia}' where id = '${record}'`,
    `delete from tenure where id = '${record}'`,
    `insert into tenure values ('990102', gen_random_uuid(), '990102', 'wind-reader', 'x', '示例', '2026-01-01', null, false, false)`,
  ];
  for (const change of changes) {
    await database.pool.query(change);
    const { breaches } = await verifyAll(stores, law);
    assert.ok(
      breaches.some(({ what, county }) => what === 'tenure' && county === '990102'),
      change,
    );
    assert.ok((await recountAll(stores, law)).seats > 0);
    await isWhole();
  }
});
