/** A bar of progress for people: one line that is drawn again on a terminal, a line at every quarter elsewhere. */
import type { Io } from './io.ts';

export interface Progress {
  /** Shows how far a phase has come; a new phase begins a new line. */
  show(phase: string, done: number, total: number): void;
  /** Ends the line. */
  end(): void;
}

const width = 24;

/** The line itself: `装入村级 villages  ███████·····  312,000 / 665,277`. */
export function barOf(phase: string, done: number, total: number): string {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const full = Math.round(share * width);
  const bar = '█'.repeat(full) + '·'.repeat(width - full);
  return `${phase}  ${bar}  ${done.toLocaleString('en')} / ${total.toLocaleString('en')}`;
}

/** Draws on `terminal` (standard error, if it is one), else says lines through `io`. */
export function progressTo(
  io: Pick<Io, 'note'>,
  terminal = process.stderr.isTTY ? process.stderr : undefined,
): Progress {
  let last = '';
  let phaseNow = '';
  const end = (): void => {
    if (terminal && last !== '') terminal.write('\n');
    last = '';
  };
  return {
    end,
    show(phase, done, total) {
      if (phase !== phaseNow) end();
      phaseNow = phase;
      const line = barOf(phase, done, total);
      const step = terminal ? line : `${phase} ${total > 0 ? Math.floor((4 * done) / total) : 0}`;
      if (step === last) return;
      last = step;
      if (terminal) terminal.write(`\r${line}\u001b[K`);
      else io.note(line);
    },
  };
}
