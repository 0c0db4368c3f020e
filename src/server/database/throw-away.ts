/** A PostgreSQL for tests and benchmarks that leaves nothing behind, not even when its owner is killed. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { accountFor, runAs } from './account.ts';
import { type Cluster, giveTo, initialize, socketUrl, temporaryFolder, writeSettings } from './cluster.ts';
import { findPostmaster } from './postmaster.ts';
import { findPrograms, type Programs } from './programs.ts';
import { refuse } from './wording.ts';

export type ThrowAway = {
  /** Address of one of its databases; `postgres` is there from the start. */
  url(database: string): string;
  /** Stops it at once and removes its folder. */
  stop(): Promise<void>;
};

const fastAndLoose = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: 100,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  autovacuum: 'off',
  jit: 'off',
  max_wal_size: '2GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

// Reads its standard input, a pipe from the owner: when that closes, for whatever reason, everything goes.
const keeper = `
"$1" -D "$2/postgres" >"$2/log" 2>&1 &
server=$!
read -r _
kill -QUIT "$server" 2>/dev/null
wait "$server"
rm -rf "$2"`;

export type ThrowAwayOptions = {
  /** Added to its configuration, or in place of what makes it fast and careless. */
  settings?: Record<string, string | number>;
  /** Another PostgreSQL than the embedded one. */
  programs?: Programs;
};

/** Starts a new cluster without any care for durability. */
export async function startThrowAway(options: ThrowAwayOptions = {}): Promise<ThrowAway> {
  const account = accountFor('/nonexistent');
  const programs = options.programs ?? findPrograms(account);
  const home = mkdtempSync(join(temporaryFolder(account), 'zt-'));
  giveTo(home, account);
  const folder = join(home, 'postgres');
  const cluster: Cluster = {
    folder,
    socketFolder: join(home, 's'),
    log: join(home, 'log'),
    name: '',
    account,
    programs,
  };
  initialize(folder, account, programs);
  mkdirSync(cluster.socketFolder, { mode: 0o700 });
  giveTo(cluster.socketFolder, account);
  writeSettings(cluster, { ...fastAndLoose, unix_socket_directories: cluster.socketFolder, ...options.settings });
  const child = spawn('/bin/sh', ['-c', keeper, 'sh', programs.postgres, home], {
    ...runAs(account),
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.on('error', () => {});
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  const until = Date.now() + 30_000;
  while (findPostmaster(cluster)?.isReady !== true) {
    if (Date.now() > until || child.exitCode !== null) throw refuse('database_start', { log: cluster.log, detail: '' });
    await sleep(10);
  }
  const stop = async (): Promise<void> => {
    child.ref();
    child.stdin.end();
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  return { url: (database) => socketUrl(cluster.socketFolder, database), stop };
}
