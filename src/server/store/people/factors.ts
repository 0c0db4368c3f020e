/** The second factor of an account and the codes that stand for it, and who it is to a single sign-on. */
import { sql } from 'kysely';
import type { Store } from '../open-store.ts';

/** Keeps a secret that is not confirmed yet. */
export const beginFactor = (store: Store, account: string, sealed: string): Promise<unknown> =>
  store.rows(sql`
    insert into second_factor (account, secret, confirmed_at, last_step) values (${account}, ${sealed}, null, 0)
    on conflict (account) do update set secret = excluded.secret, confirmed_at = null, last_step = 0`);

/** Confirms it by its first code, and keeps the codes that stand for it. */
export async function confirmFactor(
  store: Store,
  account: string,
  { at, step, codes }: { at: Date; step: number; codes: readonly string[] },
): Promise<void> {
  await store.rows(
    sql`update second_factor set confirmed_at = ${at.toISOString()}, last_step = ${step} where account = ${account}`,
  );
  await store.rows(sql`delete from recovery_code where account = ${account}`);
  const values = codes.map((code) => sql`(${account}, ${code}, null)`);
  await store.rows(sql`insert into recovery_code (account, hash, used_at) values ${sql.join(values)}`);
}

/** Marks a time step as used; false when it, or a later one, was used before. */
export async function takeStep(store: Store, account: string, step: number): Promise<boolean> {
  const rows = await store.rows(
    sql`update second_factor set last_step = ${step} where account = ${account} and last_step < ${step} returning 1`,
  );
  return rows.length > 0;
}

/** Marks a recovery code as used; false when there is none such left. */
export async function takeRecovery(store: Store, account: string, hash: string, at: Date): Promise<boolean> {
  const rows = await store.rows(sql`
    update recovery_code set used_at = ${at.toISOString()}
     where account = ${account} and hash = ${hash} and used_at is null returning 1`);
  return rows.length > 0;
}

export async function countRecovery(store: Store, account: string): Promise<number> {
  const [row] = await store.rows<{ n: number }>(
    sql`select count(*) n from recovery_code where account = ${account} and used_at is null`,
  );
  return row?.n ?? 0;
}

export async function dropFactor(store: Store, account: string): Promise<void> {
  await store.rows(sql`delete from recovery_code where account = ${account}`);
  await store.rows(sql`delete from second_factor where account = ${account}`);
}

/** The account that a single sign-on knows under a subject. */
export async function findOutside(store: Store, issuer: string, subject: string): Promise<string | undefined> {
  const [row] = await store.rows<{ account: string }>(
    sql`select account from outside_identity where issuer = ${issuer} and subject = ${subject}`,
  );
  return row?.account;
}

/** Remembers it; false when the account is somebody else there already. */
export async function linkOutside(
  store: Store,
  { issuer, subject, account, at }: { issuer: string; subject: string; account: string; at: Date },
): Promise<boolean> {
  const rows = await store.rows(sql`
    insert into outside_identity (issuer, subject, account, linked_at)
    values (${issuer}, ${subject}, ${account}, ${at.toISOString()}) on conflict do nothing returning 1`);
  return rows.length > 0;
}
