/** Several documents in one file: where one ends and the next begins. */
import { isAttachmentMark } from './around.ts';
import type { Line } from './lines.ts';
import type { MarkerType } from './markers.ts';
import { endsParagraph } from './sentences.ts';
import { dayLine, documentNumber, isOrgan, isTitle } from './title.ts';

const ranks: readonly MarkerType[] = ['part', 'chapter', 'article', 'comma'];

/** The lines of each document of the file. A new one begins where a title stands and the numbers begin anew, and where an
 * attachment stands behind a text. */
export function splitFile(lines: readonly Line[]): Line[][] {
  const parts: Line[][] = [];
  let from = 0;
  let seen = new Set<MarkerType>();
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]!;
    const { marker } = line;
    if (marker) {
      seen.add(marker.type);
      continue;
    }
    const behind = seen.size > 0 || isAttachmentMark(lines[from]!.text);
    if (!behind || index === from) continue;
    const attached = isAttachmentMark(line.text) && index + 1 < lines.length;
    if (!attached && !(!line.row && isTitle(line.text) && beginsAnew(lines, index, seen))) continue;
    const start = attached ? index : startOf(lines, index, from);
    parts.push(lines.slice(from, start));
    from = start;
    seen = new Set();
  }
  parts.push(lines.slice(from));
  return parts;
}

/** A first mark of a rank that the document before has used already follows within twelve lines. */
function beginsAnew(lines: readonly Line[], index: number, seen: ReadonlySet<MarkerType>): boolean {
  const before = lines[index - 1]!;
  const ended =
    endsParagraph(before.text) || dayLine(before.text) !== null || isOrgan(before.text) || before.text.length < 30;
  if (!ended) return false;
  for (let at = index + 1; at < lines.length && at <= index + 12; at += 1) {
    const { marker } = lines[at]!;
    if (!marker) continue;
    return marker.number === 1 && ranks.includes(marker.type) && seen.has(marker.type);
  }
  return false;
}

/** Organs and a number directly above the title belong to it, unless a day closes them as a signature. */
function startOf(lines: readonly Line[], index: number, from: number): number {
  let start = index;
  while (start - 1 > from) {
    const { text, marker } = lines[start - 1]!;
    if (
      documentNumber(text) === null &&
      !isOrgan(text) &&
      !(isTitle(text) && marker === null) &&
      !/^附件?\s*\d*[：:]?$/.test(text)
    )
      break;
    start -= 1;
  }
  return start;
}
