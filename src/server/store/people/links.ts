/** One-time links: for the first set-up, and for setting a password without knowing the old one. */
import { sql } from 'kysely';
import { Refusal } from '#regime';
import type { Store } from '../open-store.ts';

export interface OneTimeLink {
  readonly purpose: 'set-up' | 'password';
  readonly account: string | null;
  readonly endsAt: Date;
}

/** Keeps a link; earlier open ones of the same purpose and account are worth nothing from now on. */
export async function addLink(
  store: Store,
  made: OneTimeLink & { tokenHash: string; by: string; at: Date },
): Promise<void> {
  const at = made.at.toISOString();
  await store.rows(sql`
    update one_time_link set used_at = ${at} where used_at is null and purpose = ${made.purpose}
       and account is not distinct from ${made.account}::uuid`);
  await store.rows(sql`
    insert into one_time_link (token_hash, purpose, account, made_by, made_at, ends_at, used_at)
    values (${made.tokenHash}, ${made.purpose}, ${made.account}, ${made.by}, ${at}, ${made.endsAt.toISOString()}, null)`);
}

/** An open link, locked until the transaction ends. Refusal `link_ended` for any other. */
export async function getLink(store: Store, tokenHash: string, now: Date): Promise<OneTimeLink> {
  const [row] = await store.rows<OneTimeLink & { usedAt: Date | null }>(sql`
    select purpose, account, ends_at "endsAt", used_at "usedAt" from one_time_link where token_hash = ${tokenHash}
    for no key update`);
  if (!row || row.usedAt !== null || row.endsAt <= now) throw new Refusal('link_ended', {});
  return row;
}

export const closeLink = (store: Store, tokenHash: string, at: Date): Promise<unknown> =>
  store.rows(sql`update one_time_link set used_at = ${at.toISOString()} where token_hash = ${tokenHash}`);
