import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import type pg from 'pg';
import { runCommand, type Said } from '../../../test/support/command.ts';
import { type FreshDatabase, freshDatabase } from '../../../test/support/postgres.ts';
import { sampledDatabase } from '../../../test/support/sample.ts';
import { folderBlobs } from '../files/folder-blobs.ts';
import { auditAlone } from '../store/people/audit.ts';

const folder = mkdtempSync(join(tmpdir(), 'zerentian-backup-'));
const file = join(folder, 'all.backup');
const attached = Buffer.from('附件\n\\.\n');
const key = { county: '433124', digest: createHash('sha256').update(attached).digest('hex') };
let full: FreshDatabase;
const run = (
  name: 'backup' | 'restore' | 'verify',
  { url }: FreshDatabase,
  data: string,
  ...words: string[]
): Promise<Said> => runCommand(name, [...words, '--json'], url, { dataFolder: join(folder, data) });

before(async () => {
  const { database, context } = await sampledDatabase('2026-06-15', 7);
  full = database;
  await folderBlobs(join(folder, 'here', 'files')).put(key, attached);
  // What COPY has to escape: an end mark, line ends, tabs, rare characters, null beside the empty text.
  const facts = { text: 'a\\.\nb\t\\N\r𠮷', more: ['\\.', ''] };
  await auditAlone(context.stores, { kind: 'sign-in', by: null, subject: '\\.', facts }, context.now());
  assert.equal((await run('verify', full, 'here')).code, 0);
  const said = await run('backup', full, 'here', file);
  assert.equal(said.code, 0, said.err);
  assert.deepEqual([said.json.files, said.json.rows > 1000], [1, true]);
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** The rows of every table, as text, and how many there are. */
async function contents(pool: pg.Pool): Promise<Record<string, { rows: number; digest: string | null }>> {
  const tables = await pool.query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        and relname not in ('migration', 'session', 'attempt') and relname not like 'whatif%' order by 1`,
  );
  const found: Record<string, { rows: number; digest: string | null }> = {};
  for (const { relname } of tables.rows) {
    const { rows } = await pool.query(
      `select count(*)::int rows, md5(string_agg(md5(t::text), '' order by md5(t::text))) digest from "${relname}" t`,
    );
    found[relname] = rows[0];
  }
  return found;
}

test('a backup restored into an empty database holds the same rows and attachments, and is verified clean', async () => {
  const empty = await freshDatabase();
  const said = await run('restore', empty, 'there', file);
  assert.equal(said.code, 0, said.err + said.out);
  assert.deepEqual(said.json.breaches, []);
  const [before, now] = [await contents(full.pool), await contents(empty.pool)];
  assert.deepEqual(now, before);
  assert.ok((now.act?.rows ?? 0) > 100 && (now.tally?.rows ?? 0) + (now.tally_delta?.rows ?? 0) > 0);
  const blob = await folderBlobs(join(folder, 'there', 'files')).open(key);
  assert.deepEqual(Buffer.concat((await blob?.toArray()) ?? []), attached);
});

test('nothing is written over: neither a file that is there nor a database with something in it', async () => {
  assert.equal((await run('backup', full, 'here', file)).json.code, 'backup_exists');
  assert.equal((await run('restore', full, 'here', file)).json.code, 'restore_not_empty');
});

test('a place where nothing can be written is refused by name, and nothing is left there', async () => {
  const said = await run('backup', full, 'here', join(folder, 'nowhere', 'all.backup'));
  assert.deepEqual([said.code, said.json.code, said.json.facts.detail], [1, 'path_unwritable', 'ENOENT']);
});

test('a backup that is cut off, changed anywhere, or none at all is refused before anything is written', async () => {
  const whole = readFileSync(file);
  const text = gunzipSync(whole);
  const changed = (at: number): Buffer => {
    const other = Buffer.from(text);
    other[at] = (other[at] ?? 0) ^ 1;
    return gzipSync(other);
  };
  const bad: Record<string, Buffer> = {
    'cut off': whole.subarray(0, Math.floor(whole.length / 2)),
    'without its last line': gzipSync(text.subarray(0, text.lastIndexOf('\n', text.length - 2) + 1)),
    'one bit of a row': changed(Math.floor(text.length / 3)),
    'one bit of the attachment': changed(text.indexOf('附件')),
    'something behind it': gzipSync(Buffer.concat([text, Buffer.from('\n')])),
    'no backup': gzipSync(Buffer.from('{"hello": "world"}\n')),
    'not packed': Buffer.from('hello'),
    empty: Buffer.alloc(0),
  };
  const target = await freshDatabase();
  const before = await contents(target.pool);
  for (const [name, bytes] of Object.entries(bad)) {
    const path = join(folder, 'bad.backup');
    writeFileSync(path, bytes);
    const said = await run('restore', target, 'bad', path);
    assert.deepEqual([said.code, said.json.code], [1, 'backup_damaged'], name);
  }
  assert.equal((await run('restore', target, 'bad', join(folder, 'nowhere'))).json.code, 'backup_unreadable');
  assert.deepEqual(await contents(target.pool), before);
  assert.equal(await folderBlobs(join(folder, 'bad', 'files')).has(key), false);
});

test('a backup of another migration names both', async () => {
  const text = gunzipSync(readFileSync(file)).toString('latin1');
  const [head = '{}'] = text.split('\n', 1);
  const other = JSON.stringify({ ...JSON.parse(head), migration: 3 });
  const path = join(folder, 'old.backup');
  copyFileSync(file, path);
  writeFileSync(path, gzipSync(Buffer.from(other + text.slice(head.length), 'latin1')));
  const { json } = await run('restore', await freshDatabase(), 'old', path);
  assert.deepEqual([json.code, json.facts.found], ['backup_migration', 3]);
});
