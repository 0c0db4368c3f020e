/** Text of a .docx file: a line a paragraph, numbers that Word sets by itself written out, bold run-in heads marked. */
import { type Beside, type FurnitureKind, Refusal } from '#regime';
import { type Numbering, numberingOf } from './docx-numbers.ts';
import { mainPart, partsOf, partText } from './docx-parts.ts';
import { type Styles, stylesOf } from './docx-styles.ts';
import { TableRows } from './docx-tables.ts';
import { limits } from './limits.ts';
import { readXml } from './xml.ts';
import { type Entry, entriesOf, unpack } from './zip.ts';

/** The text of a file, and which of its lines are no running text. */
export interface FileText {
  readonly text: string;
  readonly beside: Beside;
}

/**
 * Running text first; below it whatever the file keeps beside it: notes, comments, running heads, words that are struck
 * out or hidden. Refusals: `document_macros`, `document_broken`, `document_bomb`, `document_encrypted`, `document_kind`.
 */
export function docxText(file: Buffer): FileText {
  const entries = entriesOf(file);
  refuseMacros(file, entries);
  const main = mainPart(file, entries);
  const numbers = entries.get('word/numbering.xml');
  const numbering = numbers ? numberingOf(partText(file, numbers)) : null;
  const looks = entries.get('word/styles.xml');
  const styles = looks && numbering ? stylesOf(partText(file, looks)) : null;
  const body = wordsOf(partText(file, main), { numbering, styles });
  const beside: [kind: FurnitureKind, words: readonly string[]][] = [
    ['deleted', body.deleted],
    ['hidden', body.hidden],
  ];
  for (const [kind, part] of partsOf(entries)) {
    const { lines, deleted, hidden } = wordsOf(partText(file, part), { numbering: null, styles: null });
    beside.push([kind, [...lines, ...deleted, ...hidden]]);
  }
  return joined(body, beside);
}

function refuseMacros(file: Buffer, entries: ReadonlyMap<string, Entry>): void {
  const macro = [...entries.keys()].find((name) => /vbaProject|vbaData|\.bin$/i.test(name) && /vba|macro/i.test(name));
  const types = entries.get('[Content_Types].xml');
  if (macro || (types && unpack(file, types).toString('utf8').includes('macroEnabled'))) {
    throw new Refusal('document_macros', { part: macro ?? '[Content_Types].xml' });
  }
}

const lineEnds = /\r\n|[\n\r\f\u2028\u2029]/g;

function joined(body: Words, beside: readonly [FurnitureKind, readonly string[]][]): FileText {
  const lines: string[] = [];
  const rows = new Set<number>();
  for (const [index, line] of body.lines.entries()) {
    for (const one of line.split(lineEnds)) lines.push(one);
    if (body.rows.has(index)) rows.add(lines.length);
  }
  const kinds = new Map<number, FurnitureKind>();
  for (const [kind, words] of beside) {
    for (const one of words) {
      if (one.trim() === '') continue;
      lines.push(one.replace(lineEnds, ' '));
      kinds.set(lines.length, kind);
    }
  }
  return { text: `${lines.join('\n')}\n`, beside: { lines: kinds, changes: body.changes, rows } };
}

interface Paragraph {
  text: string;
  /** Stretches of bold text. */
  bold: [number, number][];
  /** Set on the paragraph itself. */
  number: { id: string; level: number } | null;
  style: string;
  /** A tracked change strikes its end out. */
  isUnended: boolean;
}

interface Lists {
  readonly numbering: Numbering | null;
  readonly styles: Styles | null;
}

/** The words of one part: its lines, and what they do not show. */
interface Words {
  readonly lines: string[];
  /** Indices of the lines that are rows of a table. */
  readonly rows: Set<number>;
  readonly deleted: string[];
  readonly hidden: string[];
  changes: number;
}

/** Elements whose content stands elsewhere as well, or is no words. */
const silent = new Set(['w:instrText', 'w:delInstrText', 'mc:Fallback', 'm:ctrlPr']);
/** Elements whose words a tracked change takes away from here. */
const struck = new Set(['w:del', 'w:moveFrom']);
const texts = new Set(['w:t', 'w:delText', 'm:t']);

/** Reads one part from front to back. */
class PartReader {
  readonly words: Words = { lines: [], rows: new Set(), deleted: [], hidden: [], changes: 0 };
  readonly #lists: Lists;
  readonly #open: Paragraph[] = [];
  readonly #tables = new TableRows();
  #muted = 0;
  #struck = 0;
  /** Inside what the properties were before a change that was tracked. */
  #former = 0;
  #isBold = false;
  #isHidden = false;
  #inText = false;
  #inRunProperties = false;
  #inParagraphProperties = false;
  /** A paragraph whose end a tracked change strikes out: the next one goes on with it. */
  #unended: Paragraph | null = null;
  #level = 0;
  #length = 0;

  constructor(lists: Lists) {
    this.#lists = lists;
  }

  open(name: string, attribute: (name: string) => string | undefined): void {
    if (name === 'w:pPrChange' || name === 'w:rPrChange') this.#former += 1;
    if (this.#former > 0) return;
    const value = (): string => attribute('w:val') ?? '';
    const isOn = (): boolean => !['0', 'false', 'off'].includes(attribute('w:val') ?? '1');
    const paragraph = this.#open.at(-1);
    this.#tables.open(name);
    if (silent.has(name)) this.#muted += 1;
    else if (struck.has(name)) {
      this.#struck += 1;
      if (paragraph && this.#inParagraphProperties && this.#inRunProperties) paragraph.isUnended = true;
    } else if (name === 'w:p') this.#begin();
    else if (name === 'w:pPr') this.#inParagraphProperties = true;
    else if (name === 'w:r') this.#beginRun();
    else if (name === 'w:rPr') this.#inRunProperties = true;
    else if (name === 'w:b' && this.#inRunProperties) this.#isBold = isOn();
    else if (name === 'w:vanish' && this.#inRunProperties) this.#isHidden = isOn();
    else if (texts.has(name)) this.#inText = true;
    else if (name === 'w:tab' && !this.#inRunProperties) this.#add(' ');
    else if (name === 'w:br' || name === 'w:cr') this.#add('\n');
    else if (name === 'w:noBreakHyphen') this.#add('-');
    else if (name === 'w:sym') this.#add(signOf(attribute('w:char')));
    else if (name === 'w:pStyle' && paragraph) paragraph.style = value();
    else if (name === 'w:ilvl') this.#level = Number(attribute('w:val') ?? '0');
    else if (name === 'w:numId' && paragraph) paragraph.number = { id: attribute('w:val') ?? '0', level: this.#level };
  }

  close(name: string): void {
    if (name === 'w:pPrChange' || name === 'w:rPrChange') this.#former -= 1;
    else if (this.#former > 0) return;
    else if (silent.has(name)) this.#muted -= 1;
    else if (struck.has(name)) {
      this.#struck -= 1;
      this.words.changes += 1;
    } else if (name === 'w:ins' || name === 'w:moveTo') this.words.changes += 1;
    else if (name === 'w:rPr') this.#inRunProperties = false;
    else if (name === 'w:pPr') this.#inParagraphProperties = false;
    else if (texts.has(name)) this.#inText = false;
    else if (name === 'w:r') this.#beginRun();
    else if (name === 'w:p') {
      const done = this.#open.pop();
      // What stands in the alternative for old programs stood before it already.
      if (done && this.#muted === 0) this.#end(done);
      this.#level = 0;
    } else if (name === 'w:tc') this.finish();
    else if (name === 'w:tr') this.#endRow();
  }

  /** Sets down a paragraph whose end was struck out and that nothing follows. */
  finish(): void {
    const left = this.#unended;
    this.#unended = null;
    if (left) this.#keep(left);
  }

  #end(done: Paragraph): void {
    if (done.isUnended && this.#open.length === 0) this.#unended = done;
    else this.#keep(done);
  }

  #keep(done: Paragraph): void {
    const line = lineOf(done, this.#lists);
    if (!this.#tables.take(line)) this.words.lines.push(line);
  }

  #endRow(): void {
    const row = this.#tables.closeRow();
    if (row === null) return;
    if ('row' in row) this.words.rows.add(this.words.lines.push(row.row) - 1);
    else for (const line of row.paragraphs) this.words.lines.push(line);
  }

  text(words: string): void {
    if (this.#inText) this.#add(words);
  }

  #begin(): void {
    const before = this.#open.length === 0 ? this.#unended : null;
    if (before) this.#unended = null;
    this.#open.push({ text: '', bold: [], ...before, number: null, style: '', isUnended: false });
  }

  #beginRun(): void {
    this.#isBold = false;
    this.#isHidden = false;
  }

  #add(words: string): void {
    const paragraph = this.#open.at(-1);
    if (!paragraph || this.#muted > 0) return;
    this.#length += words.length;
    if (this.#length > limits.text) throw new Refusal('document_too_large', { limit: `${limits.text} characters` });
    if (this.#struck > 0) this.words.deleted.push(words);
    else if (this.#isHidden) this.words.hidden.push(words);
    else append(paragraph, words, this.#isBold);
  }
}

/** A sign that is named by its place in a font: the private area of symbol fonts tells nothing. */
const signOf = (code: string | undefined): string => {
  const value = Number.parseInt(code ?? '', 16);
  return value > 0x20 && value < 0xd800 ? String.fromCharCode(value) : '\ufffd';
};

function append(paragraph: Paragraph, words: string, isBold: boolean): void {
  const from = paragraph.text.length;
  paragraph.text += words;
  if (!isBold || words === '') return;
  const last = paragraph.bold.at(-1);
  if (last?.[1] === from) last[1] = paragraph.text.length;
  else paragraph.bold.push([from, paragraph.text.length]);
}

function wordsOf(xml: string, lists: Lists): Words {
  const reader = new PartReader(lists);
  readXml(xml, reader);
  reader.finish();
  return reader.words;
}

/** The line of a paragraph; bold is marked only where part of the words is bold. */
function lineOf({ text, bold, number, style }: Paragraph, lists: Lists): string {
  const mark = text.trim() === '' ? '' : markOf(number, style, lists);
  const partly = bold.some(([from, to]) => to - from < text.trim().length);
  if (!partly || text.includes('**')) return mark + text;
  let marked = '';
  let last = 0;
  for (const [from, to] of bold) {
    marked += `${text.slice(last, from)}**${text.slice(from, to)}**`;
    last = to;
  }
  return mark + marked + text.slice(last);
}

/** The mark that Word sets before a paragraph: by its own list, else by that of its style. */
function markOf(own: Paragraph['number'], style: string, { numbering, styles }: Lists): string {
  if (!numbering) return '';
  if (own) return numbering.next(own.id, own.level);
  const styled = styles?.numberOf(style);
  if (!styled) return '';
  return numbering.next(styled.list, styled.level ?? numbering.levelOf(styled.list, style));
}
