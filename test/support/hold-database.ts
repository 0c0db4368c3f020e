/**
 * A server process for the tests of the launcher: opens the database of ZERENTIAN_DATA, says so in one line of JSON,
 * answers each line of input with a query's result, and ends by signal. Not a test.
 */
import { createInterface } from 'node:readline';
import { readConfig } from '../../src/server/config.ts';
import { openDatabase } from '../../src/server/database/index.ts';

const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);

const started = performance.now();
try {
  const database = await openDatabase(readConfig(), {
    onRestart: () => say({ restarted: true }),
    onFailure: (error) => say({ failed: String(error) }),
  });
  say({ ready: Math.round(performance.now() - started), url: database.url, migrated: database.migrated.length });
  for await (const sql of createInterface({ input: process.stdin })) {
    if (sql === 'throw') setTimeout(() => Promise.reject(new Error('as asked')));
    else if (sql === 'stop') await database.stop().then(() => say({ stopped: true }));
    else {
      await database.pool.query(sql).then(
        ({ rows }) => say({ rows }),
        (error) => say({ error: error.code ?? error.message }),
      );
    }
  }
} catch (error) {
  const { code, facts } = error as { code?: string; facts?: { en?: string } };
  say({ refused: code, en: facts?.en });
  process.exitCode = 1;
}
