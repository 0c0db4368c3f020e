import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { run } from '../../../test/support/cluster.ts';
import { openDatabase, startThrowAway, type ThrowAway } from './index.ts';

const debian = '/usr/lib/postgresql';
const majors = existsSync(debian)
  ? readdirSync(debian)
      .map(Number)
      .filter((major) => major >= 15)
  : [];
const major = Math.min(...majors);
const skip = majors.length === 0 && 'no PostgreSQL of the system on this machine';

let server: ThrowAway;
before(async () => {
  if (skip) return;
  const programs = { initdb: `${debian}/${major}/bin/initdb`, postgres: `${debian}/${major}/bin/postgres`, major };
  server = await startThrowAway({ programs });
});
after(() => server?.stop());

function open(url: string) {
  return openDatabase({ databaseUrl: url, dataFolder: '/nonexistent', dataFolderGiven: true });
}

test(`all migrations run on the oldest PostgreSQL here (${major}) over DATABASE_URL`, { skip }, async () => {
  await run(server.url('postgres'), 'create database outside');
  const database = await open(server.url('outside'));
  const { rows } = await database.pool.query(
    `select uuidv7() as id, extract(epoch from clock_timestamp()) * 1000 as now, current_setting('server_version_num')::int / 10000 as major`,
  );
  assert.equal(rows[0].major, major);
  assert.match(rows[0].id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const milliseconds = Number.parseInt(rows[0].id.replaceAll('-', '').slice(0, 12), 16);
  assert.ok(Math.abs(milliseconds - Number(rows[0].now)) < 1000);
  await database.stop();
  const again = await open(server.url('outside'));
  assert.deepEqual(again.migrated, []);
  await again.stop();
});

test('an owner who is no superuser migrates, once the loader role is there', { skip }, async () => {
  const admin = server.url('postgres');
  await run(admin, 'create role keeper login createrole');
  await run(admin, 'create database kept owner keeper');
  const url = server.url('kept').replace('postgres@', 'keeper@');
  await run(admin, 'grant zerentian_app, zerentian_loader to keeper');
  const database = await open(url);
  const client = await database.pool.connect();
  await client.query('begin');
  await client.query(`select set_ctx('43')`);
  assert.equal((await client.query('select current_user as name')).rows[0].name, 'zerentian_app');
  await client.query('rollback');
  client.release();
  await database.stop();
});

test('where nobody made the loader role the refusal says what to ask the administrator', { skip }, async () => {
  const admin = server.url('postgres');
  await run(admin, 'drop database outside with (force)');
  await run(admin, 'drop database kept with (force)');
  await run(admin, 'drop owned by zerentian_loader');
  await run(admin, 'drop role zerentian_loader');
  await run(admin, 'create database bare owner keeper');
  await assert.rejects(open(server.url('bare').replace('postgres@', 'keeper@')), {
    code: 'migration_failed',
    message: /create role zerentian_loader login bypassrls/,
  });
});
