/** Chance that can be thrown again: the same seed gives the same numbers. */
export interface Dice {
  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number;
}

/** Mulberry32. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return {
    below: (limit) => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
    },
  };
}

/** A uuid, version 4, thrown by the dice. */
export function idOf(dice: Dice): string {
  const hex = Array.from({ length: 32 }, () => dice.below(16).toString(16));
  hex[12] = '4';
  hex[16] = (8 + dice.below(4)).toString(16);
  const text = hex.join('');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}
