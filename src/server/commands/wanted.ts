/** What a command cannot do without: options, and the files that they name. */
import { readFile, writeFile } from 'node:fs/promises';
import { Refusal } from '#regime';

/** The value of an option, or a refusal that names it. */
export function need(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new Refusal('option_value', { option });
  return value;
}

/** The bytes of a file, or of standard input for `-`. Refusal `path_unreadable`. */
export async function readNamed(file: string): Promise<Buffer> {
  if (file === '-') return Buffer.concat((await process.stdin.toArray()) as Buffer[]);
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal('path_unreadable', { file, detail: error.code ?? error.message });
  });
}

/** Writes a file, over what is there. Refusal `path_unwritable`. */
export async function writeNamed(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(file, content).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal('path_unwritable', { file, detail: error.code ?? error.message });
  });
}
