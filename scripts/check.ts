/** `npm run check`: everything that needs no database and no browser, in the order that fails fastest. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('..', import.meta.url));
const tool = (path: string, ...args: string[]) => [`node_modules/${path}`, ...args];
const tsc = (project: string) => tool('typescript/bin/tsc', '--noEmit', '-p', project);

/** What is checked, and the arguments of Node that check it. */
const steps: [string, string[]][] = [
  ['format and lint', tool('@biomejs/biome/bin/biome', 'check', '--diagnostic-level=error', '.')],
  ['architecture', ['--test', '--test-reporter=dot', 'test/architecture.test.ts']],
  ['types of the server', tsc('tsconfig.json')],
  ...(existsSync(`${checkout}/tsconfig.web.json`)
    ? [['types of the pages', tsc('tsconfig.web.json')] as [string, string[]]]
    : []),
  ['unused files, exports and dependencies', tool('knip/bin/knip.js', '--no-progress')],
  ['regime packs', ['src/server/main.ts', 'regime', 'check']],
];

for (const [name, args] of steps) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: checkout, encoding: 'utf8' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (status === 0) continue;
  console.log(stdout + stderr);
  process.exit(1);
}
console.log('check: all passed');
