/** `zerentian start [--empty]`: the server, from nothing to the address of the page, until it is told to stop. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Refusal } from '#regime';
import { type Server, startServer } from '../server.ts';
import { type Io, readOptions } from './io.ts';
import { progressTo } from './progress.ts';

const pages = fileURLToPath(new URL('../../../dist/web', import.meta.url));

export async function run(args: readonly string[], io: Io): Promise<void> {
  const { flags } = readOptions(args, { empty: 'flag' });
  const stopped = stopAsked();
  const server = await startServer(io.config, {
    isEmpty: flags.has('empty'),
    pages,
    onBug: (number, request, error) => io.note(`${new Date().toISOString()} ${number} ${request}\n${stackOf(error)}`),
    onNote: (line) => io.note(line),
    onSetUp: (link) => tellSetUp(link, io),
  });
  greet(server, io);
  const shown = showLoading(server, io);
  const loaded = server.loaded.finally(shown).then(
    () => io.say(`就绪 ready: ${server.state.units.toLocaleString('en')} 个单位 units`),
    (error: unknown) =>
      error instanceof Refusal ? Promise.reject(error) : Promise.reject(new Error('loading failed', { cause: error })),
  );
  await Promise.race([stopped, loaded.then(() => stopped)]).finally(() => server.stop());
  io.say('已停止。 Stopped.');
}

/** Told once a start, to whoever started it, and kept nowhere. */
function tellSetUp(link: string, io: Io): void {
  io.say('首次设置三名管理员（链接只用一次，限时有效）：');
  io.say('Set up the three administrators (the link works once and expires):');
  io.say(`  ${link}`);
}

function greet({ address, isLocal }: Server, io: Io): void {
  io.say(`责任田 Zerentian  ${address}`);
  if (isLocal) io.say('只在本机回环地址监听。 Listens on loopback only.');
  if (!existsSync(pages)) io.say(`页面尚未构建，请运行 npm start。 The pages are not built: run npm start.`);
  io.say('按 Ctrl-C 停止。 Press Ctrl-C to stop.');
}

const phases: Readonly<Record<string, string>> = {
  upper: '装入乡镇及以上 units down to township',
  villages: '装入村级 villages',
  sample: '填入示例 sample',
};

/** Draws how far loading has come until the given function is called. */
function showLoading({ state }: Server, io: Io): () => void {
  const progress = progressTo(io);
  const timer = setInterval(() => {
    const { loading } = state;
    if (loading && loading.total > 0)
      progress.show(phases[loading.phase] ?? loading.phase, loading.rows, loading.total);
  }, 200);
  return () => {
    clearInterval(timer);
    progress.end();
  };
}

/** One Ctrl-C may arrive twice: from the terminal, and passed on by npm. */
const sameKey = 2000;

/** Resolves at the first SIGINT or SIGTERM; another one after a while ends the process at once. */
function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    let asked: number | undefined;
    const ask = (): void => {
      asked ??= performance.now();
      if (performance.now() - asked > sameKey) process.exit(130);
      resolve();
    };
    process.on('SIGINT', ask);
    process.on('SIGTERM', ask);
    process.on('SIGHUP', ask);
  });
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
