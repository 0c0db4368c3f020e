/** Reading a document: lines, head, text, tree, faults, and where every character went. */
import { besideKind, runningHeads, withoutListMarks, withRows } from './around.ts';
import { type Growth, grow } from './assemble.ts';
import type { Block } from './block.ts';
import { type Body, readBody } from './body.ts';
import { brokenItemFaults, cutFaults, headingFaults, runInFaults } from './faults/break.ts';
import { FaultList } from './faults/fault-list.ts';
import { headFaults } from './faults/head.ts';
import { numberFaults } from './faults/number.ts';
import { bracketFaults, insertedFaults, markFaults, signFaults, termFaults } from './faults/sign.ts';
import { straySigns, widthFaults } from './faults/width.ts';
import { dayIn, furnitureKind } from './furniture.ts';
import { addIssuers, dropped, type Head, readHead } from './head.ts';
import { isBlank, type Line, linesOf, placeIn } from './lines.ts';
import { type Named, nameNodes } from './nodes.ts';
import { splitFile } from './split-file.ts';
import type {
  Beside,
  CharacterAccount,
  DatedMark,
  DocumentIdentity,
  Furniture,
  ParsedDocument,
  Place,
} from './tree.ts';

/**
 * Reads the text of an official document: who issued it, its clauses with ids, what was dropped, and every fault of the
 * print with a proposal. Never refuses and never repairs in silence. Takes time in proportion to the length. `beside`
 * names lines that the file itself sets apart from its running text.
 */
export function parseDocument(text: string, beside?: Beside): ParsedDocument {
  const lines = withoutListMarks(withRows(linesOf(text), beside?.rows));
  const parts = splitFile(lines);
  const [first, ...more] = parts.map((part, index) => {
    const from = index === 0 ? 0 : part[0]!.from;
    const to = parts[index + 1]?.[0]?.from ?? text.length;
    return parsePart({ text, lines: part, from, to, beside });
  });
  return { ...(first ?? parsePart({ text, lines: [], from: 0, to: text.length, beside })), more };
}

/** The lines of one document of the file, and the stretch of the file it takes up. */
interface Part {
  readonly text: string;
  readonly lines: readonly Line[];
  readonly from: number;
  readonly to: number;
  readonly beside: Beside | undefined;
}

function parsePart({ text, lines, from, to, beside }: Part): ParsedDocument {
  const faults = new FaultList();
  const furniture: Furniture[] = [];
  const kept = sift(lines, beside, furniture);
  const start = kept.findIndex(({ marker }) => marker !== null);
  const head = readHead(start < 0 ? kept : kept.slice(0, start), start < 0);
  const rest = start < 0 ? [] : kept.slice(start);
  const body = readBody([...head.lead, ...rest]);
  const growth = grow(body.blocks);
  const named = nameNodes(growth);
  furniture.push(...head.furniture, ...body.furniture);
  furniture.sort((a, b) => a.line - b.line || a.char - b.char);
  const identity = identityOf(head, body, furniture);
  const signed = new Set(body.identity);
  const textLines = rest.filter((line) => !signed.has(line));
  const changes = from === 0 ? (beside?.changes ?? 0) : 0;
  checkAll({ head, body, growth, named, identity, furniture, lines, textLines, changes, faults });
  straySigns(text.slice(from, to), placesOf(lines, from), faults);
  strayBlanks(text, lines, from === 0, to === text.length, faults);
  const account = accountOf(text, from, to, [...head.identity, ...body.identity], body.blocks);
  return { identity, nodes: named.nodes, furniture, faults: faults.sorted(), account, more: [] };
}

/** Takes the lines of page furniture out. A table of contents goes with them. */
function sift(lines: readonly Line[], beside: Beside | undefined, furniture: Furniture[]): Line[] {
  const listed = contentsOf(lines);
  const heads = runningHeads(lines);
  const begin = lines.findIndex(({ marker }) => marker !== null);
  return lines.filter((line, index) => {
    const apart = heads.has(index) ? 'page' : besideKind(beside, line);
    if (apart) {
      furniture.push(dropped(apart, line));
      return false;
    }
    if (listed.has(index)) {
      furniture.push(dropped('repeated', line));
      return false;
    }
    // A table of the text may name a time or an editor.
    const kind = line.row && begin >= 0 && index > begin ? null : furnitureKind(line.text);
    if (kind === null) return true;
    if (kind === 'imprint' && line.marker !== null) return true;
    furniture.push(dropped(kind === 'stray' && line.text.length <= 3 ? 'page' : kind, line));
    return false;
  });
}

/** A row of a table of contents: a heading with the number of its page behind blanks or dots. */
const paged = ({ marker, text }: Line): boolean => marker !== null && /(?:[\s\u3000]|[.．…·]{2,})\d{1,4}$/.test(text);

/**
 * Indices of a table of contents: from the line 目录, or from the first of two rows that name their pages, to where its
 * first mark stands again.
 */
function contentsOf(lines: readonly Line[]): Set<number> {
  const listed = new Set<number>();
  const titled = lines.findIndex(({ text }) => /^目\s*[录次]$/.test(text));
  const start =
    titled < 0 ? lines.findIndex((line, index) => paged(line) && lines[index + 1] && paged(lines[index + 1]!)) : titled;
  const row = titled < 0 ? start : start + 1;
  const first = start < 0 ? null : (lines[row]?.marker ?? null);
  if (!first) return listed;
  const again = lines.findIndex(({ marker }, index) => {
    if (index <= row) return false;
    return marker?.type === first.type && marker.number === first.number;
  });
  for (let index = start; index < again; index += 1) listed.add(index);
  return listed;
}

function identityOf(head: Head, body: Body, furniture: readonly Furniture[]): DocumentIdentity {
  const dates: DatedMark[] = [...head.dates];
  for (const { line, day } of body.days) dates.push({ day, as: 'signed', ...placeIn(line, 0) });
  for (const { kind, text, line, char } of furniture) {
    const hit = kind === 'web' ? dayIn(text) : null;
    if (hit) dates.push({ day: hit.day, as: 'web', line, char: char + hit.at });
  }
  const issuers = { issuers: [...head.issuers] };
  for (const line of body.signers) addIssuers(line.text, issuers);
  const day = (as: DatedMark['as']): string | null => dates.find((one) => one.as === as)?.day ?? null;
  return {
    title: head.title,
    notice: head.notice,
    number: head.number,
    issuers: issuers.issuers,
    addressees: head.addressees,
    approved: day('approved'),
    issued: day('issued'),
    signed: day('signed'),
    distribution: head.distribution,
    dates,
    lines: [...head.identity, ...body.identity]
      .sort((a, b) => a.line - b.line)
      .map((line) => ({ text: line.text, ...placeIn(line, 0) })),
  };
}

interface Reading {
  readonly head: Head;
  readonly body: Body;
  readonly growth: Growth;
  readonly named: Named;
  readonly identity: DocumentIdentity;
  readonly furniture: readonly Furniture[];
  readonly lines: readonly Line[];
  readonly textLines: readonly Line[];
  readonly changes: number;
  readonly faults: FaultList;
}

function checkAll(reading: Reading): void {
  const { head, body, growth, named, textLines, faults } = reading;
  headFaults(reading, faults);
  numberFaults(growth, faults);
  const torn = named.runIns.filter(({ set }) => set === 'torn');
  cutFaults(body.blocks, textLines, body.width, torn, faults);
  brokenItemFaults(growth, body.width, faults);
  runInFaults(named.runIns, faults);
  headingFaults(growth.root, faults);
  markFaults(growth.root, faults);
  for (const block of body.blocks) {
    signFaults(block, faults);
    insertedFaults(block, head.title, faults);
  }
  termFaults(body.blocks, faults);
  widthFaults(body.blocks, faults);
  if (head.notes) bracketFaults(head.notes, faults);
}

/** Line and character of a place in the file, for places asked in ascending order or not. */
function placesOf(lines: readonly Line[], base: number): (offset: number) => Place {
  return (offset) => {
    const at = base + offset;
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (lines[middle]!.from <= at) low = middle;
      else high = middle - 1;
    }
    const line = lines[low];
    return line ? { line: line.line, char: Math.max(1, at - line.from + 1) } : { line: 1, char: at + 1 };
  };
}

/** Blanks where none belong: at the ends of the file, and before a mark where the other marks have none. */
function strayBlanks(text: string, lines: readonly Line[], first: boolean, last: boolean, faults: FaultList): void {
  const say = (place: Place, zh: string, en: string): void =>
    faults.add('stray_blank', place, [zh, en], ['只影响版面，已忽略', 'layout only; ignored']);
  const isSpace = (sign: string | undefined): boolean => sign === ' ' || sign === '\u3000' || sign === '\t';
  if (first && isSpace(text[0]) && lines[0]?.line === 1)
    say({ line: 1, char: 1 }, '文件开头有空格', 'a blank stands at the very beginning');
  if (last && isSpace(text.at(-1))) {
    const from = text.lastIndexOf('\n') + 1;
    const line = text.slice(0, from).split('\n').length;
    say({ line, char: 1 }, '文件末尾有空格', 'a blank stands at the very end');
  }
  const marked = lines.filter((line) => line.line > 1 && line.marker !== null);
  const indented = marked.filter(({ indent }) => indent > 0);
  if (marked.length < 5 || indented.length > marked.length / 10) return;
  for (const line of indented)
    say({ line: line.line, char: 1 }, '序号前多出空格', 'a stray blank stands before the mark');
}

/** Sums where every character of the stretch went. */
function accountOf(
  text: string,
  from: number,
  to: number,
  identity: readonly Line[],
  blocks: readonly Block[],
): CharacterAccount {
  let clause = 0;
  for (const block of blocks) for (const [start, end] of block.stretches()) clause += end - start;
  let named = 0;
  for (const line of identity) named += line.text.length;
  let blank = 0;
  for (let at = from; at < to; at += 1) if (isBlank(text[at]!)) blank += 1;
  const blankInside = countBlanks(identity, blocks);
  blank -= blankInside;
  const furniture = to - from - clause - named;
  return { total: to - from, clause, identity: named, furniture, blank, marks: countMarks(text, from, to) };
}

function countBlanks(identity: readonly Line[], blocks: readonly Block[]): number {
  let count = 0;
  const add = (words: string): void => {
    for (let at = 0; at < words.length; at += 1) if (isBlank(words[at]!)) count += 1;
  };
  for (const { text } of identity) add(text);
  for (const block of blocks) add(block.text);
  return count;
}

function countMarks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1)
    if (text[at] === '*' && text[at + 1] === '*') {
      count += 2;
      at += 1;
    }
  for (const { 0: marks } of text.slice(from, to).matchAll(/^[^\S\n]*#{1,6}/gm)) count += marks.trimStart().length;
  return count;
}
