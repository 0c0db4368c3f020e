/** What an obligation looks like on a day: its status, the pace it should have, and whether it wants attention. */
import { terms } from '#org';
import { addDays, type Day, daysBetween, type Law } from '#regime';
import type { Attention, Need, Obligation, Progress, Status } from './obligation.ts';
import { needOfShare, nominalYears } from './owe.ts';

/** The need of an obligation in the shape that progress counts by. */
export function needOf(law: Law, obligation: Pick<Obligation, 'duty' | 'need'>): Need {
  const type = law.duties.get(obligation.duty)?.measure.type;
  return { need: obligation.need, type: type === 'coverage' || type === 'holding' ? type : 'count' };
}

function dueSoonDays(law: Law, duty: string): number {
  const measure = law.duties.get(duty)?.measure;
  const cadence = measure && 'cadence' in measure ? measure.cadence : '';
  return law.dueSoonDays[cadence === 'per_term' ? 'annual' : cadence] ?? 0;
}

/**
 * Status on a day; `progress` is as of that day. Without a due day nothing becomes overdue. A term that has ended
 * between `attention_from` and `met_from` stays open and wants attention instead of being overdue (g-8); the coverage of
 * a year is met or overdue, as the tallies of the year say.
 */
export function statusOn(law: Law, obligation: Obligation, progress: Progress, day: Day): Status {
  if (progress.metDay !== null && progress.metDay <= day) return 'met';
  if (progress.excusedDay !== null && progress.excusedDay <= day) return 'excused';
  const { due, period } = obligation;
  if (due === null || period.from > day) return 'open';
  if (day > due) return isNearly(law, obligation, progress) ? 'open' : 'overdue';
  return addDays(day, dueSoonDays(law, obligation.duty)) >= due ? 'due_soon' : 'open';
}

function isNearly(law: Law, { duty, targets, period }: Obligation, progress: Progress): boolean {
  if (!isTerm(period)) return false;
  const share = law.duties.get(duty)?.figures.attention_from;
  return typeof share === 'number' && targets !== null && progress.done >= needOfShare(share, targets);
}

const isTerm = ({ key }: Obligation['period']): boolean => key.startsWith('T');

/** Targets that an even pace over the period (for terms: the nominal term) would have reached by the day; else null. */
export function paceOf(law: Law, obligation: Obligation, day: Day): number | null {
  const { need, period } = obligation;
  if (law.duties.get(obligation.duty)?.measure.type !== 'coverage' || need === null || period.to === null) return null;
  const end = paceEnd(law, { from: period.from, to: period.to }, isTerm(period));
  const passed = (daysBetween(period.from, day) + 1) / (daysBetween(period.from, end) + 1);
  return need * Math.min(1, Math.max(0, passed));
}

/** A term that ends early keeps the pace of the nominal term; leaving early is not a quicker duty. */
const paceEnd = (law: Law, { from, to }: { readonly from: Day; readonly to: Day }, isTerm: boolean): Day =>
  isTerm ? terms.nominalEnd(from, nominalYears(law)) : to;

/** Attention on a day, or null: met below the soft goal (g-3), behind the pace (g-7), short at the end (g-8), lapsed. */
export function attentionOn(law: Law, obligation: Obligation, progress: Progress, day: Day): Attention | null {
  const status = statusOn(law, obligation, progress, day);
  if (status === 'excused' || obligation.period.from > day) return null;
  if (status === 'met') return obligation.goal !== null && progress.done < obligation.goal ? 'below_goal' : null;
  if (needOf(law, obligation).type === 'holding') return 'not_held';
  if (obligation.due !== null && day > obligation.due) return status === 'open' ? 'nearly' : null;
  const pace = paceOf(law, obligation, day);
  return pace !== null && progress.done < Math.floor(pace) ? 'below_pace' : null;
}

/** For duties that ask for something often (g-9): `long_ago` when the last record is too many days back, or missing. */
export function oftenOn(law: Law, duty: string, lastDay: Day | null, day: Day): Attention | null {
  const after = law.duties.get(duty)?.figures.attention_after_days;
  if (typeof after !== 'number') return null;
  return lastDay === null || daysBetween(lastDay, day) > after ? 'long_ago' : null;
}
