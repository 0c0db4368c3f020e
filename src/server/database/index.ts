/**
 * The database of a run: the embedded PostgreSQL of the data folder or the outside one of DATABASE_URL, migrated, with a
 * pool over it. Everything that knows how PostgreSQL is started, found, watched and stopped lies in this folder.
 */
import type pg from 'pg';
import type { Config } from '../config.ts';
import { openEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { openPool } from './pool.ts';

export { backUp, restore } from './backup.ts';
export { migrate } from './migrate.ts';
export { openPool } from './pool.ts';
export { startThrowAway, type ThrowAway } from './throw-away.ts';

export type Database = {
  pool: pg.Pool;
  /** Address for further connections (COPY, LISTEN). */
  url: string;
  /** Data folder of the embedded PostgreSQL, which may not be the configured default; absent for an outside one. */
  folder: string | undefined;
  /** Files of the migrations that ran now. */
  migrated: string[];
  /** Closes the pool and leaves PostgreSQL, which stops when no other server uses it. May be called twice. */
  stop(): Promise<void>;
};

/** What the caller may want to tell its operator while the database is open. */
export type Events = { onRestart?: () => void; onFailure?: (error: unknown) => void };

/**
 * Opens and migrates the database. Whatever goes wrong, an embedded PostgreSQL started here does not stay behind.
 * Refuses with a `database_…` or `migration_…` code, whose facts hold the sentences `zh` and `en`.
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataFolder' | 'dataFolderGiven'>,
  events: Events = {},
): Promise<Database> {
  const { databaseUrl, ...folder } = config;
  const server =
    databaseUrl === undefined
      ? await openEmbedded({ ...folder, ...events })
      : { url: databaseUrl, folder: undefined, stop: async () => {} };
  try {
    const migrated = await migrate(server.url);
    const pool = openPool(server.url);
    let closed: Promise<void> | undefined;
    const stop = () => {
      closed ??= pool.end().then(server.stop);
      return closed;
    };
    return { pool, url: server.url, folder: server.folder, migrated, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
