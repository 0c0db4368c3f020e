import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Claims } from './claims.ts';
import { startedAt } from './process.ts';

let folder: string;
let inUse: string;
let claims: Claims;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zt-claims-'));
  inUse = join(folder, 'in-use');
  mkdirSync(inUse);
  claims = new Claims(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function deadPid(): Promise<number> {
  const child = spawn('true');
  await once(child, 'exit');
  return child.pid!;
}

test('one works at a time, in turn', async () => {
  const order: string[] = [];
  const work = (name: string) =>
    claims.exclusively(async () => {
      order.push(`${name} in`);
      await sleep(20);
      order.push(`${name} out`);
    });
  await Promise.all([work('a'), work('b')]);
  assert.deepEqual(
    order.map((entry) => entry.slice(2)),
    ['in', 'out', 'in', 'out'],
  );
  assert.deepEqual(readdirSync(inUse), []);
});

test('the lock is free again when the work throws', async () => {
  await assert.rejects(
    claims.exclusively(() => Promise.reject(new Error('as asked'))),
    /as asked/,
  );
  assert.equal(await claims.exclusively(async () => 1), 1);
});

test('a lock left by a killed process, or never signed, is taken over', async () => {
  writeFileSync(join(inUse, 'lock'), `${await deadPid()} 1`);
  assert.equal(await claims.exclusively(async () => 1), 1);
  writeFileSync(join(inUse, 'lock'), `${process.pid} ${Number(startedAt(process.pid)) - 1}`);
  assert.equal(await claims.exclusively(async () => 2), 2);
  writeFileSync(join(inUse, 'lock'), '');
  utimesSync(join(inUse, 'lock'), 1, 1);
  assert.equal(await claims.exclusively(async () => 3), 3);
});

test('others are running processes with their own start time, not this one and not the dead', async () => {
  const other = spawn('sleep', ['60']);
  try {
    claims.take();
    writeFileSync(join(inUse, String(await deadPid())), '1');
    writeFileSync(join(inUse, String(process.ppid)), 'another start time');
    assert.deepEqual(claims.others(), []);
    writeFileSync(join(inUse, String(other.pid)), startedAt(other.pid!));
    assert.deepEqual(claims.others(), [other.pid]);
    claims.release();
    claims.release();
    assert.deepEqual(readdirSync(inUse), [String(other.pid)]);
  } finally {
    other.kill('SIGKILL');
  }
});
