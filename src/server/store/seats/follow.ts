/** What follows from an act on a record that seats somebody or says what a seat is: rows, persons, and the turn. */
import { sql } from 'kysely';
import type { RecordState, Seated } from '#ledger';
import type { Library } from '#regime';
import { writeMoved } from '../act-rows.ts';
import type { Store } from '../open-store.ts';
import type { Settled } from '../settle.ts';
import { entryIn, followEntry } from './entry-rows.ts';
import { dropSeatRows, enterSeat, putSeatRows, seatRowsOf, seatTables } from './seat-rows.ts';
import { type SeatChange, type Turn, turnOf } from './turn.ts';

/** Writes them, in the transaction of the act and under its lock; gives the obligations that moved. */
export async function followSeats(
  store: Store,
  library: Library,
  county: string,
  before: RecordState | undefined,
  after: RecordState,
): Promise<readonly Settled[]> {
  const [was, is] = [seatRowsOf(library, before), seatRowsOf(library, after)];
  const turn = isTurn(was.tenure, is.tenure);
  // Persons belong to the county, and visits may lie anywhere: more than whoever acts reaches.
  const worked = turn
    ? await turnOf(store, library, turn)
    : await store.script(`select set_ctx('0', '0')`).then(() => undefined);
  for (const table of seatTables) {
    const row = is[table];
    const isNew = row !== undefined && (before === undefined || was[table]?.person !== row.person);
    if (isNew) await enterSeat(store, table, county, row);
    else if (row && JSON.stringify(row) !== JSON.stringify(was[table])) await putSeatRows(store, table, [row]);
    else if (!row && was[table]) await dropSeatRows(store, table, county, [was[table].id]);
  }
  await followEntry(store, county, entryIn(library, before), entryIn(library, after));
  if (!worked) return [];
  await writeTurn(store, worked);
  return worked.settled;
}

/** Whether somebody holds a seat on other days than before. */
function isTurn(was: Seated | undefined, is: Seated | undefined): SeatChange | undefined {
  const unit = (is ?? was)?.unit;
  const isSame = was && is && was.seat === is.seat && was.from === is.from && was.to === is.to;
  if (unit === undefined || isSame) return undefined;
  return { unit, gone: was ? [was] : [], fresh: is ? [is] : [] };
}

/** Writes what a turn does to obligations and to the records that serve them. */
export async function writeTurn(store: Store, turn: Turn): Promise<void> {
  await writeMoved(store, {
    gone: turn.gone,
    credits: turn.fresh,
    progress: turn.settled.map(({ progress }) => progress),
    tally: turn.settled.flatMap(({ tally }) => tally),
  });
  if (turn.homes.length === 0) return;
  const rows = JSON.stringify(turn.homes);
  await store.rows(sql`
    update record r set homes = array(select jsonb_array_elements_text(h.homes))
    from jsonb_to_recordset(${rows}::jsonb) as h (county text, id uuid, homes jsonb)
    where r.county_code = h.county and r.id = h.id`);
}
