/** A PostgreSQL data folder of ours: where its parts lie, how it is made and with which settings it runs. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { type Account, accountFor, findBarrier, runAs } from './account.ts';
import { findPrograms, type Programs, sharedFolder } from './programs.ts';
import { refuse } from './wording.ts';

export type Cluster = {
  /** PostgreSQL's own data folder, mode 0700. */
  folder: string;
  /** Folder of the unix socket, mode 0700, short enough for the 107 bytes of an address. */
  socketFolder: string;
  log: string;
  /** Shows in the command line of each of its processes. */
  name: string;
  account: Account;
  programs: Programs;
};

type Settings = Record<string, string | number>;

const initOptions = ['-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-sync', '--locale=C.UTF-8'];
// Order and case of letters that no update of the system changes; older servers do not know it.
const builtinLocale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

/**
 * Makes the data folder and those above it where absent, with mode 0755 whatever the umask, so that the account of
 * PostgreSQL can pass them; older ones are left alone. Gives the folder to use: `wanted`, or, when it is only the default
 * one and that account may not get there (a checkout below root's home), one in `/var/lib/zerentian`.
 */
export function makeDataFolder(wanted: string, isGiven: boolean): string {
  makeFolder(wanted);
  const account = accountFor(join(wanted, 'postgres'));
  if (isGiven || findBarrier(account, wanted) === undefined) return wanted;
  const elsewhere = join(sharedFolder, `data-${shortHash(wanted)}`);
  makeFolder(elsewhere);
  return elsewhere;
}

/**
 * The cluster kept in `dataFolder` (absolute, there already), made if absent, ready to be started.
 * Refuses when the folder cannot be written or reached, belongs to somebody else or was made by another version.
 */
export function prepareCluster(dataFolder: string): Cluster {
  const home = realpathSync(dataFolder);
  const folder = join(home, 'postgres');
  const account = accountFor(folder);
  const barrier = findBarrier(account, home);
  if (barrier !== undefined) throw refuse('database_passage', { user: account.name, folder: barrier, wanted: home });
  const programs = findPrograms(account);
  const name = `zerentian-${shortHash(home)}`;
  if (!existsSync(folder)) initialize(folder, account, programs);
  checkCluster(folder, programs);
  const socketFolder = join(temporaryFolder(account), name);
  const cluster = { folder, socketFolder, log: join(home, 'postgres.log'), name, account, programs };
  writeSettings(cluster, { ...ordinarySettings(), cluster_name: name, unix_socket_directories: socketFolder });
  return cluster;
}

/** Makes a new cluster in `folder`; a half-made one is never left under that name. */
export function initialize(folder: string, account: Account, programs: Programs): void {
  const half = `${folder}.new`;
  try {
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { mode: 0o700 });
    giveTo(half, account);
  } catch (error) {
    throw refuse('database_folder', { folder: half, detail: String((error as NodeJS.ErrnoException).code) });
  }
  try {
    const locale = programs.major >= 17 ? builtinLocale : [];
    execFileSync(programs.initdb, ['-D', half, ...initOptions, ...locale], {
      ...runAs(account),
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    rmSync(half, { recursive: true, force: true });
    const detail = stderr?.trim() || message;
    const full = /^.*No space left on device.*$/m.exec(detail);
    if (full) throw refuse('database_full', { place: folder, detail: full[0].trim() });
    throw refuse('database_start', { log: 'initdb', detail });
  }
  renameSync(half, folder);
}

/** Writes the whole `postgresql.conf`; `alter system` is for settings of an operator's own. */
export function writeSettings(cluster: Pick<Cluster, 'folder' | 'account'>, settings: Settings): void {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'`);
  const text = `# Written at each start. For own settings use: alter system set …\n${lines.join('\n')}\n`;
  const path = join(cluster.folder, 'postgresql.conf');
  if (readFileSync(path, 'utf8') === text) return;
  writeFileSync(path, text);
}

/** Address of a database of the cluster over its socket, without a password. */
export function socketUrl(socketFolder: string, database: string): string {
  return `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(socketFolder)}`;
}

/** Hands a folder or file to `account`. */
export function giveTo(path: string, account: Account): void {
  if (account.uid !== undefined) chownSync(path, account.uid, account.gid ?? account.uid);
}

/** The system's folder for temporary files, or `/tmp` where the account may not enter that one. */
export function temporaryFolder(account: Account): string {
  const folder = realpathSync(tmpdir());
  return findBarrier(account, folder) === undefined ? folder : '/tmp';
}

/**
 * Makes the cluster's socket folder, or empties it of what a killed server left; only to be called while none runs.
 * It lies in the temporary folder, since an address has at most 107 bytes; somebody else's of that name is refused.
 */
export function clearSocketFolder({ socketFolder, account }: Cluster): void {
  try {
    mkdirSync(socketFolder, { mode: 0o700 });
    giveTo(socketFolder, account);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const found = lstatSync(socketFolder);
  const owner = account.uid ?? process.getuid?.() ?? found.uid;
  if (!found.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0) {
    throw refuse('database_folder', { folder: socketFolder, detail: 'owner or mode' });
  }
  for (const name of readdirSync(socketFolder)) rmSync(join(socketFolder, name), { force: true });
}

/** Takes the socket folder away, with the socket that a server may be about to remove itself. */
export function removeSocketFolder(cluster: Cluster): void {
  rmSync(cluster.socketFolder, { recursive: true, force: true });
}

function ordinarySettings(): Settings {
  const eighth = Math.floor(totalmem() / 8 / 2 ** 20);
  return {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    max_connections: 60,
    shared_buffers: `${Math.min(512, Math.max(128, eighth))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '256MB',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    random_page_cost: 1.1,
    jit: 'off',
    wal_compression: 'pglz',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    log_checkpoints: 'off',
  };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function makeFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found !== undefined) throw refuse('database_folder', { folder, detail: 'ENOTDIR' });
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
    chmodSync(folder, 0o755);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') throw refuse('database_folder', { folder, detail: String(code) });
  }
}

function checkCluster(folder: string, programs: Programs): void {
  const user = process.getuid?.();
  const owner = statSync(folder).uid;
  if (user !== undefined && user !== 0 && owner !== user) throw refuse('database_owner', { folder, owner, user });
  const version = join(folder, 'PG_VERSION');
  if (!existsSync(version)) throw refuse('database_folder', { folder, detail: 'PG_VERSION' });
  const found = readFileSync(version, 'utf8').trim();
  if (Number(found) !== programs.major) {
    throw refuse('database_version', { folder, found, embedded: programs.major });
  }
}
