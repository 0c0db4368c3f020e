/** What row security is told of a reach: its places, none inside another. */
import { parseUnitCode, type Reach, reach } from '#org';

/** The text that `set_ctx` takes: unit codes joined by commas, with `=` before a unit that stands alone; empty: nothing. */
export const boundsOf = (within: Reach): string =>
  reach
    .scopes(within)
    .map(({ unit, below }) => `${below ? '' : '='}${parseUnitCode(unit)}`)
    .join(',');
