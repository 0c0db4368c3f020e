import { isDeepStrictEqual } from 'node:util';

/** One thing that is not as it was said. For `chain` the first broken act of its county, for `audit` the first entry. */
export interface Breach {
  readonly what:
    | 'chain'
    | 'audit'
    | 'seal'
    | 'record'
    | 'reach'
    | 'credit'
    | 'progress'
    | 'tally'
    | 'what-if'
    | 'tenure'
    | 'deputy'
    | 'entry'
    | 'file'
    | 'draft'
    | 'review'
    | 'settling'
    | 'draw';
  /** County, or unit above it; for the seal of a whole day `0`. */
  readonly county: string;
  /** Place in the county's chain. */
  readonly seq?: number;
  readonly act?: string;
  readonly record?: string;
  readonly key?: string;
  readonly stored: unknown;
  readonly expected: unknown;
}

/** Whether two values say the same, whatever the order of their parts. */
export const isSame = (a: unknown, b: unknown): boolean => isDeepStrictEqual(a, b) || canon(a) === canon(b);

const canon = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
