/**
 * What one change of credits does to one obligation: its row of progress, and what to add to the tallies. Both follow
 * from stored rows alone, so that tallies are always the sum of the progress rows, whatever a register says later.
 */

import {
  type Credit,
  type Delta,
  deltas,
  type Need,
  needOf,
  obligationAt,
  progressOf,
  timeline,
  yearOfPeriod,
} from '#ledger';
import { homeOf, type OrgView, parentOf, parseUnitCode, terms } from '#org';
import { addDays, type Day, type Library } from '#regime';

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

/** Units whose tallies an obligation of `unit` moves: its home and everything above. */
export function tallyUnits(unit: string): string[] {
  const units: string[] = [];
  for (let at: ReturnType<typeof parentOf> = homeOf(parseUnitCode(unit)); at !== null; at = parentOf(at))
    units.push(at);
  return units;
}

interface Weighed {
  readonly progress: StoredProgress;
  /** What is needed; its number is null when that is not known or nothing is ever counted. */
  readonly need: Need;
  /** Whether it may cease to be met: what is held ends, targets come and go, a unit ends. */
  readonly turns: boolean;
  readonly isCounted: boolean;
  /** The day after a term of office that is over: what was reached in it is no longer counted then. */
  readonly endedOn: Day | null;
}

/** The day after the tenure that a term is; null while it runs, and for periods that are no term. */
function endOfTerm(org: OrgView, { unit, holder, period }: ObligationKey): Day | null {
  if (!period.startsWith('T')) return null;
  const to = terms.tenureOf(org.tenures(unit, holder), period)?.to ?? null;
  return to === null ? null : addDays(to, 1);
}

/**
 * The progress of an obligation under the law of the last day that its credits speak of; where the targets of a coverage
 * changed, under what was needed in each stretch. `credits` are all of them.
 */
export function weigh(library: Library, org: OrgView, key: ObligationKey, credits: readonly Credit[]): Weighed {
  const year = yearOfPeriod(key.period);
  const days = credits.map((credit) => credit.day).sort();
  const last = days.at(-1);
  const none = { ...key, year, done: 0, metDay: null, untilDay: null, excusedDay: null, lastDay: null };
  const endedOn = endOfTerm(org, key);
  if (last === undefined)
    return { progress: none, need: { need: null, type: 'count' }, turns: false, isCounted: true, endedOn };
  const type = library.at(last, key.unit).duties.get(key.duty)?.measure.type ?? '';
  const need = neededOver(library, org, { ...key, year }, type === 'coverage', days[0] as Day, last);
  const ends = credits.some((credit) => credit.until !== null);
  const turns = type === 'holding' || ends || (need.later ?? []).length > 0;
  const progress = turns
    ? heldOf(need, credits, type === 'holding' ? last : atLast)
    : progressOf(need, credits, atLast);
  return {
    progress: { ...none, ...progress },
    need,
    turns,
    isCounted: ['count', 'coverage', 'holding'].includes(type),
    endedOn,
  };
}

/** What is needed on the last day credited, and, for a coverage, in every stretch between two changes of its targets. */
function neededOver(
  library: Library,
  org: OrgView,
  key: ObligationKey & { year: number },
  isCoverage: boolean,
  first: Day,
  last: Day,
): Need {
  const on = (day: Day): Need => {
    const law = library.at(day, key.unit);
    return needOf(law, { duty: key.duty, need: obligationAt(law, org, key, day)?.need ?? null });
  };
  const cuts = isCoverage ? org.changes(key.unit, first) : [];
  const starts = [first, ...cuts];
  const stretches = starts.map((from, at) => {
    const next = starts[at + 1];
    const end = next === undefined ? atLast : addDays(next, -1);
    return { from, ...on(last < from ? from : last > end ? end : last) };
  });
  const [start, ...rest] = stretches as [Need & { from: Day }, ...(Need & { from: Day })[]];
  const later = rest.filter(({ need }, at) => need !== stretches[at]?.need).map(({ from, need }) => ({ from, need }));
  return { need: start.need, type: start.type, ...(later.length > 0 ? { later } : {}) };
}

/** The latest span in which enough was reached or held, and what stands on a day; a span that ended says when. */
function heldOf(need: Need, credits: readonly Credit[], day: Day) {
  let metDay: Day | null = null;
  let untilDay: Day | null = null;
  for (const delta of timeline(need, credits)) {
    if (delta.met > 0) [metDay, untilDay] = [delta.day, null];
    if (delta.met < 0) untilDay = addDays(delta.day, -1);
  }
  const excused = credits.filter((credit) => credit.excused && credit.target === '').map((credit) => credit.day);
  return { ...progressOf(need, credits, day), metDay, untilDay, excusedDay: excused.sort()[0] ?? null };
}

/** The tally's view of a progress row: which day it became met or excused, how `done` grew, and when it went out of count. */
export function tallied(weighed: Weighed, credits: readonly Credit[]): Delta[] {
  const { endedOn } = weighed;
  const grown = weighed.isCounted ? grownBy(weighed, credits) : [];
  if (endedOn === null) return grown;
  const sum = (of: (delta: Delta) => number): number => -grown.reduce((all, delta) => all + of(delta), 0);
  const out = {
    day: endedOn,
    met: sum((one) => one.met),
    excused: sum((one) => one.excused),
    done: sum((one) => one.done),
  };
  return deltas([], [...grown, out]);
}

function grownBy({ progress, need, turns }: Weighed, credits: readonly Credit[]): Delta[] {
  if (turns) return timeline(need, credits);
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
 * are all its credits; `earlier` is the org by which those before were counted, where tenures changed.
 */
export function settle(
  library: Library,
  org: OrgView,
  key: ObligationKey,
  stored: StoredProgress | undefined,
  before: readonly Credit[],
  after: readonly Credit[],
  earlier: OrgView = org,
): Settled {
  const was = weigh(library, earlier, key, before);
  const told = tallied(stored ? { ...was, progress: stored } : was, before);
  const is = weigh(library, org, key, after);
  const period = key.period.startsWith('T') ? 'term' : key.period;
  const year = yearOfPeriod(key.period);
  const tally = deltas(stored ? told : [], tallied(is, after)).flatMap((delta) =>
    tallyUnits(key.unit).map((unit) => ({ unit, year, duty: key.duty, period, ...delta })),
  );
  return { progress: is.progress, need: is.need.need, tally };
}
