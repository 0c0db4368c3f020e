/** Notices: written with what they tell of, in the same transaction; read by the bell; spread to mail and push later. */
import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Store } from '../open-store.ts';

/** Events that a person should know of. Packs name the same words where they mark an emergency. */
export type NoticeEvent = 'returned' | 'to-review' | 'mentioned' | 'appointment' | 'handover' | 'due-soon';

/** An account, or whoever holds a post (`<unit>:<body or seat>`) when it goes out. */
export type Receiver = { readonly account: string } | { readonly post: string };

export interface NewNotice {
  readonly to: Receiver;
  readonly event: NoticeEvent;
  /** Home of the record; of the unit where there is none. */
  readonly county: string;
  readonly record?: string;
  readonly unit: string;
  /** What the list in the application says; never leaves by mail or push. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly by: string;
  readonly at: string;
}

/** Writes notices in the transaction of what they tell of. Nobody is told what he did himself. */
export async function notify(store: Store, notices: readonly NewNotice[]): Promise<void> {
  const insert = noticeInsert(notices);
  if (insert) await store.rows(insert);
}

/** The same as a part of a statement that writes more. */
export function noticeParts(notices: readonly NewNotice[]): RawBuilder<unknown>[] {
  const insert = noticeInsert(notices);
  return insert ? [sql`told as (${insert})`] : [];
}

function noticeInsert(notices: readonly NewNotice[]): RawBuilder<unknown> | undefined {
  const told = notices.filter(({ to, by }) => !('account' in to) || to.account !== by);
  if (told.length === 0) return undefined;
  const values = told.map(
    ({ to, event, county, record, unit, facts, by, at }) =>
      sql`(${randomUUID()}::uuid, ${'account' in to ? to.account : null}::uuid, ${'post' in to ? to.post : null}, ${event},
        ${county}, ${record ?? null}::uuid, ${unit}, ${JSON.stringify(facts)}::jsonb, ${by}, ${at}::timestamptz)`,
  );
  return sql`
    insert into notice (id, account, post, event, county_code, record_id, unit_code, facts, by_account, at)
    values ${sql.join(values)}`;
}

export interface Notice {
  readonly id: string;
  readonly event: NoticeEvent;
  readonly county: string;
  readonly record: string | null;
  readonly unit: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly at: string;
  readonly isNew: boolean;
}

interface Row {
  id: string;
  event: NoticeEvent;
  county_code: string;
  record_id: string | null;
  unit_code: string;
  facts: Record<string, unknown>;
  at: Date;
  fresh: boolean;
}

const mine = (account: string, posts: readonly string[]) => sql`
  (account = ${account}::uuid or post = any(${[...posts]}::text[])) and by_account <> ${account}`;
const seen = (account: string) => sql`
  coalesce((select seen_at from notice_setting where account = ${account}::uuid), '-infinity'::timestamptz)`;

/** The last notice of a page. Many are told at one instant, where acts are done together. */
export interface NoticeMark {
  readonly at: string;
  readonly id: string;
}

/** The newest notices of an account and its posts; the same thing told to two posts stands once. */
export async function listNotices(
  store: Store,
  account: string,
  posts: readonly string[],
  page: { after?: NoticeMark | undefined; limit: number },
): Promise<Notice[]> {
  const { after } = page;
  const upTo = after === undefined ? sql`` : sql`and at <= ${after.at}::timestamptz`;
  const behind = after === undefined ? sql`` : sql`where at < ${after.at}::timestamptz or id > ${after.id}::uuid`;
  const rows = await store.rows<Row>(sql`
    select * from (
      select distinct on (event, record_id, unit_code, at) id, event, county_code, record_id, unit_code, facts, at,
        at > ${seen(account)} fresh
        from notice where ${mine(account, posts)} ${upTo} order by event, record_id, unit_code, at, id
    ) one ${behind} order by at desc, id limit ${page.limit}`);
  return rows.map((row) => ({
    id: row.id,
    event: row.event,
    county: row.county_code,
    record: row.record_id,
    unit: row.unit_code,
    facts: row.facts,
    at: new Date(row.at).toISOString(),
    isNew: row.fresh,
  }));
}

/** How many notices came since the account last opened its list. */
export async function countNew(store: Store, account: string, posts: readonly string[]): Promise<number> {
  const [row] = await store.rows<{ fresh: number }>(sql`
    select count(distinct (event, record_id, unit_code, at))::int fresh from notice
     where ${mine(account, posts)} and at > ${seen(account)}`);
  return row?.fresh ?? 0;
}

export interface NoticeSetting {
  /** Sealed address; null = none. */
  readonly mail: string | null;
  readonly byMail: boolean;
  readonly byPush: boolean;
}

/** What a person chose; nothing goes outside until they choose it. */
export async function settingOf(store: Store, account: string): Promise<NoticeSetting> {
  const [row] = await store.rows<{ mail: string | null; by_mail: boolean; by_push: boolean }>(
    sql`select mail, by_mail, by_push from notice_setting where account = ${account}::uuid`,
  );
  return row
    ? { mail: row.mail, byMail: row.by_mail, byPush: row.by_push }
    : { mail: null, byMail: false, byPush: false };
}

export async function keepSetting(store: Store, account: string, setting: NoticeSetting): Promise<void> {
  await store.rows(sql`
    insert into notice_setting (account, mail, by_mail, by_push, seen_at)
    values (${account}::uuid, ${setting.mail}, ${setting.byMail}, ${setting.byPush}, '-infinity')
    on conflict on constraint notice_setting_pkey
      do update set mail = excluded.mail, by_mail = excluded.by_mail, by_push = excluded.by_push`);
}

/** The bell is looked at: nothing up to this instant is new any more. */
export async function markSeen(store: Store, account: string, at: string): Promise<void> {
  await store.rows(sql`
    insert into notice_setting (account, mail, by_mail, by_push, seen_at)
    values (${account}::uuid, null, false, false, ${at}::timestamptz)
    on conflict on constraint notice_setting_pkey do update set seen_at = excluded.seen_at`);
}

export interface Subscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** A browser takes push messages for an account; the same one again changes nothing but its keys. */
export async function addSubscription(store: Store, account: string, one: Subscription, at: string): Promise<void> {
  await store.rows(sql`delete from push_subscription where account = ${account}::uuid and endpoint = ${one.endpoint}`);
  await store.rows(sql`
    insert into push_subscription (account, endpoint, p256dh, auth, made_at)
    values (${account}::uuid, ${one.endpoint}, ${one.p256dh}, ${one.auth}, ${at}::timestamptz)`);
}

export async function dropSubscription(store: Store, account: string, endpoint: string): Promise<void> {
  await store.rows(sql`delete from push_subscription where account = ${account}::uuid and endpoint = ${endpoint}`);
}

/** How many browsers of an account take push messages. */
export async function countSubscriptions(store: Store, account: string): Promise<number> {
  const [row] = await store.rows<{ n: number }>(
    sql`select count(*)::int n from push_subscription where account = ${account}::uuid`,
  );
  return row?.n ?? 0;
}

export interface StoredKey {
  readonly publicKey: string;
  /** Sealed. */
  readonly privateKey: string;
}

/** The installation's push key; the first one that is kept stays. */
export async function pushKey(store: Store, make: () => StoredKey): Promise<StoredKey> {
  const read = () => store.rows<StoredKey>(sql`select public "publicKey", private "privateKey" from push_key`);
  const [known] = await read();
  if (known) return known;
  const made = make();
  await store.rows(sql`
    insert into push_key (one, public, private) values (true, ${made.publicKey}, ${made.privateKey}) on conflict do nothing`);
  const [kept] = await read();
  return kept ?? made;
}
