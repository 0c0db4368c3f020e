/** Whether somebody may do an act on a unit as a whole: out of reach is not found, in reach but not allowed says why. */
import { type Actor, type Reach, reach, type UnitCode } from '#org';
import { type ReachAct, Refusal } from '#regime';
import { type Context, todayOf } from '../context.ts';

/** What an actor may see and do today. */
export const reachFor = (context: Context, by: Actor): Reach => {
  const today = todayOf(context);
  return reach.of((unit) => context.library.at(today, unit), by, today);
};

/** Whether an act on a unit is open. */
export const mayOn = (within: Reach, act: ReachAct, unit: string): boolean => reach.may(within, act, { unit });

/** Refuses with `unit_unknown` what lies out of reach. */
export function requireSeen(context: Context, by: Actor, unit: UnitCode): Reach {
  const within = reachFor(context, by);
  if (!reach.covers(within, unit)) throw new Refusal('unit_unknown', { value: unit });
  return within;
}

/** Refuses with `unit_unknown` or, where it is seen but the act is not open, `not_allowed`. */
export function requireOn(context: Context, by: Actor, unit: UnitCode, act: ReachAct): Reach {
  const within = requireSeen(context, by, unit);
  if (mayOn(within, act, unit)) return within;
  const told = reach.why((code) => context.library.at(todayOf(context), code), within, act, { unit });
  throw new Refusal('not_allowed', {
    name: by.name,
    unit,
    act,
    reason_zh: told.words.zh.replace(/。$/, ''),
    reason_en: told.words.en.replace(/\.$/, ''),
  });
}
