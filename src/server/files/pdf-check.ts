/** A PDF is kept as it is, so it must be one and nothing else, and hold nothing that runs when it is opened. */
import { getDocumentProxy } from 'unpdf';
import { Refusal } from '#regime';

/** Refusals: `file_mixed`, `file_active`, `file_broken`, `file_encrypted`. */
export async function checkPdf(file: Buffer): Promise<'pdf'> {
  if (file.subarray(0, 5).toString('latin1') !== '%PDF-') throw new Refusal('file_mixed', {});
  const end = file.lastIndexOf('%%EOF');
  const isZip = file.subarray(-66_000).includes(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (isZip || (end >= 0 && file.length - end > 2048)) throw new Refusal('file_mixed', {});
  // What is written in the open; scripts in packed objects are found by the reader below.
  const open = /\/(Launch|JavaScript|RichMedia)\b/.exec(file.toString('latin1'))?.[1];
  if (open !== undefined) throw new Refusal('file_active', { part: open });
  const pdf = await getDocumentProxy(new Uint8Array(file), {
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: 0,
    verbosity: 0,
  }).catch((error: unknown) => {
    const name = error instanceof Error ? error.name : '';
    if (name === 'PasswordException') throw new Refusal('file_encrypted', {});
    throw new Refusal('file_broken', { why: name });
  });
  const scripts = await pdf.getJSActions().catch(() => null);
  if (scripts !== null || (await pdf.hasJSActions().catch(() => false)))
    throw new Refusal('file_active', { part: 'JavaScript' });
  return 'pdf';
}
