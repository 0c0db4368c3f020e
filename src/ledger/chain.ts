/** The text of an act that the hash chain signs: the same act gives the same text wherever it is written. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sorted(part)]));
}

/** An act or an audit entry as JSON with sorted keys, no blanks, no absent parts (RFC 8785 for values that acts have). */
const canonical = (said: object): string => JSON.stringify(sorted(said));

/** One link of the chain of a county (or of a unit above): its place, the hash before it ('' starts), the act's digest. */
export interface Link {
  readonly county: string;
  readonly seq: number;
  readonly previous: string;
  /** SHA-256 of the canonical act, in hex. */
  readonly digest: string;
}

/** What is hashed for a link. The digest stands for the act, so that a chain can be checked without telling its acts. */
const text = ({ county, seq, previous, digest }: Link): string => `${county}\n${seq}\n${previous}\n${digest}`;

export const chain = { canonical, text };
