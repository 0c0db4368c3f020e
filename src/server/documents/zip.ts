/** Parts of a ZIP file, unpacked one by one under a limit that zlib itself keeps, whatever the file says of its sizes. */
import { crc32, inflateRawSync } from 'node:zlib';
import { Refusal } from '#regime';
import { limits } from './limits.ts';

export interface Entry {
  readonly name: string;
  readonly method: number;
  readonly sum: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
  readonly encrypted: boolean;
}

const broken = (why: string): Refusal => new Refusal('document_broken', { format: '.docx', why });

/** The list of parts in the central directory. Refusals: `document_broken`, `document_bomb`. */
export function entriesOf(file: Buffer): Map<string, Entry> {
  const end = endRecord(file);
  const count = file.readUInt16LE(end + 10);
  const start = file.readUInt32LE(end + 16);
  if (count > limits.zipEntries) throw new Refusal('document_bomb', { parts: count, limit: limits.zipEntries });
  const entries = new Map<string, Entry>();
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) throw broken('the list of parts is cut off');
    const nameLength = file.readUInt16LE(at + 28);
    const more = file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    entries.set(name, {
      name,
      method: file.readUInt16LE(at + 10),
      sum: file.readUInt32LE(at + 16),
      packed: file.readUInt32LE(at + 20),
      unpacked: file.readUInt32LE(at + 24),
      offset: file.readUInt32LE(at + 42),
      encrypted: (file.readUInt16LE(at + 8) & 1) === 1,
    });
    at += 46 + nameLength + more;
  }
  return entries;
}

/** Where the end record begins: at most 64 kB before the end of the file. */
function endRecord(file: Buffer): number {
  for (let at = file.length - 22; at >= Math.max(0, file.length - 22 - 0xffff); at -= 1) {
    if (file.readUInt32LE(at) === 0x06054b50) return at;
  }
  throw broken('it has no end record');
}

/** The bytes of one part. Refusals: `document_bomb` beyond the limit, `document_broken`, `document_encrypted`. */
export function unpack(file: Buffer, entry: Entry): Buffer {
  const { name, offset, packed, method } = entry;
  if (entry.encrypted) throw new Refusal('document_encrypted', { format: '.docx' });
  if (entry.unpacked > limits.unpacked) throw bomb(name);
  if (offset + 30 > file.length || file.readUInt32LE(offset) !== 0x04034b50)
    throw broken(`${name} is not where it should be`);
  const from = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  if (from + packed > file.length) throw broken(`${name} is cut off`);
  const bytes = file.subarray(from, from + packed);
  if (method === 0) return checked(bytes, entry);
  if (method !== 8) throw broken(`${name} is packed in an unknown way`);
  try {
    return checked(inflateRawSync(bytes, { maxOutputLength: limits.unpacked }), entry);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw bomb(name);
    throw broken(`${name} cannot be unpacked`);
  }
}

function checked(bytes: Buffer, { name, sum }: Entry): Buffer {
  if (crc32(bytes) !== sum) throw broken(`${name} is damaged`);
  return bytes;
}

const bomb = (part: string): Refusal =>
  new Refusal('document_bomb', { parts: part, limit: `${limits.unpacked / 1024 / 1024} MB` });
