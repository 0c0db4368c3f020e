/** Reading a file that somebody brought: in a thread of its own, under limits of size, time and memory. */
import { Worker } from 'node:worker_threads';
import { type ParsedDocument, Refusal } from '#regime';
import { limits as standard } from './limits.ts';
import type { ThreadAnswer } from './read-thread.ts';

export interface ReadFile {
  readonly format: string;
  readonly text: string;
  readonly parsed: ParsedDocument;
}

type Limits = Pick<{ [Key in keyof typeof standard]: number }, 'bytes' | 'time' | 'memory' | 'heap'>;

/** One at a time: the growth of the process's memory is then that of this reading. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * Text and clauses of a .txt, .docx or .pdf file; the kind is told by the bytes. Refusals: `document_too_large`,
 * `document_kind`, `document_broken`, `document_bomb`, `document_macros`, `document_encrypted`, `document_empty`,
 * `document_no_text`, `document_unreadable`, `document_slow`, `document_heavy`.
 */
export function readDocument(bytes: Uint8Array, limits: Limits = standard): Promise<ReadFile> {
  if (bytes.length > limits.bytes) {
    const limit = `${Math.floor(limits.bytes / 1024 / 1024)} MB`;
    return Promise.reject(new Refusal('document_too_large', { limit }));
  }
  const turn = queue.then(() => readInThread(bytes, limits));
  queue = turn.catch(() => undefined);
  return turn;
}

async function readInThread(bytes: Uint8Array, limits: Limits): Promise<ReadFile> {
  const worker = new Worker(new URL('./read-thread.ts', import.meta.url), {
    workerData: { bytes },
    resourceLimits: { maxOldGenerationSizeMb: limits.heap, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    stdout: true,
    stderr: true,
    env: {},
  });
  const watch = watchOver(limits);
  try {
    const answer = await Promise.race([answerOf(worker), watch.alarm]);
    if ('refusal' in answer) throw new Refusal(answer.refusal.code, { ...answer.refusal.facts });
    return answer.read;
  } finally {
    watch.stop();
    await worker.terminate();
  }
}

function answerOf(worker: Worker): Promise<ThreadAnswer> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (error: Error & { code?: string }) => {
      const heavy = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      reject(heavy ? new Refusal('document_heavy', { limit: '300 MB' }) : error);
    });
    worker.once('exit', () => reject(new Refusal('document_heavy', { limit: '300 MB' })));
  });
}

/** Raises the alarm when the time is over or the process has grown too much. */
function watchOver({ time, memory }: Limits): { readonly alarm: Promise<never>; stop(): void } {
  const start = process.memoryUsage.rss();
  let timer: NodeJS.Timeout | undefined;
  let look: NodeJS.Timeout | undefined;
  const alarm = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal('document_slow', { limit: `${time / 1000} s` })), time);
    look = setInterval(() => {
      if (process.memoryUsage.rss() - start <= memory) return;
      reject(new Refusal('document_heavy', { limit: `${Math.floor(memory / 1024 / 1024)} MB` }));
    }, 20);
  });
  alarm.catch(() => undefined);
  return {
    alarm,
    stop: () => {
      clearTimeout(timer);
      clearInterval(look);
    },
  };
}
