// Makes ready what a command needs: `node scripts/prepare.mjs [build] [browser]`. The dependencies always.
// Plain JavaScript that runs on Node 20 with nothing installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { findChromium } from './chromium.mjs';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(checkout, ...parts);
const webSources = ['src/web', 'src/contract', 'src/regime', 'src/org', 'src/ledger', 'src/assess', 'vite.config.ts'];

/** Installs the dependencies of the lock file unless that very lock file was installed already. */
export function install() {
  const stamp = at('node_modules', '.zerentian-lock');
  const wanted = hashOf(['package-lock.json']);
  if (read(stamp) === wanted && existsSync(node24())) return;
  // npm keeps its own copy of what it installed; equal entries mean that somebody ran npm ci by hand.
  if (!isInstalled()) {
    say('installing dependencies (about a minute, once)', '正在安装依赖（约一分钟，仅此一次）');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const done = spawnSync(npm, ['ci', '--loglevel=error'], {
      cwd: checkout,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    if (done.status !== 0) fail('npm ci failed, see above', 'npm ci 未成功，原因见上');
  }
  writeFileSync(stamp, wanted);
}

/** Path of a Node 24: the one that came as a dependency, or this very one where the platform has no such package. */
export function node24() {
  const own = at('node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  if (existsSync(own)) return realpathSync(own);
  return Number.parseInt(process.versions.node, 10) >= 24 ? process.execPath : own;
}

/** Builds the pages unless they were built from the very same sources, and puts .br and .gz beside each file. */
export function build() {
  if (!existsSync(at('src/web/index.html'))) {
    say('no pages to build yet (src/web/index.html is absent)', '暂无页面可构建（缺 src/web/index.html）');
    return;
  }
  const stamp = at('dist', '.zerentian-sources');
  const wanted = hashOf(['package-lock.json', ...webSources]);
  if (read(stamp) === wanted && existsSync(at('dist/web/index.html'))) return;
  say('building the pages', '正在构建页面');
  rmSync(stamp, { force: true });
  const vite = at('node_modules/vite/bin/vite.js');
  const done = spawnSync(node24(), [vite, 'build', '--logLevel', 'warn'], { cwd: checkout, stdio: 'inherit' });
  if (done.status !== 0) fail('vite build failed, see above', '页面构建未成功，原因见上');
  compressAll(at('dist/web'));
  writeFileSync(stamp, wanted);
}

/** Sees to a Chromium for the tests of the pages; installs Debian's when this is root. */
export function browser() {
  if (findChromium() !== undefined) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('installing chromium with apt-get (once)', '正在用 apt-get 安装 chromium（仅此一次）');
    const apt = (...args) =>
      spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium');
    if (findChromium() !== undefined) return;
  }
  fail(
    'the tests of the pages need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM to its path',
    '页面测试需要 Chromium：请安装（Debian：apt-get install chromium），或用 CHROMIUM 指明其路径',
  );
}

function isInstalled() {
  const listed = lockedPackages('package-lock.json');
  const installed = lockedPackages('node_modules/.package-lock.json');
  if (listed === undefined || installed === undefined || !existsSync(node24())) return false;
  // Optional packages of other platforms are listed but not installed.
  return Object.entries(listed).every(
    ([path, { version, optional }]) => path === '' || installed[path]?.version === version || optional,
  );
}

function lockedPackages(file) {
  try {
    return JSON.parse(read(at(file))).packages;
  } catch {
    return undefined;
  }
}

function compressAll(folder) {
  for (const file of filesIn(folder)) {
    if (!/\.(html|js|css|svg|json|webmanifest|txt)$/.test(file)) continue;
    const content = readFileSync(file);
    if (content.length < 600) continue;
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: quality }));
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  }
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of existsSync(at(path)) ? filesIn(at(path)) : []) {
      if (/\.test\.tsx?$/.test(file)) continue;
      hash
        .update(`${file.slice(checkout.length)}\0`)
        .update(readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function say(en, zh) {
  process.stderr.write(`${zh} · ${en}\n`);
}

function fail(en, zh) {
  say(en, zh);
  process.exit(1);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  install();
  if (process.argv.includes('build')) build();
  if (process.argv.includes('browser')) browser();
}
