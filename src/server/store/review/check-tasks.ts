/** Records that wait for a second look, as stored against what the acts say: found different, or put right. */
import { type RawBuilder, sql } from 'kysely';
import type { Library } from '#regime';
import { actOf, type StoredAct } from '../act-rows.ts';
import type { Store } from '../open-store.ts';
import { actsIn, batchesOf } from '../proof/batches.ts';
import type { Breach } from '../proof/breach.ts';
import { Reviews, type Waiting } from './check-reviews.ts';
import { missedDraws } from './draw.ts';
import type { TaskRow } from './tasks.ts';

type TaskColumns = TaskRow & {
  readonly record_id: string;
  readonly unit_code: string;
  readonly kind: string;
  readonly since: Date;
};

const said = ({ unit, kind, mode, reviewers, since, due }: Waiting): string =>
  JSON.stringify([unit, kind, mode, reviewers, since, due]);

/** What differs between the tasks of some records and what their acts say. */
async function compare(
  store: Store,
  home: string,
  reviews: Reviews,
  histories: readonly (readonly StoredAct[])[],
  within: RawBuilder<unknown>,
) {
  const expected = histories.flatMap((acts) => reviews.waitingOf(acts) ?? []);
  const rows = await store.rows<TaskColumns>(sql`
    select record_id, unit_code, kind, mode, reviewers, since, due from review_task
     where county_code = ${home} and ${within} order by record_id`);
  const stored = new Map(
    rows.map(({ record_id: record, unit_code: unit, kind, mode, reviewers, since, due }): [string, Waiting] => [
      record,
      { record, unit, kind, mode, reviewers, since: since.toISOString(), due },
    ]),
  );
  const must = new Set(expected.map(({ record }) => record));
  return {
    wrong: expected.filter((task) => {
      const is = stored.get(task.record);
      return is === undefined || said(is) !== said(task);
    }),
    stray: [...stored.values()].filter(({ record }) => !must.has(record)),
    stored,
  };
}

/** Breaches of the tasks of some records of a home; `within` bounds the ids. */
export async function verifyTasks(
  store: Store,
  county: string,
  reviews: Reviews,
  histories: readonly (readonly StoredAct[])[],
  within: RawBuilder<unknown>,
): Promise<Breach[]> {
  const { wrong, stray, stored } = await compare(store, county, reviews, histories, within);
  const about = (record: string) => ({ what: 'review' as const, county, record });
  return [
    ...wrong.map((task) => ({ ...about(task.record), stored: stored.get(task.record) ?? null, expected: task })),
    ...stray.map((task) => ({ ...about(task.record), stored: task, expected: null })),
  ];
}

/** Sets the tasks of a home right; how many there were. What was drawn stays as it was kept. */
export async function repairTasks(store: Store, library: Library, home: string): Promise<number> {
  const reviews = await Reviews.of(store, library, home);
  let fixed = 0;
  for await (const within of batchesOf(store, home)) {
    const acts = (await actsIn(store, home, within)).map(actOf);
    const histories = [...Map.groupBy(acts, ({ record }) => record).values()];
    const { wrong, stray } = await compare(store, home, reviews, histories, within('record_id'));
    const gone = [...wrong, ...stray].map(({ record }) => record);
    if (gone.length === 0) continue;
    await store.rows(sql`
      delete from review_task where county_code = ${home} and record_id = any(${gone}::uuid[])`);
    for (let at = 0; at < wrong.length; at += 1_000) {
      const rows = wrong.slice(at, at + 1_000);
      const values = rows.map(
        ({ record, unit, kind, mode, reviewers, since, due }) =>
          sql`(${home}, ${record}::uuid, ${unit}, ${kind}, ${mode}, ${[...reviewers]}::text[], ${since}::timestamptz, ${due}::date)`,
      );
      await store.rows(sql`
        insert into review_task (county_code, record_id, unit_code, kind, mode, reviewers, since, due)
        values ${sql.join(values)}`);
    }
    fixed += gone.length;
  }
  return fixed;
}

/** Draws that are not there, though others of their month or of later ones are. */
export async function verifyDraws(store: Store): Promise<Breach[]> {
  const missed = await missedDraws(store);
  return missed.map(({ home, month }) => ({
    ...{ what: 'draw', county: home, key: month, stored: null, expected: 'a draw' },
  }));
}

/** Homes in which something waits or was drawn. */
export const reviewedHomes = sql`select county_code from review_task union select county_code from review_draw`;
