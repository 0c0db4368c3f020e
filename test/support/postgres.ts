/**
 * Databases for tests: `const db = await freshDatabase()` in a `before` hook or a test, and no clean-up, which happens
 * when the file is done. All files of one `npm test` share a cluster; a file run alone starts its own.
 */
import { after } from 'node:test';
import type pg from 'pg';
import { openPool } from '../../src/server/database/index.ts';
import {
  cloneTemplate,
  clusterVariable,
  dropDatabase,
  makeEmpty,
  startTestCluster,
  type TestCluster,
} from './cluster.ts';

export type FreshDatabase = {
  url: string;
  /** Connects as the owner, as the program does; `select set_ctx($1)` bounds a transaction. */
  pool: pg.Pool;
};

let cluster: Promise<TestCluster> | undefined;
const open: FreshDatabase[] = [];

/** A new database with all migrations, cloned from the template: 30 to 60 ms. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { url } = await sharedCluster();
  return remember(await cloneTemplate(url));
}

/** A new database with nothing in it. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  const { url } = await sharedCluster();
  return remember(await makeEmpty(url));
}

/** The cluster of this run. */
export function sharedCluster(): Promise<TestCluster> {
  const given = process.env[clusterVariable];
  cluster ??= given === undefined ? startTestCluster() : Promise.resolve({ url: given, stop: async () => {} });
  return cluster;
}

function remember(url: string): FreshDatabase {
  const database = { url, pool: openPool(url, 8) };
  open.push(database);
  return database;
}

after(async () => {
  if (cluster === undefined) return;
  const { url, stop } = await cluster;
  for (const database of open) {
    if (!database.pool.ended) await database.pool.end();
    await dropDatabase(url, database.url);
  }
  await stop();
});
