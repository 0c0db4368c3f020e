/**
 * What the law says, at a place, on a day. Packs of YAML are read, checked and resolved here; nothing of ours is
 * imported, nothing is read from disk and nobody asks for the clock.
 */
export type { AssumedValue, Law, Library, ResolvedDuty } from './law.ts';
export type * from './pack.ts';
export { Refusal } from './refusal.ts';
