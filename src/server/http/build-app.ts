/** The HTTP side of the program, not yet listening: contract, pages, description, headers, errors. */
import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { Refusal } from '#regime';
import { type Counter, countingStatements } from '../store/counter.ts';
import { type Front, guardEntrance, serverOptions } from './entrance.ts';
import { answerBrokenAddress, answerErrors, answerUnknown, type OnBug } from './errors.ts';
import { gateRequests } from './gate.ts';
import type { Handlers } from './handlers.ts';
import { describeApi } from './open-api.ts';
import { registerRoutes } from './register.ts';
import type { SignedIn } from './signed-in.ts';
import { serveWeb } from './web-files.ts';

export interface AppParts {
  readonly handlers: Handlers;
  /** Who sends a request; `undefined` when nobody is signed in. */
  readonly signedIn: SignedIn;
  /** Folder of the built pages. */
  readonly web: string;
  readonly version: string;
  readonly onBug: OnBug;
  /** How it stands to the network; absent: this machine only, no limits. */
  readonly front?: Front;
}

const megabyte = 1_048_576;

/** A Fastify that answers every endpoint; `listen` on it or `inject` into it. Replies say how many statements they cost. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { front = {} } = parts;
  const app: FastifyInstance = Fastify({
    ...serverOptions(front),
    bodyLimit: megabyte,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: (_error, request, reply) => answerBrokenAddress(request, reply),
    genReqId: () => crypto.randomUUID().slice(0, 8),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, readJson);
  countStatements(app);
  const limiter = guardEntrance(app, front);
  if (front.gate) gateRequests(app, front.gate);
  answerErrors(app, parts.onBug);
  await app.register(helmet, { hsts: false, contentSecurityPolicy: { useDefaults: false, directives: contentPolicy } });
  await describeApi(app, parts.version, parts.signedIn);
  registerRoutes(app, { ...parts, limiter });
  await serveWeb(app, parts.web, answerUnknown);
  await app.ready();
  return app;
}

const contentPolicy = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  'object-src': ["'none'"],
  'frame-ancestors': ["'none'"],
  // These two do not follow from the first line.
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Broken UTF-8 is refused rather than mended: a name must never be stored other than it was sent. */
async function readJson(_request: unknown, body: unknown): Promise<unknown> {
  let text: string;
  try {
    text = utf8.decode(body as Buffer);
  } catch {
    throw new Refusal('body_not_utf8', {});
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Refusal('body_not_json', { detail: (error as Error).message });
  }
  if (/\\u(0000|d[89a-f])/i.test(text) && !isStorable(value)) throw new Refusal('text_unstorable', {});
  return value;
}

/** No NUL and no half of a surrogate pair, which no database keeps. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item));
}

function countStatements(app: FastifyInstance): void {
  const counters = new WeakMap<object, Counter>();
  app.addHook('onRequest', (request, _reply, done) => {
    const counter: Counter = { statements: 0 };
    counters.set(request, counter);
    countingStatements(counter, done);
  });
  app.addHook('onSend', async (request, reply) => {
    const statements = counters.get(request)?.statements ?? 0;
    if (statements > 0) reply.header('x-sql-statements', String(statements));
  });
}
