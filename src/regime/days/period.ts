/** The periods in which a recurring duty is counted: calendar years, half years, quarters and months. */

import type { Cadence, Day } from '../pack.ts';
import { dayFrom, daysInMonth, isDay, monthOf, yearOf } from './calendar.ts';

/** A period with its key (`2026`, `2026H1`, `2026Q1`, `2026-03`), the year it belongs to, first and last day. */
export interface CalendarPeriod {
  readonly key: string;
  readonly year: number;
  readonly from: Day;
  readonly to: Day;
}

/** How many periods of a cadence make a year. */
export const periodsPerYear = { annual: 1, semiannual: 2, quarterly: 4, monthly: 12 } as const satisfies Record<
  Cadence,
  number
>;

const yearText = (year: number): string => String(year).padStart(4, '0');
const keys: Record<Cadence, (year: string, index: number) => string> = {
  annual: (year) => year,
  semiannual: (year, index) => `${year}H${index + 1}`,
  quarterly: (year, index) => `${year}Q${index + 1}`,
  monthly: (year, index) => `${year}-${String(index + 1).padStart(2, '0')}`,
};

const made = new Map<string, readonly CalendarPeriod[]>();

/** All periods of a cadence in a year, in order, without gap or overlap. Memoised: the same array every time. */
export function periodsOf(cadence: Cadence, year: number): readonly CalendarPeriod[] {
  const known = made.get(`${cadence}${year}`);
  if (known) return known;
  const count = periodsPerYear[cadence];
  const months = 12 / count;
  const periods = Array.from({ length: count }, (_, index) => {
    const last = (index + 1) * months;
    return {
      key: keys[cadence](yearText(year), index),
      year,
      from: dayFrom(year, index * months + 1, 1),
      to: dayFrom(year, last, daysInMonth(year, last)),
    };
  });
  made.set(`${cadence}${year}`, periods);
  return periods;
}

/** The period of a cadence in which a day lies. */
export function periodAt(cadence: Cadence, day: Day): CalendarPeriod {
  const months = 12 / periodsPerYear[cadence];
  return periodsOf(cadence, yearOf(day))[Math.floor((monthOf(day) - 1) / months)]!;
}

const keyShape = /^(\d{4})(?:H([12])|Q([1-4])|-(0[1-9]|1[0-2]))?$/;

/**
 * The days of a period key: calendar periods and windows (`2023-04-01/2023-06-30`, year 0). Undefined for keys whose
 * days are not in the key (`standing`, `T2024-03-15`) and for anything else.
 */
export function findPeriod(key: string): CalendarPeriod | undefined {
  const window = key.split('/');
  if (window.length === 2 && isDay(window[0]!) && isDay(window[1]!) && window[0]! <= window[1]!) {
    return { key, year: 0, from: window[0]!, to: window[1]! };
  }
  const match = keyShape.exec(key);
  if (!match || match[1] === '0000') return undefined;
  const year = Number(match[1]);
  if (match[2]) return periodsOf('semiannual', year)[Number(match[2]) - 1];
  if (match[3]) return periodsOf('quarterly', year)[Number(match[3]) - 1];
  return match[4] ? periodsOf('monthly', year)[Number(match[4]) - 1] : periodsOf('annual', year)[0];
}
