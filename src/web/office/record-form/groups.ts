/** Village groups of a visit: `code:number` in a record, `1、2、5-7` on the screen. */
const most = 99;

/** Units that entries name, each once, in their order. */
export const unitsOf = (entries: readonly string[]): string[] => [
  ...new Set(entries.map((entry) => entry.split(':', 1)[0] ?? entry)),
];

/** Numbers written one by one or as spans; each once, rising. What is no number is left out. */
export function readGroups(text: string): number[] {
  const found = new Set<number>();
  for (const [, from = '', to] of text.normalize('NFKC').matchAll(/(\d+)(?:\s*[-–—~至到]\s*(\d+))?/g)) {
    const first = Number(from);
    const last = Math.min(to === undefined ? first : Number(to), first + most);
    for (let number = first; number <= last; number += 1) if (number > 0 && number <= 9999) found.add(number);
  }
  return [...found].sort((a, b) => a - b);
}

export const groupText = (entries: readonly string[]): string =>
  entries
    .map((entry) => entry.slice(entry.indexOf(':') + 1))
    .filter(Boolean)
    .join('、');
