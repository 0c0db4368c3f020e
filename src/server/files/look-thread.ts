/** The thread that looks into one file and is ended afterwards. */
import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '#regime';
import { checkPackage, type PackageType } from './packages.ts';

export type LookTask =
  | { readonly task: 'heic'; readonly bytes: Uint8Array; readonly most: number }
  | { readonly task: 'pdf'; readonly bytes: Uint8Array }
  | { readonly task: 'package'; readonly bytes: Uint8Array };

export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}
export type Seen<T extends LookTask> = T extends { task: 'heic' }
  ? Pixels
  : T extends { task: 'pdf' }
    ? 'pdf'
    : PackageType;

export type LookAnswer =
  | { readonly seen: Pixels | PackageType | 'pdf' }
  | { readonly refusal: { readonly code: string; readonly facts: Readonly<Record<string, unknown>> } };

async function look(task: LookTask): Promise<Pixels | PackageType | 'pdf'> {
  if (task.task === 'heic') {
    const { heicPixels } = await import('./heic.ts');
    return heicPixels(task.bytes, task.most);
  }
  if (task.task === 'package') return checkPackage(Buffer.from(task.bytes));
  const { checkPdf } = await import('./pdf-check.ts');
  return checkPdf(Buffer.from(task.bytes));
}

async function answer(): Promise<LookAnswer> {
  try {
    return { seen: await look(workerData as LookTask) };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: { code: error.code, facts: error.facts } };
    throw error;
  }
}

parentPort?.postMessage(await answer());
