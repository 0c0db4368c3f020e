/** The tallies of an overview under another regime: inside a county judged anew, above it summed from what was counted. */
import type { UnitCode } from '#org';
import { isWithin } from '#org';
import { type Day, type Law, Refusal } from '#regime';
import type { Store } from '../store/open-store.ts';
import { orgInside, type StoredOrg } from '../store/org-view.ts';
import type { LiveRow, UnitMonth } from '../store/overview.ts';
import { type Counted, countedIn } from '../store/what-if/stale.ts';
import { stampOf } from '../store/what-if/stamp.ts';
import { whatIfMonths, whatIfTally } from '../store/what-if/sums.ts';
import type { Facts } from './board.ts';
import type { Asked } from './context.ts';
import type { Standing } from './owed.ts';
import { type Judged, judgeAnew, standingsAnew } from './what-if.ts';

export type RowsUnder = Pick<Facts, 'tally' | 'months' | 'isLive'> & {
  /** How the sums were counted; null where nothing was stored. */
  readonly counted: Counted | null;
};

/**
 * What the same facts make of a scope and its children under a law.
 * @throws Refusal `whatif_computing` above the county until every home of the scope is counted, `whatif_too_large`
 */
export async function rowsUnder(
  store: Store,
  law: Law,
  scope: UnitCode,
  units: readonly string[],
  asked: Asked,
): Promise<RowsUnder> {
  if (scope.length >= 6) return { ...(await rowsAnew(store, law, scope, asked)), isLive: () => true, counted: null };
  const stamp = stampOf(law);
  const counted = await countedIn(store, stamp, scope);
  const { homes, counted: done } = counted;
  if (done < homes) throw new Refusal('whatif_computing', { unit: scope, done, total: homes, retry_after: 1 });
  return {
    tally: await whatIfTally(store, stamp, [...units], asked),
    months: await whatIfMonths(store, stamp, scope, asked),
    isLive: () => false,
    counted,
  };
}

async function rowsAnew(
  store: Store,
  law: Law,
  scope: UnitCode,
  asked: Asked,
): Promise<{ tally: LiveRow[]; months: UnitMonth[] }> {
  const org = await orgInside(store, scope);
  const judged = await judgeAnew(store, law, org, scope, asked);
  const tally = standingsOf(law, org, judged, scope, asked).map(({ obligation, progress, status }): LiveRow => {
    const month = (status === 'met' ? progress.metDay : progress.excusedDay)?.slice(0, 7);
    return {
      unit: obligation.unit,
      duty: obligation.duty,
      period: obligation.period.key.startsWith('T') ? 'term' : obligation.period.key,
      month: month === undefined ? null : `${month}-01`,
      met: status === 'met' ? 1 : 0,
      excused: status === 'excused' ? 1 : 0,
      done: progress.done,
    };
  });
  return { tally, months: tally.flatMap(dated) };
}

/** Everything owed in a scope; the terms of a year that is over as they stood on its last day. */
function standingsOf(law: Law, org: StoredOrg, judged: Judged, scope: UnitCode, asked: Asked): Standing[] {
  const codes = org.units.filter((unit) => isWithin(unit.code, scope)).map((unit) => unit.code);
  const on = (day: Day): Standing[] => standingsAnew(law, org, judged, codes, { ...asked, day }, {});
  const end = `${asked.year}-12-31`;
  if (asked.day <= end) return on(asked.day);
  const isTerm = ({ obligation }: Standing): boolean => obligation.period.key.startsWith('T');
  return [...on(asked.day).filter((one) => !isTerm(one)), ...on(end).filter(isTerm)];
}

/** A row of a month in which something became met or excused. */
export const dated = (row: LiveRow): UnitMonth[] => (row.month === null ? [] : [{ ...row, month: row.month }]);
