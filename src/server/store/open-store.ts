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
import { parseUnitCode } from '#org';
import { countStatement } from './counter.ts';

/** An open transaction under a scope. Only the files of this folder build statements for it. */
export interface Store {
  /** Unit code that bounds the rows; `0` is everything. */
  readonly scope: string;
  rows<R>(query: RawBuilder<R>): Promise<R[]>;
  /** Runs statements that need no parameters in one round trip; the rows of the last one come back. */
  script<R>(text: string): Promise<R[]>;
  /** Streams lines in the text form of COPY into all columns of a table, in their order. */
  copy(table: string, lines: Iterable<string>): Promise<void>;
}

export interface Stores {
  /** Reads under a scope, all of it as of one moment. */
  as<T>(scope: string, work: (store: Store) => Promise<T>): Promise<T>;
  /** Writes under a scope; `first` are statements sent together with the opening. Repeated when it loses a race. */
  writing<T>(scope: string, work: (store: Store, first: unknown[]) => Promise<T>, first?: string): Promise<T>;
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

// An act asks for a handful of rows by their keys: one plan serves all, and making it anew would cost more than using it.
const generic = 'set local plan_cache_mode = force_generic_plan';

/** The store over a pool of connections. */
export function openStore(pool: pg.Pool): Stores {
  const begin = (mode: string, scope: string, first = '') =>
    `begin ${mode}; select set_ctx('${parseUnitCode(scope)}');${first}`;
  return {
    as: (scope, work) =>
      inTransaction(pool, begin('isolation level repeatable read read only', scope), (client) =>
        work(storeOf(client, scope)),
      ),
    writing: (scope, work, first) =>
      repeated(() =>
        inTransaction(pool, begin('', scope, `${generic};${first ?? ''}`), (client, rows) =>
          work(storeOf(client, scope), rows),
        ),
      ),
    asLoader: (work) =>
      repeated(() =>
        inTransaction(pool, 'begin; set local role zerentian_loader', (client) => work(storeOf(client, '0'))),
      ),
    asChecker: (work) =>
      inTransaction(
        pool,
        'begin isolation level repeatable read read only; set local role zerentian_loader',
        (client) => work(storeOf(client, '0')),
      ),
  };
}

function storeOf(client: pg.PoolClient, scope: string): Store {
  return {
    scope,
    rows: async <R>(query: RawBuilder<R>) => {
      countStatement();
      const { sql: text, parameters } = query.compile(compiler);
      const values = parameters as unknown[];
      const name = preparedName(text);
      const result = await client.query<pg.QueryResultRow>(
        name === undefined ? { text, values } : { name, text, values },
      );
      return result.rows as R[];
    },
    script: async <R>(text: string) => (await runScript(client, text)) as R[],
    copy: async (table, lines) => {
      countStatement();
      await pipeline(Readable.from(inChunks(lines)), client.query(copyFrom(`copy ${table} from stdin`)));
    },
  };
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

async function inTransaction<T>(
  pool: pg.Pool,
  opening: string,
  work: (client: pg.PoolClient, first: unknown[]) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection that dies between two statements says so here; the next statement fails with the same.
  const onLost = (error: Error): void => {
    broken = error;
  };
  client.on('error', onLost);
  try {
    const first = await runScript(client, opening);
    const value = await work(client, first);
    await runScript(client, 'commit');
    return value;
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    throw withCode(error);
  } finally {
    client.off('error', onLost);
    client.release(broken);
  }
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
