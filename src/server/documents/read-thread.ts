/** The thread that reads one file and is ended afterwards. Its answer is the document, or the refusal as plain values. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Beside, documents, Refusal } from '#regime';
import { plainText } from './plain-text.ts';

/** What the thread is given: the bytes of a file. */
export interface ThreadTask {
  readonly bytes: Uint8Array;
}
export type ThreadAnswer =
  | {
      readonly read: {
        readonly format: string;
        readonly text: string;
        readonly parsed: ReturnType<typeof documents.parse>;
      };
    }
  | { readonly refusal: { readonly code: string; readonly facts: Readonly<Record<string, unknown>> } };

interface Read {
  readonly format: string;
  readonly text: string;
  readonly beside?: Beside;
}

async function textOf(file: Buffer): Promise<Read> {
  if (file.subarray(0, 1024).includes('%PDF-')) {
    const { pdfText } = await import('./pdf.ts');
    return { format: '.pdf', ...(await pdfText(file).catch(broken('.pdf'))) };
  }
  if (file.length >= 4 && file.readUInt32BE(0) === 0x504b0304) {
    const { docxText } = await import('./docx.ts');
    return { format: '.docx', ...docxText(file) };
  }
  return { format: '.txt', text: plainText(file) };
}

/** What a library throws over a malformed file is no bug of ours. */
const broken =
  (format: string) =>
  (error: unknown): never => {
    if (error instanceof Refusal) throw error;
    throw new Refusal('document_broken', { format, why: error instanceof Error ? error.name : 'unreadable' });
  };

async function answer(): Promise<ThreadAnswer> {
  const { bytes } = workerData as ThreadTask;
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const { format, text, beside } = await textOf(file);
    if (text.trim() === '') throw new Refusal('document_empty', { format });
    return { read: { format, text, parsed: documents.parse(text, beside) } };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: { code: error.code, facts: error.facts } };
    throw error;
  }
}

parentPort?.postMessage(await answer());
