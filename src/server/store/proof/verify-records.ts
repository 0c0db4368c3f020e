/** Checks every record of a county, and what it is credited for, against its acts; some hundred records at a time. */
import { sql } from 'kysely';
import { type RecordState, stateOf } from '#ledger';
import { reach } from '#org';
import type { Library } from '#regime';
import {
  type ActColumns,
  actOf,
  bareAct,
  type CreditColumns,
  creditFrom,
  type RecordColumns,
  type StoredAct,
  stateFrom,
} from '../act-rows.ts';
import { credited, orgFor } from '../acts.ts';
import type { Store } from '../open-store.ts';
import { Reviews } from '../review/check-reviews.ts';
import { verifySettling } from '../review/check-settling.ts';
import { verifyTasks } from '../review/check-tasks.ts';
import { verifySeatRows } from '../seats/check-rows.ts';
import { keyText, type StoredCredit } from '../settle.ts';
import { actsIn, batchesOf, type Within } from './batches.ts';
import { type Breach, isSame } from './breach.ts';

/** Breaches of the records of a county, batch by batch; at the end those of what was drawn of them for a second look. */
export async function* verifyRecords(store: Store, library: Library, county: string): AsyncGenerator<Breach[]> {
  const reviews = await Reviews.of(store, library, county);
  for await (const within of batchesOf(store, county))
    yield await verifyBatch(store, library, { county, reviews }, within);
  yield reviews.draws();
}

/** The records whose ids lie within some bounds. */
async function verifyBatch(
  store: Store,
  library: Library,
  { county, reviews }: { county: string; reviews: Reviews },
  within: Within,
): Promise<Breach[]> {
  const acts = await actsIn(store, county, within);
  const rows = await store.rows<RecordColumns>(
    sql`select * from record where county_code = ${county} and ${within('id')}`,
  );
  const homes = [...new Set([county, ...rows.flatMap((row) => row.homes)])];
  const credits = await store.rows<CreditColumns>(sql`select * from fulfilment_record
    where county_code = any(${homes}) and ${within('record_id')} and record_county = ${county}`);
  const kept = new Map(rows.map((row) => [row.id, row]));
  const histories = [...Map.groupBy(acts.map(actOf), (act) => act.record).values()];
  const states = histories.map((list) => replayed(library, list));
  const org = await orgFor(store, states);
  const known = new Set(states.map((state) => state.id));
  return [
    ...states.flatMap((state) => verifyRecord(county, state, kept.get(state.id))),
    ...verifyReach(county, acts, kept),
    ...rows.filter((row) => !known.has(row.id)).map((row) => stray(county, row)),
    ...verifyCredits(
      county,
      states.flatMap((state) => credited(library, state, org, county)),
      credits.map(creditFrom),
    ),
    ...(await verifySeatRows(store, library, county, states, within('id'))),
    ...(await verifyTasks(store, county, reviews, histories, within('record_id'))),
    ...(await verifySettling(store, library, county, histories)),
  ];
}

const stray = (county: string, row: RecordColumns): Breach => ({
  what: 'record',
  county,
  record: row.id,
  stored: stateFrom(row),
  expected: null,
});

function replayed(library: Library, acts: readonly StoredAct[]): RecordState {
  const first = acts[0] as StoredAct;
  return stateOf(acts.map(bareAct), library.at(first.day, first.body.unit ?? '0')) as RecordState;
}

function verifyRecord(county: string, state: RecordState, row: RecordColumns | undefined): Breach[] {
  const stored = row ? stateFrom(row) : null;
  // Regime and mark tell by which text it was first judged; packs that were mended or came into force since have others.
  if (stored && isSame(stored, { ...state, regime: stored.regime, mark: stored.mark })) return [];
  return [{ what: 'record', county, record: state.id, stored, expected: state }];
}

/** The columns that reach is read from: the unit of each act, the seats that a record names, and who made it. */
function verifyReach(
  county: string,
  acts: readonly (ActColumns & { unit_code: string })[],
  kept: ReadonlyMap<string, RecordColumns>,
): Breach[] {
  return [...Map.groupBy(acts, (act) => act.record_id)].flatMap(([record, list]) => {
    const row = kept.get(record);
    if (!row) return [];
    const stored = { units: [...new Set(list.map((act) => act.unit_code))], seats: row.seats, author: row.author };
    const expected = {
      units: [row.unit_code],
      seats: reach.seatsNamed(row.fields),
      author: list[0]?.actor ?? '',
    };
    return isSame(stored, expected) ? [] : [{ what: 'reach' as const, county, record, stored, expected }];
  });
}

type Credit = Omit<StoredCredit, 'year'>;
const shape = (credit: Credit): string =>
  [keyText(credit), credit.record, credit.target, credit.recordCounty, credit.day, credit.until, credit.excused].join(
    '|',
  );

function verifyCredits(county: string, expected: readonly StoredCredit[], stored: readonly Credit[]): Breach[] {
  const [should, is] = [new Map(expected.map((c) => [shape(c), c])), new Map(stored.map((c) => [shape(c), c]))];
  const about = (credit: Credit) => ({ what: 'credit' as const, county, record: credit.record, key: keyText(credit) });
  return [
    ...[...should].filter(([text]) => !is.has(text)).map(([, c]) => ({ ...about(c), stored: null, expected: c })),
    ...[...is].filter(([text]) => !should.has(text)).map(([, c]) => ({ ...about(c), stored: c, expected: null })),
  ];
}
