/** Faults of single signs and words: brackets, widths, look-alikes, strays, doubled words, mixed terms. */

import type { Draft } from '../assemble.ts';
import type { Block } from '../block.ts';
import { jumpMarkIn } from '../furniture.ts';
import { wholeCharacters } from '../radicals.ts';
import type { FaultList } from './fault-list.ts';

/** Words that reading machines confuse, with what is probably meant. */
const lookAlikes: Record<string, string> = {
  迸行: '进行',
  迸一步: '进一步',
  推迸: '推进',
  己经: '已经',
  巳经: '已经',
  自已: '自己',
  自巳: '自己',
  末来: '未来',
  末经: '未经',
  末能: '未能',
  入民: '人民',
  入员: '人员',
  负责入: '负责人',
  千部: '干部',
  大会堂堂: '大会堂',
  部暑: '部署',
  国冢: '国家',
  政苻: '政府',
  土地证收: '土地征收',
  乡忖: '乡村',
  农忖: '农村',
  曰起: '日起',
  曰期: '日期',
  工怍: '工作',
  贵任: '责任',
  责仟: '责任',
  组识: '组织',
  仟务: '任务',
  侯选: '候选',
  宣停: '宣传',
  二O: '二〇',
};
const lookAlike = new RegExp(Object.keys(lookAlikes).join('|'), 'g');

/** Old terms that a later text replaces; a fault only where both stand in one document. */
const terms: readonly (readonly [old: string, now: string])[] = [
  ['贫困地区', '脱贫地区'],
  ['贫困县', '脱贫县'],
  ['贫困村', '脱贫村'],
  ['贫困人口', '脱贫人口'],
];

const opening = '（(《〈“‘〔[【';
const closing = '）)》〉”’〕]】';

/** Everything that is wrong inside one block. */
export function signFaults(block: Block, faults: FaultList): void {
  bracketFaults(block, faults);
  wordFaults(block, faults);
}

/** Brackets that never open or close, and pairs of two widths. */
export function bracketFaults(block: Block, faults: FaultList): void {
  const { text } = block;
  const from = ['bracket', 'round', 'half'].includes(block.marker?.type ?? '') ? block.wordsAt : 0;
  const stack: number[] = [];
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at]!;
    if (opening.includes(sign)) {
      stack.push(at);
      // Deeper than any sentence goes: the outermost never closes.
      if (stack.length > 40) unmatched(block, stack.shift()!, faults);
    }
    const kind = closing.indexOf(sign);
    if (kind < 0) continue;
    const top = stack.at(-1);
    const partner = top === undefined ? -1 : opening.indexOf(text[top]!);
    if (partner === kind) stack.pop();
    else if (isPair(partner, kind)) {
      stack.pop();
      faults.add(
        'bracket_mixed',
        block.placeOf(top!),
        [
          `括号一半全角一半半角：${text.slice(top, Math.min(at + 1, top! + 12))}`,
          `a bracket of two widths: ${text.slice(top, Math.min(at + 1, top! + 12))}`,
        ],
        ['统一为全角“（）”', 'use the full-width pair （）'],
      );
    } else {
      // Closed though never opened: an enumeration such as 1) or a lost opening bracket.
      const matching = stack.findLastIndex((index) => opening.indexOf(text[index]!) === kind);
      if (matching >= 0) {
        for (const lost of stack.splice(matching).slice(1)) unmatched(block, lost, faults);
      } else unmatched(block, at, faults);
    }
  }
  for (const at of stack) unmatched(block, at, faults);
}

const isPair = (a: number, b: number): boolean => (a === 0 && b === 1) || (a === 1 && b === 0);

function unmatched(block: Block, at: number, faults: FaultList): void {
  const sign = block.text[at]!;
  const opens = opening.includes(sign);
  faults.add(
    'bracket_unmatched',
    block.placeOf(at),
    [`“${sign}”没有与之相配的${opens ? '后' : '前'}半`, `${sign} has no ${opens ? 'closing' : 'opening'} partner`],
    [
      `补上缺少的${opens ? '后' : '前'}半或删去此号`,
      `add the missing ${opens ? 'closing' : 'opening'} half or remove it`,
    ],
  );
}

function wordFaults(block: Block, faults: FaultList): void {
  const { text, marker } = block;
  for (const { 0: word, index } of text.matchAll(lookAlike)) {
    const right = lookAlikes[word]!;
    faults.add(
      'look_alike',
      block.placeOf(index),
      [`“${word}”疑为“${right}”`, `${word} looks like ${right}`],
      [`改为“${right}”`, `write ${right}`],
    );
  }
  if (marker?.misread) {
    faults.add(
      'look_alike',
      block.placeOf(0),
      [`序号“${marker.label}”中的横线疑为“一”`, `the dash in ${marker.label} is probably 一`],
      ['按“一”读', 'read as 一'],
    );
  }
  for (const { 0: radicals, index } of text.matchAll(/[\u2e80-\u2fdf]+/g)) {
    const right = wholeCharacters(radicals);
    faults.add(
      'look_alike',
      block.placeOf(index),
      [`“${radicals}”用的是部首字符`, `${radicals} is made of radicals, not characters`],
      [`改为“${right}”`, `write ${right}`],
    );
  }
  for (const { 0: word, index } of text.matchAll(/([\u4e00-\u9fff]{2})\1(?!\1)/g)) {
    const one = word.slice(0, 2);
    if (one[0] === one[1] || /[一二三四五六七八九十]/.test(one)) continue;
    faults.add(
      'word_doubled',
      block.placeOf(index + 2),
      [`“${one}”连写两次`, `${one} stands twice in a row`],
      [`疑多一个“${one}”，请核对`, `one ${one} is probably too many; check it`],
    );
  }
  // The object of a verb is 既…又…的…: a word between verb and 既 belongs to nothing.
  for (const match of text.matchAll(
    /(?:发展|建设|推进|打造|培育|支持|实施)([\u4e00-\u9fff]{2})既[^，。；]{1,20}又[^，。；]{1,30}的/g,
  )) {
    const at = match.index + 2;
    faults.add(
      'stray_word',
      block.placeOf(at),
      [`“${match[1]}”与上下文不连，疑为衍文`, `${match[1]} does not belong to the sentence`],
      [`读时略去“${match[1]}”，请核对`, `read without ${match[1]}; check it`],
    );
  }
}

/**
 * What a newspaper prints inside a sentence: a jump mark, or the headline of the paper about this very document. It is
 * left in its place and only named.
 */
export function insertedFaults(block: Block, title: string | null, faults: FaultList): void {
  const { text } = block;
  const found: [number, number][] = [];
  const jump = jumpMarkIn(text);
  if (jump) found.push(jump);
  for (const { 0: words, index } of text.matchAll(/(?:中办国办|中共中央办公厅[^，。]{0,12})?印发《([^》]{4,60})》/g)) {
    const own = title !== null && words.includes(`《${title}》`);
    if (own || words.startsWith('中办国办')) found.push([index, index + words.length]);
  }
  for (const [from, to] of found) {
    const words = text.slice(from, to);
    faults.add(
      'foreign_text',
      block.placeOf(from),
      [`句中夹有他文：${words.slice(0, 30)}`, `foreign text stands inside a sentence: ${words.slice(0, 30)}`],
      ['留在原处未动，请核对后删去', 'left in its place; check and remove it'],
    );
  }
}

/** Words of an older usage beside the new one in the same document. */
export function termFaults(blocks: readonly Block[], faults: FaultList): void {
  if (!terms.some(([, now]) => blocks.some(({ text }) => text.includes(now)))) return;
  for (const block of blocks) {
    for (const [old, now] of terms) {
      for (let at = block.text.indexOf(old); at >= 0; at = block.text.indexOf(old, at + old.length)) {
        faults.add(
          'term_mixed',
          block.placeOf(at),
          [`“${old}”与他处的“${now}”并用`, `${old} stands beside ${now} elsewhere`],
          [`读作“${now}”，请核对`, `read as ${now}; check it`],
        );
      }
    }
  }
}

/** Marks of one rank in brackets of two widths: a fault at each change. */
export function markFaults(root: Draft, faults: FaultList): void {
  const last = new Map<string, string>();
  const walk = (draft: Draft): void => {
    const { block, type } = draft;
    const width = block?.marker?.width;
    if (block && type && width) {
      const before = last.get(type);
      const noun = width === 'half' ? ['半角', 'half-width'] : ['全角', 'full-width'];
      if (width === 'mixed') {
        faults.add(
          'bracket_mixed',
          block.placeOf(0),
          [`序号${draft.label}的括号一半全角一半半角`, `the brackets of ${draft.label} are of two widths`],
          ['统一为全角', 'use full-width brackets'],
        );
      } else if (before !== undefined && before !== width) {
        faults.add(
          'bracket_mixed',
          block.placeOf(0),
          [`序号自此改用${noun[0]}：${draft.label}`, `the marks change to ${noun[1]} here: ${draft.label}`],
          ['同级序号统一为全角括号', 'use full-width brackets throughout'],
        );
      }
      if (width !== 'mixed') last.set(type, width);
    }
    draft.children.forEach(walk);
  };
  walk(root);
}
