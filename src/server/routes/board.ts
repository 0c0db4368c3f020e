/** Counts and tallies of an overview put together: what any scope among them owes and has met, law by law. */
import {
  type Cell,
  type CountUnits,
  type CountVillages,
  cellsOf,
  type MonthRow,
  type OwedPeriod,
  owedPeriods,
  type TallyRow,
  without,
} from '#assess';
import type { UnitCode } from '#org';
import type { Law } from '#regime';
import {
  type CountRow,
  type FactStep,
  type ScopeUnit,
  summed,
  type UnitMonth,
  type UnitTally,
  unitsOn,
  villagesOn,
  within,
} from '../store/overview.ts';
import type { Asked } from './context.ts';
import type { Join } from './lineage.ts';

/** What the database gave for one overview. */
export interface Facts {
  readonly units: readonly ScopeUnit[];
  /** Former units whose figures belong to others now; empty for figures as it was. */
  readonly former: readonly ScopeUnit[];
  joins(unit: UnitCode): readonly Join[];
  readonly counts: readonly CountRow[];
  /** Rural villages by the profile of the units above them, of scopes whose coverage is asked. */
  readonly villages: readonly CountRow[];
  readonly tally: readonly UnitTally[];
  readonly months: readonly UnitMonth[];
  readonly sums: readonly FactStep[];
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

  /** The unit itself with all below, and what joined or left it since. */
  private whole(scope: UnitCode): readonly Join[] {
    return [{ code: scope, sign: 1 }, ...this.facts.joins(scope)];
  }

  private rowsOf(scope: UnitCode): readonly CountRow[] {
    const village = [...this.facts.units, ...this.facts.former].find(
      ({ code }) => code === scope && code.length === 12,
    );
    if (!village) return this.byScope.get(scope) ?? [];
    const { valid_from: first, valid_to: end } = village;
    const begun: CountRow = { ...village, scope, day: first, since: first, began: 1, ended: 0 };
    return end === null ? [begun] : [begun, { ...begun, day: end, began: 0, ended: 1 }];
  }

  count(scope: UnitCode, parts: readonly UnitCode[]): CountUnits {
    const plus = this.whole(scope).map(({ code, sign }) => ({ rows: this.rowsOf(code), sign }));
    const minus = parts.flatMap((part) =>
      this.whole(part).map(({ code, sign }) => ({ rows: this.rowsOf(code), sign: -sign })),
    );
    return (level, where, from, on) =>
      [...plus, ...minus].reduce((sum, { rows, sign }) => sum + sign * unitsOn(rows, level, where, from, on), 0);
  }

  /** Rural villages below the units that a duty binds. */
  villages(scope: UnitCode, parts: readonly UnitCode[]): CountVillages {
    const signed = [
      ...this.whole(scope),
      ...parts.flatMap((part) => this.whole(part)).map(({ code, sign }) => ({ code, sign: -sign })),
    ];
    const all = this.count(scope, parts);
    return (level, where = {}, day) => {
      const aside = signed.flatMap(({ code, sign }) =>
        this.facts.villages
          .filter((row) => row.scope === code)
          .map((row) => ({ ...row, began: sign * row.began, ended: sign * row.ended })),
      );
      return villagesOn(aside, all('village', { farming: true }, day, day), level, where, day);
    };
  }

  tally(scope: UnitCode, parts: readonly UnitCode[]): TallyRow[] {
    const { tally, isLive } = this.facts;
    const at = (unit: UnitCode): TallyRow[] =>
      summed(
        this.whole(unit).flatMap(({ code, sign }) => {
          const rows = isLive(code) ? within(tally, code) : tally.filter((row) => row.unit === code);
          return sign === 1 ? rows : rows.map(negative);
        }),
      );
    return without(at(scope), parts.flatMap(at));
  }

  /** What became met or excused by month, of a scope. */
  months(scope: UnitCode): MonthRow[] {
    const { months, isLive } = this.facts;
    return this.whole(scope).flatMap(({ code, sign }) => {
      const rows = isLive(code) ? within(months, code) : months.filter((row) => row.unit === code);
      return rows.map((row) => ({ ...row, met: sign * row.met, excused: sign * row.excused }));
    });
  }

  cells(law: Law, scope: UnitCode, parts: readonly UnitCode[]): Cell[] {
    return cellsOf(this.periodsOf(law), this.count(scope, parts), this.tally(scope, parts));
  }
}

const negative = (row: UnitTally): UnitTally => ({
  ...row,
  met: -row.met,
  excused: -row.excused,
  done: -row.done,
});
