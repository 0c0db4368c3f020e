/** What both writers must agree on: numbers of headings, where signature and date stand, words of the elements. */
import { levelNumber } from './measures.ts';
import type { Block, OfficialDocument } from './official.ts';
import { officialDay, widthOf } from './official.ts';

type Heading = Extract<Block, { kind: 'heading' }>;
export type Numbered = Exclude<Block, Heading> | (Heading & { readonly number: string });

/** The blocks with 一、 （一） 1． （1） before their headings; a lower level starts anew under a higher one. */
export function numbered(blocks: readonly Block[]): Numbered[] {
  const counts = [0, 0, 0, 0];
  return blocks.map((block) => {
    if (block.kind !== 'heading') return block;
    counts[block.level - 1]! += 1;
    counts.fill(0, block.level);
    return { ...block, number: levelNumber(block.level, counts[block.level - 1]!) };
  });
}

export interface Signed {
  /** Each on a line, with the characters free at its right. */
  readonly issuers: readonly { readonly name: string; readonly right: number }[];
  readonly date: string;
  readonly dateRight: number;
}

/**
 * 7.3.5: with a seal the date leaves four characters at the right and the issuer stands centred above it; without one
 * the issuer leaves two and the date begins two characters further right than the issuer. Several issuers stand below each
 * other in their order, centred on the widest.
 */
export function signatureOf({ issuers, day, sealed }: NonNullable<OfficialDocument['signature']>): Signed {
  const date = officialDay(day);
  const [name, when] = [Math.max(...issuers.map(widthOf)), widthOf(date)];
  const each = (right: number) => issuers.map((one) => ({ name: one, right: right + (name - widthOf(one)) / 2 }));
  if (sealed) {
    const issuerRight = 4 + (when - name) / 2;
    const shift = Math.max(0, -issuerRight);
    return { issuers: each(issuerRight + shift), date, dateRight: 4 + shift };
  }
  const dateRight = Math.max(2, name - when);
  return { issuers: each(dateRight === 2 ? Math.max(2, when + 4 - name) : 2), date, dateRight };
}

/** 版记 of a document: the line of copies, and who printed it when. */
export function endLines({ copies, printedBy, printedOn }: NonNullable<OfficialDocument['end']>) {
  return {
    copies: copies.length === 0 ? null : `抄送：${copies.join('，')}。`,
    printedBy,
    printedOn: `${officialDay(printedOn)}印发`,
  };
}

/** 附件 heading over an attached paper: numbered where there are several. */
export const attachmentHead = (index: number, count: number): string => (count === 1 ? '附件' : `附件${index + 1}`);
