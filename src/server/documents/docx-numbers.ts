/** Numbers that Word sets by itself: the marks of lists, written out as they are printed. */
import { readXml } from './xml.ts';

interface Level {
  start: number;
  format: string;
  text: string;
  /** The paragraph style whose paragraphs stand on this level by themselves. */
  style: string;
  /** The highest level, from 1, after which it begins anew; 0: it counts on through the whole list. */
  restart: number;
}

export interface Numbering {
  /** The mark of the next paragraph of a list at a level; empty for bullets and unknown lists. */
  next(list: string, level: number): string;
  /** The level of a list that names a paragraph style; 0 where none does. */
  levelOf(list: string, style: string): number;
}

/** Reads word/numbering.xml. */
export function numberingOf(xml: string): Numbering {
  const abstract = new Map<string, Map<number, Level>>();
  const lists = new Map<string, string>();
  /** Lists that begin anew at some levels, and at which number. */
  const restarts = new Map<string, Map<number, number>>();
  let levels: Map<number, Level> | null = null;
  let level: Level | null = null;
  let list = '';
  let override: number | null = null;
  readXml(xml, {
    open: (name, attribute) => {
      const value = attribute('w:val') ?? '';
      if (name === 'w:abstractNum') {
        levels = new Map();
        abstract.set(attribute('w:abstractNumId') ?? '', levels);
      } else if (name === 'w:lvl' && levels) {
        level = { start: 1, format: 'decimal', text: '', style: '', restart: 9 };
        levels.set(Number(attribute('w:ilvl') ?? '0'), level);
      } else if (name === 'w:start' && level) level.start = Number(value) || 1;
      else if (name === 'w:lvlRestart' && level) level.restart = Number(value);
      else if (name === 'w:numFmt' && level) level.format = value;
      else if (name === 'w:lvlText' && level) level.text = value;
      else if (name === 'w:pStyle' && level) level.style = value;
      else if (name === 'w:lvlOverride' && list !== '') override = Number(attribute('w:ilvl') ?? '0');
      else if (name === 'w:startOverride' && override !== null) {
        const own = restarts.get(list) ?? new Map<number, number>();
        restarts.set(list, own.set(override, Number(value) || 1));
      } else if (name === 'w:num') list = attribute('w:numId') ?? '';
      else if (name === 'w:abstractNumId' && list !== '') lists.set(list, value);
    },
    close: (name) => {
      if (name === 'w:lvl') level = null;
      if (name === 'w:abstractNum') levels = null;
      if (name === 'w:lvlOverride') override = null;
      if (name === 'w:num') list = '';
    },
    text: () => {},
  });
  const counts = new Map<string, number[]>();
  return {
    levelOf: (id, style) => {
      for (const [depth, one] of abstract.get(lists.get(id) ?? '') ?? []) if (one.style === style) return depth;
      return 0;
    },
    next: (id, depth) => {
      const own = abstract.get(lists.get(id) ?? '');
      const at = own?.get(depth);
      if (!own || !at || at.format === 'bullet' || at.format === 'none') return '';
      // Lists of one form count on together, except where one of them begins anew.
      const key = restarts.has(id) ? id : `of ${lists.get(id)}`;
      const count = counts.get(key) ?? [];
      counts.set(key, count);
      count[depth] = (count[depth] ?? (restarts.get(id)?.get(depth) ?? at.start) - 1) + 1;
      for (let below = depth + 1; below < Math.min(count.length, 9); below += 1)
        if (depth < (own.get(below)?.restart ?? 9)) delete count[below];
      return at.text.replace(/%([1-9])/g, (_, place: string) => {
        const index = Number(place) - 1;
        const value = count[index] ?? own.get(index)?.start ?? 1;
        return written(value, own.get(index)?.format ?? 'decimal');
      });
    },
  };
}

const digits = '〇一二三四五六七八九';
const stems = '甲乙丙丁戊己庚辛壬癸';
const rings = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

function written(value: number, format: string): string {
  if (
    /^(?:chineseCounting|chineseCountingThousand|japaneseCounting|taiwaneseCounting|taiwaneseCountingThousand)$/.test(
      format,
    )
  ) {
    return chinese(value);
  }
  if (format === 'ideographDigital' || format === 'taiwaneseDigital')
    return [...String(value)].map((one) => digits[Number(one)]).join('');
  if (format === 'ideographTraditional' && value <= stems.length) return stems[value - 1]!;
  if (format === 'lowerRoman' || format === 'upperRoman') {
    const numeral = roman(value);
    return format === 'upperRoman' ? numeral : numeral.toLowerCase();
  }
  if (format.startsWith('decimalEnclosedCircle')) return rings[value - 1] ?? String(value);
  if (format === 'lowerLetter' || format === 'upperLetter') {
    const letter = String.fromCharCode(97 + ((value - 1) % 26));
    return format === 'upperLetter' ? letter.toUpperCase() : letter;
  }
  return String(value);
}

/** 1 to 3999 in Roman numerals. */
function roman(value: number): string {
  if (value <= 0 || value > 3999) return String(value);
  const signs = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'];
  const place = (at: number, [one, five, ten]: readonly [string, string, string]): string =>
    signs[Math.floor(value / at) % 10]!.replace(/[IVX]/g, (sign) => (sign === 'I' ? one : sign === 'V' ? five : ten));
  return (
    place(1000, ['M', '', '']) + place(100, ['C', 'D', 'M']) + place(10, ['X', 'L', 'C']) + place(1, ['I', 'V', 'X'])
  );
}

/** 1 to 9999 in Chinese: 十二, 一百零三. */
function chinese(value: number): string {
  if (value <= 0 || value > 9999) return String(value);
  let text = '';
  let rest = value;
  let gap = false;
  for (const [sign, place] of [
    ['千', 1000],
    ['百', 100],
    ['十', 10],
    ['', 1],
  ] as const) {
    const digit = Math.floor(rest / place);
    rest %= place;
    if (digit === 0) gap = text !== '';
    else {
      text += `${gap ? '零' : ''}${place === 10 && digit === 1 && text === '' ? '' : digits[digit]}${sign}`;
      gap = false;
    }
  }
  return text;
}
