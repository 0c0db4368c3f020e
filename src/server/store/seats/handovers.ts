/** Tenures that ended, and the handovers begun for them. */
import { type RawBuilder, sql } from 'kysely';
import type { RecordState } from '#ledger';
import { homeOf, type UnitCode } from '#org';
import type { Day } from '#regime';
import { type CreditColumns, creditFrom, type RecordColumns, stateFrom } from '../act-rows.ts';
import type { Store } from '../open-store.ts';
import type { ServedCredit } from '../records.ts';
import { creditsQuery } from './home.ts';
import type { SeatColumns } from './seat-rows.ts';

/** A tenure that ended, with who holds the seat after it, and the handover that was begun for it. */
export interface EndedTenure extends SeatColumns {
  readonly next_person: string | null;
  readonly next_name: string | null;
  readonly record: RecordColumns | null;
}

export const handoverState = (row: EndedTenure) => (row.record ? stateFrom(row.record) : undefined);

export interface HandoverSearch {
  /** Kind of record and the fields of it that name the tenure. */
  readonly kind: string;
  readonly tenureField: string;
  /** Tenures that ended on this day or after, and before `before`. */
  readonly from: Day;
  readonly before: Day;
}

/** Ended tenures of some units, or of the seats of some units in which a person was, the latest first. */
export const endedTenures = (
  store: Store,
  units: readonly UnitCode[],
  person: string | null,
  search: HandoverSearch,
): Promise<EndedTenure[]> => store.rows<EndedTenure>(endedQuery(units, person, search));

/** A credit with what its record says. */
export type CreditOfRecord = ServedCredit & { readonly kind: string | null; readonly fields: RecordState['fields'] };
type Column = CreditColumns & { kind: string | null; fields: RecordState['fields'] | null };

/** The ended tenures of one unit, and what was credited there in some years; one statement. */
export async function endedWithCredits(
  store: Store,
  unit: UnitCode,
  search: HandoverSearch,
  years: readonly number[],
): Promise<{ ended: EndedTenure[]; credits: CreditOfRecord[] }> {
  const [row] = await store.rows<{ ended: EndedTenure[] | null; credits: Column[] | null }>(sql`
    select (select jsonb_agg(e) from (${endedQuery([unit], null, search)}) e) ended,
      (select jsonb_agg(to_jsonb(c) || jsonb_build_object('kind', r.kind, 'fields', r.fields))
        from (${creditsQuery([unit], years)}) c left join record r on (r.county_code, r.id) = (c.record_county, c.record_id)) credits`);
  return {
    ended: row?.ended ?? [],
    credits: (row?.credits ?? []).map((one) => ({ ...creditFrom(one), kind: one.kind, fields: one.fields ?? {} })),
  };
}

function endedQuery(
  units: readonly UnitCode[],
  person: string | null,
  { kind, tenureField, from, before }: HandoverSearch,
): RawBuilder<EndedTenure> {
  const homes = [...new Set(units.map(homeOf))];
  const mine = person === null ? sql`false` : sql`t.person = ${person}`;
  return sql<EndedTenure>`
    with ended as (
      select t.* from tenure t
      where t.to_day >= ${from}::date and t.to_day < ${before}::date
        and ((t.county_code = any(${homes}::text[]) and t.unit_code = any(${[...units]}::text[])) or ${mine}))
    select e.*, n.person next_person, n.person_name next_name,
      (select to_jsonb(r) from record r where r.county_code = e.county_code and r.unit_code = e.unit_code
        and r.kind = ${kind} and r.state <> 'withdrawn' and r.fields->>${tenureField}::text = e.id::text
        order by r.changed_at desc limit 1) record
    from ended e left join lateral (
      select person, person_name from tenure n
      where n.county_code = e.county_code and n.unit_code = e.unit_code and n.seat = e.seat and n.from_day > e.from_day
      order by n.from_day limit 1) n on true
    order by e.to_day desc, e.id`;
}
