/**
 * One obligation over all days under one law: when it became met or excused and how far it had come, as changes by day.
 * Their sum up to any day is what the list of obligations says on that day; so any day is answered by a sum.
 */
import {
  type Credit,
  type Delta,
  needOf,
  type Obligation,
  obligations,
  progressOf,
  statusOn,
  yearOfPeriod,
} from '#ledger';
import type { OrgView } from '#org';
import { addDays, type Day, type Law } from '#regime';
import type { ObligationKey } from '../settle.ts';

interface Stand {
  readonly met: number;
  readonly excused: number;
  readonly done: number;
}
const nothing: Stand = { met: 0, excused: 0, done: 0 };

/** The changes of one obligation by day; `credits` are all of its credits. */
export function courseOf(law: Law, org: OrgView, key: ObligationKey, credits: readonly Credit[]): Delta[] {
  const first = credits.reduce((day, credit) => (credit.day < day ? credit.day : day), '9999-12-31');
  const turns = turnsOf(law, org, key, first);
  const course: Delta[] = [];
  let owed: Obligation | undefined;
  let before = nothing;
  for (const day of [...new Set([...creditDays(credits), ...turns])].sort()) {
    if (turns.has(day)) owed = owedOn(law, org, key, day);
    const after = owed ? standOn(law, owed, credits, day) : nothing;
    const [met, excused, done] = [after.met - before.met, after.excused - before.excused, after.done - before.done];
    if (met !== 0 || excused !== 0 || done !== 0) course.push({ day, met, excused, done });
    before = after;
  }
  return course;
}

/** Days on which something begins to count or has ceased to. */
const creditDays = (credits: readonly Credit[]): Day[] =>
  credits.flatMap(({ day, until }) => (until === null ? [day] : [day, addDays(until, 1)]));

/**
 * Days from the first credit on, that day included, on which the obligation itself may come, change or go: its unit
 * begins or ends, the duty does, a holder follows another, or there are other targets.
 */
function turnsOf(
  law: Law,
  org: OrgView,
  { unit: code, duty: id, holder, period }: ObligationKey,
  first: Day,
): Set<Day> {
  const days: (Day | null | undefined)[] = [first];
  const next = (last: Day | null | undefined): Day | null => (last ? addDays(last, 1) : null);
  const duty = law.duties.get(id);
  const unit = org.find(code);
  days.push(unit?.validFrom, unit?.validTo, duty?.from, next(duty?.until));
  if (duty?.measure.type === 'coverage') days.push(...org.changes(code, first));
  if (period.startsWith('T')) for (const { from, to } of org.tenures(code, holder)) days.push(from, next(to));
  return new Set(days.filter((day): day is Day => typeof day === 'string' && day >= first));
}

function owedOn(
  law: Law,
  org: OrgView,
  { unit, duty, holder, period }: ObligationKey,
  day: Day,
): Obligation | undefined {
  const year = yearOfPeriod(period);
  const owed = obligations(law, org, unit, day, { duty, ...(year > 0 ? { year } : {}) });
  return owed.find((one) => one.holder === holder && one.period.key === period);
}

function standOn(law: Law, owed: Obligation, credits: readonly Credit[], day: Day): Stand {
  const progress = progressOf(needOf(law, owed), credits, day);
  const status = statusOn(law, owed, progress, day);
  return { met: status === 'met' ? 1 : 0, excused: status === 'excused' ? 1 : 0, done: progress.done };
}
