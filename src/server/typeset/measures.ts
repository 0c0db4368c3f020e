/**
 * Figures of GB/T 9704-2012 (clauses 5 to 7 and 10), each once, for both writers. Lengths in millimetres, type in
 * points: 二号 22, 三号 16, 四号 14.
 */
export const page = { width: 210, height: 297, top: 37, left: 28, right: 26, bottom: 35 } as const;
/** 版心: 156 × 225 mm holding 22 lines of 28 characters. */
export const area = { width: 156, height: 225, lines: 22, characters: 28 } as const;
export const type = { title: 22, body: 16, small: 14, table: 12 } as const;

const pointsOf = (millimetres: number): number => (millimetres * 72) / 25.4;
/** From one line to the next, and from one character to the next, in points. */
export const linePitch = pointsOf(area.height) / area.lines;
export const characterPitch = pointsOf(area.width) / area.characters;

/** Type size of the red mark, smaller for a long name so that it stays on one line. */
export function markSize(mark: string): number {
  const room = pointsOf(area.width) / Math.max(1, [...mark].length);
  return Math.min(62, Math.max(type.title, Math.floor(room * 0.98)));
}

/** How far a mark of the least size is narrowed, as print shops do with long names: it never takes a second line. */
export function markScale(mark: string): number {
  const natural = [...mark].length * markSize(mark);
  return Math.min(1, Math.floor((pointsOf(area.width) / Math.max(1, natural)) * 100) / 100);
}

/** Top of the red mark: from the top of the text area, or of the page for letters. */
export const markTop = { document: 35, letter: 30, minutes: 35 } as const;
/** Red line 4 mm below the number; letters have double lines of 170 mm, the lower one 20 mm above the foot. */
export const redLine = { below: 4, width: 156, letter: 170, letterFoot: 20 } as const;
/** Page number: its dash 7 mm below the text area. */
export const pageNumberBelow = 7;
/** Rules of the end block in millimetres. */
export const endRules = { outer: 0.35, inner: 0.25 } as const;

/** Fonts as the standard names them, and what stands in where they are not installed; only free ones are shipped. */
export const fonts = {
  song: {
    named: '方正小标宋简体',
    others: ['方正小标宋_GBK', 'FZXiaoBiaoSong-B05S', 'FZXiaoBiaoSong-B05'],
    free: 'Noto Serif SC',
  },
  fangsong: {
    named: '仿宋_GB2312',
    others: ['FangSong_GB2312', '仿宋', 'FangSong', 'STFangsong'],
    free: 'Noto Serif SC',
  },
  hei: { named: '黑体', others: ['SimHei', 'STHeiti'], free: 'Noto Sans S Chinese' },
  kai: {
    named: '楷体_GB2312',
    others: ['KaiTi_GB2312', '楷体', 'KaiTi', 'STKaiti', 'LXGW WenKai', 'AR PL UKai CN'],
    free: 'Noto Serif SC',
  },
  digits: { named: '宋体', others: ['SimSun', 'STSong'], free: 'Noto Serif SC' },
} as const;
export type Face = keyof typeof fonts;

/** Face of each level of heading: 一、 黑体, （一） 楷体, 1． and （1） 仿宋. */
export const headingFace: Readonly<Record<1 | 2 | 3 | 4, Face>> = { 1: 'hei', 2: 'kai', 3: 'fangsong', 4: 'fangsong' };

const numerals = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
/** A number up to 99 in Chinese. */
export function inChinese(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  if (tens === 0) return numerals[ones]!;
  return `${tens === 1 ? '' : numerals[tens]}十${ones === 0 ? '' : numerals[ones]}`;
}

/** 结构层次序数: 一、 （一） 1． （1）. */
export function levelNumber(level: 1 | 2 | 3 | 4, number: number): string {
  if (level === 1) return `${inChinese(number)}、`;
  if (level === 2) return `（${inChinese(number)}）`;
  return level === 3 ? `${number}．` : `（${number}）`;
}
