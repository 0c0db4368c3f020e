/** What reading a document gives: who issued it, its clauses as a tree, what was dropped, and what is wrong with the print. */
import type { Day, Words } from '../pack.ts';

/** A place in the file: line and character in the line, both from 1 (characters as JavaScript counts them). */
export interface Place {
  readonly line: number;
  readonly char: number;
}

export const clauseKinds = [
  'part',
  'chapter',
  'division',
  'article',
  'section',
  'subsection',
  'lead',
  'paragraph',
  'item',
  'point',
  'subpoint',
  'sentence',
  'norm',
] as const;
export type ClauseKind = (typeof clauseKinds)[number];

/**
 * One clause. `id` follows the scheme of the packs without the pack: `art9/item2/s1`, `sec1/sub2/p1/s3`; two articles
 * of one number are `art13a` and `art13b`, 第二条之一 is `art2x1`. `label` is the mark as printed (`第九条`, `（二）`), `number` its value, `title`
 * a heading that stands after the mark, `text` the clause's own words, joined over page breaks. Sentences and norms repeat
 * parts of the text of the node above them.
 */
export interface DocumentNode extends Place {
  readonly id: string;
  readonly kind: ClauseKind;
  readonly label: string;
  readonly number: number | null;
  readonly title: string;
  readonly text: string;
  readonly children: readonly DocumentNode[];
}

export interface DatedMark extends Place {
  readonly day: Day;
  /** approved and issued stand in the note under the title, signed after the text or the cover, web on the page around. */
  readonly as: 'approved' | 'issued' | 'signed' | 'web';
}

export interface PrintedLine extends Place {
  readonly text: string;
}

/** Everything that says which document this is. Empty lists and nulls where the print is silent. */
export interface DocumentIdentity {
  readonly title: string | null;
  /** The title of the notice that carries it, where there is one. */
  readonly notice: string | null;
  readonly number: string | null;
  readonly issuers: readonly string[];
  readonly addressees: readonly string[];
  readonly approved: Day | null;
  readonly issued: Day | null;
  readonly signed: Day | null;
  /** To whom the paper goes down, as printed: 此件发至乡镇. */
  readonly distribution: string | null;
  readonly dates: readonly DatedMark[];
  /** Every line that says it, as printed: also secrecy, urgency, who signed, and what no field above holds. */
  readonly lines: readonly PrintedLine[];
}

/** note, comment, deleted and hidden are words that a file keeps beside its running text. */
export type FurnitureKind =
  | 'web'
  | 'news'
  | 'page'
  | 'jump'
  | 'imprint'
  | 'stray'
  | 'repeated'
  | 'foreign'
  | 'note'
  | 'comment'
  | 'deleted'
  | 'hidden';

/** What the reader of a file knows that its lines alone do not say. */
export interface Beside {
  /** Lines that are no running text, by number from 1: foot notes, running heads, words struck out. */
  readonly lines: ReadonlyMap<number, FurnitureKind>;
  /** Lines that are rows of a table, their cells apart by a wide blank. */
  readonly rows?: ReadonlySet<number>;
  /** Tracked changes that nobody has accepted or turned down. */
  readonly changes: number;
}

/** A line of the file that is neither clause nor identity. */
export interface Furniture extends Place {
  readonly kind: FurnitureKind;
  readonly text: string;
}

export const faultCodes = [
  'begins_in_middle',
  'bold_head_torn',
  'bracket_mixed',
  'bracket_unmatched',
  'break_in_item',
  'changes_tracked',
  'character_doubled',
  'cut_by_page',
  'ends_early',
  'foreign_text',
  'half_width',
  'heading_uneven',
  'look_alike',
  'news_before_text',
  'no_commencement',
  'no_title',
  'number_doubled',
  'number_misordered',
  'number_missing',
  'page_gap',
  'paragraph_unnumbered',
  'run_in_ending_mixed',
  'run_in_plain',
  'set_apart',
  'stray_blank',
  'stray_character',
  'stray_number',
  'stray_word',
  'term_mixed',
  'title_broken',
  'title_twice',
  'two_dates',
  'web_around_text',
  'width_mixed',
  'word_doubled',
  'wrapped_lines',
] as const;
export type PrintFaultCode = (typeof faultCodes)[number];

/** A fault of the print: what, where, and what a person may do about it. Nothing is repaired without being said. */
export interface PrintFault {
  readonly code: PrintFaultCode;
  readonly place: Place;
  readonly message: Words;
  readonly proposal: Words;
}

/** Every character of the input is one of three things; `blank` and `marks` say how much of the furniture is layout. */
export interface CharacterAccount {
  readonly total: number;
  readonly clause: number;
  readonly identity: number;
  readonly furniture: number;
  /** Of the furniture: blanks and line ends. */
  readonly blank: number;
  /** Of the furniture: heading and bold marks. */
  readonly marks: number;
}

export interface ParsedDocument {
  readonly identity: DocumentIdentity;
  readonly nodes: readonly DocumentNode[];
  readonly furniture: readonly Furniture[];
  readonly faults: readonly PrintFault[];
  readonly account: CharacterAccount;
  /** Further documents of the same file, in order. */
  readonly more: readonly ParsedDocument[];
}

/** All nodes below and with the given ones, in the order of the text. */
export function* everyNode(nodes: readonly DocumentNode[]): Generator<DocumentNode> {
  for (const node of nodes) {
    yield node;
    yield* everyNode(node.children);
  }
}
