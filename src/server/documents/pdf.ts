/** Text of a .pdf file with a text layer: lines by their place on the page, paragraphs by their indent. */
import { fileURLToPath } from 'node:url';
import { getDocumentProxy } from 'unpdf';
import { documents, Refusal } from '#regime';
import { limits } from './limits.ts';

/** Character maps of Chinese fonts that the file does not embed; pdf.js reads them by name. */
const maps = fileURLToPath(new URL('./cmaps/', import.meta.url));

interface Piece {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

interface PdfLine {
  text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  end: number;
}

/** Refusals: `document_encrypted`, `document_broken`, `document_no_text` for scans, `document_too_large`. */
export async function pdfText(file: Buffer): Promise<string> {
  const pdf = await openPdf(file);
  if (pdf.numPages > limits.pdfPages) {
    throw new Refusal('document_too_large', { limit: `${limits.pdfPages} pages` });
  }
  const pages: PdfLine[][] = [];
  let length = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const lines = linesOf(items.filter((item): item is typeof item & Piece => 'str' in item));
    length += lines.reduce((sum, line) => sum + line.text.length, 0);
    if (length > limits.text) throw new Refusal('document_too_large', { limit: `${limits.text} characters` });
    pages.push(lines);
    page.cleanup();
  }
  await pdf.cleanup();
  const margin = leftMargin(pages.flat());
  // The glyph is that of the character, whatever the file calls it: this is no fault of the print.
  const text = documents.wholeCharacters(pages.map((lines) => pageText(lines, margin)).join('\n\n'));
  if (text.replace(/\s/g, '').length < 2 * pdf.numPages) throw new Refusal('document_no_text', { pages: pdf.numPages });
  // A centred title at the very beginning is not set in.
  return `${text.trimStart()}\n`;
}

async function openPdf(file: Buffer): ReturnType<typeof getDocumentProxy> {
  try {
    // A copy: the library takes the bytes away from their owner.
    return await getDocumentProxy(new Uint8Array(file), {
      cMapUrl: maps,
      cMapPacked: true,
      disableFontFace: true,
      useSystemFonts: false,
      useWasm: false,
      enableXfa: false,
      stopAtErrors: false,
      maxImageSize: 0,
      verbosity: 0,
    });
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'PasswordException') throw new Refusal('document_encrypted', { format: '.pdf' });
    throw new Refusal('document_broken', { format: '.pdf', why: name || 'unreadable' });
  }
}

/** Pieces of one height on the page are one line; a wide gap between them is a blank. */
function linesOf(pieces: readonly Piece[]): PdfLine[] {
  const lines: PdfLine[] = [];
  for (const { str, transform, width, height } of pieces) {
    if (str === '') continue;
    const x = transform[4] ?? 0;
    const y = transform[5] ?? 0;
    const size = height || Math.abs(transform[3] ?? 0) || 10;
    const last = lines.at(-1);
    if (last && Math.abs(last.y - y) < Math.max(last.size, size) * 0.5 && x >= last.end - size) {
      if (x - last.end > size * 0.9 && !/\s$/.test(last.text) && str.trim() !== '') last.text += '\u3000';
      last.text += str;
      last.end = x + width;
    } else if (str.trim() !== '') lines.push({ text: str, x, y, size, end: x + width });
  }
  return lines;
}

/** Lines under each other; a line that begins further right than the margin begins with blanks. */
function pageText(lines: readonly PdfLine[], margin: number): string {
  return lines.map(({ text, x, size }) => (x - margin > size * 1.4 ? `\u3000\u3000${text}` : text)).join('\n');
}

/** The place where lines begin that are not set in: the smallest that three in a hundred of them share. */
function leftMargin(lines: readonly PdfLine[]): number {
  const starts = lines.map(({ x }) => x).sort((a, b) => a - b);
  const wanted = Math.max(2, Math.ceil(starts.length * 0.03));
  for (let at = 0; at + wanted <= starts.length; at += 1) {
    if (starts[at + wanted - 1]! - starts[at]! <= 3) return starts[at]!;
  }
  return starts[0] ?? 0;
}
