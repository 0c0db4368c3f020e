/** What commands that look into the database have at hand: the same handlers as the pages, the same refusals. */
import { endpoints, type Query, type Reply, type RouteName, type Sent } from '#contract';
import { parseUnitCode } from '#org';
import { type Day, Refusal } from '#regime';
import { type Database, openDatabase } from '../database/index.ts';
import { takeEntered } from '../enter-regimes.ts';
import { openFiles } from '../files/blobs.ts';
import { faultWords } from '../http/faults.ts';
import type { Handlers } from '../http/handlers.ts';
import { onMachine } from '../operator.ts';
import { openLawbook } from '../pack-files.ts';
import { doorOf } from '../people/door.ts';
import { readDoor } from '../people/settings.ts';
import { allRoutes } from '../routes/all-routes.ts';
import { type Context, todayOf } from '../routes/context.ts';
import { areVillagesLoaded } from '../store/load-units.ts';
import { openStore } from '../store/open-store.ts';
import { findUnit } from '../store/units.ts';
import { type Counting, startCounting } from '../store/what-if/counting.ts';
import { version } from '../version.ts';
import type { Io } from './io.ts';

export interface Session {
  readonly database: Database;
  readonly context: Context;
  /** The handlers themselves, for what is made of many answers. */
  readonly handlers: Handlers;
  /** Asks an endpoint as the pages do: what is sent is checked by the contract first. */
  ask<N extends RouteName>(
    name: N,
    sent: { params?: Record<string, unknown>; query?: Partial<Query<N>>; body?: Sent<N> },
  ): Promise<Reply<N>>;
}

export type Words = 'zh' | 'en';

/** The language of tables and sentences: `--lang`, else that of the terminal, Chinese unless that says otherwise. */
export function languageOf(given: string | undefined, environment: string | undefined): Words {
  if (given !== undefined && given !== 'zh' && given !== 'en')
    throw new Refusal('option_value', { option: '--lang', value: given });
  return given ?? (/^en/i.test(environment ?? '') ? 'en' : 'zh');
}

/** Opens the database, adopting a running one, and leaves it as it was found whatever happens. */
export async function withDatabase<T>(io: Io, work: (session: Session) => Promise<T>): Promise<T> {
  const database = await openDatabase(io.config, {});
  let counting: Counting | undefined;
  try {
    const stores = openStore(database.pool);
    const lawbook = await openLawbook();
    const now = (): Date => new Date();
    const dayOf = (instant: Date): Day => todayOf({ now: () => instant });
    await takeEntered({ stores, lawbook, now, dayOf });
    const upper = await stores.as('0', (store) => findUnit(store, parseUnitCode('0')));
    const villages = await areVillagesLoaded(database.pool);
    const state = { loading: null, upper: upper !== undefined, villages, sample: false, units: 0 };
    counting = startCounting(stores, lawbook.live, (error) => io.note(`what-if: ${String(error)}`));
    const files = openFiles(io.config.files, database.folder ?? io.config.dataFolder);
    const setting = io.config.door ?? readDoor({});
    const door = doorOf({ stores, setting, dataFolder: io.config.dataFolder, now, dayOf });
    const context: Context = { door, stores, lawbook, library: lawbook.library, version, state, counting, files, now };
    const handlers = allRoutes(context);
    return await work({ database, context, handlers, ask: (name, sent) => asked(handlers, name, sent) });
  } finally {
    await counting?.stop();
    await database.stop();
  }
}

/** The same, where the tree must be in. Refusal `units_missing`. */
export function withUnits<T>(io: Io, work: (session: Session) => Promise<T>): Promise<T> {
  return withDatabase(io, (session) => {
    if (!session.context.state.villages)
      throw new Refusal('units_missing', {
        zh: '行政区划尚未装载，请先运行 zerentian units load。',
        en: 'The administrative tree is not in; run zerentian units load first.',
      });
    return work(session);
  });
}

async function asked<N extends RouteName>(
  handlers: Handlers,
  name: N,
  sent: { params?: object; query?: object; body?: unknown },
): Promise<Reply<N>> {
  const endpoint = endpoints[name] as { summary: string; params?: Schema; query?: Schema; body?: Schema };
  const input = {
    params: checked(endpoint.params, sent.params ?? {}),
    query: checked(endpoint.query, sent.query ?? {}),
    body: checked(endpoint.body, sent.body),
    ...onMachine,
  };
  const handler = handlers[name] as (input: unknown) => Promise<unknown>;
  return (await handler(input)) as Reply<N>;
}

interface Schema {
  safeParse(value: unknown): { success: true; data: unknown } | { success: false; error: { issues: readonly Issue[] } };
}

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
}

function checked(schema: Schema | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ code, path, ...rest }) => {
    const field = path[0] === 'code' ? '--unit' : path.join('.');
    return { field, message: faultWords(code, rest) };
  });
  const fields = faults.map(({ field }) => field).join(', ');
  throw new Refusal('input_invalid', { place_zh: '命令行参数', place_en: 'command line', fields, errors: faults });
}
