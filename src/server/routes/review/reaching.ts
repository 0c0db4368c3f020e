/** One record as whoever asks may see it, with the law it is judged by. */
import { type Actor, reach, type UnitCode } from '#org';
import { type Law, type RecordKind, Refusal } from '#regime';
import { actsOf, type StoredAct } from '../../store/act-rows.ts';
import type { Store } from '../../store/open-store.ts';
import { findRecord, type ListedRecord } from '../../store/records.ts';
import { postsHeld } from '../../store/review/reviewers.ts';
import { type Context, todayOf } from '../context.ts';

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
}

/** Opens a record within the reach of the store; what lies outside is `record_unknown`. */
export async function openRecord(
  context: Context,
  store: Store,
  { county, id }: { county: UnitCode; id: string },
): Promise<Opened> {
  const found = await findRecord(store, county, id);
  if (!found) throw new Refusal('record_unknown', { county, record: id });
  const { record } = found;
  const acts = await actsOf(store, county, id);
  const law = context.library.at(record.state.day, record.state.unit);
  const kind = law.kinds.get(record.state.kind);
  if (!kind) throw new Error(`record ${id} is of kind ${record.state.kind}, which ${law.regime.id} does not know`);
  const row = reach.rowOf({ ...record.state, author: acts[0]?.actor ?? '' });
  return { record, acts, law, kind, row };
}
