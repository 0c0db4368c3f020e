/** Duties of a chain of packs on a day: the base's list with every local addition, change and removal applied. */
import { actingIn, dutyFigures, type Lookup, settle } from './figures.ts';
import type { PackContent, RemovedDuty, ResolvedDuty } from './law.ts';
import type { Day, Duty, DutyChange, Words } from './pack.ts';

/** A duty with the pack that last changed it. */
export interface Owned {
  readonly duty: Duty;
  readonly regime: string;
  readonly whyLooser: Words | null;
}

/** The day from which a change holds: its own `from`, else the day its pack comes into force. */
export const changeDay = (change: DutyChange, inForce: Day): Day => change.with.from ?? inForce;

/**
 * A duty after a change. Named fields are taken whole from the change. Its clause stands first among the clauses.
 * Where holder, measure or due day change, the duty in its new form begins on the day of the change, so that no
 * period before it is judged by it.
 */
export function changed(duty: Duty, change: DutyChange, inForce: Day): Duty {
  const day = changeDay(change, inForce);
  const recast = change.with.holder ?? change.with.measure ?? change.with.due;
  const named = Object.fromEntries(Object.entries(change.with).filter(([, value]) => value !== undefined));
  const next: Duty = { ...duty, ...named };
  next.clauses = [...new Set([change.clause, ...next.clauses])];
  if (recast !== undefined && day > duty.from) next.from = day;
  return next;
}

/** All duties that the packs (farthest first) hold on a day, unsettled; those not begun or ended are left out. */
export function dutiesOn(packs: readonly PackContent[], day: Day): Map<string, Owned> {
  const owned = new Map<string, Owned>();
  for (const { regime, duties } of packs) {
    for (const entry of duties) {
      if ('remove' in entry) owned.delete(entry.remove);
      else if ('replace' in entry) {
        const base = owned.get(entry.replace);
        if (base && changeDay(entry, regime.in_force) <= day) {
          const duty = changed(base.duty, entry, regime.in_force);
          owned.set(entry.replace, { duty, regime: regime.id, whyLooser: entry.why_looser ?? null });
        }
      } else owned.set(entry.id, { duty: entry, regime: regime.id, whyLooser: null });
    }
  }
  for (const [id, { duty }] of owned) {
    if (duty.from > day || (duty.until && duty.until < day)) owned.delete(id);
  }
  return owned;
}

/** A duty with its numbers settled for a day. A due day lent by an assumption is settled too. */
export function settled({ duty, regime, whyLooser }: Owned, day: Day, lookup: Lookup): ResolvedDuty {
  const figures: Record<string, number | null> = {};
  for (const [name, figure] of Object.entries(dutyFigures(duty))) figures[name] = settle(figure, day, lookup);
  const acting = actingIn(duty, day);
  // "n or more" includes n unless the law is read otherwise (g-5).
  if (typeof figures.need === 'number' && acting.includes('g-5') && lookup('g-5', 'includes') === false)
    figures.need += 1;
  const lent = duty.due?.assume && lookup(duty.due.assume.assume, duty.due.assume.key);
  if (typeof lent === 'number') figures.days_after_period = lent;
  const due = typeof lent === 'string' ? { ...duty.due, next_year: lent } : duty.due;
  return { ...duty, ...(due ? { due } : {}), regime, figures, acting, whyLooser };
}

/** Duties that the packs take away. */
export function removedBy(packs: readonly PackContent[]): Map<string, RemovedDuty> {
  const removed = new Map<string, RemovedDuty>();
  for (const { regime, duties } of packs) {
    for (const entry of duties) {
      if ('remove' in entry)
        removed.set(entry.remove, { regime: regime.id, clause: entry.clause, why: entry.why_looser });
    }
  }
  return removed;
}
