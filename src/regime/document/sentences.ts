/** Where sentences and the norms inside them end. Brackets and quotation marks are kept whole. */
const openers = '（(《〈“‘「『〔[【';
const closers = '）)》〉”’」』〕]】';
const stops = '。！？!?';

/** Half-open stretches of the text, one a sentence; blanks between them belong to none. */
export function sentencesOf(text: string): [number, number][] {
  return split(text, stops, true);
}

/** Norms of one sentence: its parts between semicolons; a sentence without one is a single norm. */
export function normsOf(text: string): [number, number][] {
  return split(text, '；;', false);
}

function split(text: string, signs: string, takeClosers: boolean): [number, number][] {
  const found: [number, number][] = [];
  // Where a bracket never closes, depth says nothing and every stop counts.
  const balanced = isBalanced(text);
  let depth = 0;
  let from = 0;
  const add = (to: number): void => {
    let start = from;
    while (start < to && /[\s\u3000]/.test(text[start]!)) start += 1;
    if (start < to) found.push([start, to]);
    from = to;
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (openers.includes(sign)) depth += 1;
    else if (closers.includes(sign)) depth = Math.max(0, depth - 1);
    else if (signs.includes(sign) && (depth === 0 || !balanced)) {
      let end = at + 1;
      while (end < text.length && (signs.includes(text[end]!) || (takeClosers && closers.includes(text[end]!))))
        end += 1;
      add(end);
      at = end - 1;
    }
  }
  add(text.length);
  return found;
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (openers.includes(sign)) depth += 1;
    else if (closers.includes(sign)) depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Whether a line ends where a paragraph may end. */
export function endsParagraph(text: string): boolean {
  let end = text.length;
  while (end > 0 && closers.includes(text[end - 1]!)) end -= 1;
  const last = text[end - 1];
  if (last === undefined) return true;
  if ('。！？!?…'.includes(last)) return true;
  // A colon or a semicolon ends a line only at its very end: 主要包括：
  return end === text.length && '：:；;'.includes(last);
}
