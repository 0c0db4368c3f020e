/** A file that somebody sends: told by its bytes, made harmless, named by its digest. */
import { hash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { Refusal } from '#regime';
import { plainText } from '../documents/plain-text.ts';
import { endingOf, fileName } from './file-name.ts';
import { type FileType, fileTypes, type TypeName } from './file-types.ts';
import { lookInto } from './look.ts';
import { isPicture, redraw } from './picture.ts';
import type { FileLimits } from './setting.ts';

export interface TakenIn {
  readonly digest: string;
  readonly name: string;
  readonly type: TypeName;
  readonly bytes: Buffer;
  readonly width: number | null;
  readonly height: number | null;
}

/**
 * The file as it will be kept. Refusals: `file_empty`, `file_too_large`, `file_kind`, `file_mixed`, `file_active`, `file_bomb`, `file_broken`,
 * `file_encrypted`, `file_heavy`, `picture_broken`, `picture_too_large`.
 */
export async function takeIn(sent: Buffer, given: string, limits: FileLimits): Promise<TakenIn> {
  if (sent.length === 0) throw new Refusal('file_empty', {});
  if (sent.length > limits.bytes)
    throw new Refusal('file_too_large', { limit: `${Math.floor(limits.bytes / 1024 / 1024)} MB` });
  const { type, bytes, width = null, height = null } = await made(sent, given, limits);
  const { ending } = fileTypes[type] as FileType;
  return { digest: hash('sha256', bytes, 'hex'), name: fileName(given, ending), type, bytes, width, height };
}

interface Made {
  readonly type: TypeName;
  readonly bytes: Buffer;
  readonly width?: number;
  readonly height?: number;
}

async function made(bytes: Buffer, given: string, limits: FileLimits): Promise<Made> {
  if (bytes.subarray(0, 4).equals(zip)) return { type: await lookInto({ task: 'package', bytes }), bytes };
  const found = await fileTypeFromBuffer(bytes);
  if (found && isPicture(found.mime)) return redraw(bytes, found.mime, limits);
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-')
    return { type: await lookInto({ task: 'pdf', bytes }), bytes };
  if (found) throw new Refusal('file_kind', { kind: found.ext });
  return { type: 'txt', bytes: textOf(bytes, endingOf(given)) };
}

const zip = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

/** Plain text, kept in UTF-8. Text that some program would run, by its ending or by its first signs, is none. */
function textOf(bytes: Buffer, ending: string): Buffer {
  if (ending !== '' && ending !== 'txt' && ending !== 'md') throw new Refusal('file_kind', { kind: ending });
  let text: string;
  try {
    text = plainText(bytes);
  } catch {
    throw new Refusal('file_kind', { kind: ending || '?' });
  }
  const start = text.slice(0, 4096);
  if (
    /[^\P{Cc}\t\n\r\f]/u.test(text) ||
    /<\s*(!doctype|html|svg|script|\?xml|head|body|iframe)/i.test(start) ||
    start.startsWith('#!')
  )
    throw new Refusal('file_kind', { kind: ending === '' ? '?' : `${ending}?` });
  return Buffer.from(text, 'utf8');
}
