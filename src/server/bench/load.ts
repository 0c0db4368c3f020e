/** Loading the tree: the program's own way, beside one bare COPY of the same rows into the same indexed table. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { migrate, openPool, type ThrowAway } from '../database/index.ts';
import { loadUnits } from '../store/load-units.ts';
import { type Line, ratioOf, seconds } from './line.ts';

async function freshPool(cluster: ThrowAway, name: string): Promise<pg.Pool> {
  const admin = openPool(cluster.url('postgres'), 1);
  await admin.query(`create database ${name}`);
  await admin.end();
  await migrate(cluster.url(name));
  return openPool(cluster.url(name), 10);
}

async function rowsOf(pool: pg.Pool): Promise<Buffer[]> {
  const client = await pool.connect();
  const chunks: Buffer[] = [];
  const order = '(select * from unit order by length(code) = 12, code)';
  for await (const chunk of client.query(copyTo(`copy ${order} to stdout`))) chunks.push(chunk as Buffer);
  client.release();
  const whole = Buffer.concat(chunks);
  const size = 1 << 16;
  return Array.from({ length: Math.ceil(whole.length / size) }, (_, at) => whole.subarray(at * size, (at + 1) * size));
}

/** Loads the tree into the database `nation`, whose pool is given back, and the same rows bare into another. */
export async function loadNation(cluster: ThrowAway): Promise<{ pool: pg.Pool; line: Line }> {
  const pool = await freshPool(cluster, 'nation');
  const start = performance.now();
  await loadUnits(pool);
  const taken = (performance.now() - start) / 1000;
  const rows = await rowsOf(pool);
  const other = await freshPool(cluster, 'bare');
  const client = await other.connect();
  const bareStart = performance.now();
  await pipeline(Readable.from(rows), client.query(copyFrom('copy unit from stdin')));
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
