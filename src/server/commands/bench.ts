/** `zerentian bench [--write FILE] [--documents]`: the targets of the design on the whole nation, each beside its raw limit; with --documents those of official documents alone. */
import { cpus, totalmem } from 'node:os';
import { documentLines } from '../bench/documents.ts';
import { importLine } from '../bench/imports.ts';
import { type Line, tableOf } from '../bench/line.ts';
import { loadNation } from '../bench/load.ts';
import { fillNation } from '../bench/nation.ts';
import { startLines, weightLine } from '../bench/program.ts';
import { proofLine } from '../bench/proof.ts';
import { overviewLines, treeLines } from '../bench/reads.ts';
import { actLines, visibleLine } from '../bench/writes.ts';
import { startThrowAway } from '../database/index.ts';
import { openFiles } from '../files/blobs.ts';
import { buildApp } from '../http/build-app.ts';
import { operator } from '../operator.ts';
import { openLawbook } from '../pack-files.ts';
import { allRoutes } from '../routes/all-routes.ts';
import { type Context, todayOf } from '../routes/context.ts';
import { openStore } from '../store/open-store.ts';
import { startCounting } from '../store/what-if/counting.ts';
import { version } from '../version.ts';
import { type Io, readOptions } from './io.ts';
import { writeNamed } from './wanted.ts';

/** As durable as the embedded server of an installation, so that writing is not flattered. */
const settings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '512MB',
  work_mem: '16MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  random_page_cost: 1.1,
};

const words = (fulfilments: number, tallies: number, day: string): string => `# Figures

Made by \`npm run bench\` (about ten minutes). ${cpus().length} cores of ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, embedded PostgreSQL. The raw limit is measured in the same run on the same machine.

The data: the real tree of 665,277 units with ${fulfilments.toLocaleString('en')} fulfilments, as many records that met them, and ${tallies.toLocaleString('en')} tallies, all made up by a hash of their keys; looked at on ${day}. Requests go through the whole server but not through a socket. Bare statements of an overview fetch the same tallies and do nothing else: no law, no counts of what is owed, no children by name.
`;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, flags } = readOptions(args, { write: 'value', documents: 'flag' });
  if (flags.has('documents')) return documentsAlone(io);
  const lawbook = await openLawbook();
  const { library } = lawbook;
  const cluster = await startThrowAway({ settings });
  const lines: Line[] = [];
  const add = (...more: Line[]): void => {
    lines.push(...more);
    for (const line of more) io.note(`${line.what}: ${line.measured} · ${line.raw} · ${line.target}`);
  };
  try {
    const { pool, line } = await loadNation(cluster);
    add(line);
    const state = { loading: null, upper: true, villages: true, sample: false, units: 665_277 };
    const stores = openStore(pool);
    const counting = startCounting(stores, library);
    const files = openFiles(io.config.files, io.config.dataFolder);
    const context: Context = { stores, lawbook, library, version, state, counting, files, now: () => new Date() };
    const day = todayOf(context);
    const filled = await fillNation(pool, library, day);
    io.note(`${filled.fulfilments} fulfilments, ${filled.tallies} tallies`);
    const onBug = (_number: string, request: string, error: unknown): void => io.note(`${request}: ${String(error)}`);
    const app = await buildApp({
      handlers: allRoutes(context),
      signedIn: async () => operator,
      web: '',
      version,
      onBug,
    });
    add(...(await overviewLines(app, pool, day)));
    add(...(await treeLines(app, pool)));
    add(await visibleLine(app, pool, day));
    add(...(await actLines(app, context, pool, day)));
    add(await importLine(app, pool, '0', 100_000));
    await app.close();
    await pool.end();
    add(await proofLine(cluster, library, day));
    add(...(await startLines()), weightLine());
    add(...(await documentLines()));
    const text = `${words(filled.fulfilments, filled.tallies, day)}\n${tableOf(lines)}\n`;
    if (values.write !== undefined) await writeNamed(values.write, text);
    io.give({ ...filled, lines }, text);
    return lines.some((one) => one.reached === false) ? 1 : 0;
  } finally {
    await cluster.stop();
  }
}

async function documentsAlone(io: Io): Promise<number> {
  const lines = await documentLines();
  io.give({ lines }, tableOf(lines));
  return lines.some((one) => one.reached === false) ? 1 : 0;
}
