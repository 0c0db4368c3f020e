/** Some branches of the real tree with the sample in them: three townships of the deep county, two of each other one. */
import type { Context, RunState } from '../../src/server/routes/context.ts';
import { type SampleOutcome, writeSample } from '../../src/server/sample/write-sample.ts';
import { loadUnits } from '../../src/server/store/load-units.ts';
import { openStore } from '../../src/server/store/open-store.ts';
import type { UnitFiles } from '../../src/server/store/unit-file.ts';
import { startCounting } from '../../src/server/store/what-if/counting.ts';
import { freshFiles } from './fresh-files.ts';
import { library } from './packs.ts';
import { type FreshDatabase, freshDatabase } from './postgres.ts';
import { branchesOf } from './unit-files.ts';

export const sampleBranches = [
  ...['433124102', '433124103', '433124105'],
  ...['110118100', '110118101', '430121102', '430121104'],
];

let files: Promise<UnitFiles> | undefined;

export interface SampledDatabase {
  readonly database: FreshDatabase;
  readonly context: Context;
  readonly outcome: SampleOutcome;
}

/** A database with those branches and nothing recorded. */
export async function databaseWithUnits(): Promise<FreshDatabase> {
  files ??= branchesOf(sampleBranches);
  const database = await freshDatabase();
  await loadUnits(database.pool, { files: await files });
  return database;
}

/** The same with the sample of a day; handlers over its context look from that day. */
export async function sampledDatabase(today: string, seed?: number): Promise<SampledDatabase> {
  const database = await databaseWithUnits();
  const stores = openStore(database.pool);
  const options = seed === undefined ? { today } : { today, seed };
  const outcome = await writeSample(stores, library(), options);
  const state: RunState = { loading: null, upper: true, villages: true, sample: true, units: 0 };
  const now = () => new Date(`${today}T10:00:00+08:00`);
  const counting = startCounting(stores, library());
  return {
    database,
    outcome,
    context: { stores, library: library(), version: '0.0.0', state, counting, files: freshFiles(), now },
  };
}
