/** The running program: database, law, store, roller, handlers and HTTP, put together and taken apart in order. */
import type { FastifyInstance } from 'fastify';
import type { Actor } from '#org';
import { type Day, Refusal } from '#regime';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './database/index.ts';
import { type Enterer, startEntering, takeEntered } from './enter-regimes.ts';
import { openFiles } from './files/blobs.ts';
import { buildApp } from './http/build-app.ts';
import { standardGate } from './http/gate.ts';
import { standardRates } from './http/rate.ts';
import type { SignedIn } from './http/signed-in.ts';
import { type Clock, startClock } from './notices/clock.ts';
import { tellDueSoon } from './notices/digest.ts';
import { type Messages, messagesOf, sendDue } from './notices/messages.ts';
import { readMessages } from './notices/setting.ts';
import { onMachine } from './operator.ts';
import { openLawbook } from './pack-files.ts';
import { addressOf, type Door, doorOf } from './people/door.ts';
import { readDoor } from './people/settings.ts';
import { type Rest, startRest } from './rest.ts';
import { allRoutes } from './routes/all-routes.ts';
import { type Context, type RunState, todayOf } from './routes/context.ts';
import { reachFor } from './routes/guarded.ts';
import { setUpAddress } from './routes/people/links.ts';
import { homeRoutes } from './routes/seats/home.ts';
import { addSampleAccounts } from './sample/accounts.ts';
import { fillSample } from './sample/fill-sample.ts';
import { isLedgerEmpty } from './store/bulk-acts.ts';
import { type Collector, startCollector } from './store/files/collect.ts';
import { type LoadUnits, loadUpperUnits, loadVillages } from './store/load-units.ts';
import { openStore, type Stores } from './store/open-store.ts';
import { sampleAccounts } from './store/people/accounts.ts';
import { type Sealer, startSealer } from './store/proof/seal.ts';
import { drawMonth } from './store/review/draw.ts';
import { type Roller, startRoller } from './store/roll.ts';
import { hasSample } from './store/tenures.ts';
import { type Counting, startCounting } from './store/what-if/counting.ts';
import { version } from './version.ts';

export interface Server {
  readonly address: string;
  /** Only this machine is served. */
  readonly isLocal: boolean;
  readonly state: RunState;
  readonly app: FastifyInstance;
  /** Settles when units, and the sample unless it was left out, are in. */
  readonly loaded: Promise<void>;
  stop(): Promise<void>;
}

export interface StartOptions {
  /** Without the sample; an installation in which anything is recorded never gets one. */
  readonly isEmpty: boolean;
  /** Folder of the built pages. */
  readonly pages: string;
  readonly onBug: (number: string, request: string, error: unknown) => void;
  readonly onNote: (line: string) => void;
  /** Other unit files than the committed ones. */
  readonly units?: NonNullable<LoadUnits['files']>;
  /** Another clock than that of the machine. */
  readonly now?: () => Date;
  /** Who sends a request, instead of asking the sessions: for measuring and crash tests. */
  readonly signedIn?: SignedIn;
  /** Hears of the link by which the three administrators are set up, where that is still to be done. */
  readonly onSetUp?: (link: string) => void;
  /** Milliseconds between two looks whether a day is over, and from midnight until it counts as over. */
  readonly sealing?: { readonly interval: number; readonly settling: number };
}

/** What is running, as far as the start has come. */
interface Parts {
  app?: FastifyInstance;
  roller?: Roller;
  sealer?: Sealer;
  rest?: Rest;
  counting?: Counting;
  collector?: Collector;
  entering?: Enterer;
  clocks?: readonly Clock[];
}

/** Starts everything and answers as soon as the database is open; units and sample come behind, with progress. */
export async function startServer(config: Config, options: StartOptions): Promise<Server> {
  const lawbook = await openLawbook();
  const database = await openDatabase(config, {
    onRestart: () => options.onNote('PostgreSQL 已重新启动。 PostgreSQL was started again.'),
    onFailure: (error) => options.onNote(`PostgreSQL: ${String(error)}`),
  });
  const parts: Parts = {};
  let isStopping = false;
  const stop = async (): Promise<void> => {
    isStopping = true;
    parts.rest?.stop();
    await parts.app?.close();
    await parts.entering?.stop();
    await Promise.all((parts.clocks ?? []).map((clock) => clock.stop()));
    await parts.counting?.stop();
    await parts.roller?.stop();
    await loaded?.catch(() => {});
    await parts.collector?.stop();
    await parts.sealer?.stop();
    await database.stop();
  };
  let loaded: Promise<void> | undefined;
  try {
    const state: RunState = {
      loading: { phase: 'upper', rows: 0, total: 0 },
      upper: false,
      villages: false,
      sample: false,
      units: 0,
    };
    const { now = () => new Date() } = options;
    const stores = openStore(database.pool);
    parts.counting = startCounting(stores, lawbook.live, (error) => options.onNote(`what-if: ${String(error)}`));
    const setting = config.door ?? readDoor({});
    const dayOf = (at: Date): Day => todayOf({ now: () => at });
    const door = doorOf({ stores, setting, dataFolder: config.dataFolder, now, dayOf });
    const messages = messagesFor(config, stores, door, now);
    const files = openFiles(config.files, database.folder ?? config.dataFolder);
    // A pack that came into force before and does not load any more must not keep the server from starting.
    await takeEntered({ stores, lawbook, now, dayOf }).catch((error: unknown) =>
      options.onNote(`regimes: ${String(error)}`),
    );
    parts.entering = startEntering({ stores, lawbook, now, dayOf }, options.onNote);
    const context: Context = {
      stores,
      lawbook,
      get library() {
        return lawbook.library;
      },
      entering: parts.entering,
      version,
      state,
      counting: parts.counting,
      files,
      door,
      messages,
      now,
    };
    parts.collector = startCollector(stores, files, now, (error) => options.onNote(`files: ${String(error)}`));
    const app = await buildApp({
      handlers: allRoutes(context),
      signedIn: options.signedIn ?? ((from) => door.sessions.find(from.session)),
      // Nobody but this machine can ask: what it asks is its own affair.
      front: { ...setting, ...(!door.isLocal && { rates: standardRates }), gate: standardGate },
      web: options.pages,
      version,
      onBug: options.onBug,
    });
    parts.app = app;
    const address = await listening(app, setting.listen, config.port);
    door.address = addressOf(setting, Number(new URL(address).port) || config.port);
    if (options.isEmpty) await offerSetUp(context, door, options);
    parts.roller = startRoller(context.stores, (error) => {
      if (!isStopping) options.onNote(`roller: ${String(error)}`);
    });
    loaded = load(database, context, options, () => isStopping).then(async () => {
      if (!options.isEmpty && !isStopping) await offerSetUp(context, door, options);
      // Not before the sample is in: its acts are dated in the past.
      if (isStopping) return;
      parts.sealer = sealer(context, options);
      parts.clocks = reviewClocks(context, messages, options, () => isStopping);
      // Packs whose day came while nothing ran; later ones are seen to within a minute.
      parts.entering?.look().catch((error: unknown) => options.onNote(`regimes: ${String(error)}`));
    });
    loaded.catch(() => {});
    parts.rest = startRest(app, loaded);
    return { address, isLocal: door.isLocal, state, app, loaded, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const unusable: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  EADDRINUSE: ['端口已被占用', 'the port is taken'],
  EACCES: ['本用户无权使用这个端口', 'this user has no right to the port'],
  EADDRNOTAVAIL: ['本机没有这个地址', 'this machine has no such address'],
  ENOTFOUND: ['本机没有这个地址', 'this machine has no such address'],
};

/** @throws Refusal `address_unusable` */
async function listening(app: FastifyInstance, host: string, port: number): Promise<string> {
  return app.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    const why = unusable[error.code ?? ''];
    if (!why) throw error;
    throw new Refusal('address_unusable', { address: host, port, why_zh: why[0], why_en: why[1] });
  });
}

/** Tells the link of the first set-up, unless the sample can be entered or the administrators are there. */
async function offerSetUp(context: Context, door: Door, { onSetUp }: StartOptions): Promise<void> {
  const samples = await context.stores.as('0', sampleAccounts);
  if (!onSetUp || (door.isLocal && samples.length > 0)) return;
  const link = await setUpAddress(context, door);
  if (link !== undefined) onSetUp(link);
}

const messagesFor = (config: Config, stores: Stores, door: Door, now: () => Date): Messages =>
  messagesOf({
    stores,
    setting: config.messages ?? readMessages({}),
    vault: door.vault,
    address: () => door.address,
    now,
  });

/** How many obligations of an actor's own seats fall due soon, as the first page counts them. */
const dueSoonOf =
  (context: Context) =>
  async (by: Actor): Promise<number> => {
    const { from } = onMachine;
    const nothing = { params: undefined, query: undefined, body: undefined };
    const { items } = await homeRoutes(context).getHome({ ...nothing, by, from, reach: reachFor(context, by) });
    return items.filter((item) => item.type === 'obligation' && !item.late).length;
  };

/** Sends what is due, and draws the month before once its last day is sealed. */
function reviewClocks(context: Context, { carry }: Messages, { onNote }: StartOptions, isStopping: () => boolean) {
  const { stores, now } = context;
  const failed = (what: string) => (error: unknown) => {
    if (!isStopping()) onNote(`${what}: ${String(error)}`);
  };
  return [
    startClock(() => sendDue(stores, context.library, now(), carry), 5_000, failed('notices')),
    startClock(() => drawMonth(stores, context.library, context.now()), 60_000, failed('review')),
    startClock(
      () =>
        tellDueSoon({
          stores,
          library: context.library,
          now: now(),
          today: todayOf(context),
          dueSoon: dueSoonOf(context),
        }),
      600_000,
      failed('digest'),
    ),
  ];
}

/** Seals every finished day of Asia/Shanghai. */
const sealer = ({ stores, now }: Context, { onNote, sealing }: StartOptions): Sealer =>
  startSealer(stores, { now, dayOf: (instant) => todayOf({ now: () => instant }) }, onNote, sealing);

/** Loads the tree in its two parts, then the sample; `state` tells how far it is. */
async function load(
  database: Database,
  context: Context,
  { isEmpty, units }: StartOptions,
  isStopping: () => boolean,
): Promise<void> {
  const { state } = context;
  const files = units === undefined ? {} : { files: units };
  const progress = (phase: string) => (rows: number, total: number) => {
    state.loading = { phase, rows, total };
    state.units = Math.max(state.units, rows);
  };
  try {
    const upper = await loadUpperUnits(database.pool, { ...files, onProgress: progress('upper') });
    state.units = upper.units;
    state.upper = true;
    const people = { stores: context.stores, today: todayOf(context), at: context.now() };
    if (!isEmpty && (await context.stores.asLoader(isLedgerEmpty)))
      await addSampleAccounts({ ...people, only: 'upper' });
    const villages = await loadVillages(database.pool, { ...files, onProgress: progress('villages') });
    state.units = upper.units + villages.units;
    state.villages = true;
    if (!isEmpty && !isStopping()) await addSample(context);
    state.sample = await context.stores.as('0', hasSample);
    if (state.sample && !isStopping()) await addSampleAccounts(people);
    state.loading = null;
  } catch (error) {
    if (!isStopping()) throw error;
  }
}

async function addSample({ state, stores, library, ...context }: Context): Promise<void> {
  const onProgress = (rows: number, total: number): void => {
    state.loading = { phase: 'sample', rows, total };
  };
  onProgress(0, 0);
  await fillSample({ stores, library, today: todayOf(context), onProgress });
}
