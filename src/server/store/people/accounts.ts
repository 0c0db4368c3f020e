/** Accounts: what a person signs in with, and what is known of how they prove themselves. */
import { sql } from 'kysely';
import type { AdminRole, HeldSeat } from '#org';
import { type Day, Refusal } from '#regime';
import type { Store } from '../open-store.ts';
import { seatsOfAll } from './sessions.ts';

export interface Account {
  readonly id: string;
  readonly userName: string;
  readonly name: string;
  readonly person: string;
  readonly isSample: boolean;
  readonly isDisabled: boolean;
  readonly admin: AdminRole | null;
}

export interface StoredAccount extends Account {
  readonly password: string | null;
  readonly former: readonly string[];
  readonly passwordAt: Date | null;
  readonly mustChange: boolean;
  /** Confirmed second factor, sealed. */
  readonly secret: string | null;
  /** Begun but not confirmed. */
  readonly newSecret: string | null;
  readonly lastStep: number;
}

interface Row {
  id: string;
  user_name: string;
  name: string;
  person: string;
  sample: boolean;
  disabled_at: Date | null;
  role: AdminRole | null;
  password: string | null;
  former: string[] | null;
  changed_at: Date | null;
  must_change: boolean | null;
  secret: string | null;
  confirmed_at: Date | null;
  last_step: number | null;
}

const whole = sql`
  select a.id, a.user_name, a.name, a.person, a.sample, a.disabled_at, s.role,
         c.password, c.former, c.changed_at, c.must_change, f.secret, f.confirmed_at, f.last_step
    from account a
    left join admin_seat s on s.account = a.id and s.until_at is null
    left join credential c on c.account = a.id
    left join second_factor f on f.account = a.id`;

const accountOf = (row: Row): StoredAccount => ({
  id: row.id,
  userName: row.user_name,
  name: row.name,
  person: row.person,
  isSample: row.sample,
  isDisabled: row.disabled_at !== null,
  admin: row.role,
  password: row.password,
  former: row.former ?? [],
  passwordAt: row.changed_at,
  mustChange: row.must_change ?? false,
  secret: row.confirmed_at === null ? null : row.secret,
  newSecret: row.confirmed_at === null ? row.secret : null,
  lastStep: row.last_step ?? 0,
});

export const userNameOf = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** The account of a user name. */
export async function findByUserName(store: Store, userName: string): Promise<StoredAccount | undefined> {
  const [row] = await store.rows<Row>(sql`${whole} where a.user_name = ${userNameOf(userName)}`);
  return row && accountOf(row);
}

/** An account by its id. Refusal `account_unknown`. */
export async function getAccount(store: Store, id: string): Promise<StoredAccount> {
  const [row] = await store.rows<Row>(sql`${whole} where a.id = ${id}`);
  if (!row) throw new Refusal('account_unknown', { value: id });
  return accountOf(row);
}

/** Accounts by user name, after one, found by part of a name. */
export async function listAccounts(
  store: Store,
  { q, after, limit }: { q?: string | undefined; after?: string | undefined; limit: number },
): Promise<StoredAccount[]> {
  const like = `%${q?.replaceAll(/[\\%_]/g, '\\$&') ?? ''}%`;
  const rows = await store.rows<Row>(sql`
    ${whole} where a.user_name > ${after ?? ''} and (a.user_name like ${like.toLowerCase()} or a.name like ${like})
     order by a.user_name limit ${sql.lit(limit)}`);
  return rows.map(accountOf);
}

/** Accounts of the sample, as they were entered. */
export async function sampleAccounts(store: Store): Promise<StoredAccount[]> {
  const rows = await store.rows<Row>(sql`${whole} where a.sample and a.disabled_at is null order by a.user_name`);
  return rows.map(accountOf);
}

export interface NewAccount {
  readonly id: string;
  readonly userName: string;
  readonly name: string;
  readonly person: string;
  readonly isSample?: boolean;
  readonly by: string;
  readonly at: Date;
}

/** Enters an account; false when the same one is there. Refusals `user_name_taken`, `person_has_account`. */
export async function addAccount(store: Store, made: NewAccount): Promise<boolean> {
  const userName = userNameOf(made.userName);
  const there = await store.rows<{ id: string; user_name: string; person: string }>(
    sql`select id, user_name, person from account
         where id = ${made.id} or user_name = ${userName} or person = ${made.person}`,
  );
  if (there.some((row) => row.id === made.id && row.user_name === userName)) return false;
  if (there.some((row) => row.user_name === userName))
    throw new Refusal('user_name_taken', { field: 'user_name', name: userName });
  if (there.length > 0) throw new Refusal('person_has_account', { field: 'person', name: made.name });
  await store.rows(sql`
    insert into account (id, user_name, name, person, sample, created_at, created_by, disabled_at)
    values (${made.id}, ${userName}, ${made.name}, ${made.person}, ${made.isSample ?? false}, ${made.at.toISOString()},
      ${made.by}, null)`);
  return true;
}

/** Closes or opens an account. */
export const setDisabled = (store: Store, account: string, at: Date | null): Promise<unknown> =>
  store.rows(sql`update account set disabled_at = ${at?.toISOString() ?? null} where id = ${account}`);

/** Keeps a new password; the one before joins the former ones, of which so many are kept. */
export async function setPassword(
  store: Store,
  account: string,
  { hash, history, at, mustChange = false }: { hash: string; history: number; at: Date; mustChange?: boolean },
): Promise<void> {
  await store.rows(sql`
    insert into credential (account, password, former, changed_at, must_change)
    values (${account}, ${hash}, '{}', ${at.toISOString()}, ${mustChange})
    on conflict (account) do update set password = excluded.password, changed_at = excluded.changed_at,
      must_change = excluded.must_change,
      former = (array_prepend(credential.password, credential.former))[1:${sql.lit(Math.max(0, history))}]`);
}

/** Makes the next sign-in set another password. */
export const askNewPassword = (store: Store, account: string): Promise<unknown> =>
  store.rows(sql`update credential set must_change = true where account = ${account}`);

/** Persons in seats on a day who have no account, by part of the name. */
export async function personsWithoutAccount(
  store: Store,
  q: string,
  { day, limit }: { day: Day; limit: number },
): Promise<{ person: string; name: string; seats: HeldSeat[] }[]> {
  const like = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const found = await store.rows<{ person: string; name: string }>(sql`
    select person, min(person_name) name from tenure t
     where person_name like ${like} and from_day <= ${day} and (to_day is null or to_day >= ${day})
       and not exists (select from account a where a.person = t.person)
     group by person order by 2, 1 limit ${sql.lit(limit)}`);
  const seats = await seatsOfAll(
    store,
    found.map(({ person }) => person),
    day,
  );
  return found.map((one) => ({ ...one, seats: seats.get(one.person) ?? [] }));
}

export async function listAccountsById(store: Store, ids: readonly string[]): Promise<StoredAccount[]> {
  const rows = await store.rows<Row>(sql`${whole} where a.id = any(${ids}::uuid[])`);
  return rows.map(accountOf);
}
