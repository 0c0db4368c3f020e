/** What-if: the same facts under another regime. Nothing is stored; records are judged anew by pure functions. */
import { type Credit, needOf, type Obligation, obligations, progressOf, statusOn } from '#ledger';
import type { UnitCode } from '#org';
import { type Law, Refusal } from '#regime';
import { home } from '../store/act-rows.ts';
import type { Store } from '../store/open-store.ts';
import type { StoredOrg } from '../store/org-view.ts';
import { keyText, type StoredCredit } from '../store/settle.ts';
import { countRecords, creditsIn, orgForRecords, servingRecords } from '../store/what-if/judge.ts';
import type { Asked } from './context.ts';
import { type DutyFilter, dutiesBy, isHeldBy, obligationKey, type Standing } from './owed.ts';

/** More records than this are not judged anew in one request. */
const most = 200_000;

export interface Judged {
  readonly credits: ReadonlyMap<string, readonly StoredCredit[]>;
}

/**
 * What all records give to a unit's home under another law, by obligation; those of other homes that name its seats are
 * among them. Refusal `whatif_too_large` above 200,000 records.
 */
export async function judgeAnew(
  store: Store,
  law: Law,
  org: StoredOrg,
  unit: UnitCode,
  { day }: Asked,
): Promise<Judged> {
  const at = home(unit);
  const records = await countRecords(store, at, day);
  if (records > most) {
    const smaller = org.units.find((one) => one.code.length > unit.length)?.code ?? unit;
    throw new Refusal('whatif_too_large', { unit, records, limit: most, smaller });
  }
  const read = await servingRecords(store, at, { to: day, limit: most });
  const view = await orgForRecords(store, at, org, read);
  return {
    credits: Map.groupBy(
      read.records.flatMap((record) => creditsIn(law, view, at, record)),
      keyText,
    ),
  };
}

export function standingOf(law: Law, obligation: Obligation, credits: readonly Credit[], day: string): Standing {
  const progress = progressOf(needOf(law, obligation), credits, day);
  return { obligation, progress, status: statusOn(law, obligation, progress, day) };
}

/** Every obligation of some units as of the day. */
export function standingsAnew(
  law: Law,
  org: StoredOrg,
  judged: Judged,
  codes: readonly string[],
  { day, year }: Asked,
  filter: DutyFilter,
): Standing[] {
  const wanted = new Set(dutiesBy(law, filter).map((duty) => duty.id));
  return codes
    .flatMap((code) => obligations(law, org, code, day, { year }))
    .filter((one) => wanted.has(one.duty) && (filter.holder === undefined || isHeldBy(one.holder, filter.holder)))
    .map((one) => standingOf(law, one, judged.credits.get(keyText(obligationKey(one))) ?? [], day));
}
