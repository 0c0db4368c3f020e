/** The course of a year by month: of what had fallen due by each month's end, how much was met by then. */
import { addDays, type Day } from '#regime';
import type { Cell } from './cells.ts';

/** Obligations of a duty and period that became met or excused in one month (its first day). */
export interface MonthRow {
  readonly duty: string;
  readonly period: string;
  readonly month: Day;
  readonly met: number;
  readonly excused: number;
}
export interface TrendPoint {
  /** `2026-03` */
  readonly month: string;
  readonly due: number;
  readonly met: number;
  readonly rate: number | null;
}

const monthStart = (year: number, month: number): Day => `${year}-${String(month).padStart(2, '0')}-01`;
const monthEnd = (year: number, month: number): Day =>
  addDays(month === 12 ? monthStart(year + 1, 1) : monthStart(year, month + 1), -1);

/** Points from January to the month of the day (all twelve when the day lies after the year). Counts are cumulative. */
export function trendOf(cells: readonly Cell[], months: readonly MonthRow[], year: number, day: Day): TrendPoint[] {
  const due = new Map<string, { due: Day; owed: number }>();
  for (const cell of cells) {
    if (cell.due === null) continue;
    const key = `${cell.duty.id}|${cell.period.key}`;
    due.set(key, { due: cell.due, owed: (due.get(key)?.owed ?? 0) + cell.owed });
  }
  const points: TrendPoint[] = [];
  for (let month = 1; month <= 12 && monthStart(year, month) <= day; month++) {
    const end = monthEnd(year, month) < day ? monthEnd(year, month) : day;
    // On the last day of a month what falls due that day is still in time, but the month is judged as a whole.
    const fallen = (key: string): boolean => (due.get(key)?.due ?? '9999') <= end;
    let owed = 0;
    for (const [key, value] of due) if (fallen(key)) owed += value.owed;
    let met = 0;
    for (const row of months) {
      if (row.month <= end && fallen(`${row.duty}|${row.period}`)) met += row.met + row.excused;
    }
    points.push({ month: monthStart(year, month).slice(0, 7), due: owed, met, rate: owed > 0 ? met / owed : null });
  }
  return points;
}
