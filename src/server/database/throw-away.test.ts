import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../../../test/support/cluster.ts';
import { startThrowAway } from './index.ts';

const folderOf = (url: string) => dirname(new URL(url).searchParams.get('host')!);

test('it serves, takes settings, and leaves nothing behind', async () => {
  const server = await startThrowAway({ settings: { work_mem: '8MB' } });
  const url = server.url('postgres');
  const { rows } = await run(url, `select current_setting('work_mem') as memory, current_setting('fsync') as fsync`);
  assert.deepEqual(rows, [{ memory: '8MB', fsync: 'off' }]);
  await server.stop();
  assert.ok(!existsSync(folderOf(url)));
});

test('it goes away when its owner is killed', async () => {
  const program = `
    const { startThrowAway } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
    console.log((await startThrowAway()).url('postgres'));
    setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [chunk] = await once(owner.stdout!, 'data');
  const url = String(chunk).trim();
  await run(url, 'select 1');
  owner.kill('SIGKILL');
  for (let i = 0; i < 1000 && existsSync(folderOf(url)); i++) await sleep(20);
  assert.ok(!existsSync(folderOf(url)));
});
