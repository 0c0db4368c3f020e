/** One program with the sample in a throw-away data folder, and a browser in front of it, for all journeys. */
import './clock.ts';
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Params, Query, Reply, RouteName } from '#contract';
import { routes } from '#contract';
import { chromiumFlags, findChromium } from '../scripts/chromium.mjs';

const checkout = fileURLToPath(new URL('..', import.meta.url));
const startLimit = 400_000;

export interface Office {
  readonly base: string;
  readonly browser: Browser;
  /** The cookie of a session of the nation's office, for questions past the pages. */
  readonly cookie: string;
  readonly stop: () => Promise<void>;
}
/** Whom a journey is: an account of the sample by its user name without `sample-`. */
export type Whom =
  | 'nation-office'
  | 'province-office'
  | 'county-office'
  | 'county-secretary'
  | 'department'
  | 'township-secretary'
  | 'township-cadre'
  | 'village-secretary'
  | 'village-cadre'
  | 'system'
  | 'security'
  | 'auditor';
export interface PageChoice {
  /** A sample, or the head of the rural work office of a unit; null: nobody is signed in. */
  readonly as?: Whom | { readonly officeOf: string } | null;
  readonly language?: 'zh' | 'en';
  readonly width?: number;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  server.close();
  await once(server, 'close');
  return address.port;
}

/** Starts the program and waits until all units and the sample are in. */
export async function startOffice(): Promise<Office> {
  const executablePath = findChromium();
  assert.ok(executablePath, 'no Chromium: run "node scripts/prepare.mjs browser" or set CHROMIUM');
  const folder = mkdtempSync(join(tmpdir(), 'zerentian-e2e-'));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', './e2e/clock.ts', 'src/server/main.ts', 'start'], {
    cwd: checkout,
    env: { ...env, ZERENTIAN_DATA: join(folder, 'data'), PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const base = `http://127.0.0.1:${port}`;
  const stopProgram = () => stopChild(child, folder);
  try {
    await untilReady(base, child);
    // Files are named in Chinese, which a browser without a locale calls 'download'.
    const env = { ...process.env, LC_ALL: 'C.UTF-8' };
    const browser = await chromium.launch({ executablePath, args: [...chromiumFlags], env });
    const stop = async () => {
      await browser.close();
      await stopProgram();
    };
    return { base, browser, stop, cookie: await enterAs(base, 'nation-office') };
  } catch (error) {
    await stopProgram();
    throw error;
  }
}

/** Enters as an account of the sample; gives the session as a cookie. */
export async function enterAs(base: string, whom: Whom): Promise<string> {
  const offered = (await (await fetch(`${base}/api/sign-in`)).json()) as Reply<'getSignIn'>;
  const account = offered.samples.find((one) => one.user_name === `sample-${whom}`)?.account;
  assert.ok(account, `no sample account ${whom}`);
  return cookieIn(await tell(base, '/api/sign-in/sample', { account }, ''));
}

const offices = new Map<string, Promise<string>>();

/**
 * The head of the rural work office of a unit, in a township a cadre, come by as anybody is: appointed by the nation's
 * office, given an account by the security administrator, with a password of their own. Gives the session as a cookie.
 */
export function officeOf(office: Office, unit: string): Promise<string> {
  const known = offices.get(unit) ?? makeOffice(office, unit);
  offices.set(unit, known);
  return known;
}

async function makeOffice({ base, cookie }: Office, unit: string): Promise<string> {
  const mark = randomUUID().slice(0, 8);
  const [person, name, user_name] = [randomUUID(), '示例农办', `office-${unit}-${mark}`];
  const seat = unit.length === 9 ? 'township-cadre' : 'rural-work-office-head';
  const fields = { seat: [`${unit}:${seat}`], person, name, from: '2026-01-01' };
  const act = { id: randomUUID(), verb: 'create', kind: 'appointment', unit, day: '2026-01-01', fields };
  await tell(base, `/api/records/${unit.slice(0, 6)}/${randomUUID()}/acts`, act, cookie);
  const security = await enterAs(base, 'security');
  const account = { id: randomUUID(), user_name, name, person };
  const made = await tell(base, '/api/accounts', account, security);
  const { link } = (await made.json()) as Reply<'createAccount'>;
  const password = 'Ploughing-2026-fields';
  await tell(base, '/api/links/use', { token: link.split('#')[1], password }, '');
  return cookieIn(await tell(base, '/api/sign-in', { user_name, password }, ''));
}

async function tell(base: string, path: string, body: unknown, cookie: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', cookie };
  const reply = await fetch(`${base}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  assert.equal(reply.status, 200, `${path}: ${reply.ok ? '' : await reply.text()}`);
  return reply;
}

const cookieIn = (reply: Response): string => String(reply.headers.get('set-cookie')).split(';')[0] ?? '';

async function untilReady(base: string, child: ChildProcess): Promise<void> {
  const started = performance.now();
  while (performance.now() - started < startLimit) {
    assert.equal(child.exitCode, null, 'the program ended by itself');
    const reply = await fetch(`${base}/api/status`).catch(() => undefined);
    if (reply?.ok && ((await reply.json()) as Reply<'getStatus'>).ready) return;
    await sleep(200);
  }
  assert.fail('the program was not ready in time');
}

async function stopChild(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGINT');
    await Promise.race([once(child, 'exit'), sleep(20_000)]);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** A fresh page without memory; `done` closes it and fails where the page itself had an error. */
export async function openPage(
  office: Office,
  choice: PageChoice = {},
): Promise<{ page: Page; done: () => Promise<void> }> {
  const { language = 'zh', width = 1440, as = 'nation-office' } = choice;
  const context = await office.browser.newContext({
    baseURL: office.base,
    viewport: { width, height: width > 600 ? 900 : 844 },
    locale: 'zh-CN',
  });
  if (as !== null) {
    const session = typeof as === 'string' ? await enterAs(office.base, as) : await officeOf(office, as.officeOf);
    const [name = '', value = ''] = session.split('=');
    await context.addCookies([{ name, value, url: office.base, httpOnly: true, sameSite: 'Strict' }]);
  }
  await context.addInitScript(`localStorage.setItem('zerentian.language', '${language}')`);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // A refused request is logged by the browser as well; refusals are part of the journeys.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) faults.push(message.text());
  });
  const done = async () => {
    await context.close();
    assert.deepEqual(faults, [], 'the page had errors of its own');
  };
  return { page, done };
}

/** Opens an address and waits until nothing is being read any more. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await settled(page);
}

/** Waits until the page has a heading and no part of it is still reading. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await page.locator('.spin, .stale').first().waitFor({ state: 'detached' });
}

type Asked<N extends RouteName> = { readonly params?: Params<N>; readonly query?: Query<N> };

/** What the server says by itself, to compare the page with. */
export async function ask<N extends RouteName>(office: Office, name: N, asked: Asked<N> = {}): Promise<Reply<N>> {
  const params = (asked.params ?? {}) as Record<string, string>;
  const path = routes[name][1].replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
  const query = new URLSearchParams((asked.query ?? {}) as Record<string, string>).toString();
  const reply = await fetch(`${office.base}${path}${query ? `?${query}` : ''}`, { headers: { cookie: office.cookie } });
  assert.equal(reply.status, 200, `${path}?${query}`);
  return (await reply.json()) as Reply<N>;
}

/** A number as the Chinese page writes it. */
export const written = (value: number): string => new Intl.NumberFormat('zh-CN').format(value);
