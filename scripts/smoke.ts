/**
 * What a newcomer does, without a browser: `npm start` in an empty data folder, three overviews, Ctrl-C. Fails when a
 * figure is missing or does not add up, when stopping is not clean, or when PostgreSQL stays behind.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

type Figures = { owed: number; met: number; excused: number; open: number; due_soon: number; overdue: number };
type Overview = { unit: { code: string; name: string }; total: Figures; duties: unknown[]; children: unknown[] };

const checkout = fileURLToPath(new URL('..', import.meta.url));
const places = ['0', '433124', '110118'];
const firstStartLimit = 600_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  server.close();
  await once(server, 'close');
  return address.port;
}

async function get<T>(url: string, cookie = ''): Promise<T> {
  const reply = await fetch(url, { headers: { cookie } });
  assert.equal(reply.status, 200, `${url}: ${await (reply.ok ? '' : reply.text())}`);
  return (await reply.json()) as T;
}

/** Enters as the nation's office of the sample, as the page does: without a password, on this machine. */
async function enter(base: string): Promise<string> {
  const { samples } = await get<{ samples: { account: string; user_name: string }[] }>(`${base}/api/sign-in`);
  const account = samples.find((one) => one.user_name === 'sample-nation-office')?.account;
  const reply = await fetch(`${base}/api/sign-in/sample`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account }),
  });
  assert.equal(reply.status, 200, await reply.text());
  return reply.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** Waits until the server answers, then until everything is loaded; gives the seconds that each took. */
async function untilReady(base: string, child: ChildProcess): Promise<[number, number]> {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 100) / 10;
  let answered: number | undefined;
  while (performance.now() - started < firstStartLimit) {
    assert.ok(child.exitCode === null && child.signalCode === null, 'the server ended by itself');
    const reply = await fetch(`${base}/api/status`).catch(() => undefined);
    if (reply?.ok) {
      answered ??= seconds();
      const { ready, loading } = (await reply.json()) as { ready: boolean; loading: unknown };
      if (ready && loading === null) return [answered, seconds()];
    }
    await sleep(200);
  }
  return assert.fail('the server was not ready in time');
}

function checkOverview(code: string, { unit, total, duties, children }: Overview): void {
  assert.equal(unit.code, code);
  for (const [name, value] of Object.entries(total)) {
    if (name !== 'rate') assert.ok(Number.isInteger(value) && value >= 0, `${code}: ${name} is ${value}`);
  }
  assert.ok(total.owed > 0, `${code} owes nothing`);
  assert.equal(total.met + total.excused + total.open + total.due_soon + total.overdue, total.owed, `${code}: sum`);
  assert.ok(duties.length > 0 && children.length > 0, `${code}: no duties or no children`);
  console.log(`${code} ${unit.name}: ${total.owed} owed, ${total.met} met, ${total.overdue} overdue`);
}

/** Processes whose command line names the folder, by the system's own list. */
function processesOf(folder: string): number[] {
  if (!existsSync('/proc')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
      } catch {
        return false;
      }
    });
}

const folder = mkdtempSync(join(tmpdir(), 'zerentian-smoke-'));
chmodSync(folder, 0o755);
const port = await freePort();
const { DATABASE_URL: _, ...env } = process.env;
const child = spawn('npm', ['start'], {
  cwd: checkout,
  env: { ...env, ZERENTIAN_DATA: join(folder, 'data'), PORT: String(port) },
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: true, // A group of its own, so that it can be interrupted as a terminal would.
});
const exit = once(child, 'exit');
try {
  const base = `http://127.0.0.1:${port}`;
  const [answered, ready] = await untilReady(base, child);
  console.log(`first answer after ${answered} s, ready after ${ready} s`);
  const overviews = new Map<string, Overview>();
  const refused = await fetch(`${base}/api/units/0/overview`);
  assert.equal(refused.status, 401, 'figures without signing in');
  const cookie = await enter(base);
  for (const code of places) {
    const overview = await get<Overview>(`${base}/api/units/${code}/overview`, cookie);
    checkOverview(code, overview);
    overviews.set(code, overview);
  }
  assert.ok(overviews.get('0')!.total.owed > overviews.get('433124')!.total.owed, 'the nation owes less than a county');
  process.kill(-child.pid!, 'SIGINT');
  const [code, signal] = await exit;
  assert.ok(code === 0 || signal === 'SIGINT', `the server ended with ${code ?? signal}`);
  for (let i = 0; i < 100 && processesOf(folder).length > 0; i++) await sleep(100);
  assert.deepEqual(processesOf(folder), [], 'PostgreSQL stayed behind');
  assert.ok(!existsSync(join(folder, 'data/postgres/postmaster.pid')), 'PostgreSQL did not stop cleanly');
  console.log('smoke: all passed');
} finally {
  if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGTERM');
  await Promise.race([exit, sleep(20_000)]);
  for (const pid of processesOf(folder)) process.kill(pid, 'SIGQUIT');
  for (let i = 0; i < 50 && processesOf(folder).length > 0; i++) await sleep(100);
  rmSync(folder, { recursive: true, force: true });
}
