/** Half-width and full-width signs in one Chinese text, and signs that should not be there at all. */
import type { Block } from '../block.ts';
import type { Place } from '../tree.ts';
import type { FaultList } from './fault-list.ts';

const full = '，；：！？';
const half = ',;:!?';
const chinese = /[\u4e00-\u9fff”’》）)]/;

interface Run {
  readonly wide: boolean;
  readonly first: [Block, number];
  last: [Block, number];
  count: number;
}

/**
 * Punctuation of the text: where most is of one width, every run of the other is a fault; where all is half-width, the
 * whole text is one.
 */
export function widthFaults(blocks: readonly Block[], faults: FaultList): void {
  const runs: Run[] = [];
  for (const block of blocks) {
    const { text } = block;
    for (let at = block.wordsAt; at < text.length; at += 1) {
      const wide = full.includes(text[at]!);
      if (!wide && !(half.includes(text[at]!) && at > 0 && chinese.test(text[at - 1]!))) continue;
      const run = runs.at(-1);
      if (run?.wide === wide) {
        run.last = [block, at];
        run.count += 1;
      } else runs.push({ wide, first: [block, at], last: [block, at], count: 1 });
    }
  }
  const count = (wide: boolean): number => runs.reduce((sum, run) => sum + (run.wide === wide ? run.count : 0), 0);
  const [wide, narrow] = [count(true), count(false)];
  if (narrow === 0) return;
  if (wide === 0) {
    if (narrow < 3) return;
    faults.add(
      'half_width',
      place(runs[0]!.first),
      [`全文标点用半角，共${narrow}处`, `all punctuation is half-width, ${narrow} signs`],
      ['统一为全角', 'use full-width punctuation'],
    );
    return;
  }
  for (const run of runs) {
    if (run.wide !== wide < narrow) continue;
    const [to, noun] = [place(run.last), run.wide ? ['全角', 'full-width'] : ['半角', 'half-width']];
    faults.add(
      'width_mixed',
      place(run.first),
      [
        `自此至第${to.line}行标点为${noun[0]}，共${run.count}处，其余多为${run.wide ? '半角' : '全角'}`,
        `punctuation is ${noun[1]} from here to line ${to.line} (${run.count} signs), unlike most of the text`,
      ],
      ['统一为全角', 'use full-width punctuation'],
    );
  }
}

const place = ([block, at]: [Block, number]): Place => block.placeOf(at);

const strays: readonly (readonly [RegExp, string, string])[] = [
  [/\ufffd+/g, '无法识别的字符', 'a character that could not be read'],
  [/[\ue000-\uf8ff]+/g, '私用区字符', 'a private character'],
  [/[\u202a-\u202e\u2066-\u2069\u200e\u200f]+/g, '书写方向控制符', 'a mark that turns the direction of writing'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  [/[\u0000-\u0008\u000b\u000e-\u001f\u007f\u0080-\u009f]+/g, '控制字符', 'a control character'],
  [/(?:[\u200b-\u200d\u00ad\u2060-\u2064]|(?<!^)\ufeff)+/g, '看不见的字符', 'an invisible character'],
  [/[０-９Ａ-Ｚａ-ｚ]+/g, '全角数字或字母', 'full-width digits or letters'],
];

/** Signs that have no business in a text, found in the whole file. `placeAt` turns a place in the file into line and character. */
export function straySigns(text: string, placeAt: (offset: number) => Place, faults: FaultList): void {
  for (const [pattern, zh, en] of strays) {
    for (const { 0: signs, index } of text.matchAll(pattern)) {
      const codes = [...signs.slice(0, 3)].map(
        (one) => `U+${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
      );
      const shown = codes.join(' ');
      const wide = /[０-ｚ]/.test(signs);
      faults.add(
        wide ? 'width_mixed' : 'stray_character',
        placeAt(index),
        [`${zh}（${shown}）`, `${en} (${shown})`],
        wide
          ? ['改为半角', 'write it half-width']
          : ['请核对原件后删去或改正', 'check the original; remove or mend it'],
      );
    }
  }
}
