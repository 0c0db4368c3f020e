/** Sessions: who is signed in where. Only the hash of a token is kept. */
import { sql } from 'kysely';
import type { Actor, AdminRole, HeldSeat, LeftSeat } from '#org';
import type { Day } from '#regime';
import type { Store } from '../open-store.ts';

export interface NewSession {
  readonly tokenHash: string;
  readonly id: string;
  readonly account: string;
  readonly how: string;
  readonly address: string;
  readonly agent: string;
  readonly at: Date;
  readonly endsAt: Date;
}

/** Opens a session; of the account's sessions only so many stay, those last used. */
export async function openSession(store: Store, made: NewSession, most: number): Promise<void> {
  const { tokenHash, id, account, how, address, agent, at, endsAt } = made;
  const now = at.toISOString();
  await store.rows(sql`
    delete from session where account = ${account} and token_hash not in (
      select token_hash from session where account = ${account} and ends_at > ${now}
       order by seen_at desc, token_hash limit ${sql.lit(Math.max(0, most - 1))})`);
  await store.rows(sql`
    insert into session (token_hash, id, account, how, address, agent, made_at, seen_at, ends_at)
    values (${tokenHash}, ${id}, ${account}, ${how}, ${address}, ${agent}, ${now}, ${now}, ${endsAt.toISOString()})`);
}

export interface FoundSession {
  readonly id: string;
  /** By what it was opened: `password`, `code`, `recovery`, `outside`, `sample`. */
  readonly how: string;
  readonly seenAt: Date;
  readonly endsAt: Date;
  readonly actor: Actor;
}

/** The session of a token, unless it has been idle since before a moment or its account is closed; with its seats. */
export async function findSession(
  store: Store,
  tokenHash: string,
  { day, now, idleSince }: { day: Day; now: Date; idleSince: Date },
): Promise<FoundSession | undefined> {
  const [row] = await store.rows<{
    id: string;
    how: string;
    seen_at: Date;
    ends_at: Date;
    account: string;
    person: string;
    name: string;
    sample: boolean;
    role: AdminRole | null;
  }>(sql`
    select s.id, s.how, s.seen_at, s.ends_at, s.account, a.person, a.name, a.sample, g.role
      from session s join account a on a.id = s.account
      left join admin_seat g on g.account = a.id and g.until_at is null
     where s.token_hash = ${tokenHash} and a.disabled_at is null
       and s.ends_at > ${now.toISOString()} and s.seen_at > ${idleSince.toISOString()}`);
  if (!row) return undefined;
  const { id, how, seen_at: seenAt, ends_at: endsAt, account, person, name, sample, role } = row;
  // Whoever administers sees no business records, whatever seats the person is given meanwhile.
  const seats = role === null ? ((await seatsOfAll(store, [person], day)).get(person) ?? []) : [];
  const left = role === null ? await leftSeats(store, person, day) : [];
  return { id, how, seenAt, endsAt, actor: { account, person, name, seats, left, admin: role, isSample: sample } };
}

/** The seats that a person left before a day, the last ones first. */
const leftSeats = (store: Store, person: string, day: Day): Promise<LeftSeat[]> =>
  store.rows<LeftSeat>(sql`
    select unit_code unit, seat, to_day ended from tenure where person = ${person} and to_day < ${day}
     order by to_day desc, id limit 20`);

/** The seats that persons hold on a day, by tenure or as a deputy, the highest unit first; by person. */
export async function seatsOfAll(store: Store, persons: readonly string[], day: Day): Promise<Map<string, HeldSeat[]>> {
  const rows = await store.rows<HeldSeat & { person: string }>(sql`
    select person, unit_code unit, seat, acting, 'tenure' via from tenure
     where person = any(${persons}::text[]) and from_day <= ${day} and (to_day is null or to_day >= ${day})
    union all
    select person, unit_code, seat, true, 'deputy' from deputy
     where person = any(${persons}::text[]) and from_day <= ${day} and to_day >= ${day}
     order by 1, via desc, unit, seat`);
  const found = Map.groupBy(rows, ({ person }) => person);
  return new Map([...found].map(([person, held]) => [person, held.map(({ person: _, ...seat }) => seat)]));
}

/** Notes that a session was used. */
export const touchSession = (store: Store, tokenHash: string, at: Date): Promise<unknown> =>
  store.rows(sql`update session set seen_at = ${at.toISOString()} where token_hash = ${tokenHash}`);

export interface SessionRow {
  readonly id: string;
  readonly tokenHash: string;
  readonly how: string;
  readonly address: string;
  readonly agent: string;
  readonly madeAt: Date;
  readonly seenAt: Date;
}

/** Sessions of an account that have not ended, the last used first. */
export const listSessions = (
  store: Store,
  account: string,
  { now, idleSince }: { now: Date; idleSince: Date },
): Promise<SessionRow[]> =>
  store.rows<SessionRow>(sql`
    select id, token_hash "tokenHash", how, address, agent, made_at "madeAt", seen_at "seenAt" from session
     where account = ${account} and ends_at > ${now.toISOString()} and seen_at > ${idleSince.toISOString()}
     order by seen_at desc, id`);

/** Ends sessions of an account: one by its id, or all but the one of a token. Gives how many. */
export async function endSessions(
  store: Store,
  account: string,
  which: { id: string } | { tokenHash: string } | { allBut: string | null },
): Promise<number> {
  const one =
    'id' in which
      ? sql`id = ${which.id}`
      : 'tokenHash' in which
        ? sql`token_hash = ${which.tokenHash}`
        : sql`token_hash <> ${which.allBut ?? ''}`;
  const rows = await store.rows(sql`delete from session where account = ${account} and ${one} returning 1`);
  return rows.length;
}

/** Takes away sessions that ended, and attempts of more than a day ago. */
export async function sweep(store: Store, { now, idleSince }: { now: Date; idleSince: Date }): Promise<void> {
  await store.rows(
    sql`delete from session where ends_at <= ${now.toISOString()} or seen_at <= ${idleSince.toISOString()}`,
  );
  const dayAgo = new Date(now.getTime() - 86_400_000).toISOString();
  await store.rows(sql`delete from attempt where last_at < ${dayAgo}`);
}
