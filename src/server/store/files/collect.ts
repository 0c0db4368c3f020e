/** Dropping what nobody attached: rows without an act after some hours, and bytes that no row speaks of. */

import { sql } from 'kysely';
import { parseUnitCode, reach } from '#org';
import type { BlobKey, Blobs, Files } from '../../files/blobs.ts';
import type { Store, Stores } from '../open-store.ts';

/** What was dropped. */
export interface Dropped {
  readonly rows: number;
  readonly blobs: number;
}

/**
 * Keeps the bytes of a file and notes it, `note` in the same transaction. They are written first, and looked for again
 * under the lock of their key, because a collection may have run in between.
 */
export async function keepBlob(
  stores: Stores,
  blobs: Blobs,
  key: BlobKey,
  bytes: Uint8Array,
  note: (store: Store) => Promise<void>,
): Promise<void> {
  await blobs.put(key, bytes);
  await stores.writing(reach.everything(parseUnitCode(key.county)), async (store) => {
    await lock(store, key);
    await note(store);
    if (!(await blobs.has(key))) await blobs.put(key, bytes);
  });
}

/** Drops every file that was sent before `before` (ISO) and never attached. Safe beside sending, attaching and itself. */
export async function collectDead(stores: Stores, blobs: Blobs, before: string): Promise<Dropped> {
  let [rows, dropped] = [0, 0];
  for (;;) {
    const dead = await stores.asLoader((store) =>
      store.rows<{ county: string; digest: string }>(sql`
        select distinct county_code county, digest from file where attached_at is null and sent_at < ${before} limit 200`),
    );
    for (const key of dead) {
      const gone = await dropOne(stores, blobs, key, before);
      rows += gone.rows;
      dropped += gone.blobs;
    }
    if (dead.length < 200) break;
  }
  return { rows, blobs: dropped + (await sweep(stores, blobs, before)) };
}

/** The row first: an act that attaches it at the same moment holds its lock, and then it is no longer without an act. */
const dropOne = (stores: Stores, blobs: Blobs, key: BlobKey, before: string): Promise<Dropped> =>
  stores.asLoader(async (store) => {
    await lock(store, key);
    const gone = await store.rows(sql`delete from file
      where county_code = ${key.county} and digest = ${key.digest} and attached_at is null and sent_at < ${before}
      returning 1`);
    const isFree = await isFreeOf(store, key);
    if (isFree) await blobs.remove(key);
    return { rows: gone.length, blobs: isFree ? 1 : 0 };
  });

/** Bytes without any row: a server that died between the two left them. */
async function sweep(stores: Stores, blobs: Blobs, before: string): Promise<number> {
  let dropped = 0;
  for await (const { changed, ...key } of blobs.all()) {
    if (changed.toISOString() >= before) continue;
    const isGone = await stores.asLoader(async (store) => {
      if (!(await isFreeOf(store, key))) return false;
      await lock(store, key);
      if (!(await isFreeOf(store, key))) return false;
      await blobs.remove(key);
      return true;
    });
    if (isGone) dropped += 1;
  }
  return dropped;
}

async function isFreeOf(store: Store, { county, digest }: BlobKey): Promise<boolean> {
  const rows = await store.rows(sql`select 1 from file where county_code = ${county} and digest = ${digest} limit 1`);
  return rows.length === 0;
}

const lock = (store: Store, { county, digest }: BlobKey): Promise<unknown[]> =>
  store.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`file ${county} ${digest}`}, 0))`);

export interface Collector {
  stop(): Promise<void>;
}

/** Collects a minute after the start and every hour after that. */
export function startCollector(
  stores: Stores,
  { blobs, limits }: Files,
  now: () => Date,
  onError: (error: unknown) => void,
): Collector {
  let running: Promise<unknown> = Promise.resolve();
  const run = (): void => {
    const before = new Date(now().getTime() - limits.hours * 3_600_000).toISOString();
    running = running.then(() => collectDead(stores, blobs, before)).catch(onError);
  };
  const first = setTimeout(run, 60_000).unref();
  const every = setInterval(run, 3_600_000).unref();
  return {
    stop: async () => {
      clearTimeout(first);
      clearInterval(every);
      await running;
    },
  };
}
