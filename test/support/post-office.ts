/** Notices on their way: a database with two people who want mail, and the clock that sends. */
import { randomUUID } from 'node:crypto';
import { type Messages, messagesOf, sendDue } from '../../src/server/notices/messages.ts';
import { readMessages } from '../../src/server/notices/setting.ts';
import { openStore, type Stores } from '../../src/server/store/open-store.ts';
import { keepSetting, type NewNotice, type NoticeEvent, notify } from '../../src/server/store/review/notices.ts';
import { library } from './packs.ts';
import { type FreshDatabase, freshDatabase } from './postgres.ts';
import { plantKites, seatPerson } from './tree.ts';

/** A working Tuesday morning in Asia/Shanghai. */
export const morning = new Date('2026-06-16T02:00:00Z');
export const packs = library('example');
const plain = { seal: (text: string) => `sealed ${text}`, open: (text: string) => text.replace('sealed ', '') };

export class PostOffice {
  readonly clerk = randomUUID();
  readonly keeper = randomUUID();
  readonly database: FreshDatabase;
  readonly stores: Stores;
  readonly messages: Messages;
  clock = morning;

  constructor(database: FreshDatabase, env: Record<string, string>) {
    this.database = database;
    this.stores = openStore(database.pool);
    this.messages = messagesOf({
      stores: this.stores,
      setting: readMessages(env),
      vault: plain,
      address: () => 'https://zerentian.example.org',
      now: () => this.clock,
    });
  }

  /** Forgets all notices; both people want what they are told by mail. */
  async empty(): Promise<void> {
    this.clock = morning;
    await this.database.pool.query('delete from notice_delivery; delete from notice; delete from push_subscription');
    for (const account of [this.clerk, this.keeper]) await this.wants(account, true, false);
  }

  wants(account: string, byMail: boolean, byPush: boolean): Promise<void> {
    const mail = plain.seal(`${account.slice(0, 8)}@example.org`);
    return this.stores.writing('0', (store) => keepSetting(store, account, { mail, byMail, byPush }));
  }

  tell(to: NewNotice['to'], event: NoticeEvent, by = 'someone'): Promise<void> {
    const [record, at] = [randomUUID(), this.clock.toISOString()];
    const about = { county: '990101', record, unit: '990101', facts: { title: '走村·秘密内容' } };
    return this.stores.writing('0', (store) => notify(store, [{ to, event, ...about, by, at }]));
  }

  /** Sends what is due at an instant; gives how many parcels were looked at. */
  send(now: Date, carry = this.messages.carry): Promise<number> {
    this.clock = now;
    return sendDue(this.stores, packs, now, carry);
  }

  async states(): Promise<string[]> {
    const { rows } = await this.database.pool.query('select state from notice_delivery order by 1');
    return rows.map(({ state }) => state);
  }
}

export async function postOffice(env: Record<string, string>): Promise<PostOffice> {
  const database = await freshDatabase();
  await plantKites(database.pool);
  await seatPerson(database.pool, { unit: '9901', seat: 'kite-keeper', from: '2024-01-01', name: '示例看护人' });
  await database.pool.query(`update tenure set person = 'keeper' where person_name = '示例看护人'`);
  const office = new PostOffice(database, env);
  for (const [id, person] of [
    [office.clerk, 'clerk'],
    [office.keeper, 'keeper'],
  ])
    await database.pool.query(
      `insert into account (id, user_name, name, person, sample, created_at, created_by)
       values ($1, $2, '示例', $2, true, now(), 'test')`,
      [id, person],
    );
  return office;
}
