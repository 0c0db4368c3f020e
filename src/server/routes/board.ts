/** Counts and tallies of an overview put together: what any scope among them owes and has met, law by law. */
import {
  type Cell,
  type CountUnits,
  cellsOf,
  type FactSum,
  type MonthRow,
  type OwedPeriod,
  owedPeriods,
  type TallyRow,
  without,
} from '#assess';
import type { UnitCode } from '#org';
import type { Law } from '#regime';
import { type CountRow, type ScopeUnit, summed, type UnitTally, unitsOn, within } from '../store/overview.ts';
import type { Asked } from './context.ts';

/** What the database gave for one overview. */
export interface Facts {
  readonly units: readonly ScopeUnit[];
  readonly counts: readonly CountRow[];
  readonly tally: readonly UnitTally[];
  readonly months: readonly MonthRow[];
  readonly sums: readonly FactSum[];
  readonly records: number | null;
  /** Whether the tally holds the units below a scope one by one, or the scope's own sum. */
  isLive(scope: string): boolean;
}

/** The figures of any scope among the units read: counts and tallies, less the parts that are under another law. */
export class Board {
  private readonly periods = new Map<Law, OwedPeriod[]>();
  private readonly byScope: Map<string, CountRow[]>;
  private readonly asked: Asked;
  private readonly facts: Facts;

  constructor(asked: Asked, facts: Facts) {
    this.asked = asked;
    this.facts = facts;
    this.byScope = Map.groupBy(facts.counts, (row) => row.scope);
  }

  private periodsOf(law: Law): OwedPeriod[] {
    const owed = this.periods.get(law) ?? owedPeriods(law, this.asked.year, this.asked.day);
    this.periods.set(law, owed);
    return owed;
  }

  count(scope: UnitCode, parts: readonly UnitCode[]): CountUnits {
    const village = this.facts.units.find((unit) => unit.code === scope && unit.level === 'village');
    if (village) {
      const { valid_from: first, valid_to: end } = village;
      const itself: CountRow[] = [{ ...village, scope, day: first, since: first, began: 1, ended: 0 }];
      if (end !== null) itself.push({ ...village, scope, day: end, since: first, began: 0, ended: 1 });
      return (level, where, from, on) => unitsOn(itself, level, where, from, on);
    }
    return (level, where, from, on) => {
      const at = (code: UnitCode): number => unitsOn(this.byScope.get(code) ?? [], level, where, from, on);
      return parts.reduce((sum, part) => sum - at(part), at(scope));
    };
  }

  tally(scope: UnitCode, parts: readonly UnitCode[]): TallyRow[] {
    const { tally, isLive } = this.facts;
    const at = (code: UnitCode): TallyRow[] =>
      summed(isLive(code) ? within(tally, code) : tally.filter((row) => row.unit === code));
    return without(at(scope), parts.flatMap(at));
  }

  cells(law: Law, scope: UnitCode, parts: readonly UnitCode[]): Cell[] {
    return cellsOf(this.periodsOf(law), this.count(scope, parts), this.tally(scope, parts));
  }
}
