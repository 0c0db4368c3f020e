/** The connection pool, with the types of the database as the program wants them. */
import { Socket } from 'node:net';
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
  const stream = gatheringSocket;
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    stream,
    application_name: 'zerentian',
  } as pg.PoolConfig);
  pool.on('error', () => {});
  return pool;
}

/** A socket that sends all that one turn of the event loop writes with one call of the system: each wakes the server. */
function gatheringSocket(): Socket {
  const socket = new Socket();
  // Not earlier: `connect` gives every socket back the write of its class.
  socket.once('connect', () => {
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
    let isGathering = false;
    socket.write = (...args: unknown[]): boolean => {
      if (!isGathering) {
        isGathering = true;
        socket.cork();
        process.nextTick(() => {
          isGathering = false;
          socket.uncork();
        });
      }
      return write(...args);
    };
  });
  return socket;
}

function toNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a number`);
  return value;
}
