/**
 * Rounds of kill -9 against a whole server under load. After each, every acknowledged act must be there once and be known
 * when it is sent again, and `verify` must find nothing.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../src/server/database/index.ts';
import { openLibrary } from '../../src/server/pack-files.ts';
import { openStore } from '../../src/server/store/open-store.ts';
import { readUnitRows, type UnitFiles } from '../../src/server/store/unit-file.ts';
import { verifyAll } from '../../src/server/store/verify.ts';
import { type Load, type Sent, send, startLoad } from './crash-load.ts';
import { type Dice, diceOf } from './dice.ts';
import { branchesOf } from './unit-files.ts';

const program = fileURLToPath(new URL('./crash-server.ts', import.meta.url));
const counties = ['433124', '430181', '110118'];
/** A day of the server's clock takes 4.3 s, so that days are sealed under load too. */
const clock = { start: Date.parse('2026-03-01T00:00:00Z'), speed: 20_000 };
const targets = ['server', 'postgres', 'backend', 'both'] as const;
export type Target = (typeof targets)[number];

export interface CrashSum {
  readonly rounds: number;
  readonly acts: number;
  readonly sealedDays: number;
  readonly kills: ReadonlyMap<Target, number>;
  readonly answers: ReadonlyMap<string, number>;
  /** Everything that should not be, with its round. Empty when all is well. */
  readonly faults: readonly string[];
}

/** Acts acknowledged in a round before its crash. */
const fewest = 8;

/** Runs rounds on a fresh data folder; the seed decides acts, moments and victims, the machine the rest. */
export async function crashRounds(
  rounds: number,
  seed: number,
  onRound: (line: string) => void = () => {},
): Promise<CrashSum> {
  const folder = mkdtempSync(join(tmpdir(), 'zerentian-crash-'));
  chmodSync(folder, 0o755);
  const dice = diceOf(seed);
  const first = dice.below(targets.length);
  const units = await branchesOf(counties);
  const server = new Victim(join(folder, 'data'), await freePort(), units);
  const kills = new Map<Target, number>();
  const faults: string[] = [];
  let sealedDays = 0;
  let load: Load | undefined;
  try {
    await server.start();
    const clients = Array.from({ length: 8 }, () => diceOf(dice.below(2 ** 32)));
    load = startLoad(server.base, clients, await unitCodes(units));
    for (let round = 1; round <= rounds; round += 1) {
      const heard = load.acknowledged.length + fewest;
      load.resume();
      await sleep(100 + dice.below(900));
      // A busy machine may need longer until there is something to lose.
      while (load.acknowledged.length < heard) await sleep(20);
      const target = targets[(first + round) % targets.length] as Target;
      kills.set(target, (kills.get(target) ?? 0) + 1);
      const before = load.acknowledged.length;
      await server.kill(target, dice);
      // What was acknowledged in the last moments must be known now.
      const lost = await unknownOf(server.base, load.acknowledged.slice(Math.max(0, before - 10), before));
      await sleep(dice.below(300));
      await load.pause();
      const found = await check(server.folder, load.acknowledged);
      sealedDays = found.days;
      const wrong = [...lost, ...load.faults.splice(0), ...found.faults];
      faults.push(...wrong.map((fault) => `round ${round} (${target}): ${fault}`));
      onRound(
        `${round}/${rounds} ${target}: ${load.acknowledged.length} acts, ${found.days} days sealed, ${wrong.length} faults`,
      );
    }
    const { acknowledged, answers } = load;
    return { rounds, acts: acknowledged.length, sealedDays, kills, answers, faults };
  } finally {
    load?.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Acts that the server does not recognize when they are sent again. */
async function unknownOf(base: string, acts: readonly Sent[]): Promise<string[]> {
  const lost: string[] = [];
  for (const act of acts) {
    let answer = await send(base, act);
    for (let i = 0; i < 600 && (!answer || answer[0] === 503); i += 1) {
      await sleep(50);
      answer = await send(base, act);
    }
    const isKnown = answer?.[0] === 200 && (JSON.parse(answer[1]) as { repeated: boolean }).repeated;
    if (!isKnown) lost.push(`acknowledged but unknown: ${act.county} ${act.id}: ${answer?.join(' ').slice(0, 300)}`);
  }
  return lost;
}

/** Acknowledged acts that are missing, acts that nobody sent, and whatever `verify` finds. */
async function check(folder: string, sent: readonly Sent[]): Promise<{ faults: string[]; days: number }> {
  const database = await openDatabase({ databaseUrl: undefined, dataFolder: folder, dataFolderGiven: true });
  try {
    const { rows } = await database.pool.query<{ id: string }>('select id from act');
    const there = new Set(rows.map((row) => row.id));
    const wanted = new Set(sent.map((act) => act.id));
    const { breaches, days } = await verifyAll(openStore(database.pool), await openLibrary());
    return {
      days,
      faults: [
        ...[...wanted].filter((id) => !there.has(id)).map((id) => `acknowledged but lost: ${id}`),
        ...[...there].filter((id) => !wanted.has(id)).map((id) => `there but never acknowledged: ${id}`),
        ...(rows.length === there.size ? [] : ['an act is there twice']),
        ...breaches.map((breach) => `verify: ${JSON.stringify(breach)}`),
      ],
    };
  } finally {
    await database.stop();
  }
}

async function unitCodes({ rows }: UnitFiles): Promise<string[]> {
  const codes: string[] = [];
  for await (const batch of readUnitRows(rows)) codes.push(...batch.map(([code]) => code));
  const places = codes.filter((code) => code.length === 12 && /^2\d\d$/.test(code.slice(9)));
  return [...counties, ...counties, ...places.filter((_, i) => i % 7 === 0)];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** The server under attack and its PostgreSQL; ends only processes of its own data folder, by number. */
class Victim {
  readonly folder: string;
  readonly base: string;
  readonly #port: number;
  readonly #setting: string;
  #child: ChildProcess | undefined;

  constructor(folder: string, port: number, units: UnitFiles) {
    this.folder = folder;
    this.#port = port;
    this.base = `http://127.0.0.1:${port}`;
    this.#setting = JSON.stringify({ units, origin: Date.now(), ...clock });
  }

  /** Starts it and waits until it answers. */
  async start(): Promise<void> {
    const { DATABASE_URL: _, ...env } = process.env;
    const child = spawn(process.execPath, [program, this.#setting], {
      env: { ...env, ZERENTIAN_DATA: this.folder, PORT: String(this.#port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    const lines = createInterface({ input: child.stdout });
    const ended = once(child, 'exit').then(([code, signal]) => {
      throw new Error(`the server ended by itself: ${code ?? signal}`);
    });
    await Promise.race([once(lines, 'line'), ended]);
    ended.catch(() => {});
  }

  async kill(target: Target, dice: Dice): Promise<void> {
    if (target === 'postgres' || target === 'both') killNow(this.#postmaster());
    if (target === 'backend') killNow(this.#backend(dice));
    if (target !== 'server' && target !== 'both') return;
    const child = this.#child as ChildProcess;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    await this.start();
  }

  #postmaster(): number | undefined {
    try {
      const pid = Number.parseInt(readFileSync(join(this.folder, 'postgres/postmaster.pid'), 'utf8'), 10);
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return command.includes(this.folder) ? pid : undefined;
    } catch {
      return undefined;
    }
  }

  /** One of the processes that PostgreSQL keeps for its connections and its own work. */
  #backend(dice: Dice): number | undefined {
    const main = this.#postmaster();
    if (main === undefined) return undefined;
    const children = readFileSync(`/proc/${main}/task/${main}/children`, 'utf8').trim().split(' ').filter(Boolean);
    return Number(children[dice.below(children.length)]);
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }
    killNow(this.#postmaster());
  }
}

function killNow(pid: number | undefined): void {
  try {
    if (pid !== undefined && pid > 1) process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
