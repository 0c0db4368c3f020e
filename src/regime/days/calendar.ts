/** Arithmetic on days written `YYYY-MM-DD`, and working days by the calendar table of a pack. Pure integers, no clock. */
import type { CalendarYear, Day } from '../pack.ts';
import { Refusal } from '../refusal.ts';

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export const yearOf = (day: Day): number => Number(day.slice(0, 4));
export const monthOf = (day: Day): number => Number(day.slice(5, 7));
/** Quarter of the year, 1 to 4. */
export const quarterOf = (day: Day): number => Math.ceil(monthOf(day) / 3);

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Number of days of a month (1 to 12). */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : monthLengths[month - 1]!;
}

/** True for a day that exists: right form, years 0001 to 9999, no 30 February. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = [yearOf(text), monthOf(text), Number(text.slice(8))];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** A day from its parts; the parts must name a day that exists. */
export function dayFrom(year: number, month: number, day: number): Day {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Days since 1970-01-01 in the Gregorian calendar (negative before it). */
export function dayNumber(day: Day): number {
  const month = monthOf(day);
  const year = month <= 2 ? yearOf(day) - 1 : yearOf(day);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + Number(day.slice(8)) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** The day that lies `number` days after 1970-01-01. */
export function dayOfNumber(number: number): Day {
  const shifted = number + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return dayFrom(year, month, dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1);
}

const [firstDay, lastDay] = [dayNumber('0001-01-01'), dayNumber('9999-12-31')];

/** The day so many days later or earlier; beyond what four digits of a year can write it stays at the last such day. */
export const addDays = (day: Day, days: number): Day =>
  dayOfNumber(Math.min(lastDay, Math.max(firstDay, dayNumber(day) + days)));

/** Days from `from` to `to`: 0 for the same day, negative where `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/** Day of the week, 1 Monday to 7 Sunday. */
export function weekdayOf(day: Day): number {
  const rest = (dayNumber(day) + 3) % 7;
  return (rest < 0 ? rest + 7 : rest) + 1;
}

interface Table {
  readonly years: ReadonlySet<number>;
  readonly rest: ReadonlySet<Day>;
  readonly work: ReadonlySet<Day>;
}
const tables = new WeakMap<readonly CalendarYear[], Table>();

function tableOf(calendar: readonly CalendarYear[]): Table {
  const known = tables.get(calendar);
  if (known) return known;
  const rest = new Set<Day>();
  for (const span of calendar.flatMap((year) => year.rest)) {
    for (let day = span.from; day <= span.to; day = addDays(day, 1)) rest.add(day);
  }
  const table = {
    years: new Set(calendar.map((year) => year.year)),
    rest,
    work: new Set(calendar.flatMap((year) => year.work)),
  };
  tables.set(calendar, table);
  return table;
}

/**
 * Whether people are at work on a day: Monday to Friday unless listed as rest, and weekends listed as work. A day
 * listed as rest stays rest even on a weekday. Refusal `calendar_missing` {year, years} for a year without a table.
 */
export function isWorkingDay(calendar: readonly CalendarYear[], day: Day): boolean {
  const table = tableOf(calendar);
  if (!table.years.has(yearOf(day))) {
    throw new Refusal('calendar_missing', { year: yearOf(day), years: [...table.years].sort((a, b) => a - b) });
  }
  if (table.work.has(day)) return true;
  return weekdayOf(day) <= 5 && !table.rest.has(day);
}

/**
 * The `count`-th working day after a day (before it, if negative); the day itself does not count and 0 gives it back.
 * Refusal `calendar_missing` where the way leads through a year without a table.
 */
export function addWorkingDays(calendar: readonly CalendarYear[], day: Day, count: number): Day {
  const step = count < 0 ? -1 : 1;
  let current = day;
  for (let left = Math.abs(count); left > 0; ) {
    current = addDays(current, step);
    if (isWorkingDay(calendar, current)) left -= 1;
  }
  return current;
}
