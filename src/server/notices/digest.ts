/** Once a week, in working time, whoever chose mail or push is told how much of their own falls due soon. */
import { type Actor, homeOf } from '#org';
import { addDays, type Day, type Library, weekdayOf } from '#regime';
import type { Stores } from '../store/open-store.ts';
import { wantingDigest } from '../store/review/digest.ts';
import { notify } from '../store/review/notices.ts';
import { leaves } from '../store/review/outbox.ts';

export interface DigestGiven {
  readonly stores: Stores;
  readonly library: Library;
  readonly now: Date;
  readonly today: Day;
  /** How many obligations of an actor's seats fall due soon. */
  dueSoon(by: Actor): Promise<number>;
}

/** Tells whoever was not told this week; gives how many. Nobody is told that nothing is due, and nobody in quiet hours. */
export async function tellDueSoon({ stores, library, now, today, dueSoon }: DigestGiven): Promise<number> {
  const monday = addDays(today, 1 - weekdayOf(today));
  let told = 0;
  for (const by of await wantingDigest(stores, monday, today)) {
    const unit = by.seats[0]?.unit;
    if (unit === undefined || leaves(library, unit, 'due-soon', now)?.getTime() !== now.getTime()) continue;
    const due = await dueSoon(by);
    if (due === 0) continue;
    const about = { county: homeOf(unit), unit, facts: { title: String(due) }, by: 'digest', at: now.toISOString() };
    await stores.writing('0', (store) => notify(store, [{ to: { account: by.account }, event: 'due-soon', ...about }]));
    told += 1;
  }
  return told;
}
