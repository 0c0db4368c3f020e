/** Whoever opens the store by a unit code alone, as accounts, notices and texts of the law do, meets no record and no act. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { reach, type UnitCode } from '#org';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import type { Store } from '../open-store.ts';
import { listRecords } from '../records.ts';

let app: TestApp;
const county = '990101' as UnitCode;
const scopes = ['0', '99', county, '990101100'];

before(async () => {
  app = await testApp();
  const { answer } = await app.record(county, {
    kind: 'gathering',
    unit: county,
    day: '2026-06-01',
    fields: { type: 'council' },
  });
  assert.equal(answer.status, 200);
});

const count = async (store: Store, table: 'record' | 'act'): Promise<number> => {
  const [row] = await store.rows<{ n: number }>(sql`select count(*) n from ${sql.table(table)}`);
  return row?.n ?? -1;
};

test('it reads none, under whatever unit, to read or to write; within a reach it reads them', async () => {
  for (const table of ['record', 'act'] as const) {
    for (const scope of scopes) {
      assert.equal(await app.stores.as(scope, (store) => count(store, table)), 0, `${table} ${scope}`);
      assert.equal(await app.stores.writing(scope, (store) => count(store, table)), 0, `${table} ${scope} to write`);
    }
    assert.equal(await app.stores.as(reach.everything(), (store) => count(store, table)), 1, table);
  }
  for (const scope of scopes)
    assert.deepEqual(
      await app.stores.as(scope, (store) => listRecords(store, { unit: county, scope: 'all' }, { limit: 5 })),
      [],
    );
});

test('it writes none either: an act is refused by the database, and no record is found to change', async () => {
  const act = (scope: string) =>
    app.stores.writing(scope, (store) =>
      store.rows(sql`
        insert into act values (${county}, ${randomUUID()}, 99, ${randomUUID()}, 'amend', 'x', now(), '2026-06-01', '{}',
          '', '', ${county})`),
    );
  for (const scope of scopes) {
    const change = sql`update record set version = 99 returning 1`;
    assert.deepEqual(await app.stores.writing(scope, (store) => store.rows(change)), [], scope);
    await assert.rejects(act(scope), /row-level security/, scope);
  }
  const { rows } = await app.database.pool.query('select version, (select count(*)::int from act) acts from record');
  assert.deepEqual(rows, [{ version: 1, acts: 1 }]);
});
