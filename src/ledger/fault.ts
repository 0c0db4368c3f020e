/** What is wrong with one part of an act. The first one names the refusal; the others ride along for the form. */
import { Refusal } from '#regime';

export interface Fault {
  readonly code: string;
  /** Field id, or `unit`, `kind`, `day`, `reason`, `version` for the parts around the fields. */
  readonly field: string;
  readonly [fact: string]: unknown;
}

/** Throws when there is any fault: code and facts of the first, all of them under `faults`. */
export function refuseFaults(faults: readonly Fault[], law: readonly string[] = []): void {
  const [first] = faults;
  if (!first) return;
  const { code, ...facts } = first;
  throw new Refusal(code, { ...facts, faults }, law);
}
