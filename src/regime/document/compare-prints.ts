/** Two prints of one text, clause by clause: what differs, and of what kind each difference is. */
import { LikenessIndex, levelled } from './similar.ts';
import { diffTexts } from './text-diff.ts';
import { type DocumentNode, everyNode, type ParsedDocument, type Place } from './tree.ts';

/**
 * layout: blanks and the width of punctuation; punctuation: other signs; wording: other words; missing: words or a clause
 * that one print lacks; legal: a difference that may change who owes what (a guess, for a person to judge).
 */
export const differenceKinds = ['layout', 'punctuation', 'wording', 'missing', 'legal'] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

export interface PrintDifference {
  readonly kind: DifferenceKind;
  /** Clause in each print; null where the print lacks it. */
  readonly a: string | null;
  readonly b: string | null;
  /** What stands there, with a few signs around it for finding it. */
  readonly left: string;
  readonly right: string;
  readonly context: string;
  readonly places: { readonly a: Place | null; readonly b: Place | null };
}

export interface PrintComparison {
  /** Clauses that stand against each other, with both wordings, in the order of the first print. */
  readonly pairs: readonly {
    readonly a: string;
    readonly b: string;
    readonly same: boolean;
    readonly left: string;
    readonly right: string;
  }[];
  readonly differences: readonly PrintDifference[];
  readonly counts: Readonly<Record<DifferenceKind, number>>;
}

/** A clause with words of its own: what is compared, and what is set against the base. */
export interface ClauseText {
  readonly id: string;
  readonly text: string;
  readonly node: DocumentNode;
}

/** Clauses with words of their own, without the sentences that repeat them. */
export function clauseTexts(parsed: Pick<ParsedDocument, 'nodes'>): ClauseText[] {
  const found: ClauseText[] = [];
  for (const node of everyNode(parsed.nodes)) {
    if (node.kind === 'sentence' || node.kind === 'norm') continue;
    const text = `${node.title}${node.text}`;
    if (text !== '') found.push({ id: node.id, text, node });
  }
  return found;
}

/** Aligns two prints and lists every difference. Takes time in proportion to their length. */
export function compareDocuments(a: ParsedDocument, b: ParsedDocument): PrintComparison {
  const left = clauseTexts(a);
  const right = clauseTexts(b);
  const partner = align(left, right);
  const taken = new Set(partner.values());
  const differences: PrintDifference[] = [];
  const pairs: PrintComparison['pairs'][number][] = [];
  left.forEach((one, index) => {
    const other = partner.get(index);
    if (other === undefined) differences.push(whole(one, 'a'));
    else {
      const found = differ(one, right[other]!);
      differences.push(...found);
      pairs.push({
        a: one.id,
        b: right[other]!.id,
        same: found.length === 0,
        left: one.text,
        right: right[other]!.text,
      });
    }
  });
  right.forEach((one, index) => {
    if (!taken.has(index)) differences.push(whole(one, 'b'));
  });
  const counts = Object.fromEntries(
    differenceKinds.map((kind) => [kind, differences.filter((one) => one.kind === kind).length]),
  ) as Record<DifferenceKind, number>;
  return { pairs, differences, counts };
}

/** Index of the partner of each clause: first under the same id, then by likeness. */
function align(left: readonly ClauseText[], right: readonly ClauseText[]): Map<number, number> {
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  const byId = new Map(right.map(({ id }, index) => [id, index] as const));
  const index = new LikenessIndex(right.map(({ text }) => text));
  const asked = left.map(({ text }) => index.like(text, 5, 0.15));
  const take = (from: number, to: number): void => {
    partner.set(from, to);
    taken.add(to);
  };
  left.forEach(({ id, text }, from) => {
    const to = byId.get(id);
    if (to === undefined || taken.has(to)) return;
    const same = levelled(text) === levelled(right[to]!.text);
    const score = asked[from]!.find((one) => one.index === to)?.score ?? 0;
    if (same || score >= 0.3 || text.length < 12) take(from, to);
  });
  left.forEach((_, from) => {
    if (partner.has(from)) return;
    const best = asked[from]!.find((one) => one.score >= 0.5 && !taken.has(one.index));
    if (best) take(from, best.index);
  });
  return partner;
}

function whole({ id, text, node }: ClauseText, side: 'a' | 'b'): PrintDifference {
  const place = { line: node.line, char: node.char };
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return {
    kind: 'missing',
    a: side === 'a' ? id : null,
    b: side === 'b' ? id : null,
    left: side === 'a' ? shown : '',
    right: side === 'b' ? shown : '',
    context: '',
    places: { a: side === 'a' ? place : null, b: side === 'b' ? place : null },
  };
}

function differ(a: ClauseText, b: ClauseText): PrintDifference[] {
  if (a.text === b.text) return [];
  const [left, right] = [levelled(a.text), levelled(b.text)];
  const places = { a: { line: a.node.line, char: a.node.char }, b: { line: b.node.line, char: b.node.char } };
  const base = { a: a.id, b: b.id, places };
  if (left === right) return [{ ...base, kind: 'layout', left: '', right: '', context: left.slice(0, 20) }];
  return diffTexts(left, right).map((hunk) => {
    const [from, to] = [left.slice(...hunk.a), right.slice(...hunk.b)];
    const before = left.slice(Math.max(0, hunk.a[0] - 6), hunk.a[0]);
    const after = left.slice(hunk.a[1], hunk.a[1] + 6);
    return {
      ...base,
      kind: kindOf(from, to, before, after),
      left: from,
      right: to,
      context: `${before}[${from}|${to}]${after}`,
    };
  });
}

/** Words that carry duties: numbers, times, force, scope, money, responsibility, organs, groups of people. */
const weighty =
  /[0-9０-９一二三四五六七八九十百千万亿两]|每|定期|至少|不少于|以上|以下|以内|期限|任期|应当|必须|不得|可以|禁止|负责|责任|问责|执纪|追究|监督|考核|评价|所有|全部|全体|各级|项目|资金|村组|村庄|村民小组|农户|党组织|源头|首要|首位|主要|系统|领域|原则上|人员|返乡|回乡|下乡|农民|群众|居民|社会/;

/** All weighty words of a stretch, in order. */
const weightIn = (text: string): string => [...text.matchAll(everyWeighty)].join(' ');
const everyWeighty = new RegExp(weighty.source, 'g');

function kindOf(left: string, right: string, before: string, after: string): DifferenceKind {
  const words = /[\p{L}\p{N}]/u;
  if (!words.test(left) && !words.test(right)) return 'punctuation';
  // Doubled words are slips, however weighty: 实践实践.
  if (left === '' && (before.endsWith(right) || after.startsWith(right))) return 'wording';
  if (weighty.test(left) || weighty.test(right)) return 'legal';
  // A word cut at its edge: 村[组|庄], 资金[项目|]管理.
  const [a, b] = [`${before.slice(-2)}${left}${after.slice(0, 2)}`, `${before.slice(-2)}${right}${after.slice(0, 2)}`];
  if (weightIn(a) !== weightIn(b)) return 'legal';
  return left === '' || right === '' ? 'missing' : 'wording';
}
