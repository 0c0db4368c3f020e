/** Folds the changes that acts left behind into the tallies. Any number of servers may run it; one at a time works. */
import { sql } from 'kysely';
import type { Stores } from './open-store.ts';
import { spanRows } from './tally-span.ts';

/** Changes folded in one transaction at most, so that none grows long after a bulk load. */
const portion = 20_000;
const rollerLock = 7_141_001;

/** Folds everything pending now and says how many changes; 0 also when another server is just doing it. */
export async function rollNow(stores: Stores): Promise<number> {
  let folded = 0;
  for (;;) {
    const now = await stores.asLoader(async (store) => {
      const [lock] = await store.rows<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(${rollerLock}) as mine`);
      if (!lock?.mine) return 0;
      const [row] = await store.rows<{ folded: number }>(fold);
      return row?.folded ?? 0;
    });
    folded += now;
    if (now < portion) return folded;
  }
}

const fold = sql<{ folded: number }>`
  with gone as (
    delete from tally_delta where (county_code, id) in (select county_code, id from tally_delta limit ${sql.lit(portion)})
    returning county_code, unit_code, year, duty, period, day, met, excused, done
  ), summed as (
    select county_code, unit_code, year, s.span, duty, period, s.day, sum(met) met, sum(excused) excused, sum(done) done
    from gone cross join lateral ${spanRows(sql`gone.day`)}
    group by county_code, unit_code, year, s.span, duty, period, s.day
  ), folded as (
    insert into tally (county_code, unit_code, year, span, duty, period, day, met, excused, done)
    select * from summed where met <> 0 or excused <> 0 or done <> 0
    on conflict on constraint tally_pkey do update
      set met = tally.met + excluded.met, excused = tally.excused + excluded.excused, done = tally.done + excluded.done
  )
  select count(*)::int folded from gone`;

export interface Roller {
  /** Folds at once. */
  now(): Promise<number>;
  stop(): Promise<void>;
}

/** Folds every `interval` milliseconds until stopped; `onError` hears of failures, and the next turn tries again. */
export function startRoller(stores: Stores, onError: (error: unknown) => void, interval = 1000): Roller {
  let running: Promise<unknown> = Promise.resolve();
  let isBusy = false;
  const turn = (): void => {
    if (isBusy) return;
    isBusy = true;
    running = rollNow(stores)
      .catch(onError)
      .finally(() => {
        isBusy = false;
      });
  };
  const timer = setInterval(turn, interval);
  timer.unref();
  return {
    now: () => rollNow(stores),
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
