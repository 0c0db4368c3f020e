/** The last chance to leave things tidy when a process ends by a signal, an uncaught error or process.exit(). */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const guards = new Set<() => void>();

/**
 * Runs `leave` (synchronous, must not throw) when the process ends in any way but kill -9. A signal that nobody else
 * listens to ends the process with code 0; where the program has its own listener, that one decides.
 * The result takes the guard away.
 */
export function guardExit(leave: () => void): () => void {
  if (guards.size === 0) listen('on');
  guards.add(leave);
  return () => {
    if (guards.delete(leave) && guards.size === 0) listen('off');
  };
}

function listen(turn: 'on' | 'off'): void {
  process[turn]('exit', leaveAll);
  for (const signal of signals) process[turn](signal, onSignal);
}

function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) === 1) process.exit(0);
}

function leaveAll(): void {
  for (const leave of guards) leave();
}
