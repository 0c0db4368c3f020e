/** The smallest changes that turn one text into another, sign by sign (Myers), bounded for texts that share little. */

export interface Hunk {
  /** Half-open stretches of the two texts that stand against each other; one of them may be empty. */
  readonly a: readonly [number, number];
  readonly b: readonly [number, number];
}

/** Beyond this number of changed signs the middle is taken as one change. */
const mostEdits = 400;

/** Changes in order; empty where the texts are equal. Neighbouring changes with one sign between them are one. */
export function diffTexts(a: string, b: string): Hunk[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  if (start === endA && start === endB) return [];
  const hunks = middle(a.slice(start, endA), b.slice(start, endB)) ?? [
    { a: [0, endA - start], b: [0, endB - start] } as Hunk,
  ];
  const placed = hunks.map(
    ({ a: [a1, a2], b: [b1, b2] }): Hunk => ({ a: [a1 + start, a2 + start], b: [b1 + start, b2 + start] }),
  );
  return merged(placed);
}

function merged(hunks: readonly Hunk[]): Hunk[] {
  const found: Hunk[] = [];
  for (const hunk of hunks) {
    const last = found.at(-1);
    if (last && hunk.a[0] - last.a[1] <= 1) {
      found[found.length - 1] = { a: [last.a[0], hunk.a[1]], b: [last.b[0], hunk.b[1]] };
    } else found.push(hunk);
  }
  return found;
}

/** Myers' greedy search with its trace; null when more than `mostEdits` signs differ. */
function middle(a: string, b: string): Hunk[] | null {
  if (a === '' || b === '') return [{ a: [0, a.length], b: [0, b.length] }];
  const size = Math.min(mostEdits, a.length + b.length);
  const reach = new Int32Array(2 * size + 3);
  const trace: Int32Array[] = [];
  const zero = size + 1;
  for (let edits = 0; edits <= size; edits += 1) {
    trace.push(reach.slice(zero - edits - 1, zero + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && reach[zero + k - 1]! < reach[zero + k + 1]!);
      let x = down ? reach[zero + k + 1]! : reach[zero + k - 1]! + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x += 1;
        y += 1;
      }
      reach[zero + k] = x;
      if (x >= a.length && y >= b.length) return hunksOf(trace, a.length, b.length);
    }
  }
  return null;
}

/** Walks the trace back and gathers the changed stretches. */
function hunksOf(trace: readonly Int32Array[], lengthA: number, lengthB: number): Hunk[] {
  const steps: Hunk[] = [];
  let x = lengthA;
  let y = lengthB;
  for (let edits = trace.length - 1; edits > 0; edits -= 1) {
    const reach = trace[edits]!;
    const at = (k: number): number => reach[k + edits + 1]!;
    const k = x - y;
    const down = k === -edits || (k !== edits && at(k - 1) < at(k + 1));
    const before = down ? k + 1 : k - 1;
    const fromX = at(before);
    const fromY = fromX - before;
    steps.push(down ? { a: [fromX, fromX], b: [fromY, fromY + 1] } : { a: [fromX, fromX + 1], b: [fromY, fromY] });
    x = fromX;
    y = fromY;
  }
  const found: Hunk[] = [];
  for (const step of steps.reverse()) {
    const last = found.at(-1);
    if (last && last.a[1] === step.a[0] && last.b[1] === step.b[0]) {
      found[found.length - 1] = { a: [last.a[0], step.a[1]], b: [last.b[0], step.b[1]] };
    } else found.push(step);
  }
  return found;
}
