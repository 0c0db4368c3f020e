/** Coverage of a scope: how many targets were reached, of how many, by how many holders; terms and years alike. */
import type { Day, Law, ResolvedDuty } from '#regime';
import { type CountUnits, holdersPerUnit, type TallyRow } from './cells.ts';

/** A registered number summed over a scope, and the villages of those units that have it (g-12). */
export interface FactSum {
  readonly fact: string;
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

function targetsOf(duty: ResolvedDuty, count: CountUnits, facts: readonly FactSum[], day: Day): number | null {
  if (duty.measure.type !== 'coverage') return null;
  const farming = { farming: true };
  const fact = (name: string): FactSum | undefined => facts.find((row) => row.fact === name);
  switch (duty.measure.of) {
    case 'villages':
      return count('village', farming, day, day);
    case 'village_groups': {
      const registered = fact('natural_villages');
      return count('village', farming, day, day) - (registered?.villages ?? 0) + (registered?.value ?? 0);
    }
    case 'households':
      return fact('households')?.value ?? null;
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
    const targets = targetsOf(duty, count, facts, day);
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
