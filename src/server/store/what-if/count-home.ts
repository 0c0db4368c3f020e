/** One home counted under another law, portion by portion, so that requests are answered in between. */
import { setImmediate } from 'node:timers/promises';
import { type Delta, yearOfPeriod } from '#ledger';
import type { OrgView } from '#org';
import type { Law } from '#regime';
import type { Store } from '../open-store.ts';
import { orgInside } from '../org-view.ts';
import { keyText, type ObligationKey, type StoredCredit } from '../settle.ts';
import { courseOf } from './course.ts';
import { creditsIn, orgForRecords, servingRecords } from './judge.ts';
import type { OwnChange } from './sums.ts';

/** Records read at once. */
const portion = 250;
/** Milliseconds of work at a stretch; then whoever waits has a turn. */
const stretch = 1;
const lastDay = '9999-12-31';

type Pause = () => Promise<void> | undefined;

function pacer(signal: AbortSignal): Pause {
  let since = performance.now();
  return () => {
    if (performance.now() - since < stretch) return undefined;
    signal.throwIfAborted();
    return setImmediate().then(() => {
      since = performance.now();
    });
  };
}

/** The changes by day that the records make in one home under a law. Throws when `signal` is raised. */
export async function countHome(store: Store, law: Law, home: string, signal: AbortSignal): Promise<OwnChange[]> {
  const pause = pacer(signal);
  const inside = await orgInside(store, home);
  const credits = await creditsOfHome(store, law, home, inside, pause);
  const sums = new Map<string, OwnChange>();
  for (const list of credits.values()) {
    const { unit, duty, holder, period } = list[0] as ObligationKey;
    for (const delta of courseOf(law, inside, { unit, duty, holder, period }, list)) add(sums, { duty, period }, delta);
    await pause();
  }
  return [...sums.values()].filter(({ met, excused, done }) => met !== 0 || excused !== 0 || done !== 0);
}

async function creditsOfHome(
  store: Store,
  law: Law,
  home: string,
  inside: OrgView,
  pause: Pause,
): Promise<Map<string, StoredCredit[]>> {
  const credits = new Map<string, StoredCredit[]>();
  let after: string | undefined;
  do {
    const read = await servingRecords(store, home, { to: lastDay, after, limit: portion });
    const org = await orgForRecords(store, home, inside, read);
    for (const record of read.records) {
      for (const credit of creditsIn(law, org, home, record)) {
        const list = credits.get(keyText(credit));
        if (list) list.push(credit);
        else credits.set(keyText(credit), [credit]);
      }
      await pause();
    }
    after = read.last;
  } while (after !== undefined);
  return credits;
}

function add(sums: Map<string, OwnChange>, at: { duty: string; period: string }, delta: Delta): void {
  const { duty } = at;
  const [year, period] = [yearOfPeriod(at.period), at.period.startsWith('T') ? 'term' : at.period];
  const key = [year, duty, period, delta.day].join('|');
  const was = sums.get(key) ?? { year, duty, period, day: delta.day, met: 0, excused: 0, done: 0 };
  sums.set(key, {
    ...was,
    met: was.met + delta.met,
    excused: was.excused + delta.excused,
    done: was.done + delta.done,
  });
}
