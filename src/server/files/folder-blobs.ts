/** Attachments in a folder: written beside, flushed, then moved into place, so a key never holds half a file. */
import { randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, mkdir, open, opendir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { type BlobKey, type Blobs, type KeptBlob, keyOf, pathOf } from './blobs.ts';

const halfway = 'halfway';
/** A file that a killed server left halfway is nobody's after an hour. */
const abandoned = 3_600_000;

/** Keeps attachments under `folder`, which is made when the first one comes. */
export function folderBlobs(folder: string): Blobs {
  const placeOf = (key: BlobKey): string => join(folder, ...pathOf(key).split('/'));
  return {
    put: async (key, bytes) => {
      const place = placeOf(key);
      if (await isThere(place)) return utimes(place, new Date(), new Date());
      const beside = join(folder, halfway, randomUUID());
      await mkdir(dirname(beside), { recursive: true, mode: 0o700 });
      await mkdir(dirname(place), { recursive: true, mode: 0o700 });
      try {
        await writeWhole(beside, bytes);
        await rename(beside, place);
        await flushFolder(dirname(place));
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      }
    },
    has: (key) => isThere(placeOf(key)),
    open: async (key) => ((await isThere(placeOf(key))) ? createReadStream(placeOf(key)) : undefined),
    remove: (key) => rm(placeOf(key), { force: true }),
    all: () => walk(folder),
  };
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The name of a file is safe on disk only when its folder is; Windows has no such thing and needs none. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function* walk(folder: string): AsyncGenerator<KeptBlob> {
  if (!(await isThere(folder))) return;
  for await (const entry of await opendir(folder, { recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const changed = await stat(path).then(
      ({ mtime }) => mtime,
      () => undefined,
    );
    if (changed === undefined) continue;
    const named = relative(folder, path).split(sep).join('/');
    const key = keyOf(named);
    if (key) yield { ...key, changed };
    else if (named.startsWith(`${halfway}/`) && Date.now() - changed.getTime() > abandoned)
      await rm(path, { force: true });
  }
}
