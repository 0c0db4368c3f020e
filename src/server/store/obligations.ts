/**
 * The obligations inside a home as a live join: what the law owes, handed in as rows, against units and progress. Status
 * and order are made in the database, so that a page costs the same wherever it begins.
 */
import { sql } from 'kysely';
import type { Status } from '#ledger';
import { homeOf, type UnitCode } from '#org';
import type { Day, Level } from '#regime';
import type { Store } from './open-store.ts';

/** One period of one duty: of every unit of a profile, or of one unit. */
export interface Owed {
  readonly duty: string;
  readonly holder: string;
  readonly period: string;
  readonly year: number;
  readonly from_day: Day;
  readonly to_day: Day | null;
  readonly due: Day | null;
  /** First day on which it is near. */
  readonly soon: Day | null;
  readonly need: number | null;
  readonly goal: number | null;
  readonly targets: number | null;
  /** So many leave it open, not overdue, once it has ended. */
  readonly nearly: number | null;
  readonly is_coverage: boolean;
  readonly is_holding: boolean;
  /** Set for one unit alone; the profile is then not looked at. */
  readonly unit: string | null;
  readonly level: Level;
  readonly farming: boolean | null;
  readonly kinds: readonly string[] | null;
  /** The unit must be in force on both days. */
  readonly counted_from: Day;
  readonly counted_on: Day;
}

export interface OwedRow extends Owed {
  readonly code: string;
  readonly status: Status;
  readonly done: number;
  readonly met_day: Day | null;
  readonly excused_day: Day | null;
  readonly last_day: Day | null;
}

/** Place in the list: rank of the status, due day, unit, duty, holder, period. */
export type OwedKey = readonly [rank: number, due: string, code: string, duty: string, holder: string, period: string];

export const ranks: Readonly<Record<Status, number>> = { overdue: 0, due_soon: 1, open: 2, met: 3, excused: 4 };
export const endOfDays: Day = '9999-12-31';

export interface OwedScope {
  readonly unit: UnitCode;
  /** The unit alone, or it and everything below it inside its county. */
  readonly isOwn: boolean;
  readonly day: Day;
  readonly status?: Status | undefined;
  readonly after?: OwedKey | undefined;
  readonly limit: number;
}

const columns =
  sql.raw(`duty text, holder text, period text, year smallint, from_day date, to_day date, due date, soon date,
  need int, goal int, targets int, nearly int, is_coverage boolean, is_holding boolean, unit text, level text,
  farming boolean, kinds text[], counted_from date, counted_on date`);
const rankOf = sql.raw(
  `case status when 'overdue' then 0 when 'due_soon' then 1 when 'open' then 2 when 'met' then 3 else 4 end`,
);

/** One page: overdue first, then by due day. */
export function listOwed(store: Store, owed: readonly Owed[], scope: OwedScope): Promise<OwedRow[]> {
  const { unit, day, after } = scope;
  const home = homeOf(unit);
  const inside = scope.isOwn ? sql`u.code = ${unit}` : sql`u.code >= ${unit} and u.code < ${`${unit}:`}`;
  const on = sql`${day}::date`;
  const status = scope.status === undefined ? sql`true` : sql`status = ${scope.status}`;
  const behind = after
    ? sql`(rank, coalesce(due, ${endOfDays}::date), code, duty, holder, period)
        > (${after[0]}::int, ${after[1]}::date, ${after[2]}::text, ${after[3]}::text, ${after[4]}::text, ${after[5]}::text)`
    : sql`true`;
  return store.rows<OwedRow>(sql`
    with owed as materialized (select * from jsonb_to_recordset(${JSON.stringify(owed)}::jsonb) as o (${columns})),
    near as materialized (select u.code, u.level, u.farming, u.kind, u.valid_from, u.valid_to from unit u where ${inside}),
    each as (
      select o.*, u.code from owed o join near u
        on o.unit is null and u.level = o.level and u.kind <> 'statistical'
        and (o.farming is null or o.farming = u.farming) and (o.kinds is null or u.kind = any(o.kinds))
        and u.valid_from <= o.counted_from and (u.valid_to is null or u.valid_to > o.counted_from)
        and u.valid_from <= o.counted_on and (u.valid_to is null or u.valid_to > o.counted_on)
      union all
      select o.*, u.code from owed o join near u on o.unit = u.code
    ), known as (
      select e.*, f.done as kept, f.met_day, f.excused_day, f.last_day,
        case when case when e.is_holding or e.is_coverage and f.until_day is not null then (
            select case when e.is_coverage then count(distinct c.target) else count(*) end from fulfilment_record c
            where c.county_code = ${home} and c.unit_code = e.code and c.duty = e.duty and c.holder = e.holder
              and c.period = e.period and c.day <= ${on} and (c.until_day is null or c.until_day >= ${on})
              and not (c.excused and c.target = '')) >= e.need and f.met_day is not null
          else f.met_day <= ${on} and (f.until_day is null or f.until_day >= ${on}) end then 'met'
          when f.excused_day <= ${on} then 'excused'
          when e.due is null or e.from_day > ${on} then 'open'
          when e.due < ${on} then case when e.nearly is not null and f.done >= e.nearly then 'open' else 'overdue' end
          when e.soon <= ${on} then 'due_soon'
          else 'open' end status
      from each e left join fulfilment f on f.county_code = ${home} and f.unit_code = e.code and f.duty = e.duty
        and f.holder = e.holder and f.period = e.period
    ), ranked as (select k.*, ${rankOf} rank from known k where ${status}),
    page as (
      select * from ranked where ${behind}
      order by rank, coalesce(due, ${endOfDays}::date), code, duty, holder, period limit ${scope.limit}
    )
    select p.*, case
      when p.kept is null then 0
      when not p.is_holding and coalesce(p.last_day, p.excused_day, ${on}) <= ${on} then p.kept
      else (select case when p.is_coverage then count(distinct c.target) else count(*) end from fulfilment_record c
        where c.county_code = ${home} and c.unit_code = p.code and c.duty = p.duty and c.holder = p.holder
          and c.period = p.period and c.day <= ${on} and not (c.excused and c.target = '')
          and (c.until_day is null or c.until_day >= ${on})) end::int done
    from page p order by rank, coalesce(due, ${endOfDays}::date), code, duty, holder, period`);
}
