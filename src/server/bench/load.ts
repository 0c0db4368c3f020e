/** Loading the tree: the program's own way, beside one bare COPY of the same rows into the same indexed table. */
import type pg from 'pg';
import { migrate, openPool, type ThrowAway } from '../database/index.ts';
import { copy, loadUnits } from '../store/load-units.ts';
import { inChunks } from '../store/open-store.ts';
import { type Line, ratioOf, seconds } from './line.ts';

/** A migrated database of its own. */
export async function freshPool(cluster: ThrowAway, name: string): Promise<pg.Pool> {
  const admin = openPool(cluster.url('postgres'), 1);
  await admin.query(`create database ${name}`);
  await admin.end();
  await migrate(cluster.url(name));
  return openPool(cluster.url(name), 10);
}

/** Every unit as a line of COPY, in the order in which the program loads them. */
async function linesOf(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(
    `select concat_ws(chr(9), code, coalesce(parent, '\\N'), level, kind, farming::text, name, pinyin, initials,
       valid_from::text, coalesce(valid_to::text, '\\N')) as line
     from unit order by length(code) = 12, code`,
  );
  return rows.map((row) => `${row.line}\n`);
}

/** Loads the tree into the database `nation`, whose pool is given back, and the same rows bare into another. */
export async function loadNation(cluster: ThrowAway): Promise<{ pool: pg.Pool; line: Line }> {
  const pool = await freshPool(cluster, 'nation');
  const start = performance.now();
  await loadUnits(pool);
  const taken = (performance.now() - start) / 1000;
  const lines = await linesOf(pool);
  const other = await freshPool(cluster, 'bare');
  const client = await other.connect();
  const bareStart = performance.now();
  await copy(client, 'unit', inChunks(lines));
  const bare = (performance.now() - bareStart) / 1000;
  client.release();
  await other.end();
  const line = {
    what: 'loading all 665,277 units from nothing',
    measured: seconds(taken),
    raw: `bare COPY into the same indexed table: ${seconds(bare)}`,
    ratio: ratioOf(taken, bare),
    target: '≤ 2 ×',
    reached: taken <= 2 * bare,
    note: 'reading the packed file, flags, counts by profile included',
  };
  return { pool, line };
}
