/**
 * The form of a backup, packed by gzip: a line that says what it is; each table as a line of its name and columns, its
 * rows in the text form of COPY and the line `\.`; each attachment as a line of its address and its bytes; at the end a
 * line with what was written and the digest of everything before it.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Refusal } from '#regime';

export interface BackupHead {
  readonly backup: 'zerentian';
  readonly form: 1;
  readonly version: string;
  readonly made: string;
  /** Number of the last migration. */
  readonly migration: number;
}

export interface TableHead {
  readonly table: string;
  readonly columns: readonly string[];
}

export interface FileHead {
  readonly file: { readonly county: string; readonly digest: string };
  readonly bytes: number;
}

export interface BackupEnd {
  readonly end: { readonly tables: Readonly<Record<string, number>>; readonly files: number };
  readonly sha256: string;
}

/** What is done with the parts as they come. */
export interface Taking {
  head?(head: BackupHead): Promise<void>;
  table(head: TableHead, rows: AsyncIterable<Buffer>): Promise<void>;
  file(head: FileHead, bytes: Buffer): Promise<void>;
}

export const form = { backup: 'zerentian', form: 1 } as const;
export const tableEnd = Buffer.from('\\.\n');
const behindRow = Buffer.from('\n\\.\n');
const newline = 10;
const longestLine = 1 << 20;

export const damaged = (detail: string): Refusal => new Refusal('backup_damaged', { detail });

/** The unpacked bytes, taken line by line, table by table, or so many at a time; `hash` knows all that was taken. */
class Unpacked {
  readonly hash = createHash('sha256');
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#chunks.next();
    if (done) return false;
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
    return true;
  }

  #take(length: number): Buffer {
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    this.hash.update(taken);
    return taken;
  }

  /** The digest of everything before, and the next line. */
  async line(): Promise<{ before: string; value: unknown }> {
    let at = this.#rest.indexOf(newline);
    while (at < 0) {
      if (this.#rest.length > longestLine || !(await this.#more())) throw damaged('a line has no end');
      at = this.#rest.indexOf(newline);
    }
    const before = this.hash.copy().digest('hex');
    return { before, value: JSON.parse(this.#take(at + 1).toString('utf8')) };
  }

  /** The rows up to the line that ends the table, which is taken too. */
  async *rows(): AsyncGenerator<Buffer> {
    while (this.#rest.length < tableEnd.length) if (!(await this.#more())) throw damaged('a table has no end');
    if (this.#rest.subarray(0, tableEnd.length).equals(tableEnd)) {
      this.#take(tableEnd.length);
      return;
    }
    for (;;) {
      const at = this.#rest.indexOf(behindRow);
      if (at >= 0) {
        yield this.#take(at + 1);
        this.#take(tableEnd.length);
        return;
      }
      // The end may be cut by the edge of a piece.
      const whole = this.#rest.length - behindRow.length + 1;
      if (whole > 0) yield this.#take(whole);
      if (!(await this.#more())) throw damaged('a table has no end');
    }
  }

  async bytes(length: number): Promise<Buffer> {
    while (this.#rest.length < length) if (!(await this.#more())) throw damaged('a file has no end');
    return Buffer.from(this.#take(length));
  }

  async isAtEnd(): Promise<boolean> {
    return this.#rest.length === 0 && !(await this.#more());
  }
}

/** Reads a backup to its end and gives what it says of itself. Refusals `backup_unreadable`, `backup_damaged`. */
export async function readBackup(path: string, taking: Taking): Promise<{ head: BackupHead; end: BackupEnd }> {
  let found: { head: BackupHead; end: BackupEnd } | undefined;
  // Large pieces: what is taken at once is put together from them.
  const gunzip = createGunzip({ chunkSize: 1 << 20 });
  try {
    await pipeline(createReadStream(path), gunzip, async (chunks: AsyncIterable<Buffer>) => {
      found = await readParts(new Unpacked(chunks), taking);
    });
  } catch (error) {
    throw refusalOf(path, error);
  }
  if (!found) throw damaged('it has no end');
  return found;
}

function refusalOf(path: string, error: unknown): unknown {
  if (error instanceof Refusal) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (['ENOENT', 'EISDIR', 'EACCES'].includes(code))
    return new Refusal('backup_unreadable', { file: path, detail: code });
  return code.startsWith('Z_') || error instanceof SyntaxError ? damaged(message) : error;
}

async function readParts(parts: Unpacked, taking: Taking): Promise<{ head: BackupHead; end: BackupEnd }> {
  const head = (await parts.line()).value as BackupHead;
  if (head.backup !== form.backup || head.form !== form.form) throw damaged('it is no backup of this program');
  await taking.head?.(head);
  for (;;) {
    const { before, value } = await parts.line();
    const part = value as TableHead | FileHead | BackupEnd;
    if ('table' in part) await taking.table(part, parts.rows());
    else if ('file' in part) await taking.file(part, await digested(part, parts));
    else {
      if (part.sha256 !== before) throw damaged('its digest is another one');
      if (!(await parts.isAtEnd())) throw damaged('something stands behind its end');
      return { head, end: part };
    }
  }
}

async function digested({ file, bytes }: FileHead, parts: Unpacked): Promise<Buffer> {
  const found = await parts.bytes(bytes);
  const digest = createHash('sha256').update(found).digest('hex');
  if (digest !== file.digest) throw damaged(`attachment ${file.digest}`);
  return found;
}
