/** A local rule against its base: which base clause each local clause restates, adds to, tightens, or leaves out. */
import { measuresIn, type SaidMeasure, tighter } from './cadence.ts';
import { LikenessIndex } from './similar.ts';
import type { DocumentNode, ParsedDocument } from './tree.ts';

/** A clause of the base: its full id (`national-2022/art9/item2/s1`) and its words, whole or in summary. */
export interface BaseClause {
  readonly id: string;
  readonly text: string;
  /** As a person cites it, where the words are those of the document itself: 第九条（二）第2句. */
  readonly citation?: string;
}

/** restates: nothing new; adds_to: the base clause and more; tightens, loosens: another number or time; new: no base. */
export type Relation = 'restates' | 'adds_to' | 'tightens' | 'loosens' | 'new';

export interface AlignedClause {
  readonly id: string;
  readonly citation: string;
  readonly text: string;
  readonly relation: Relation;
  /** Base clauses it stands on, best first, with a score 0..1. */
  readonly base: readonly { readonly id: string; readonly score: number }[];
  /** Measures that its words say. */
  readonly measures: readonly SaidMeasure[];
}

export interface Alignment {
  readonly clauses: readonly AlignedClause[];
  /** Base clauses that no local clause stands on. */
  readonly leftOut: readonly string[];
}

/** Scores below this say nothing. */
const least = 0.22;
/** A base clause counts as taken up from this score on. */
const takenUp = 0.3;

/** Norms of a document: its sentences, and clauses of one sentence; each with its citation as a person writes it. */
export function normsOfDocument(
  parsed: Pick<ParsedDocument, 'nodes'>,
): { id: string; citation: string; text: string }[] {
  const found: { id: string; citation: string; text: string }[] = [];
  const walk = (nodes: readonly DocumentNode[], citation: string): void => {
    for (const node of nodes) {
      if (node.kind === 'norm') continue;
      const own = `${citation}${citedAs(node)}`;
      const children = node.children.filter(({ kind }) => kind !== 'norm');
      // Points below an item do not repeat its opening words.
      const repeats = children.length > 0 && children[0]!.kind === 'sentence';
      if (node.text !== '' && !repeats) found.push({ id: node.id, citation: own, text: node.text });
      walk(children, node.kind === 'part' || node.kind === 'chapter' || node.kind === 'division' ? '' : own);
    }
  };
  walk(parsed.nodes, '');
  return found;
}

function citedAs({ kind, label, number }: DocumentNode): string {
  if (kind === 'paragraph') return number === 0 ? '' : `第${number}段`;
  if (kind === 'lead') return '引言';
  if (kind === 'sentence') return `第${number}句`;
  if (kind === 'part' || kind === 'chapter' || kind === 'division') return '';
  return label
    .replace(/[、．.]$/, '')
    .replace('(', '（')
    .replace(')', '）');
}

/** All clauses of a read document as a base, under the id of its pack. */
export function baseOf(parsed: ParsedDocument, pack: string): BaseClause[] {
  return normsOfDocument(parsed).map(({ id, text, citation }) => ({ id: `${pack}/${id}`, text, citation }));
}

/** Proposes, for every norm of the local rule, what it stands on. Everything is a proposal with its score. */
export function alignClauses(local: ParsedDocument, base: readonly BaseClause[]): Alignment {
  const index = new LikenessIndex(base.map(({ text }) => text));
  const baseMeasures = base.map(({ text }) => measuresIn(text));
  const touched = new Set<number>();
  const norms = normsOfDocument(local);
  const [ownLevels, baseLevels] = [levelsOf(norms, 0), levelsOf(base, 1)];
  const likes = norms.map(({ id, text }) => {
    const level = ownLevels.get(topOf(id));
    // A long base item may hold a short local sentence whole: how much of it is covered counts as well.
    return index.like(text, 12, 0.1).map(({ index: at, score, covered }) => {
      const other = baseLevels.get(topOf(base[at]!.id, 1));
      const sameLevel = level === undefined || other === undefined || level === other;
      return { at, score: Math.max(score, covered * 0.75) * (sameLevel ? 1 : 0.6) };
    });
  });
  const homes = homesOf(norms, likes, base);
  const clauses = norms.map(({ id, citation, text }, order): AlignedClause => {
    const home = homes.get(topOf(id));
    const scored = likes[order]!.map(({ at, score }) => ({
      at,
      score: topOf(base[at]!.id, 1) === home ? Math.min(1, score * 1.3) : score,
    }))
      .filter(({ score }) => score >= least)
      .sort((a, b) => b.score - a.score || a.at - b.at);
    const best = scored[0]?.score ?? 0;
    const kept = scored.filter(({ score }) => score >= best * 0.6).slice(0, 4);
    for (const { at, score } of kept) if (score >= takenUp) touched.add(at);
    const measures = measuresIn(text);
    return {
      id,
      citation,
      text,
      relation: relationOf(measures, kept, baseMeasures),
      base: kept.map(({ at, score }) => ({ id: base[at]!.id, score: Math.round(score * 100) / 100 })),
      measures,
    };
  });
  return { clauses, leftOut: base.flatMap(({ id }, at) => (touched.has(at) ? [] : [id])) };
}

/** `art9/item2/s1` -> `art9`; with one step of a pack before it, that step stays out. */
const topOf = (id: string, skip = 0): string => id.split('/')[skip] ?? id;

const levelWords = /^.{0,4}?(省|市|县|区|乡镇|村)(?:级|党组织|党委和政府|党政)/;

/** The level that the opening words of an article bind, by article: 县级党委和政府…; articles for several have none. */
function levelsOf(norms: readonly BaseClause[], skip: number): Map<string, string> {
  const first = new Map<string, string>();
  for (const { id, text } of norms) if (!first.has(topOf(id, skip))) first.set(topOf(id, skip), text);
  const levels = new Map<string, string>();
  for (const [article, text] of first) {
    const level = levelWords.exec(text)?.[1];
    if (level) levels.set(article, level === '区' ? '县' : level);
  }
  return levels;
}

/** The base article that most of a local article stands on: its clauses are likelier there than elsewhere. */
function homesOf(
  norms: readonly { readonly id: string }[],
  likes: readonly (readonly { at: number; score: number }[])[],
  base: readonly BaseClause[],
): Map<string, string> {
  const sums = new Map<string, Map<string, number>>();
  norms.forEach(({ id }, order) => {
    const own = sums.get(topOf(id)) ?? new Map<string, number>();
    sums.set(topOf(id), own);
    for (const { at, score } of likes[order]!) {
      const article = topOf(base[at]!.id, 1);
      own.set(article, (own.get(article) ?? 0) + score * score);
    }
  });
  const homes = new Map<string, string>();
  for (const [id, own] of sums) {
    const [first] = [...own].sort((a, b) => b[1] - a[1]);
    if (first) homes.set(id, first[0]);
  }
  return homes;
}

function relationOf(
  own: readonly SaidMeasure[],
  kept: readonly { at: number; score: number }[],
  baseMeasures: readonly (readonly SaidMeasure[])[],
): Relation {
  const [best] = kept;
  if (!best || best.score < takenUp) return 'new';
  const verdicts = own.flatMap((said) => {
    for (const { at } of kept) {
      for (const other of baseMeasures[at]!) {
        const verdict = tighter(said, other);
        if (verdict) return [verdict];
      }
    }
    return [];
  });
  if (verdicts.includes('looser')) return 'loosens';
  if (verdicts.includes('tighter')) return 'tightens';
  return best.score >= 0.8 ? 'restates' : 'adds_to';
}
