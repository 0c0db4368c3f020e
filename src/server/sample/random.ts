/** A small seeded source of choices: the same words give the same choices everywhere, whatever else is drawn. */

/** Mixes a text into 32 bits (FNV-1a with a final stir). */
function mixed(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Choices that follow from a seed and words (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number, ...words: readonly (string | number)[]) {
    this.#state = mixed([seed, ...words].join('|'));
  }

  /** 32 bits. */
  bits(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let value = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return (value ^ (value >>> 14)) >>> 0;
  }

  /** A number from 0 up to, but not, 1. */
  share(): number {
    return this.bits() / 4_294_967_296;
  }

  /** A whole number, both ends possible. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.share() * (high - low + 1));
  }

  isLucky(chance: number): boolean {
    return this.share() < chance;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)] as T;
  }

  shuffled<T>(list: readonly T[]): T[] {
    const mixedList = [...list];
    for (let at = mixedList.length - 1; at > 0; at -= 1) {
      const other = this.whole(0, at);
      [mixedList[at], mixedList[other]] = [mixedList[other] as T, mixedList[at] as T];
    }
    return mixedList;
  }

  /** An id in the form of a random UUID. */
  uuid(): string {
    const hex = [this.bits(), this.bits(), this.bits(), this.bits()]
      .map((n) => n.toString(16).padStart(8, '0'))
      .join('');
    const variant = '89ab'[Number.parseInt(hex[16] as string, 16) & 3];
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}
