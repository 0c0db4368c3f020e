/** The rows that follow from records which seat somebody: tenures, deputies, and the persons they name. */
import { type RawBuilder, sql } from 'kysely';
import { type RecordState, type Seated, seating } from '#ledger';
import { homeOf, parseUnitCode } from '#org';
import { type Library, Refusal } from '#regime';
import type { Store } from '../open-store.ts';
import { entryIn } from './entry-rows.ts';

/** Tables that are projections of such records. */
export type SeatTable = 'tenure' | 'deputy';
export const seatTables = ['tenure', 'deputy'] as const satisfies readonly SeatTable[];

/** What a record puts into each table; nothing for most records. */
export type SeatRows = Readonly<Partial<Record<SeatTable, Seated>>>;

/** What a record says about seats, under the law of its day. */
export function seatRowsOf(library: Library, record: RecordState | undefined): SeatRows {
  if (!record) return {};
  const law = library.at(record.day, record.unit);
  const [tenure, deputy] = [seating.tenureOf(law, record), seating.deputyOf(law, record)];
  return { ...(tenure && { tenure }), ...(deputy && { deputy }) };
}

/** Whether a record makes anybody hold or mind a seat, or says what one is. */
export const seatsSomebody = (library: Library, record: RecordState | undefined): boolean =>
  Object.keys(seatRowsOf(library, record)).length > 0 || entryIn(library, record) !== undefined;

/** Persons of the sample carry it in their id. */
export const isSamplePerson = (person: string): boolean => person.startsWith('sample-');

const homeCode = (unit: string): string => homeOf(parseUnitCode(unit));

/** A row as the tables keep it; a deputy always has a last day and is never acting. */
export interface SeatColumns {
  readonly county_code: string;
  readonly id: string;
  readonly unit_code: string;
  readonly seat: string;
  readonly person: string;
  readonly person_name: string;
  readonly from_day: string;
  readonly to_day: string | null;
  readonly acting?: boolean;
  readonly sample: boolean;
}

export const columnsOf = (table: SeatTable, one: Seated): SeatColumns => ({
  county_code: homeCode(one.unit),
  id: one.id,
  unit_code: one.unit,
  seat: one.seat,
  person: one.person,
  person_name: one.name,
  from_day: one.from,
  to_day: one.to,
  ...(table === 'tenure' && { acting: one.acting }),
  sample: isSamplePerson(one.person),
});

const names = (table: SeatTable): string[] => [
  ...['county_code', 'id', 'unit_code', 'seat', 'person', 'person_name', 'from_day', 'to_day'],
  ...(table === 'tenure' ? ['acting'] : []),
  'sample',
];

/** Puts rows in, or in the place of those with the same id. */
export async function putSeatRows(store: Store, table: SeatTable, rows: readonly Seated[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 1000) await store.rows(seatPart(table, rows.slice(from, from + 1000)));
}

function seatPart(table: SeatTable, rows: readonly Seated[]): RawBuilder<unknown> {
  const values = rows.map((one) => {
    const row = columnsOf(table, one);
    return sql`(${sql.join(names(table).map((name) => sql`${row[name as keyof SeatColumns] ?? null}`))})`;
  });
  const changes = names(table)
    .slice(2)
    .map((name) => sql.raw(`${name} = excluded.${name}`));
  return sql`
    insert into ${sql.table(table)} (${sql.raw(names(table).join(', '))}) values ${sql.join(values)}
    on conflict on constraint ${sql.ref(`${table}_pkey`)} do update set ${sql.join(changes)}`;
}

export async function dropSeatRows(
  store: Store,
  table: SeatTable,
  home: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await store.rows(sql`delete from ${sql.table(table)} where county_code = ${home} and id in (${sql.join([...ids])})`);
}

/** The rows of a home, as persons in seats. */
export async function readSeatRows(
  store: Store,
  table: SeatTable,
  home: string,
  within: RawBuilder<unknown> = sql`true`,
): Promise<(Seated & { sample: boolean })[]> {
  const rows = await store.rows<SeatColumns>(sql`
    select * from ${sql.table(table)} where county_code = ${home} and ${within} order by id`);
  return rows.map((row) => ({ ...seatedFrom(row), sample: row.sample }));
}

/** A person in a seat, as a row says it. */
export const seatedFrom = (row: Omit<SeatColumns, 'county_code' | 'sample'>): Seated => ({
  id: row.id,
  unit: row.unit_code,
  seat: row.seat,
  person: row.person,
  name: row.person_name,
  from: row.from_day,
  to: row.to_day,
  acting: row.acting ?? false,
});

/** Puts somebody into a seat, and enters him with the first record that names him. Refusal `person_name_differs`. */
export async function enterSeat(store: Store, table: SeatTable, home: string, seated: Seated): Promise<void> {
  const { person, name } = seated;
  const [known] = await store.rows<{ name: string }>(sql`
    with fresh as (
      insert into person (county_code, id, name, sample) values (${home}, ${person}, ${name}, ${isSamplePerson(person)})
      on conflict on constraint person_pkey do nothing), put as (${seatPart(table, [seated])})
    select name from person where county_code = ${home} and id = ${person}`);
  if (known && known.name !== name)
    throw new Refusal('person_name_differs', { field: 'name', given: name, name: known.name, person });
}
