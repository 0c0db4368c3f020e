/** Which periods of a duty count in a year, when each falls due and on which day its units are counted. */
import {
  type AssumedValue,
  addDays,
  addWorkingDays,
  type Day,
  isWorkingDay,
  type Law,
  periodsOf,
  type ResolvedDuty,
  yearOf,
} from '#regime';
import type { CountedPeriod, Period } from './obligation.ts';

/** Things owed without a year: done once, or held from then on. */
export const standing = 'standing';

/** A switch or number of an assumption; `otherwise` where the packs of the place do not raise the question. */
export const assumedOr = <T extends AssumedValue>(law: Law, id: string, key: string, otherwise: T): AssumedValue =>
  law.assumptions.has(id) ? law.assumed(id, key) : otherwise;

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
const later = (a: Day, b: Day): Day => (a > b ? a : b);

/** Whether a duty is of a measure that makes countable obligations. */
export const isCounted = (duty: ResolvedDuty): boolean =>
  duty.measure.type === 'count' || duty.measure.type === 'coverage' || duty.measure.type === 'holding';

/** Whether records make countable obligations of it: a measure that counts, with figures that are not repealed. */
export function owesCount(duty: ResolvedDuty): boolean {
  const figure = duty.measure.type === 'coverage' ? duty.figures.met_from : duty.figures.need;
  return isCounted(duty) && figure !== null && figure !== undefined && figure > 0;
}

function calendarPeriods(duty: ResolvedDuty, year: number): readonly Period[] {
  const { measure } = duty;
  if (measure.type === 'coverage') return measure.cadence === 'annual' ? periodsOf('annual', year) : [];
  if (measure.type !== 'count' || measure.cadence === 'once') return [];
  if (measure.cadence !== 'by_date') return periodsOf(measure.cadence, year);
  const { window } = measure;
  if (!window || yearOf(window.to) !== year) return [];
  return [{ key: `${window.from}/${window.to}`, year, from: window.from, to: window.to }];
}

/** The same day, or the next working day where it is a day of rest; unchanged in a year without a calendar. */
function workingDayFrom(law: Law, day: Day): Day {
  if (!law.calendar.some((table) => table.year === yearOf(day))) return day;
  return isWorkingDay(law.calendar, day) ? day : addWorkingDays(law.calendar, day, 1);
}

/** Whether due days that are counted in days leave days of rest (assumption z-2); ends of periods stay where they are. */
const countedDaysMove = (law: Law): boolean => assumedOr(law, 'z-2', 'counted-days-move', false) === true;

/** The day a period's work falls due: the period's last day unless the duty says otherwise (g-11). */
export function dueOf(law: Law, duty: ResolvedDuty, period: Period): Day | null {
  if (period.to === null) return null;
  const { due, figures } = duty;
  if (figures.days_after_period) return dueAfter(law, period.to, figures.days_after_period, due?.working === true);
  if (due?.next_year === undefined)
    return due?.working || assumedOr(law, 'z-2', 'period-ends-move', false) === true
      ? workingDayFrom(law, period.to)
      : period.to;
  const day = `${period.year + 1}-${due.next_year}`;
  return due.working ? workingDayFrom(law, day) : day;
}

function dueAfter(law: Law, day: Day, days: number, working: boolean): Day {
  if (working) return addWorkingDays(law.calendar, day, days);
  return countedDaysMove(law) ? workingDayFrom(law, addDays(day, days)) : addDays(day, days);
}

/** When a duty that an event of `day` sets off falls due; null where the law counts no days for it (g-10, z-2). */
export function dueOfEvent(law: Law, duty: ResolvedDuty, day: Day): Day | null {
  const { measure, figures } = duty;
  if (measure.type !== 'event' || typeof figures.within_days !== 'number') return null;
  return dueAfter(law, day, figures.within_days, measure.working === true);
}

/** Whether a period counts: the duty binds on its first day (z-8), and still binds on the day looked at. */
function counts(law: Law, duty: ResolvedDuty, period: Period, on: Day): boolean {
  const isWhole = assumedOr(law, 'z-8', 'duty-binds', 'first-day') === 'first-day';
  if (duty.from > (isWhole ? period.from : (period.to ?? period.from))) return false;
  return !duty.until || duty.until >= earlier(on, period.to ?? on);
}

/**
 * The periods of a duty in a calendar year, seen on `day`. Terms are not here (they belong to persons), nor are
 * `standing` periods unless `year` is 0. Past and coming periods of the year are both given.
 */
export function countedPeriods(law: Law, duty: ResolvedDuty, year: number, day: Day): CountedPeriod[] {
  if (!owesCount(duty)) return [];
  const { measure } = duty;
  if (year === 0) {
    if (!(measure.type === 'holding' || (measure.type === 'count' && measure.cadence === 'once'))) return [];
    const from = duty.from;
    if (from > day || (duty.until && duty.until < day)) return [];
    return [{ period: { key: standing, year: 0, from, to: null }, due: null, countedFrom: day, countedOn: day }];
  }
  const isWhole = assumedOr(law, 'z-8', 'new-unit', 'next-period') === 'next-period';
  return calendarPeriods(duty, year)
    .map((period) => {
      const countedOn = earlier(period.to ?? day, later(day, period.from));
      return { period, due: dueOf(law, duty, period), countedFrom: isWhole ? period.from : countedOn, countedOn };
    })
    .filter((counted) => counts(law, duty, counted.period, counted.countedOn));
}

/** Periods as they are counted, and when what an event sets off falls due. */
export const periods = { counted: countedPeriods, dueOfEvent };
