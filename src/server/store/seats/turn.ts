/**
 * What a change of tenure does to obligations: a term coverage belongs to the person in the seat (g-7), so the visits of
 * the seat are credited anew, to whoever held it on their day, in the same transaction as the act.
 */
import { type RecordState, type Seated, seating } from '#ledger';
import { ancestorsOf, homeOf, parseUnitCode } from '#org';
import type { Library } from '#regime';
import {
  type CreditColumns,
  creditFrom,
  home as homeCode,
  lockHomes,
  type ProgressColumns,
  progressFrom,
  type RecordColumns,
  stateFrom,
} from '../act-rows.ts';
import { credited, orgFor } from '../acts.ts';
import type { Store } from '../open-store.ts';
import type { StoredOrg } from '../org-view.ts';
import { keyText, type ObligationKey, type Settled, type StoredCredit, settle } from '../settle.ts';

/** Tenures of one unit that go and that come; the same id in both is one that changes. */
export interface SeatChange {
  readonly unit: string;
  readonly gone: readonly Seated[];
  readonly fresh: readonly Seated[];
}

/** Everything that must be written so that obligations say what they would had the tenures always been so. */
export interface Turn {
  readonly settled: readonly Settled[];
  readonly gone: readonly StoredCredit[];
  readonly fresh: readonly StoredCredit[];
  /** Records that serve other homes than before. */
  readonly homes: readonly { readonly county: string; readonly id: string; readonly homes: readonly string[] }[];
}

interface Touched {
  readonly county: string;
  readonly state: RecordState;
  readonly homes: readonly string[];
}

/**
 * Works out a turn. The head of the unit's chain must be held; those of other homes whose records name the seat are taken
 * here, and the scope is widened to them.
 */
export async function turnOf(store: Store, library: Library, change: SeatChange): Promise<Turn> {
  const { unit, gone, fresh } = change;
  const seats = [...new Set([...gone, ...fresh].map(({ seat }) => seat))];
  const first = seating.firstDayOf([...gone, ...fresh]);
  const { records, ...stored } = await readTouched(store, library, unit, seats, first);
  if (records.length === 0 && stored.credits.length === 0) return nothing;
  const now = await orgFor(store, [{ unit }, ...records.map(({ state }) => state)]);
  const ids = new Set([...gone, ...fresh].map(({ id }) => id));
  const at = (list: readonly Seated[]): StoredOrg =>
    seating.withTenures(
      now,
      new Map(
        seats.map((seat) => {
          const own = list.filter((one) => one.seat === seat);
          return [`${unit}:${seat}`, seating.replaced(now.named(unit, seat), ids, own)];
        }),
      ),
    );
  const [before, after] = [at(gone), at(fresh)];
  const given = records.map((one) => ({ ...one, credits: credited(library, one.state, after, one.county) }));
  const isTerm = (credit: ObligationKey): boolean =>
    credit.unit === unit && seats.includes(credit.holder) && credit.period.startsWith('T');
  const next = Map.groupBy(given.flatMap(({ credits }) => credits).filter(isTerm), keyText);
  const known = Map.groupBy(stored.credits, keyText);
  const progress = new Map(stored.progress.map((row) => [keyText(row), row]));
  const settled: Settled[] = [];
  for (const text of new Set([...next.keys(), ...known.keys()])) {
    const [was, is] = [known.get(text) ?? [], next.get(text) ?? []];
    const { duty, holder, period } = (was[0] ?? is[0]) as ObligationKey;
    settled.push(settle(library, after, { unit, duty, holder, period }, progress.get(text), was, is, before));
  }
  const old = new Set(stored.credits.map(shape));
  const taken = new Set([...next.values()].flat().map(place));
  return {
    settled: settled.filter(({ progress: row, tally }) => tally.length > 0 || !isSame(progress.get(keyText(row)), row)),
    gone: stored.credits.filter((credit) => !taken.has(place(credit))),
    fresh: [...next.values()].flat().filter((credit) => !old.has(shape(credit))),
    homes: given.flatMap(({ county, state, homes, credits }) => {
      const should = [...new Set(credits.map((credit) => homeCode(credit.unit)))];
      return should.join() === homes.join() ? [] : [{ county, id: state.id, homes: should }];
    }),
  };
}

const nothing: Turn = { settled: [], gone: [], fresh: [], homes: [] };

/** Where a credit stands; another one there takes its place. */
const place = (c: StoredCredit): string => [keyText(c), c.record, c.target].join('|');
const shape = (c: StoredCredit): string =>
  [keyText(c), c.record, c.target, c.recordCounty, c.day, c.until, c.excused].join('|');

const isSame = (a: object | undefined, b: object): boolean =>
  a !== undefined && JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

interface TouchedRows {
  readonly records: readonly (RecordColumns & { county_code: string })[] | null;
  readonly credits: readonly CreditColumns[] | null;
  readonly progress: readonly ProgressColumns[] | null;
}

/** Text that stands in a statement as it is: codes, ids and days have no other signs. */
function literal(text: string): string {
  if (!/^[0-9A-Za-z:_-]*$/.test(text)) throw new RangeError(`not a code: ${text}`);
  return `'${text}'`;
}
const list = (texts: readonly string[]): string => texts.map(literal).join(', ');

/**
 * Records that name one of a unit's seats from a day on, wherever they lie, with those credited to the terms of these
 * seats, and the credits and progress of the terms. The scope is widened first; homes of such records are locked, and
 * then looked at once more.
 */
async function readTouched(store: Store, library: Library, unit: string, seats: readonly string[], first: string) {
  const code = parseUnitCode(unit);
  const home = homeOf(code);
  const range = `(county_code >= ${literal(code)} and county_code < ${literal(`${code}:`)})`;
  const everywhere =
    code === '0'
      ? 'true'
      : `(county_code in (${list([home, ...ancestorsOf(home)])})${code.length < 6 ? ` or ${range}` : ''})`;
  const fields = new Set([...library.at('9999-12-31', unit).kinds.values()].flatMap(({ roles }) => roles?.seats ?? []));
  const refs = `array[${list(seats.map((seat) => `${unit}:${seat}`))}]`;
  const named = [...fields].map((field) => `fields->${literal(field)} ?| ${refs}`);
  const term = `county_code = ${literal(home)} and unit_code = ${literal(code)} and holder in (${list(seats)})
    and starts_with(period, 'T')`;
  const statement = `
    with served as materialized (select * from fulfilment_record where ${term}), named as (
      select * from record where ${everywhere} and day >= ${literal(first)}::date and (${['false', ...named].join(' or ')})
      union select r.* from record r where (r.county_code, r.id) in (select record_county, record_id from served))
    select (select jsonb_agg(n) from named n) records, (select jsonb_agg(s) from served s) credits,
      (select jsonb_agg(f) from fulfilment f where ${term}) progress`;
  let [rows] = await store.script<TouchedRows>(`select set_ctx('0', '0'); ${statement}`);
  const foreign = [...new Set((rows?.records ?? []).map(({ county_code }) => county_code))].filter(
    (one) => one !== home,
  );
  if (foreign.length > 0) {
    await lockHomes(store, foreign.sort());
    [rows] = await store.script<TouchedRows>(statement);
  }
  return {
    records: (rows?.records ?? []).map(
      (row): Touched => ({ county: row.county_code, state: stateFrom(row), homes: row.homes }),
    ),
    credits: (rows?.credits ?? []).map((row) => ({ ...creditFrom(row), year: 0 })),
    progress: (rows?.progress ?? []).map(progressFrom),
  };
}
