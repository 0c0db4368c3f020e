/**
 * What one change of credits does to one obligation: its row of progress, and what to add to the tallies. Both follow
 * from stored rows alone, so that tallies are always the sum of the progress rows, whatever a register says later.
 */

import { type Credit, type Delta, deltas, needOf, obligationAt, progressOf, timeline } from '#ledger';
import { homeOf, type OrgView, parentOf, parseUnitCode } from '#org';
import { addDays, type Day, type Law, type Library } from '#regime';

/** The key of an obligation's rows. */
export interface ObligationKey {
  readonly unit: string;
  readonly duty: string;
  readonly holder: string;
  readonly period: string;
}

/** A credit with the record that gave it. */
export interface StoredCredit extends Credit {
  readonly record: string;
  readonly recordCounty: string;
}

/** Progress as stored: with everything that is recorded, whatever day one looks from. */
export interface StoredProgress extends ObligationKey {
  readonly year: number;
  readonly done: number;
  readonly metDay: Day | null;
  /** Last day on which it holds (contact points, lists kept in force); null = for good. */
  readonly untilDay: Day | null;
  readonly excusedDay: Day | null;
  readonly lastDay: Day | null;
}

export interface TallyChange {
  readonly unit: string;
  readonly year: number;
  readonly duty: string;
  readonly period: string;
  readonly day: Day;
  readonly met: number;
  readonly excused: number;
  readonly done: number;
}

export const keyText = (key: ObligationKey): string => `${key.duty}|${key.unit}|${key.holder}|${key.period}`;

/** The day after everything. */
const atLast: Day = '9999-12-31';

/** The year under which a period is tallied; 0 for terms and standing periods, for a window the year it ends in. */
export function tallyYear(period: string): number {
  const text = period.slice(period.indexOf('/') + 1, period.indexOf('/') + 5);
  return /^\d{4}$/.test(text) ? Number(text) : 0;
}

/** Units whose tallies an obligation of `unit` moves: its home and everything above. */
export function tallyUnits(unit: string): string[] {
  const units: string[] = [];
  for (let at: ReturnType<typeof parentOf> = homeOf(parseUnitCode(unit)); at !== null; at = parentOf(at))
    units.push(at);
  return units;
}

interface Weighed {
  readonly progress: StoredProgress;
  /** How many are needed; null when that is not known or nothing is ever counted. */
  readonly need: number | null;
  readonly isHolding: boolean;
  readonly isCounted: boolean;
}

/**
 * The progress of an obligation under the law of the last day that its credits speak of. `credits` are all of them.
 */
export function weigh(library: Library, org: OrgView, key: ObligationKey, credits: readonly Credit[]): Weighed {
  const year = tallyYear(key.period);
  const last = credits.reduce<Day>((day, credit) => (credit.day > day ? credit.day : day), '');
  const none = { ...key, year, done: 0, metDay: null, untilDay: null, excusedDay: null, lastDay: null };
  if (last === '') return { progress: none, need: null, isHolding: false, isCounted: true };
  const law: Law = library.at(last, key.unit);
  const owed = obligationAt(law, org, { ...key, year }, last);
  const need = needOf(law, { duty: key.duty, need: owed?.need ?? null });
  const type = law.duties.get(key.duty)?.measure.type ?? '';
  const progress = type === 'holding' ? heldOf(need, credits, last) : progressOf(need, credits, atLast);
  return {
    progress: { ...none, ...progress },
    need: need.need,
    isHolding: type === 'holding',
    isCounted: ['count', 'coverage', 'holding'].includes(type),
  };
}

/** The latest span in which enough was held, with the number held on the last day on which something began. */
function heldOf(need: Parameters<typeof timeline>[0], credits: readonly Credit[], last: Day) {
  let metDay: Day | null = null;
  let untilDay: Day | null = null;
  for (const delta of timeline(need, credits)) {
    if (delta.met > 0) [metDay, untilDay] = [delta.day, null];
    if (delta.met < 0) untilDay = addDays(delta.day, -1);
  }
  return { ...progressOf(need, credits, last), metDay, untilDay };
}

/** The tally's view of a progress row: which day it became met or excused, and how `done` grew. */
export function tallied(weighed: Weighed, credits: readonly Credit[]): Delta[] {
  const { progress, need, isHolding, isCounted } = weighed;
  if (!isCounted) return [];
  if (isHolding) return timeline({ need, type: 'holding' }, credits);
  const isTargeted = credits.some((credit) => credit.target !== '');
  const grown = timeline({ need: null, type: isTargeted ? 'coverage' : 'count' }, credits);
  const done = grown.filter((delta) => delta.done !== 0).map((delta) => ({ ...delta, met: 0, excused: 0 }));
  const { metDay, excusedDay } = progress;
  const wasExcused = excusedDay !== null && (metDay === null || excusedDay < metDay);
  const flags: Delta[] = [];
  if (wasExcused) flags.push({ day: excusedDay, met: 0, excused: 1, done: 0 });
  if (metDay !== null) flags.push({ day: metDay, met: 1, excused: wasExcused ? -1 : 0, done: 0 });
  return deltas([], [...done, ...flags]);
}

export interface Settled {
  readonly progress: StoredProgress;
  readonly need: number | null;
  readonly tally: TallyChange[];
}

/**
 * One obligation before and after. `stored` is its row of progress as it stands (undefined: none); `before` and `after`
 * are all its credits.
 */
export function settle(
  library: Library,
  org: OrgView,
  key: ObligationKey,
  stored: StoredProgress | undefined,
  before: readonly Credit[],
  after: readonly Credit[],
): Settled {
  const was = weigh(library, org, key, before);
  const told = tallied(stored ? { ...was, progress: stored } : was, before);
  const is = weigh(library, org, key, after);
  const period = key.period.startsWith('T') ? 'term' : key.period;
  const year = tallyYear(key.period);
  const tally = deltas(stored ? told : [], tallied(is, after)).flatMap((delta) =>
    tallyUnits(key.unit).map((unit) => ({ unit, year, duty: key.duty, period, ...delta })),
  );
  return { progress: is.progress, need: is.need, tally };
}
