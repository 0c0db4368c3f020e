/** Text of a .docx file: a line a paragraph, numbers that Word sets by itself written out, bold run-in heads marked. */
import { Refusal } from '#regime';
import { type Numbering, numberingOf } from './docx-numbers.ts';
import { type Styles, stylesOf } from './docx-styles.ts';
import { limits } from './limits.ts';
import { readXml } from './xml.ts';
import { entriesOf, unpack } from './zip.ts';

/** Refusals: `document_macros`, `document_broken`, `document_bomb`, `document_encrypted`, `document_kind`. */
export function docxText(file: Buffer): string {
  const entries = entriesOf(file);
  const macro = [...entries.keys()].find((name) => /vbaProject|vbaData|\.bin$/i.test(name) && /vba|macro/i.test(name));
  const types = entries.get('[Content_Types].xml');
  const main = entries.get('word/document.xml');
  if (macro || (types && unpack(file, types).toString('utf8').includes('macroEnabled'))) {
    throw new Refusal('document_macros', { part: macro ?? '[Content_Types].xml' });
  }
  if (!main) throw new Refusal('document_kind', { kind: 'ZIP' });
  const numbers = entries.get('word/numbering.xml');
  const numbering = numbers ? numberingOf(unpack(file, numbers).toString('utf8')) : null;
  const looks = entries.get('word/styles.xml');
  const styles = looks && numbering ? stylesOf(unpack(file, looks).toString('utf8')) : null;
  return bodyText(unpack(file, main).toString('utf8'), { numbering, styles });
}

interface Paragraph {
  text: string;
  /** Stretches of bold text. */
  bold: [number, number][];
  /** Set on the paragraph itself. */
  number: { id: string; level: number } | null;
  style: string;
}

interface Lists {
  readonly numbering: Numbering | null;
  readonly styles: Styles | null;
}

/** Elements whose content is no text of the document. */
const silent = new Set(['w:instrText', 'w:delText', 'mc:Fallback', 'w:del', 'w:moveFrom', 'w:pict', 'm:ctrlPr']);

function bodyText(xml: string, numbering: Lists): string {
  const lines: string[] = [];
  const open: Paragraph[] = [];
  let muted = 0;
  /** Inside what the properties were before a change that was tracked. */
  let former = 0;
  let isBold = false;
  let inText = false;
  let inRunProperties = false;
  let level = 0;
  let length = 0;
  const add = (words: string): void => {
    const paragraph = open.at(-1);
    if (!paragraph || muted > 0) return;
    length += words.length;
    if (length > limits.text) throw new Refusal('document_too_large', { limit: `${limits.text} characters` });
    const from = paragraph.text.length;
    paragraph.text += words;
    const last = paragraph.bold.at(-1);
    if (!isBold || words === '') return;
    if (last?.[1] === from) last[1] = paragraph.text.length;
    else paragraph.bold.push([from, paragraph.text.length]);
  };
  readXml(xml, {
    open: (name, attribute) => {
      if (name === 'w:pPrChange' || name === 'w:rPrChange') former += 1;
      if (former > 0) return;
      if (silent.has(name)) muted += 1;
      else if (name === 'w:p') open.push({ text: '', bold: [], number: null, style: '' });
      else if (name === 'w:r') isBold = false;
      else if (name === 'w:rPr') inRunProperties = true;
      else if (name === 'w:b' && inRunProperties) isBold = !['0', 'false', 'off'].includes(attribute('w:val') ?? '1');
      else if (name === 'w:t') inText = true;
      else if (name === 'w:tab' && !inRunProperties) add(' ');
      else if (name === 'w:br' || name === 'w:cr') add('\n');
      else if (name === 'w:noBreakHyphen') add('-');
      else if (name === 'w:pStyle' && open.length > 0) open.at(-1)!.style = attribute('w:val') ?? '';
      else if (name === 'w:ilvl') level = Number(attribute('w:val') ?? '0');
      else if (name === 'w:numId' && open.length > 0) open.at(-1)!.number = { id: attribute('w:val') ?? '0', level };
    },
    close: (name) => {
      if (name === 'w:pPrChange' || name === 'w:rPrChange') former -= 1;
      else if (former > 0) return;
      else if (silent.has(name)) muted -= 1;
      else if (name === 'w:rPr') inRunProperties = false;
      else if (name === 'w:t') inText = false;
      else if (name === 'w:r') isBold = false;
      else if (name === 'w:p') {
        const done = open.pop();
        if (done) lines.push(lineOf(done, numbering));
        level = 0;
      }
    },
    text: (words) => {
      if (inText) add(words);
    },
  });
  return `${lines.join('\n')}\n`;
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
