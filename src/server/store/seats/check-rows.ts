/** Tenures, deputies and entries of bodies and seats against the records they follow from: found different, or put right. */
import { type RawBuilder, sql } from 'kysely';
import type { RecordState, Seated } from '#ledger';
import type { Library } from '#regime';
import type { Store } from '../open-store.ts';
import type { Breach } from '../proof/breach.ts';
import { entriesAmiss, repairEntries } from './entry-rows.ts';
import { dropSeatRows, putSeatRows, readSeatRows, type SeatTable, seatRowsOf, seatTables } from './seat-rows.ts';

const said = ({ id, unit, seat, person, name, from, to, acting }: Seated): string =>
  JSON.stringify([id, unit, seat, person, name, from, to, acting]);

/** What differs between the rows of some records and what the records say. Rows of the sample need no record. */
async function compare(
  store: Store,
  library: Library,
  table: SeatTable,
  home: string,
  states: readonly RecordState[],
  within?: RawBuilder<unknown>,
) {
  const expected = new Map<string, Seated>();
  for (const state of states) {
    const row = seatRowsOf(library, state)[table];
    if (row) expected.set(row.id, row);
  }
  const stored = new Map((await readSeatRows(store, table, home, within)).map((row) => [row.id, row]));
  const known = new Set(states.map(({ id }) => id));
  return {
    wrong: [...expected.values()].filter((row) => {
      const is = stored.get(row.id);
      return is === undefined || said(is) !== said(row);
    }),
    stray: [...stored.values()].filter((row) => !expected.has(row.id) && (!row.sample || known.has(row.id))),
    stored,
  };
}

/** Breaches of the rows that follow from some records of a home; `within` bounds the ids. */
export async function verifySeatRows(
  store: Store,
  library: Library,
  county: string,
  states: readonly RecordState[],
  within: RawBuilder<unknown>,
): Promise<Breach[]> {
  const found: Breach[] = [];
  for (const table of seatTables) {
    const { wrong, stray, stored } = await compare(store, library, table, county, states, within);
    const about = { what: table, county };
    found.push(
      ...wrong.map((row) => ({ ...about, record: row.id, stored: stored.get(row.id) ?? null, expected: row })),
      ...stray.map((row) => ({ ...about, record: row.id, stored: row, expected: null })),
    );
  }
  const entries = await entriesAmiss(store, library, county, states, within);
  found.push(
    ...entries.map(({ id, stored, expected }) => ({ what: 'entry' as const, county, record: id, stored, expected })),
  );
  return found;
}

/** Sets the rows of a home right; how many there were. */
export async function repairSeatRows(
  store: Store,
  library: Library,
  home: string,
  states: readonly RecordState[],
): Promise<number> {
  let fixed = 0;
  for (const table of seatTables) {
    const { wrong, stray } = await compare(store, library, table, home, states);
    await putSeatRows(store, table, wrong);
    await dropSeatRows(
      store,
      table,
      home,
      stray.map(({ id }) => id),
    );
    fixed += wrong.length + stray.length;
  }
  return fixed + (await repairEntries(store, library, home, states));
}

/** Homes in which somebody is seated, or something is said of a seat. */
export const seatedHomes = sql`
  select county_code from tenure union select county_code from deputy union select county_code from post_entry`;
