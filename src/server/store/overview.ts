/**
 * What an overview reads: counts of units, tallies with what is still pending, and, inside a county, the fulfilments
 * themselves. A fixed number of statements, whatever the size of the tree.
 */
import { type RawBuilder, sql } from 'kysely';
import type { FactSum, MonthRow, TallyRow } from '#assess';
import { homeOf, isWithin, meetsCondition, nation, parseUnitCode, rangeOf, type Unit } from '#org';
import type { Day, Level, UnitCondition } from '#regime';
import type { Store } from './open-store.ts';
import { untilDay } from './tally-span.ts';

/** Units of one profile that began (`+`) or ended (`-`) in a scope on a day. */
export interface CountRow {
  readonly scope: string;
  readonly level: Level;
  readonly kind: string;
  readonly farming: boolean;
  readonly day: Day;
  /** For ends: when the ended units had begun. */
  readonly since: Day;
  readonly began: number;
  readonly ended: number;
}

export interface UnitTally extends TallyRow {
  readonly unit: string;
}

/**
 * Dated counts of the given scopes (nation to township), a few rows each; and of the rural villages of some, by the unit
 * above them. One statement.
 */
export async function countRows(
  store: Store,
  scopes: readonly string[],
  villagesOf: readonly string[] = [],
): Promise<{ counts: CountRow[]; villages: CountRow[] }> {
  const rows = await store.rows<CountRow & { readonly above: boolean }>(sql`
    select scope, level, kind, farming, day, since, began, ended, false as above from unit_count
    where scope = any(${scopes}::text[])
    union all
    select *, true from (${byUnitAbove(villagesOf)}) villages`);
  return { counts: rows.filter((row) => !row.above), villages: rows.filter((row) => row.above) };
}

const matches = (row: CountRow, level: Level, where: UnitCondition | undefined): boolean =>
  row.level === level &&
  row.kind !== 'statistical' &&
  (where?.farming === undefined || where.farming === row.farming) &&
  (!where?.kinds || (where.kinds as readonly string[]).includes(row.kind));

/** Units of a level and profile in a scope that were valid on both days, out of rows read by `countRows`. */
export function unitsOn(
  rows: readonly CountRow[],
  level: Level,
  where: UnitCondition | undefined,
  from: Day,
  on: Day,
): number {
  let units = 0;
  for (const row of rows) {
    if (!matches(row, level, where)) continue;
    if (row.day <= from) units += row.began;
    if (row.day <= on && row.since <= from) units -= row.ended;
  }
  return units;
}

/** Sums by unit, duty and period up to a day, for units at county level and above: folded and pending together. */
export function tallyRows(store: Store, units: readonly string[], year: number, day: Day): Promise<UnitTally[]> {
  const homes = units.map((unit) => homeOf(parseUnitCode(unit)));
  const keys = sql`county_code = any(${homes}::text[]) and unit_code = any(${units}::text[]) and year in (0, ${year})`;
  const columns = sql`unit_code, duty, period, met, excused, done`;
  return store.rows<UnitTally>(sql`
    select unit_code as unit, duty, period, sum(sign * met)::int as met, sum(sign * excused)::int as excused,
      sum(sign * done)::int as done
    from (
      ${untilDay(columns, keys, day)}
      union all
      select ${columns}, 1 from tally_delta where ${keys} and day <= ${day}::date
    ) part
    group by unit_code, duty, period`);
}

export interface UnitMonth extends MonthRow {
  readonly unit: string;
}

/** The same by unit and month, for the course of the year; the month of the day counts up to the day. */
export function monthRows(store: Store, units: readonly string[], year: number, day: Day): Promise<UnitMonth[]> {
  const homes = units.map((unit) => homeOf(parseUnitCode(unit)));
  const keys = sql`county_code = any(${homes}::text[]) and unit_code = any(${units}::text[]) and year = ${year}`;
  const month = `${day.slice(0, 7)}-01`;
  return store.rows<UnitMonth>(sql`
    select unit_code as unit, duty, period, date_trunc('month', day)::date as month, sum(met)::int as met, sum(excused)::int as excused
    from (
      select unit_code, duty, period, day, met, excused from tally where ${keys} and span = 'month' and day < ${month}::date
      union all
      select unit_code, duty, period, day, met, excused from tally
      where ${keys} and span = 'day' and day between ${month}::date and ${day}::date
      union all
      select unit_code, duty, period, day, met, excused from tally_delta where ${keys} and day <= ${day}::date
    ) part
    group by unit_code, duty, period, date_trunc('month', day)`);
}

export interface LiveRow extends UnitTally {
  readonly month: Day | null;
}

/** What has to be held at any moment of a duty. */
export interface Held {
  readonly duty: string;
  readonly need: number;
}

/**
 * Counted from the fulfilments of counties, below some scopes: by the unit at `digits` of the code (9: townships, 12: villages) and the
 * month in which they were met. A row keeps its latest span only; for days outside it, `held` says what was needed.
 */
export function liveRows(
  store: Store,
  scopes: readonly string[],
  digits: number,
  { year, day }: { year: number; day: Day },
  held: readonly Held[],
): Promise<LiveRow[]> {
  const on = sql`${day}::date`;
  const homes = [...new Set(scopes.map((scope) => homeOf(parseUnitCode(scope))))];
  const below = scopes.map((scope) => sql`starts_with(f.unit_code, ${scope})`);
  return store.rows<LiveRow>(sql`
    with stood as materialized (
      select f.unit_code, f.duty, f.period, f.met_day, f.excused_day, ${isStanding(on)} as is_met,
        case when f.excused_day <= ${on} then exists (
          select ${counting(on)} and r.excused and r.target = '') else false end as is_excused,
        case when f.last_day <= ${on} then f.done else (
          select count(distinct case r.target when '' then r.record_id::text else r.target end)
          ${counting(on)} and not (r.excused and r.target = '')) end as reached
      from fulfilment f
      left join jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as h (duty text, need int) on h.duty = f.duty
      where f.county_code in (${sql.join(homes)}) and (${sql.join(below, sql` or `)}) and f.year in (0, ${year})
        and not exists (select from tenure t where starts_with(f.period, 'T') and t.county_code = f.county_code
          and t.unit_code = f.unit_code and t.seat = f.holder and 'T' || t.from_day = f.period and t.to_day < ${on})
    )
    select left(unit_code, ${digits}) as unit, duty, case when period like 'T%' then 'term' else period end as period,
      date_trunc('month', case when is_met then met_day when is_excused then excused_day end)::date as month,
      (count(*) filter (where is_met))::int as met,
      (count(*) filter (where is_excused and not is_met))::int as excused, sum(reached)::int as done
    from stood group by 1, 2, 3, 4`);
}

const counting = (on: RawBuilder<unknown>): RawBuilder<unknown> => sql`from fulfilment_record r
  where (r.county_code, r.unit_code, r.duty, r.holder, r.period) = (f.county_code, f.unit_code, f.duty, f.holder, f.period)
    and r.day <= ${on} and (r.until_day is null or r.until_day >= ${on})`;

const isStanding = (on: RawBuilder<unknown>): RawBuilder<unknown> => sql`case
  when h.need is not null and (f.until_day is not null or f.met_day > ${on})
    then (select count(*) ${counting(on)} and not (r.excused and r.target = '')) >= h.need
  else coalesce(f.met_day <= ${on} and (f.until_day is null or f.until_day >= ${on}), false) end`;

/** Rows by duty and period, over all units and months. */
export function summed(rows: readonly UnitTally[]): TallyRow[] {
  const sums = new Map<string, { duty: string; period: string; met: number; excused: number; done: number }>();
  for (const row of rows) {
    const key = `${row.duty}|${row.period}`;
    const sum = sums.get(key) ?? { duty: row.duty, period: row.period, met: 0, excused: 0, done: 0 };
    sum.met += row.met;
    sum.excused += row.excused;
    sum.done += row.done;
    sums.set(key, sum);
  }
  return [...sums.values()];
}

/** Rows of the units that are `unit` or lie below it. */
export const within = <R extends { readonly unit: string }>(rows: readonly R[], unit: string): R[] =>
  rows.filter((row) => isWithin(parseUnitCode(row.unit), parseUnitCode(unit)));

export interface ScopeUnit {
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly kind: string;
  readonly farming: boolean;
  readonly valid_from: Day;
  readonly valid_to: Day | null;
  readonly is_scope: boolean;
}

/** The unit and its children on a day, by code; a placeholder city is passed through to the counties below it. */
export const scopeUnits = (store: Store, scope: string, day: Day): Promise<ScopeUnit[]> =>
  store.rows<ScopeUnit>(sql`
    select code, name, level, kind, farming, valid_from, valid_to, code = ${scope} as is_scope from unit
    where (code = ${scope} or (valid_from <= ${day}::date and coalesce(valid_to > ${day}::date, true) and (
      (parent = ${scope} and not (level = 'city' and kind = 'statistical'))
      or parent = any(array(select code from unit where parent = ${scope} and level = 'city' and kind = 'statistical')))))
    order by code limit 501`);

/** By how much the sum of a registered number, and the villages that it speaks for, change on a day. */
export interface FactStep extends FactSum {
  readonly part: string;
  readonly day: Day;
}

/**
 * Registered numbers of the units in a scope by fact and profile, as steps from day to day; each under the innermost of the
 * named parts that it lies in, else under the scope. The sum up to a day is what is registered on that day.
 */
export const factSteps = (store: Store, scope: string, parts: readonly string[] = []): Promise<FactStep[]> =>
  store.rows(sql`
    with of_townships as (
      select f.code, f.fact, u.kind, u.farming, f.day, f.value - coalesce(lag(f.value) over one, 0) as value,
        min(f.day) over one as first
      from unit_fact f join unit u on u.code = f.code
      where (${scope} = '0' or starts_with(f.code, ${scope})) and length(f.code) = 9 and f.fact <> 'households'
      window one as (partition by f.code, f.fact order by f.day)
    ), steps as (
      select code, fact, kind, farming, day, value, 0 as villages from of_townships
      union all
      select n.code, n.fact, n.kind, n.farming, greatest(c.day, n.first), 0, c.began - c.ended
      from (select distinct code, fact, kind, farming, first from of_townships) n
      join unit_count c on c.scope = n.code and c.level = 'village' and c.farming
      union all
      select township, fact, 'village', true, day, sum(value), 0 from (
        select left(code, 9) as township, fact, day,
          value - coalesce(lag(value) over (partition by code, fact order by day), 0) as value
        from unit_fact
        where (${scope} = '0' or starts_with(code, ${scope})) and length(code) = 12 and fact = 'households'
      ) of_villages group by township, fact, day
    )
    select part, fact, kind, farming, day, sum(value)::float8 as value, sum(villages)::int as villages from (
      select steps.*, coalesce((select max(part) from unnest(${parts}::text[]) part where starts_with(code, part)), ${scope}) as part
      from steps
    ) placed group by part, fact, kind, farming, day`);

/**
 * Dated counts of rural villages by the profile of the unit above them: of cities and counties all, of townships those
 * that most duties pass by (streets, placeholders, without farming). Level, kind and farming are those of that unit.
 */
function byUnitAbove(scopes: readonly string[]): RawBuilder<CountRow> {
  const ranges = scopes.map((scope) => rangeOf(parseUnitCode(scope)) ?? { from: '1', below: 'a' });
  return sql`
    select one.scope, p.level, p.kind, p.farming, c.day, c.since, sum(c.began)::int as began, sum(c.ended)::int as ended
    from unnest(${scopes}::text[], ${ranges.map(({ from }) => from)}::text[], ${ranges.map(({ below }) => below)}::text[])
      as one (scope, low, high)
    join unit p on p.code >= one.low and p.code < one.high and p.level <> 'village'
    join unit_count c on c.scope = p.code and c.level = 'village' and c.kind <> 'statistical' and c.farming
    where p.level in ('city', 'county') or p.level = 'township' and not (p.kind = 'township' and p.farming)
    group by one.scope, p.level, p.kind, p.farming, c.day, c.since`;
}

/** Those of the whole nation; they take a while, so who asks keeps them as long as the stamp of the tree stands. */
export const villageRows = (store: Store): Promise<CountRow[]> => store.rows(byUnitAbove([nation]));

/** What the tree and its registers were made from: it stays the same as long as neither changes. */
export async function treeStamp(store: Store): Promise<string> {
  const [row] = await store.rows<{ stamp: string }>(sql`
    select (select count(*) from unit_act) || ' ' || coalesce((select string_agg(stamp || loaded_at, ' ' order by part) from unit_load), '') as stamp`);
  return row?.stamp ?? '';
}

/** Rural villages below the units of a level and profile on a day, out of rows by the unit above them and all of the scope. */
export function villagesOn(
  rows: readonly CountRow[],
  all: number,
  level: Level,
  where: UnitCondition,
  day: Day,
): number {
  const below = (isMeant: (row: CountRow) => boolean): number =>
    rows
      .filter((row) => row.level === level && row.day <= day && isMeant(row))
      .reduce((sum, row) => sum + row.began - row.ended, 0);
  const isHolder = (row: Pick<CountRow, 'kind' | 'farming'>): boolean => meetsCondition(row as Unit, where);
  if (level === 'city' || level === 'county') return below(isHolder);
  if (level !== 'township') return all;
  return isHolder({ kind: 'township', farming: true }) ? all - below((row) => !isHolder(row)) : below(isHolder);
}

/** How many records with a day in the year count, below a scope inside one county. */
export async function recordCount(store: Store, scope: string, year: number): Promise<number> {
  const [row] = await store.rows<{ records: number }>(sql`
    select count(*)::int as records from record
    where county_code = ${homeOf(parseUnitCode(scope))} and starts_with(unit_code, ${scope}) and counts
      and day between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date`);
  return row?.records ?? 0;
}
