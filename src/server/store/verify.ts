/**
 * Checks what is stored against what the acts say: the chain of hashes, every record, every credit, every progress row,
 * every tally. County by county, so that memory is bounded by the largest county.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Act, chainText, type Delta, type RecordState, stateOf } from '#ledger';
import { isWithin, parentOf, parseUnitCode } from '#org';
import type { Library } from '#regime';
import {
  type ActColumns,
  actOf,
  bareAct,
  type CreditColumns,
  creditFrom,
  home,
  type ProgressColumns,
  progressFrom,
  type RecordColumns,
  type StoredAct,
  stateFrom,
} from './act-rows.ts';
import { credited, orgFor } from './acts.ts';
import type { Store, Stores } from './open-store.ts';
import type { StoredOrg } from './org-view.ts';
import { keyText, type StoredCredit, tallied, tallyYear, weigh } from './settle.ts';
import { spanDay, spanRows, spans } from './tally-span.ts';

/** One thing that is not as the acts say. For `chain` the act is the first broken one of its county. */
export interface Breach {
  readonly what: 'chain' | 'record' | 'credit' | 'progress' | 'tally';
  readonly county: string;
  readonly act?: string;
  readonly record?: string;
  readonly key?: string;
  readonly stored: unknown;
  readonly expected: unknown;
}

/** All breaches, at most `most` per county; `onCounty` hears of each county before it is checked. */
export async function verifyAll(
  stores: Stores,
  library: Library,
  onCounty: (county: string, done: number, total: number) => void = () => {},
  most = 20,
): Promise<Breach[]> {
  const homes = await stores.asChecker((store) =>
    store.rows<{ code: string }>(sql`
      select county_code code from act_chain union select county_code from fulfilment
      union select county_code from tally union select county_code from tally_delta order by 1`),
  );
  const found: Breach[] = [];
  for (const [index, { code }] of homes.entries()) {
    onCounty(code, index, homes.length);
    found.push(...(await stores.asChecker((store) => verifyHome(store, library, code))).slice(0, most));
  }
  return found;
}

async function verifyHome(store: Store, library: Library, county: string): Promise<Breach[]> {
  const { breach, acts } = await verifyChain(store, county);
  if (breach) return [breach];
  const states = [...Map.groupBy(acts, (act) => act.record).values()].map((list) => replayed(library, list));
  const stored = await store.rows<RecordColumns>(sql`select * from record where county_code = ${county}`);
  const kept = new Map(stored.map((row) => [row.id, row]));
  const credits = await storedCredits(store, county);
  const named = [...credits.values()].flat().map((credit) => ({ unit: credit.unit }));
  const org = await orgFor(store, [...states, ...named]);
  return [
    ...states.flatMap((state) => verifyRecord(county, state, kept.get(state.id))),
    ...stored.filter((row) => !states.some((state) => state.id === row.id)).map((row) => stray(county, row)),
    ...verifyCredits(
      county,
      states.flatMap((state) => credited(library, state, org, county)),
      await ownCredits(store, county),
    ),
    ...(await verifyProgress(store, library, org, county, credits)),
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

/** Every act in order, with its hash computed anew. */
async function verifyChain(store: Store, county: string): Promise<{ breach?: Breach; acts: StoredAct[] }> {
  const acts: StoredAct[] = [];
  let [seq, hash] = [0, ''];
  for (;;) {
    const rows = await store.rows<ActColumns>(
      sql`select * from act where county_code = ${county} and seq > ${seq} order by seq limit 2000`,
    );
    for (const act of rows.map(actOf)) {
      const bare: Act = bareAct(act);
      const expected = {
        seq: seq + 1,
        prevHash: hash,
        hash: createHash('sha256').update(chainText(hash, bare)).digest('hex'),
      };
      const stored = { seq: act.seq, prevHash: act.prevHash, hash: act.hash };
      if (JSON.stringify(stored) !== JSON.stringify(expected))
        return { breach: { what: 'chain', county, act: act.id, record: act.record, stored, expected }, acts };
      [seq, hash] = [act.seq, act.hash];
      acts.push(act);
    }
    if (rows.length < 2000) break;
  }
  const [head] = await store.rows<{ seq: number; hash: string }>(
    sql`select seq, hash from act_chain where county_code = ${county}`,
  );
  const expected = { seq, hash };
  const isWhole = head ? head.seq === seq && head.hash === hash : seq === 0;
  return isWhole ? { acts } : { breach: { what: 'chain', county, stored: head ?? null, expected }, acts };
}

function verifyRecord(county: string, state: RecordState, row: RecordColumns | undefined): Breach[] {
  const stored = row ? stateFrom(row) : null;
  if (stored && canon(stored) === canon(state)) return [];
  return [{ what: 'record', county, record: state.id, stored, expected: state }];
}

const canon = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

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

/** Credits that the records of a county gave, wherever they lie. */
async function ownCredits(store: Store, county: string): Promise<Credit[]> {
  const rows = await store.rows<CreditColumns>(sql`
    select c.* from fulfilment_record c where record_county = ${county} and county_code in (
      select ${county} union select unnest(homes) from record where county_code = ${county})`);
  return rows.map(creditFrom);
}

/** Credits that lie in a home, wherever their records do, by obligation. */
async function storedCredits(store: Store, county: string): Promise<Map<string, Credit[]>> {
  const rows = await store.rows<CreditColumns>(sql`select * from fulfilment_record where county_code = ${county}`);
  return Map.groupBy(rows.map(creditFrom), keyText);
}

async function verifyProgress(
  store: Store,
  library: Library,
  org: StoredOrg,
  county: string,
  credits: ReadonlyMap<string, Credit[]>,
): Promise<Breach[]> {
  const rows = await store.rows<ProgressColumns>(sql`select * from fulfilment where county_code = ${county}`);
  const found: Breach[] = [];
  const own = new Map<string, Delta & { text: string }>();
  for (const stored of rows.map(progressFrom)) {
    const { unit, duty, holder, period } = stored;
    const key = { unit, duty, holder, period };
    const given = (credits.get(keyText(key)) ?? []).map((credit) => ({ ...credit, year: stored.year }));
    const weighed = weigh(library, org, key, given);
    if (canon(stored) !== canon(weighed.progress))
      found.push({ what: 'progress', county, key: keyText(key), stored, expected: weighed.progress });
    for (const delta of tallied({ ...weighed, progress: stored }, given))
      addTo(own, tallyText({ ...key, ...delta }), delta);
  }
  const progressed = new Set(rows.map((row) => keyText(progressFrom(row))));
  for (const key of credits.keys())
    if (!progressed.has(key)) found.push({ what: 'progress', county, key, stored: null, expected: 'a row' });
  return [...found, ...(await verifyTally(store, county, own))];
}

const tallyText = (row: { duty: string; period: string; day: string }): string =>
  [tallyYear(row.period), row.duty, row.period.startsWith('T') ? 'term' : row.period, row.day].join('|');

function addTo(sums: Map<string, Delta & { text: string }>, text: string, delta: Omit<Delta, 'day'>): void {
  const was = sums.get(text) ?? { text, day: '', met: 0, excused: 0, done: 0 };
  sums.set(text, {
    ...was,
    met: was.met + delta.met,
    excused: was.excused + delta.excused,
    done: was.done + delta.done,
  });
}

interface TallyColumns {
  unit_code: string;
  span: string;
  text: string;
  met: number;
  excused: number;
  done: number;
}

/** A unit's tallies by day are its own obligations plus the tallies of its children; by month and in all they are the same sums. */
async function verifyTally(store: Store, code: string, own: Map<string, Delta & { text: string }>): Promise<Breach[]> {
  const children = await store.rows<{ code: string }>(
    sql`select code from unit where parent = ${code} and level in ('province', 'city', 'county')`,
  );
  const units = [code, ...children.map((row) => row.code)];
  const rows = await store.rows<TallyColumns>(sql`
    select unit_code, span, concat_ws('|', year, duty, period, day) as text, sum(met)::int met, sum(excused)::int excused,
      sum(done)::int done
    from (
      select unit_code, span, year, duty, period, day, met, excused, done from tally
        where county_code = any(${units}) and unit_code = any(${units})
      union all
      select unit_code, s.span, year, duty, period, s.day, met, excused, done from tally_delta d
        cross join lateral ${spanRows(sql`d.day`)}
        where county_code = any(${units}) and unit_code = any(${units})
    ) part group by 1, 2, 3`);
  const expected = new Map(own);
  const stored = new Map(spans.map((span) => [span as string, new Map<string, TallyColumns>()]));
  for (const row of rows) {
    if (row.unit_code === code) stored.get(row.span)?.set(row.text, row);
    else if (row.span === 'day' && isChild(row.unit_code, code)) addTo(expected, row.text, row);
  }
  return spans.flatMap((span) => {
    const sums = new Map<string, Delta & { text: string }>();
    for (const [text, sum] of expected) addTo(sums, `${text.slice(0, -10)}${spanDay(span, text.slice(-10))}`, sum);
    return compared(code, span, sums, stored.get(span) ?? new Map());
  });
}

const isChild = (unit: string, above: string): boolean =>
  parentOf(parseUnitCode(unit)) === above && isWithin(parseUnitCode(unit), parseUnitCode(above)) && home(unit) === unit;

function compared(
  county: string,
  span: string,
  expected: ReadonlyMap<string, Delta & { text: string }>,
  stored: ReadonlyMap<string, TallyColumns>,
): Breach[] {
  const sum = (row: Omit<Delta, 'day'> | undefined) => [row?.met ?? 0, row?.excused ?? 0, row?.done ?? 0];
  return [...new Set([...expected.keys(), ...stored.keys()])].flatMap((text) => {
    const [should, is] = [sum(expected.get(text)), sum(stored.get(text))];
    if (should.join() === is.join()) return [];
    return [{ what: 'tally' as const, county, key: `${span}|${text}`, stored: is, expected: should }];
  });
}
