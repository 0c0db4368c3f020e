/**
 * Whose work an act was, where a deputy did it: worked out from who was whose deputy on the day of the act, not written
 * into the act. A deputy acts for the seat that the record names; where it names none of his, he acts as a deputy only if
 * he had no seat of his own over the record that day.
 */
import type { Reply } from '#contract';
import { ancestorsOf, holderOn, levelOf, parseUnitCode } from '#org';
import type { Day, Law } from '#regime';
import { type LentSeat, lentSeats } from '../../store/seats/lent.ts';
import { type Context, todayOf } from '../context.ts';
import { holderName } from '../words.ts';

type Found = Reply<'getRecord'>;
type StandsFor = Found['acts'][number]['stands_for'];

/** The acts of a record, each with whose work it was. */
export async function withDeputies(context: Context, found: Found): Promise<Found['acts']> {
  const unit = parseUnitCode(found.record.unit.code);
  const actors = found.acts.map(({ actor }) => actor);
  // Who minds a seat above the reader is no secret: it is named like the account that acted.
  const lent = await context.stores.as('0', (store) => lentSeats(store, actors, [unit, ...ancestorsOf(unit)]));
  if (lent.length === 0) return found.acts;
  const named = new Set(Object.values(found.fields).flat().map(String));
  return found.acts.map((act) => {
    // The day on which he acted; the act's own is the one by whose law it is judged.
    const day = todayOf({ now: () => new Date(act.at) });
    return { ...act, stands_for: standsFor(context.library.at(day, unit), lent, named, { actor: act.actor, day }) };
  });
}

const isOn = ({ from, to }: { from: Day; to: Day | null }, day: Day): boolean =>
  from <= day && (to === null || to >= day);

function standsFor(
  law: Law,
  lent: readonly LentSeat[],
  named: ReadonlySet<string>,
  { actor, day }: { actor: string; day: Day },
): StandsFor {
  const minded = lent.filter((one) => one.account === actor && isOn(one, day));
  const one =
    minded.find(({ unit, seat }) => named.has(`${unit}:${seat}`)) ??
    minded.find(({ own }) => !own.some((days) => isOn(days, day)));
  if (!one) return null;
  const { unit, seat } = one;
  const tenures = one.holders.map((holder) => ({ ...holder, unit, seat }));
  const holder = holderOn(tenures, day);
  return {
    seat: holderName(law, seat, levelOf(parseUnitCode(unit))),
    name: tenures.find((tenure) => tenure === holder)?.name ?? null,
  };
}
