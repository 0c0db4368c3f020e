/** Burden is a budget (design decision 7): the minutes a month that recording what is owed costs one village. */
import type { Law, Level } from '#regime';
import { actsPerYear } from '#regime';

/**
 * Minutes per month of one unit of a level, if everything its duties ask for by number is recorded once.
 * A record that serves several duties is counted for the one that asks most of it, and once for all seats, for it may
 * name them all. Coverage is not in it: one record names one target or many of them, as it comes; nor is what has no
 * number.
 */
export function minutesPerMonth(law: Law, level: Level): number {
  const acts = new Map<string, number>();
  for (const duty of law.duties.values()) {
    if (duty.holder.level !== level) continue;
    const match = duty.fulfilled_by[0];
    if (match === undefined) continue;
    const key = `${match.kind}|${JSON.stringify(match.where ?? {})}`;
    acts.set(key, Math.max(acts.get(key) ?? 0, actsPerYear(duty)));
  }
  let minutes = 0;
  for (const [key, count] of acts) {
    const kind = law.kinds.get(key.slice(0, key.indexOf('|')));
    minutes += count * (kind?.minutes ?? 0);
  }
  return minutes / 12;
}
