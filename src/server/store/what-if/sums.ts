/** The what-if tallies: what one home gives is put in place of what it gave before, and carried up to the nation. */
import { sql } from 'kysely';
import type { Day } from '#regime';
import type { Store } from '../open-store.ts';
import type { UnitMonth, UnitTally } from '../overview.ts';
import { type TallyChange, tallyUnits } from '../settle.ts';
import { spanRows, untilDay } from '../tally-span.ts';
import type { HomeState } from './stale.ts';

export type OwnChange = Omit<TallyChange, 'unit'>;

/** A lock of PostgreSQL for the writers of one law's figures. */
const lockOf = (stamp: string) => sql`pg_advisory_xact_lock(7141003, hashtext(${stamp}))`;

/** Puts the figures of one home, by day, in place of the former ones; the units above get the difference. */
export async function putHome(store: Store, stamp: string, state: HomeState, own: readonly OwnChange[]): Promise<void> {
  const { home, seq, mark, at } = state;
  const span = home.length < 6 ? 'own' : 'day';
  await store.rows(sql`select ${lockOf(stamp)}`);
  await store.rows(sql`
    with fresh as (
      select * from jsonb_to_recordset(${JSON.stringify(own)}::jsonb)
        as f (year smallint, duty text, period text, day date, met int, excused int, done int)
    ), moved as (
      select year, duty, period, day, sum(met)::int met, sum(excused)::int excused, sum(done)::int done from (
        select year, duty, period, day, met, excused, done from fresh
        union all
        select year, duty, period, day, -met, -excused, -done from whatif_tally
          where county_code = ${home} and stamp = ${stamp} and span = ${span}
      ) part group by 1, 2, 3, 4 having (sum(met), sum(excused), sum(done)) <> (0, 0, 0)
    ), spread as (
      select unit, year, s.span, duty, period, s.day, sum(met) met, sum(excused) excused, sum(done) done
      from moved cross join unnest(${tallyUnits(home)}::text[]) unit cross join lateral ${spanRows(sql`moved.day`)}
      group by 1, 2, 3, 4, 5, 6
      union all
      select ${home}, year, 'own', duty, period, day, met, excused, done from moved where ${span} = 'own'
    )
    insert into whatif_tally (county_code, stamp, year, span, duty, period, day, met, excused, done)
    select unit, ${stamp}, year, span, duty, period, day, met, excused, done from spread
    on conflict on constraint whatif_tally_pkey do update set met = whatif_tally.met + excluded.met,
      excused = whatif_tally.excused + excluded.excused, done = whatif_tally.done + excluded.done`);
  await store.rows(sql`
    insert into whatif_home (county_code, stamp, seq, mark, counted_at) values (${home}, ${stamp}, ${seq}, ${mark}, ${at})
    on conflict on constraint whatif_home_pkey
      do update set seq = excluded.seq, mark = excluded.mark, counted_at = excluded.counted_at`);
}

/** Remembers what a stamp stands for, and drops the figures of others of its regime that no longer stand for anything. */
export async function keepLaw(
  store: Store,
  law: { stamp: string; regime: string; day: Day },
  isStill: (stamp: string, day: Day) => boolean,
): Promise<void> {
  const { stamp, regime, day } = law;
  await store.rows(sql`
    insert into whatif_law (stamp, regime, day, asked_at) values (${stamp}, ${regime}, ${day}, transaction_timestamp())
    on conflict on constraint whatif_law_pkey do update set asked_at = excluded.asked_at`);
  const known = await store.rows<{ stamp: string; day: Day }>(
    sql`select stamp, day from whatif_law where regime = ${regime} and stamp <> ${stamp}`,
  );
  for (const one of known) if (!isStill(one.stamp, one.day)) await dropLaw(store, one.stamp);
}

/** Drops everything counted under one law. */
async function dropLaw(store: Store, stamp: string): Promise<void> {
  await store.rows(sql`select ${lockOf(stamp)}`);
  await store.rows(sql`delete from whatif_home where stamp = ${stamp}`);
  await store.rows(sql`delete from whatif_tally where stamp = ${stamp}`);
  await store.rows(sql`delete from whatif_law where stamp = ${stamp}`);
}

/** Drops the figures of every law; whoever asks for them has them counted anew. */
export async function dropWhatIf(store: Store): Promise<void> {
  for (const { stamp } of await store.rows<{ stamp: string }>(sql`
    select stamp from whatif_law union select stamp from whatif_home`))
    await dropLaw(store, stamp);
}

export interface Until {
  readonly year: number;
  readonly day: Day;
}

/** Sums by unit, duty and period up to a day; terms, which have no year, up to that day or the end of the year. */
export function whatIfTally(
  store: Store,
  stamp: string,
  units: readonly string[],
  { year, day }: Until,
): Promise<UnitTally[]> {
  const keys = sql`county_code = any(${[...units]}::text[]) and stamp = ${stamp} and year in (0, ${year})`;
  const columns = sql`county_code as unit, duty, period, met, excused, done`;
  const until = (more: string, on: Day) => untilDay(columns, sql`${keys} ${sql.raw(more)}`, on, 'whatif_tally');
  const end = `${year}-12-31`;
  const rows =
    day <= end
      ? until('', day)
      : sql`${until(`and period <> 'term'`, day)} union all ${until(`and period = 'term'`, end)}`;
  return store.rows<UnitTally>(sql`
    select unit, duty, period, sum(sign * met)::int as met, sum(sign * excused)::int as excused, sum(sign * done)::int as done
    from (${rows}) part group by unit, duty, period`);
}

/** The same of one unit by month, for the course of the year. */
export function whatIfMonths(store: Store, stamp: string, unit: string, { year, day }: Until): Promise<UnitMonth[]> {
  const month = `${day.slice(0, 7)}-01`;
  const keys = sql`county_code = ${unit} and stamp = ${stamp} and year = ${year}`;
  return store.rows<UnitMonth>(sql`
    select ${unit}::text as unit, duty, period, date_trunc('month', day)::date as month, sum(met)::int as met, sum(excused)::int as excused
    from whatif_tally
    where ${keys} and ((span = 'month' and day < ${month}::date) or (span = 'day' and day between ${month}::date and ${day}::date))
    group by duty, period, date_trunc('month', day)`);
}
