/**
 * The draw of a month: which records that count by default are looked at again. The seed follows from the sealed root of
 * the month's last day, so nobody knows it while the records are made, nobody can choose it, and anybody can draw again.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { addDays, type Day, type Law, type Library, periodsOf, practice } from '#regime';
import { claimHomes } from '../bulk-acts.ts';
import type { Store, Stores } from '../open-store.ts';
import { isSame } from '../proof/breach.ts';
import { dayAt, taskFor, waits } from './tasks.ts';

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
export function sharesOf(law: Law): Record<string, number> {
  const shares: Record<string, number> = {};
  for (const kind of law.kinds.values())
    for (const level of kind.levels) {
      const review = practice.reviewOf(law, kind, level);
      if (review?.mode === 'sample') shares[kind.id] = review.share;
    }
  return shares;
}

/** Records of these kinds whose making was sealed in a month in a home, whatever became of them: each is in one month. */
const madeIn = (store: Store, home: string, kinds: readonly string[], from: Day, to: Day): Promise<Candidate[]> =>
  store.rows<Candidate>(sql`
    select r.id, r.kind, r.unit_code unit, r.state from act a
      join record r on r.county_code = a.county_code and r.id = a.record_id
     where a.county_code = ${home} and a.verb = 'create' and r.kind = any(${[...kinds]}::text[])
       and a.seq > (select coalesce(max(to_seq), 0) from seal_home where county_code = ${home} and day < ${from}::date)
       and a.seq <= (select coalesce(max(to_seq), 0) from seal_home where county_code = ${home} and day <= ${to}::date)
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

interface Month {
  readonly month: string;
  readonly from: Day;
  readonly to: Day;
}

/** A month by its key `2026-05`, from its first day to its last; undefined for what is none. */
export function monthOf(key: string): Month | undefined {
  const found = periodsOf('monthly', Number(key.slice(0, 4))).find((period) => period.key === key);
  return found && found.to !== null ? { month: key, from: found.from, to: found.to } : undefined;
}

/** Months from one to another, both included. */
function monthsBetween(first: string, last: string): Month[] {
  const months = [];
  for (let at = monthOf(first); at && at.month <= last; at = monthOf(addDays(at.to, 1).slice(0, 7))) months.push(at);
  return months;
}

/** Draws one month of one home; false when that is done already. */
async function drawHome(store: Store, library: Library, asked: Month & Lacking, now: Date): Promise<boolean> {
  const { home, month, to } = asked;
  // No act comes between what is read here and the tasks that follow from it.
  await claimHomes(store, [home]);
  const law = library.at(to, home);
  const draw = await drawOf(store, law, asked);
  const at = now.toISOString();
  const kept = await store.rows(sql`
    insert into review_draw (county_code, month, seed, root_day, shares, pool, drawn, drawn_at)
    values (${home}, ${month}, ${draw.seed}, ${to}, ${JSON.stringify(draw.shares)}, ${draw.pool}, ${[...draw.drawn]}::uuid[],
      ${at}) on conflict on constraint review_draw_pkey do nothing returning month`);
  if (kept.length === 0) return false;
  for (const { id, kind: kindId, unit, state } of draw.found) {
    const kind = law.kinds.get(kindId);
    const task = kind && waits(kind, state) && taskFor(law, kind, unit, dayAt(at));
    if (!task) continue;
    await store.rows(sql`
      insert into review_task (county_code, record_id, unit_code, kind, mode, reviewers, since, due)
      values (${home}, ${id}, ${unit}, ${kindId}, ${task.mode}, ${[...task.reviewers]}, ${at}, ${task.due})
      on conflict on constraint review_task_pkey do nothing`);
  }
  return true;
}

interface Lacking {
  readonly month: string;
  readonly home: string;
  readonly root: string;
}

/** Draws of some months that are still to be made, in homes of which something was sealed by then. */
const lackingDraws = (store: Store, months: readonly Month[]): Promise<Lacking[]> =>
  store.rows<Lacking>(sql`
    select m.month, c.county_code home, s.root
      from unnest(${months.map(({ month }) => month)}::text[], ${months.map(({ to }) => to)}::date[]) as m (month, last)
      join seal s on s.day = m.last cross join act_chain c
     where not exists (select from review_draw d where d.county_code = c.county_code and d.month = m.month)
       and exists (select from seal_home h where h.county_code = c.county_code and h.day <= m.last)
     order by 1, 2`);

/**
 * Draws that are not there though others of that month or of later ones are. The last month is left out while it is being
 * drawn, home by home.
 */
export async function missedDraws(store: Store): Promise<Lacking[]> {
  const rows = await store.rows<{ month: string; fresh: boolean }>(
    sql`select month, min(drawn_at) > now() - interval '1 hour' fresh from review_draw group by 1 order by 1`,
  );
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return [];
  return lackingDraws(
    store,
    monthsBetween(first.month, last.month).filter(({ month }) => month !== last.month || !last.fresh),
  );
}

/**
 * Draws the month before an instant in every home, once its last day is sealed, and what was missed since the first month
 * that was drawn. Gives how many draws were made now.
 */
export async function drawMonth(stores: Stores, library: Library, now: Date): Promise<number> {
  const before = addDays(`${dayAt(now).slice(0, 8)}01`, -1).slice(0, 7);
  const lacking = await stores.asLoader(async (store) => {
    const [first] = await store.rows<{ month: string | null }>(sql`select min(month) as month from review_draw`);
    return lackingDraws(store, monthsBetween(first?.month ?? before, before));
  });
  let done = 0;
  // A transaction for each home: restartable, and two servers draw the same.
  for (const one of lacking) {
    const month = monthOf(one.month);
    if (month && (await stores.asLoader((store) => drawHome(store, library, { ...month, ...one }, now)))) done += 1;
  }
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
  const same =
    again.seed === draw.seed &&
    isSame(again.shares, draw.shares) &&
    again.pool === draw.pool &&
    again.drawn.join() === [...draw.drawn].sort().join();
  return { draw, root: row.root, same };
}
