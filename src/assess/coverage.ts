/** Coverage of a scope: how many targets were reached, of how many, by how many holders; terms and years alike. */
import { meetsCondition, type Unit } from '#org';
import type { Day, Law, Level, ResolvedDuty, UnitCondition } from '#regime';
import { type CountUnits, holdersPerUnit, type TallyRow } from './cells.ts';

/** Number of rural villages below the units of a level with a profile, in a scope, on a day. */
export type CountVillages = (level: Level, where: UnitCondition | undefined, day: Day) => number;

/** A registered number summed over the units of a profile in a scope, and the villages of those that have it (g-12). */
export interface FactSum {
  readonly fact: string;
  readonly kind: Unit['kind'];
  readonly farming: boolean;
  readonly value: number;
  readonly villages: number;
}

export interface CoverageFigures {
  readonly duty: ResolvedDuty;
  /** Seats that owe it. */
  readonly holders: number;
  /** Of these, seats that reached the share. */
  readonly met: number;
  /** Targets reached, summed over seats. */
  readonly reached: number;
  /** Targets owed, summed over seats; null where the register is missing. */
  readonly targets: number | null;
}

/** Name of the register of natural villages and groups, as the ledger reads it (g-12). */
const groupRegister = (law: Law): string =>
  law.assumptions.has('g-12') ? String(law.assumed('g-12', 'register')) : 'natural_villages';

/** Targets of the units that hold a duty: villages of others in the scope are none of theirs. */
function targetsOf(
  law: Law,
  { measure, holder }: ResolvedDuty,
  count: CountUnits,
  villages: CountVillages,
  facts: readonly FactSum[],
  day: Day,
): number | null {
  if (measure.type !== 'coverage') return null;
  const farming = { farming: true };
  switch (measure.of) {
    case 'villages':
      return villages(holder.level, holder.where, day);
    case 'village_groups': {
      const registered = facts.filter(
        (row) => row.fact === groupRegister(law) && meetsCondition(row, holder.where ?? {}),
      );
      const more = registered.reduce((sum, row) => sum + row.value - row.villages, 0);
      return villages(holder.level, holder.where, day) + more;
    }
    case 'households': {
      const registered = facts.filter((row) => row.fact === 'households');
      return registered.length === 0 ? null : registered.reduce((sum, row) => sum + row.value, 0);
    }
    case 'townships':
      return count('township', farming, day, day);
    case 'counties':
      return count('county', farming, day, day);
  }
}

/** Every coverage duty of a law with holders in the scope. */
export function coverageOf(
  law: Law,
  count: CountUnits,
  villages: CountVillages,
  tally: readonly TallyRow[],
  facts: readonly FactSum[],
  year: number,
  day: Day,
): CoverageFigures[] {
  return [...law.duties.values()].flatMap((duty) => {
    if (duty.measure.type !== 'coverage' || law.skipLevels.has(duty.holder.level)) return [];
    const each = holdersPerUnit(duty);
    const holders = each * count(duty.holder.level, duty.holder.where, day, day);
    if (holders === 0) return [];
    const period = duty.measure.cadence === 'per_term' ? 'term' : String(year);
    const row = tally.find((found) => found.duty === duty.id && found.period === period);
    const targets = targetsOf(law, duty, count, villages, facts, day);
    return [
      { duty, holders, met: row?.met ?? 0, reached: row?.done ?? 0, targets: targets === null ? null : targets * each },
    ];
  });
}

/** One row a duty, summed over the parts of a scope that are under different laws; a missing register counts nothing. */
export function joined(rows: readonly CoverageFigures[]): CoverageFigures[] {
  const sums = new Map<string, CoverageFigures>();
  for (const row of rows) {
    const sum = sums.get(row.duty.id);
    if (!sum) {
      sums.set(row.duty.id, row);
      continue;
    }
    const targets = sum.targets === null && row.targets === null ? null : (sum.targets ?? 0) + (row.targets ?? 0);
    const { duty, holders, met, reached } = sum;
    sums.set(duty.id, {
      duty,
      holders: holders + row.holders,
      met: met + row.met,
      reached: reached + row.reached,
      targets,
    });
  }
  return [...sums.values()];
}
