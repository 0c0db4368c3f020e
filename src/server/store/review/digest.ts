/** Who wants to hear once a week what falls due soon, and was not told this week. */
import { sql } from 'kysely';
import type { Actor } from '#org';
import type { Day } from '#regime';
import type { Stores } from '../open-store.ts';
import { seatsOfAll } from '../people/sessions.ts';

/** Accounts that chose mail or push and sit somewhere, without a digest since a day (Asia/Shanghai). */
export function wantingDigest(stores: Stores, since: Day, today: Day): Promise<Actor[]> {
  return stores.asLoader(async (store) => {
    const rows = await store.rows<{ account: string; person: string; name: string; sample: boolean }>(sql`
      select a.id::text account, a.person, a.name, a.sample from notice_setting s join account a on a.id = s.account
       where (s.by_mail or s.by_push) and a.disabled_at is null and not exists (
         select from notice n where n.account = a.id and n.event = 'due-soon'
            and n.at >= ${since}::date::timestamp at time zone 'Asia/Shanghai')
       order by 1`);
    const persons = rows.map(({ person }) => person);
    const seats = await seatsOfAll(store, persons, today);
    return rows.flatMap(({ account, person, name, sample }) => {
      const held = seats.get(person) ?? [];
      return held.length === 0 ? [] : [{ account, person, name, seats: held, admin: null, isSample: sample }];
    });
  });
}
