/** What an act on a reviewed record brings with it: the task that waits or is settled, and who is told. */
import { type RawBuilder, sql } from 'kysely';
import type { Store } from '../open-store.ts';
import { type NewNotice, notify } from './notices.ts';
import { type Followed, taskAfter, taskParts } from './tasks.ts';

const accountId = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';

/** Accounts that wrote a record: made it, sent it in, corrected it. */
async function authorsOf(store: Store, county: string, record: string): Promise<string[]> {
  const rows = await store.rows<{ actor: string }>(sql`
    select distinct actor from act where county_code = ${county} and record_id = ${record}
       and verb in ('create', 'submit', 'correct') and actor ~ ${accountId}`);
  return rows.map(({ actor }) => actor);
}

/** Writes the notices of an act and gives the parts of the statement that writes it. Costs nothing where nobody reviews. */
export async function followReview(store: Store, done: Followed, title: string): Promise<RawBuilder<unknown>[]> {
  const { county, verb, actor, at, record } = done;
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
  await notify(store, notices);
  return taskParts(done);
}
