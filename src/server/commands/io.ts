/** What every command gets and gives: texts to the terminal or one JSON value, refusals as exit code 1. */
import { refusalReply } from '#contract';
import { Refusal } from '#regime';
import type { Config } from '../config.ts';

export interface Io {
  readonly config: Config;
  /** `--json` was given: standard output is one JSON value with stable keys and nothing else. */
  readonly json: boolean;
  /** A line for people, to standard output; nothing with `--json`. */
  say(line: string): void;
  /** The result: as JSON with `--json`, else the given text. */
  give(value: unknown, text: string): void;
  /** Progress and complaints, to standard error. */
  note(line: string): void;
}

/** A command file `commands/<name>.ts` exports `run`; it returns the exit code, 0 when it returns none. */
export interface CommandFile {
  run(args: readonly string[], io: Io): Promise<number | undefined> | Promise<void>;
}

type Write = (text: string) => void;

export function ioOf(config: Config, json: boolean, out: Write, err: Write): Io {
  return {
    config,
    json,
    say: (line) => {
      if (!json) out(`${line}\n`);
    },
    give: (value, text) => out(json ? `${JSON.stringify(value, null, 2)}\n` : `${text}\n`),
    note: (line) => err(`${line}\n`),
  };
}

/** Options given as `--name value` or `--name=value`, flags as `--name`; what is neither stays in order under `rest`. */
export function readOptions(
  args: readonly string[],
  known: Readonly<Record<string, 'value' | 'flag'>>,
): { values: Record<string, string>; flags: Set<string>; rest: string[] } {
  const values: Record<string, string> = {};
  const flags = new Set<string>();
  const rest: string[] = [];
  const queue = [...args];
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    const [, name, joined] = /^--([a-z-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === undefined) rest.push(arg);
    else if (known[name] === 'flag' && joined === undefined) flags.add(name);
    else if (known[name] === 'value') {
      const value = joined ?? queue.shift();
      if (value === undefined) throw new Refusal('option_value', { option: `--${name}` });
      values[name] = value;
    } else throw new Refusal('option_unknown', { option: arg, options: Object.keys(known).map((one) => `--${one}`) });
  }
  return { values, flags, rest };
}

const usage = ['command_unknown', 'option_unknown', 'option_value'];

/** Tells a refusal in both languages, or as JSON; anything else is a bug and is thrown on. Exit code 1, for usage 2. */
export function tellRefusal(thrown: unknown, io: Pick<Io, 'json' | 'note'>): number {
  const error = isDiskFull(thrown) ? new Refusal('disk_full', {}) : thrown;
  if (!(error instanceof Refusal)) throw error;
  const [, reply] = refusalReply(error);
  if (io.json) io.note(JSON.stringify(reply, null, 2));
  else
    for (const line of [reply.message.zh, reply.remedy.zh, reply.message.en, reply.remedy.en].filter(Boolean))
      io.note(line);
  if (!io.json) for (const fault of faultLines(error)) io.note(fault);
  return usage.includes(error.code) ? 2 : 1;
}

/** PostgreSQL or the system found no room, maybe below what the command made of it. */
function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ['53100', 'ENOSPC'].includes((error as { code?: string }).code ?? '') || isDiskFull(error.cause);
}

/** The faults of a pack, one a line: file, line, field, what; those of the command line by their field. */
function faultLines({ code, facts }: Refusal): string[] {
  if (!['pack_invalid', 'input_invalid'].includes(code) || !Array.isArray(facts.errors)) return [];
  const faults = facts.errors as { file?: string; line?: number; field: string; message: { zh: string; en: string } }[];
  return faults
    .slice(0, 50)
    .map(
      ({ file, line, field, message }) =>
        `${file === undefined ? '' : `${file}:${line} `}${field}: ${message.zh} / ${message.en}`,
    );
}
