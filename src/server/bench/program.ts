/** The program as an operator meets it: start, memory at rest, weight of the first page. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { environmentWith } from '../config.ts';
import { crowdLines } from './crowd.ts';
import { type Line, seconds } from './line.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const pages = fileURLToPath(new URL('../../../dist/web', import.meta.url));

interface Started {
  /** Seconds until the page of the county answers with figures. */
  readonly answer: number;
  /** Seconds until units and sample are in. */
  readonly ready: number;
  /** Megabytes of resident memory of the server, once at rest. */
  readonly memory: number;
}

async function until(child: ChildProcess, check: () => Promise<boolean>, limit: number): Promise<void> {
  for (const end = performance.now() + limit; performance.now() < end; await sleep(20)) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    if (await check()) return;
  }
  throw new Error('the server did not answer in time');
}

async function startOnce(folder: string, port: number): Promise<Started> {
  const begin = performance.now();
  const env = environmentWith({ ZERENTIAN_DATA: folder, PORT: String(port), DATABASE_URL: undefined });
  const child = spawn(process.execPath, [main, 'start'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const ask = async (path: string, cookie = ''): Promise<Response | null> =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } }).catch(() => null);
  let session = '';
  /** Enters as the nation's office of the sample, as soon as that can be done. */
  const enter = async (): Promise<string> => {
    if (session !== '') return session;
    const offered = (await (await ask('/api/sign-in'))?.json()) as {
      samples?: { account: string; user_name: string }[];
    };
    const account = offered?.samples?.find((one) => one.user_name === 'sample-nation-office')?.account;
    if (account === undefined) return '';
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify({ account }) };
    const reply = await fetch(`http://127.0.0.1:${port}/api/sign-in/sample`, init);
    session = reply.headers.get('set-cookie')?.split(';')[0] ?? '';
    return session;
  };
  try {
    await until(child, async () => (await ask('/api/units/433124/overview', await enter()))?.ok === true, 300_000);
    const answer = (performance.now() - begin) / 1000;
    await until(
      child,
      async () => ((await (await ask('/api/status'))?.json()) as { ready?: boolean })?.ready === true,
      600_000,
    );
    const ready = (performance.now() - begin) / 1000;
    await sleep(15_000);
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return { answer, ready, memory: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024 };
  } finally {
    child.kill('SIGINT');
    await ended;
  }
}

/** Start with an empty folder and again with a filled one, in a folder of its own. */
export async function startLines(): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'zerentian-bench-'));
  chmodSync(folder, 0o755); // PostgreSQL may run as another user and has to pass
  try {
    const first = await startOnce(join(folder, 'data'), 18787);
    const second = await startOnce(join(folder, 'data'), 18787);
    const crowd = await crowdLines(join(folder, 'data'), 18787);
    return [
      {
        what: 'first start with the sample until the page answers',
        measured: `${seconds(first.answer)}; all units and the sample in after ${seconds(first.ready)}`,
        raw: '–',
        ratio: '–',
        target: '≤ 60 s',
        reached: first.answer <= 60,
      },
      {
        what: 'second start until the page answers',
        measured: seconds(second.answer),
        raw: '–',
        ratio: '–',
        target: '≤ 3 s',
        reached: second.answer <= 3,
      },
      {
        what: 'memory of the server at rest',
        measured: `${second.memory.toFixed(0)} MB`,
        raw: '–',
        ratio: '–',
        target: '≤ 200 MB',
        reached: second.memory <= 200,
      },
      ...crowd,
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Script that the browser fetches before it shows the first page, gzip. */
export function weightLine(): Line {
  const kilobytes = existsSync(join(pages, 'index.html')) ? firstLoad() : Number.NaN;
  return {
    what: 'first load of the office page',
    measured: `${kilobytes.toFixed(0)} kB gzip of script`,
    raw: '–',
    ratio: '–',
    target: '≤ 350 kB',
    reached: kilobytes <= 350,
  };
}

/** What index.html names, and everything those files import without waiting, and the chunk of the first screen. */
function firstLoad(): number {
  const html = readFileSync(join(pages, 'index.html'), 'utf8');
  const files = new Set([...html.matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)].map((found) => found[1] as string));
  for (const file of files) {
    const text = readFileSync(join(pages, file), 'utf8');
    for (const found of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      files.add(join(file, '..', found[1] as string));
  }
  const screen = readdirSync(join(pages, 'assets')).find((name) => /^overview-.*\.js$/.test(name));
  if (screen) files.add(`assets/${screen}`);
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(pages, file))).length, 0) / 1000;
}
