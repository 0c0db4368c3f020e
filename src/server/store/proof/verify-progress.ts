/** Checks every obligation's progress against its credits, some hundred at a time, and the tallies against the progress. */
import { type RawBuilder, sql } from 'kysely';
import { type Delta, yearOfPeriod } from '#ledger';
import { isWithin, parentOf, parseUnitCode } from '#org';
import type { Library } from '#regime';
import { type CreditColumns, creditFrom, home, type ProgressColumns, progressFrom } from '../act-rows.ts';
import { orgFor } from '../acts.ts';
import type { Store } from '../open-store.ts';
import { keyText, type StoredCredit, tallied, weigh } from '../settle.ts';
import { type Span, spanDay, spanRows, spans } from '../tally-span.ts';
import { type Breach, isSame } from './breach.ts';

type Sum = Omit<Delta, 'day'>;
/** What a home's own obligations amount to in each cell of its tally. */
export type OwnSums = Map<string, Sum>;

interface KeyColumns {
  readonly unit_code: string;
  readonly duty: string;
  readonly holder: string;
  readonly period: string;
}
const key = sql.raw('unit_code, duty, holder, period');

/** Breaches of the progress of a home's obligations, batch by batch; fills `own` with what they add to the tallies. */
export async function* verifyProgress(
  store: Store,
  library: Library,
  county: string,
  own: OwnSums,
): AsyncGenerator<Breach[]> {
  const here = sql`county_code = ${county}`;
  for (let after: RawBuilder<unknown> = here; ; ) {
    const [edge] = await store.rows<KeyColumns>(sql`
      (select ${key} from fulfilment where ${after} order by ${key} offset 999 limit 1)
      union all (select ${key} from fulfilment_record where ${after} order by ${key} offset 9999 limit 1)
      order by ${key} limit 1`);
    const last = edge && sql`(${edge.unit_code}, ${edge.duty}, ${edge.holder}, ${edge.period})`;
    const batch = last ? sql`${after} and (${key}) <= ${last}` : after;
    yield await verifyBatch(store, library, county, batch, own);
    if (!last) return;
    after = sql`${here} and (${key}) > ${last}`;
  }
}

async function verifyBatch(
  store: Store,
  library: Library,
  county: string,
  batch: RawBuilder<unknown>,
  own: OwnSums,
): Promise<Breach[]> {
  const rows = (await store.rows<ProgressColumns>(sql`select * from fulfilment where ${batch}`)).map(progressFrom);
  const given = (await store.rows<CreditColumns>(sql`select * from fulfilment_record where ${batch}`)).map(creditFrom);
  const credits = Map.groupBy(given, keyText);
  const org = await orgFor(store, [
    ...rows.map(({ unit }) => ({ unit })),
    { fields: { targets: [...new Set(given.map(({ target }) => target))] } },
  ]);
  const found: Breach[] = [];
  for (const stored of rows) {
    const { unit, duty, holder, period } = stored;
    const each = { unit, duty, holder, period };
    const text = keyText(each);
    const own_ = (credits.get(text) ?? []).map((credit) => ({ ...credit, year: stored.year }));
    credits.delete(text);
    const weighed = weigh(library, org, each, own_ as readonly StoredCredit[]);
    if (!isSame(stored, weighed.progress))
      found.push({ what: 'progress', county, key: text, stored, expected: weighed.progress });
    for (const delta of tallied({ ...weighed, progress: stored }, own_)) addTo(own, tallyText(each, delta.day), delta);
  }
  for (const text of credits.keys())
    found.push({ what: 'progress', county, key: text, stored: null, expected: 'a row' });
  return found;
}

/** Credits that lie in a home for a record of another, which does not say that it serves this home. */
export async function verifyForeign(store: Store, county: string): Promise<Breach[]> {
  const rows = await store.rows<{ record_county: string; record_id: string; n: number }>(sql`
    select record_county, record_id, count(*)::int n from fulfilment_record c
     where county_code = ${county} and record_county <> ${county} and not exists (
       select from record r where r.county_code = c.record_county and r.id = c.record_id and ${county} = any(r.homes))
     group by 1, 2 limit 20`);
  return rows.map((row) => ({
    what: 'credit' as const,
    county,
    record: row.record_id,
    key: row.record_county,
    stored: row.n,
    expected: 0,
  }));
}

const tallyText = ({ duty, period }: { duty: string; period: string }, day: string): string =>
  [yearOfPeriod(period), duty, period.startsWith('T') ? 'term' : period, day].join('|');

function addTo(sums: Map<string, Sum>, text: string, { met, excused, done }: Sum): void {
  const was = sums.get(text) ?? { met: 0, excused: 0, done: 0 };
  sums.set(text, { met: was.met + met, excused: was.excused + excused, done: was.done + done });
}

interface TallyColumns extends Sum {
  readonly own: boolean;
  readonly span: Span;
  readonly text: string;
}

/** A unit's tallies by day are its own obligations plus the tallies of its children; by month they are the same sums. */
export async function verifyTally(store: Store, code: string, own: OwnSums): Promise<Breach[]> {
  const found = await store.rows<{ code: string }>(
    sql`select code from unit where parent = ${code} and level in ('province', 'city', 'county')`,
  );
  const children = found.map((row) => row.code).filter((child) => isChild(child, code));
  const units = [code, ...children];
  const rows = await store.rows<TallyColumns>(sql`
    select unit_code = ${code} own, span, concat_ws('|', year, duty, period, day) as text, sum(met)::int met,
      sum(excused)::int excused, sum(done)::int done
    from (
      select unit_code, span, year, duty, period, day, met, excused, done from tally
        where county_code = any(${units}) and unit_code = any(${units}) and (unit_code = ${code} or span = 'day')
      union all
      select unit_code, s.span, year, duty, period, s.day, met, excused, done from tally_delta d
        cross join lateral ${spanRows(sql`d.day`)}
        where county_code = any(${units}) and unit_code = any(${units}) and (unit_code = ${code} or s.span = 'day')
    ) part group by 1, 2, 3`);
  const expected = new Map(own);
  const stored = { day: new Map<string, Sum>(), month: new Map<string, Sum>(), total: new Map<string, Sum>() };
  for (const row of rows) {
    if (row.own) stored[row.span].set(row.text, row);
    else addTo(expected, row.text, row);
  }
  const of = (span: Span): Map<string, Sum> => {
    const sums = new Map<string, Sum>();
    for (const [text, sum] of expected) addTo(sums, `${text.slice(0, -10)}${spanDay(span, text.slice(-10))}`, sum);
    return sums;
  };
  return spans.flatMap((span) => compared(code, span, of(span), stored[span]));
}

const isChild = (unit: string, above: string): boolean =>
  parentOf(parseUnitCode(unit)) === above && isWithin(parseUnitCode(unit), parseUnitCode(above)) && home(unit) === unit;

function compared(
  county: string,
  span: string,
  expected: ReadonlyMap<string, Sum>,
  stored: ReadonlyMap<string, Sum>,
): Breach[] {
  const sum = (row: Sum | undefined) => [row?.met ?? 0, row?.excused ?? 0, row?.done ?? 0];
  return [...new Set([...expected.keys(), ...stored.keys()])].flatMap((text) => {
    const [should, is] = [sum(expected.get(text)), sum(stored.get(text))];
    if (should.join() === is.join()) return [];
    return [{ what: 'tally' as const, county, key: `${span}|${text}`, stored: is, expected: should }];
  });
}
