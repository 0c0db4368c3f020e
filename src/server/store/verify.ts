/**
 * Checks what is stored against what the acts say: the chain of hashes, the audit log, the seals, every record, credit
 * and progress row, every tally, what waits for a second look and what was drawn for one. Home by home, each as of one moment, in batches: memory does not grow with the number of acts.
 */
import { sql } from 'kysely';
import type { Library } from '#regime';
import type { Store, Stores } from './open-store.ts';
import { auditHome } from './people/audit.ts';
import type { Breach } from './proof/breach.ts';
import { verifyAudit } from './proof/verify-audit.ts';
import { verifyChain, verifySeals } from './proof/verify-chain.ts';
import { type OwnSums, verifyForeign, verifyProgress, verifyTally } from './proof/verify-progress.ts';
import { verifyRecords } from './proof/verify-records.ts';
import { reviewedHomes, verifyDraws } from './review/check-tasks.ts';
import { seatedHomes } from './seats/check-rows.ts';
import { verifyDrafts } from './texts/verify-drafts.ts';
import { verifyWhatIf } from './what-if/verify-what-if.ts';

export type { Breach } from './proof/breach.ts';

export interface Verified {
  readonly homes: number;
  readonly acts: number;
  /** Entries of the audit log. */
  readonly audited: number;
  /** Sealed days, and the root of the last one: compare it with the one kept elsewhere. */
  readonly days: number;
  readonly last: { readonly day: string; readonly root: string } | null;
  /** At most twenty for each home. */
  readonly breaches: readonly Breach[];
}

const most = 20;
/** Homes checked at a time: while the database reads for one, another is looked at. */
const together = 3;

/** Checks everything; `onHome` hears of each home before it is checked. */
export async function verifyAll(
  stores: Stores,
  library: Library,
  onHome: (home: string, done: number, total: number) => void = () => {},
): Promise<Verified> {
  const homes = await stores.asChecker((store) =>
    store.rows<{ code: string }>(sql`
      select county_code code from act_chain union ${seatedHomes} union ${reviewedHomes} union select county_code from act union select county_code from record
      union select county_code from fulfilment union select county_code from fulfilment_record
      union select county_code from tally union select county_code from tally_delta
      union select county_code from seal_home where county_code <> ${auditHome} order by 1`),
  );
  const found: Awaited<ReturnType<typeof verifyHome>>[] = [];
  let next = 0;
  const checkOn = async (): Promise<void> => {
    for (let at = next++; at < homes.length; at = next++) {
      const { code } = homes[at] as { code: string };
      onHome(code, at, homes.length);
      found[at] = await stores.asChecker((store) => verifyHome(store, library, code));
    }
  };
  await Promise.all(Array.from({ length: together }, checkOn));
  const breaches = found.flatMap((one) => one.breaches.slice(0, most));
  const acts = found.reduce((sum, one) => sum + one.acts, 0);
  const log = await stores.asChecker((store) => verifyAudit(store));
  const guesses = await verifyWhatIf(stores, library);
  const undrawn = (await stores.asChecker(verifyDraws)).slice(0, most);
  // Last, so that a day sealed meanwhile is only looked at here.
  const { days, last, breach } = await stores.asChecker((store) => verifySeals(store));
  return {
    homes: homes.length,
    acts,
    audited: log.entries,
    days,
    last: last ?? null,
    breaches: [...breaches, ...undrawn, ...guesses, ...(log.breach ? [log.breach] : []), ...(breach ? [breach] : [])],
  };
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
  breaches.push(...(await verifyDrafts(store, home)));
  await take(verifyProgress(store, library, home, own));
  breaches.push(...(await verifyForeign(store, home)), ...(await verifyTally(store, home, own)));
  return { acts, breaches };
}
