/**
 * Sets right what is stored about obligations from the records and the tree as they are: credits, progress, tallies. After
 * a change of units it runs in the same transaction; alone it repairs a home. Running it twice changes nothing.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { yearOfPeriod } from '#ledger';
import { ancestorsOf, homeOf, parseUnitCode, type Unit } from '#org';
import type { Library } from '#regime';
import {
  type CreditColumns,
  creditFrom,
  home as homeCode,
  type ProgressColumns,
  progressFrom,
  type RecordColumns,
  stateFrom,
} from './act-rows.ts';
import { credited, orgFor } from './acts.ts';
import { claimHomes } from './bulk-acts.ts';
import type { Store, Stores } from './open-store.ts';
import { repairTasks, reviewedHomes } from './review/check-tasks.ts';
import { repairSeatRows, seatedHomes } from './seats/check-rows.ts';
import {
  keyText,
  type StoredCredit,
  type StoredProgress,
  type TallyChange,
  tallied,
  tallyUnits,
  weigh,
} from './settle.ts';
import { applyUnitAct, type SentUnitAct } from './unit-acts.ts';

/** How many rows were put right. */
export interface Recounted {
  readonly seats: number;
  readonly credits: number;
  readonly progress: number;
  readonly tallies: number;
  /** Records that wait for a second look. */
  readonly reviews: number;
}

/** Carries out an act on units and recounts every home that it touches. Refusals: those of `applyUnitAct`. */
export function changeUnits(
  stores: Stores,
  library: Library,
  sent: SentUnitAct,
): Promise<{ units: Unit[]; repeated: boolean }> {
  return stores.asLoader(async (store) => {
    const done = await applyUnitAct(store, sent);
    if (done.repeated) return done;
    const codes = [...sent.from, ...sent.to.map(({ code }) => code)];
    for (const home of await homesAround(store, codes)) await recountHome(store, library, home, tallyUnits(home));
    return done;
  });
}

/** Recounts every home, each in a transaction of its own, those below first. `onHome` hears of each before it begins. */
export async function recountAll(
  stores: Stores,
  library: Library,
  onHome: (home: string, done: number, total: number) => void = () => {},
): Promise<Recounted> {
  const rows = await stores.asLoader((store) =>
    store.rows<{ code: string }>(sql`
      select code from (select county_code code from act_chain union ${seatedHomes} union ${reviewedHomes} union select county_code from fulfilment
        union select county_code from tally union select county_code from tally_delta) one order by length(code) desc, code`),
  );
  const sum = { ...nothing };
  for (const [done, { code }] of rows.entries()) {
    onHome(code, done, rows.length);
    await recountAlone(stores, library, { home: code, units: [code] }, sum);
  }
  return sum;
}

/**
 * Recounts every home on a ground after its law has changed, each in a transaction of its own; what moves is added to
 * the tallies of everything above in the same one.
 */
export async function recountUnder(stores: Stores, library: Library, ground: string): Promise<Recounted> {
  const rows = await stores.asLoader((store) =>
    store.rows<{ code: string }>(sql`
      select county_code code from act_chain
      where ${ground} = '0' or starts_with(county_code, ${ground}) order by length(county_code) desc, county_code`),
  );
  const sum = { ...nothing };
  for (const { code } of rows) await recountAlone(stores, library, { home: code, units: tallyUnits(code) }, sum);
  return sum;
}

const nothing: Recounted = { seats: 0, credits: 0, progress: 0, tallies: 0, reviews: 0 };

/** Recounts one home in a transaction of its own, what waits there for a second look included, and adds up what was put right. */
async function recountAlone(
  stores: Stores,
  library: Library,
  { home, units }: { home: string; units: readonly string[] },
  sum: { -readonly [part in keyof Recounted]: number },
): Promise<void> {
  const fixed = await stores.asLoader(async (store) => {
    await claimHomes(store, [home]);
    const counted = await recountHome(store, library, home, units);
    return { ...counted, reviews: await repairTasks(store, library, home) };
  });
  for (const part of Object.keys(sum) as (keyof Recounted)[]) sum[part] += fixed[part];
}

/** Homes whose obligations or targets a change of units may move, those below first; their chains are held. */
async function homesAround(store: Store, codes: readonly string[]): Promise<string[]> {
  const units = codes.map(parseUnitCode);
  const above = units.flatMap((code) => ancestorsOf(homeOf(code))).filter((code) => code !== '0');
  const rows = await store.rows<{ code: string }>(sql`
    select distinct county_code code from act_chain c
    where exists (select from unnest(${units.map(homeOf)}::text[]) as one (home) where starts_with(c.county_code, one.home))`);
  const homes = [...new Set([...rows.map(({ code }) => code), ...above])];
  await claimHomes(store, homes);
  return homes.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

/** Recounts one home; what its tally lacks is added to the tallies of `units`. */
async function recountHome(
  store: Store,
  library: Library,
  home: string,
  units: readonly string[],
): Promise<Omit<Recounted, 'reviews'>> {
  const credits = await store.rows<CreditColumns>(sql`select * from fulfilment_record where county_code = ${home}`);
  const records = await recordsServing(store, home);
  const own = records.filter(({ county }) => county === home).map(({ state }) => state);
  const seats = await repairSeatRows(store, library, home, own);
  const progress = await store.rows<ProgressColumns>(sql`select * from fulfilment where county_code = ${home}`);
  const known = progress.map(progressFrom);
  const named = [...known, ...credits.map(creditFrom)].map(({ unit }) => ({ unit }));
  const org = await orgFor(store, [...records.map(({ state }) => state), ...named]);
  const expected = records
    .flatMap(({ state, county }) => credited(library, state, org, county))
    .filter((credit) => homeCode(credit.unit) === home);
  const changed = await putCredits(store, home, credits.map(creditFrom), expected);
  const byKey = Map.groupBy(expected, keyText);
  const keys = new Map([...known, ...expected].map((key) => [keyText(key), key]));
  const stored = new Map(known.map((row) => [keyText(row), row]));
  const rows: StoredProgress[] = [];
  const sums = new Map<string, TallyChange>();
  for (const [text, { unit, duty, holder, period }] of keys) {
    const given = byKey.get(text) ?? [];
    const weighed = weigh(library, org, { unit, duty, holder, period }, given);
    if (!isSame(stored.get(text), weighed.progress)) rows.push(weighed.progress);
    const at = { unit: home, year: yearOfPeriod(period), duty, period: period.startsWith('T') ? 'term' : period };
    for (const delta of tallied(weighed, given)) add(sums, { ...at, ...delta }, 1);
  }
  await putProgress(store, home, rows);
  for (const row of await ownTally(store, home)) add(sums, row, -1);
  const missing = [...sums.values()].filter((row) => row.met !== 0 || row.excused !== 0 || row.done !== 0);
  await putDeltas(
    store,
    units.flatMap((unit) => missing.map((row) => ({ ...row, unit }))),
  );
  return { seats, credits: changed, progress: rows.length, tallies: missing.length };
}

/** The records of a home, and those of others that serve something in it. */
async function recordsServing(store: Store, home: string) {
  const rows = await store.rows<RecordColumns & { county_code: string }>(sql`
    select * from record where county_code = ${home}
    union all
    select r.* from record r where (r.county_code, r.id) in (
      select record_county, record_id from fulfilment_record where county_code = ${home} and record_county <> ${home})`);
  return rows.map((row) => ({ county: row.county_code, state: stateFrom(row) }));
}

const shapeOf = (c: Omit<StoredCredit, 'year'>): string =>
  [keyText(c), c.record, c.target, c.recordCounty, c.day, c.until, c.excused].join('|');

async function putCredits(
  store: Store,
  home: string,
  stored: readonly Omit<StoredCredit, 'year'>[],
  expected: readonly StoredCredit[],
): Promise<number> {
  const [is, should] = [new Set(stored.map(shapeOf)), new Set(expected.map(shapeOf))];
  const gone = stored.filter((credit) => !should.has(shapeOf(credit)));
  const fresh = expected.filter((credit) => !is.has(shapeOf(credit)));
  const rowsOf = (list: readonly Omit<StoredCredit, 'year'>[]) =>
    JSON.stringify(
      list.map((c) => ({
        ...{ unit: c.unit, duty: c.duty, holder: c.holder, period: c.period, record: c.record, target: c.target },
        ...{ county: c.recordCounty, day: c.day, until: c.until, excused: c.excused },
      })),
    );
  const columns = sql.raw(
    'unit text, duty text, holder text, period text, record uuid, target text, county text, day date, until date, excused boolean',
  );
  if (gone.length > 0)
    await store.rows(sql`
      delete from fulfilment_record r using jsonb_to_recordset(${rowsOf(gone)}::jsonb) as g (${columns})
      where r.county_code = ${home} and (r.unit_code, r.duty, r.holder, r.period, r.record_id, r.target)
        = (g.unit, g.duty, g.holder, g.period, g.record, g.target)`);
  if (fresh.length > 0)
    await store.rows(sql`
      insert into fulfilment_record
        (county_code, unit_code, duty, holder, period, record_id, target, record_county, day, until_day, excused)
      select ${home}, unit, duty, holder, period, record, target, county, day, until, excused
      from jsonb_to_recordset(${rowsOf(fresh)}::jsonb) as f (${columns})`);
  return gone.length + fresh.length;
}

const isSame = (a: StoredProgress | undefined, b: StoredProgress): boolean =>
  a !== undefined &&
  ['year', 'done', 'metDay', 'untilDay', 'excusedDay', 'lastDay'].every(
    (name) => a[name as keyof StoredProgress] === b[name as keyof StoredProgress],
  );

async function putProgress(store: Store, home: string, rows: readonly StoredProgress[]): Promise<void> {
  if (rows.length === 0) return;
  await store.rows(sql`
    insert into fulfilment
      (county_code, unit_code, duty, holder, period, year, done, met_day, until_day, excused_day, last_day)
    select ${home}, unit, duty, holder, period, year, done, "metDay", "untilDay", "excusedDay", "lastDay"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p (unit text, duty text, holder text, period text,
      year smallint, done int, "metDay" date, "untilDay" date, "excusedDay" date, "lastDay" date)
    on conflict on constraint fulfilment_pkey do update set year = excluded.year, done = excluded.done,
      met_day = excluded.met_day, until_day = excluded.until_day, excused_day = excluded.excused_day,
      last_day = excluded.last_day`);
}

/** What the tallies say of a home alone: its own by day, folded and pending, less those of the homes right below. */
function ownTally(store: Store, home: string): Promise<TallyChange[]> {
  return store.rows<TallyChange>(sql`
    with below as (
      select code from unit where parent = ${home} and level in ('province', 'city', 'county')
    ), part as (
      select unit_code, year, duty, period, day, met, excused, done from tally
      where span = 'day' and (county_code = ${home} or county_code in (select code from below))
      union all
      select unit_code, year, duty, period, day, met, excused, done from tally_delta
      where county_code = ${home} or county_code in (select code from below)
    )
    select ${home} unit, year, duty, period, day, sum(case unit_code when ${home} then met else -met end)::int met,
      sum(case unit_code when ${home} then excused else -excused end)::int excused,
      sum(case unit_code when ${home} then done else -done end)::int done
    from part group by year, duty, period, day`);
}

function add(sums: Map<string, TallyChange>, row: TallyChange, sign: 1 | -1): void {
  const key = [row.year, row.duty, row.period, row.day].join('|');
  const was = sums.get(key) ?? { ...row, met: 0, excused: 0, done: 0 };
  sums.set(key, {
    ...was,
    met: was.met + sign * row.met,
    excused: was.excused + sign * row.excused,
    done: was.done + sign * row.done,
  });
}

async function putDeltas(store: Store, rows: readonly TallyChange[]): Promise<void> {
  if (rows.length === 0) return;
  const lines = rows.map((row) => ({ ...row, id: randomUUID(), home: homeCode(row.unit) }));
  await store.rows(sql`
    insert into tally_delta (county_code, id, unit_code, year, duty, period, day, met, excused, done)
    select home, id, unit, year, duty, period, day, met, excused, done
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as d (home text, id uuid, unit text, year smallint,
      duty text, period text, day date, met int, excused int, done int)`);
}
