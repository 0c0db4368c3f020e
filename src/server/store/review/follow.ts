/** What an act on a reviewed record brings with it: the task that waits or is settled, and who is told. */
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '#org';
import { Refusal } from '#regime';
import type { Store } from '../open-store.ts';
import { type NewNotice, noticeParts } from './notices.ts';
import { authoring, postsHeld, reviewAt } from './reviewers.ts';
import { type Followed, postText, taskAfter, taskParts } from './tasks.ts';

const accountId = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';

/** Accounts that wrote a record: made it, amended it, sent it in, corrected it. */
async function authorsOf(store: Store, county: string, record: string): Promise<string[]> {
  const rows = await store.rows<{ actor: string }>(sql`
    select distinct actor from act where county_code = ${county} and record_id = ${record}
       and verb = any(${[...authoring]}::text[]) and actor ~ ${accountId}`);
  return rows.map(({ actor }) => actor);
}

/** Settling is for those whom the pack names, and, where it says so, not for who wrote it. */
async function refuseStrangeReviewer(store: Store, { county, verb, record, law, by }: Done): Promise<void> {
  if ((verb !== 'accept' && verb !== 'return') || !by || by.account === 'operator') return;
  const kind = law.kinds.get(record.kind);
  const review = kind && reviewAt(law, kind, record.unit);
  if (!review) return;
  const posts = review.posts.map(postText);
  const held = postsHeld(law, by.seats);
  if (!posts.some((post) => held.includes(post)))
    throw new Refusal('not_reviewer', { verb, reviewers: posts }, [review.rules]);
  if (!review.own && (await authorsOf(store, county, record.id)).includes(by.account))
    throw new Refusal('review_own', { verb }, [review.rules]);
}

type Done = Followed & { readonly by?: Pick<Actor, 'account' | 'seats'> };

/** Whoever holds a seat is told that it was given to them, and that what is open in it is handed over. */
function seatPosts({ verb, record, law }: Done): { post: string; event: 'appointment' | 'handover' }[] {
  const { tenure, handover } = law.kinds.get(record.kind)?.roles ?? {};
  const told = tenure ?? handover;
  if (verb !== 'create' || !told) return [];
  const seats = [record.fields[told.seat]].flat().filter((seat): seat is string => typeof seat === 'string');
  return seats.map((post) => ({ post, event: tenure ? 'appointment' : 'handover' }));
}

/** What follows from an act, as parts of the statement that writes it. Costs nothing where nobody reviews. */
export async function followReview(store: Store, done: Done, title: string): Promise<RawBuilder<unknown>[]> {
  const { county, verb, actor, at, record } = done;
  await refuseStrangeReviewer(store, done);
  const about = { county, record: record.id, unit: record.unit, by: actor, at };
  const notices: NewNotice[] = [];
  const task = taskAfter(done);
  // An amendment of what waits already tells nobody anew.
  if (typeof task === 'object' && verb !== 'amend')
    for (const post of task.reviewers)
      notices.push({ ...about, to: { post }, event: 'to-review', facts: { kind: record.kind, title } });
  if (verb === 'return')
    for (const account of await authorsOf(store, county, record.id))
      notices.push({ ...about, to: { account }, event: 'returned', facts: { kind: record.kind, title } });
  notices.push(
    ...seatPosts(done).map(({ post, event }) => ({
      ...about,
      to: { post },
      event,
      facts: { kind: record.kind, title },
    })),
  );
  return [...taskParts(done), ...noticeParts(notices)];
}
