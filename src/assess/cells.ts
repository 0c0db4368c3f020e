/**
 * The computed side of an overview: what is owed, per duty and period, on the real tree, and how much of it the
 * tallies say is met. Nothing here is stored: owed = units that count × holders, for every period of every duty.
 */
import { type CountedPeriod, periods } from '#ledger';
import type { Day, Law, Level, ResolvedDuty, UnitCondition } from '#regime';

/** Number of units of a level with a profile, in a scope, that were valid on both days. */
export type CountUnits = (level: Level, where: UnitCondition | undefined, from: Day, on: Day) => number;

/** Obligations that became met or excused, and targets reached, by duty and period, up to a day. */
export interface TallyRow {
  readonly duty: string;
  readonly period: string;
  readonly met: number;
  readonly excused: number;
  readonly done: number;
}

/** A duty and one period of it that counts in the year looked at. */
export interface OwedPeriod extends CountedPeriod {
  readonly duty: ResolvedDuty;
  readonly dueSoonDays: number;
}

/** One owed period in a scope: how many owe it, how many have met it. */
export interface Cell extends OwedPeriod {
  readonly owed: number;
  readonly met: number;
  readonly excused: number;
  readonly done: number;
}

/** How many holders one unit has for a duty: one per named seat, or one where it is owed together (g-2). */
export const holdersPerUnit = (duty: ResolvedDuty): number =>
  duty.holder.mode === 'each' ? (duty.holder.seats?.length ?? 1) : 1;

const tallyKey = (duty: string, period: string): string => `${duty}|${period}`;

/** Every duty × period that a law makes count in a year, as of a day; terms stand beside the year (decision 0003). */
export function owedPeriods(law: Law, year: number, day: Day): OwedPeriod[] {
  const owed: OwedPeriod[] = [];
  for (const duty of law.duties.values()) {
    if (duty.holder.level === 'nation' || law.skipLevels.has(duty.holder.level)) continue;
    const dueSoonDays = 'cadence' in duty.measure ? (law.dueSoonDays[duty.measure.cadence] ?? 0) : 0;
    for (const counted of [...periods.counted(law, duty, year, day), ...periods.counted(law, duty, 0, day)])
      owed.push({ ...counted, duty, dueSoonDays });
  }
  return owed;
}

/** The owed periods of one law in one scope, with what the scope's tally says of each. Scopes without holders drop out. */
export function cellsOf(periods: readonly OwedPeriod[], count: CountUnits, tally: readonly TallyRow[]): Cell[] {
  const rows = new Map(tally.map((row) => [tallyKey(row.duty, row.period), row]));
  return periods.flatMap((owed) => {
    const { duty, period, countedFrom, countedOn } = owed;
    const units = count(duty.holder.level, duty.holder.where, countedFrom, countedOn);
    if (units === 0) return [];
    const { met = 0, excused = 0, done = 0 } = rows.get(tallyKey(duty.id, period.key)) ?? {};
    return [{ ...owed, owed: units * holdersPerUnit(duty), met, excused, done }];
  });
}

/** Tally rows of a whole less those of its parts that are under another law. */
export function without(whole: readonly TallyRow[], parts: readonly TallyRow[]): TallyRow[] {
  const rest = new Map(whole.map((row) => [tallyKey(row.duty, row.period), { ...row }]));
  for (const row of parts) {
    const left = rest.get(tallyKey(row.duty, row.period));
    if (left === undefined) continue;
    left.met -= row.met;
    left.excused -= row.excused;
    left.done -= row.done;
  }
  return [...rest.values()];
}
