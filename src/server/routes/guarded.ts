/** Every handler behind the guard that the contract sets for it: nothing of a request is answered before. */
import { type Guard, guardOf, type RouteName, type UnitPlace } from '#contract';
import { type Actor, isUnitCode, type Reach, reach } from '#org';
import { Refusal } from '#regime';
import type { Handlers } from '../http/handlers.ts';
import { refuseNotAllowed } from '../store/reach/check-act.ts';
import { type Context, todayOf } from './context.ts';

/** What an actor may see and do today; nobody reaches nothing. */
export function reachFor({ library, ...context }: Pick<Context, 'library' | 'now'>, by: Actor | undefined): Reach {
  const today = todayOf(context);
  return by === undefined
    ? { account: '', name: '', day: today, grants: [] }
    : reach.of((unit) => library.at(today, unit), by, today);
}

interface Asked {
  readonly by?: Actor;
  /** Set only where a handler asks another one: it may not see more than the one who asks. */
  readonly reach?: Reach;
  readonly [part: string]: unknown;
}

/** The handlers, each behind its guard and told the reach of whoever asks. */
export function guarded<H extends Partial<Handlers>>(context: Context, handlers: H): H {
  const behind = Object.entries(handlers).map(([name, handler]) => {
    const guard: Guard = guardOf(name as RouteName);
    const answer = async (asked: Asked): Promise<unknown> => {
      const within = asked.reach ?? reachFor(context, asked.by);
      requireReach(context, guard, within, asked);
      return (handler as unknown as (asked: Asked) => Promise<unknown>)({ ...asked, reach: within });
    };
    return [name, answer];
  });
  return Object.fromEntries(behind) as H;
}

/** Refuses what is out of reach as if it did not exist, and what is in reach but not allowed with the reason. */
function requireReach(context: Context, guard: Guard, within: Reach, asked: Asked): void {
  if (typeof guard === 'string' || 'finds' in guard) return;
  const places: readonly UnitPlace[] = 'act' in guard ? [guard.at].flat() : [guard.covers];
  for (const unit of places.flatMap((place) => unitsAt(asked, place))) {
    if (!reach.covers(within, unit)) throw new Refusal('unit_unknown', { value: unit });
    if ('act' in guard && !reach.reaches(within, guard.act, unit))
      refuseNotAllowed(context.library, within, todayOf(context), guard.act, { unit });
  }
}

/** The unit codes at a place of a request; what is no code is left to the handler, which refuses it by name. */
function unitsAt(asked: Asked, place: UnitPlace): string[] {
  const [part = '', field = ''] = place.split('.', 2);
  const found = (asked[part] as Record<string, unknown> | undefined)?.[field];
  return [found]
    .flat()
    .map((one) => (typeof one === 'object' && one !== null && 'code' in one ? one.code : one))
    .filter((code): code is string => typeof code === 'string' && isUnitCode(code));
}
