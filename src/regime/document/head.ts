/** The head of a document, before its text begins: title, notice, number, issuers, addressees, notes and days. */

import { isAttachmentMark } from './around.ts';
import { Block } from './block.ts';
import { isNews, isPaperName } from './furniture.ts';
import { closeUp, type Line, placeIn } from './lines.ts';
import { endsParagraph } from './sentences.ts';
import {
  dayLine,
  documentNumber,
  isAddressee,
  isCopyLine,
  isNote,
  isOrgan,
  isTitle,
  noteDays,
  titleGoesOn,
} from './title.ts';
import type { DatedMark, Furniture, FurnitureKind } from './tree.ts';

/** What the head gives. Lines it takes are identity; `furniture` holds the others; `lead` are lines of the text. */
export interface Head {
  title: string | null;
  notice: string | null;
  number: string | null;
  issuers: string[];
  addressees: string[];
  distribution: string | null;
  dates: DatedMark[];
  identity: Line[];
  furniture: Furniture[];
  lead: Line[];
  /** Notes under the title, joined, for checking their brackets. */
  notes: Block | null;
  broken: Line[];
  twice: Line | null;
  news: Line | null;
}

interface Title {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Reads the lines before the first mark. `open` says that the text has no marks at all: the head ends early then. */
export function readHead(lines: readonly Line[], open: boolean): Head {
  const head: Head = {
    title: null,
    notice: null,
    number: null,
    issuers: [],
    addressees: [],
    distribution: null,
    dates: [],
    identity: [],
    furniture: [],
    lead: [],
    notes: null,
    broken: [],
    twice: null,
    news: null,
  };
  const titles = titlesOf(open ? lines.slice(0, 15) : lines, head);
  // An attachment has no head but its title, whatever it is called: tables and forms stand right below it.
  const attached = lines[0] !== undefined && isAttachmentMark(lines[0].text);
  const [, below] = lines;
  if (attached && titles.length === 0 && below && below.text.length <= 40 && !/[。；，：:]/.test(below.text))
    titles.push({ text: below.text, from: 1, to: 1 });
  const last = titles.at(-1);
  const taken = nameTitles(titles, lines, head);
  let newsRuns = false;
  let textRuns = false;
  lines.forEach((line, index) => {
    if (taken.has(index)) return;
    const before = last !== undefined && index < last.from;
    if (!before && (textRuns || (attached && last && !isCopyLine(line.text)))) {
      head.lead.push(line);
      return;
    }
    if (readLine(line, head)) return;
    const { text } = line;
    if (before || !last) {
      newsRuns ||= isNews(text);
      if (newsRuns && before) {
        head.news ??= line;
        head.furniture.push(dropped('news', line));
        return;
      }
      if (isPaperName(text)) {
        head.furniture.push(dropped('imprint', line));
        return;
      }
    }
    // Prose before the last title hands the document on; prose after it opens its text.
    // The first half of a cut paragraph may lack any stop; its second half follows, or stands behind a foreign line.
    const goesOn = text.length >= 14 && [1, 2].some((step) => /[。，]/.test(lines[index + step]?.text ?? ''));
    const isProse = line.row || /[。；，,]/.test(text) || text.length > 40 || (goesOn && !/^[（(]/.test(text));
    if (!before && (isProse || (!last && text.length > 20))) {
      textRuns = true;
      head.lead.push(line);
    } else head.identity.push(line);
  });
  return head;
}

export const dropped = (kind: FurnitureKind, line: Line): Furniture => ({ kind, text: line.text, ...placeIn(line, 0) });

function titlesOf(lines: readonly Line[], head: Head): Title[] {
  const titles: Title[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const first = index;
    let text = lines[index]!.text;
    if (lines[index]!.listed || lines[index]!.row) continue;
    while (index - first < 3 && titleGoesOn({ ...lines[index]!, text }, lines[index + 1])) {
      index += 1;
      text += lines[index]!.text;
    }
    const before = lines[first - 1];
    const inProse = before !== undefined && isHalfSentence(before);
    if (inProse || isNote(text) || !(isTitle(text) || (index > first && /》/.test(text)))) continue;
    titles.push({ text, from: first, to: index });
    if (index > first) head.broken.push(lines[first]!);
  }
  return titles;
}

/** A line of prose that breaks off: with a comma, or long and none of the things that stand in a head. */
function isHalfSentence({ text, depth }: Line): boolean {
  if (endsParagraph(text) || text.length < 15 || documentNumber(text) !== null) return false;
  if (/[，。]/.test(text)) return true;
  return (
    text.length >= 18 && depth === 0 && !isOrgan(text) && !isTitle(text) && !isNote(text) && !/关于|印发/.test(text)
  );
}

/** Sorts titles into the document's own, the notice that carries it, and repetitions; gives the line numbers they take. */
function nameTitles(titles: readonly Title[], lines: readonly Line[], head: Head): Set<number> {
  const taken = new Set<number>();
  const last = titles.at(-1);
  if (!last) return taken;
  head.title = closeUp(last.text);
  for (const title of titles) {
    const close = closeUp(title.text);
    const own = lines.slice(title.from, title.to + 1);
    const repeated = title !== last && close === head.title;
    if (repeated) head.twice = own[0]!;
    else if (title !== last) head.notice = close;
    for (let index = title.from; index <= title.to; index += 1) taken.add(index);
    if (repeated) head.furniture.push(...own.map((line) => dropped('repeated', line)));
    else head.identity.push(...own);
  }
  // A title that stands whole elsewhere is no broken title.
  const whole = new Set(titles.filter(({ from, to }) => from === to).map(({ text }) => closeUp(text)));
  const titleAt = new Map(titles.map((title) => [lines[title.from], closeUp(title.text)] as const));
  head.broken = head.broken.filter((line) => !whole.has(titleAt.get(line) ?? ''));
  return taken;
}

/** A line that says who, when or to whom. False where it says none of it. */
function readLine(line: Line, head: Head): boolean {
  const { text } = line;
  const day = dayLine(text);
  const number = documentNumber(text);
  if (day) head.dates.push({ day, as: 'signed', ...placeIn(line, 0) });
  else if (isNote(text)) readNote(line, head);
  else if (number !== null) head.number ??= number;
  else if (isOrgan(text)) addIssuers(text, head);
  else if (/^[（(](?:此件|公开|发至)/.test(text)) head.distribution = text.replace(/^[（(]|[）)]$/g, '');
  else if (isAddressee(text) && head.addressees.length === 0) {
    head.addressees.push(...text.slice(0, -1).split(/[，,]/).filter(Boolean));
  } else if (!isCopyLine(text) && !line.listed) return false;
  head.identity.push(line);
  return true;
}

function readNote(line: Line, head: Head): void {
  const issuer = /日([^日]{4,60})(?:联合)?(?:发布|印发|公布)/.exec(line.text)?.[1] ?? '';
  const organs = issuer.split('、');
  if (organs.every((name) => isOrgan(name))) for (const name of organs) addIssuers(name, head);
  for (const { day, as, at } of noteDays(line.text)) head.dates.push({ day, as, ...placeIn(line, at) });
  if (head.notes) head.notes.append(line, line.gap);
  else head.notes = new Block(null, line);
}

export function addIssuers(text: string, head: Pick<Head, 'issuers'>): void {
  if (head.issuers.length > 50) return;
  for (const name of text.split(/[\s\u3000]+/))
    if (name !== '' && !head.issuers.includes(name)) head.issuers.push(name);
}
