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
import { recountAll } from '../recount.ts';
import { verifyAll } from '../verify.ts';

const law = library('national-2022', 'hunan-2023', 'beijing-2023', 'nrra-2023');
const [unit, today] = ['990101', '2026-06-15'];
let database: FreshDatabase;
let stores: Stores;

before(async () => {
  database = await freshDatabase();
  await plantKites(database.pool);
  stores = openStore(database.pool);
});

type Verb = 'create' | 'amend' | 'withdraw' | 'end';
const send = (record: string, verb: Verb, body: ActBody) =>
  performAct(stores, law, {
    ...{ county: unit, record, verb, body, id: randomUUID(), actor: 'operator' },
    ...{ at: '2026-06-15T02:00:00.000Z', today },
  });
const make = async (kind: string, fields: NonNullable<ActBody['fields']>, record: string = randomUUID()) => {
  await send(record, 'create', { kind, unit, day: today, fields });
  return record;
};
const body = (post: string, setup: string, more: Record<string, string> = {}) =>
  make('body-entry', { body: post, setup, from: '2026-01-01', ...more });
const appoint = (seat: string, more: Record<string, string> = {}) =>
  make('appointment', {
    ...{ seat: [`${unit}:${seat}`], person: randomUUID(), name: '示例甲', from: '2026-02-01' },
    ...more,
  });
const rows = async () =>
  (await database.pool.query('select post, setup, name, carrier, from_day, to_day from post_entry order by post')).rows;
const isWhole = async () => assert.deepEqual((await verifyAll(stores, law)).breaches, []);
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test('an entry is a row that follows its record: entered, mended, ended, withdrawn', async () => {
  const id = await body('department-agriculture-rural', 'set-up', { name: '示例县农业农村和水利局' });
  const row = { post: 'department-agriculture-rural', setup: 'set-up', carrier: null, from_day: '2026-01-01' };
  assert.deepEqual(await rows(), [{ ...row, name: '示例县农业农村和水利局', to_day: null }]);
  await send(id, 'amend', { fields: { name: '示例县农业农村局' } });
  await send(id, 'end', { fields: { until: '2026-05-31' } });
  assert.deepEqual(await rows(), [{ ...row, name: '示例县农业农村局', to_day: '2026-05-31' }]);
  await isWhole();
  await send(id, 'withdraw', { reason: '登记有误' });
  assert.deepEqual(await rows(), []);
  await isWhole();
});

test('nobody is appointed to what is not set up, until the entry ends; and what is held cannot be entered so', async () => {
  const id = await body('department-forestry', 'not-set-up');
  await assert.rejects(appoint('department-forestry-head'), refused('post_not_set_up'));
  await assert.rejects(
    appoint('department-forestry-head', { from: '2025-06-01', until: '2026-01-01' }),
    refused('post_not_set_up'),
  );
  await appoint('department-forestry-head', { from: '2025-06-01', until: '2025-12-31' });
  await send(id, 'end', { fields: { until: '2026-01-31' } });
  await appoint('department-forestry-head');
  await assert.rejects(
    body('department-forestry', 'carried', { carrier: 'department-agriculture-rural', from: '2026-04-01' }),
    refused('post_held'),
  );
  const seat = { seat: [`${unit}:department-forestry-head`], setup: 'not-set-up', from: '2026-04-01' };
  await assert.rejects(make('seat-entry', seat), refused('post_held'));
  await isWhole();
});

test('an entry that was changed in the database is found, named, and put right', async () => {
  const id = await body('department-water', 'carried', { carrier: 'department-agriculture-rural' });
  const good = await rows();
  await database.pool.query(`update post_entry set setup = 'set-up' where id = $1`, [id]);
  const { breaches } = await verifyAll(stores, law);
  assert.deepEqual(
    breaches.map(({ what, county, record }) => ({ what, county, record })),
    [{ what: 'entry', county: unit, record: id }],
  );
  await database.pool.query('delete from post_entry');
  assert.ok((await recountAll(stores, law)).seats >= good.length);
  assert.deepEqual(await rows(), good);
  await isWhole();
});
