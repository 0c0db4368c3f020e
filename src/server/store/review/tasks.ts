/** Records that wait for a second look: what an act makes wait or settles, and the list of whoever looks. */
import { type RawBuilder, sql } from 'kysely';
import type { RecordState } from '#ledger';
import { type Day, type Law, practice, type RecordKind, type Verb } from '#regime';
import { type RecordColumns, stateFrom } from '../act-rows.ts';
import type { Store } from '../open-store.ts';
import { type ReviewPost, reviewAt } from './reviewers.ts';

/** What has just been done, and to what it led. */
export interface Followed {
  readonly county: string;
  readonly verb: Verb;
  readonly actor: string;
  /** Instant of receipt. */
  readonly at: string;
  readonly record: RecordState;
  readonly law: Law;
}

export const postText = ({ unit, post }: ReviewPost): string => `${unit}:${post}`;

/** Whether a record in a state can be accepted. */
export const waits = (kind: RecordKind, state: string): boolean =>
  kind.acts.some((act) => act.verb === 'accept' && act.from.includes(state));

const eastward = 8 * 3_600_000;
/** The day of an instant in Asia/Shanghai, which has no summer time. */
export const dayAt = (at: string | Date): Day => new Date(new Date(at).getTime() + eastward).toISOString().slice(0, 10);

/** The row of a record that now waits; `none` where it does not, `kept` where it goes on as before. */
export function taskAfter({ verb, at, record, law }: Followed): 'none' | 'kept' | TaskRow {
  const kind = law.kinds.get(record.kind);
  if (!kind || kind.review === undefined || kind.review === 'none') return 'kept';
  if (!waits(kind, record.state)) return verb === 'create' ? 'kept' : 'none';
  // What was returned or accepted once is looked at again when it changed; else a sample waits for its draw.
  if (kind.review.mode === 'sample' && verb !== 'submit' && verb !== 'correct') return 'kept';
  return taskFor(law, kind, record.unit, dayAt(at)) ?? 'kept';
}

/** The row of a record of a kind that begins to wait on a day; undefined where nobody looks again. */
export function taskFor(law: Law, kind: RecordKind, unit: string, day: Day): TaskRow | undefined {
  const review = reviewAt(law, kind, unit);
  if (!review) return undefined;
  const due = practice.workingDayAfter(law, day, review.days);
  return { mode: review.mode, reviewers: review.posts.map(postText), due };
}

/** A record that waits, and since when. */
export interface Task extends TaskRow {
  readonly since: string;
}

/** What waits after one more act, given what waited before it. */
export function taskThen(was: Task | undefined, done: Followed): Task | undefined {
  const next = taskAfter(done);
  if (next === 'kept') return was;
  return next === 'none' ? undefined : (was ?? { ...next, since: done.at });
}

export interface TaskRow {
  readonly mode: 'all' | 'sample';
  readonly reviewers: readonly string[];
  readonly due: Day;
}

/** Parts of the statement that writes an act. */
export function taskParts(done: Followed): RawBuilder<unknown>[] {
  const task = taskAfter(done);
  const { county, record, at } = done;
  if (task === 'kept') return [];
  if (task === 'none')
    return [sql`settled as (delete from review_task where county_code = ${county} and record_id = ${record.id})`];
  return [
    sql`waiting as (insert into review_task (county_code, record_id, unit_code, kind, mode, reviewers, since, due)
      values (${county}, ${record.id}, ${record.unit}, ${record.kind}, ${task.mode}, ${[...task.reviewers]}, ${at}, ${task.due})
      on conflict on constraint review_task_pkey do nothing)`,
  ];
}

export interface ReviewTask extends TaskRow {
  readonly county: string;
  readonly state: RecordState;
  readonly title: string;
  readonly counts: boolean;
  readonly since: string;
  /** The last act on it. */
  readonly sent: { readonly actor: string; readonly at: string };
}

interface TaskColumns {
  county_code: string;
  mode: 'all' | 'sample';
  reviewers: string[];
  since: Date;
  due: Day;
  record: RecordColumns & { title: string; counts: boolean };
  sent: { actor: string; at: string } | null;
}

const taskOf = (row: TaskColumns): ReviewTask => ({
  county: row.county_code,
  state: stateFrom(row.record),
  title: row.record.title,
  counts: row.record.counts,
  mode: row.mode,
  reviewers: row.reviewers,
  since: new Date(row.since).toISOString(),
  due: row.due,
  sent: sentOf(row),
});

const sentOf = ({ sent, record, since }: TaskColumns) => ({
  actor: sent?.actor ?? record.author,
  at: new Date(sent?.at ?? since).toISOString(),
});

/** What waits for whoever sits on one of some posts, what is due first before the rest. */
export async function listTasks(
  store: Store,
  posts: readonly string[],
  page: { after?: { due: Day; record: string } | undefined; limit: number; kind?: string | undefined },
): Promise<ReviewTask[]> {
  if (posts.length === 0) return [];
  const { after, limit, kind } = page;
  const behind = after ? sql`and (t.due, t.record_id) > (${after.due}::date, ${after.record}::uuid)` : sql``;
  const only = kind === undefined ? sql`` : sql`and t.kind = ${kind}`;
  const rows = await store.rows<TaskColumns>(sql`
    select t.county_code, t.mode, t.reviewers, t.since, t.due, to_jsonb(r) record,
      (select jsonb_build_object('actor', a.actor, 'at', a.at) from act a
        where a.county_code = t.county_code and a.record_id = t.record_id order by a.seq desc limit 1) sent
      from review_task t join record r on r.county_code = t.county_code and r.id = t.record_id
     where t.reviewers && ${[...posts]}::text[] ${only} ${behind}
     order by t.due, t.record_id limit ${limit}`);
  return rows.map(taskOf);
}

/** How much waits for some posts, and how much of it was due before a day. */
export async function countTasks(store: Store, posts: readonly string[], today: Day) {
  if (posts.length === 0) return { waiting: 0, late: 0 };
  const [row] = await store.rows<{ waiting: number; late: number }>(sql`
    select count(*)::int waiting, (count(*) filter (where due < ${today}::date))::int late from review_task
     where reviewers && ${[...posts]}::text[]`);
  return row ?? { waiting: 0, late: 0 };
}

/** The task of one record. */
export async function findTask(store: Store, county: string, record: string): Promise<TaskRow | undefined> {
  const [row] = await store.rows<TaskRow>(sql`
    select mode, reviewers, due from review_task where county_code = ${county} and record_id = ${record}`);
  return row;
}
