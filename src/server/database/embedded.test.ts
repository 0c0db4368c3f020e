import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Line, postmasterPid, ServerProcess } from '../../../test/support/server-process.ts';
import { isRunning } from './process.ts';

const home = mkdtempSync(join(tmpdir(), 'zt-embedded-'));
chmodSync(home, 0o755);
const started: ServerProcess[] = [];
const pidFiles: string[] = [];

after(async () => {
  for (const server of started) server.child.kill('SIGKILL');
  for (const folder of pidFiles) if (existsSync(`${folder}/postgres/postmaster.pid`)) kill(postmasterPid(folder));
  rmSync(home, { recursive: true, force: true });
});

function start(folder: string, env: Record<string, string> = {}): ServerProcess {
  const server = new ServerProcess(folder, env);
  started.push(server);
  pidFiles.push(folder);
  return server;
}

async function startReady(folder: string): Promise<ServerProcess & { first: Line }> {
  const server = start(folder);
  const first = await server.next();
  assert.ok(first.ready !== undefined, JSON.stringify(first));
  return Object.assign(server, { first });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {}
}

/** Whether nothing runs any more in the folder, waiting a moment for a shutdown under way. */
async function isDown(folder: string): Promise<boolean> {
  for (let i = 0; i < 2000 && existsSync(`${folder}/postgres/postmaster.pid`); i++) await sleep(10);
  return !existsSync(`${folder}/postgres/postmaster.pid`);
}

/** A folder in which a server has run, made a table with one row and stopped. */
const pattern = join(home, "数据 one's");
async function usedFolder(name: string): Promise<string> {
  if (!existsSync(pattern)) {
    const server = await startReady(pattern);
    await server.ask('create table kept as select 7 as n');
    assert.equal(await server.end('SIGINT'), 0);
    assert.ok(await isDown(pattern));
  }
  const folder = join(home, name);
  execFileSync('cp', ['-a', pattern, folder]);
  return folder;
}

async function assertKept(server: ServerProcess): Promise<void> {
  assert.deepEqual(await server.ask('select n from kept'), { rows: [{ n: 7 }] });
}

test('a first start makes the database, an interrupt stops PostgreSQL with exit code 0, a second start has the data', async () => {
  await usedFolder('unused');
  const folder = pattern;
  const again = await startReady(folder);
  await assertKept(again);
  assert.equal(again.first.migrated, 0);
  assert.equal(await again.end('SIGTERM'), 0);
  assert.ok(await isDown(folder));
});

test('after kill -9 of the server the next one adopts PostgreSQL and stops it at the end', async () => {
  const folder = await usedFolder('adopt');
  const first = await startReady(folder);
  const pid = postmasterPid(folder);
  assert.equal(await first.end('SIGKILL'), 'SIGKILL');
  assert.ok(isRunning(pid));
  const second = await startReady(folder);
  assert.equal(postmasterPid(folder), pid);
  await assertKept(second);
  await second.end('SIGINT');
  assert.ok(await isDown(folder));
});

test('after kill -9 of PostgreSQL a running server starts it again and the committed rows are there', async () => {
  const folder = await usedFolder('restart');
  const server = await startReady(folder);
  await server.ask('insert into kept values (8)');
  const pid = postmasterPid(folder);
  kill(pid);
  assert.deepEqual(await server.next(), { restarted: true });
  assert.notEqual(postmasterPid(folder), pid);
  assert.deepEqual(await server.ask('select sum(n) as n from kept'), { rows: [{ n: 15 }] });
  await server.end('SIGINT');
  assert.ok(await isDown(folder));
});

test('after kill -9 of both the next start recovers', async () => {
  const folder = await usedFolder('both');
  const server = await startReady(folder);
  await server.ask('insert into kept values (8)');
  kill(postmasterPid(folder));
  await server.end('SIGKILL');
  const next = await startReady(folder);
  assert.deepEqual(await next.ask('select sum(n) as n from kept'), { rows: [{ n: 15 }] });
  await next.end('SIGINT');
});

test('a stale socket and a process number that now is a zombie or a stranger do not hinder the start', async () => {
  const folder = await usedFolder('stale');
  const socketFolder = new URL((await startAndStop(folder)).url!).searchParams.get('host')!;
  // The shell makes a child and turns into sleep, which never collects it when it ends.
  const parent = spawn('/bin/sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [chunk] = await once(parent.stdout!, 'data');
  const zombie = Number.parseInt(String(chunk), 10);
  for (let i = 0; i < 100 && isRunning(zombie); i++) await sleep(10);
  try {
    for (const pid of [zombie, process.pid, parent.pid!]) {
      process.kill(pid, 0); // It has a number, so PostgreSQL alone would refuse to start.
      const lines = [pid, `${folder}/postgres`, 1700000000, 5432, socketFolder, '', '  1  1', 'ready   '];
      writeFileSync(`${folder}/postgres/postmaster.pid`, `${lines.join('\n')}\n`);
      mkdirSync(socketFolder, { mode: 0o700 });
      const { uid, gid } = statSync(`${folder}/postgres`);
      chownSync(socketFolder, uid, gid);
      writeFileSync(`${socketFolder}/.s.PGSQL.5432`, '');
      writeFileSync(`${socketFolder}/.s.PGSQL.5432.lock`, `${lines.join('\n')}\n`);
      const server = await startReady(folder);
      await assertKept(server);
      assert.equal(await server.end('SIGINT'), 0);
      assert.ok(await isDown(folder));
    }
  } finally {
    parent.kill('SIGKILL');
  }
});

async function startAndStop(folder: string): Promise<Line> {
  const server = await startReady(folder);
  await server.end('SIGINT');
  assert.ok(await isDown(folder));
  return server.first;
}

test('an orphan whose socket was cleaned away is replaced', async () => {
  const folder = await usedFolder('swept');
  const first = await startReady(folder);
  await first.end('SIGKILL');
  rmSync(new URL(first.first.url!).searchParams.get('host')!, { recursive: true });
  const second = await startReady(folder);
  await assertKept(second);
  await second.end('SIGINT');
});

test('two first starts at the same moment share one PostgreSQL and the last to leave stops it', async () => {
  const folder = join(home, 'shared');
  const [one, two] = await Promise.all([startReady(folder), startReady(folder)]);
  assert.equal(one.first.url, two.first.url);
  assert.deepEqual([one.first.migrated, two.first.migrated].filter((n) => n === 0).length, 1);
  const pid = postmasterPid(folder);
  assert.equal(await one.end('SIGINT'), 0);
  await sleep(100);
  assert.ok(isRunning(pid));
  assert.ok((await two.ask('select 1 as n')).rows);
  assert.deepEqual(await two.ask('stop'), { stopped: true });
  assert.ok(!isRunning(pid));
  assert.ok(!existsSync(new URL(two.first.url!).searchParams.get('host')!));
  await two.end('SIGTERM');
});

test('an uncaught error ends the server with code 1 and PostgreSQL with it', async () => {
  const folder = await usedFolder('uncaught');
  const server = await startReady(folder);
  server.child.stdin!.write('throw\n');
  assert.equal(await server.end(), 1);
  assert.ok(await isDown(folder));
});

test('a database newer than the program is refused and PostgreSQL does not stay behind', async () => {
  const folder = await usedFolder('newer');
  const server = await startReady(folder);
  await server.ask(`insert into migration values (9999, '9999_later.sql', 'x')`);
  await server.end('SIGINT');
  const next = start(folder);
  assert.equal((await next.next()).refused, 'migration_newer');
  assert.equal(await next.end(), 1);
  assert.ok(await isDown(folder));
});

test('data of another version of PostgreSQL are refused and left alone', async () => {
  const folder = await usedFolder('version');
  writeFileSync(`${folder}/postgres/PG_VERSION`, '17\n');
  const server = start(folder);
  const { refused, en } = await server.next();
  assert.equal(refused, 'database_version');
  assert.match(en!, /PostgreSQL 17/);
  assert.equal(readFileSync(`${folder}/postgres/PG_VERSION`, 'utf8'), '17\n');
});

test('a parent folder that the account of PostgreSQL may not enter is named', {
  skip: process.getuid?.() !== 0 && 'only root changes the account',
}, async () => {
  const parent = join(home, 'closed');
  mkdirSync(parent, { mode: 0o700 });
  const { refused, en } = await start(join(parent, 'data')).next();
  assert.equal(refused, 'database_passage');
  assert.ok(en!.includes(`${parent}, so`), en);
  assert.match(en!, /ZERENTIAN_DATA/);
});

test('a file in the place of the data folder is refused', async () => {
  const folder = join(home, 'file');
  writeFileSync(folder, '');
  assert.equal((await start(folder).next()).refused, 'database_folder');
});
