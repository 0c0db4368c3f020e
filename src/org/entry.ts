/** Entries: what a body or seat that the law names is at one unit, for an interval of days. */
import type { Day, Setup } from '#regime';

export interface Entry {
  /** Its id; that of the record which says so. */
  readonly id: string;
  readonly unit: string;
  /** Body or seat of the law. */
  readonly post: string;
  readonly setup: Setup;
  /** What it is called there; null = as in the law. */
  readonly name: string | null;
  /** The body or seat of the unit that it works with, or that does its work. */
  readonly carrier: string | null;
  readonly from: Day;
  /** Last day; null = it holds until a later entry begins. */
  readonly to: Day | null;
}
