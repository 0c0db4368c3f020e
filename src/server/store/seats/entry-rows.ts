/** The rows that follow from records which say what a body or seat is at its unit; written, compared, put right. */
import { type RawBuilder, sql } from 'kysely';
import { postEntry, type RecordState } from '#ledger';
import { type Entry, homeOf, type UnitCode } from '#org';
import type { Library, Setup } from '#regime';
import type { Store } from '../open-store.ts';

export interface EntryRow {
  readonly id: string;
  readonly unit_code: string;
  readonly post: string;
  readonly setup: string;
  readonly name: string | null;
  readonly carrier: string | null;
  readonly from_day: string;
  readonly to_day: string | null;
}

export const entryFrom = (row: EntryRow): Entry => ({
  id: row.id,
  unit: row.unit_code,
  post: row.post,
  setup: row.setup as Setup,
  name: row.name,
  carrier: row.carrier,
  from: row.from_day,
  to: row.to_day,
});

/** What a record says a body or seat is, under the law of its day. */
export const entryIn = (library: Library, record: RecordState | undefined): Entry | undefined =>
  record && postEntry.entryOf(library.at(record.day, record.unit), record);

/** An entry with the version of its record; null for whoever does not see that. */
export type VersionedEntry = Entry & { readonly version: number | null };

/** Every entry at some units, by first day. */
export async function entriesAt(store: Store, units: readonly UnitCode[]): Promise<VersionedEntry[]> {
  const rows = await store.rows<EntryRow & { version: number | null }>(sql`
    select id, unit_code, post, setup, name, carrier, from_day, to_day,
      (select version from record r where r.county_code = e.county_code and r.id = e.id) version
    from post_entry e
    where county_code = any(${[...new Set(units.map(homeOf))]}::text[]) and unit_code = any(${[...units]}::text[])
    order by from_day, id`);
  return rows.map((row) => ({ ...entryFrom(row), version: row.version }));
}

/** Puts rows of a home in, or in the place of those with the same id. */
export async function putEntries(store: Store, home: string, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  await store.rows(sql`
    insert into post_entry (county_code, id, unit_code, post, setup, name, carrier, from_day, to_day)
    select ${home}, id, unit, post, setup, name, carrier, "from", "to"
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as e (id uuid, unit text, post text, setup text, name text,
      carrier text, "from" date, "to" date)
    on conflict on constraint post_entry_pkey do update set unit_code = excluded.unit_code, post = excluded.post,
      setup = excluded.setup, name = excluded.name, carrier = excluded.carrier, from_day = excluded.from_day,
      to_day = excluded.to_day`);
}

async function dropEntries(store: Store, home: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await store.rows(sql`delete from post_entry where county_code = ${home} and id = any(${[...ids]}::uuid[])`);
}

/** Writes what follows from an act on such a record, in its transaction. */
export async function followEntry(
  store: Store,
  home: string,
  was: Entry | undefined,
  is: Entry | undefined,
): Promise<void> {
  if (is) await putEntries(store, home, [is]);
  else if (was) await dropEntries(store, home, [was.id]);
}

/** The entries of a home. */
async function readEntries(store: Store, home: string, within: RawBuilder<unknown>): Promise<Entry[]> {
  const rows = await store.rows<EntryRow>(sql`
    select id, unit_code, post, setup, name, carrier, from_day, to_day from post_entry
    where county_code = ${home} and ${within} order by id`);
  return rows.map(entryFrom);
}

const said = ({ id, unit, post, setup, name, carrier, from, to }: Entry): string =>
  JSON.stringify([id, unit, post, setup, name, carrier, from, to]);

/** The entries that differ from what some records say: what stands, and what should. */
export async function entriesAmiss(
  store: Store,
  library: Library,
  home: string,
  states: readonly RecordState[],
  within: RawBuilder<unknown> = sql`true`,
): Promise<{ id: string; stored: Entry | null; expected: Entry | null }[]> {
  const should = new Map(states.flatMap((state) => entryIn(library, state) ?? []).map((one) => [one.id, one]));
  const stored = new Map((await readEntries(store, home, within)).map((one) => [one.id, one]));
  return [...new Set([...should.keys(), ...stored.keys()])].flatMap((id) => {
    const [is, expected] = [stored.get(id) ?? null, should.get(id) ?? null];
    return is && expected && said(is) === said(expected) ? [] : [{ id, stored: is, expected }];
  });
}

/** Sets the entries of a home right; how many there were. */
export async function repairEntries(
  store: Store,
  library: Library,
  home: string,
  states: readonly RecordState[],
): Promise<number> {
  const amiss = await entriesAmiss(store, library, home, states);
  await putEntries(
    store,
    home,
    amiss.flatMap(({ expected }) => expected ?? []),
  );
  await dropEntries(
    store,
    home,
    amiss.flatMap(({ id, expected }) => (expected ? [] : [id])),
  );
  return amiss.length;
}
