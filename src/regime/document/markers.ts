/** The mark at the head of a clause: 第一章, 第一条, 一、, （一）, 1. and so on, also where it is misprinted. */
import { numeralClass, numeralValue } from './numerals.ts';
import { wholeCharacters } from './radicals.ts';

export type MarkerType = 'part' | 'chapter' | 'division' | 'article' | 'comma' | 'bracket' | 'dot' | 'round' | 'ring';

export interface Marker {
  readonly type: MarkerType;
  readonly number: number;
  /** As printed, without the blanks behind it. */
  readonly label: string;
  /** Index in the line at which the words begin. */
  readonly rest: number;
  /** Width of the brackets or the dot: full, half, or mixed in one mark. */
  readonly width: 'full' | 'half' | 'mixed' | null;
  /** The number was read through a look-alike: 第—条 with a dash. */
  readonly misread: boolean;
}

const ranks: Record<string, MarkerType> = { 编: 'part', 章: 'chapter', 节: 'division', 条: 'article' };
const dashes = /[—–－ー─-]/g;
const numerals = `[${numeralClass}—–－ー─-]{1,9}|[0-9０-９]{1,4}`;
const ordinal = new RegExp(`^第[ \\u3000]{0,2}(${numerals})[ \\u3000]{0,2}([编章节条])(?![款约])`);
const comma = new RegExp(`^([${numeralClass}]{1,7})[、．.]`);
const bracket = new RegExp(`^([（(])[ \\u3000]?([${numeralClass}]{1,7}|[0-9０-９]{1,3})[ \\u3000]?([）)])`);
const dot = /^([0-9０-９]{1,3})(?:[、．]|\.(?![0-9]))/;
const rings = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

/** The mark at the head of a line, or null. `第五条第二款` and `第三条规定的` in running text are no marks. */
export function readMarker(line: string): Marker | null {
  const head = wholeCharacters(line.slice(0, 24));
  return readOrdinal(head) ?? readBracket(head) ?? readComma(head) ?? readDot(head) ?? readRing(head);
}

const skipBlanks = (head: string, at: number): number => {
  let index = at;
  while (index < head.length && /[\s\u3000]/.test(head[index]!)) index += 1;
  return index;
};

function readOrdinal(head: string): Marker | null {
  const match = ordinal.exec(head);
  if (!match) return null;
  const [label, digits = '', sign = ''] = match;
  const number = numeralValue(digits.replace(dashes, '一'));
  if (number === null || number === 0) return null;
  const rest = skipBlanks(head, label.length);
  // 第八条规定…, 第五条、第六条…, 第一章和第二章: the sentence goes on, it is no heading.
  if (rest === label.length && /^(?:规定|第|所|的|之|至|或|和|及|、|，|,|。|；|\s*中)/.test(head.slice(rest)))
    return null;
  const misread = digits.replace(dashes, '') !== digits;
  return { type: ranks[sign]!, number, label: label.trimEnd(), rest, width: null, misread };
}

function readBracket(head: string): Marker | null {
  const match = bracket.exec(head);
  if (!match) return null;
  const [label, open = '', digits = '', close = ''] = match;
  const number = numeralValue(digits);
  if (number === null || number === 0) return null;
  const halves = Number(open === '(') + Number(close === ')');
  const width = (['full', 'mixed', 'half'] as const)[halves]!;
  const type = /[0-9０-９]/.test(digits) ? 'round' : 'bracket';
  return { type, number, label, rest: skipBlanks(head, label.length), width, misread: false };
}

function readComma(head: string): Marker | null {
  const match = comma.exec(head);
  const number = match ? numeralValue(match[1]!) : null;
  if (!match || number === null || number === 0) return null;
  const width = match[0].endsWith('.') ? 'half' : 'full';
  return { type: 'comma', number, label: match[0], rest: skipBlanks(head, match[0].length), width, misread: false };
}

function readDot(head: string): Marker | null {
  const match = dot.exec(head);
  const number = match ? numeralValue(match[1]!) : null;
  if (!match || number === null || number === 0) return null;
  const rest = skipBlanks(head, match[0].length);
  const width = match[0].endsWith('.') ? 'half' : 'full';
  return { type: 'dot', number, label: match[0], rest, width, misread: false };
}

function readRing(head: string): Marker | null {
  const number = rings.indexOf(head.slice(0, 1)) + 1;
  if (head === '' || number === 0) return null;
  return { type: 'ring', number, label: head[0]!, rest: skipBlanks(head, 1), width: null, misread: false };
}
