/** The duty overview of a unit and everything below it: counts and tallies in, figures out. */
import {
  type Cell,
  type CountUnits,
  cellsOf,
  coverageOf,
  type FactSum,
  figuresBy,
  figuresOf,
  type MonthRow,
  minutesPerMonth,
  type OwedPeriod,
  owedPeriods,
  type TallyRow,
  trendOf,
  without,
} from '#assess';
import type { Overview, UnitRef } from '#contract';
import { isWithin, parseUnitCode, type UnitCode } from '#org';
import { type Day, type Law, type Library, lawDayOf, levels, Refusal } from '#regime';
import type { Stores } from '../store/open-store.ts';
import {
  type CountRow,
  countRows,
  factSums,
  liveRows,
  monthRows,
  recordCount,
  type ScopeUnit,
  scopeUnits,
  summed,
  tallyRows,
  type UnitTally,
  unitsOn,
  within,
} from '../store/overview.ts';

export interface OverviewAsked {
  readonly code: string;
  readonly day: Day;
  readonly year: number;
}

/** What the database gave for one overview. */
interface Facts {
  readonly units: readonly ScopeUnit[];
  readonly counts: readonly CountRow[];
  readonly tally: readonly UnitTally[];
  readonly months: readonly MonthRow[];
  readonly sums: readonly FactSum[];
  readonly records: number | null;
}

/** Below the county nothing is tallied; fulfilments are counted as they stand. */
const isLive = (code: string): boolean => code.length > 6;

/** Units inside a scope that have a law of their own, other than the scope's. */
function innerJurisdictions(library: Library, scope: UnitCode, day: Day): UnitCode[] {
  const own = library.at(day, scope).regime.id;
  return [...library.jurisdictions.keys()]
    .map((code) => parseUnitCode(code))
    .filter((code) => code !== scope && isWithin(code, scope) && library.at(day, code).regime.id !== own);
}

async function read(stores: Stores, asked: OverviewAsked, inner: readonly UnitCode[]): Promise<Facts> {
  const scope = parseUnitCode(asked.code);
  const { year, day } = asked;
  return stores.as('0', async (store) => {
    const units = await scopeUnits(store, scope, day);
    const codes = [...new Set([...units.map((unit) => unit.code), scope, ...inner])];
    const scopes = codes.filter((code) => code.length < 12);
    const counts = await countRows(store, scopes);
    const sums = await factSums(store, scope, day);
    const records = scope.length < 6 ? null : await recordCount(store, scope, year);
    if (isLive(scope)) {
      const tally = await liveRows(store, scope, 12, year, day);
      return {
        units,
        counts,
        sums,
        records,
        tally,
        months: tally.flatMap((row) => (row.month ? [{ ...row, month: row.month }] : [])),
      };
    }
    const folded = await tallyRows(
      store,
      codes.filter((code) => !isLive(code)),
      year,
      day,
    );
    const months = await monthRows(store, scope, year, day);
    const live = scope.length < 6 ? [] : await liveRows(store, scope, 9, year, day);
    return { units, counts, sums, records, months, tally: [...folded, ...live.filter((row) => isLive(row.unit))] };
  });
}

/** The figures of any scope among the units read: counts and tallies, less the parts that are under another law. */
class Board {
  private readonly periods = new Map<Law, OwedPeriod[]>();
  private readonly byScope: Map<string, CountRow[]>;
  private readonly asked: OverviewAsked;
  private readonly facts: Facts;

  constructor(asked: OverviewAsked, facts: Facts) {
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
      const itself: CountRow = { ...village, scope, day: '0001-01-01', began: 1, ended: 0 };
      return (level, where, from, on) => unitsOn([itself], level, where, from, on);
    }
    return (level, where, from, on) => {
      const at = (code: UnitCode): number => unitsOn(this.byScope.get(code) ?? [], level, where, from, on);
      return parts.reduce((sum, part) => sum - at(part), at(scope));
    };
  }

  tally(scope: UnitCode, parts: readonly UnitCode[]): TallyRow[] {
    const { tally } = this.facts;
    const at = (code: UnitCode): TallyRow[] =>
      summed(isLive(code) ? within(tally, code) : tally.filter((row) => row.unit === code));
    return without(at(scope), parts.flatMap(at));
  }

  cells(law: Law, scope: UnitCode, parts: readonly UnitCode[]): Cell[] {
    return cellsOf(this.periodsOf(law), this.count(scope, parts), this.tally(scope, parts));
  }
}

/**
 * The overview of a unit on a day, for a year.
 * @throws Refusal `unit_unknown`
 */
export async function overviewOf(stores: Stores, library: Library, asked: OverviewAsked): Promise<Overview> {
  const scope = parseUnitCode(asked.code);
  const { day, year } = asked;
  const lawDay = lawDayOf(year, day);
  const lawAt = (code: string): Law => library.at(lawDay, code);
  const inner = innerJurisdictions(library, scope, lawDay);
  const facts = await read(stores, asked, inner);
  const unit = facts.units.find((found) => found.is_scope);
  if (!unit) throw new Refusal('unit_unknown', { value: asked.code });
  const board = new Board(asked, facts);
  const partsOf = (code: UnitCode): UnitCode[] => inner.filter((part) => part !== code && isWithin(part, code));
  const cellsAt = (code: UnitCode): Cell[] => {
    const parts = partsOf(code);
    return [board.cells(lawAt(code), code, parts), ...parts.map((part) => board.cells(lawAt(part), part, []))].flat();
  };
  const cells = cellsAt(scope);
  const law = lawAt(scope);
  const children = facts.units.filter((child) => !child.is_scope);
  return {
    unit: refOf(unit),
    day,
    year,
    regime: { id: law.regime.id, name: law.regime.name, what_if: false },
    regimes_below: children.flatMap((child) => {
      const { id, name } = lawAt(child.code).regime;
      return id === law.regime.id ? [] : [{ id, name, unit: refOf(child) }];
    }),
    total: figuresOf(cells, day),
    own: figuresOf(
      cells.filter((cell) => cell.duty.holder.level === unit.level),
      day,
    ),
    levels: levelRows(cells, board.count(scope, []), day),
    groups: [...figuresBy(cells, (cell) => cell.duty.group, day)].map(([group, figures]) => ({ group, figures })),
    duties: dutyRows(cells, day),
    coverage: [scope, ...inner].flatMap((code) => {
      const parts = code === scope ? inner : [];
      const sums = code === scope ? facts.sums : [];
      return coverageOf(lawAt(code), board.count(code, parts), board.tally(code, parts), sums, year, day).map(
        ({ duty, ...figures }) => ({ duty: duty.id, name: duty.name, level: duty.holder.level, ...figures }),
      );
    }),
    trend: trendOf(cells, facts.months, year, day),
    children: children.map((child) => ({
      unit: refOf(child),
      figures: figuresOf(cellsAt(parseUnitCode(child.code)), day),
    })),
    assumptions: acting(law, cells),
    burden: { records: facts.records, minutes_per_village_month: minutesPerMonth(law, 'village') },
  };
}

const refOf = ({ code, name, level, kind, farming }: ScopeUnit): UnitRef => ({ code, name, level, kind, farming });

function levelRows(cells: readonly Cell[], count: CountUnits, day: Day): Overview['levels'] {
  return levels.flatMap((level) => {
    const units = count(level, undefined, day, day);
    if (units === 0 || level === 'nation') return [];
    const own = cells.filter((cell) => cell.duty.holder.level === level);
    return [{ level, units, figures: figuresOf(own, day) }];
  });
}

function dutyRows(cells: readonly Cell[], day: Day): Overview['duties'] {
  const duties = new Map(cells.map((cell) => [cell.duty.id, cell.duty]));
  return [...figuresBy(cells, (cell) => cell.duty.id, day)].flatMap(([id, figures]) => {
    const duty = duties.get(id);
    if (!duty) return [];
    const cadence = 'cadence' in duty.measure ? duty.measure.cadence : duty.measure.type;
    return [{ duty: id, name: duty.name, group: duty.group, level: duty.holder.level, cadence, figures }];
  });
}

function acting(law: Law, cells: readonly Cell[]): Overview['assumptions'] {
  const ids = [...new Set(cells.flatMap((cell) => [...cell.duty.acting]))].sort();
  return ids.flatMap((id) => {
    const assumption = law.assumptions.get(id);
    if (!assumption) return [];
    const { question, default: byDefault, reason, outside } = assumption;
    return [{ id, question, default: byDefault, reason, outside: outside === true }];
  });
}
