import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type BlobKey, type Blobs, keyOf, openBlobs, pathOf } from './blobs.ts';
import { readFiles } from './setting.ts';

const folder = mkdtempSync(join(tmpdir(), 'zerentian-blobs-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const keyFor = (bytes: Uint8Array, county = '433124'): BlobKey => ({ county, digest: digestOf(bytes) });

async function read(blobs: Blobs, key: BlobKey): Promise<Buffer | undefined> {
  const stream = await blobs.open(key);
  return stream && Buffer.concat((await stream.toArray()) as Buffer[]);
}
async function listed(blobs: Blobs): Promise<string[]> {
  const paths: string[] = [];
  for await (const key of blobs.all()) paths.push(pathOf(key));
  return paths.sort();
}

/** What every store must do, whatever lies behind it. */
async function keepsItsWord(blobs: Blobs): Promise<void> {
  const bytes = randomBytes(300_000);
  const key = keyFor(bytes);
  assert.deepEqual([await blobs.has(key), await read(blobs, key), await listed(blobs)], [false, undefined, []]);
  await blobs.remove(key);
  await Promise.all([blobs.put(key, bytes), blobs.put(key, bytes)]);
  await blobs.put(key, bytes);
  assert.ok((await read(blobs, key))?.equals(bytes));
  assert.equal(await blobs.has(key), true);
  const elsewhere = keyFor(bytes, '0');
  await blobs.put(elsewhere, bytes);
  assert.deepEqual(await listed(blobs), [pathOf(key), pathOf(elsewhere)].sort());
  for await (const { changed } of blobs.all()) assert.ok(Math.abs(Date.now() - changed.getTime()) < 60_000);
  await blobs.remove(key);
  assert.deepEqual([await blobs.has(key), await listed(blobs)], [false, [pathOf(elsewhere)]]);
}

test('a folder keeps attachments by county and digest, nothing else counts as one', async () => {
  const place = join(folder, 'plain');
  const blobs = openBlobs(readFiles({ ZERENTIAN_FILES: place }), '/nonexistent');
  await keepsItsWord(blobs);
  writeFileSync(join(place, 'notes.txt'), 'x');
  writeFileSync(join(place, 'halfway', 'fresh'), 'x');
  writeFileSync(join(place, 'halfway', 'old'), 'x');
  const yesterday = new Date(Date.now() - 86_400_000);
  utimesSync(join(place, 'halfway', 'old'), yesterday, yesterday);
  assert.equal((await listed(blobs)).length, 1);
  assert.deepEqual(readdirSync(join(place, 'halfway')), ['fresh'], 'what was left halfway goes when it is old');
});

test('without a setting attachments lie in the data folder', async () => {
  const blobs = openBlobs(readFiles({}), folder);
  const bytes = Buffer.from('x');
  await blobs.put(keyFor(bytes), bytes);
  assert.ok(readdirSync(join(folder, 'files')).includes('433124'));
});

test('a server killed while it writes leaves no half file under a digest', async () => {
  const place = join(folder, 'killed');
  const code = `
    import { randomBytes, createHash } from 'node:crypto';
    import { folderBlobs } from ${JSON.stringify(new URL('./folder-blobs.ts', import.meta.url).href)};
    const blobs = folderBlobs(${JSON.stringify(place)});
    for (;;) { const bytes = randomBytes(4_000_000); process.stdout.write('.');
      await blobs.put({ county: '43', digest: createHash('sha256').update(bytes).digest('hex') }, bytes); }`;
  let whole = 0;
  for (let round = 0; round < 6; round += 1) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await pause(30 + round * 17);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  const blobs = openBlobs(readFiles({ ZERENTIAN_FILES: place }), '/nonexistent');
  for await (const key of blobs.all()) {
    assert.equal(digestOf((await read(blobs, key)) ?? Buffer.alloc(0)), key.digest);
    whole += 1;
  }
  assert.ok(whole > 0, 'something was written before the kills');
});

test('an S3-compatible store (s3rver, signatures checked) does the same', async () => {
  // @ts-expect-error: the package has no types
  const { default: S3rver } = (await import('@20minutes/s3rver')) as {
    default: new (options: object) => { run(): Promise<AddressInfo>; close(): Promise<void> };
  };
  const store = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: join(folder, 's3'),
    configureBuckets: [{ name: 'attachments' }],
  });
  const { port } = await store.run();
  const env = { ZERENTIAN_FILES: `http://127.0.0.1:${port}/attachments`, AWS_ACCESS_KEY_ID: 'S3RVER' };
  try {
    const blobs = openBlobs(readFiles({ ...env, AWS_SECRET_ACCESS_KEY: 'S3RVER' }), '/nonexistent');
    await keepsItsWord(blobs);
    const many = Array.from({ length: 1100 }, (_, i) => Buffer.from(`file ${i}`));
    for (let at = 0; at < many.length; at += 50)
      await Promise.all(many.slice(at, at + 50).map((bytes) => blobs.put(keyFor(bytes), bytes)));
    assert.equal((await listed(blobs)).length, 1101, 'lists longer than a page come whole');
    const wrongKey = openBlobs(readFiles({ ...env, AWS_SECRET_ACCESS_KEY: 'wrong' }), '/nonexistent');
    await assert.rejects(wrongKey.put(keyFor(Buffer.from('x')), Buffer.from('x')), /403: SignatureDoesNotMatch/);
    const away = openBlobs(
      readFiles({ ...env, AWS_SECRET_ACCESS_KEY: 'S3RVER', ZERENTIAN_FILES: `http://127.0.0.1:${port}/nowhere` }),
      '/x',
    );
    await assert.rejects(away.put(keyFor(Buffer.from('x')), Buffer.from('x')), /no bucket nowhere/);
  } finally {
    await store.close();
  }
});

test('paths that are no keys are not taken for files', () => {
  const digest = 'ab'.padEnd(64, '0');
  assert.deepEqual(keyOf(`433124/ab/${digest}`), { county: '433124', digest });
  for (const path of [
    '',
    digest,
    `433124/cd/${digest}`,
    `../ab/${digest}`,
    `433124/ab/${digest}.part`,
    `4331240/ab/${digest}`,
  ])
    assert.equal(keyOf(path), undefined, path);
});

test('settings that cannot work are refused with their name', () => {
  for (const env of [
    { ZERENTIAN_FILES: 'https://s3.example.cn/bucket' },
    { ZERENTIAN_FILES: 'https://s3.example.cn', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
    { ZERENTIAN_FILES: 'https://s3.example.cn/a/b', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
    { ZERENTIAN_FILE_MB: '21' },
    { ZERENTIAN_FILE_MB: '1.5' },
    { ZERENTIAN_FILE_HOURS: '0' },
  ])
    assert.throws(() => readFiles(env), { code: 'config_files' }, JSON.stringify(env));
  const { limits } = readFiles({ ZERENTIAN_FILE_MB: '5', ZERENTIAN_FILE_PENDING_MB: '50', ZERENTIAN_FILE_HOURS: '3' });
  assert.deepEqual([limits.bytes, limits.pending, limits.hours], [5 << 20, 50 << 20, 3]);
});
