import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

const scripts = fileURLToPath(new URL('../scripts', import.meta.url));
let home: string;
const at = (path: string) => join(home, path);

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(join(at(path), '..'), { recursive: true });
  writeFileSync(at(path), text);
  chmodSync(at(path), mode);
}

const lock = (version: string) =>
  JSON.stringify({
    packages: { '': {}, 'node_modules/a': { version }, 'node_modules/b': { version: '1', optional: true } },
  });

// A checkout with a pretended npm, which notes how it was called, and a pretended vite, which writes one page.
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'zt-prepare-'));
  for (const file of ['prepare.mjs', 'chromium.mjs']) cpSync(join(scripts, file), at(`scripts/${file}`));
  write('package-lock.json', lock('1.0.0'));
  write('tools/npm', `#!/bin/sh\necho "$@" >> "${at('calls')}"\n[ ! -e "${at('offline')}" ]\n`, 0o755);
  mkdirSync(at('node_modules/.bin'), { recursive: true });
  symlinkSync(process.execPath, at('node_modules/.bin/node'));
  write(
    'node_modules/vite/bin/vite.js',
    `const fs = require('fs'); fs.mkdirSync('dist/web', { recursive: true });
     fs.writeFileSync('dist/web/index.html', fs.readFileSync('src/web/index.html')); fs.appendFileSync('calls', 'vite\\n');`,
  );
});
afterEach(() => rmSync(home, { recursive: true }));

function prepare(...stages: string[]) {
  const env = { PATH: `${at('tools')}:/usr/bin:/bin` };
  const done = spawnSync(process.execPath, [at('scripts/prepare.mjs'), ...stages], { cwd: '/', env, encoding: 'utf8' });
  const calls = existsSync(at('calls')) ? readFileSync(at('calls'), 'utf8').trim().split('\n') : [];
  rmSync(at('calls'), { force: true });
  return { status: done.status, said: done.stderr, calls };
}

test('what npm has installed already is not installed again', () => {
  write('node_modules/.package-lock.json', lock('1.0.0'));
  assert.deepEqual(prepare(), { status: 0, said: '', calls: [] });
});

test('a changed lock file is installed once', () => {
  write('node_modules/.package-lock.json', lock('1.0.0'));
  prepare();
  write('package-lock.json', lock('1.0.1'));
  assert.deepEqual(prepare().calls, ['ci --loglevel=error']);
  assert.deepEqual(prepare().calls, []);
});

test('a failed installation stops with code 1 and is tried again', () => {
  write('offline', '');
  assert.equal(prepare('build').status, 1);
  rmSync(at('offline'));
  const again = prepare();
  assert.deepEqual([again.status, again.calls], [0, ['ci --loglevel=error']]);
});

test('without pages there is nothing to build, which is said and is no failure', () => {
  write('node_modules/.package-lock.json', lock('1.0.0'));
  const { status, said, calls } = prepare('build');
  assert.deepEqual([status, calls], [0, []]);
  assert.match(said, /src\/web\/index\.html/);
});

test('pages are built once, again after a change of a source, and compressed', () => {
  write('node_modules/.package-lock.json', lock('1.0.0'));
  write('src/web/index.html', '<p>责任田</p>'.repeat(100));
  assert.deepEqual(prepare('build').calls, ['vite']);
  assert.deepEqual(prepare('build').calls, []);
  write('src/web/index.test.ts', 'a test is no source of the page');
  assert.deepEqual(prepare('build').calls, []);
  write('src/regime/law.ts', 'export {};');
  assert.deepEqual(prepare('build').calls, ['vite']);
  const page = readFileSync(at('dist/web/index.html'), 'utf8');
  assert.equal(brotliDecompressSync(readFileSync(at('dist/web/index.html.br'))).toString(), page);
  assert.equal(gunzipSync(readFileSync(at('dist/web/index.html.gz'))).toString(), page);
});
