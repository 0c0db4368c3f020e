/**
 * From which state of a home its what-if was counted. Whatever figures of a home follow from goes into its mark: the head
 * of its chain, its tenures and registers, acts on its units, and records elsewhere that name its seats.
 */
import { sql } from 'kysely';
import type { UnitCode } from '#org';
import type { Store } from '../open-store.ts';
import { namesUpper } from './judge.ts';

export interface HomeState {
  readonly home: string;
  readonly seq: number;
  readonly mark: string;
  /** Instant of the look at it. */
  readonly at: Date;
}

const homeOf = (column: string) =>
  sql`case when length(${sql.ref(column)}) > 6 then left(${sql.ref(column)}, 6) else ${sql.ref(column)} end`;
const seatNamed = sql.raw(String.raw`'"(0|\d{2}|\d{4}|\d{6})(?:\d{3}|\d{6})?:[a-z]'`);

/**
 * Homes whose figures under a law are missing or were counted from another state than the present one, by code; first
 * those without acts of their own, of which `countedIn` does not know.
 */
export function staleHomes(store: Store, stamp: string): Promise<HomeState[]> {
  return store.rows<HomeState>(sql`
    with speaking as (
      select county_code, id, version, fields::text from record r where r.${namesUpper} and length(county_code) >= 6
      union all
      select county_code, id, version, fields::text from record
        where county_code = any(array(select code from unit where level in ('nation', 'province', 'city')))
    ), named as (
      select m[1] home, sum(hashtextextended(county_code || id || version, 0)) mark
      from speaking cross join lateral regexp_matches(fields, ${seatNamed}, 'g') m where m[1] <> county_code group by 1
    ), seated as (
      select county_code home, sum(hashtextextended(concat_ws('|', unit_code, seat, from_day, to_day), 0)) mark
      from tenure group by 1
    ), registered as (
      select ${homeOf('code')} home, sum(hashtextextended(concat_ws('|', code, fact, day, value), 0)) mark
      from unit_fact group by 1
    ), home as (
      select coalesce(c.county_code, n.home) home, coalesce(c.seq, 0) seq
      from act_chain c full join named n on n.home = c.county_code
    ), changed as (
      select h.home, sum(hashtextextended(a.id::text, 0)) mark
      from home h join unit_act a on exists (select from unnest(a.from_codes || a.to_codes) one (code)
        where h.home = '0' or starts_with(one.code, h.home) or starts_with(h.home, one.code))
      group by 1
    ), now as (
      select h.home, h.seq, concat_ws(':', coalesce(s.mark, 0), coalesce(r.mark, 0), coalesce(a.mark, 0), coalesce(n.mark, 0),
        (select string_agg(stamp, '/' order by part) from unit_load)) mark
      from home h left join seated s using (home) left join registered r using (home)
        left join changed a using (home) left join named n using (home)
    )
    select n.*, transaction_timestamp() "at" from now n left join whatif_home w on w.county_code = n.home and w.stamp = ${stamp}
    where (w.seq, w.mark) is distinct from (n.seq, n.mark) order by n.seq > 0, n.home`);
}

/** How far the what-if of a scope has come. */
export interface Counted {
  /** Homes in the scope in which anything is recorded, and those that were counted. */
  readonly homes: number;
  readonly counted: number;
  /** Homes that have been acted in since they were counted. */
  readonly changed: number;
  /** Instant as of which all are counted; null where nothing has changed since. */
  readonly since: string | null;
}

export async function countedIn(store: Store, stamp: string, scope: UnitCode): Promise<Counted> {
  const [row] = await store.rows<Omit<Counted, 'since'> & { since: Date | null }>(sql`
    select count(*)::int homes, count(w.county_code)::int counted, (count(*) filter (where w.seq <> c.seq))::int changed,
      min(w.counted_at) filter (where w.seq <> c.seq) since
    from act_chain c left join whatif_home w on w.county_code = c.county_code and w.stamp = ${stamp}
    where ${scope} = '0' or starts_with(c.county_code, ${scope})`);
  return row ? { ...row, since: row.since?.toISOString() ?? null } : { homes: 0, counted: 0, changed: 0, since: null };
}
