/** Reads of the administrative tree. Units are public: no scope bounds them, the day does. */
import { type RawBuilder, sql } from 'kysely';
import {
  ancestorsOf,
  type Entry,
  homeOf,
  isUnitCode,
  parseUnitCode,
  parseUnitQuery,
  rangeOf,
  type Unit,
  type UnitCode,
  type UnitQuery,
} from '#org';
import type { Day, Level } from '#regime';
import type { Store } from './open-store.ts';
import { type EntryRow, entryFrom } from './seats/entry-rows.ts';

type Row = {
  code: UnitCode;
  level: Level;
  kind: Unit['kind'];
  farming: boolean;
  name: string;
  pinyin: string;
  valid_from: Day;
  valid_to: Day | null;
};

const columns = sql`code, level, kind, farming, name, pinyin, valid_from, valid_to`;

const unitOf = (row: Row): Unit => ({
  code: row.code,
  level: row.level,
  kind: row.kind,
  farming: row.farming,
  name: row.name,
  pinyin: row.pinyin,
  validFrom: row.valid_from,
  validTo: row.valid_to,
});

const inForce = (day: Day | null): RawBuilder<unknown> =>
  day === null
    ? sql`valid_to is null`
    : sql`valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)`;

function inside(scope: UnitCode | undefined): RawBuilder<unknown> {
  const range = scope === undefined ? null : rangeOf(scope);
  return range === null ? sql`true` : sql`code >= ${range.from} and code < ${range.below}`;
}

/** The unit of a code, in force or not; undefined when there never was one. */
export async function findUnit(store: Store, code: UnitCode): Promise<Unit | undefined> {
  return (await findUnits(store, [code]))[0];
}

/** The units of some codes, in force or not, by code; unknown codes are left out. */
export async function findUnits(store: Store, codes: readonly string[]): Promise<Unit[]> {
  if (codes.length === 0) return [];
  const rows = await store.rows<Row>(sql`select ${columns} from unit where code = any(${codes}::text[]) order by code`);
  return rows.map(unitOf);
}

/** The same, each with what it has of bodies and seats, where the store sees that; one statement. */
export async function findPlaces(
  store: Store,
  codes: readonly string[],
): Promise<{ units: Unit[]; entries: Map<string, Entry[]> }> {
  if (codes.length === 0) return { units: [], entries: new Map() };
  const homes = [...new Set(codes.filter(isUnitCode).map((code) => homeOf(parseUnitCode(code))))];
  const rows = await store.rows<Row & { entries: EntryRow[] | null }>(sql`
    select ${columns}, (select jsonb_agg(to_jsonb(e) order by e.from_day, e.id) from post_entry e
       where e.county_code = any(${homes}::text[]) and e.unit_code = unit.code) entries
      from unit where code = any(${codes}::text[]) order by code`);
  const entries = new Map(rows.flatMap((row) => (row.entries ? [[row.code, row.entries.map(entryFrom)]] : [])));
  return { units: rows.map(unitOf), entries };
}

/** The units right below one that are in force on a day, by code, after the code `after`. */
export async function listChildren(
  store: Store,
  parent: UnitCode,
  page: { day: Day; after?: string; limit: number },
): Promise<Unit[]> {
  const rows = await store.rows<Row>(sql`
    select ${columns} from unit
    where parent = ${parent} and code > ${page.after ?? ''} and ${inForce(page.day)}
    order by code limit ${page.limit}`);
  return rows.map(unitOf);
}

/** The units of a level at and below a scope that are in force on a day, by code. Meant for a county and below. */
export async function listBelow(store: Store, scope: UnitCode, level: Level, day: Day): Promise<Unit[]> {
  const rows = await store.rows<Row>(sql`
    select ${columns} from unit where ${inside(scope)} and level = ${level} and ${inForce(day)} order by code`);
  return rows.map(unitOf);
}

export type ProfileCount = { level: Level; kind: Unit['kind']; farming: boolean; units: number };

/** How many units of each profile stood at and below a scope (nation to township) on a day. */
export async function countUnits(store: Store, scope: UnitCode, day: Day): Promise<ProfileCount[]> {
  return store.rows<ProfileCount>(sql`
    select level, kind, farming, sum(began - ended)::int as units from unit_count
    where scope = ${scope} and day <= ${day}::date
    group by level, kind, farming having sum(began - ended) <> 0 order by level, kind, farming`);
}

export type FactRow = { fact: string; day: Day; value: number; source: string };

/** The registered numbers of a unit that hold on a day, the newest of each kind. */
export async function listFacts(store: Store, code: UnitCode, day: Day): Promise<FactRow[]> {
  return store.rows<FactRow>(sql`
    select distinct on (fact) fact, day, value::float8 as value, source from unit_fact
    where code = ${code} and day <= ${day}::date order by fact, day desc`);
}

export type Succession = { code: UnitCode; day: Day; verb: string };

/** What directly followed a unit, by day. */
export async function listSuccessors(store: Store, code: UnitCode): Promise<Succession[]> {
  return store.rows<Succession>(sql`
    select s.successor as code, s.day, a.verb from unit_successor s join unit_act a on a.id = s.act_id
    where s.code = ${code} order by s.day, s.successor`);
}

/** What a unit directly followed, by day. */
export async function listPredecessors(store: Store, code: UnitCode): Promise<Succession[]> {
  return store.rows<Succession>(sql`
    select s.code, s.day, a.verb from unit_successor s join unit_act a on a.id = s.act_id
    where s.successor = ${code} order by s.day, s.code`);
}

/** For each code as of a day, the units that stand for it on a later day: itself, one, or several after a split. */
export async function standingOn(
  store: Store,
  codes: readonly string[],
  asOf: Day,
  day: Day,
): Promise<Map<string, UnitCode[]>> {
  const rows = await store.rows<{ origin: string; code: UnitCode }>(sql`
    with recursive step (origin, code, day) as (
      select code, code, ${asOf}::date from unnest(${codes}::text[]) as given (code)
      union
      select step.origin, s.successor, s.day
      from step
      cross join lateral (
        select min(day) as day from unit_successor n
        where n.code = step.code and n.day > step.day and n.day <= ${day}::date
      ) next
      join unit_successor s on s.code = step.code and s.day = next.day
    )
    select distinct origin, code from step
    where not exists (
      select from unit_successor n where n.code = step.code and n.day > step.day and n.day <= ${day}::date
    )
    order by origin, code`);
  const found = new Map<string, UnitCode[]>();
  for (const { origin, code } of rows) found.set(origin, [...(found.get(origin) ?? []), code]);
  return found;
}

export type UnitSearch = {
  limit?: number;
  within?: UnitCode | undefined;
  level?: Level | undefined;
  /** Units in force on this day; absent: those that have not ended. */
  day?: Day | undefined;
};

/**
 * Units by name, pinyin, initials or code, best first: whole names, then by level from above, beginnings before the
 * inside of names. At most five statements, each later one only while fewer than `limit` (default 20) are found.
 */
export async function searchUnits(store: Store, text: string, search: UnitSearch = {}): Promise<Unit[]> {
  const query = parseUnitQuery(text);
  if (query === null) return [];
  const limit = search.limit ?? 20;
  const level = search.level === undefined ? sql`true` : sql`level = ${search.level}`;
  const filter = sql`${inForce(search.day ?? null)} and ${inside(search.within)} and ${level}`;
  const found: Row[] = [];
  for (const step of stepsOf(query)) {
    if (found.length >= limit) break;
    const rows = await store.rows<Row>(sql`
      select ${columns} from unit where ${step.where} and ${filter} order by ${step.order}
      limit ${limit + found.length}`);
    const known = new Set(found.map((row) => row.code));
    found.push(...rows.filter((row) => !known.has(row.code)));
  }
  return found.slice(0, limit).map(unitOf);
}

type Step = { where: RawBuilder<unknown>; order: RawBuilder<unknown> };

const joined = sql`replace(pinyin, ' ', '')`;
const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&');

function stepsOf(query: UnitQuery): Step[] {
  if (query.by === 'code') {
    const begins = sql`code like ${`${query.digits}%`}`;
    return [
      { where: sql`level <> 'village' and ${begins}`, order: sql`length(code), code` },
      { where: sql`level = 'village' and ${begins}`, order: sql`code` },
    ];
  }
  const begin = `${escaped(query.text)}%`;
  const within = `%${begin}`;
  if (query.by === 'name') {
    const exact = sql`name = any(${query.exact}::text[])`;
    return [
      { where: exact, order: sql`length(code), code` },
      {
        where: sql`level <> 'village' and name like ${within}`,
        order: sql`length(code), (name like ${begin}) desc, code`,
      },
      { where: sql`level = 'village' and name like ${begin}`, order: sql`name using ~<~` },
      {
        where: sql`level = 'village' and string_to_array(name, null) @> ${query.letters}::text[] and name like ${within}`,
        order: sql`code`,
      },
    ];
  }
  const exact = sql`(${joined} = any(${query.exact}::text[]) or initials = ${query.text})`;
  const steps: Step[] = [
    { where: exact, order: sql`length(code), code` },
    {
      where: sql`level <> 'village' and (${joined} like ${within} or initials like ${within})`,
      order: sql`length(code), (${joined} like ${begin} or initials like ${begin}) desc, code`,
    },
    { where: sql`level = 'village' and ${joined} like ${begin}`, order: sql`${joined} using ~<~` },
    { where: sql`level = 'village' and initials like ${begin}`, order: sql`initials using ~<~` },
  ];
  const cuts = query.cuts.filter((cut) => cut.whole.length > 0);
  if (cuts.length > 0) {
    const each = cuts.map(
      (cut) => sql`(string_to_array(pinyin, ' ') @> ${cut.whole}::text[] and pinyin like ${`% ${escaped(cut.text)}%`})`,
    );
    steps.push({ where: sql`level = 'village' and (${sql.join(each, sql` or `)})`, order: sql`code` });
  }
  return steps;
}

/** The names of the units above each of some units, from the province down, joined by ` · `. One statement. */
export async function pathsOf(store: Store, codes: readonly UnitCode[]): Promise<Map<UnitCode, string>> {
  const above = new Map(codes.map((code) => [code, ancestorsOf(code).slice(1)]));
  const rows = await findUnits(store, [...new Set([...above.values()].flat())]);
  const names = new Map(rows.map((unit) => [unit.code, unit.kind === 'statistical' ? '' : unit.name]));
  return new Map(
    [...above].map(([code, codes]) => [
      code,
      codes
        .map((one) => names.get(one))
        .filter(Boolean)
        .join(' · '),
    ]),
  );
}
