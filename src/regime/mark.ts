/** A short stable mark of a text: FNV-1a, 64 bits, over its UTF-8 bytes. It names a content; it protects nothing. */

/** The mark as 16 hexadecimal digits. Line ends are read as `\n`, so a checkout on any system gives the same mark. */
export function markOf(...texts: readonly string[]): string {
  // the 64-bit hash in four limbs of 16 bits, low first; the prime is 2^40 + 0x1b3
  let [a, b, c, d] = [0x2325, 0x8422, 0x9ce4, 0xcbf2];
  for (const text of texts) {
    for (const byte of new TextEncoder().encode(`${text.replaceAll('\r\n', '\n')}\0`)) {
      a ^= byte;
      const low = a * 0x1b3;
      const second = b * 0x1b3 + (low >>> 16);
      const third = c * 0x1b3 + ((a << 8) & 0xffff) + (second >>> 16);
      const fourth = d * 0x1b3 + ((b << 8) & 0xffff) + (a >>> 8) + (third >>> 16);
      a = low & 0xffff;
      b = second & 0xffff;
      c = third & 0xffff;
      d = fourth & 0xffff;
    }
  }
  return [d, c, b, a].map((limb) => limb.toString(16).padStart(4, '0')).join('');
}
