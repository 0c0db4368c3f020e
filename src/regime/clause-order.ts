/** The order of clauses in their document, told by their ids alone: files of a pack may be cut by theme. */

/** `art10/item2/s1` as comparable parts: opening words first, then by kind of node and by number, `13` `13a` `13b` `13x1`. */
function partsOf(id: string): (readonly [string, number, number, string])[] {
  return id.split('/').map((part) => {
    const [, kind = part, number = '0', insert = '0', letter = ''] =
      /^([a-z]+)(\d+)(?:x(\d+))?([a-z]?)$/.exec(part) ?? [];
    return [kind === 'lead' ? '' : kind, Number(number), Number(insert), letter] as const;
  });
}

/** Compares two clause ids of one document as they stand in the text. */
export function compareClauses(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [one, other] = [left[at], right[at]];
    if (!one || !other) return one ? 1 : -1;
    for (const n of [0, 1, 2, 3] as const) if (one[n] !== other[n]) return one[n] < other[n] ? -1 : 1;
  }
  return 0;
}
