/** The file as lines: where each begins, what it says without blanks at its ends, and its heading and bold marks. */
import { type Marker, readMarker } from './markers.ts';
import type { Place } from './tree.ts';

export interface Line {
  /** From 1. */
  readonly line: number;
  /** Place of the first character of the line in the file, and of the one after its last (line end not counted). */
  readonly from: number;
  readonly to: number;
  /** What it says: no marks, no blanks at the ends. */
  readonly text: string;
  /** Place in the file of each stretch of `text`: `[index in text, place in file]`, ascending. */
  readonly pieces: readonly (readonly [number, number])[];
  /** Heading marks before it: 0 to 6. */
  readonly depth: number;
  /** Stretches of `text` set bold. */
  readonly bold: readonly (readonly [number, number])[];
  /** Blank characters before the first sign. */
  readonly indent: number;
  /** The mark at its head, where there is one. */
  readonly marker: Marker | null;
  /** Empty lines directly before it. */
  readonly gap: number;
  /** It belongs to the list of attachments that a notice closes with. */
  readonly listed?: boolean;
  /** It is a row of a table: a paragraph of its own without a mark. */
  readonly row?: boolean;
}

const blank = /[\s\u3000\u00a0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\u00ad\p{Cc}]/u;
export function isBlank(sign: string): boolean {
  const code = sign.charCodeAt(0);
  // Nearly every sign is plain ASCII or Chinese.
  if ((code > 0x20 && code < 0x7f) || (code > 0x3000 && code < 0xfeff)) return false;
  return blank.test(sign);
}

/** All lines that say something; line ends are CR, LF, CRLF, form feed and the Unicode separators. */
export function linesOf(text: string): Line[] {
  const found: Line[] = [];
  let from = 0;
  let line = 1;
  let gap = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (at < text.length && sign !== 10 && sign !== 13 && sign !== 12 && sign !== 0x2028 && sign !== 0x2029) continue;
    const read = readLine(text, from, at, line, gap);
    if (read) found.push(read);
    gap = read ? 0 : gap + 1;
    if (sign === 13 && text.charCodeAt(at + 1) === 10) at += 1;
    from = at + 1;
    line += 1;
  }
  return found;
}

function readLine(file: string, from: number, to: number, line: number, gap: number): Line | null {
  let at = from;
  while (at < to && isBlank(file[at]!)) at += 1;
  const indent = at - from;
  let depth = 0;
  while (at < to && depth < 6 && file[at] === '#') {
    depth += 1;
    at += 1;
  }
  while (at < to && isBlank(file[at]!)) at += 1;
  let end = to;
  while (end > at && isBlank(file[end - 1]!)) end -= 1;
  const pieces: [number, number][] = [];
  const bold: [number, number][] = [];
  let text = '';
  let opened = -1;
  let start = at;
  const keep = (until: number): void => {
    if (until > start) {
      pieces.push([text.length, start]);
      text += file.slice(start, until);
    }
  };
  for (; at < end; at += 1) {
    if (file[at] !== '*' || file[at + 1] !== '*') continue;
    keep(at);
    if (opened < 0) opened = text.length;
    else {
      if (text.length > opened) bold.push([opened, text.length]);
      opened = -1;
    }
    at += 1;
    start = at + 1;
  }
  keep(end);
  if (opened >= 0 && text.length > opened) bold.push([opened, text.length]);
  if (text === '') return null;
  return { line, from, to, text, pieces, depth, bold, indent, marker: readMarker(text), gap };
}

/** Place in the file of a character of the line. */
export function fileOffset(line: Pick<Line, 'pieces'>, index: number): number {
  let low = 0;
  let high = line.pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (line.pieces[middle]![0] <= index) low = middle;
    else high = middle - 1;
  }
  const [at, from] = line.pieces[low]!;
  return from + index - at;
}

/** Line and character of a character of the line. */
export function placeIn(line: Line, index: number): Place {
  return { line: line.line, char: fileOffset(line, index) - line.from + 1 };
}

/** Text without any blank, for comparing titles and names. */
export const closeUp = (text: string): string => text.replace(/[\s\u3000\u00a0]/g, '');
