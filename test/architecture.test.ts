import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { breaches, type SourceFile } from './support/house-rules.ts';

const checkout = fileURLToPath(new URL('..', import.meta.url));
const { dependencies, imports } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));

function sourcesIn(folder: string): SourceFile[] {
  return readdirSync(join(checkout, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.slice(checkout.length).split(sep).join('/'), text: readFileSync(path, 'utf8') }));
}

test('the house keeps its rules: imports down the ladder and through doors, pure folders, names, sizes', () => {
  const files = ['src', 'test', 'scripts'].flatMap(sourcesIn);
  assert.ok(files.filter(({ path }) => path.startsWith('src/')).length > 20, 'too few files were found');
  assert.deepEqual(breaches(files, Object.keys(dependencies)), []);
});

test('there are five doors and none lets a deep import through', () => {
  assert.deepEqual(Object.keys(imports), ['#regime', '#org', '#ledger', '#assess', '#contract']);
  for (const [door, path] of Object.entries(imports)) assert.equal(path, `./src/${door.slice(1)}/index.ts`);
});

const long = (lines: number) => 'x;\n'.repeat(lines);
const many = (count: number) => Array.from({ length: count }, (_, i) => `  name${i},`).join('\n');

/** [file, text, part of the message or undefined when it is fine] */
const examples: [string, string, string | undefined][] = [
  ['src/org/a.ts', `import { x } from '#regime';`, undefined],
  ['src/org/a.ts', `import type { x } from '#ledger';`, '#ledger: imports go down'],
  ['src/org/a.ts', `import {\n  x,\n  y,\n} from '#org';`, '#org: imports go down'],
  ['src/org/a.ts', `export * from '../regime/law.ts';`, '../regime/law.ts: go through the door #regime'],
  ['src/regime/check/a.ts', `import { x } from '../law.ts';`, undefined],
  ['src/regime/a.ts', `import { parse } from 'yaml';`, undefined],
  ['src/org/a.ts', `import { parse } from 'yaml';`, 'yaml: org is pure'],
  ['src/ledger/a.ts', `import 'node:fs';`, 'node:fs: ledger is pure'],
  ['src/ledger/a.ts', `const x = await import('pg');`, 'pg: ledger is pure'],
  ['src/ledger/a.test.ts', `import { test } from 'node:test';\nconst x = Math.random();`, undefined],
  ['src/assess/a.ts', 'const x = Date.now();', 'Date.now'],
  ['src/assess/a.ts', `// Date.now()\nconst x = 'Math.random()'; /* new Date() */`, undefined],
  ['src/assess/a.ts', 'const x = new Date(ms);', undefined],
  ['src/assess/a.ts', 'const x = new Date( );', 'new Date()'],
  ['src/assess/a.ts', 'const x = performance.now();', 'performance.now'],
  ['src/contract/a.ts', 'const x = crypto.randomUUID();', 'randomness'],
  ['src/contract/a.ts', `const x = fetch('/api');`, 'fetch'],
  ['src/contract/a.ts', 'const x = process.env.X;', 'process'],
  ['src/server/a.ts', 'const x = process.env.X;', 'only src/server/config.ts'],
  ['src/server/config.ts', 'const x = process.env.X;', undefined],
  ['src/server/routes/a.ts', `import { Kysely } from 'kysely';`, 'kysely: SQL lives in'],
  ['src/server/routes/a.ts', `import pg from 'pg';`, 'pg: SQL lives in'],
  ['src/server/routes/a.ts', `import type pg from 'pg';`, undefined],
  ['src/server/bench/a.ts', `import pg from 'pg';`, undefined],
  ['src/server/store/a.ts', `import { Kysely } from 'kysely';`, undefined],
  ['src/server/store/a.ts', `import fastify from 'fastify';`, 'fastify: Fastify lives in'],
  ['src/server/http/a.ts', `import x from '@fastify/static';`, undefined],
  ['src/server/a.ts', `import { x } from '../web/kit/a.ts';`, 'go through the door #web'],
  ['src/server/a.ts', `import { Button } from 'antd';`, 'antd: not among the dependencies'],
  ['src/web/office/a.tsx', `import { x } from '../../server/config.ts';`, 'go through the door #server'],
  ['src/web/office/a.tsx', `import { x } from '../portal/b.tsx';`, 'do not know each other'],
  ['src/web/office/a.tsx', `import { x } from '../kit/b.tsx';`, undefined],
  ['src/web/portal/a.tsx', `import { x } from '#ledger';`, 'portal sees #contract'],
  ['src/web/kit/a.tsx', `import { join } from 'node:path';`, 'the browser has no Node'],
  ['src/org/unitTree.ts', '', 'kebab-case'],
  ['src/org/unit-utils.ts', '', 'says nothing'],
  ['src/org/database.ts', 'export function openDatabase() {}', undefined],
  ['src/org/a.ts', 'export class UnitManager {}', 'UnitManager'],
  ['src/org/a.ts', 'export type UnitData = string;', 'UnitData'],
  ['src/org/tree/index.ts', '', 'only for doors'],
  [
    'src/org/index.ts',
    `export {\n${many(25)}\n  type T,\n} from './a.ts';\nexport type { A, B } from './b.ts';`,
    undefined,
  ],
  ['src/org/index.ts', `export {\n${many(24)}\n} from './a.ts';\nexport const a = 1;\nexport class B {}`, '26 exports'],
  ['src/org/index.ts', `export type * from './b.ts';`, undefined],
  ['src/org/index.ts', `export * from './b.ts';`, 'Infinity exports'],
  ['src/server/routes/a.ts', 'context.stores.as(reach, work);', undefined],
  ['src/server/routes/a.ts', 'context.stores.asLoader(work);', 'past its reach'],
  ['src/server/routes/b/a.ts', 'context.stores.as(reach.everything(), work);', 'past its reach'],
  ['src/server/routes/a.test.ts', 'web.stores.asChecker(work);', undefined],
  ['src/server/store/a.ts', 'stores.asLoader(work);', undefined],
  ['src/org/a.ts', long(400), undefined],
  ['src/org/a.ts', long(401), '401 lines'],
  ['src/org/a.test.ts', long(401), undefined],
  ['src/org/a.test.ts', long(601), '601 lines'],
  ['src/server/store/tables.gen.ts', long(2000), undefined],
  ['src/server/a/b/c/d.ts', '', 'two levels'],
];

test('each rule finds its offence and lets the good example pass', () => {
  for (const [path, text, expected] of examples) {
    const found = breaches([{ path, text }], ['pg', 'kysely', 'fastify', '@fastify/static']);
    if (expected === undefined) assert.deepEqual(found, [], `${path}: ${text.slice(0, 80)}`);
    else
      assert.ok(found.length === 1 && found[0]!.includes(expected), `${expected} <> ${found.join(' | ') || 'nothing'}`);
  }
});

test('a folder with more than 25 files is too full, tests aside', () => {
  const files = Array.from({ length: 26 }, (_, i) => ({ path: `src/org/a${i}.ts`, text: '' }));
  assert.deepEqual(breaches(files, []), ['src/org: 26 files; with more than 25, name a subfolder.']);
  assert.deepEqual(breaches([...files.slice(1), { path: 'src/org/a1.test.ts', text: '' }], []), []);
});
