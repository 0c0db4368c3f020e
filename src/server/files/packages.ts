/** Office files are ZIP files of parts: what kind it is, whether it is whole, and that nothing in it runs or explodes. */
import { Refusal } from '#regime';
import { type Entry, entriesOf, unpack } from '../documents/zip.ts';

export type PackageType = 'docx' | 'xlsx' | 'pptx' | 'ofd';

const mains: readonly (readonly [part: string, type: PackageType])[] = [
  ['word/document.xml', 'docx'],
  ['xl/workbook.xml', 'xlsx'],
  ['ppt/presentation.xml', 'pptx'],
  ['OFD.xml', 'ofd'],
];
/** Bytes of all parts unpacked. */
const most = 256 * 1024 * 1024;

/** Refusals: `file_kind`, `file_mixed`, `file_active`, `file_bomb`, `file_broken`, `file_encrypted`. */
export function checkPackage(file: Buffer): PackageType {
  try {
    return checked(file);
  } catch (error) {
    throw error instanceof Refusal && error.code.startsWith('document_') ? ours(error) : error;
  }
}

function checked(file: Buffer): PackageType {
  const entries = entriesOf(file);
  const type = mains.find(([part]) => entries.has(part))?.[1];
  if (!type) throw new Refusal('file_kind', { kind: 'ZIP' });
  if (file.readUInt32LE(0) !== 0x04034b50 || endOf(file) !== file.length) throw new Refusal('file_mixed', {});
  const active = [...entries.keys()].find((name) =>
    /vba(project|data)|activex|macrosheets|\.(exe|dll|js|vbs|bat|cmd|ps1|hta|html?|svg)$/i.test(name),
  );
  if (active !== undefined) throw new Refusal('file_active', { part: active.slice(0, 80) });
  let total = 0;
  for (const entry of entries.values()) {
    if (entry.name.endsWith('/')) continue;
    const bytes = unpack(file, entry);
    total += bytes.length;
    if (total > most) throw new Refusal('file_bomb', { limit: `${most >> 20} MB` });
    refuseActive(entry, bytes);
  }
  return type;
}

/** Macros by their declaration, and a template or object that would be fetched from elsewhere when the file opens. */
function refuseActive({ name }: Entry, bytes: Buffer): void {
  if (name === '[Content_Types].xml' && /macroEnabled|vbaProject/i.test(bytes.toString('utf8')))
    throw new Refusal('file_active', { part: name });
  if (!name.endsWith('.rels')) return;
  const remote =
    /<Relationship\b(?=[^>]*TargetMode\s*=\s*["']External)(?=[^>]*(attachedTemplate|oleObject|\/frame|subDocument))/i;
  if (remote.test(bytes.toString('utf8'))) throw new Refusal('file_active', { part: name.slice(0, 80) });
}

/** Where the ZIP ends by its own account: whatever follows belongs to another file. */
function endOf(file: Buffer): number {
  const at = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  return at < 0 ? -1 : at + 22 + file.readUInt16LE(at + 20);
}

const codes: Readonly<Record<string, string>> = {
  document_bomb: 'file_bomb',
  document_broken: 'file_broken',
  document_encrypted: 'file_encrypted',
};
const ours = ({ code, facts }: Refusal): Refusal => new Refusal(codes[code] ?? 'file_broken', { ...facts });
