/**
 * The draw of a month: which records that count by default are looked at again. The seed follows from the sealed root of
 * the month's last day, so nobody knows it while the records are made, nobody can choose it, and anybody can draw again.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { addDays, type Day, type Law, type Library, periodsOf, practice } from '#regime';
import type { Store, Stores } from '../open-store.ts';
import { reviewAt } from './reviewers.ts';
import { postText, waits } from './tasks.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The seed of a home and month. */
export const seedOf = (root: string, home: string, month: string): string => digest(`${root}\n${home}\n${month}`);

/** Whether a record is drawn: the first 52 bits of the hash of seed and id, as a share, lie below the share asked for. */
export const isDrawn = (seed: string, record: string, share: number): boolean =>
  Number.parseInt(digest(`${seed}\n${record}`).slice(0, 13), 16) / 2 ** 52 < share;

export interface Draw {
  readonly month: string;
  readonly seed: string;
  readonly rootDay: Day;
  /** Share by kind, under the law of the month's last day. */
  readonly shares: Readonly<Record<string, number>>;
  /** How many records could be drawn. */
  readonly pool: number;
  readonly drawn: readonly string[];
}

interface Candidate {
  readonly id: string;
  readonly kind: string;
  readonly unit: string;
  readonly state: string;
}

/** Shares of the kinds that are looked at again by sample. */
function sharesOf(law: Law): Record<string, number> {
  const shares: Record<string, number> = {};
  for (const kind of law.kinds.values())
    for (const level of kind.levels) {
      const review = practice.reviewOf(law, kind, level);
      if (review?.mode === 'sample') shares[kind.id] = review.share;
    }
  return shares;
}

/** Records of these kinds that were made in a month (Asia/Shanghai) in a home, whatever became of them. */
const madeIn = (store: Store, home: string, kinds: readonly string[], from: Day, to: Day): Promise<Candidate[]> =>
  store.rows<Candidate>(sql`
    select r.id, r.kind, r.unit_code unit, r.state from act a
      join record r on r.county_code = a.county_code and r.id = a.record_id
     where a.county_code = ${home} and a.verb = 'create' and r.kind = any(${[...kinds]}::text[])
       and a.at >= ${from}::date::timestamp at time zone 'Asia/Shanghai'
       and a.at < ${addDays(to, 1)}::date::timestamp at time zone 'Asia/Shanghai'
     order by r.id`);

/** The draw of one home by a seed; the same on every machine. */
export async function drawOf(
  store: Store,
  law: Law,
  asked: { home: string; month: string; from: Day; to: Day; root: string },
): Promise<Draw & { found: readonly Candidate[] }> {
  const { home, month, from, to, root } = asked;
  const shares = sharesOf(law);
  const seed = seedOf(root, home, month);
  const pool = await madeIn(store, home, Object.keys(shares), from, to);
  const found = pool.filter(({ id, kind }) => isDrawn(seed, id, shares[kind] ?? 0));
  return { month, seed, rootDay: to, shares, pool: pool.length, drawn: found.map(({ id }) => id), found };
}

/** The month before a day's, from its first day to its last. */
export function monthBefore(today: Day): { month: string; from: Day; to: Day } {
  const last = addDays(`${today.slice(0, 8)}01`, -1);
  const period = periodsOf('monthly', Number(last.slice(0, 4))).find(({ key }) => key === last.slice(0, 7));
  if (!period || period.to === null) throw new Error(`no month of ${last}`);
  return { month: period.key, from: period.from, to: period.to };
}

/** Draws one home; false when that is done already. */
async function drawHome(store: Store, library: Library, home: string, today: Day, root: string): Promise<boolean> {
  const { month, from, to } = monthBefore(today);
  const law = library.at(to, home);
  const draw = await drawOf(store, law, { home, month, from, to, root });
  const kept = await store.rows(sql`
    insert into review_draw (county_code, month, seed, root_day, shares, pool, drawn, drawn_at)
    values (${home}, ${month}, ${draw.seed}, ${to}, ${JSON.stringify(draw.shares)}, ${draw.pool}, ${[...draw.drawn]}::uuid[],
      now()) on conflict on constraint review_draw_pkey do nothing returning month`);
  if (kept.length === 0) return false;
  for (const { id, kind: kindId, unit, state } of draw.found) {
    const kind = law.kinds.get(kindId);
    const review = kind && reviewAt(law, kind, unit);
    if (!review || !waits(kind, state)) continue;
    await store.rows(sql`
      insert into review_task (county_code, record_id, unit_code, kind, mode, reviewers, since, due)
      values (${home}, ${id}, ${unit}, ${kindId}, 'sample', ${review.posts.map(postText)}, now(),
        ${practice.workingDayAfter(law, today, review.days)})
      on conflict on constraint review_task_pkey do nothing`);
  }
  return true;
}

/** Draws the month before a day in every home, once its last day is sealed. Gives how many homes were drawn now. */
export async function drawMonth(stores: Stores, library: Library, today: Day): Promise<number> {
  const { month, to } = monthBefore(today);
  const { root, homes } = await stores.asLoader(async (store) => {
    const [seal] = await store.rows<{ root: string }>(sql`select root from seal where day = ${to}`);
    const rows = await store.rows<{ home: string }>(sql`
      select county_code home from act_chain c where not exists (
        select from review_draw d where d.county_code = c.county_code and d.month = ${month}) order by 1`);
    return { root: seal?.root, homes: rows.map(({ home }) => home) };
  });
  if (root === undefined) return 0;
  let done = 0;
  // A transaction for each home: restartable, and two servers draw the same.
  for (const home of homes)
    if (await stores.asLoader((store) => drawHome(store, library, home, today, root))) done += 1;
  return done;
}

/** The draw of a home and month as it was kept, and whether drawing again gives the same. */
export async function checkDraw(
  store: Store,
  library: Library,
  home: string,
  month: string,
): Promise<{ draw: Draw; root: string; same: boolean } | undefined> {
  const [row] = await store.rows<{
    seed: string;
    day: Day;
    shares: Record<string, number>;
    pool: number;
    drawn: string[];
    root: string;
  }>(
    sql`select d.seed, d.root_day "day", d.shares, d.pool, d.drawn, s.root from review_draw d join seal s on s.day = d.root_day
         where d.county_code = ${home} and d.month = ${month}`,
  );
  if (!row) return undefined;
  const draw: Draw = { month, seed: row.seed, rootDay: row.day, shares: row.shares, pool: row.pool, drawn: row.drawn };
  const again = await drawOf(store, library.at(row.day, home), {
    home,
    month,
    from: `${month}-01`,
    to: row.day,
    root: row.root,
  });
  const same = again.seed === draw.seed && again.drawn.join() === [...draw.drawn].sort().join();
  return { draw, root: row.root, same };
}
