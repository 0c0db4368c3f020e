/**
 * What the records give under another law. Those that may serve a home are its own, and those of the homes above and
 * below that name one of its seats; each is judged anew by the same pure functions, and nothing else is believed.
 */
import { type RawBuilder, sql } from 'kysely';
import { creditsOf, type RecordState } from '#ledger';
import { ancestorsOf, homeOf, type OrgView, parseUnitCode } from '#org';
import type { Day, Law } from '#regime';
import { type RecordColumns, stateFrom } from '../act-rows.ts';
import { orgFor } from '../acts.ts';
import type { Store } from '../open-store.ts';
import { type UnitRow, unitOf } from '../org-view.ts';
import { keyText, type StoredCredit } from '../settle.ts';

/** Records that name a seat above the county, as the index `record_upper_idx` finds them: `"43:governor"`. */
export const namesUpper = sql.raw(String.raw`fields::text ~ '"(0|\d{2}|\d{4}):[a-z]'`);

/** Which records are read: up to a day, and so many at a time by id. */
export interface Portion {
  readonly to: Day;
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface Serving {
  readonly state: RecordState;
  /** Home of the record. */
  readonly county: string;
}

type Row = RecordColumns & { county_code: string; at_unit: UnitRow | null };

/** Records that count and may serve a home, with the units that lie outside of it. */
export async function servingRecords(
  store: Store,
  home: string,
  { to, after, limit }: Portion,
): Promise<{ records: Serving[]; outside: UnitRow[]; last: string | undefined }> {
  const counts = sql`r.counts and r.day <= ${to}::date`;
  const behind = after === undefined ? sql`` : sql`and r.id > ${after}::uuid`;
  const own = sql<Row>`(select r.*, null::jsonb at_unit from record r where r.county_code = ${home} and ${counts} ${behind}
    order by r.id limit ${limit})`;
  const others = sql`select r.*, to_jsonb(u) at_unit from record r join unit u on u.code = r.unit_code
    where ${counts} and ${namesSeatsOf(home)}`;
  const rows = await store.rows<Row>(after === undefined ? sql<Row>`${own} union all ${others}` : own);
  const mine = rows.filter((row) => row.county_code === home);
  return {
    records: rows.map((row) => ({ state: stateFrom(row), county: row.county_code })),
    outside: rows.flatMap((row) => row.at_unit ?? []),
    last: mine.length === limit ? mine.at(-1)?.id : undefined,
  };
}

/** How many records of a home itself count by a day. */
export async function countRecords(store: Store, home: string, to: Day): Promise<number> {
  const [row] = await store.rows<{ records: number }>(
    sql`select count(*)::int records from record where county_code = ${home} and counts and day <= ${to}::date`,
  );
  return row?.records ?? 0;
}

/** Of the records of other homes, those that name a seat of this one: a seat lies on the line of its record. */
function namesSeatsOf(home: string): RawBuilder<unknown> {
  if (home.length < 6)
    return sql`r.county_code <> ${home} and r.${namesUpper} and r.fields::text ~ ${`"${home}:[a-z]`}`;
  const above = ancestorsOf(parseUnitCode(home));
  return sql`r.county_code = any(${above}::text[]) and r.fields::text ~ ${`"${home}\\d*:[a-z]`}`;
}

/** The view of a home that also knows the units outside; above the county it is read for just these records. */
export async function orgForRecords(
  store: Store,
  home: string,
  inside: OrgView,
  { records, outside }: { records: readonly Serving[]; outside: readonly UnitRow[] },
): Promise<OrgView> {
  if (home.length < 6) return orgFor(store, [{ unit: home }, ...records.map(({ state }) => state)]);
  if (outside.length === 0) return inside;
  const more = new Map(outside.map((row) => [row.code, unitOf(row)]));
  return { ...inside, find: (code) => inside.find(code) ?? more.get(code) };
}

/** What one record gives to the obligations of a home under a law, each once. */
export function creditsIn(law: Law, org: OrgView, home: string, { state, county }: Serving): StoredCredit[] {
  const each = new Map(creditsOf(law, state, org).map((credit) => [`${keyText(credit)}|${credit.target}`, credit]));
  return [...each.values()]
    .filter((credit) => homeOf(parseUnitCode(credit.unit)) === home)
    .map((credit) => ({ ...credit, record: state.id, recordCounty: county }));
}
