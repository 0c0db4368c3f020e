/** Text of a .pdf file with a text layer: lines by their place on the page, paragraphs by their indent. */
import { fileURLToPath } from 'node:url';
import { getDocumentProxy } from 'unpdf';
import { type Beside, documents, type FurnitureKind, Refusal } from '#regime';
import { limits } from './limits.ts';
import { lineOf, linesOf, type PdfLine, type Piece, tableLines, turned } from './pdf-lines.ts';

/** Character maps of Chinese fonts that the file does not embed; pdf.js reads them by name. */
const maps = fileURLToPath(new URL('./cmaps/', import.meta.url));

/**
 * Refusals: `document_encrypted`, `document_broken`, `document_no_text` for scans, `document_unreadable` where the signs
 * have no characters, `document_too_large`.
 */
export async function pdfText(file: Buffer): Promise<{ text: string; beside: Beside }> {
  const pdf = await openPdf(file);
  if (pdf.numPages > limits.pdfPages) {
    throw new Refusal('document_too_large', { limit: `${limits.pdfPages} pages` });
  }
  const pages: Page[] = [];
  let length = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const { upright, askew } = turned(items.filter((item): item is typeof item & Piece => 'str' in item));
    const lines = linesOf(upright);
    const apart = askew.map(lineOf);
    length += [...lines, ...apart].reduce((sum, line) => sum + line.text.length, 0);
    if (length > limits.text) throw new Refusal('document_too_large', { limit: `${limits.text} characters` });
    pages.push({ lines, apart });
    page.cleanup();
  }
  await pdf.cleanup();
  return printedText(pages);
}

interface Page {
  readonly lines: readonly PdfLine[];
  /** Words that run otherwise than those of the page: a watermark, a stamp. */
  readonly apart: readonly PdfLine[];
}

/** The pages under each other; lines that stand at one place of many pages, or aslant, are no running text. */
function printedText(pages: readonly Page[]): { text: string; beside: Beside } {
  const margin = leftMargin(pages.flatMap(({ lines }) => lines));
  const heads = runningHeads(pages.map(({ lines }) => lines));
  const rows: string[] = [];
  const kinds = new Map<number, FurnitureKind>();
  const tables = new Set<number>();
  for (const { lines, apart } of pages) {
    if (rows.length > 0) rows.push('');
    const cells = tableLines(lines, margin);
    for (const line of lines) {
      rows.push(rowOf(line, margin));
      if (heads.has(line)) kinds.set(rows.length, 'page');
      else if (cells.has(line)) tables.add(rows.length);
    }
    for (const line of apart) kinds.set(rows.push(rowOf(line, line.x)), 'page');
  }
  // The glyph is that of the character, whatever the file calls it: this is no fault of the print.
  const text = documents.wholeCharacters(rows.join('\n'));
  const signs = text.replace(/\s/g, '');
  if (signs.length < 2 * pages.length) throw new Refusal('document_no_text', { pages: pages.length });
  const unread = signs.match(unreadable)?.length ?? 0;
  if (unread > signs.length / 5) throw new Refusal('document_unreadable', { unread, signs: signs.length });
  // A centred title at the very beginning is not set in.
  return { text: `${text.replace(/^[^\S\n]+/, '')}\n`, beside: { lines: kinds, changes: 0, rows: tables } };
}

/** What comes of a font whose signs say nothing of their characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const unreadable = /[\u0000-\u001f\u007f-\u009f\ue000-\uf8ff\ufffd]/g;

/**
 * Running heads and feet: the outermost line of a page, and the one next to it where the outermost is one, that stands
 * at the same height of every third page at least with the same words, or with a number that counts on with the pages.
 */
function runningHeads(pages: readonly (readonly PdfLine[])[]): Set<PdfLine> {
  const heads = new Set<PdfLine>();
  const sorted = pages.map((lines) => [...lines].sort((a, b) => b.y - a.y));
  for (const depth of [0, 1]) {
    const places = new Map<string, PdfLine[]>();
    for (const [page, lines] of sorted.entries()) {
      const [top, bottom] = [lines[depth], lines.at(-1 - depth)];
      if (top && (depth === 0 || heads.has(lines[0]!))) place(top, page, places);
      if (bottom && bottom !== top && (depth === 0 || heads.has(lines.at(-1)!))) place(bottom, page, places);
    }
    const enough = Math.max(3, pages.length / 3);
    for (const lines of places.values()) if (lines.length >= enough) for (const line of lines) heads.add(line);
  }
  return heads;
}

/** Marks of clauses: what begins with one is text, however often it stands there. */
const clauseMark = /^\s*(?:第[^页]{1,7}[编章节条]|[（(][^）)]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,3}[.．、])/;

/** Notes a line under its words, and under its words without the number where that counts on with the pages. */
function place(line: PdfLine, page: number, places: Map<string, PdfLine[]>): void {
  const words = line.text.replace(/\s/g, '');
  if (words.length > 60 || /[。；：，、;:,]$/.test(words) || clauseMark.test(words)) return;
  const height = Math.round(line.y / 3);
  const keys = [`${height} ${words}`];
  const numbers = words.match(/[0-9]+/g) ?? [];
  if (numbers.length === 1) keys.push(`${height} ${words.replace(/[0-9]+/, '#')} ${Number(numbers[0]) - page}`);
  for (const key of keys) {
    const there = places.get(key);
    if (there) there.push(line);
    else places.set(key, [line]);
  }
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

/** A line that begins further right than the margin begins with blanks. */
function rowOf({ text, x, size }: PdfLine, margin: number): string {
  const words = text.replace(/[\n\r\f\u2028\u2029]/g, ' ');
  return x - margin > size * 1.4 ? `\u3000\u3000${words}` : words;
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
