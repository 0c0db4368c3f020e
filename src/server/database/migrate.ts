/** Brings a database up to the numbered SQL files of db/migrations: forward only, one transaction a file. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type DatabaseCode, refuse } from './wording.ts';

/** Where the migrations lie in the checkout. */
export const migrationsFolder = fileURLToPath(new URL('../../../db/migrations', import.meta.url));

type Migration = { number: number; file: string; sql: string; checksum: string };
type Applied = { number: number; name: string; checksum: string };

// Any constant will do, as long as nobody else takes the same: 'zerentia' in ASCII.
const lockKey = '8819313063183411553';

const logTable = `
  create table if not exists migration (
    number int constraint migration_pkey primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
  );
  comment on table migration is 'kind: local. Which migrations ran, when, with which text.'`;

/**
 * Runs the migrations that the database lacks and gives their file names, in order. Two processes may call it at the
 * same time. Refuses a server older than 15, a database that is not in UTF8 or sorts by a language, one newer than this program, and files changed or put in afterwards.
 */
export async function migrate(url: string, folder = migrationsFolder): Promise<string[]> {
  const known = readMigrations(folder);
  const client = new pg.Client({ connectionString: url, application_name: 'zerentian migrate' });
  client.on('error', () => {});
  await client.connect().catch((error) => {
    throw refuse('database_unreachable', { detail: (error as Error).message });
  });
  try {
    await checkServer(client);
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    const exists = await client.query("select to_regclass('migration') is not null as is_there");
    if (!exists.rows[0].is_there) await client.query(logTable);
    const applied = await client.query<Applied>('select number, name, checksum from migration order by number');
    const missing = compare(known, applied.rows);
    for (const migration of missing) await run(client, migration);
    return missing.map((migration) => migration.file);
  } catch (error) {
    throw error instanceof pg.DatabaseError ? await faultOf(client, error) : error;
  } finally {
    await client.end();
  }
}

function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  const seen = new Set<number>();
  return files.map((file) => {
    const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1] ?? Number.NaN);
    if (Number.isNaN(number) || seen.has(number)) throw refuse('migration_name', { file });
    seen.add(number);
    const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
    return { number, file, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as found,
            current_setting('server_encoding') as encoding, current_database() as name,
            -- As bytes: codes are looked up as ranges ('433124' up to '433124:'), and ids sorted alike here and there.
            '433124999' < '433124:' and '433124' < '4331240' and 'Z' < 'a' and 'a-b' < 'aa' as in_bytes,
            (select coalesce(to_jsonb(d)->>'datlocale', to_jsonb(d)->>'daticulocale', datcollate)
               from pg_database d where datname = current_database()) as locale`,
  );
  const { number, found, encoding, name, in_bytes: inBytes, locale } = rows[0];
  if (number < 150_000) throw refuse('database_server_version', { found });
  if (encoding !== 'UTF8') throw refuse('database_encoding', { found: encoding, name });
  if (!inBytes) throw refuse('database_collation', { found: locale, name });
}

function compare(known: Migration[], applied: Applied[]): Migration[] {
  const last = applied.at(-1)?.number ?? -1;
  const newest = known.at(-1)?.number ?? -1;
  if (last > newest) throw refuse('migration_newer', { found: last, known: newest });
  const byNumber = new Map(known.map((migration) => [migration.number, migration]));
  for (const { number, name, checksum } of applied) {
    if (byNumber.get(number)?.checksum !== checksum) throw refuse('migration_changed', { file: name });
  }
  const done = new Set(applied.map(({ number }) => number));
  const missing = known.filter(({ number }) => !done.has(number));
  const late = missing.find(({ number }) => number < last);
  if (late !== undefined) throw refuse('migration_missing', { file: late.file, found: last });
  return missing;
}

const states: ReadonlyMap<string, DatabaseCode> = new Map([
  ['42501', 'database_rights'],
  ['25006', 'database_read_only'],
  ['53100', 'database_full'],
] as const);

/** What stands in the way is the server's affair and not that of a migration: rights, a replica, a full disk. */
async function faultOf(client: pg.Client, error: pg.DatabaseError): Promise<Error> {
  const code = states.get(error.code ?? '');
  if (!code) return error;
  const { rows } = await client
    .query('select current_user as user, current_database() as name')
    .catch(() => ({ rows: [] }));
  const detail = [error.message, error.detail].filter(Boolean).join(' · ');
  return refuse(code, { user: '?', name: '?', ...rows[0], place: rows[0]?.name ?? '', detail });
}

async function run(client: pg.Client, { number, file, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query('insert into migration (number, name, checksum) values ($1, $2, $3)', [number, file, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    if (!(error instanceof pg.DatabaseError) || states.has(error.code ?? '')) throw error;
    const line = sql.slice(0, Number(error.position ?? 1)).split('\n').length;
    const detail = [error.message, error.detail, error.hint].filter(Boolean).join(' · ');
    throw refuse('migration_failed', { file, line, detail });
  }
}
