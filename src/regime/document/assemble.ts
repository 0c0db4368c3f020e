/** From blocks to the tree: which mark stands under which, which paragraph belongs to whom. */
import type { Block } from './block.ts';
import { closeUp } from './lines.ts';
import type { Marker, MarkerType } from './markers.ts';
import { sentencesOf } from './sentences.ts';
import type { ClauseKind } from './tree.ts';

/** A stretch of a block: words that belong to one clause. */
export interface Words {
  readonly block: Block;
  readonly from: number;
  readonly to: number;
}

/** A node while the tree grows. */
export interface Draft {
  readonly kind: ClauseKind;
  readonly type: MarkerType | null;
  readonly label: string;
  readonly number: number | null;
  /** 第二条之一: 1; 0 for all others. */
  readonly insert: number;
  readonly block: Block | null;
  title: string;
  /** Where the title stands in the block. */
  titleAt: number;
  /** Its own paragraphs, before its children. */
  readonly paragraphs: Words[];
  /** Paragraphs after its children: they belong to it, not to the last child. */
  readonly after: Words[];
  readonly children: Draft[];
}

const outline: readonly MarkerType[] = ['comma', 'bracket', 'dot', 'round', 'half', 'ring'];
const containers: readonly MarkerType[] = ['part', 'chapter', 'division', 'article'];
const containerKind: Partial<Record<MarkerType, ClauseKind>> = {
  part: 'part',
  chapter: 'chapter',
  division: 'division',
  article: 'article',
};
const sectionKind: Record<string, ClauseKind> = {
  comma: 'section',
  bracket: 'subsection',
  dot: 'item',
  round: 'point',
  half: 'subpoint',
  ring: 'subpoint',
};
const itemKinds: readonly ClauseKind[] = ['item', 'point', 'subpoint'];

export function newDraft(kind: ClauseKind, marker: Marker | null, block: Block | null): Draft {
  return {
    kind,
    type: marker?.type ?? null,
    label: marker?.label ?? '',
    number: marker?.number ?? null,
    insert: marker?.insert ?? 0,
    block,
    title: '',
    titleAt: 0,
    paragraphs: [],
    after: [],
    children: [],
  };
}

export interface Growth {
  readonly root: Draft;
  /** Articles in the order of the print, over all chapters. */
  readonly articles: Draft[];
  /** Items that go on after a paragraph break. */
  readonly broken: Draft[];
  /** The article in whose middle the text begins, where it does. */
  implied: Draft | null;
}

/** Grows the tree. The root's paragraphs are the words before the first mark. */
export function grow(blocks: readonly Block[]): Growth {
  const root = newDraft('part', null, null);
  const growth: Growth = { root, articles: [], broken: [], implied: null };
  const firstArticle = blocks.find(({ marker }) => marker?.type === 'article')?.marker ?? null;
  const firstMarked = blocks.find(({ marker }) => marker !== null);
  let stack: Draft[] = [root];
  const startsInside = firstArticle !== null && firstArticle.number > 1 && isOutline(firstMarked?.marker ?? null);
  if (firstArticle && startsInside) {
    const implied = { ...newDraft('article', null, null), number: firstArticle.number - 1 };
    root.children.push(implied);
    growth.articles.push(implied);
    growth.implied = implied;
    stack = [root, implied];
  }
  for (const block of blocks) {
    if (!block.marker) addParagraph(stack, block);
    else if (isOutline(block.marker)) stack = addOutline(stack, block, block.marker, growth);
    else stack = addContainer(stack, block, block.marker, growth);
  }
  settle(root, growth);
  return growth;
}

const isOutline = (marker: Marker | null): boolean => marker !== null && outline.includes(marker.type);

function addContainer(stack: readonly Draft[], block: Block, marker: Marker, growth: Growth): Draft[] {
  const rank = containers.indexOf(marker.type);
  const kept = stack.filter(
    ({ type }, index) => index === 0 || (type !== null && containers.indexOf(type) < rank && containers.includes(type)),
  );
  const draft = newDraft(containerKind[marker.type]!, marker, block);
  kept.at(-1)!.children.push(draft);
  if (marker.type === 'article') {
    growth.articles.push(draft);
    takeArticleWords(draft, block);
  } else takeTitle(draft, block, block.text.length);
  return [...kept, draft];
}

/** Words of an article: a short heading without a stop is its title, everything else its first paragraph. */
function takeArticleWords(draft: Draft, block: Block): void {
  const words = block.words;
  if (words === '') return;
  const isTitle =
    block.lines.length === 1 && words.length <= 12 && !/[，,。；;：:！？]|应当|必须|不得|可以|负责/.test(words);
  if (isTitle) takeTitle(draft, block, block.text.length);
  else draft.paragraphs.push({ block, from: block.wordsAt, to: block.text.length });
}

function takeTitle(draft: Draft, block: Block, to: number): void {
  draft.title = closeUp(block.text.slice(block.wordsAt, to));
  draft.titleAt = block.wordsAt;
}

function addOutline(stack: readonly Draft[], block: Block, marker: Marker, growth: Growth): Draft[] {
  const base = stack.findLastIndex(
    ({ type, kind }) => kind === 'article' || type === null || containers.includes(type),
  );
  const holder = stack[base]!;
  const inArticle = holder.kind === 'article';
  const open = stack.slice(base + 1);
  const same = open.findIndex(({ type }) => type === marker.type);
  let kept = open;
  if (same >= 0) kept = open.slice(0, same);
  else if (!inArticle) kept = open.filter(({ type }) => outline.indexOf(type!) < outline.indexOf(marker.type));
  const parent = kept.at(-1) ?? holder;
  const kind = inArticle ? (itemKinds[Math.min(kept.length, 2)] as ClauseKind) : sectionKind[marker.type]!;
  const draft = newDraft(kind, marker, block);
  const before = parent.children.at(-1);
  if (inArticle && before && before.paragraphs.length > 1) growth.broken.push(before);
  parent.children.push(draft);
  takeOutlineWords(draft, block, inArticle);
  return [...stack.slice(0, base + 1), ...kept, draft];
}

/** Words of a numbered part: in an outline its short first sentence is the title; in an article all is text. */
function takeOutlineWords(draft: Draft, block: Block, inArticle: boolean): void {
  const words = block.words;
  if (words === '') return;
  const from = block.wordsAt;
  const to = block.text.length;
  if (!inArticle && (draft.kind === 'section' || draft.kind === 'subsection' || draft.kind === 'item')) {
    const sentences = sentencesOf(words);
    const first = sentences[0]!;
    const heading = words.slice(first[0], first[1]);
    const alone = sentences.length === 1 && !/[。！？；;]$/.test(heading) && heading.length <= 45;
    if (alone || (sentences.length > 1 && heading.length <= 30 && !/[，,；;]/.test(heading))) {
      takeTitle(draft, block, from + first[1]);
      let start = from + first[1];
      while (start < to && /[\s\u3000]/.test(block.text[start]!)) start += 1;
      if (start < to) draft.paragraphs.push({ block, from: start, to });
      return;
    }
  }
  draft.paragraphs.push({ block, from, to });
}

function addParagraph(stack: readonly Draft[], block: Block): void {
  stack.at(-1)!.paragraphs.push({ block, from: 0, to: block.text.length });
}

/**
 * Paragraphs behind the last item of an article belong to the article. An item that is followed by another keeps its
 * paragraphs: the print broke it.
 */
function settle(draft: Draft, growth: Growth): void {
  for (const child of draft.children) settle(child, growth);
  const last = draft.children.at(-1);
  if (!last || !itemKinds.includes(last.kind) || last.type === null) return;
  if (draft.kind !== 'article' && !itemKinds.includes(draft.kind)) return;
  draft.after.push(...last.paragraphs.splice(1), ...last.after.splice(0));
}
