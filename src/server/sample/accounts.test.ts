import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampledDatabase } from '../../../test/support/sample.ts';
import { sampleAccounts } from '../store/people/accounts.ts';
import { seatsOfAll } from '../store/people/sessions.ts';
import { verifyAll } from '../store/verify.ts';
import { addSampleAccounts } from './accounts.ts';

const today = '2026-11-26';
const at = new Date('2026-11-26T02:00:00Z');

test('the sample has an account for every kind of person, none of them with a password, and entering them twice changes nothing', async () => {
  const { context, database } = await sampledDatabase(today);
  const { stores } = context;
  await addSampleAccounts({ stores, today, at, only: 'upper' });
  const early = await stores.as('0', sampleAccounts);
  assert.deepEqual(early.map(({ userName }) => userName).sort(), [
    'sample-auditor',
    'sample-county-office',
    'sample-nation-office',
    'sample-province-office',
    'sample-security',
    'sample-system',
  ]);
  await addSampleAccounts({ stores, today, at });
  await addSampleAccounts({ stores, today, at });
  const accounts = await stores.as('0', sampleAccounts);
  assert.equal(accounts.length, 12);
  for (const { name, password, isSample } of accounts)
    assert.ok(name.startsWith('示例') && password === null && isSample, name);
  assert.deepEqual(
    accounts
      .map(({ admin }) => admin)
      .filter(Boolean)
      .sort(),
    ['auditor', 'security', 'system'],
  );
  const seats = await stores.as('0', (store) =>
    seatsOfAll(
      store,
      accounts.map(({ person }) => person),
      today,
    ),
  );
  for (const { userName, admin, person } of accounts)
    assert.equal((seats.get(person) ?? []).length, admin === null ? 1 : 0, userName);
  const { rows } = await database.pool.query('select count(*) n from credential');
  assert.equal(rows[0].n, 0);
  assert.deepEqual((await verifyAll(stores, context.library)).breaches, []);
});
