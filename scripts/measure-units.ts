/**
 * Measures the administrative tree in a throw-away database: loading against a bare COPY of the same rows into the same
 * indexed table, then search and children. Run by hand: `node scripts/measure-units.ts [rounds]`.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { parseUnitCode } from '#org';
import { migrate, openPool, startThrowAway } from '../src/server/database/index.ts';
import { loadUpperUnits, loadVillages } from '../src/server/store/load-units.ts';
import { openStore, type Stores } from '../src/server/store/open-store.ts';
import { listChildren, searchUnits } from '../src/server/store/units.ts';

const rounds = Number(process.argv[2] ?? 3);
const seconds = (from: number) => (performance.now() - from) / 1000;

async function loadOnce(url: string): Promise<{ upper: number; all: number }> {
  await migrate(url);
  const pool = openPool(url, 2);
  const start = performance.now();
  await loadUpperUnits(pool);
  const upper = seconds(start);
  await loadVillages(pool);
  const all = seconds(start);
  await pool.end();
  return { upper, all };
}

async function bareCopy(url: string, rows: Buffer[]): Promise<number> {
  await migrate(url);
  const pool = openPool(url, 1);
  const client = await pool.connect();
  const start = performance.now();
  await pipeline(Readable.from(rows), client.query(copyFrom('copy unit from stdin')));
  const taken = seconds(start);
  client.release();
  await pool.end();
  return taken;
}

async function allRows(pool: pg.Pool): Promise<Buffer[]> {
  const client = await pool.connect();
  const chunks: Buffer[] = [];
  const order = '(select * from unit order by length(code) = 12, code)';
  for await (const chunk of client.query(copyTo(`copy ${order} to stdout`))) chunks.push(chunk as Buffer);
  client.release();
  const whole = Buffer.concat(chunks);
  const pieces: Buffer[] = [];
  for (let at = 0; at < whole.length; at += 1 << 16) pieces.push(whole.subarray(at, at + (1 << 16)));
  return pieces;
}

async function time(label: string, work: () => Promise<number>): Promise<void> {
  const taken: number[] = [];
  let rows = 0;
  for (let turn = 0; turn < 20; turn++) {
    const start = performance.now();
    rows = await work();
    taken.push(performance.now() - start);
  }
  taken.sort((a, b) => a - b);
  const at = (share: number) => (taken[Math.ceil(taken.length * share) - 1] as number).toFixed(1).padStart(7);
  console.log(`${label.padEnd(28)} ${String(rows).padStart(4)} rows  p50 ${at(0.5)} ms  p95 ${at(0.95)} ms`);
}

async function readings(stores: Stores): Promise<void> {
  const queries =
    '花垣 十八洞 花园 密云 东莞 仙桃 村 大 龘 新华村 民委 园花 huayuan xian bad shibadong yuanhua hyx ylzcwh zzq 4331 433124 43312411 9'.split(
      ' ',
    );
  for (const text of queries) {
    await time(`search ${text}`, () => stores.as('0', async (store) => (await searchUnits(store, text)).length));
  }
  const inside = { within: parseUnitCode('43'), level: 'village' } as const;
  await time('search 花 in 43, villages', () =>
    stores.as('0', async (store) => (await searchUnits(store, '花', inside)).length),
  );
  for (const code of ['0', '37', '5002', '433124', '433124109', '371728']) {
    const unit = parseUnitCode(code);
    await time(`children of ${code}`, () =>
      stores.as('0', async (store) => (await listChildren(store, unit, { day: '2026-01-01', limit: 1000 })).length),
    );
  }
}

const cluster = await startThrowAway();
const admin = openPool(cluster.url('postgres'), 1);
try {
  let rows: Buffer[] = [];
  let last = '';
  for (let round = 1; round <= rounds; round++) {
    await admin.query(`create database load_${round}`);
    await admin.query(`create database bare_${round}`);
    const load = await loadOnce(cluster.url(`load_${round}`));
    last = cluster.url(`load_${round}`);
    if (rows.length === 0) {
      const pool = openPool(last, 1);
      rows = await allRows(pool);
      await pool.end();
    }
    const bare = await bareCopy(cluster.url(`bare_${round}`), rows);
    await admin.query(`drop database bare_${round}`);
    console.log(
      `round ${round}: upper ${load.upper.toFixed(2)} s, all ${load.all.toFixed(2)} s, bare COPY ${bare.toFixed(2)} s, ratio ${(load.all / bare).toFixed(2)}`,
    );
  }
  const pool = openPool(last, 2);
  await readings(openStore(pool));
  const profiles = await pool.query(
    `select level, kind, farming, sum(began - ended)::int as units from unit_count where scope = '0'
     group by 1, 2, 3 order by 4`,
  );
  for (const row of profiles.rows) console.log(`${row.level} ${row.kind} ${row.farming} ${row.units}`);
  await pool.end();
} finally {
  await admin.end();
  await cluster.stop();
}
