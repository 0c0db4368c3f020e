/** What the page of one's own work reads: credits of some units, and records that came back to whoever entered them. */
import { type RawBuilder, sql } from 'kysely';
import { homeOf, type UnitCode } from '#org';
import { type CreditColumns, creditFrom, type RecordColumns, stateFrom } from '../act-rows.ts';
import type { Store } from '../open-store.ts';
import type { ListedRecord, ServedCredit } from '../records.ts';

const homesOf = (units: readonly UnitCode[]): string[] => [...new Set(units.map(homeOf))];

/** Credits of everything some units owe in some years. */
export const creditsQuery = (units: readonly UnitCode[], years: readonly number[]): RawBuilder<CreditColumns> => sql`
  select c.* from fulfilment f join fulfilment_record c
    on (c.county_code, c.unit_code, c.duty, c.holder, c.period) = (f.county_code, f.unit_code, f.duty, f.holder, f.period)
  where f.county_code = any(${homesOf(units)}::text[]) and f.unit_code = any(${[...units]}::text[])
    and f.year = any(${[...years]}::smallint[])`;

export const creditsAt = async (
  store: Store,
  units: readonly UnitCode[],
  years: readonly number[],
): Promise<ServedCredit[]> => (await store.rows(creditsQuery(units, years))).map(creditFrom);

/** Records that an account entered at some units and that now stand in one of some states, `<kind>:<state>`. */
export async function ownInStates(
  store: Store,
  units: readonly UnitCode[],
  account: string,
  states: readonly string[],
): Promise<ListedRecord[]> {
  if (states.length === 0) return [];
  const rows = await store.rows<RecordColumns & { county_code: string; title: string; counts: boolean }>(sql`
    select * from record where county_code = any(${homesOf(units)}::text[]) and author = ${account}
      and kind || ':' || state = any(${[...states]}::text[]) order by changed_at limit 100`);
  return rows.map((row) => ({
    county: row.county_code,
    state: stateFrom(row),
    title: row.title,
    counts: row.counts,
    fulfils: 0,
  }));
}
