/**
 * Checks what is stored against what the acts say: the chain of hashes, the seals, every record, credit and progress row,
 * every tally. Home by home, each as of one moment, in batches: memory does not grow with the number of acts.
 */
import { sql } from 'kysely';
import type { Library } from '#regime';
import type { Store, Stores } from './open-store.ts';
import type { Breach } from './proof/breach.ts';
import { verifyChain, verifySeals } from './proof/verify-chain.ts';
import { type OwnSums, verifyForeign, verifyProgress, verifyTally } from './proof/verify-progress.ts';
import { verifyRecords } from './proof/verify-records.ts';

export type { Breach } from './proof/breach.ts';

export interface Verified {
  readonly homes: number;
  readonly acts: number;
  /** Sealed days, and the root of the last one: compare it with the one kept elsewhere. */
  readonly days: number;
  readonly last: { readonly day: string; readonly root: string } | null;
  /** At most twenty for each home. */
  readonly breaches: readonly Breach[];
}

const most = 20;

/** Checks everything; `onHome` hears of each home before it is checked. */
export async function verifyAll(
  stores: Stores,
  library: Library,
  onHome: (home: string, done: number, total: number) => void = () => {},
): Promise<Verified> {
  const homes = await stores.asChecker((store) =>
    store.rows<{ code: string }>(sql`
      select county_code code from act_chain union select county_code from act union select county_code from record
      union select county_code from fulfilment union select county_code from fulfilment_record
      union select county_code from tally union select county_code from tally_delta
      union select county_code from seal_home order by 1`),
  );
  const breaches: Breach[] = [];
  let acts = 0;
  for (const [index, { code }] of homes.entries()) {
    onHome(code, index, homes.length);
    const found = await stores.asChecker((store) => verifyHome(store, library, code));
    acts += found.acts;
    breaches.push(...found.breaches.slice(0, most));
  }
  // Last, so that a day sealed meanwhile is only looked at here.
  const { days, last, breach } = await stores.asChecker((store) => verifySeals(store));
  return { homes: homes.length, acts, days, last: last ?? null, breaches: [...breaches, ...(breach ? [breach] : [])] };
}

async function verifyHome(store: Store, library: Library, home: string): Promise<{ acts: number; breaches: Breach[] }> {
  const { acts, breach } = await verifyChain(store, home);
  if (breach) return { acts, breaches: [breach] };
  const breaches: Breach[] = [];
  const take = async (batches: AsyncIterable<Breach[]>): Promise<void> => {
    for await (const batch of batches) breaches.push(...batch.slice(0, Math.max(0, most - breaches.length)));
  };
  const own: OwnSums = new Map();
  await take(verifyRecords(store, library, home));
  await take(verifyProgress(store, library, home, own));
  breaches.push(...(await verifyForeign(store, home)), ...(await verifyTally(store, home, own)));
  return { acts, breaches };
}
