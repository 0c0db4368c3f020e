/** The text of an act that the hash chain signs: the same act gives the same text wherever it is written. */
import type { Act } from './record.ts';

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sorted(part)]));
}

/** An act as JSON with sorted keys, without blanks and without absent parts (RFC 8785 for the values that acts have). */
export const canonical = (act: Act): string => JSON.stringify(sorted(act));

/** What is hashed for an act in a county's chain: the hash before it, a line break, the act. '' starts the chain. */
export const chainText = (previous: string, act: Act): string => `${previous}\n${canonical(act)}`;
