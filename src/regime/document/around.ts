/** Lines that belong to no sentence by where they stand: running heads, lists of attachments, what a file keeps beside its text. */
import { furnitureKind } from './furniture.ts';
import { closeUp, type Line } from './lines.ts';
import { endsParagraph } from './sentences.ts';
import type { Beside, FurnitureKind } from './tree.ts';

/**
 * Indices of running heads: short lines without a mark or a stop that stand again and again directly above or below the
 * number of a page. The first print of such a line, where no page number is near, is the title or the head itself.
 */
export function runningHeads(lines: readonly Line[]): Set<number> {
  const places = new Map<string, number[]>();
  lines.forEach(({ text }, index) => {
    if (furnitureKind(text) !== 'page') return;
    for (const near of [index - 1, index + 1]) {
      const line = lines[near];
      if (!line || line.marker || line.text.length > 40 || endsParagraph(line.text)) continue;
      if (furnitureKind(line.text) !== null) continue;
      const words = closeUp(line.text);
      const there = places.get(words);
      if (there) there.push(near);
      else places.set(words, [near]);
    }
  });
  const heads = new Set<number>();
  for (const found of places.values()) if (new Set(found).size > 1) for (const index of found) heads.add(index);
  return heads;
}

/** Rows of tables bear no marks of clauses. */
export function withRows(lines: readonly Line[], rows: Beside['rows']): readonly Line[] {
  if (!rows || rows.size === 0) return lines;
  return lines.map((line) => (rows.has(line.line) ? { ...line, marker: null, row: true } : line));
}

const listHead = /^附件\s*[：:]\s*(?:[1１一]\s*[.．、])?\s*\S/;

/**
 * The list of attachments that a notice closes with, `附件：1.清单` and below it `2.登记表`: its lines bear no marks of
 * clauses. Other lines stay as they are.
 */
export function withoutListMarks(lines: readonly Line[]): readonly Line[] {
  if (!lines.some(({ text }) => listHead.test(text))) return lines;
  const plain = [...lines];
  for (let index = 0; index < plain.length; index += 1) {
    if (!listHead.test(plain[index]!.text) || plain[index]!.text.length > 90) continue;
    for (let number = 2; ; number += 1) {
      const line = plain[index + 1];
      const mark = line?.marker;
      if (!line || mark?.number !== number || (mark.type !== 'dot' && mark.type !== 'comma')) break;
      if (line.text.length > 90 || /[。；]/.test(line.text)) break;
      index += 1;
      plain[index] = { ...line, marker: null, listed: true };
    }
  }
  return plain;
}

/** The line that an attachment begins with: 附件, 附件2, 附表一. */
export const isAttachmentMark = (text: string): boolean =>
  /^附\s*[件录表]\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:]?$/.test(text);

/** Kind of a line that the reader of the file says is no running text; null for the others. */
export const besideKind = (beside: Beside | undefined, line: Line): FurnitureKind | null =>
  beside?.lines.get(line.line) ?? null;
