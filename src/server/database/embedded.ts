/** The embedded PostgreSQL of a data folder: up while somebody uses it, started again when it dies, stopped by the last. */
import pg from 'pg';
import { Claims } from './claims.ts';
import { makeDataFolder, prepareCluster, removeSocketFolder, socketUrl } from './cluster.ts';
import { guardExit } from './exit-guard.ts';
import { askToStop, ensurePostmaster, findPostmaster, isUp, stopPostmaster } from './postmaster.ts';

export type Embedded = {
  url: string;
  folder: string;
  /** Leaves the cluster; stops PostgreSQL unless another server process uses the same folder. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  dataFolder: string;
  dataFolderGiven: boolean;
  /** Told when PostgreSQL had died and was started again. */
  onRestart?: () => void;
  /** Told when it died and could not be started; tried again each second. */
  onFailure?: (error: unknown) => void;
};

const databaseName = 'zerentian';
const watchEvery = 1_000;

/** Starts or adopts the PostgreSQL of the data folder and watches over it. Refuses with a `database_…` code. */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const folder = makeDataFolder(options.dataFolder, options.dataFolderGiven);
  const claims = new Claims(folder);
  const leaveGuard = { run: () => {} };
  const unguard = guardExit(() => leaveGuard.run());
  try {
    const cluster = await claims.exclusively(async () => {
      claims.take();
      const prepared = prepareCluster(folder);
      leaveGuard.run = () => {
        claims.release();
        const found = findPostmaster(prepared);
        if (claims.others().length > 0) return;
        if (found !== undefined) askToStop(found.pid);
        removeSocketFolder(prepared);
      };
      await ensurePostmaster(prepared);
      return prepared;
    });
    const stopWatch = watch(
      () => isUp(cluster),
      () => claims.exclusively(() => ensurePostmaster(cluster)),
      options,
    );
    const { socketFolder } = findPostmaster(cluster) ?? cluster;
    await makeDatabase(socketUrl(socketFolder, 'postgres'));
    const stop = async (): Promise<void> => {
      await stopWatch();
      await claims.exclusively(async () => {
        claims.release();
        if (claims.others().length > 0) return;
        await stopPostmaster(cluster);
        removeSocketFolder(cluster);
      });
      unguard();
    };
    return { url: socketUrl(socketFolder, databaseName), folder, stop: once(stop) };
  } catch (error) {
    leaveGuard.run();
    claims.release();
    unguard();
    throw error;
  }
}

/** Looks once a second and repairs; the result ends the watch, after a repair under way. */
function watch(isFine: () => boolean, repair: () => Promise<unknown>, options: EmbeddedOptions): () => Promise<void> {
  let repairing: Promise<void> | undefined;
  const timer = setInterval(() => {
    if (repairing !== undefined || isFine()) return;
    repairing = repair()
      .then(() => options.onRestart?.())
      .catch((error) => options.onFailure?.(error))
      .finally(() => {
        repairing = undefined;
      });
  }, watchEvery);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await repairing;
  };
}

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
  } catch (error) {
    // Made by another server process at this very moment.
    if (!['42P04', '23505'].includes((error as pg.DatabaseError).code ?? '')) throw error;
  } finally {
    await client.end();
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
