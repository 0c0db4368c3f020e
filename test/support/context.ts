/** A context of handlers over a fresh database with the small tree of the example province. */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFiles } from '../../src/server/files/blobs.ts';
import { readFiles } from '../../src/server/files/setting.ts';
import type { Context, RunState } from '../../src/server/routes/context.ts';
import { openStore } from '../../src/server/store/open-store.ts';
import { startCounting } from '../../src/server/store/what-if/counting.ts';
import { library } from './packs.ts';
import { type FreshDatabase, freshDatabase } from './postgres.ts';
import { plantKites } from './tree.ts';

/** Everything is in but the sample. */
export async function testContext({
  now,
}: {
  now: () => Date;
}): Promise<{ database: FreshDatabase; context: Context }> {
  const database = await freshDatabase();
  await plantKites(database.pool);
  const stores = openStore(database.pool);
  const packs = library('example', 'example-county');
  const state: RunState = { loading: null, upper: true, villages: true, sample: false, units: 16 };
  const counting = startCounting(stores, packs, () => {}, 0);
  const files = openFiles(readFiles({ ZERENTIAN_FILES: join(tmpdir(), `zerentian-files-${randomUUID()}`) }), '/x');
  return { database, context: { stores, library: packs, version: '0.0.0', state, counting, files, now } };
}
