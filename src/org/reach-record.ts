/** Records as rows that are reached for: the seats they name, and which act of reach a verb is. */
import type { Day, ReachAct, RecordKind } from '#regime';
import type { RecordRow } from './reach-value.ts';

const seatText = /^(0|[1-9]\d*):[a-z][a-z0-9-]*$/;

/** Seats that a record's fields name, each once, in order: entries of lists that are written as seats are. */
export function seatsNamed(fields: Readonly<Record<string, unknown>>): string[] {
  const listed = Object.values(fields).flatMap((value) => (Array.isArray(value) ? value : []));
  return [...new Set(listed.filter((one): one is string => typeof one === 'string' && seatText.test(one)))].sort();
}

const plain: Readonly<Partial<Record<string, ReachAct>>> = {
  create: 'create',
  amend: 'amend',
  correct: 'amend',
  withdraw: 'withdraw',
  submit: 'submit',
  return: 'return',
  accept: 'accept',
};

/**
 * The act of reach that a verb on a kind is: who holds a seat, and what it is at its unit, is registered by those who may
 * appoint, and what a person signs by himself asks for no more than that he sees it.
 */
export function actOf(kind: Pick<RecordKind, 'roles' | 'acts'> | undefined, verb: string): ReachAct {
  if (kind?.acts.some((act) => act.verb === verb && act.signed_by !== undefined)) return 'see';
  if (kind?.roles?.tenure !== undefined || kind?.roles?.entry !== undefined) return 'appoint';
  return plain[verb] ?? 'see';
}

/** A record, or one that is still to be made, as a row. */
export const rowOf = (record: {
  readonly unit: string;
  readonly kind: string;
  readonly state?: string | undefined;
  readonly day: Day;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly author: string;
}): RecordRow => ({
  unit: record.unit,
  kind: record.kind,
  state: record.state ?? '',
  day: record.day,
  seats: seatsNamed(record.fields),
  author: record.author,
});
