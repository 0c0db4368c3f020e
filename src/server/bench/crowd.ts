/** Two hundred people of one county at work at once, over sockets: with pauses as people make them, and without any. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseUnitCode } from '#org';
import { environmentWith } from '../config.ts';
import { type Database, openDatabase } from '../database/index.ts';
import { newToken, tokenHash } from '../people/tokens.ts';
import { openStore } from '../store/open-store.ts';
import { addAccount } from '../store/people/accounts.ts';
import { openSession } from '../store/people/sessions.ts';
import { plantTenures } from '../store/plant.ts';
import type { CrowdResult, CrowdTask } from './crowd-client.ts';
import { type Line, milliseconds, quantile } from './line.ts';

const county = '433124';
const size = 200;
const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const client = fileURLToPath(new URL('./crowd-client.ts', import.meta.url));

/** Starts a server on a data folder with the sample in it and lets the crowd in. */
export async function crowdLines(folder: string, port: number): Promise<Line[]> {
  // It believes the client where its people sit: each has a network address of its own.
  const changes = { ZERENTIAN_DATA: folder, PORT: String(port), ZERENTIAN_PROXY: '127.0.0.1', DATABASE_URL: undefined };
  const env = environmentWith(changes);
  const child = spawn(process.execPath, [main, 'start'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((resolve) => child.on('close', resolve));
  try {
    return await measured(folder, port, await todayWhenReady(port));
  } finally {
    child.kill('SIGINT');
    await ended;
  }
}

/** The server's own day, once everything is in. */
async function todayWhenReady(port: number): Promise<string> {
  for (let tries = 0; tries < 600; tries += 1) {
    const reply = await fetch(`http://127.0.0.1:${port}/api/status`).catch(() => null);
    const status = (await reply?.json()) as { ready: boolean; today: string } | undefined;
    if (status?.ready) return status.today;
    await sleep(200);
  }
  throw new Error('the server did not answer in time');
}

async function measured(folder: string, port: number, day: string): Promise<Line[]> {
  const database = await openDatabase({ databaseUrl: undefined, dataFolder: folder, dataFolderGiven: true });
  try {
    const people = await bringIn(database, day);
    const task = { port, day, people, seconds: 30 };
    const calm = await played({ ...task, pause: 2000, again: 2000 });
    const busy = await played({ ...task, pause: 0, again: 1000 });
    return [calmLine(calm), busyLine(busy)];
  } finally {
    await database.stop();
  }
}

/** Seats, accounts and sessions: cadres of villages and townships, staff of the county's office. */
async function bringIn({ pool }: Database, day: string): Promise<CrowdTask['people']> {
  const { rows } = await pool.query<{ code: string; level: string }>(
    `select code, level from unit where starts_with(code, $1) and kind in ('village', 'township', 'town', 'county')
      order by length(code) desc, code`,
    [county],
  );
  const seats = { village: 'village-cadre', township: 'township-cadre', county: 'rural-work-office-staff' } as const;
  const stores = openStore(pool);
  const at = new Date();
  const made = Array.from({ length: size }, (_, n) => {
    const level = n % 10 < 7 ? 'village' : n % 10 < 9 ? 'township' : 'county';
    const units = rows.filter((row) => row.level === level);
    const { code } = units[n % units.length] ?? { code: county };
    const person = `sample-${at.getTime()}-${n}`;
    return { n, unit: code, seat: seats[level], person, name: `示例众${n}`, account: randomUUID(), token: newToken() };
  });
  await stores.asLoader(async (store) => {
    await plantTenures(
      store,
      made.map(({ unit, seat, person, name }) => ({
        id: randomUUID(),
        unit: parseUnitCode(unit),
        seat,
        person,
        name,
        from: day,
        to: null,
        acting: false,
        sample: true,
      })),
    );
  });
  await stores.writing('0', async (store) => {
    for (const { n, account, person, name, token } of made) {
      await addAccount(store, {
        id: account,
        userName: `crowd-${at.getTime()}-${n}`,
        name,
        person,
        by: 'bench',
        at,
        isSample: true,
      });
      const session = { id: randomUUID(), account, how: 'bench', address: '127.0.0.1', agent: 'bench', at };
      await openSession(
        store,
        { ...session, tokenHash: tokenHash(token), endsAt: new Date(at.getTime() + 3_600_000) },
        3,
      );
    }
  });
  return made.map(({ n, token, unit }) => ({ token, unit, address: `10.1.${n >> 7}.${(n & 127) + 1}` }));
}

async function played(task: CrowdTask): Promise<CrowdResult> {
  const child = spawn(process.execPath, [client], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(task));
  return JSON.parse(await text(child.stdout)) as CrowdResult;
}

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const p95 = (values: readonly number[]): string => milliseconds(quantile(sorted(values), 0.95));
const slowest = ({ reads, writes }: CrowdResult): number =>
  Math.max(quantile(sorted(reads), 0.95), quantile(sorted(writes), 0.95));

/** Any answer that is neither done nor sent away is a fault of the measurement or of the program. */
function strays({ others }: CrowdResult): string {
  const found = Object.entries(others).map(([status, count]) => `${count} × ${status}`);
  return found.length === 0 ? '' : `; ${found.join(', ')}`;
}

function calmLine(result: CrowdResult): Line {
  const { reads, writes, away } = result;
  const all = reads.length + writes.length + away.length;
  return {
    what: `${size} signed-in people of one county at once, each an action every two seconds, a fifth of them acts`,
    measured: `${(all / 30).toFixed(0)} a second; reading p95 ${p95(reads)}, writing p95 ${p95(writes)}, sent away ${share(away.length, all)}${strays(result)}`,
    raw: '–',
    ratio: '–',
    target: 'p95 ≤ 1 s, nobody sent away',
    reached: slowest(result) <= 1000 && away.length === 0 && strays(result) === '',
    note: 'over sockets, the asking process on the same two cores',
  };
}

function busyLine(result: CrowdResult): Line {
  const { reads, writes, away } = result;
  const done = reads.length + writes.length;
  const all = done + away.length;
  return {
    what: `the same people without any pause, whoever is sent away back after a second`,
    measured: `${(done / 30).toFixed(0)} a second done; reading p95 ${p95(reads)}, writing p95 ${p95(writes)}; sent away ${share(away.length, all)}, told so in p95 ${p95(away)}${strays(result)}`,
    raw: '–',
    ratio: '–',
    target: 'accepted p95 ≤ 1 s, the rest 503',
    reached: slowest(result) <= 1000 && strays(result) === '',
    note: 'far more than can be done',
  };
}

const share = (part: number, all: number): string => `${((100 * part) / Math.max(1, all)).toFixed(1)} %`;
