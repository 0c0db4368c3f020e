import type { Day } from '../pack.ts';

/**
 * The day whose law governs the figures of a year looked at from a day: the day itself inside the year, else the end
 * of the year nearest to it.
 */
export function lawDayOf(year: number, day: Day): Day {
  const own = Number(day.slice(0, 4));
  if (own === year) return day;
  return own > year ? `${year}-12-31` : `${year}-01-01`;
}
