/** The text of a document as blocks: lines joined over page breaks, the signature and what is foreign taken out. */
import { Block } from './block.ts';
import { isPaperName } from './furniture.ts';
import { dropped } from './head.ts';
import { closeUp, type Line } from './lines.ts';
import type { Marker } from './markers.ts';
import { endsParagraph } from './sentences.ts';
import { dayLine, isCopyLine, isOrgan, isTitle } from './title.ts';
import type { Furniture } from './tree.ts';

export interface Body {
  readonly blocks: Block[];
  /** Lines after the text or between its parts that say who signed when, copies, attachments. */
  readonly identity: Line[];
  readonly signers: Line[];
  readonly days: { readonly line: Line; readonly day: string }[];
  readonly furniture: Furniture[];
  /** Foreign lines that stood inside a sentence. */
  readonly foreign: Line[];
  /** Lines are cut at the width of the page: the width in characters, or null. */
  readonly width: number | null;
  /** Paragraphs begin with blanks. */
  readonly indented: boolean;
}

interface Reader {
  readonly body: Body;
  readonly lines: readonly Line[];
  last: Block | null;
  /** Number last read of each type, to tell a mark from a line that begins with a reference. */
  readonly numbers: Map<string, number>;
}

/** Blocks of the lines of the text. */
export function readBody(lines: readonly Line[]): Body {
  const width = widthOf(lines);
  const body: Body = {
    blocks: [],
    identity: [],
    signers: [],
    days: [],
    furniture: [],
    foreign: [],
    width,
    indented: isIndented(lines),
  };
  const reader: Reader = { body, lines, last: null, numbers: new Map() };
  for (let index = 0; index < lines.length; index += 1) readLine(reader, index);
  return body;
}

function readLine(reader: Reader, index: number): void {
  const { body, lines } = reader;
  const line = lines[index]!;
  const open = reader.last !== null && isOpen(reader.last, line, reader.numbers.has('article'), body);
  const broken = open && !endsParagraph(reader.last!.text);
  const marker = trueMarker(reader, line, broken);
  if (marker) {
    reader.numbers.set(marker.type, marker.number);
    reader.last = new Block(marker, line);
    body.blocks.push(reader.last);
    return;
  }
  if (signature(reader, index)) return;
  if (open && isForeign(line, lines[index + 1], reader)) {
    body.furniture.push(dropped('foreign', line));
    body.foreign.push(line);
    return;
  }
  if (open) {
    reader.last!.append(line, line.gap);
    return;
  }
  reader.last = new Block(null, line);
  body.blocks.push(reader.last);
}

/** The mark of the line, unless the line goes on with a sentence that names an article: 依照第五条 at the end of a line. */
function trueMarker({ numbers }: Reader, line: Line, open: boolean): Marker | null {
  const { marker } = line;
  if (!marker || !open) return marker;
  const last = numbers.get(marker.type);
  const follows = last !== undefined && (marker.number === last + 1 || marker.number === last + 2);
  if (['dot', 'comma', 'half', 'ring'].includes(marker.type)) return follows ? marker : null;
  const apart = marker.rest > marker.label.length || line.depth > 0 || line.bold.length > 0;
  return follows || apart || marker.type === 'bracket' ? marker : null;
}

/** Whether the block breaks off, so that the next line goes on with it. */
function isOpen(block: Block, next: Line, inArticle: boolean, { width, indented }: Body): boolean {
  const { text, row } = block.lastLine;
  const { marker } = block;
  if (row || next.row) return false;
  if (block.lines.length === 1 && marker && isHeading(block, inArticle, width)) return false;
  if (indented && next.gap <= 1 && next.indent === 0) return true;
  if (endsParagraph(block.text)) {
    // Without indents a full line that ends a sentence goes on more often than it ends a paragraph.
    return width !== null && !indented && visibleLength(text) >= width && next.depth === 0 && next.bold.length === 0;
  }
  // A short line without a stop, under which something else begins, is a heading without a mark.
  if (!marker && block.lines.length === 1 && text.length < 16 && !/[，,、（(《“]/.test(text) && width === null) {
    return next.gap === 0 && next.text.length > 30 && next.depth === block.lastLine.depth && text.length > 12;
  }
  return true;
}

/** A mark with a heading behind it: short words without any stop. */
function isHeading(block: Block, inArticle: boolean, width: number | null): boolean {
  const words = closeUp(block.words);
  const { type } = block.marker!;
  // Parts of an article are sentences, however short.
  if (inArticle && (type === 'bracket' || type === 'round' || type === 'dot' || type === 'comma')) return false;
  if (words === '') return type !== 'article';
  if (type === 'part' || type === 'chapter' || type === 'division') return true;
  if (/[，,；;：:。！？]/.test(words)) return false;
  if (width !== null && block.lastLine.text.length >= width - 2) return false;
  if (/应当|必须|不得|可以|负责/.test(words)) return false;
  if (type === 'comma') return words.length <= 45;
  return words.length <= (type === 'article' ? 12 : 30);
}

/** A headline, the name of a paper or an advertisement between two halves of a sentence. */
function isForeign(line: Line, next: Line | undefined, { last, body }: Reader): boolean {
  if (!next || line.text.length > 45 || /[。，；、：,;:]/.test(line.text)) return false;
  if (body.width !== null && line.text.length >= body.width - 2) return false;
  if (last === null || last.text.length < 15 || endsParagraph(line.text)) return false;
  if (isPaperName(line.text)) return true;
  const headline =
    /印发《|《[^》]+》$|^(?:中办国办|中共中央办公厅)/.test(line.text) || (isTitle(line.text) && line.text.length > 8);
  return headline && next.marker === null && !/^《/.test(line.text);
}

/** Signature, day, copies: identity after the text. True where the line is one of them. */
function signature({ body, lines, last }: Reader, index: number): boolean {
  const line = lines[index]!;
  if (last !== null && !endsParagraph(last.text) && !isEnd(lines, index)) return false;
  const day = dayLine(line.text);
  if (day) {
    body.days.push({ line, day });
    body.identity.push(line);
    return true;
  }
  if (isOrgan(line.text) && daysFollow(lines, index)) {
    body.signers.push(line);
    body.identity.push(line);
    return true;
  }
  // Copies stand below whatever the text ends with, also below a table or a heading.
  const before = lines[index - 1];
  const closes = before !== undefined && body.identity.at(-1) === before;
  const ended = last === null || endsParagraph(last.text) || closes || /^抄[送报]\s*[：:]/.test(line.text);
  if (ended && (isCopyLine(line.text) || line.listed) && isEnd(lines, index)) {
    body.identity.push(line);
    return true;
  }
  return false;
}

/** Among the last lines of the text. */
const isEnd = (lines: readonly Line[], index: number): boolean => lines.length - index <= 12;

const daysFollow = (lines: readonly Line[], index: number): boolean => {
  for (let at = index + 1; at < lines.length && at <= index + 4; at += 1) {
    if (dayLine(lines[at]!.text)) return true;
    if (!isOrgan(lines[at]!.text)) return false;
  }
  return false;
};

/**
 * The width at which lines are cut, or null where each paragraph is one line: most lines that break off inside a
 * sentence are then equally long.
 */
export function widthOf(lines: readonly Line[]): number | null {
  const cut = lines.filter(({ text, row }) => !row && !endsParagraph(text) && text.length >= 12);
  if (cut.length < 8 || cut.length < lines.length * 0.3) return null;
  const lengths = cut.map(({ text }) => visibleLength(text)).sort((a, b) => a - b);
  const middle = lengths[lengths.length >> 1]!;
  const near = lengths.filter((one) => Math.abs(one - middle) <= 3).length;
  return near >= cut.length * 0.6 ? Math.round(middle) : null;
}

/** Whether nearly all marks stand behind blanks, so that blanks tell paragraphs apart. */
function isIndented(lines: readonly Line[]): boolean {
  const marked = lines.filter(({ marker }) => marker !== null);
  return marked.length >= 3 && marked.filter(({ indent }) => indent > 0).length >= marked.length * 0.9;
}

/** Length in Chinese characters; half-width signs count half. */
export function visibleLength(text: string): number {
  let half = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) < 0x2000) half += 1;
  return text.length - half / 2;
}
