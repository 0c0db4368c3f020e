/**
 * The whole server as a child process of the crash test: its own unit file, a clock that runs fast so that days end and
 * are sealed meanwhile. Says its address in one line of JSON. Not a test.
 */
import { readConfig } from '../../src/server/config.ts';
import { operator } from '../../src/server/operator.ts';
import { startServer } from '../../src/server/server.ts';

const { units, origin, start, speed } = JSON.parse(process.argv[2] ?? '{}');

const server = await startServer(readConfig(), {
  isEmpty: true,
  pages: '/nonexistent',
  onBug: (_number, request, error) => console.error(request, error),
  onNote: () => {},
  // What is attacked is the ledger; who signs in is another matter.
  signedIn: async () => operator,
  units,
  now: () => new Date(start + (Date.now() - origin) * speed),
  sealing: { interval: 50, settling: 1_000 },
});
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
await server.loaded;
console.log(JSON.stringify({ address: server.address }));
