/** Records in an open state that go with a seat: sent back, waiting to be looked at here, or open by the pack. */
import { type RawBuilder, sql } from 'kysely';
import { ancestorsOf, homeOf, type UnitCode } from '#org';
import type { Day } from '#regime';
import { type RecordColumns, stateFrom } from '../act-rows.ts';
import type { Store } from '../open-store.ts';
import { openTo } from '../reach/reading.ts';
import type { ListedRecord } from '../records.ts';

export const carriedParts = ['returned', 'accept', 'second-look', 'open'] as const;

export interface Carried {
  readonly part: (typeof carriedParts)[number];
  /** For `open` the kind; otherwise empty. */
  readonly kind: string;
  /** How many there are, also past the reader's reach and past what is listed. */
  readonly total: number;
  readonly rows: readonly (ListedRecord & { readonly due: Day | null })[];
}

export interface CarriedSearch {
  readonly unit: UnitCode;
  readonly seat: string;
  /** Who leaves. */
  readonly person: string;
  /** What the seat stands for: itself and its bodies. */
  readonly posts: readonly string[];
  /** States out of which a record is sent in again, `<kind>:<state>`. */
  readonly returned: readonly string[];
  /** States that the pack calls open. */
  readonly open: readonly string[];
  /** So many of a part are listed. */
  readonly most: number;
}

type Row = RecordColumns & { county_code: string; title: string; counts: boolean; due: Day | null };

/** What goes with a seat, as far as the reader of the store may see it; one statement. */
export async function carriedRecords(store: Store, search: CarriedSearch): Promise<Carried[]> {
  const found = await store.rows<{ part: Carried['part']; of: string; total: number; rows: Row[] }>(sql`
    with found as (${sql.join(partsOf(search), sql` union all `)}), seen as (
      select r.*, case when ${openTo(store.reach, 'see')} then 1 else 0 end as seen from found r), listed as (
      select s.*, row_number() over (partition by part, "of", seen order by due nulls last, day, id) as n from seen s)
    select part, "of", count(*)::int total,
      coalesce(jsonb_agg(to_jsonb(l) order by due nulls last, day, id) filter (where seen = 1 and n <= ${search.most}), '[]') rows
    from listed l group by 1, 2 order by 2`);
  return found.map(({ part, of, total, rows }) => ({
    ...{ part, kind: of, total },
    rows: rows.map((row) => ({
      ...{
        county: row.county_code,
        state: stateFrom(row),
        title: row.title,
        counts: row.counts,
        fulfils: 0,
        due: row.due,
      },
    })),
  }));
}

function partsOf({ unit, seat, person, posts, returned, open }: CarriedSearch): RawBuilder<unknown>[] {
  const home = homeOf(unit);
  const names = sql`r.seats @> array[${`${unit}:${seat}`}]::text[]`;
  const state = sql`r.kind || ':' || r.state`;
  const parts = [
    sql`select case t.mode when 'all' then 'accept' else 'second-look' end part, '' "of", t.due, r.* from review_task t
      join record r on r.county_code = t.county_code and r.id = t.record_id where t.reviewers && ${[...posts]}::text[]`,
  ];
  if (returned.length > 0)
    parts.push(sql`select 'returned' part, '' "of", null::date due, r.* from record r
      where r.county_code = ${home} and r.unit_code = ${unit} and ${state} = any(${[...returned]}::text[])
        and (r.author in (select id::text from account where person = ${person}) or ${names})`);
  if (open.length > 0)
    parts.push(sql`select 'open' part, r.kind "of", null::date due, r.* from record r
      where r.county_code = any(${[home, ...ancestorsOf(home)]}::text[]) and ${state} = any(${[...open]}::text[]) and ${names}`);
  return parts;
}
