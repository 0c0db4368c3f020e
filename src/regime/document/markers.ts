/** The mark at the head of a clause: 第一章, 第一条, 一、, （一）, 1. and so on, also where it is misprinted. */
import { numeralClass, numeralValue } from './numerals.ts';
import { wholeCharacters } from './radicals.ts';

export type MarkerType =
  | 'part'
  | 'chapter'
  | 'division'
  | 'article'
  | 'comma'
  | 'bracket'
  | 'dot'
  | 'round'
  | 'half'
  | 'ring';

export interface Marker {
  readonly type: MarkerType;
  readonly number: number;
  /** 第二条之一 was put in behind 第二条: 1; 0 for all others. */
  readonly insert: number;
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
const ordinal = new RegExp(
  `^第[ \\u3000]{0,2}(${numerals})[ \\u3000]{0,2}([编章节条])(?![款约])(?:之([${numeralClass}]{1,3})(?=\\s|$))?`,
);
const comma = new RegExp(`^([${numeralClass}]{1,7})[、．.]`);
const bracket = new RegExp(`^([（(])[ \\u3000]?([${numeralClass}]{1,7}|[0-9０-９]{1,3})[ \\u3000]?([）)])`);
const dot = /^([0-9０-９]{1,3})(?:[、．]|\.(?![0-9]))/;
const half = /^([0-9０-９]{1,3})[)）]/;
const rings = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿';
/** Marks that are one sign: ㈠ stands for （一）, ⑴ for （1）, ⒈ for 1. */
const single: readonly (readonly [signs: string, type: MarkerType])[] = [
  ['㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩', 'bracket'],
  ['⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇', 'round'],
  ['⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛', 'dot'],
  [rings, 'ring'],
];
const unseen = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/;

/** The mark at the head of a line, or null. `第五条第二款` and `第三条规定的` in running text are no marks. */
export function readMarker(line: string): Marker | null {
  const head = wholeCharacters(line.slice(0, 24));
  if (!unseen.test(head)) return readHead(head);
  // Signs that nobody sees hide no mark. What they leave out is counted back in.
  const seen = [...head].filter((sign) => !unseen.test(sign)).join('');
  const marker = readHead(seen);
  if (!marker) return null;
  let rest = 0;
  for (let left = marker.rest; left > 0 || (rest < head.length && unseen.test(head[rest]!)); rest += 1)
    if (!unseen.test(head[rest]!)) left -= 1;
  return { ...marker, rest };
}

const readHead = (head: string): Marker | null =>
  readOrdinal(head) ?? readBracket(head) ?? readComma(head) ?? readDot(head) ?? readHalf(head) ?? readSingle(head);

const skipBlanks = (head: string, at: number): number => {
  let index = at;
  while (index < head.length && /[\s\u3000]/.test(head[index]!)) index += 1;
  return index;
};

function readOrdinal(head: string): Marker | null {
  const match = ordinal.exec(head);
  if (!match) return null;
  const [label, digits = '', sign = '', inserted = ''] = match;
  const number = numeralValue(digits.replace(dashes, '一'));
  if (number === null || number === 0) return null;
  const rest = skipBlanks(head, label.length);
  // 第八条规定…, 第五条、第六条…, 第一章和第二章: the sentence goes on, it is no heading.
  if (rest === label.length && /^(?:规定|第|所|的|之|至|或|和|及|、|，|,|。|；|\s*中)/.test(head.slice(rest)))
    return null;
  const misread = digits.replace(dashes, '') !== digits;
  const insert = inserted === '' ? 0 : (numeralValue(inserted) ?? 0);
  return { type: ranks[sign]!, number, insert, label: label.trimEnd(), rest, width: null, misread };
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
  return { type, number, insert: 0, label, rest: skipBlanks(head, label.length), width, misread: false };
}

function readComma(head: string): Marker | null {
  const match = comma.exec(head);
  const number = match ? numeralValue(match[1]!) : null;
  if (!match || number === null || number === 0) return null;
  const width = match[0].endsWith('.') ? 'half' : 'full';
  const rest = skipBlanks(head, match[0].length);
  return { type: 'comma', number, insert: 0, label: match[0], rest, width, misread: false };
}

function readDot(head: string): Marker | null {
  const match = dot.exec(head);
  const number = match ? numeralValue(match[1]!) : null;
  if (!match || number === null || number === 0) return null;
  const rest = skipBlanks(head, match[0].length);
  const width = match[0].endsWith('.') ? 'half' : 'full';
  return { type: 'dot', number, insert: 0, label: match[0], rest, width, misread: false };
}

/** 1) and 1）, but not 1）中 behind a comma: an enumeration inside a sentence does not begin a line. */
function readHalf(head: string): Marker | null {
  const match = half.exec(head);
  const number = match ? numeralValue(match[1]!) : null;
  if (!match || number === null || number === 0) return null;
  const width = match[0].endsWith(')') ? 'half' : 'full';
  const rest = skipBlanks(head, match[0].length);
  return { type: 'half', number, insert: 0, label: match[0], rest, width, misread: false };
}

function readSingle(head: string): Marker | null {
  const sign = head.slice(0, 1);
  for (const [signs, type] of single) {
    const number = sign === '' ? 0 : signs.indexOf(sign) + 1;
    if (number > 0)
      return { type, number, insert: 0, label: sign, rest: skipBlanks(head, 1), width: null, misread: false };
  }
  return null;
}
