/** Text of a plain file: UTF-8 with or without a mark, UTF-16 with one, else GB18030. */
import { Refusal } from '#regime';

/** Refusals: `document_kind` for what is no text, `document_broken` for bytes that are no characters. */
export function plainText(file: Buffer): string {
  if (file[0] === 0xff && file[1] === 0xfe) return decode(file.subarray(2), 'utf-16le');
  if (file[0] === 0xfe && file[1] === 0xff) return decode(file.subarray(2), 'utf-16be');
  if (file.subarray(0, 4096).includes(0)) throw new Refusal('document_kind', { kind: kindOf(file) });
  const start = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf ? 3 : 0;
  const body = file.subarray(start);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return decode(body, 'gb18030');
  }
}

function decode(bytes: Buffer, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal('document_broken', { format: '.txt', why: 'it is neither UTF-8 nor GB18030' });
  }
}

const kindOf = (file: Buffer): string =>
  file.readUInt32BE(0) === 0xd0cf11e0 ? '.doc' : `0x${file.subarray(0, 4).toString('hex')}`;
