import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { library } from '../../../../test/support/packs.ts';
import { type FreshDatabase, freshDatabase } from '../../../../test/support/postgres.ts';
import { openStore } from '../open-store.ts';
import { sealDays } from '../proof/seal.ts';
import { verifyAll } from '../verify.ts';
import { audit, auditAlone, auditKinds, listAudit } from './audit.ts';

const law = library('example');
const by = { account: 'a', name: '示例甲' };
const at = (day: string) => new Date(`2026-06-${day}T02:00:00.123Z`);

/** Six entries on three days, the first two days sealed. */
async function filled(): Promise<FreshDatabase> {
  const database = await freshDatabase();
  const stores = openStore(database.pool);
  for (const day of ['10', '10', '11', '11', '12', '12'])
    await auditAlone(stores, { kind: 'sign-in', by, address: '127.0.0.1', unit: '990101', facts: { day } }, at(day));
  const sealed = await sealDays(stores, '2026-06-11', '2026-06-12');
  assert.deepEqual([sealed.days, sealed.acts, sealed.broken], [2, 4, []]);
  return database;
}

const breachesOf = async ({ pool }: FreshDatabase) => (await verifyAll(openStore(pool), law)).breaches;

describe('the audit log', () => {
  test('is whole as it was written, and counted', async () => {
    const database = await filled();
    const found = await verifyAll(openStore(database.pool), law);
    assert.deepEqual([found.breaches, found.audited, found.homes], [[], 6, 0]);
  });

  test('orders entries that come at once, with no gap', async () => {
    const database = await freshDatabase();
    const stores = openStore(database.pool);
    await Promise.all(Array.from({ length: 20 }, () => auditAlone(stores, { kind: 'sign-in', by }, at('10'))));
    const entries = await stores.as('0', (store) => listAudit(store, {}, { limit: 50 }));
    assert.deepEqual(
      entries.map((entry) => entry.seq),
      Array.from({ length: 20 }, (_, n) => 20 - n),
    );
    assert.deepEqual(await breachesOf(database), []);
  });

  test('keeps nothing of what was taken back', async () => {
    const database = await freshDatabase();
    const stores = openStore(database.pool);
    await assert.rejects(
      stores.writing('0', async (store) => {
        await audit(store, { kind: 'grant-admin', by }, at('10'));
        throw new Error('taken back');
      }),
    );
    assert.deepEqual(await stores.as('0', (store) => listAudit(store, {}, { limit: 5 })), []);
  });

  test('is found by person, kind, day and unit', async () => {
    const stores = openStore((await filled()).pool);
    await auditAlone(
      stores,
      { kind: 'grant-admin', by: { account: 'b', name: '示例乙' }, subject: 'a', subjectName: '示例甲', unit: '43' },
      at('13'),
    );
    const seqs = async (filter: Parameters<typeof listAudit>[1], before?: number) =>
      (await stores.as('0', (store) => listAudit(store, filter, { before, limit: 3 }))).map((one) => one.seq);
    assert.deepEqual(await seqs({}), [7, 6, 5]);
    assert.deepEqual(await seqs({}, 5), [4, 3, 2]);
    assert.deepEqual(await seqs({ kind: 'grant-admin' }), [7]);
    assert.deepEqual(await seqs({ person: '乙' }), [7]);
    assert.deepEqual(await seqs({ person: 'a' }), [7, 6, 5]);
    assert.deepEqual(await seqs({ person: '%' }), []);
    assert.deepEqual(await seqs({ unit: '99' }), [6, 5, 4]);
    assert.deepEqual(await seqs({ from: '2026-06-11T00:00:00Z', until: '2026-06-12T00:00:00Z' }), [4, 3]);
    assert.deepEqual(await stores.as('0', auditKinds), ['grant-admin', 'sign-in']);
  });
});

describe('tampering with the audit log in the database is found', () => {
  const ways: [string, string, number][] = [
    ['a changed name', `update audit_entry set actor_name = '示例乙' where seq = 3`, 3],
    ['changed facts', `update audit_entry set facts = '{"day": "09"}' where seq = 5`, 5],
    ['a changed time', `update audit_entry set at = at + interval '1 millisecond' where seq = 6`, 6],
    ['a removed entry', 'delete from audit_entry where seq = 2', 2],
    ['a removed first entry', 'delete from audit_entry where seq = 1', 1],
    [
      'two entries that changed places',
      `update audit_entry set seq = -1 where seq = 5; update audit_entry set seq = 5 where seq = 6;
       update audit_entry set seq = 6 where seq = -1`,
      5,
    ],
    ['a tail cut off', 'delete from audit_entry where seq = 6', 6],
    [
      'a tail cut off with its head, once it was sealed',
      `delete from audit_entry where seq >= 4;
       update audit_chain set seq = 3, hash = (select hash from audit_entry where seq = 3)`,
      4,
    ],
    ['a head that was set back', `update audit_chain set seq = 5`, 6],
  ];
  for (const [what, sql, seq] of ways)
    test(what, async () => {
      const database = await filled();
      await database.pool.query(sql);
      const [first, ...others] = await breachesOf(database);
      assert.deepEqual([first?.county, first?.seq, others.length], ['audit', seq, 0], JSON.stringify(first));
    });
});

test('the role of the program may add entries but never change or take them away, and the loader only reads', async () => {
  const { pool } = await freshDatabase();
  const { rows } = await pool.query(`
    select r.role, p.privilege, has_table_privilege(r.role, 'audit_entry', p.privilege) as yes
      from unnest(array['zerentian_app', 'zerentian_loader']) r(role),
           unnest(array['select', 'insert', 'update', 'delete', 'truncate']) p(privilege)`);
  for (const { role, privilege, yes } of rows) {
    const may = privilege === 'select' || (privilege === 'insert' && role === 'zerentian_app');
    assert.equal(yes, may, `${role} ${privilege}`);
  }
});
