/** What the browser has to fetch before the first page stands: script of `dist/web`, as it goes over the wire. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const root = join(import.meta.dirname, '../dist/web');
const limit = 350_000;

const textOf = (name: string): string => readFileSync(join(root, 'assets', name), 'utf8');
/** Chunks that a chunk imports outright, not those it fetches later by `import()`. */
const staticOf = (text: string): string[] =>
  [...text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)].map(([, name = '']) => name);
/** The chunks with everything that they import outright. */
function closureOf(names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    open.push(...staticOf(textOf(name)));
  }
  return found;
}
const weightOf = (names: Iterable<string>): number =>
  [...names].reduce((sum, name) => sum + gzipSync(textOf(name)).length, 0);
const chunk = (start: string): string => {
  const names = readdirSync(join(root, 'assets')).filter((name) => name.startsWith(start) && name.endsWith('.js'));
  assert.equal(names.length, 1, `one chunk ${start}*.js: ${names.join(', ')}`);
  return names[0]!;
};

test('the first page needs at most 350 kB of script, its chart with it', () => {
  assert.ok(existsSync(join(root, 'index.html')), 'no dist/web: run "node scripts/prepare.mjs build"');
  const html = readFileSync(join(root, 'index.html'), 'utf8');
  const entry = [...html.matchAll(/assets\/([\w.-]+\.js)/g)].map(([, name = '']) => name);
  assert.ok(entry.length > 0, 'index.html names no script');
  const fetched = closureOf([...entry, chunk('overview-'), chunk('chart-engine-')]);
  assert.ok(fetched.has(chunk('react-')), 'the imports of the chunks were not read');
  const weight = weightOf(fetched);
  const list = [...fetched].map((name) => `${name} ${gzipSync(textOf(name)).length}`).join('\n');
  assert.ok(weight <= limit, `${weight} bytes gzip, at most ${limit}:\n${list}`);
});
