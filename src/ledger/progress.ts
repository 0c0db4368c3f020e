/** How far credits meet a need, day by day. Everything is as of a day: what happens later does not count yet. */
import { addDays, type Day } from '#regime';
import type { Credit, Delta, Need, Progress } from './obligation.ts';

interface Moment {
  readonly day: Day;
  readonly starts: Credit[];
  readonly ends: Credit[];
}

/** The days on which something begins to count or ceases to, or the need changes, in order. */
function moments(need: Need, credits: readonly Credit[]): Moment[] {
  const byDay = new Map<Day, Moment>();
  const at = (day: Day): Moment => {
    const found = byDay.get(day) ?? { day, starts: [], ends: [] };
    byDay.set(day, found);
    return found;
  };
  for (const credit of credits) {
    if (credit.until !== null && credit.until < credit.day) continue;
    at(credit.day).starts.push(credit);
    if (credit.until !== null) at(addDays(credit.until, 1)).ends.push(credit);
  }
  for (const { from } of need.later ?? []) at(from);
  return [...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

const neededOn = (need: Need, day: Day): number | null =>
  (need.later?.findLast((later) => later.from <= day) ?? need).need;

/** The state after every day on which it may change. */
function* walk(need: Need, credits: readonly Credit[]): Generator<Progress & { readonly day: Day }> {
  const targets = new Map<string, number>();
  const isWhole = (credit: Credit): boolean => credit.excused && credit.target === '';
  let [count, pardons] = [0, 0];
  let metDay: Day | null = null;
  let excusedDay: Day | null = null;
  let lastDay: Day | null = null;
  const add = (credit: Credit, by: 1 | -1): void => {
    if (isWhole(credit)) pardons += by;
    else {
      count += by;
      const times = (targets.get(credit.target) ?? 0) + by;
      if (times > 0) targets.set(credit.target, times);
      else targets.delete(credit.target);
    }
  };
  for (const { day, starts, ends } of moments(need, credits)) {
    for (const credit of starts) {
      add(credit, 1);
      if (!credit.excused) lastDay = day;
    }
    for (const credit of ends) add(credit, -1);
    if (ends.length > 0 && need.type !== 'holding') lastDay = day;
    excusedDay = pardons > 0 ? (excusedDay ?? day) : null;
    const done = need.type === 'coverage' ? targets.size : count;
    const needed = neededOn(need, day);
    const isMet = needed !== null && done >= needed;
    metDay = isMet ? (metDay ?? day) : null;
    yield { day, done, metDay, excusedDay, lastDay };
  }
}

/**
 * How far the credits of one obligation have come by `day`. `done` counts records, distinct targets, or what holds on
 * the day; `metDay` is the day the need was reached (for holding: since when it has been held without a gap).
 */
export function progressOf(need: Need, credits: readonly Credit[], day: Day): Progress {
  let found: Progress = { done: 0, metDay: null, excusedDay: null, lastDay: null };
  for (const { day: on, ...progress } of walk(need, credits)) if (on <= day) found = progress;
  return found;
}

const flags = (p: Progress): { met: number; excused: number } =>
  p.metDay !== null ? { met: 1, excused: 0 } : { met: 0, excused: p.excusedDay === null ? 0 : 1 };

/** Changes by day whose sums up to any day are the figures of that day (a holding that ends counts back). */
export function timeline(need: Need, credits: readonly Credit[]): Delta[] {
  let before = { met: 0, excused: 0, done: 0 };
  const changes: Delta[] = [];
  for (const moment of walk(need, credits)) {
    const after = { ...flags(moment), done: moment.done };
    changes.push({
      day: moment.day,
      met: after.met - before.met,
      excused: after.excused - before.excused,
      done: after.done - before.done,
    });
    before = after;
  }
  return changes.filter((d) => d.met !== 0 || d.excused !== 0 || d.done !== 0);
}

/** What to add to a tally so that it says `after` where it said `before`. */
export function deltas(before: readonly Delta[], after: readonly Delta[]): Delta[] {
  const byDay = new Map<Day, { met: number; excused: number; done: number }>();
  const add = (delta: Delta, sign: 1 | -1): void => {
    const sum = byDay.get(delta.day) ?? { met: 0, excused: 0, done: 0 };
    byDay.set(delta.day, {
      met: sum.met + sign * delta.met,
      excused: sum.excused + sign * delta.excused,
      done: sum.done + sign * delta.done,
    });
  };
  for (const delta of after) add(delta, 1);
  for (const delta of before) add(delta, -1);
  return [...byDay]
    .map(([day, sum]) => ({ day, ...sum }))
    .filter((d) => d.met !== 0 || d.excused !== 0 || d.done !== 0)
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}
