/** The connection pool, with the types of the database as the program wants them. */
import pg from 'pg';

const oid = { int8: 20, date: 1082, numeric: 1700, int8Array: 1016, dateArray: 1182, numericArray: 1231 } as const;

const textArray: (value: string) => (string | null)[] = pg.types.getTypeParser(Number(1009));

// Days and exact numbers stay text, counts become numbers. Everything else as pg has it (timestamptz is a Date).
const parsers: Record<number, (value: string) => unknown> = {
  [oid.date]: (value) => value,
  [oid.numeric]: (value) => value,
  [oid.int8]: toNumber,
  [oid.dateArray]: textArray,
  [oid.numericArray]: textArray,
  [oid.int8Array]: (value) => textArray(value).map((item) => (item === null ? null : toNumber(item))),
};

/** Type parsers for every connection of ours: date and numeric as text, bigint as a number. */
export const types = {
  getTypeParser(id: number, format?: 'text' | 'binary'): unknown {
    if (format === 'binary') return pg.types.getTypeParser(id, 'binary');
    return parsers[id] ?? pg.types.getTypeParser(id);
  },
};

/** A pool over `url`. A lost idle connection does not end the process; the next query opens a new one. */
export function openPool(url: string, max = 16): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, types, application_name: 'zerentian' } as pg.PoolConfig);
  pool.on('error', () => {});
  return pool;
}

function toNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a number`);
  return value;
}
