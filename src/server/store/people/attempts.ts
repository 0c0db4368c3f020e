/** Attempts to sign in, counted before they are judged, so that many at once gain nothing. */
import { sql } from 'kysely';
import type { Store } from '../open-store.ts';

export interface Patience {
  /** Attempts that cost no waiting. */
  readonly free: number;
  /** Seconds that one waits at most. */
  readonly longest: number;
  /** Seconds after which an attempt is forgotten. */
  readonly forgotten: number;
}

/**
 * Counts an attempt under a subject, or gives the seconds to wait while the subject is locked. After the free attempts
 * the wait doubles with each: 1, 2, 4 … seconds.
 */
export async function countAttempt(
  store: Store,
  subject: string,
  now: Date,
  { free, longest, forgotten }: Patience,
): Promise<number> {
  const at = now.toISOString();
  const since = new Date(now.getTime() - forgotten * 1000).toISOString();
  const failures = sql`case when attempt.last_at < ${since} then 1 else attempt.failures + 1 end`;
  const wait = sql`case when ${failures} <= ${sql.lit(free)} then 0
    else least(${sql.lit(longest)}, power(2, least(${failures} - ${sql.lit(free)} - 1, 20))) end`;
  const counted = await store.rows(sql`
    insert into attempt (subject, failures, last_at, until_at) values (${subject}, 1, ${at}, ${at})
    on conflict (subject) do update set failures = ${failures}, last_at = excluded.last_at,
      until_at = excluded.last_at + make_interval(secs => (${wait})::float8)
     where attempt.until_at <= excluded.last_at returning 1`);
  if (counted.length > 0) return 0;
  const [row] = await store.rows<{ until_at: Date }>(sql`select until_at from attempt where subject = ${subject}`);
  return row ? Math.max(1, Math.ceil((row.until_at.getTime() - now.getTime()) / 1000)) : 1;
}

/** Forgets the attempts of a subject: one succeeded. */
export const forgetAttempts = (store: Store, subject: string): Promise<unknown> =>
  store.rows(sql`delete from attempt where subject = ${subject}`);

/** Takes one attempt back: it succeeded, and the address is shared by others. */
export const forgiveAttempt = (store: Store, subject: string): Promise<unknown> =>
  store.rows(sql`update attempt set failures = greatest(0, failures - 1) where subject = ${subject}`);
