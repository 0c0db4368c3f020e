/** The real program over a fresh database and the example province, without a port: requests are injected. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { type Enterer, startEntering } from '../../src/server/enter-regimes.ts';
import type { Files } from '../../src/server/files/blobs.ts';
import { buildApp } from '../../src/server/http/build-app.ts';
import type { SignedIn } from '../../src/server/http/signed-in.ts';
import { type Lawbook, lawbookOf } from '../../src/server/lawbook.ts';
import { operator } from '../../src/server/operator.ts';
import { allRoutes } from '../../src/server/routes/all-routes.ts';
import { type Context, type RunState, todayOf } from '../../src/server/routes/context.ts';
import { openStore, type Stores } from '../../src/server/store/open-store.ts';
import { type Counting, startCounting } from '../../src/server/store/what-if/counting.ts';
import { freshFiles } from './fresh-files.ts';
import { library, packTexts } from './packs.ts';
import { type FreshDatabase, freshDatabase } from './postgres.ts';
import { plantKites } from './tree.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: tests read replies by their names
  readonly body: any;
  readonly bytes: Buffer;
}

export interface TestApp {
  readonly app: FastifyInstance;
  readonly context: Context;
  /** The instant that the program takes for now. */
  readonly clock: { now: string };
  /** What the program told its operator of packs that came into force. */
  readonly notes: readonly string[];
  readonly database: FreshDatabase;
  readonly stores: Stores;
  readonly counting: Counting;
  readonly state: RunState;
  /** Attachments; their folder is made when the first one comes. */
  readonly files: Files;
  /** Bugs that were answered with 500. */
  readonly bugs: unknown[];
  /** Statements of the costliest request so far, acts on units aside, and its address. */
  readonly costliest: { statements: number; url: string };
  get(url: string, headers?: Record<string, string>): Promise<Answer>;
  post(url: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Sends an act on a new record and gives the record's id. */
  record(county: string, body: Record<string, unknown>): Promise<{ id: string; answer: Answer }>;
}

/** Today is 15 June 2026, a Monday. Whoever is not told sends as the operator, who reaches everything. */
export async function testApp(
  signedIn: SignedIn = async () => operator,
  packs = library('example', 'example-county'),
  folder?: string,
  texts = packTexts.filter(({ path }) => packs.packs.has(path.split('/')[1] ?? '')),
): Promise<TestApp> {
  const database = await freshDatabase();
  await plantKites(database.pool);
  const stores = openStore(database.pool);
  const state: RunState = { loading: null, upper: true, villages: true, sample: false, units: 16 };
  const clock = { now: '2026-06-15T02:00:00Z' };
  const now = () => new Date(clock.now);
  const bugs: unknown[] = [];
  const counting = startCounting(stores, packs, (error) => void bugs.push(error), 0);
  const files = freshFiles(folder);
  const notes: string[] = [];
  let lawbook: Lawbook | undefined;
  let entering: Enterer | undefined;
  const context: Context = {
    stores,
    get library() {
      return lawbook?.library ?? packs;
    },
    // Made when it is asked for: reading the packs once more takes its time.
    get lawbook() {
      lawbook ??= lawbookOf(texts);
      return lawbook;
    },
    get entering() {
      const parts = {
        stores,
        lawbook: context.lawbook as Lawbook,
        now,
        dayOf: (at: Date) => todayOf({ now: () => at }),
      };
      entering ??= startEntering(parts, (line) => void notes.push(line));
      return entering;
    },
    version: '0.0.0',
    state,
    counting,
    files,
    now,
  };
  const onBug = (_number: string, _request: string, error: unknown): void => void bugs.push(error);
  const app = await buildApp({
    handlers: allRoutes(context),
    signedIn,
    web: '/nonexistent',
    version: '0.0.0',
    onBug,
  });
  const costliest = { statements: 0, url: '' };
  const send = async (given: InjectOptions & { readonly url: string }): Promise<Answer> => {
    const reply = await app.inject(given);
    const statements = Number(reply.headers['x-sql-statements'] ?? 0);
    if (statements > costliest.statements && given.url !== '/api/unit-acts')
      Object.assign(costliest, { statements, url: given.url });
    const isJson = String(reply.headers['content-type']).startsWith('application/json');
    return {
      status: reply.statusCode,
      headers: reply.headers,
      body: isJson ? JSON.parse(reply.body) : reply.body,
      bytes: reply.rawPayload,
    };
  };
  const post: TestApp['post'] = (url, body, headers = { 'content-type': 'application/json' }) =>
    send({
      method: 'POST',
      url,
      headers,
      payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    });
  return {
    app,
    context,
    clock,
    notes,
    database,
    stores,
    counting,
    state,
    files,
    bugs,
    costliest,
    get: (url, headers = {}) => send({ method: 'GET', url, headers }),
    post,
    record: async (county, body) => {
      const id = randomUUID();
      return {
        id,
        answer: await post(`/api/records/${county}/${id}/acts`, { id: randomUUID(), verb: 'create', ...body }),
      };
    },
  };
}
