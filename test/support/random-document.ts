/**
 * Official documents of our own writing, made from a seed, clean or with a known fault in a known place. The words are
 * about kites and tea and mean nothing; their shape is that of the real ones.
 */
import { numeralOf } from '../../src/regime/document/numerals.ts';

export type Random = () => number;

/** A small generator of numbers 0..1 that repeats for the same seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A line of the document and what it is. */
export interface WrittenLine {
  text: string;
  readonly part: 'head' | 'chapter' | 'article' | 'item' | 'paragraph' | 'section' | 'subsection' | 'end';
  /** Id of the clause that begins on this line. */
  readonly id?: string;
  readonly number?: number;
}

export interface Written {
  readonly title: string;
  readonly lines: WrittenLine[];
  readonly style: 'articles' | 'sections';
}

const who = ['风筝委员会', '茶会办事处', '各村放风人', '看云小组', '糊纸匠协会', '大风市风筝局', '山坡讲述人'];
const does = [
  '组织放飞',
  '检查竹骨',
  '记录风向',
  '修补纸面',
  '公布茶单',
  '照看线轴',
  '讲述来历',
  '清点尾带',
  '培训新手',
  '分配山坡',
];
const when = ['每年春季', '每季度至少一次', '定期', '任期内', '遇有大风时', '每月初一', '在雨停之后'];
const what = ['旧线轴', '竹骨架', '彩色尾带', '茶水账目', '风向记录', '北坡场地', '放飞名册', '纸张存量'];
const headings = [
  '总则',
  '放飞责任',
  '茶会组织',
  '看风办法',
  '检查修补',
  '奖励',
  '附则',
  '场地管理',
  '名册登记',
  '来历讲述',
];

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
const between = (random: Random, low: number, high: number): number => low + Math.floor(random() * (high - low + 1));

/** A clean sentence of 20 to 70 characters. */
export function sentence(random: Random): string {
  const parts = Array.from({ length: between(random, 1, 3) }, () => `${pick(random, does)}并核对${pick(random, what)}`);
  const quoted = random() < 0.2 ? `“${pick(random, headings)}”和` : '';
  const bracket = random() < 0.2 ? '（含协管）' : '';
  return `${pick(random, who)}${bracket}应当${pick(random, when)}${quoted}${parts.join('，')}。`;
}

const sentences = (random: Random, low: number, high: number): string =>
  Array.from({ length: between(random, low, high) }, () => sentence(random)).join('');

/** A clean document: a head, articles in chapters or sections, and a clause on entry into force. */
export function writeDocument(random: Random): Written {
  return random() < 0.6 ? writeArticles(random) : writeSections(random);
}

function head(random: Random, title: string): WrittenLine[] {
  const lines: WrittenLine[] = [];
  const add = (text: string): number => lines.push({ text, part: 'head' });
  if (random() < 0.5) {
    add('大风市风筝委员会办公室');
    add(`风办〔20${between(random, 10, 29)}〕${between(random, 1, 99)}号`);
  }
  add(title);
  if (random() < 0.5) add('（2024年3月1日风筝委员会通过　2024年3月5日风筝委员会办公室发布）');
  if (random() < 0.5) add('各区县风筝委员会，各茶会办事处：');
  return lines;
}

function writeArticles(random: Random): Written {
  const title = `大风市${pick(random, ['放飞', '看风', '茶会'])}责任${pick(random, ['办法', '实施细则', '若干规定'])}`;
  const lines = head(random, title);
  const count = between(random, 6, 24);
  let chapter = 0;
  for (let number = 1; number <= count; number += 1) {
    if (number === 1 || random() < 0.25) {
      chapter += 1;
      lines.push({
        text: `第${numeralOf(chapter)}章　${pick(random, headings)}`,
        part: 'chapter',
        id: `ch${chapter}`,
        number: chapter,
      });
    }
    const last = number === count;
    writeArticle(random, number, last, lines);
  }
  return { title, lines, style: 'articles' };
}

function writeArticle(random: Random, number: number, last: boolean, lines: WrittenLine[]): void {
  const id = `art${number}`;
  const mark = `第${numeralOf(number)}条　`;
  if (last) {
    lines.push({ text: `${mark}本文自发布之日起施行。`, part: 'article', id, number });
    return;
  }
  if (random() < 0.35) {
    lines.push({ text: `${mark}${pick(random, who)}的责任主要包括：`, part: 'article', id, number });
    const items = between(random, 2, 12);
    for (let item = 1; item <= items; item += 1) {
      const text = `（${numeralOf(item)}）${sentences(random, 1, 3)}`;
      lines.push({ text, part: 'item', id: `${id}/item${item}`, number: item });
    }
    return;
  }
  lines.push({ text: `${mark}${sentences(random, 1, 3)}`, part: 'article', id, number });
  const more = random() < 0.3 ? between(random, 1, 2) : 0;
  for (let next = 2; next <= more + 1; next += 1) {
    lines.push({ text: sentences(random, 1, 2), part: 'paragraph', id: `${id}/p${next}` });
  }
}

function writeSections(random: Random): Written {
  const title = `关于做好全市${pick(random, ['放飞', '看风', '茶会'])}工作的${pick(random, ['意见', '通知', '实施意见'])}`;
  const lines = head(random, title);
  if (random() < 0.7) lines.push({ text: sentences(random, 1, 2), part: 'paragraph', id: 'lead' });
  const count = between(random, 3, 12);
  for (let section = 1; section <= count; section += 1) {
    const id = `sec${section}`;
    lines.push({ text: `${numeralOf(section)}、${pick(random, headings)}`, part: 'section', id, number: section });
    const subs = random() < 0.5 ? between(random, 2, 5) : 0;
    if (subs === 0) lines.push({ text: sentences(random, 2, 5), part: 'paragraph' });
    for (let sub = 1; sub <= subs; sub += 1) {
      const text = `（${numeralOf(sub)}）${pick(random, does)}。${sentences(random, 2, 4)}`;
      lines.push({ text, part: 'subsection', id: `${id}/sub${sub}`, number: sub });
    }
  }
  lines.push({ text: '大风市风筝委员会办公室', part: 'end' }, { text: '2024年3月5日', part: 'end' });
  return { title, lines, style: 'sections' };
}

/** The file: one line a paragraph with an empty line between, or set in and cut at the width of a page. */
export function printed(written: Written, width?: number): string {
  const rows = written.lines.flatMap(({ text, part }) =>
    width === undefined || part === 'head' || part === 'end' ? [text] : wrapped(`　　${text}`, width),
  );
  return `${rows.join(width === undefined ? '\n\n' : '\n')}\n`;
}

function wrapped(text: string, width: number): string[] {
  const rows: string[] = [];
  let from = 0;
  while (text.length - from > width) {
    // As typesetters do: no line begins with a stop or a closing bracket.
    let to = from + width;
    while (to < text.length && '，。；：、）》”'.includes(text[to]!)) to += 1;
    rows.push(text.slice(from, to));
    from = to;
  }
  if (from < text.length) rows.push(text.slice(from));
  return rows;
}

export interface Injected {
  readonly text: string;
  readonly code: string;
  /** Line of the printed file on which the fault must be named; null where any line will do. */
  readonly line: number | null;
}

/** Line of the file of each written line in the print with an empty line between. */
const fileLine = (index: number): number => index * 2 + 1;

type Injection = (random: Random, written: Written) => Injected | null;

const long = (written: Written): number[] =>
  written.lines.flatMap(({ text, part }, index) =>
    part !== 'head' && part !== 'end' && part !== 'chapter' && text.length > 40 ? [index] : [],
  );

/** Writes the print with one line changed. */
function changed(written: Written, index: number, text: string, code: string): Injected {
  const lines = written.lines.map((line, at) => (at === index ? { ...line, text } : line));
  return { text: printed({ ...written, lines }), code, line: fileLine(index) };
}

const numbered = (written: Written): number[] =>
  written.lines.flatMap(({ part }, index) => (part === 'article' || part === 'section' ? [index] : []));

/** A way to spoil a clean document, by the code that must be named. */
export const injections: Record<string, Injection> = {
  number_missing(random, written) {
    const marks = numbered(written);
    if (marks.length < 5) return null;
    const index = between(random, 1, marks.length - 3);
    const from = marks[index]!;
    let to = from + 1;
    while (to < marks[index + 1]! && written.lines[to]!.part !== 'chapter') to += 1;
    const lines = [...written.lines.slice(0, from), ...written.lines.slice(to)];
    const next = lines.findIndex(
      ({ part, number }, at) => at >= from && part === written.lines[from]!.part && number !== undefined,
    );
    return { text: printed({ ...written, lines }), code: 'number_missing', line: fileLine(next) };
  },
  number_doubled(random, written) {
    const marks = numbered(written);
    if (marks.length < 5) return null;
    const index = marks[between(random, 2, marks.length - 2)]!;
    const { text, number } = written.lines[index]!;
    const mark = numeralOf(number!);
    return changed(written, index, text.replace(mark, numeralOf(number! - 1)), 'number_doubled');
  },
  number_misordered(random, written) {
    const marks = numbered(written);
    if (marks.length < 6) return null;
    const index = marks[between(random, 2, marks.length - 3)]!;
    const { text, number } = written.lines[index]!;
    return changed(written, index, text.replace(numeralOf(number!), numeralOf(number! + 40)), 'number_misordered');
  },
  bracket_mixed(random, written) {
    const marks = written.lines.flatMap(({ text }, index) => (text.slice(5).includes('（含协管）') ? [index] : []));
    if (marks.length === 0) return null;
    const index = pick(random, marks);
    return changed(written, index, written.lines[index]!.text.replace('（含协管）', '（含协管)'), 'bracket_mixed');
  },
  bracket_unmatched(random, written) {
    const marks = written.lines.flatMap(({ text }, index) => (text.slice(5).includes('（含协管）') ? [index] : []));
    if (marks.length === 0) return null;
    const index = pick(random, marks);
    return changed(written, index, written.lines[index]!.text.replace('（含协管）', '含协管）'), 'bracket_unmatched');
  },
  cut_by_page(random, written) {
    const places = long(written);
    if (places.length === 0) return null;
    const index = pick(random, places);
    const { text } = written.lines[index]!;
    const candidates = Array.from({ length: text.length - 36 }, (_, at) => at + 18).filter(
      (at) =>
        !'，。；：、）》”！？'.includes(text[at]!) &&
        !'，。；：、！？（“《'.includes(text[at - 1]!) &&
        text[at] !== text[at - 1],
    );
    if (candidates.length === 0) return null;
    const at = pick(random, candidates);
    return changed(written, index, `${text.slice(0, at)}\n\n${text.slice(at)}`, 'cut_by_page');
  },
  width_mixed(random, written) {
    const places = long(written).filter((index) => written.lines[index]!.text.includes('，'));
    if (places.length < 3) return null;
    const index = pick(random, places);
    return changed(written, index, written.lines[index]!.text.replace('，', ','), 'width_mixed');
  },
  stray_character(random, written) {
    const places = long(written);
    if (places.length === 0) return null;
    const index = pick(random, places);
    const { text } = written.lines[index]!;
    const sign = pick(random, ['\ufffd', '\u202e', '\ue5e5', '\u0007']);
    return changed(written, index, `${text.slice(0, 20)}${sign}${text.slice(20)}`, 'stray_character');
  },
  stray_number(random, written) {
    const index = between(random, 0, written.lines.length - 1);
    const lines = written.lines.toSpliced(index, 0, { text: String(between(random, 10_000, 999_999)), part: 'head' });
    return { text: printed({ ...written, lines }), code: 'stray_number', line: fileLine(index) };
  },
  look_alike(random, written) {
    const places = long(written);
    if (places.length === 0) return null;
    const index = pick(random, places);
    const wrong = pick(random, ['迸行', '己经', '入民', '部暑']);
    return changed(written, index, `${written.lines[index]!.text.slice(0, -1)}，${wrong}。`, 'look_alike');
  },
  foreign_text(random, written) {
    const places = long(written);
    if (places.length === 0) return null;
    const index = pick(random, places);
    const { text } = written.lines[index]!;
    const at = Math.floor(text.length / 2);
    const cut = '，。；：、）》”（“《'.includes(text[at - 1]!) || '，。；：、）》”'.includes(text[at]!) ? at + 2 : at;
    if ('，。；：、！？'.includes(text[cut - 1]!)) return null;
    const ad = pick(random, ['大风日报', `茶会印发《${written.title}》`]);
    return {
      ...changed(written, index, `${text.slice(0, cut)}\n\n${ad}\n\n${text.slice(cut)}`, 'foreign_text'),
      line: fileLine(index) + 2,
    };
  },
  two_dates(_random, written) {
    if (written.style !== 'sections') return null;
    const lines = [{ text: '发布时间：2024-06-30', part: 'head' as const }, ...written.lines];
    return { text: printed({ ...written, lines }), code: 'two_dates', line: 1 };
  },
};
