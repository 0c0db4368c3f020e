/** One record as whoever asks may see it, with the law it is judged by. */
import { type Actor, type Reach, reach, type UnitCode } from '#org';
import { type Law, type RecordKind, Refusal } from '#regime';
import { actsOf, type StoredAct } from '../../store/act-rows.ts';
import type { Store } from '../../store/open-store.ts';
import { findRecord, type ListedRecord } from '../../store/records.ts';
import { postsHeld } from '../../store/review/reviewers.ts';
import { type Context, todayOf } from '../context.ts';

/** What an actor may see and do today. */
export function reachFor({ library, ...context }: Context, by: Actor): Reach {
  const today = todayOf(context);
  return reach.of((unit) => library.at(today, unit), by, today);
}

/** Everything that the seats of an actor stand for, each under the law of its own place. */
export const postsOf = ({ library, ...context }: Context, { seats }: Actor): string[] => [
  ...new Set(seats.flatMap((seat) => postsHeld(library.at(todayOf(context), seat.unit), [seat]))),
];

export interface Opened {
  readonly record: ListedRecord;
  readonly acts: readonly StoredAct[];
  readonly law: Law;
  readonly kind: RecordKind;
  readonly row: ReturnType<typeof reach.rowOf>;
  readonly within: Reach;
}

/** Opens a record for an actor; out of reach is `record_unknown`. */
export async function openRecord(
  context: Context,
  store: Store,
  by: Actor,
  { county, id }: { county: UnitCode; id: string },
): Promise<Opened> {
  const unknown = () => new Refusal('record_unknown', { county, record: id });
  const found = await findRecord(store, county, id);
  if (!found) throw unknown();
  const { record } = found;
  const acts = await actsOf(store, county, id);
  const law = context.library.at(record.state.day, record.state.unit);
  const kind = law.kinds.get(record.state.kind);
  if (!kind) throw new Error(`record ${id} is of kind ${record.state.kind}, which ${law.regime.id} does not know`);
  const within = reachFor(context, by);
  const row = reach.rowOf({ ...record.state, author: acts[0]?.actor ?? '' });
  if (!reach.may(within, 'see', row)) throw unknown();
  return { record, acts, law, kind, row, within };
}
