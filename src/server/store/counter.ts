/** Counts the SQL statements that one request costs, wherever in the store they are run. */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface Counter {
  statements: number;
}

const current = new AsyncLocalStorage<Counter>();

/** Runs `work` and everything it starts with `counter` counting. */
export const countingStatements = <T>(counter: Counter, work: () => T): T => current.run(counter, work);

/** Starts what goes on behind a request, or after it, and is no part of its cost. */
export const behindRequests = <T>(work: () => T): T => current.exit(work);

/** Called by the store for every statement, `begin` and `commit` included. */
export function countStatement(): void {
  const counter = current.getStore();
  if (counter) counter.statements += 1;
}
