/**
 * Whose work an act was, where a deputy did it: worked out from who was whose deputy when the act came in, by what was
 * recorded until then, so that nothing recorded later takes the mark away. A deputy acts for the seat that the record
 * names; where it names none of his, he acts as a deputy only if he had no seat of his own over the record that day.
 */
import type { Reply } from '#contract';
import type { Seated } from '#ledger';
import { ancestorsOf, holderOn, levelOf, parseUnitCode, type Reach } from '#org';
import type { Day, Law } from '#regime';
import type { Store } from '../../store/open-store.ts';
import { type SeatHistory, seatHistory } from '../../store/seats/lent.ts';
import { type Context, todayOf } from '../context.ts';
import { type PlaceNames, placeNames } from '../names.ts';

export type StandsFor = Reply<'getRecord'>['acts'][number]['stands_for'];

/** A record with what was done to it. */
export interface Deeds {
  readonly unit: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly acts: readonly { readonly actor: string; readonly at: string }[];
}

/** For every act on some records whose work it was; one statement for all of them. */
export const deputiesIn = (context: Context, within: Reach, deeds: readonly Deeds[]): Promise<StandsFor[][]> =>
  // Who minds a seat above the reader is no secret: it is named like the account that acted.
  context.stores.forFigures(within, async (store) => (await deputiesBy(context, store, deeds)).marks);

/** The same, asked of a store that sees past its reader's reach, with what the accounts are called that acted. */
export async function deputiesBy(
  context: Context,
  store: Store,
  deeds: readonly Deeds[],
): Promise<{ marks: StandsFor[][]; names: SeatHistory['names'] }> {
  const actors = deeds.flatMap(({ acts }) => acts.map(({ actor }) => actor));
  const around = (unit: string) => [parseUnitCode(unit), ...ancestorsOf(parseUnitCode(unit))];
  const units = [...new Set(deeds.flatMap(({ unit }) => around(unit)))];
  const history = await seatHistory(store, context.library, actors, units);
  const found = deeds.map(({ unit, fields, acts }) => {
    const named = new Set(Object.values(fields).flat().map(String));
    const here = new Set<string>(around(unit));
    return acts.map(({ actor, at }) => {
      const person = history.persons.get(actor);
      if (person === undefined) return null;
      // The day on which he acted; the act's own is the one by whose law it is judged.
      const day = todayOf({ now: () => new Date(at) });
      const one = standsFor(history.asOf(at), { person, day, named, here });
      return one && { ...one, law: context.library.at(day, one.unit) };
    });
  });
  const minded = found.flat().flatMap((one) => one ?? []);
  const names = await placeNames(
    store,
    minded.map(({ unit }) => unit),
  );
  const marks = found.map((some) => some.map((one) => one && markOf(one, names)));
  return { marks, names: history.names };
}

/** The acts of a record, each with whose work it was. */
export async function withDeputies(
  context: Context,
  within: Reach,
  found: Reply<'getRecord'>,
): Promise<Reply<'getRecord'>['acts']> {
  const { fields, acts } = found;
  const [marks] = await deputiesIn(context, within, [{ unit: found.record.unit.code, fields, acts }]);
  return acts.map((act, at) => ({ ...act, stands_for: marks?.[at] ?? null }));
}

const isOn = ({ from, to }: { from: Day; to: Day | null }, day: Day): boolean =>
  from <= day && (to === null || to >= day);

interface Doer {
  readonly person: string;
  readonly day: Day;
  /** What the record names, and the units over it. */
  readonly named: ReadonlySet<string>;
  readonly here: ReadonlySet<string>;
}

interface Minded {
  readonly unit: string;
  readonly seat: string;
  /** Who holds the seat. */
  readonly name: string | null;
}

function standsFor(
  { tenures, deputies }: ReturnType<SeatHistory['asOf']>,
  { person, day, named, here }: Doer,
): Minded | null {
  const isMine = (one: Seated): boolean => one.person === person && here.has(one.unit) && isOn(one, day);
  const minded = deputies.filter(isMine).sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const one =
    minded.find(({ unit, seat }) => named.has(`${unit}:${seat}`)) ?? (tenures.some(isMine) ? undefined : minded[0]);
  if (!one) return null;
  const { unit, seat } = one;
  const holder = holderOn(
    tenures.filter((tenure) => tenure.unit === unit && tenure.seat === seat),
    day,
  );
  return { unit, seat, name: tenures.find((tenure) => tenure === holder)?.name ?? null };
}

const markOf = ({ law, unit, seat, name }: Minded & { law: Law }, names: PlaceNames): StandsFor => ({
  seat: names.post(law, { code: unit, level: levelOf(parseUnitCode(unit)) }, seat),
  name,
});

const order = ({ unit, seat, from }: Seated): string => `${unit} ${seat} ${from}`;
