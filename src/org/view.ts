/** What the ledger asks about units, facts and tenures; the store answers it from the database, tests from memory. */
import type { Day, Level, UnitCondition } from '#regime';
import type { Entry } from './entry.ts';
import { type Following, followingOf, type Standing, standingFrom, type UnitAct } from './succession.ts';
import type { Tenure } from './tenure.ts';
import { isWithin, type Unit, type UnitCode } from './unit.ts';

export interface OrgView {
  /** The unit of a code, in force or not; undefined for codes that never existed. */
  find(code: string): Unit | undefined;
  /** How many units of a level below `scope` (itself included) meet a condition on a day. */
  count(scope: string, level: Level, condition: UnitCondition, day: Day): number;
  /** Their codes, in order. */
  list(scope: string, level: Level, condition: UnitCondition, day: Day): readonly string[];
  /** A number of a register (`households`, `natural_villages`) on a day; undefined where none is registered. */
  fact(code: string, fact: string, day: Day): number | undefined;
  /** Every tenure of a seat, by first day. */
  tenures(unit: string, seat: string): readonly Tenure[];
  /** Every entry of a unit's bodies and seats, by first day. */
  entries(unit: string): readonly Entry[];
  /** The units that stand for what a code was on a day, from that day on: itself, and what followed it. */
  standing(code: string, day: Day): readonly Standing[];
  /** Days after `day` on which the units below one, or its registers, changed. */
  changes(scope: string, day: Day): readonly Day[];
}

/** A registered number of a unit from a day on. */
export interface UnitFact {
  readonly unit: string;
  readonly fact: string;
  readonly from: Day;
  readonly value: number;
}

/** Whether a unit exists on a day; `validTo` is the first day on which it no longer does. */
export const isValidOn = (unit: Unit, day: Day): boolean =>
  unit.validFrom <= day && (unit.validTo === null || day < unit.validTo);

/** Whether a unit meets a condition of the law. Statistical areas meet none: they neither owe nor are a target. */
export const meetsCondition = (unit: Pick<Unit, 'kind' | 'farming'>, condition: UnitCondition): boolean =>
  unit.kind !== 'statistical' &&
  (condition.farming === undefined || condition.farming === unit.farming) &&
  (!condition.kinds || (condition.kinds as readonly string[]).includes(unit.kind));

export interface MemoryOrg {
  readonly units: readonly Unit[];
  readonly tenures?: readonly Tenure[];
  readonly entries?: readonly Entry[];
  readonly facts?: readonly UnitFact[];
  readonly acts?: readonly UnitAct[];
}

/** An `OrgView` over lists held in memory. A register above the village is the sum of what lies below it. */
export function memoryOrg({ units, tenures = [], entries = [], facts = [], acts = [] }: MemoryOrg): OrgView {
  const byCode = new Map(units.map((unit) => [unit.code as string, unit]));
  const ordered = [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  const lines = Map.groupBy(followingOf(acts), (line: Following) => line.code as string);
  const bySeat = new Map<string, Tenure[]>();
  for (const tenure of [...tenures].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const key = `${tenure.unit}:${tenure.seat}`;
    bySeat.set(key, [...(bySeat.get(key) ?? []), tenure]);
  }
  const entered = Map.groupBy(
    [...entries].sort((a, b) => (a.from < b.from ? -1 : 1)),
    (entry) => entry.unit,
  );
  const below = (scope: string, level: Level, condition: UnitCondition, day: Day): Unit[] =>
    ordered.filter(
      (unit) =>
        unit.level === level &&
        isWithin(unit.code, scope as UnitCode) &&
        isValidOn(unit, day) &&
        meetsCondition(unit, condition),
    );
  const registered = (code: string, fact: string, day: Day): number | undefined => {
    let found: UnitFact | undefined;
    for (const row of facts)
      if (row.unit === code && row.fact === fact && row.from <= day && (!found || row.from >= found.from)) found = row;
    return found?.value;
  };
  return {
    find: (code) => byCode.get(code),
    count: (scope, level, condition, day) => below(scope, level, condition, day).length,
    list: (scope, level, condition, day) => below(scope, level, condition, day).map((unit) => unit.code),
    fact: (code, fact, day) => {
      const own = registered(code, fact, day);
      if (own !== undefined || code.length >= 12) return own;
      const parts = below(code, 'village', {}, day).flatMap((unit) => registered(unit.code, fact, day) ?? []);
      return parts.length === 0 ? undefined : parts.reduce((sum, value) => sum + value, 0);
    },
    tenures: (unit, seat) => bySeat.get(`${unit}:${seat}`) ?? [],
    entries: (unit) => entered.get(unit) ?? [],
    standing: (code, day) => standingFrom(lines, code, day),
    changes: (scope, day) => changesOf(ordered, facts, scope, day),
  };
}

/** Days after one on which a unit below `scope`, or a register there, begins or ends. */
export function changesOf(
  units: readonly Unit[],
  facts: readonly Pick<UnitFact, 'unit' | 'from'>[],
  scope: string,
  day: Day,
): Day[] {
  const days = new Set<Day>();
  const add = (code: string, on: Day | null): void => {
    if (on !== null && on > day && isWithin(code as UnitCode, scope as UnitCode)) days.add(on);
  };
  for (const unit of units) {
    add(unit.code, unit.validFrom);
    add(unit.code, unit.validTo);
  }
  for (const { unit, from } of facts) add(unit, from);
  return [...days].sort();
}
