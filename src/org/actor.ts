/** Who acts: an account, the person behind it, the seats that person holds on the day, or an administrator's office. */
import type { Day } from '#regime';
import type { UnitCode } from './unit.ts';

/** The three administrators of an installation; nobody holds two. */
export type AdminRole = 'system' | 'security' | 'auditor';

export interface HeldSeat {
  readonly unit: UnitCode;
  readonly seat: string;
  /** The body at the unit that the seat belongs to. */
  readonly body?: string;
  /** Holds the seat for the time being (主持工作、代理). */
  readonly acting: boolean;
  readonly via: 'tenure' | 'deputy';
}

/** A seat that was left, and its last day: what was open in it is still to be handed over. */
export interface LeftSeat {
  readonly unit: UnitCode;
  readonly seat: string;
  readonly ended: Day;
}

export interface Actor {
  /** A uuid; `operator` for the command line on the machine itself. */
  readonly account: string;
  readonly person: string | null;
  readonly name: string;
  readonly seats: readonly HeldSeat[];
  readonly left?: readonly LeftSeat[];
  readonly admin: AdminRole | null;
  /** An account of the sample, which has no password. */
  readonly isSample: boolean;
}
