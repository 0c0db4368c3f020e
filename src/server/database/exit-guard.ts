/** The last chance to leave things tidy when a process ends by a signal, an uncaught error or process.exit(). */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `leave` (synchronous, must not throw) when the process ends in any way but kill -9. A signal that nobody else
 * listens to ends the process with code 0; where the program has its own listener, that one decides.
 * The result takes the guard away.
 */
export function guardExit(leave: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) === 1) process.exit(0);
  };
  process.on('exit', leave);
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    process.off('exit', leave);
    for (const signal of signals) process.off(signal, onSignal);
  };
}
