/**
 * The way of notices out of the house. First each is spread: one delivery for every account and channel it is wanted on, at
 * a time that is never quiet. Then what is due leaves, everything for one person and channel as one message. Rows are taken
 * with `skip locked`, so any number of servers may work; whoever dies in between leaves them to be sent again.
 */
import { sql } from 'kysely';
import { type Library, practice } from '#regime';
import type { Store, Stores } from '../open-store.ts';
import type { NoticeEvent, Subscription } from './notices.ts';
import { seatsOfPost } from './reviewers.ts';

export type Channel = 'mail' | 'push';

const portion = 200;
/** Minutes until the next try after the first, second, ... failure; after the last it is given up. */
const pauses = [1, 5, 25, 120, 600];

// Asia/Shanghai has been eight hours ahead, summer and winter, since 1991.
const ahead = 8 * 3_600_000;
const localTime = (instant: Date): string => new Date(instant.getTime() + ahead).toISOString().slice(0, 16);
const instantOf = (local: string): Date => new Date(Date.parse(`${local}:00.000Z`) - ahead);

/** When a message may leave that comes up at an instant; undefined: never. */
export function leaves(library: Library, unit: string, event: string, instant: Date): Date | undefined {
  const local = localTime(instant);
  const at = practice.sendAt(library.at(local.slice(0, 10), unit), event, local);
  if (at === undefined || at === local) return at === undefined ? undefined : instant;
  return instantOf(at);
}

interface Fresh {
  readonly id: string;
  readonly account: string | null;
  readonly post: string | null;
  readonly event: NoticeEvent;
  readonly unit: string;
  readonly by: string;
}

/** Accounts of those who hold a post on a day, or do its work as deputies. */
async function accountsAt(store: Store, library: Library, post: string, day: string): Promise<string[]> {
  const [unit = ''] = post.split(':');
  const seats = seatsOfPost(library.at(day, unit), post);
  const held = sql`unit_code = ${unit} and county_code = ${unit.length > 6 ? unit.slice(0, 6) : unit}
    and seat = any(${seats}::text[]) and from_day <= ${day}::date and (to_day is null or to_day >= ${day}::date)`;
  const rows = await store.rows<{ id: string }>(sql`
    select a.id::text from account a where a.disabled_at is null and a.person in (
      select person from tenure where ${held} union select person from deputy where ${held})`);
  return rows.map(({ id }) => id);
}

/** Spreads fresh notices; gives how many. */
export function spreadNotices(stores: Stores, library: Library, now: Date): Promise<number> {
  const day = localTime(now).slice(0, 10);
  return stores.asLoader(async (store) => {
    const fresh = await store.rows<Fresh>(sql`
      select id, account::text, post, event, unit_code unit, by_account "by" from notice where spread_at is null
       order by at limit ${portion} for update skip locked`);
    for (const notice of fresh) {
      const found = notice.post === null ? [notice.account ?? ''] : await accountsAt(store, library, notice.post, day);
      const sendAt = leaves(library, notice.unit, notice.event, now);
      const accounts = found.filter((account) => account !== notice.by);
      if (sendAt !== undefined && accounts.length > 0)
        await store.rows(sql`
          insert into notice_delivery (notice, account, channel, send_at, state, tries, error)
          select ${notice.id}::uuid, s.account, c.channel, ${sendAt.toISOString()}::timestamptz, 'waiting', 0, ''
            from notice_setting s cross join lateral (values ('mail', s.by_mail), ('push', s.by_push)) c (channel, wanted)
           where s.account = any(${accounts}::uuid[]) and c.wanted
          on conflict on constraint notice_delivery_pkey do nothing`);
    }
    if (fresh.length > 0)
      await store.rows(sql`update notice set spread_at = ${now.toISOString()}::timestamptz
        where id = any(${fresh.map(({ id }) => id)}::uuid[])`);
    return fresh.length;
  });
}

/** Everything that waits for one person on one channel. */
export interface Parcel {
  readonly account: string;
  readonly channel: Channel;
  readonly told: readonly { readonly event: NoticeEvent; readonly record: string | null }[];
  /** Sealed address. */
  readonly mail: string | null;
  readonly subscriptions: readonly Subscription[];
}

/** `sent`; or why nobody can be reached that way, which is not tried again. Throws where it should be. */
export type Carry = (
  parcel: Parcel,
) => Promise<'sent' | { readonly nobody: string; readonly gone?: readonly string[] }>;

interface Due {
  readonly notice: string;
  readonly account: string;
  readonly channel: Channel;
  readonly tries: number;
  readonly event: NoticeEvent;
  readonly unit: string;
  readonly record: string | null;
}

/** Sends one parcel that is due; false when there is none. */
export function sendNext(stores: Stores, library: Library, now: Date, carry: Carry): Promise<boolean> {
  const instant = sql`${now.toISOString()}::timestamptz`;
  const waiting = sql`state = 'waiting' and send_at <= ${instant}`;
  return stores.asLoader(async (store) => {
    const [first] = await store.rows<{ account: string; channel: Channel }>(sql`
      select account::text, channel from notice_delivery where ${waiting} order by send_at limit 1 for update skip locked`);
    if (!first) return false;
    const due = await store.rows<Due>(sql`
      select d.notice, d.account::text, d.channel, d.tries, n.event, n.unit_code unit, n.record_id record
        from notice_delivery d join notice n on n.id = d.notice
       where d.account = ${first.account}::uuid and d.channel = ${first.channel} and ${waiting}
       order by n.at for update of d skip locked`);
    const ready = await putOff(store, library, now, due);
    if (ready.length === 0) return true;
    const parcel = await parcelOf(store, ready);
    try {
      const done = await carry(parcel);
      if (done === 'sent') await settle(store, ready, 'sent', '', now);
      else {
        await settle(store, ready, 'given_up', done.nobody, now);
        if (done.gone)
          await store.rows(sql`delete from push_subscription where account = ${parcel.account}::uuid
            and endpoint = any(${[...done.gone]}::text[])`);
      }
    } catch (error) {
      await retry(store, ready, error instanceof Error ? error.message : String(error), now);
    }
    return true;
  });
}

/** What became due while nobody sent may meet quiet hours now: it waits for the morning. Gives the rest. */
async function putOff(store: Store, library: Library, now: Date, due: readonly Due[]): Promise<Due[]> {
  const ready: Due[] = [];
  for (const one of due) {
    const at = leaves(library, one.unit, one.event, now);
    if (at !== undefined && at <= now) ready.push(one);
    else if (at === undefined) await settle(store, [one], 'given_up', 'the packs no longer say when', now);
    else
      await store.rows(sql`update notice_delivery set send_at = ${at.toISOString()}::timestamptz
        where notice = ${one.notice}::uuid and account = ${one.account}::uuid and channel = ${one.channel}`);
  }
  return ready;
}

async function parcelOf(store: Store, due: readonly Due[]): Promise<Parcel> {
  const { account, channel } = due[0] as Due;
  const [setting] = await store.rows<{ mail: string | null }>(
    sql`select mail from notice_setting where account = ${account}::uuid`,
  );
  const subscriptions = await store.rows<Subscription>(
    sql`select endpoint, p256dh, auth from push_subscription where account = ${account}::uuid order by made_at`,
  );
  const told = due.map(({ event, record }) => ({ event, record }));
  return { account, channel, told, mail: setting?.mail ?? null, subscriptions };
}

const keysOf = (due: readonly Due[]) =>
  sql`(notice, account, channel) in (${sql.join(
    due.map(({ notice, account, channel }) => sql`(${notice}::uuid, ${account}::uuid, ${channel})`),
  )})`;

async function settle(store: Store, due: readonly Due[], state: 'sent' | 'given_up', error: string, now: Date) {
  await store.rows(sql`update notice_delivery set state = ${state}, error = ${error}, settled_at = ${now.toISOString()},
    tries = tries + 1 where ${keysOf(due)}`);
}

async function retry(store: Store, due: readonly Due[], error: string, now: Date): Promise<void> {
  const pause = pauses[Math.max(...due.map(({ tries }) => tries))];
  if (pause === undefined) return settle(store, due, 'given_up', error.slice(0, 300), now);
  await store.rows(sql`update notice_delivery set tries = tries + 1, error = ${error.slice(0, 300)},
    send_at = ${new Date(now.getTime() + pause * 60_000).toISOString()} where ${keysOf(due)}`);
}
