/** The regime packs of this checkout, read from disk and checked. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Library } from '#regime';
import { type Lawbook, lawbookOf } from './lawbook.ts';

export const packFolder = fileURLToPath(new URL('../../regimes', import.meta.url));

/** Packs that only tests of the engine use. */
const imaginary = /^regimes\/example/;

/** The library of every real pack under `folder`. Refusal `pack_invalid` with all faults. */
export const openLibrary = async (folder = packFolder): Promise<Library> => (await openLawbook(folder)).library;

/** The same as the law of a running program, which packs of the database may join. */
export async function openLawbook(folder = packFolder): Promise<Lawbook> {
  const texts = await readPackTexts(folder);
  return lawbookOf(texts.filter(({ path }) => !imaginary.test(path)));
}

/** Every YAML text of the pack folders under `folder`, by path, each as `regimes/<pack>/…`. */
export async function readPackTexts(folder = packFolder): Promise<{ path: string; text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => path.includes('/'))
    .sort();
  return Promise.all(
    paths.map(async (path) => ({ path: `regimes/${path}`, text: await readFile(join(folder, path), 'utf8') })),
  );
}
