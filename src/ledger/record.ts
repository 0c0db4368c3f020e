/** Words of the ledger's stored side: acts, and the record that is their fold. */
import type { Day, Verb } from '#regime';

export type FieldValue = string | number | boolean | null | readonly string[];
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** One step on a record. The client makes both ids, so a resend has no effect. */
export interface Act {
  readonly id: string;
  readonly record: string;
  readonly verb: Verb;
  /** Who acted: a seat `433124:rural-work-office`, or `operator` until people sign in. */
  readonly actor: string;
  /** Instant of receipt, ISO with zone; set by the server. */
  readonly at: string;
  /** The day by whose law the act is judged (Asia/Shanghai). */
  readonly day: Day;
  /** create: all of it; amend: only what changes; others: the fields that the pack lets them set, and the reason. */
  readonly body: ActBody;
}
export interface ActBody {
  /** Version of the record that the author saw (0 = none yet); the act is refused when the record has moved on. */
  readonly version?: number;
  readonly kind?: string;
  readonly unit?: string;
  readonly day?: Day;
  readonly fields?: FieldValues;
  readonly reason?: string;
  /** return: what is to be mended, by field. */
  readonly mend?: Readonly<Record<string, string>>;
}

/** State of a record: what its acts amount to. */
export interface RecordState {
  readonly id: string;
  readonly kind: string;
  readonly unit: string;
  /** Day the thing happened. */
  readonly day: Day;
  readonly state: string;
  readonly fields: FieldValues;
  /** Number of acts folded; the optimistic lock. */
  readonly version: number;
  /** Regime and content mark under which it was first judged. */
  readonly regime: string;
  readonly mark: string;
}
