import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { FreshDatabase } from '../../../test/support/postgres.ts';
import { emptyDatabase, freshDatabase } from '../../../test/support/postgres.ts';
import { migrate, migrationsFolder } from './migrate.ts';

let folder: string;
let db: FreshDatabase;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zt-migrate-'));
  db = await emptyDatabase();
  write('0000_first.sql', 'create table one (n int);');
  write('0001_second.sql', 'insert into one values (1);');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, sql: string): void {
  writeFileSync(join(folder, file), sql);
}

async function rowsOfOne(): Promise<number> {
  return (await db.pool.query('select count(*) as n from one')).rows[0].n;
}

test('each file runs once, in order, and later files are added', async () => {
  assert.deepEqual(await migrate(db.url, folder), ['0000_first.sql', '0001_second.sql']);
  assert.deepEqual(await migrate(db.url, folder), []);
  write('0010_third.sql', 'insert into one values (2);');
  assert.deepEqual(await migrate(db.url, folder), ['0010_third.sql']);
  assert.equal(await rowsOfOne(), 2);
});

test('two processes that migrate at the same time run each file once', async () => {
  const both = await Promise.all([migrate(db.url, folder), migrate(db.url, folder)]);
  assert.deepEqual(both.map((files) => files.length).sort(), [0, 2]);
  assert.equal(await rowsOfOne(), 1);
});

test('a database that sorts by a language is refused before anything is made in it, with how to make the right one', async () => {
  for (const kind of [`locale_provider icu icu_locale 'zh-CN'`, `locale_provider libc locale 'C'`]) {
    const name = `sorted_${kind.includes('icu') ? 'zh' : 'c'}`;
    await db.pool.query(`create database ${name} template template0 encoding 'UTF8' ${kind}`);
    const url = Object.assign(new URL(db.url), { pathname: name }).href;
    if (kind.includes('libc')) assert.equal((await migrate(url, folder)).length, 2);
    else
      await assert.rejects(migrate(url, folder), (error: { code: string; facts: Record<string, string> }) => {
        assert.equal(error.code, 'database_collation');
        assert.match(error.facts.zh ?? '', new RegExp(`${name}.*zh-CN.*create database`));
        return true;
      });
    const { rows } = await db.pool.query('select count(*) n from pg_stat_activity where datname = $1', [name]);
    assert.equal(rows[0].n, 0);
    await db.pool.query(`drop database ${name}`);
  }
});

test('a failing file is rolled back whole and named with its line', async () => {
  write('0002_bad.sql', 'insert into one values (2);\n\nselect 窗 from one;\n');
  await assert.rejects(migrate(db.url, folder), (error: { code: string; facts: Record<string, unknown> }) => {
    assert.equal(error.code, 'migration_failed');
    assert.equal(error.facts.file, '0002_bad.sql');
    assert.equal(error.facts.line, 3);
    return true;
  });
  assert.equal(await rowsOfOne(), 1);
  write('0002_bad.sql', 'insert into one values (2);');
  assert.deepEqual(await migrate(db.url, folder), ['0002_bad.sql']);
});

test('a file changed after it ran is refused, line ends aside', async () => {
  await migrate(db.url, folder);
  write('0002_more.sql', 'select 1;\n');
  await migrate(db.url, folder);
  write('0002_more.sql', 'select 1;\r\n');
  assert.deepEqual(await migrate(db.url, folder), []);
  write('0001_second.sql', 'insert into one values (9);');
  await assert.rejects(migrate(db.url, folder), { code: 'migration_changed' });
});

test('a database newer than the files is refused', async () => {
  write('0002_third.sql', 'select 1;');
  await migrate(db.url, folder);
  rmSync(join(folder, '0002_third.sql'));
  await assert.rejects(migrate(db.url, folder), { code: 'migration_newer' });
});

test('a file numbered before one that ran is refused', async () => {
  write('0005_fifth.sql', 'select 1;');
  await migrate(db.url, folder);
  write('0003_late.sql', 'select 1;');
  await assert.rejects(migrate(db.url, folder), { code: 'migration_missing' });
});

test('names that break the rule and numbers used twice are refused', async () => {
  write('2_short.sql', 'select 1;');
  await assert.rejects(migrate(db.url, folder), { code: 'migration_name' });
  rmSync(join(folder, '2_short.sql'));
  write('0001_again.sql', 'select 1;');
  await assert.rejects(migrate(db.url, folder), { code: 'migration_name' });
});

test('a server that is not there is refused with its reason', async () => {
  await assert.rejects(migrate('postgresql://nobody@127.0.0.1:1/x', folder), { code: 'database_unreachable' });
});

test('the template of the tests has all migrations of the program', async () => {
  const fresh = await freshDatabase();
  assert.deepEqual(await migrate(fresh.url, migrationsFolder), []);
});

test('a user without rights and a database that can only be read are refused with what to run', async () => {
  await db.pool.query('create role weak_keeper login');
  try {
    const url = Object.assign(new URL(db.url), { username: 'weak_keeper' }).href;
    await assert.rejects(migrate(url, folder), (error: { code: string; facts: Record<string, string> }) => {
      assert.equal(error.code, 'database_rights');
      assert.match(error.facts.zh ?? '', /用户 weak_keeper 在数据库 \S+ 中权限不足（permission denied/);
      assert.match(
        error.facts.en ?? '',
        /owner to "weak_keeper"; .*grant zerentian_app, zerentian_loader to "weak_keeper";/,
      );
      return true;
    });
  } finally {
    await db.pool.query('drop role weak_keeper');
  }
  const { name } = (await db.pool.query('select current_database() as name')).rows[0];
  await db.pool.query(`alter database "${name}" set default_transaction_read_only = on`);
  await assert.rejects(migrate(db.url, folder), (error: { code: string; facts: Record<string, string> }) => {
    assert.equal(error.code, 'database_read_only');
    assert.match(error.facts.zh ?? '', /只能读/);
    return true;
  });
});
