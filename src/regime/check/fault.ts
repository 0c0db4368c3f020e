/** What is wrong in a pack file, where, in both languages. */
import type { Words } from '../pack.ts';

/** A place in a pack file: its path, the line (from 1) and the field as a person reads it: `duties[study].measure`. */
export interface Where {
  readonly file: string;
  readonly line: number;
  readonly field: string;
}

export interface Fault extends Where {
  readonly message: Words;
}

/** A value read from a file, with the place of each of its parts. */
export interface Placed<T> {
  readonly value: T;
  readonly at: (...path: readonly PathStep[]) => Where;
}
export type PathStep = string | number;

export const fault = (where: Where, zh: string, en: string): Fault => ({ ...where, message: { zh, en } });

/**
 * Whether a fault says that something named is not there. While a file cannot be read, what it holds is missing
 * everywhere else; such faults would only repeat the one that matters.
 */
export const isDangling = ({ message }: Fault): boolean => /^(there is no (?!such day)|no base has )/.test(message.en);
