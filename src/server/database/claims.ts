/**
 * Which server processes use a data folder, in files that outlive a kill -9 and are known to be stale after it.
 * The last one to leave stops PostgreSQL; starting and stopping exclude each other by a lock.
 */
import { accessSync, constants, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, startedAt } from './process.ts';
import { refuse } from './wording.ts';

const lockName = 'lock';
const lockPatience = 120_000;

/** The claims on one data folder. All calls but `exclusively` are immediate, so they also work while a process ends. */
export class Claims {
  readonly #folder: string;
  readonly #dataFolder: string;

  constructor(dataFolder: string) {
    this.#dataFolder = dataFolder;
    this.#folder = join(dataFolder, 'in-use');
  }

  /** Says that this process uses the folder; to be called inside `exclusively`. */
  take(): void {
    writeFileSync(join(this.#folder, String(process.pid)), startedAt(process.pid));
  }

  /** Takes the claim back; saying so twice does no harm. */
  release(): void {
    rmSync(join(this.#folder, String(process.pid)), { force: true });
  }

  /** Numbers of other running processes that use the folder; claims of dead ones are cleared away. */
  others(): number[] {
    return this.#claimants().filter((pid) => pid !== process.pid);
  }

  /** Runs `work` while no other process does the same for this folder. Refuses with `database_busy` after two minutes. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    try {
      mkdirSync(this.#folder, { recursive: true });
      accessSync(this.#folder, constants.W_OK);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw refuse('database_folder', { folder: this.#folder, detail: String(code) });
    }
    const lock = join(this.#folder, lockName);
    const until = Date.now() + lockPatience;
    while (!this.#tryLock(lock)) {
      if (Date.now() > until) throw refuse('database_busy', { holder: read(lock), folder: this.#dataFolder });
      await sleep(30);
    }
    try {
      return await work();
    } finally {
      rmSync(lock, { force: true });
    }
  }

  #tryLock(lock: string): boolean {
    try {
      writeFileSync(lock, `${process.pid} ${startedAt(process.pid)}`, { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = read(lock);
    const [pid, since] = holder.split(' ');
    const isStale = holder === '' ? age(lock) > 5_000 : !isRunning(Number(pid), since);
    if (isStale && read(lock) === holder) rmSync(lock, { force: true });
    return false;
  }

  #claimants(): number[] {
    const alive: number[] = [];
    for (const name of readFolder(this.#folder)) {
      if (!/^\d+$/.test(name)) continue;
      const path = join(this.#folder, name);
      if (isRunning(Number(name), read(path))) alive.push(Number(name));
      else rmSync(path, { force: true });
    }
    return alive;
  }
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

// A process killed between making the lock and signing it leaves an empty file.
function age(path: string): number {
  return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
