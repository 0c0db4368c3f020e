/** Drives `hold-database.ts` as a child process, line by line. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./hold-database.ts', import.meta.url));

/** One line that the process said. */
export type Line = Partial<{
  ready: number;
  url: string;
  migrated: number;
  rows: Record<string, unknown>[];
  error: string;
  refused: string;
  en: string;
  restarted: boolean;
  failed: string;
  stopped: boolean;
}>;

export class ServerProcess {
  readonly child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(dataFolder: string, env: Record<string, string> = {}) {
    const { DATABASE_URL: _, ...rest } = process.env;
    this.child = spawn(process.execPath, [program], {
      env: { ...rest, ZERENTIAN_DATA: dataFolder, ...env },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#lines = createInterface({ input: this.child.stdout! })[Symbol.asyncIterator]();
  }

  /** The next line it says; `{}` when it has ended. */
  async next(): Promise<Line> {
    const { value, done } = await this.#lines.next();
    return done ? {} : JSON.parse(value);
  }

  /** Sends a statement (or `throw`, `stop`) and gives the answer. */
  async ask(line: string): Promise<Line> {
    this.child.stdin!.write(`${line}\n`);
    return this.next();
  }

  /** Sends a signal, or only waits, and gives the exit code or the signal that ended it. */
  async end(signal?: NodeJS.Signals): Promise<number | string> {
    const ended = this.child.exitCode === null && this.child.signalCode === null ? once(this.child, 'exit') : undefined;
    if (signal !== undefined) this.child.kill(signal);
    await ended;
    return this.child.exitCode ?? this.child.signalCode!;
  }
}

/** Number of the PostgreSQL main process of a data folder according to its file. */
export function postmasterPid(dataFolder: string): number {
  return Number.parseInt(readFileSync(`${dataFolder}/postgres/postmaster.pid`, 'utf8'), 10);
}
