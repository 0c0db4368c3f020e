/** Starting, finding and stopping the main process of a PostgreSQL cluster, also after either side was killed. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runAs } from './account.ts';
import { type Cluster, clearSocketFolder } from './cluster.ts';
import { isRunningWith, processesWith } from './process.ts';
import { refuse } from './wording.ts';

/** A running main process as its `postmaster.pid` describes it. */
export type Postmaster = { pid: number; socketFolder: string; isReady: boolean };

const logLimit = 10 * 2 ** 20;
/** Crash recovery of a large cluster takes long; a server that says nothing at all does not. */
const startPatience = 600_000;
const stopPatience = 60_000;

/** The main process of the cluster if it runs; a zombie or a stranger with its number does not count. */
export function findPostmaster(cluster: Cluster): Postmaster | undefined {
  const [pid, , , , socketFolder = '', , , status = ''] = readLines(join(cluster.folder, 'postmaster.pid'));
  if (pid === undefined || !isRunningWith(Number(pid), marksOf(cluster))) return undefined;
  return { pid: Number(pid), socketFolder, isReady: status.trim() === 'ready' };
}

/** Whether the cluster accepts connections, as far as can be seen without making one. */
export function isUp(cluster: Cluster): boolean {
  const found = findPostmaster(cluster);
  return found?.isReady === true && hasSocket(found);
}

/**
 * Makes sure that the cluster accepts connections and returns its main process: the one that runs already (started by
 * another server, or orphaned by a kill -9) or a new one. Refuses with `database_start` and the end of the log.
 */
export async function ensurePostmaster(cluster: Cluster): Promise<Postmaster> {
  const until = Date.now() + startPatience;
  let attempts = 0;
  while (Date.now() < until) {
    const found = findPostmaster(cluster);
    if (found?.isReady) {
      if (hasSocket(found)) return found;
      await stopPostmaster(cluster); // Somebody cleaned the temporary folder: without its socket it is of no use.
    } else if (found !== undefined) {
      await sleep(15); // Starting or stopping at this moment.
    } else {
      await clearRemains(cluster);
      const failure = await start(cluster);
      if (failure !== undefined && (!isPassing(failure) || ++attempts > 20)) {
        const full = /^.*No space left on device.*$/m.exec(failure);
        if (full) throw refuse('database_full', { place: cluster.folder, detail: full[0].trim() });
        throw refuse('database_start', { log: cluster.log, detail: failure });
      }
      if (failure !== undefined) await sleep(250);
    }
  }
  throw refuse('database_start', { log: cluster.log, detail: endOf(cluster.log) });
}

/** Stops the cluster cleanly (open transactions are rolled back) and waits for it; does nothing when it is down. */
export async function stopPostmaster(cluster: Cluster): Promise<void> {
  const found = findPostmaster(cluster);
  if (found === undefined) return;
  const until = Date.now() + stopPatience;
  askToStop(found.pid);
  while (findPostmaster(cluster)?.pid === found.pid) {
    if (Date.now() > until) return void process.kill(found.pid, 'SIGQUIT');
    await sleep(10);
  }
}

/** Sends the signal for a fast, clean shutdown and returns at once. */
export function askToStop(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Starts and waits until ready; gives the end of the log when the process ended instead. */
async function start(cluster: Cluster): Promise<string | undefined> {
  rotate(cluster.log);
  const log = openSync(cluster.log, 'a');
  const child = spawn(cluster.programs.postgres, ['-D', cluster.folder], {
    ...runAs(cluster.account),
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let failure: string | undefined;
  child.on('error', (error) => {
    failure = error.message;
  });
  child.on('exit', () => {
    failure = endOf(cluster.log);
  });
  child.unref();
  while (failure === undefined) {
    const found = findPostmaster(cluster);
    if (found?.pid === child.pid && found?.isReady) return undefined;
    await sleep(10);
  }
  return failure;
}

/**
 * After a kill -9: waits until the children of the dead server are gone too, then takes away what it left, since
 * PostgreSQL itself refuses to start while the number in `postmaster.pid` is a zombie or somebody else's.
 */
async function clearRemains(cluster: Cluster): Promise<void> {
  const until = Date.now() + 20_000;
  while (processesWith(marksOf(cluster)).length > 0) {
    if (findPostmaster(cluster) !== undefined || Date.now() > until) return;
    await sleep(25);
  }
  if (process.platform === 'linux') rmSync(join(cluster.folder, 'postmaster.pid'), { force: true });
  clearSocketFolder(cluster);
}

// The main process shows the folder in its command line, its children the name of the cluster.
function marksOf(cluster: Cluster): string[] {
  return [`\0-D\0${cluster.folder}\0`, `postgres: ${cluster.name}: `];
}

function hasSocket(found: Postmaster): boolean {
  return existsSync(join(found.socketFolder, '.s.PGSQL.5432'));
}

/** Failures that pass by themselves: the last children of a killed server are still on their way out. */
function isPassing(failure: string): boolean {
  return /pre-existing shared memory block|lock file ".*" already exists/.test(failure);
}

function rotate(log: string): void {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > logLimit) renameSync(log, `${log}.1`);
}

function endOf(log: string): string {
  return readLines(log).slice(-12).join('\n').trim();
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}
