/** Checks what was counted for what-ifs: that every home, counted again, gives the same, and that the sums are sums. */
import { sql } from 'kysely';
import type { Day, Law, Library } from '#regime';
import type { Store, Stores } from '../open-store.ts';
import type { Breach } from '../proof/breach.ts';
import { spanRows } from '../tally-span.ts';
import { countHome } from './count-home.ts';
import { staleHomes } from './stale.ts';
import { stampOf } from './stamp.ts';

const most = 20;
const never = new AbortController().signal;

interface Sums {
  readonly met: number;
  readonly excused: number;
  readonly done: number;
}
type Row = Sums & { readonly text: string };

/** Homes that have changed since, and laws that no longer say the same, are left out: they are counted anew anyway. */
export async function verifyWhatIf(stores: Stores, library: Library): Promise<Breach[]> {
  const laws = await stores.asChecker((store) =>
    store.rows<{ stamp: string; regime: string; day: Day }>(
      sql`select stamp, regime, day from whatif_law order by stamp`,
    ),
  );
  const found: Breach[] = [];
  for (const { stamp, regime, day } of laws) {
    if (!library.packs.has(regime)) continue;
    const law = library.under(regime, day);
    if (stampOf(law) !== stamp) continue;
    found.push(...(await stores.asChecker((store) => homeBreaches(store, law, stamp))));
    found.push(...(await stores.asChecker((store) => sumBreaches(store, stamp))));
  }
  return found;
}

const textOf = sql.raw(`concat_ws('|', year, duty, period, day)`);

async function homeBreaches(store: Store, law: Law, stamp: string): Promise<Breach[]> {
  const stale = new Set((await staleHomes(store, stamp)).map(({ home }) => home));
  const homes = await store.rows<{ home: string }>(
    sql`select county_code home from whatif_home where stamp = ${stamp} order by 1`,
  );
  const found: Breach[] = [];
  for (const { home } of homes) {
    if (stale.has(home)) continue;
    const expected = new Map(
      (await countHome(store, law, home, never)).map((row) => [
        [row.year, row.duty, row.period, row.day].join('|'),
        row as Sums,
      ]),
    );
    const stored = await store.rows<Row>(sql`
      select ${textOf} as text, met, excused, done from whatif_tally
      where county_code = ${home} and stamp = ${stamp} and span = ${home.length < 6 ? 'own' : 'day'}`);
    found.push(...compared(home, new Map(stored.map((row) => [row.text, row])), expected).slice(0, most));
  }
  return found;
}

const sumOf = (row: Sums | undefined): number[] => [row?.met ?? 0, row?.excused ?? 0, row?.done ?? 0];

function compared(county: string, stored: ReadonlyMap<string, Sums>, expected: ReadonlyMap<string, Sums>): Breach[] {
  return [...new Set([...stored.keys(), ...expected.keys()])].flatMap((key) => {
    const [is, should] = [sumOf(stored.get(key)), sumOf(expected.get(key))];
    return is.join() === should.join() ? [] : [{ what: 'what-if' as const, county, key, stored: is, expected: should }];
  });
}

/** What a unit has in each span against the homes at and below it. */
async function sumBreaches(store: Store, stamp: string): Promise<Breach[]> {
  const rows = await store.rows<{ county: string; key: string; is: number[]; should: number[] }>(sql`
    with own as (
      select county_code, year, duty, period, day, met, excused, done from whatif_tally
      where stamp = ${stamp} and span = case when length(county_code) < 6 then 'own' else 'day' end
    ), part as (
      select unit, year, s.span, duty, period, s.day, met, excused, done from own
      cross join lateral (
        select left(county_code, n) unit from unnest(array[2, 4, 6]) n where n <= length(county_code) union select '0') u
      cross join lateral ${spanRows(sql`own.day`)}
      union all
      select county_code, year, span, duty, period, day, -met, -excused, -done from whatif_tally
      where stamp = ${stamp} and span <> 'own'
    )
    select unit county, span || '|' || ${textOf} as "key", array[0, 0, 0] "should",
      array[sum(met), sum(excused), sum(done)]::int[] "is"
    from part group by unit, span, year, duty, period, day
    having (sum(met), sum(excused), sum(done)) <> (0, 0, 0) limit ${sql.lit(most)}`);
  return rows.map(({ county, key, is, should }) => ({ what: 'what-if', county, key, stored: is, expected: should }));
}
