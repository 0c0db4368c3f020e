/** Which texts of one collection are like a given one: by pairs of signs, rare pairs weighing more. */

/** Text for comparing: no blanks, punctuation of one width. */
export function levelled(text: string): string {
  let out = '';
  for (const sign of text.normalize('NFC')) {
    if (/[\s\u3000\u00a0]/.test(sign)) continue;
    const wide = wideSigns.get(sign);
    out += wide ?? sign;
  }
  return out;
}
const wideSigns = new Map([...',;:!?()'].map((sign, index) => [sign, '，；：！？（）'[index]!] as const));

export interface Likeness {
  readonly index: number;
  /** 0..1: the weight both share, by that of the two together. */
  readonly score: number;
  /** 0..1: how much of the asked text stands in the other. */
  readonly covered: number;
}

/** Pairs of neighbouring signs; punctuation does not count. */
export function pairsOf(text: string): Set<string> {
  const plain = text.replace(/[^\p{L}\p{N}]/gu, '');
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < plain.length; at += 1) pairs.add(plain.slice(at, at + 2));
  return pairs;
}

/** Pairs that stand in more texts than this say nothing and are not followed. */
const tooCommon = 150;

/** An index over texts; asking it takes time in proportion to the asked text. */
export class LikenessIndex {
  readonly #holders = new Map<string, number[]>();
  readonly #weights: number[] = [];
  readonly #count: number;

  constructor(texts: readonly string[]) {
    this.#count = texts.length;
    const pairs = texts.map(pairsOf);
    pairs.forEach((own, index) => {
      for (const pair of own) {
        const list = this.#holders.get(pair);
        if (list) list.push(index);
        else this.#holders.set(pair, [index]);
      }
    });
    for (const own of pairs) this.#weights.push([...own].reduce((sum, pair) => sum + this.#weight(pair), 0));
  }

  #weight(pair: string): number {
    return Math.log(1 + this.#count / (this.#holders.get(pair)?.length ?? 1));
  }

  /** The texts most like the given one, best first; at most `most`, none below `least`. */
  like(text: string, most = 5, least = 0.1): Likeness[] {
    const shared = new Map<number, number>();
    let own = 0;
    for (const pair of pairsOf(text)) {
      const holders = this.#holders.get(pair);
      const weight = this.#weight(pair);
      own += weight;
      if (!holders || holders.length > tooCommon) continue;
      for (const index of holders) shared.set(index, (shared.get(index) ?? 0) + weight);
    }
    const found: Likeness[] = [];
    for (const [index, weight] of shared) {
      const score = (2 * weight) / (own + this.#weights[index]!);
      if (score >= least) found.push({ index, score: Math.min(1, score), covered: Math.min(1, weight / own) });
    }
    return found.sort((a, b) => b.score - a.score || a.index - b.index).slice(0, most);
  }
}
