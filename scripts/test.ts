/**
 * `npm test [-- words]`: every test file (or those whose path has one of the words), the journeys last and one at a time.
 * One throw-away PostgreSQL serves them all. The last line says how many passed and failed; the exit code follows it.
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { clusterVariable, startTestCluster } from '../test/support/cluster.ts';

type Counts = { passed: number; failed: number; skipped: number };

const checkout = fileURLToPath(new URL('..', import.meta.url));
const words = process.argv.slice(2);

function filesOf(...patterns: string[]): string[] {
  return patterns
    .flatMap((pattern) => globSync(pattern, { cwd: checkout }))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort()
    .map((file) => join(checkout, file));
}

/** Runs the files in processes of their own, `concurrency` at a time, and reports to standard output. */
async function runFiles(files: string[], concurrency: number): Promise<Counts> {
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  if (files.length === 0) return total;
  const events = run({ files, concurrency, cwd: checkout, timeout: 300_000 });
  events.on('test:summary', ({ file, counts, success }) => {
    if (file !== undefined) return;
    // A cancelled test is a test that did not pass.
    total.failed = Math.max(counts.tests - counts.passed - counts.skipped - counts.todo, success ? 0 : 1);
    total.passed = counts.passed;
    total.skipped = counts.skipped + counts.todo;
  });
  for await (const chunk of events.compose(spec)) process.stdout.write(chunk);
  return total;
}

const started = performance.now();
const cluster = await startTestCluster();
process.env[clusterVariable] = cluster.url;
try {
  const plain = await runFiles(filesOf('src/**/*.test.ts', 'test/**/*.test.ts'), 2);
  const journeys = await runFiles(filesOf('e2e/**/*.test.ts'), 1);
  const passed = plain.passed + journeys.passed;
  const failed = plain.failed + journeys.failed;
  console.log(`${Math.round((performance.now() - started) / 1000)} s`);
  console.log(`${passed} passed, ${failed} failed, ${plain.skipped + journeys.skipped} skipped`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
} finally {
  await cluster.stop();
}
