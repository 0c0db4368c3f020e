/** As whom PostgreSQL runs, and whether that user gets to a folder. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { refuse } from './wording.ts';

/** A system account; numbers are absent where the process keeps its own. */
export type Account = { name: string; uid?: number; gid?: number };

const serverUser = 'postgres';

/**
 * The account for the PostgreSQL of a data folder: this process's own, or, for root, the owner of the folder if that is
 * somebody else, or the system user `postgres`, which is made when absent. Refuses with `database_account`.
 */
export function accountFor(clusterFolder: string): Account {
  if (process.getuid?.() !== 0) return { name: String(process.getuid?.() ?? 'this user') };
  const owner = statSync(clusterFolder, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { name: nameOf(owner.uid), uid: owner.uid, gid: owner.gid };
  return findUser(serverUser) ?? makeUser(serverUser);
}

/** Options for a child process that is to run as `account`, with an environment of its own. */
export function runAs(account: Account): { uid?: number; gid?: number; env: Record<string, string> } {
  const ids = account.uid === undefined ? {} : { uid: account.uid, gid: account.gid ?? account.uid };
  return { ...ids, env: { LC_ALL: 'C', PATH: '/usr/local/bin:/usr/bin:/bin' } };
}

/** The topmost folder on the way to `folder` (itself included) that `account` may not enter, if any. */
export function findBarrier(account: Account, folder: string): string | undefined {
  if (account.uid === undefined) return undefined;
  const way: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    way.unshift(at);
    if (dirname(at) === at) break;
  }
  const script = 'for d; do cd "$d" 2>/dev/null || { printf %s "$d"; exit 1; }; done';
  const tried = spawnSync('/bin/sh', ['-c', script, 'sh', ...way], { ...runAs(account), cwd: '/', encoding: 'utf8' });
  if (tried.error !== undefined) throw tried.error;
  return tried.status === 0 ? undefined : tried.stdout;
}

function findUser(name: string): Account | undefined {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [user, , uid, gid] = line.split(':');
    if (user === name) return { name, uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

function nameOf(uid: number): string {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.split(':')[2] === String(uid));
  return line?.split(':')[0] ?? String(uid);
}

function makeUser(name: string): Account {
  let detail = '';
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', name], {
      env: { PATH: '/usr/sbin:/sbin:/usr/bin:/bin' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch (error) {
    detail = String((error as Error).message);
  }
  const made = findUser(name);
  if (made === undefined) throw refuse('database_account', { user: name, detail });
  return made;
}
