/** What-if: the same facts under another regime. Nothing is stored; records are judged anew by pure functions. */
import { type Credit, creditsOf, needOf, type Obligation, obligations, progressOf, statusOn } from '#ledger';
import type { UnitCode } from '#org';
import { type Law, Refusal } from '#regime';
import { home } from '../store/act-rows.ts';
import type { Store } from '../store/open-store.ts';
import type { StoredOrg } from '../store/org-view.ts';
import { recordsOf } from '../store/records.ts';
import { keyText } from '../store/settle.ts';
import type { Asked } from './context.ts';
import { type DutyFilter, dutiesBy, isHeldBy, obligationKey, type Standing } from './owed.ts';

/** More records than this are not judged anew in one request. */
const most = 200_000;
/** Terms reach back so many years. */
const years = 5;

export interface Judged {
  readonly credits: ReadonlyMap<string, readonly (Credit & { record: string; recordCounty: string })[]>;
}

/**
 * What all records of a unit's home give under another law, by obligation. Refusal `whatif_too_large` above 200,000
 * records.
 */
export async function judgeAnew(
  store: Store,
  law: Law,
  org: StoredOrg,
  unit: UnitCode,
  { day, year }: Asked,
): Promise<Judged> {
  const county = home(unit);
  const { total, states } = await recordsOf(store, county, `${year - years}-01-01`, day, most);
  if (total > most) {
    const smaller = org.units.find((one) => one.code.length > unit.length)?.code ?? unit;
    throw new Refusal('whatif_too_large', { unit, records: total, limit: most, smaller });
  }
  const credits = states.flatMap((state) =>
    creditsOf(law, state, org).map((credit) => ({ ...credit, record: state.id, recordCounty: county })),
  );
  return { credits: Map.groupBy(credits, keyText) };
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
