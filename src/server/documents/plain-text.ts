/** Text of a plain file: UTF-8 with or without a mark, UTF-16 with one, else GB18030. */
import { Refusal } from '#regime';

/** Refusals: `document_kind` for what is no text, `document_broken` for bytes that are no characters. */
export function plainText(file: Buffer): string {
  if (file[0] === 0xff && file[1] === 0xfe) return decode(file.subarray(2), 'utf-16le');
  if (file[0] === 0xfe && file[1] === 0xff) return decode(file.subarray(2), 'utf-16be');
  if (file.subarray(0, 4096).includes(0)) throw new Refusal('document_kind', { kind: kindOf(file) });
  const marked = markedKind(file.toString('latin1', 0, 600));
  if (marked) throw new Refusal('document_kind', { kind: marked });
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

/** Text that is written for a program, not for readers: a saved web page, rich text. */
function markedKind(start: string): string | null {
  if (/^\s*\{\\rtf/.test(start)) return '.rtf';
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|meta|\?xml)\b/i.test(start)) return '.html / .xml';
  return /^(?:From|Content-Type|MIME-Version):[^\n]{0,300}\n/i.test(start) ? '.mht' : null;
}

const signatures: readonly (readonly [number, string])[] = [
  [0x504b0506, '.zip'],
  [0x52617221, '.rar'],
  [0x377abcaf, '.7z'],
  [0x89504e47, '.png'],
  [0xffd8ffe0, '.jpg'],
  [0xffd8ffe1, '.jpg'],
];

function kindOf(file: Buffer): string {
  const start = file.length < 4 ? 0 : file.readUInt32BE(0);
  if (start !== 0xd0cf11e0)
    return signatures.find(([mark]) => mark === start)?.[1] ?? `0x${file.toString('hex', 0, 4)}`;
  // A .docx with a password is kept in the old kind of file.
  if (file.includes(Buffer.from('EncryptedPackage', 'utf16le')))
    throw new Refusal('document_encrypted', { format: '.docx' });
  return '.doc / .wps';
}
