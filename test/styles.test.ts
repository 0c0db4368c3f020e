/** A page looks the same whichever page was open before it: sheets stay loaded, so none may reach what does not import it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const web = join(import.meta.dirname, '..', 'src', 'web');
const files = readdirSync(web, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
const textOf = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
const named = (path: string): string => path.slice(web.length + 1);

/** What a file imports, and what that does, as far as the list of screens. */
function reachedFrom(start: string): Set<string> {
  const seen = new Set<string>();
  const queue = [start];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    const text = textOf.get(file);
    if (text === undefined || seen.has(file)) continue;
    seen.add(file);
    if (file.endsWith('screens.ts')) continue;
    for (const [, path = ''] of text.matchAll(/(?:from |import |import\()'(\.[^']+)'/g))
      queue.push(join(dirname(file), path));
  }
  return seen;
}

/** The classes that a component gives to what it shows. */
function classesIn(file: string): string[] {
  const given = [...(textOf.get(file) ?? '').matchAll(/className=(?:"([^"]+)"|\{((?:[^{}]|\{[^{}]*\})+)\})/g)];
  return given.flatMap(([, plain, computed = '']) =>
    (plain ?? [...computed.matchAll(/['`]([^'`]*)['`]/g)].map(([, text]) => text).join(' ')).split(/[^\w-]+/),
  );
}

interface Rule {
  readonly sheet: string;
  readonly selector: string;
  readonly classes: readonly string[];
}
const rules: Rule[] = files
  .filter((file) => file.endsWith('.css'))
  .flatMap((sheet) =>
    [...(textOf.get(sheet) ?? '').replaceAll(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{}]+)\{/g)]
      .flatMap(([, list = '']) => list.split(/,(?![^(]*\))/))
      .map((part) => ({ sheet, selector: part.trim() }))
      .map((rule) => ({
        ...rule,
        classes: [...rule.selector.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name = '']) => name),
      }))
      .filter(({ classes }) => classes.length > 0),
  );

test('no style sheet reaches a page that does not import it', () => {
  const frame = reachedFrom(join(web, 'main.tsx'));
  const screens = [...(textOf.get(join(web, 'office', 'screens.ts')) ?? '').matchAll(/import\('(.+?)'\)/g)];
  assert.ok(screens.length > 30 && rules.length > 300, `${screens.length} screens, ${rules.length} rules`);
  const faults = new Set<string>();
  for (const [, path = ''] of screens) {
    const here = new Set([...frame, ...reachedFrom(join(web, 'office', path))]);
    const shown = new Set([...here].flatMap(classesIn));
    for (const { sheet, selector, classes } of rules)
      if (!here.has(sheet) && classes.every((name) => shown.has(name)))
        faults.add(`${named(sheet)}: ${selector} would reach ${path}`);
  }
  assert.deepEqual([...faults], [], 'name it after its page, or import the sheet where the class is given');
});
