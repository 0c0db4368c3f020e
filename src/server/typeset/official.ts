/**
 * An official document as blocks, before any file format: what GB/T 9704-2012 calls its elements, and a body of
 * headings, paragraphs and tables. Both writers set out the same value.
 */

/** A stretch of text; with `note` it is a figure, and the note of that id says where it came from. */
export interface Run {
  readonly text: string;
  readonly note?: string;
}

export interface Column {
  readonly head: string;
  /** Width in characters of the body; the columns of a table share the 28 of a line by it. */
  readonly wide: number;
  readonly align: 'left' | 'centre' | 'right';
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly runs: readonly Run[] }
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[] }
  | { readonly kind: 'to-write'; readonly runs: readonly Run[] }
  | {
      readonly kind: 'table';
      /** Note of the table as a whole; its cells have their own where they are figures. */
      readonly note: string;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Run[])[];
    };

/** Where a figure came from: the question that was asked and the place in its answer. */
export interface Note {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** As printed, and as answered. */
  readonly text: string;
  readonly value: unknown;
  readonly ask: Asked;
  readonly at: string;
}
export interface Asked {
  readonly kind: string;
  readonly with: Readonly<Record<string, string>>;
}

/** What a reader of the file can ask: which paper it is, by which law, on which day, and every note. */
export interface Origin {
  readonly template: string;
  readonly pack: string;
  readonly law: string;
  readonly day: string;
  readonly made: string;
  readonly version: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly notes: readonly Note[];
}

export type Form = 'notice' | 'letter' | 'minutes' | 'report' | 'paper';

/** People of a meeting, for minutes: 出席、请假、列席. */
export interface Present {
  readonly word: string;
  readonly names: readonly string[];
}

export interface OfficialDocument {
  readonly form: Form;
  /** 份号, 密级和保密期限, 紧急程度: top left, in this order. */
  readonly copyNumber?: string;
  readonly secrecy?: string;
  readonly urgency?: string;
  /** 发文机关标志, in red; none on a `paper`. */
  readonly mark?: string;
  /** 发文字号 with the year in 〔〕; the number itself may still be open. */
  readonly number?: string;
  /** 签发人, on reports to a higher body. */
  readonly signer?: string;
  readonly title: string;
  readonly addressees: readonly string[];
  readonly present?: readonly Present[];
  readonly body: readonly Block[];
  readonly attachments: readonly { readonly title: string; readonly body: readonly Block[] }[];
  /** 发文机关署名, of several in their order (联合行文), and 成文日期 (YYYY-MM-DD); with a seal there is room for it. */
  readonly signature?: { readonly issuers: readonly string[]; readonly day: string; readonly sealed: boolean };
  /** 附注, in brackets below the date. */
  readonly remark?: string;
  /** 版记: 抄送, 印发机关 and 印发日期. */
  readonly end?: { readonly copies: readonly string[]; readonly printedBy: string; readonly printedOn: string };
  readonly origin: Origin;
}

/** Text of runs without their notes. */
export const plain = (runs: readonly Run[]): string => runs.map((run) => run.text).join('');

/** A day as official documents write it: 2026年5月1日, no leading zero. */
export function officialDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** 附件说明: one name stands alone, several are numbered. */
export const attachmentLines = (titles: readonly string[]): string[] =>
  titles.map((title, index) => (titles.length === 1 ? title : `${index + 1}．${title}`));

/** Width in characters: digits and Latin letters take half of one. */
export const widthOf = (text: string): number =>
  [...text].reduce(
    (sum, character) => sum + (character.codePointAt(0)! < 0x2e80 && !/[—“”‘’…〔〕]/.test(character) ? 0.5 : 1),
    0,
  );

/** Title broken into lines of at most so many characters, nearly equal, never inside a word or a number. */
export function titleLines(title: string, most: number): string[] {
  // Who issues it and what it is about are two thoughts: 某某办公室 / 关于…的通知.
  const about = title.indexOf('关于');
  const parts =
    about > 0 && widthOf(title) > most ? [...issuerLines(title.slice(0, about), most), title.slice(about)] : [title];
  return parts.flatMap((part) => balanced(part, most));
}

/** Several issuers are broken apart between each other before one of them is. */
function issuerLines(names: string, most: number): string[] {
  const lines: string[] = [];
  for (const name of names.split(/(?<=、)/)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last + name) <= most) lines[lines.length - 1] = last + name;
    else lines.push(name);
  }
  return lines;
}

function balanced(title: string, most: number): string[] {
  const lines: string[] = [];
  for (let rest = title; rest !== ''; ) {
    const each = widthOf(rest) / Math.ceil(widthOf(rest) / most);
    const off = (piece: string): number => Math.abs(widthOf(piece) - each);
    const possible = startsOf(rest).filter((piece) => widthOf(piece) <= most);
    const forced = [...rest].slice(0, most).join('');
    const line = possible.reduce((best, piece) => (off(piece) < off(best) ? piece : best), possible[0] ?? forced);
    lines.push(line);
    rest = rest.slice(line.length);
  }
  return lines;
}

const words = new Intl.Segmenter('zh', { granularity: 'word' });
const bound = ['乡村|振兴'];

/** Every beginning of a title after which it may be broken. */
function startsOf(title: string): string[] {
  const segments = [...words.segment(title)];
  return segments.flatMap(({ segment, index }, at) => {
    const next = segments[at + 1]?.segment;
    const isBound =
      next !== undefined &&
      (/^[\d年月日度）》、，。的]|^[会室组局厅部办省市州县区旗族镇乡村]$/.test(next) ||
        /[（《\d]$/.test(segment) ||
        bound.includes(`${segment}|${next}`));
    return isBound ? [] : [title.slice(0, index + segment.length)];
  });
}

/** Everything that is printed. */
export function printedText(document: OfficialDocument): string {
  const blocks = [...document.body, ...document.attachments.flatMap((one) => one.body)];
  const body = blocks.map((block) =>
    block.kind === 'table'
      ? block.rows
          .flat()
          .map((run) => run.text)
          .join('')
      : plain(block.runs),
  );
  return [document.title, document.mark, ...document.addressees, ...body].join('');
}
