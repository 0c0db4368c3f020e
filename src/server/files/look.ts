/** Looking into a file that somebody brought: in a thread of its own, ended when it takes too long or too much memory. */
import { Worker } from 'node:worker_threads';
import { Refusal } from '#regime';
import type { LookAnswer, LookTask, Seen } from './look-thread.ts';

export type { Pixels } from './look-thread.ts';

const limits = { time: 15_000, heap: 256 } as const;

/** At most so many threads: each may need a few hundred megabytes. */
const together = 2;
const waiting: (() => void)[] = [];
let running = 0;

/**
 * What a picture of a phone shows, which kind of office file it is, or that a PDF is as harmless as it looks. Refusals:
 * `file_active`, `file_bomb`, `file_mixed`, `file_broken`, `file_encrypted`, `file_heavy`, `picture_too_large`, `file_kind`.
 */
export async function lookInto<T extends LookTask>(task: T): Promise<Seen<T>> {
  if (running === together) await new Promise<void>((go) => waiting.push(go));
  else running += 1;
  try {
    return await inThread(task);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

async function inThread<T extends LookTask>(task: T): Promise<Seen<T>> {
  const worker = new Worker(new URL('./look-thread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.heap, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    stdout: true,
    stderr: true,
    env: {},
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<LookAnswer>((resolve, reject) => {
      const heavy = (): void => reject(new Refusal('file_heavy', { seconds: limits.time / 1000 }));
      timer = setTimeout(heavy, limits.time);
      worker.once('message', resolve);
      worker.once('error', (error: Error & { code?: string }) =>
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? heavy() : reject(error),
      );
      worker.once('exit', heavy);
    });
    if ('refusal' in answer) throw new Refusal(answer.refusal.code, { ...answer.refusal.facts });
    return answer.seen as Seen<T>;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
