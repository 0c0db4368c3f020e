/** Words of the ledger's computed side: who owes what, in which period, and how far the records meet it. */
import type { Day } from '#regime';

export const statuses = ['met', 'excused', 'open', 'due_soon', 'overdue'] as const;
export type Status = (typeof statuses)[number];

/** A period of a duty: its key (`2026Q1`, `standing`, `T2024-03-15`), the year of its tally (0 = no year) and its days. */
export interface Period {
  readonly key: string;
  readonly year: number;
  readonly from: Day;
  /** Last day of the period; null where it has none (`standing`). */
  readonly to: Day | null;
}

/** Who owes: the seat or body word at the unit; `joint` duties name all their seats joined by `+`. */
export interface Obligation {
  readonly duty: string;
  readonly unit: string;
  readonly holder: string;
  readonly period: Period;
  /** The day it falls due; null = never (nothing in the law fixes one). */
  readonly due: Day | null;
  /** How many records, or how many targets, are needed; null = the register that gives the number is missing. */
  readonly need: number | null;
  /** Soft goal above the floor, if the law has one. */
  readonly goal: number | null;
  /** For coverage: how many targets there are in all. */
  readonly targets: number | null;
}

/** One record's contribution to one obligation. */
export interface Credit {
  readonly duty: string;
  readonly unit: string;
  readonly holder: string;
  readonly period: string;
  /** Year of the tally the period belongs to (0 = no year). */
  readonly year: number;
  readonly day: Day;
  /** Last day it counts: of a contact point, of a target or a holder that ended; null = for good. */
  readonly until: Day | null;
  /** What was reached (a village code, a household number); '' where the measure only counts. */
  readonly target: string;
  readonly excused: boolean;
}

/** How far an obligation has come. `metDay` is the day on which the need was reached. */
export interface Progress {
  readonly done: number;
  readonly metDay: Day | null;
  readonly excusedDay: Day | null;
  /** Last day on which something began to count, or a target or the holder itself ended. */
  readonly lastDay: Day | null;
}

/** A period in which a duty is owed, whatever the unit. */
export interface CountedPeriod {
  readonly period: Period;
  readonly due: Day | null;
  /** The unit must be in force on both days (z-8): the first of the period, and its last or the day looked at. */
  readonly countedFrom: Day;
  readonly countedOn: Day;
}

/** What is needed: `null` when the register that gives the number is missing (then nothing is ever met). */
export interface Need {
  readonly need: number | null;
  readonly type: 'count' | 'coverage' | 'holding';
  /** From when on another number is needed, by day: targets come and go with units and registers. */
  readonly later?: readonly { readonly from: Day; readonly need: number | null }[];
}

/** A change in the tally on one day; `met` and `excused` never count the same obligation at the same time. */
export interface Delta {
  readonly day: Day;
  readonly met: number;
  readonly excused: number;
  readonly done: number;
}

/** Why something that is not wrong still wants attention. */
export type Attention = 'below_goal' | 'below_pace' | 'nearly' | 'not_held' | 'long_ago';
