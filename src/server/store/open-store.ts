/**
 * The only way to the tables: a transaction whose scope bounds every row it reads or writes (design decision 5). What
 * lies in this folder speaks SQL; nobody outside it does.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { parseUnitCode, type Reach, reach } from '#org';
import { countStatement } from './counter.ts';
import { boundsOf } from './reach/bounds.ts';

/** An open transaction under a scope. Only the files of this folder build statements for it. */
export interface Store {
  /** Whose eyes it has: what is asked of records is asked within this. */
  readonly reach: Reach;
  rows<R>(query: RawBuilder<R>): Promise<R[]>;
  /** Runs the last statement of a transaction and commits, both sent at once; nothing may be asked of the store after it. */
  finish(query: RawBuilder<unknown>): Promise<void>;
  /** Runs statements that need no parameters in one round trip; the rows of the last one come back. */
  script<R>(text: string): Promise<R[]>;
  /** Streams lines in the text form of COPY into all columns of a table, in their order. */
  copy(table: string, lines: Iterable<string>): Promise<void>;
}

/** The last link of a home's chain of acts. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

export interface Stores {
  /**
   * Reads within a reach, all of it as of one moment. A unit code stands for what is no record there: accounts, persons,
   * notices, texts of the law; records and their acts are seen by nobody who brings no reach.
   */
  as<T>(reach: Reach | string, work: (store: Store) => Promise<T>): Promise<T>;
  /**
   * Reads for figures of a unit whose guard was passed: sums count rows that nobody is shown one by one, so row security
   * does not bound them. Records are shown by the reach all the same.
   */
  forFigures<T>(reach: Reach, work: (store: Store) => Promise<T>): Promise<T>;
  /** Writes within a reach. Repeated when it loses a race. */
  writing<T>(reach: Reach | string, work: (store: Store) => Promise<T>): Promise<T>;
  /**
   * Writes under the scope of a home whose chain is locked, so that its acts have one order. What is asked of the store
   * before the head is awaited travels with the opening, and is read under the lock. `reach` bounds records and their acts.
   */
  chaining<T>(
    home: string,
    reach: Reach | undefined,
    work: (store: Store, head: Promise<ChainHead | undefined>) => Promise<T>,
  ): Promise<T>;
  /** Reads and writes past row security, for folding, loading and checking; never for a request. */
  asLoader<T>(work: (store: Store) => Promise<T>): Promise<T>;
  /** Reads everything as of one moment past row security, for checking. */
  asChecker<T>(work: (store: Store) => Promise<T>): Promise<T>;
}

// Compiles only; it has no connection.
const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** The store over a pool of connections. */
export function openStore(pool: pg.Pool): Stores {
  const under = (mode: string, given: Reach | string) => (client: pg.PoolClient) =>
    runScript(client, `begin ${mode}; select ${opening(given)}`);
  const loading = (mode: string) => (client: pg.PoolClient) =>
    runScript(client, `begin ${mode}; set local role zerentian_loader`);
  const reading = 'isolation level repeatable read read only';
  return {
    as: (given, work) =>
      inTransaction(pool, under(reading, given), ({ client }) => work(storeOf(client, reachIn(given)))),
    forFigures: (within, work) =>
      inTransaction(pool, under(reading, all), ({ client }) => work(storeOf(client, within))),
    writing: (given, work) =>
      repeated(() => inTransaction(pool, under('', given), ({ client }) => work(storeOf(client, reachIn(given))))),
    chaining: (home, within = all, work) =>
      repeated(() =>
        inTransaction(pool, openHome(parseUnitCode(home), boundsOf(within)), ({ client, opened }) =>
          work(
            storeOf(client, within),
            opened.then((rows) => rows[0] as ChainHead | undefined),
          ),
        ),
      ),
    asLoader: (work) => repeated(() => inTransaction(pool, loading(''), ({ client }) => work(storeOf(client, all)))),
    asChecker: (work) => inTransaction(pool, loading(reading), ({ client }) => work(storeOf(client, all))),
  };
}

const all = reach.everything();
const none: Reach = { account: '', name: '', day: '', grants: [] };
const reachIn = (given: Reach | string): Reach => (typeof given === 'string' ? none : given);

/** With a unit code alone no record and no act is in bounds. */
const opening = (given: Reach | string): string =>
  typeof given === 'string' ? `set_ctx('${parseUnitCode(given)}', '')` : `set_ctx('${boundsOf(given)}')`;

/** Opens a transaction under a home and locks its chain; both are sent at once, and planned once for each connection. */
const openHome = (home: string, bounds: string) => async (client: pg.PoolClient) => {
  countStatement();
  countStatement();
  const [, head] = await Promise.all([
    client.query('begin'),
    client.query({ name: 'home', text: 'select seq, hash from open_home($1, $2)', values: [home, bounds] }),
  ]);
  return head.rows as unknown[];
};

function storeOf(client: pg.PoolClient, within: Reach): Store {
  return {
    reach: within,
    rows: async <R>(query: RawBuilder<R>) => (await client.query(statementOf(query))).rows as R[],
    finish: async (query) => {
      countStatement();
      finished.add(client);
      // The commit of a transaction whose last statement failed takes everything back.
      await Promise.all([client.query(statementOf(query)), client.query('commit')]);
    },
    script: async <R>(text: string) => (await runScript(client, text)) as R[],
    copy: async (table, lines) => {
      countStatement();
      pipelined(client, false);
      await pipeline(Readable.from(inChunks(lines)), client.query(copyFrom(`copy ${table} from stdin`)));
    },
  };
}

/** Connections whose transaction is committed already. */
const finished = new WeakSet<pg.PoolClient>();

function statementOf(query: RawBuilder<unknown>): pg.QueryConfig {
  countStatement();
  const { sql: text, parameters } = query.compile(compiler);
  const values = parameters as unknown[];
  const name = preparedName(text);
  return name === undefined ? { text, values } : { name, text, values };
}

const chunkSize = 1 << 16;

/** Lines joined to pieces of some size, ready for a stream. */
export function* inChunks(lines: Iterable<string>): Generator<Buffer> {
  let text = '';
  for (const line of lines) {
    text += line;
    if (text.length < chunkSize) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}

/** Statements of a fixed text are planned once for each connection; planning costs more than running most of them. */
const prepared = new Map<string, string>();
const mostPrepared = 500;

/** A name for a statement; none once there are too many, as with texts that grow with the number of rows. */
function preparedName(text: string): string | undefined {
  const known = prepared.get(text);
  if (known !== undefined || prepared.size === mostPrepared) return known;
  const name = `s${prepared.size}`;
  prepared.set(text, name);
  return name;
}

async function runScript(client: pg.PoolClient, text: string): Promise<unknown[]> {
  countStatement();
  const result: unknown = await client.query(text);
  const last = (Array.isArray(result) ? result.at(-1) : result) as pg.QueryResult;
  return last.rows;
}

interface Opened {
  readonly client: pg.PoolClient;
  /** What the opening gave; statements may be sent before it is answered. */
  readonly opened: Promise<unknown[]>;
}

async function inTransaction<T>(
  pool: pg.Pool,
  open: (client: pg.PoolClient) => Promise<unknown[]>,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection that dies between two statements says so here; the next statement fails with the same.
  const onLost = (error: Error): void => {
    broken = error;
  };
  client.on('error', onLost);
  pipelined(client, true);
  const opened = open(client);
  opened.catch(() => {});
  try {
    const value = await work({ client, opened });
    await opened;
    if (!finished.delete(client)) await runScript(client, 'commit');
    return value;
  } catch (error) {
    finished.delete(client);
    await client.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    // What follows an opening that failed is refused for that alone.
    throw withCode(
      await opened.then(
        () => error,
        (first: unknown) => first,
      ),
    );
  } finally {
    pipelined(client, false);
    client.off('error', onLost);
    client.release(broken);
  }
}

/**
 * Whether statements are sent without waiting for the answers to those before. An option of the driver for a whole
 * connection, here by transaction: COPY cannot do with it.
 */
function pipelined(client: pg.PoolClient, isOn: boolean): void {
  Object.assign(client, { pipeline: isOn });
}

/** The driver gives no code when the server dies under a statement; it is a lost connection like any other. */
function withCode(error: unknown): unknown {
  const isLost =
    error instanceof Error && !('code' in error && error.code !== undefined) && lostWords.test(error.message);
  return isLost ? Object.assign(error, { code: '08006' }) : error;
}
const lostWords = /^Connection terminated|connection error and is not queryable/;

// Lost races, and lost connections: every act carries an id made by its client, so doing it twice is safe.
const worthAnotherTry = new Set(['40001', '40P01', '57P01', '57P02', '08006']);
const tries = 6;

async function repeated<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const code = (error as { code?: unknown } | null)?.code;
      if (attempt === tries || typeof code !== 'string' || !worthAnotherTry.has(code)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5 * 2 ** attempt * Math.random()));
    }
  }
}
