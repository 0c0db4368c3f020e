/** The rules of the house as a function over file texts: import downwards, through the door; pure means pure. */
import { posix } from 'node:path';

export type SourceFile = {
  /** From the checkout, with slashes: `src/org/unit.ts`. */
  path: string;
  text: string;
};

type Import = { from: string; isType: boolean };

const purePackages: Record<string, string[]> = {
  regime: ['zod', 'yaml'],
  org: ['zod'],
  ledger: ['zod'],
  assess: ['zod'],
  contract: ['zod'],
};
const ladder = ['regime', 'org', 'ledger', 'assess', 'contract'];
const faces = ['office', 'field', 'portal'];
const bannedName = /(?:^|[a-z0-9])(Managers?|Services?|Helpers?|Utils?|Common|Base|Impl|Data|Info)$/;
const bannedFile = /(?:^|-)(managers?|services?|helpers?|utils?|common|base|impl|data|info)$/;
const impure = [
  [/\bDate\.now\b/, 'Date.now: take the day or the instant as an argument'],
  [/\bnew Date\(\s*\)/, 'new Date(): take the day or the instant as an argument'],
  [/\bperformance\.now\b/, 'performance.now: pure code does not measure'],
  [/\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/, 'randomness: ids and seeds come from the caller'],
  [/\bfetch\s*\(/, 'fetch: pure code reads nothing'],
  [/\bprocess\s*\./, 'process: pure code knows no surroundings'],
] as const;

/** Every breach, each a sentence that names the file and what to do instead. `dependencies` are those of package.json. */
export function breaches(files: readonly SourceFile[], dependencies: readonly string[]): string[] {
  const sources = files.filter(({ path }) => /\.(ts|tsx)$/.test(path));
  const each = sources.flatMap((file) => {
    const problems = [...names(file), ...size(file), ...(isTest(file) ? [] : imports(file, dependencies))];
    return problems.map((problem) => `${file.path}: ${problem}`);
  });
  return [...each, ...crowds(sources)];
}

function isTest({ path }: SourceFile): boolean {
  return /\.test\.tsx?$/.test(path) || !path.startsWith('src/');
}

function imports(file: SourceFile, dependencies: readonly string[]): string[] {
  const [, folder = '', room = ''] = file.path.split('/');
  const isPure = ladder.includes(folder);
  const found = importsOf(file.text).flatMap((entry) => [
    ...crossing(file, folder, entry),
    ...(isPure ? pureImport(folder, entry) : []),
    ...(folder === 'server' ? serverImport(room, entry, dependencies) : []),
    ...(folder === 'web' ? webImport(file, room, entry) : []),
  ]);
  const code = withoutTexts(file.text);
  if (isPure) for (const [pattern, say] of impure) if (pattern.test(code)) found.push(`${say}.`);
  if (folder === 'server' && file.path !== 'src/server/config.ts' && /\bprocess\.env\b/.test(code)) {
    found.push('process.env: only src/server/config.ts reads the environment; take a Config.');
  }
  if (/^src\/server\/(routes|http)\//.test(file.path) && pastReach.test(code)) {
    found.push(
      'a request reads nothing past its reach: open the store with `as`, `forFigures` or `writing` of the reach.',
    );
  }
  return found;
}

/** Ways past row security, and a reach that nobody was given. */
const pastReach = /\b(asLoader|asChecker|everything)\(|\bpool\.query\(/;

function crossing(file: SourceFile, folder: string, { from }: Import): string[] {
  if (from.startsWith('.')) {
    const [, target = ''] = posix.join(posix.dirname(file.path), from).split('/');
    return target === folder ? [] : [`imports ${from}: go through the door #${target}, if it lies below.`];
  }
  if (!from.startsWith('#')) return [];
  const door = from.slice(1);
  if (!ladder.includes(door)) return [`imports ${from}: there is no such door.`];
  const isBelow = !ladder.includes(folder) || ladder.indexOf(door) < ladder.indexOf(folder);
  return isBelow ? [] : [`imports ${from}: imports go down the ladder ${ladder.join(' < ')} only.`];
}

function pureImport(folder: string, { from }: Import): string[] {
  if (from.startsWith('.') || from.startsWith('#')) return [];
  if (purePackages[folder]?.includes(packageOf(from))) return [];
  return [`imports ${from}: ${folder} is pure and may import ${purePackages[folder]?.join(', ')} only.`];
}

function serverImport(room: string, { from, isType }: Import, dependencies: readonly string[]): string[] {
  if (from.startsWith('.') || from.startsWith('#') || from.startsWith('node:')) return [];
  const name = packageOf(from);
  const holds = (...rooms: string[]) => rooms.includes(room);
  const found = dependencies.includes(name) ? [] : [`imports ${from}: not among the dependencies in package.json.`];
  const isSql = ['kysely', 'pg-copy-streams'].includes(name) || (name === 'pg' && !isType);
  // The bench measures the raw limit beside the program, so it must speak SQL past the store.
  if (isSql && !holds('store', 'database', 'bench'))
    found.push(`imports ${from}: SQL lives in store/ and database/ only.`);
  if (/^(@fastify\/|fastify)/.test(name) && !isType && !holds('http', 'routes')) {
    found.push(`imports ${from}: Fastify lives in http/ and routes/ only.`);
  }
  return found;
}

function webImport(file: SourceFile, room: string, { from }: Import): string[] {
  if (from.startsWith('node:')) return [`imports ${from}: the browser has no Node.`];
  if (from.startsWith('#')) {
    return room === 'portal' && from !== '#contract' ? [`imports ${from}: portal sees #contract and kit/ only.`] : [];
  }
  if (!from.startsWith('.')) return [];
  const [, , target = ''] = posix.join(posix.dirname(file.path), from).split('/');
  if (!faces.includes(room) || target === room || !faces.includes(target)) return [];
  return [`imports ${from}: office, field and portal do not know each other; shared parts go to kit/.`];
}

function names({ path, text }: SourceFile): string[] {
  const found: string[] = [];
  const stem = posix.basename(path).replace(/(\.test|\.gen|\.d)?\.tsx?$/, '');
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem)) found.push('file names are kebab-case.');
  if (bannedFile.test(stem)) found.push('this file name says nothing; name it for what it holds.');
  const isDoor = /^src\/(\w+|server\/database)\/index\.ts$/.test(path);
  if (stem === 'index' && !isDoor) found.push('index.ts is only for doors.');
  for (const [, name = ''] of text.matchAll(
    /^export (?:async |abstract |declare )*(?:class|interface|type|function|const|let) (\w+)/gm,
  )) {
    if (bannedName.test(name)) found.push(`${name}: this name says nothing; name it for what it is.`);
  }
  if (/^src\/(regime|org|ledger|assess|contract)\/index\.ts$/.test(path) && doorExports(text) > 25) {
    found.push(`${doorExports(text)} exports; a door hands out at most 25 things beside types.`);
  }
  return found;
}

function size({ path, text }: SourceFile): string[] {
  if (path.endsWith('.gen.ts')) return [];
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const stop = /\.test\.tsx?$/.test(path) ? 600 : 400;
  return lines > stop ? [`${lines} lines; ${stop} is the stop. Name a part of it and move it out.`] : [];
}

function crowds(files: readonly SourceFile[]): string[] {
  const counts = new Map<string, number>();
  for (const file of files) {
    if (isTest(file)) continue;
    const folder = posix.dirname(file.path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].flatMap(([folder, count]) => [
    ...(count > 25 ? [`${folder}: ${count} files; with more than 25, name a subfolder.`] : []),
    ...(folder.split('/').length > 4 ? [`${folder}: two levels below src/<folder> are the most.`] : []),
  ]);
}

/** Things that a door hands out. The types of what these take and give come along uncounted; `export *` hides a number. */
function doorExports(text: string): number {
  if (/^export \*/m.test(text)) return Number.POSITIVE_INFINITY;
  let count = [...text.matchAll(/^export (?:async |abstract )*(?:class|function|const|let)\b/gm)].length;
  for (const [, list = ''] of text.matchAll(/^export \{([^}]*)\}/gm)) {
    const names = list.split(',').map((name) => name.trim());
    count += names.filter((name) => name !== '' && !name.startsWith('type ')).length;
  }
  return count;
}

function importsOf(text: string): Import[] {
  const statement = /^(?:import|export)\s+(type\s)?[^'";]*?from\s+['"]([^'"]+)['"]/gm;
  const found = [...text.matchAll(statement)].map(([, type, from = '']) => ({ from, isType: type !== undefined }));
  const bare = /^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;
  return [...found, ...[...text.matchAll(bare)].map(([, a, b]) => ({ from: a ?? b ?? '', isType: false }))];
}

function packageOf(from: string): string {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

// Comments and quoted strings may say `Date.now`; code may not.
function withoutTexts(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\/[^\n]*/g, ' ');
}
