/** The ledger's `OrgView`, answered from rows that were read beforehand: two ways to read them, for an act and a county. */
import { type RawBuilder, sql } from 'kysely';
import {
  changesOf,
  type Following,
  isValidOn,
  isWithin,
  meetsCondition,
  type OrgView,
  parseUnitCode,
  standingFrom,
  type Tenure,
  type Unit,
} from '#org';
import type { Day, Level } from '#regime';
import type { Store } from './open-store.ts';
import { type EntryRow, entryFrom } from './seats/entry-rows.ts';

export interface UnitRow {
  code: string;
  level: string;
  kind: string;
  farming: boolean;
  name: string;
  pinyin: string;
  valid_from: string;
  valid_to: string | null;
}
interface CountRow {
  scope: string;
  level: string;
  kind: string;
  farming: boolean;
  day: string;
  began: number;
  ended: number;
}
interface FactRow {
  code: string;
  fact: string;
  day: string;
  value: string | number;
}
/** A tenure with the name of the person, as pages show it. */
export interface NamedTenure extends Tenure {
  /** Its id; that of the record which says so. */
  readonly id: string;
  readonly name: string;
  readonly sample: boolean;
}
export interface TenureRow {
  id: string;
  unit_code: string;
  seat: string;
  person: string;
  person_name: string;
  from_day: string;
  to_day: string | null;
  acting: boolean;
  sample: boolean;
}

/** Rows as the statement below gives them. */
interface OrgRows {
  readonly units: readonly UnitRow[] | null;
  readonly counts: readonly CountRow[] | null;
  readonly facts: readonly FactRow[] | null;
  readonly tenures: readonly TenureRow[] | null;
  readonly entries: readonly EntryRow[] | null;
  readonly lines: readonly Following[] | null;
}

/** An `OrgView` that also knows who is called what. Asking it for a scope that was not read is a bug and throws. */
export interface StoredOrg extends OrgView {
  readonly units: readonly Unit[];
  named(unit: string, seat: string): readonly NamedTenure[];
  /** Whether any tenure at all is registered for a unit; without one nobody can be called absent. */
  hasTenures(unit: string): boolean;
}

export const unitOf = (row: UnitRow): Unit =>
  ({
    code: row.code,
    level: row.level,
    kind: row.kind,
    farming: row.farming,
    name: row.name,
    pinyin: row.pinyin,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }) as Unit;

export const tenureOf = (row: TenureRow): NamedTenure => ({
  id: row.id,
  unit: row.unit_code,
  seat: row.seat,
  person: row.person,
  from: row.from_day,
  to: row.to_day,
  acting: row.acting,
  name: row.person_name,
  sample: row.sample,
});

const countedLevels = sql.raw("('village', 'township', 'county')");

/**
 * What an act needs: the units named by `codes`, and for `scopes` (units that may owe something) the numbers of units
 * below them, their registers and their tenures. One statement.
 */
export const orgAround = async (
  store: Store,
  codes: readonly string[],
  scopes: readonly string[],
): Promise<StoredOrg> => (await orgAlong<object>(store, codes, scopes, sql`null`)).org;

/** The same, with further columns read in the same statement. */
export async function orgAlong<R extends object>(
  store: Store,
  codes: readonly string[],
  scopes: readonly string[],
  further: RawBuilder<unknown>,
): Promise<{ org: StoredOrg; row: Partial<R> }> {
  const all = [...new Set([...codes, ...scopes])];
  const near = scopes.filter((code) => code.length >= 6);
  const [row] = await store.rows<OrgRows & Partial<R>>(sql`
    with lines as (
      select distinct l.code, l.day, l.successor
      from unnest(${[...scopes]}::text[]) s join unit_successor l on l.code >= s and l.code < s || ':'
    ) select
    (select jsonb_agg(u) from unit u where code = any(${all}::text[] || array(select successor from lines))) units,
    (select jsonb_agg(c) from unit_count c where scope = any(${[...scopes]}) and level in ${countedLevels}) counts,
    (select jsonb_agg(f) from (
      select * from unit_fact where code = any(${all})
      union select f.* from unnest(${near}::text[]) s join unit_fact f on f.code > s and f.code < s || ':') f) facts,
    (select jsonb_agg(t order by from_day) from tenure t
      where county_code = any(${homesOf(scopes)}) and unit_code = any(${[...scopes]})) tenures,
    (select jsonb_agg(e order by from_day) from post_entry e
      where county_code = any(${homesOf(scopes)}) and unit_code = any(${[...scopes]})) entries,
    (select jsonb_agg(l) from lines l) lines, ${further}`);
  return { org: storedOrg(row ?? empty), row: row ?? {} };
}

const homesOf = (codes: readonly string[]): string[] => [
  ...new Set(codes.map((code) => (code.length > 6 ? code.slice(0, 6) : code))),
];
const empty: OrgRows = { units: null, counts: null, facts: null, tenures: null, entries: null, lines: null };

/**
 * Everything inside a county, or, above the county, the unit alone with what it owes by. One statement. Villages
 * included: at most about 1,500 units.
 */
export async function orgInside(store: Store, unit: string): Promise<StoredOrg> {
  const code = parseUnitCode(unit);
  if (code.length < 6) return orgAround(store, [], [code]);
  const home = code.slice(0, 6);
  const [row] = await store.rows<OrgRows>(sql`select
    (select jsonb_agg(u order by code) from unit u where code >= ${home} and code < ${after(home)}) units,
    null counts,
    (select jsonb_agg(f) from unit_fact f where code >= ${home} and code < ${after(home)}) facts,
    (select jsonb_agg(t order by from_day) from tenure t where county_code = ${home}) tenures,
    (select jsonb_agg(e order by from_day) from post_entry e where county_code = ${home}) entries,
    (select jsonb_agg(l) from unit_successor l where code >= ${home} and code < ${after(home)}) lines`);
  return storedOrg(row ?? empty);
}

/** The first text behind every code that starts with this one. */
const after = (code: string): string => `${code}:`;

export function storedOrg(rows: OrgRows): StoredOrg {
  const units = (rows.units ?? []).map(unitOf);
  const byCode = new Map(units.map((unit) => [unit.code as string, unit]));
  const tenures = Map.groupBy((rows.tenures ?? []).map(tenureOf), (tenure) => `${tenure.unit}:${tenure.seat}`);
  const entered = Map.groupBy((rows.entries ?? []).map(entryFrom), (entry) => entry.unit);
  const seated = new Set((rows.tenures ?? []).map((row) => row.unit_code));
  const facts = Map.groupBy(rows.facts ?? [], (row) => row.fact);
  const counts = rows.counts === null ? undefined : Map.groupBy(rows.counts, (row) => row.scope);
  const lines = Map.groupBy(rows.lines ?? [], (line) => line.code);
  const registers = (rows.facts ?? []).map((row) => ({ unit: row.code, from: row.day }));

  const below = (scope: string, level: Level, condition: Parameters<OrgView['list']>[2], day: Day) =>
    units.filter(
      (unit) =>
        unit.level === level &&
        isWithin(unit.code, parseUnitCode(scope)) &&
        isValidOn(unit, day) &&
        meetsCondition(unit, condition),
    );
  return {
    units,
    find: (code) => byCode.get(code),
    list: (scope, level, condition, day) => below(scope, level, condition, day).map((unit) => unit.code),
    count: (scope, level, condition, day) => {
      if (!counts || scope.length === 12) return below(scope, level, condition, day).length;
      return (counts.get(scope) ?? [])
        .filter((row) => row.level === level && row.day <= day && meetsCondition(row as unknown as Unit, condition))
        .reduce((sum, row) => sum + row.began - row.ended, 0);
    },
    fact: (code, fact, day) => registered(facts.get(fact) ?? [], code, day),
    tenures: (unit, seat) => tenures.get(`${unit}:${seat}`) ?? [],
    entries: (unit) => entered.get(unit) ?? [],
    standing: (code, day) => standingFrom(lines, code, day),
    changes: (scope, day) => {
      const counted = (counts?.get(scope) ?? []).filter((row) => row.day > day).map((row) => row.day);
      return [...new Set([...counted, ...changesOf(units, registers, scope, day)])].sort();
    },
    named: (unit, seat) => tenures.get(`${unit}:${seat}`) ?? [],
    hasTenures: (unit) => seated.has(unit),
  };
}

/** The latest number of a register by a day; above the village the sum of what lies below, where none is its own. */
function registered(rows: readonly FactRow[], code: string, day: Day): number | undefined {
  const latest = new Map<string, FactRow>();
  for (const row of rows) {
    if (row.day > day || !row.code.startsWith(code)) continue;
    const known = latest.get(row.code);
    if (!known || row.day >= known.day) latest.set(row.code, row);
  }
  const own = latest.get(code);
  if (own || code.length === 12) return own && Number(own.value);
  const parts = [...latest.values()].filter((row) => row.code.length === 12);
  return parts.length === 0 ? undefined : parts.reduce((sum, row) => sum + Number(row.value), 0);
}
