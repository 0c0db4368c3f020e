/** A backup of the whole installation as of one moment, and its way back into an empty database. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { Refusal } from '#regime';
import type { Blobs } from '../files/blobs.ts';
import { type BackupEnd, damaged, form, readBackup, type TableHead, tableEnd } from './backup-file.ts';

/** What nobody misses: who is signed in, attempts to sign in, what was counted for what-ifs; and the log of migrations, which the program writes itself. */
const leftOut = ['session', 'attempt', 'migration'];
const cached = 'whatif%';

export interface BackedUp {
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly migration: number;
  readonly made: string;
}

const told = ({ tables, files }: BackupEnd['end'], migration: number, made: string): BackedUp => ({
  tables: Object.keys(tables).length,
  rows: Object.values(tables).reduce((sum, rows) => sum + rows, 0),
  ...{ files, migration, made },
});

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'zerentian backup' });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const lastMigration = async (client: pg.Client): Promise<number> =>
  (await client.query('select max(number) number from migration')).rows[0].number as number;

interface Given {
  readonly blobs: Blobs;
  readonly version: string;
  readonly made: string;
}

const unwritable = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EIO']);

/** Writes a backup to a file, which is there whole or not at all. Refusals `backup_exists`, `path_unwritable`. */
export async function backUp(url: string, path: string, given: Given): Promise<BackedUp> {
  if (await isThere(path)) throw new Refusal('backup_exists', { file: path });
  const beside = `${path}.part`;
  try {
    const done = await connected(url, async (client) => {
      await client.query('begin isolation level repeatable read read only');
      const migration = await lastMigration(client);
      const end: { tables: Record<string, number>; files: number } = { tables: {}, files: 0 };
      const parts = Readable.from(partsOf(client, given, migration, end), { objectMode: false });
      await pipeline(
        parts,
        createGzip({ level: 6 }),
        createWriteStream(beside, { flags: 'w', mode: 0o600, flush: true }),
      );
      await client.query('commit');
      return told(end, migration, given.made);
    });
    await rename(beside, path);
    return done;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw unwritable.has(code) ? new Refusal('path_unwritable', { file: path, detail: code }) : error;
  } finally {
    await rm(beside, { force: true });
  }
}

async function isThere(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => undefined);
  await file?.close();
  return file !== undefined;
}

const line = (value: object): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

async function* partsOf(
  client: pg.Client,
  { blobs, version, made }: Given,
  migration: number,
  end: { tables: Record<string, number>; files: number },
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const noted = (part: Buffer): Buffer => {
    hash.update(part);
    return part;
  };
  yield noted(line({ ...form, version, made, migration }));
  for (const head of await tablesOf(client)) {
    yield noted(line(head));
    let rows = 0;
    const columns = head.columns.map((column) => pg.escapeIdentifier(column)).join(', ');
    const copy = client.query(copyTo(`copy ${pg.escapeIdentifier(head.table)} (${columns}) to stdout`));
    for await (const chunk of copy as AsyncIterable<Buffer>) {
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1;
      yield noted(chunk);
    }
    end.tables[head.table] = rows;
    yield noted(tableEnd);
  }
  for await (const { county, digest } of blobs.all()) {
    const bytes = await blobs.open({ county, digest });
    // What was never attached may be dropped meanwhile.
    if (!bytes) continue;
    const whole = Buffer.concat((await bytes.toArray()) as Buffer[]);
    yield noted(line({ file: { county, digest }, bytes: whole.length }));
    yield noted(whole);
    end.files += 1;
  }
  yield line({ end, sha256: hash.digest('hex') });
}

/** The tables with their columns, those that others refer to first. */
async function tablesOf(client: pg.Client): Promise<TableHead[]> {
  const { rows } = await client.query<TableHead & { refers: string[] }>(
    `select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns,
            (select coalesce(array_agg(distinct r.relname::text), '{}') from pg_constraint f join pg_class r on r.oid = f.confrelid
              where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as refers
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all ($1) and c.relname not like $2
      group by c.oid, c.relname order by c.relname`,
    [leftOut, cached],
  );
  const sorted: TableHead[] = [];
  const waiting = [...rows];
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ refers }) => refers.every((name) => !waiting.some((one) => one.table === name)));
    const [next] = waiting.splice(Math.max(0, at), 1);
    if (next) sorted.push({ table: next.table, columns: next.columns });
  }
  return sorted;
}

/**
 * Reads a backup into an empty database of the same migration: first all of it without writing anything, then in one
 * transaction. Refusals `restore_not_empty`, `backup_migration`, `backup_unreadable`, `backup_damaged`.
 */
export async function restore(url: string, path: string, blobs: Blobs): Promise<BackedUp> {
  return connected(url, async (client) => {
    const known = await lastMigration(client);
    const filled = await client.query(
      'select exists (select from unit) or exists (select from act) or exists (select from account) as is_filled',
    );
    if (filled.rows[0].is_filled) throw new Refusal('restore_not_empty', {});
    const { head } = await readBackup(path, {
      head: async ({ migration }) => {
        if (migration !== known) throw new Refusal('backup_migration', { found: migration, known });
      },
      table: async (_head, rows) => {
        for await (const _ of rows);
      },
      file: async () => {},
    });
    const { end } = await loaded(client, path, blobs);
    await client.query('analyze');
    return told(end, head.migration, head.made);
  });
}

async function loaded(client: pg.Client, path: string, blobs: Blobs): Promise<BackupEnd> {
  const counts: Record<string, number> = {};
  await client.query('begin');
  try {
    const tables = (await tablesOf(client)).map(({ table }) => pg.escapeIdentifier(table));
    await client.query(`truncate ${tables.join(', ')} cascade`);
    const { end } = await readBackup(path, {
      table: async ({ table, columns }, rows) => {
        const named = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
        const into = client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${named}) from stdin`));
        await pipeline(rows, into);
        counts[table] = into.rowCount;
      },
      file: async ({ file }, bytes) => blobs.put(file, bytes),
    });
    for (const [table, rows] of Object.entries(end.end.tables))
      if (counts[table] !== rows) throw damaged(`table ${table}`);
    await client.query('commit');
    return end;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}
