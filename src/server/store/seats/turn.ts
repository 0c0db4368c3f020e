/**
 * What a change of tenure does to obligations: a term coverage belongs to the person in the seat (g-7), so the visits of
 * the seat are credited anew, to whoever held it on their day, in the same transaction as the act.
 */
import { type RawBuilder, sql } from 'kysely';
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
  await store.script(`select set_ctx('0')`);
  const mine = homeCode(unit);
  const touched = await recordsNaming(store, library, unit, seats, first);
  const foreign = [...new Set(touched.map(({ county }) => county))].filter((county) => county !== mine).sort();
  if (foreign.length > 0) await lockHomes(store, foreign);
  const records = foreign.length > 0 ? await recordsNaming(store, library, unit, seats, first) : touched;
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
  const stored = await termRows(store, unit, seats);
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
  const [old, will] = [new Set(stored.credits.map(shape)), new Set([...next.values()].flat().map(shape))];
  return {
    settled: settled.filter(({ progress: row, tally }) => tally.length > 0 || !isSame(progress.get(keyText(row)), row)),
    gone: stored.credits.filter((credit) => !will.has(shape(credit))),
    fresh: [...next.values()].flat().filter((credit) => !old.has(shape(credit))),
    homes: given.flatMap(({ county, state, homes, credits }) => {
      const should = [...new Set(credits.map((credit) => homeCode(credit.unit)))];
      return should.join() === homes.join() ? [] : [{ county, id: state.id, homes: should }];
    }),
  };
}

const shape = (c: StoredCredit): string =>
  [keyText(c), c.record, c.target, c.recordCounty, c.day, c.until, c.excused].join('|');

const isSame = (a: object | undefined, b: object): boolean =>
  a !== undefined && JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

/** Records that name one of a unit's seats from a day on, wherever they lie, and those credited to its terms. */
async function recordsNaming(
  store: Store,
  library: Library,
  unit: string,
  seats: readonly string[],
  first: string,
): Promise<Touched[]> {
  const code = parseUnitCode(unit);
  const above = [homeOf(code), ...ancestorsOf(homeOf(code))];
  const below = code.length < 6 ? sql`or (county_code >= ${code} and county_code < ${`${code}:`})` : sql``;
  const everywhere = code === '0' ? sql`true` : sql`(county_code in (${sql.join(above)}) ${below})`;
  const fields = new Set([...library.at('9999-12-31', unit).kinds.values()].flatMap(({ roles }) => roles?.seats ?? []));
  const refs = seats.map((seat) => `${unit}:${seat}`);
  const names: RawBuilder<unknown>[] = [...fields].flatMap((field) =>
    refs.map((ref) => sql`fields->${field}::text ? ${ref}::text`),
  );
  const rows = await store.rows<RecordColumns & { county_code: string }>(sql`
    select * from record where ${everywhere} and day >= ${first}::date and (${sql.join([sql`false`, ...names], sql` or `)})
    union
    select r.* from record r where (r.county_code, r.id) in (
      select record_county, record_id from fulfilment_record
      where county_code = ${homeOf(code)} and unit_code = ${unit} and holder in (${sql.join([...seats])})
        and starts_with(period, 'T'))`);
  return rows.map((row) => ({ county: row.county_code, state: stateFrom(row), homes: row.homes }));
}

/** Credits and progress of the terms of some seats. */
async function termRows(store: Store, unit: string, seats: readonly string[]) {
  const where = sql`county_code = ${homeCode(unit)} and unit_code = ${unit} and holder in (${sql.join([...seats])})
    and starts_with(period, 'T')`;
  const credits = await store.rows<CreditColumns>(sql`select * from fulfilment_record where ${where}`);
  const progress = await store.rows<ProgressColumns>(sql`select * from fulfilment where ${where}`);
  return {
    credits: credits.map((row) => ({ ...creditFrom(row), year: 0 })),
    progress: progress.map(progressFrom),
  };
}
