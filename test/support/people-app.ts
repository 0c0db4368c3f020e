/** The program as people meet it at its door: a real sign-in over a fresh database, a clock that the test turns. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { AdminRole } from '#org';
import { buildApp } from '../../src/server/http/build-app.ts';
import type { Front } from '../../src/server/http/entrance.ts';
import type { Door } from '../../src/server/people/door.ts';
import { hashPassword } from '../../src/server/people/passwords.ts';
import { type Policy, standardPolicy } from '../../src/server/people/policy.ts';
import { sessionsOf } from '../../src/server/people/sessions.ts';
import { vaultOf } from '../../src/server/people/vault.ts';
import { allRoutes } from '../../src/server/routes/all-routes.ts';
import { type Context, todayOf } from '../../src/server/routes/context.ts';
import { addAccount, setPassword } from '../../src/server/store/people/accounts.ts';
import { giveAdminSeat } from '../../src/server/store/people/administrators.ts';
import { listAudit, type StoredEntry } from '../../src/server/store/people/audit.ts';
import { testContext } from './context.ts';
import type { FreshDatabase } from './postgres.ts';

export interface Said {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests read replies by their names
  readonly body: any;
  readonly bytes: Buffer;
}

/** A browser: keeps its cookies. */
export interface Visitor {
  readonly cookies: Map<string, string>;
  get(url: string, headers?: Record<string, string>): Promise<Said>;
  post(url: string, body?: unknown, headers?: Record<string, string>): Promise<Said>;
}

export interface PeopleApp {
  readonly app: FastifyInstance;
  readonly database: FreshDatabase;
  readonly context: Context;
  readonly door: Door;
  readonly clock: { now: Date };
  visitor(address?: string): Visitor;
  /** An account with a password, perhaps an administrator. */
  account(userName: string, more?: { password?: string; admin?: AdminRole; isSample?: boolean }): Promise<string>;
  /** A visitor who has signed in. */
  signedIn(userName: string, password?: string): Promise<Visitor>;
  audited(): Promise<StoredEntry[]>;
}

export const goodPassword = 'Ploughing-2026-fields';
let hashed: Promise<string> | undefined;

interface PeopleChoice {
  readonly policy?: Partial<Policy>;
  readonly door?: Partial<Door>;
  readonly front?: Front;
}

/** It begins on 15 June 2026 at ten in Shanghai. */
export async function peopleApp(choice: PeopleChoice = {}): Promise<PeopleApp> {
  const clock = { now: new Date('2026-06-15T02:00:00Z') };
  const now = (): Date => clock.now;
  const { database, context: bare } = await testContext({ now });
  // Most tests are about other things than the second factor of administrators.
  const policy: Policy = { ...standardPolicy, secondFactor: 'optional', ...choice.policy };
  const key = randomBytes(32);
  const door: Door = {
    policy,
    vault: vaultOf(() => key),
    sessions: sessionsOf({ stores: bare.stores, policy, now, dayOf: (at) => todayOf({ now: () => at }) }),
    isLocal: true,
    outside: null,
    address: 'http://localhost',
    ...choice.door,
  };
  const context: Context = { ...bare, door };
  const app = await buildApp({
    handlers: allRoutes(context),
    signedIn: (from) => door.sessions.find(from.session),
    web: '/nonexistent',
    version: '0.0.0',
    onBug: (_number, request, error) => console.error(request, error),
    ...(choice.front && { front: choice.front }),
  });
  const visitor = (address = '127.0.0.1'): Visitor => visitorOf(app, address);
  const add: PeopleApp['account'] = async (userName, { password = goodPassword, admin, isSample = false } = {}) => {
    const id = randomUUID();
    hashed ??= hashPassword(goodPassword);
    const hash = password === goodPassword ? await hashed : await hashPassword(password);
    await context.stores.writing('0', async (store) => {
      const made = { id, userName, name: `示例${userName}`, person: `p-${userName}`, isSample, by: 'test', at: now() };
      await addAccount(store, made);
      if (!isSample) await setPassword(store, id, { hash, history: 5, at: now() });
      if (admin)
        await giveAdminSeat(store, { account: id, person: made.person, role: admin, at: now(), approval: null });
    });
    return id;
  };
  return {
    app,
    database,
    context,
    door,
    clock,
    visitor,
    account: add,
    signedIn: async (user_name, password = goodPassword) => {
      const who = visitor();
      const { status, body } = await who.post('/api/sign-in', { user_name, password });
      if (status !== 200 || body.needs !== null) throw new Error(`${user_name}: ${status} ${JSON.stringify(body)}`);
      return who;
    },
    audited: () => context.stores.as('0', (store) => listAudit(store, {}, { limit: 1000 })),
  };
}

function visitorOf(app: FastifyInstance, remoteAddress: string): Visitor {
  const cookies = new Map<string, string>();
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    body: unknown,
    more: Record<string, string>,
  ): Promise<Said> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      'user-agent': 'test',
      ...(cookie !== '' && { cookie }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...more,
    };
    const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
    const reply = await app.inject({ method, url, headers, remoteAddress, ...payload });
    for (const { name, value, maxAge } of reply.cookies as { name: string; value: string; maxAge?: number }[])
      if (maxAge === 0) cookies.delete(name);
      else cookies.set(name, value);
    const isJson = String(reply.headers['content-type']).startsWith('application/json');
    return {
      status: reply.statusCode,
      headers: reply.headers as Said['headers'],
      body: isJson ? JSON.parse(reply.body) : reply.body,
      bytes: reply.rawPayload,
    };
  };
  return {
    cookies,
    get: (url, headers = {}) => send('GET', url, undefined, headers),
    post: (url, body, headers = {}) => send('POST', url, body, headers),
  };
}

/** Accounts of a system administrator, two security administrators, an auditor and somebody else. */
export const administrators = async (web: PeopleApp) => ({
  system: await web.account('system', { admin: 'system' }),
  security: await web.account('security', { admin: 'security' }),
  second: await web.account('second', { admin: 'security' }),
  auditor: await web.account('auditor', { admin: 'auditor' }),
  wang: await web.account('wang'),
});
