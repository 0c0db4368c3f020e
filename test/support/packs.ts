/** The packs of this checkout, read from disk once: texts, the library, and their law cases. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Library, loadRegimes } from '#regime';
import { type ReadCase, readCases } from './case.ts';

const root = join(import.meta.dirname, '../../regimes');

/** Every YAML text of the pack folders. */
export const packTexts: readonly { readonly path: string; readonly text: string }[] = readdirSync(root, {
  recursive: true,
  withFileTypes: true,
})
  .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: `regimes/${relative(root, path).split(sep).join('/')}`, text: readFileSync(path, 'utf8') }))
  .filter(({ path }) => path.split('/').length > 2)
  .sort((a, b) => (a.path < b.path ? -1 : 1));

const made = new Map<string, Library>();
/** The named packs (all of them by default), read and checked by the real loader. Throws its Refusal `pack_invalid`. */
export function library(...packs: string[]): Library {
  const key = packs.join(' ');
  const known = made.get(key);
  if (known) return known;
  const read = loadRegimes(
    packTexts.filter(({ path }) => packs.length === 0 || packs.includes(path.split('/')[1] ?? '')),
  );
  made.set(key, read);
  return read;
}

/** Every law case of every pack. */
export const allCases = (): ReadCase[] =>
  packTexts
    .filter(({ path }) => path.includes('/cases/'))
    .flatMap(({ path, text }) => readCases(path.split('/')[1] ?? '', path, text));
