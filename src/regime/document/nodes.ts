/** From the grown tree to nodes with ids: paragraphs, run-in blocks, sentences and norms in the scheme of the packs. */
import type { Draft, Growth, Words } from './assemble.ts';
import type { Block } from './block.ts';
import { normsOf, sentencesOf } from './sentences.ts';
import type { ClauseKind, DocumentNode, Place } from './tree.ts';

/** A run-in head that is not set like the others of its document, or is torn. */
export interface RunIn {
  readonly block: Block;
  readonly at: number;
  readonly head: string;
  readonly set: 'bold' | 'plain' | 'torn';
}

export interface Named {
  readonly nodes: DocumentNode[];
  readonly runIns: RunIn[];
  /** The node of each draft. */
  readonly ids: Map<Draft, string>;
}

const stems: Partial<Record<ClauseKind, string>> = {
  part: 'part',
  chapter: 'ch',
  division: 'div',
  article: 'art',
  section: 'sec',
  subsection: 'sub',
  item: 'item',
  point: 'point',
  subpoint: 'subpoint',
};

interface Namer {
  readonly runIns: RunIn[];
  readonly ids: Map<Draft, string>;
  readonly articleNames: Map<Draft, string>;
}

/** Nodes of the whole tree. */
export function nameNodes({ root, articles }: Growth): Named {
  const namer: Namer = { runIns: [], ids: new Map(), articleNames: namesOf(articles) };
  const nodes: DocumentNode[] = [];
  const marked = root.children.length > 0;
  if (root.paragraphs.length > 0) {
    nodes.push(...(marked ? [leadNode('lead', root.paragraphs)] : paragraphNodes('', root.paragraphs, 1)));
  }
  return { nodes: [...nodes, ...childNodes(root, '', namer)], runIns: namer.runIns, ids: namer.ids };
}

/** Names of siblings: stem and number, `x1` behind for 第二条之一, and a letter where several bear one number. */
function namesOf(drafts: readonly Draft[]): Map<Draft, string> {
  const counts = new Map<string, number>();
  const bare = (one: Draft): string => `${stems[one.kind]}${one.number}${one.insert > 0 ? `x${one.insert}` : ''}`;
  for (const one of drafts) counts.set(bare(one), (counts.get(bare(one)) ?? 0) + 1);
  const given = new Map<string, number>();
  const names = new Map<Draft, string>();
  for (const one of drafts) {
    const name = bare(one);
    const index = given.get(name) ?? 0;
    given.set(name, index + 1);
    names.set(one, counts.get(name) === 1 ? name : `${name}${lettersOf(index)}`);
  }
  return names;
}

/** 0 -> a, 25 -> z, 26 -> aa. */
function lettersOf(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : `${lettersOf(Math.floor(index / 26) - 1)}${last}`;
}

function childNodes(parent: Draft, path: string, namer: Namer): DocumentNode[] {
  const names = namesOf(parent.children);
  return parent.children.map((child) => {
    const name = namer.articleNames.get(child) ?? names.get(child)!;
    const id = child.kind === 'article' || path === '' ? name : `${path}/${name}`;
    return draftNode(child, id, namer);
  });
}

const unplaced: Place = { line: 1, char: 1 };

function draftNode(draft: Draft, id: string, namer: Namer): DocumentNode {
  namer.ids.set(draft, id);
  const { kind, label, number, title, block, paragraphs, after, children } = draft;
  const below = childNodes(draft, id, namer);
  const place = block?.placeOf(0) ?? paragraphs[0]?.block.placeOf(0) ?? below[0] ?? unplaced;
  const base = { id, kind, label, number, title, line: place.line, char: place.char };
  if (kind === 'subsection' && children.length === 0 && paragraphs.length === 1) {
    const runs = runInNodes(id, paragraphs[0]!, namer);
    if (runs) return { ...base, text: '', children: runs };
  }
  if (children.length === 0 && paragraphs.length === 1 && after.length === 0) {
    return { ...base, text: wordsText(paragraphs[0]!), children: sentenceNodes(id, paragraphs[0]!) };
  }
  const isTable = paragraphs.some(({ block: { firstLine } }) => firstLine.row);
  if (isItem(draft) && children.length === 0 && paragraphs.length > 1 && after.length === 0 && !isTable) {
    // An item that the print broke into paragraphs is read as one: its sentences are counted through.
    const text = paragraphs.map(wordsText).join('');
    return { ...base, text, children: sentencesThrough(id, paragraphs) };
  }
  if (children.length > 0 && paragraphs.length === 1 && stems[kind] !== undefined && isItem(draft)) {
    // An item with points keeps its opening words as its own.
    return { ...base, text: wordsText(paragraphs[0]!), children: [...below, ...paragraphNodes(id, after, 2)] };
  }
  const opening =
    children.length > 0 && paragraphs.length === 1
      ? [leadNode(`${id}/lead`, paragraphs)]
      : paragraphNodes(id, paragraphs, 1);
  return { ...base, text: '', children: [...opening, ...below, ...paragraphNodes(id, after, paragraphs.length + 1)] };
}

const isItem = ({ kind }: Draft): boolean => kind === 'item' || kind === 'point' || kind === 'subpoint';
const wordsText = ({ block, from, to }: Words): string => block.text.slice(from, to);

function textNode(id: string, kind: ClauseKind, words: Words): Omit<DocumentNode, 'children'> {
  const { line, char } = words.block.placeOf(words.from);
  return { id, kind, label: '', number: null, title: '', text: wordsText(words), line, char };
}

function leadNode(id: string, paragraphs: readonly Words[]): DocumentNode {
  const [first, ...others] = paragraphs;
  if (others.length === 0) return { ...textNode(id, 'lead', first!), children: sentenceNodes(id, first!) };
  const children = paragraphNodes(id, paragraphs, 1);
  return { ...textNode(id, 'lead', first!), text: '', children };
}

function paragraphNodes(path: string, paragraphs: readonly Words[], first: number): DocumentNode[] {
  return paragraphs.map((words, index) => {
    const id = `${path === '' ? '' : `${path}/`}p${first + index}`;
    return { ...textNode(id, 'paragraph', words), number: first + index, children: sentenceNodes(id, words) };
  });
}

/** Sentences where there are several, else the norms of the only one. */
function sentenceNodes(id: string, words: Words): DocumentNode[] {
  const text = wordsText(words);
  const sentences = sentencesOf(text);
  if (sentences.length < 2) return normNodes(id, words);
  return sentences.map(([from, to], index) => {
    const own = { block: words.block, from: words.from + from, to: words.from + to };
    const name = `${id}/s${index + 1}`;
    return { ...textNode(name, 'sentence', own), number: index + 1, children: normNodes(name, own) };
  });
}

function sentencesThrough(id: string, paragraphs: readonly Words[]): DocumentNode[] {
  const all = paragraphs.flatMap((words) =>
    sentencesOf(wordsText(words)).map(([from, to]) => ({
      block: words.block,
      from: words.from + from,
      to: words.from + to,
    })),
  );
  return all.map((own, index) => {
    const name = `${id}/s${index + 1}`;
    return { ...textNode(name, 'sentence', own), number: index + 1, children: normNodes(name, own) };
  });
}

function normNodes(id: string, words: Words): DocumentNode[] {
  const norms = normsOf(wordsText(words));
  if (norms.length < 2) return [];
  return norms.map(([from, to], index) => ({
    ...textNode(`${id}/c${index + 1}`, 'norm', { block: words.block, from: words.from + from, to: words.from + to }),
    number: index + 1,
    children: [],
  }));
}

/**
 * Blocks under run-in heads, where at least one head is bold: `p1`, `p2` ...; words before the first head are `p0` when
 * they are one sentence, else a block whose head is set plain.
 */
function runInNodes(id: string, words: Words, { runIns }: Namer): DocumentNode[] | null {
  const { block, from, to } = words;
  const heads = block.bold().filter(([start, end]) => start >= from && end <= to && end - start <= 40);
  if (heads.length === 0 || heads.some(([start, end]) => start === from && end === to)) return null;
  const seams = new Set(block.seams.map(({ at }) => at));
  const nodes: DocumentNode[] = [];
  const before = heads[0]![0] > from ? { block, from, to: heads[0]![0] } : null;
  let number = 0;
  const add = (start: number, headEnd: number, end: number, set: RunIn['set'] | null): void => {
    const own = { block, from: headEnd, to: end };
    const name = `${id}/p${number}`;
    const title = block.text.slice(start, headEnd);
    if (set) runIns.push({ block, at: start, head: title, set });
    const place = block.placeOf(start);
    nodes.push({ ...textNode(name, 'paragraph', own), ...place, title, number, children: sentenceNodes(name, own) });
    number += 1;
  };
  if (before) {
    const plainHead = sentencesOf(wordsText(before)).length > 1 ? headEnd(block, from, before.to) : null;
    if (plainHead === null) add(from, from, before.to, null);
    else {
      number = 1;
      add(from, plainHead, before.to, 'plain');
    }
  } else number = 1;
  heads.forEach(([start, end], index) => {
    const next = heads[index + 1]?.[0] ?? to;
    const whole = /[，,。：:；;]$/.test(block.text.slice(start, end));
    const torn = !whole && seams.has(end);
    add(start, torn ? (headEnd(block, end, next) ?? end) : end, next, torn ? 'torn' : 'bold');
  });
  return nodes;
}

/** Where a head ends that is not bold: after its first comma or stop, within 24 characters. */
function headEnd(block: Block, from: number, to: number): number | null {
  for (let at = from; at < to && at < from + 24; at += 1) if (/[，,。：]/.test(block.text[at]!)) return at + 1;
  return null;
}
