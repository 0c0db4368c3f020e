/** Whether a process still runs, told apart from zombies and from strangers that got its number again. */
import { readdirSync, readFileSync } from 'node:fs';

const hasProc = process.platform === 'linux';

/** Start time of a process in clock ticks since boot, or '' when it does not run (a zombie does not) or is not known. */
export function startedAt(pid: number): string {
  if (!hasProc) return '';
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

/** Whether process `pid` runs, and, where start times are known, is the one that started at `since`. */
export function isRunning(pid: number, since = ''): boolean {
  if (hasProc) {
    const now = startedAt(pid);
    return now !== '' && (since === '' || now === since);
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether `pid` runs and its command line has one of `marks`; where command lines are not known, whether it runs. */
export function isRunningWith(pid: number, marks: readonly string[]): boolean {
  return isRunning(pid) && (!hasProc || hasMark(pid, marks));
}

/** Numbers of all running processes with one of `marks` in the command line; empty where the system does not tell. */
export function processesWith(marks: readonly string[]): number[] {
  if (!hasProc) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => hasMark(pid, marks) && isRunning(pid));
}

// The command line is readable for everyone; the working folder of another user's process often is not, not even for root.
function hasMark(pid: number, marks: readonly string[]): boolean {
  try {
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return marks.some((mark) => line.includes(mark));
  } catch {
    return false;
  }
}
