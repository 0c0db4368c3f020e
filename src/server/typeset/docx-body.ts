/** Headings, paragraphs and tables of a body as Word's paragraphs and tables. Figures lie in bookmarks named after their note. */
import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { charactersWide, faceOf, line, twips } from './docx-units.ts';
import { area, type Face, headingFace, type } from './measures.ts';
import type { Block, Column, Note, Origin, Run } from './official.ts';
import type { Numbered } from './setting.ts';

/** Name of the bookmark round a figure. A figure printed twice has two: `zt_f1`, `zt_f1_2`. */
export type Ids = (note: string) => string;
export function figureIds(): Ids {
  const seen = new Map<string, number>();
  return (note) => {
    const count = (seen.get(note) ?? 0) + 1;
    seen.set(note, count);
    return `zt_${note}${count === 1 ? '' : `_${count}`}`;
  };
}

export const blank = (keepNext = false): Paragraph => new Paragraph({ spacing: line, keepNext, children: [] });

export function bodyOf(blocks: readonly Numbered[], origin: Origin, ids: Ids): (Paragraph | Table)[] {
  const notes = new Map(origin.notes.map((note) => [note.id, note]));
  return blocks.flatMap((block) => {
    if (block.kind === 'table') return tableOf(block, notes, ids);
    const isHeading = block.kind === 'heading';
    const font = isHeading ? faceOf(headingFace[block.level]) : faceOf('fangsong');
    const marked = block.kind === 'to-write' ? { highlight: 'yellow' as const } : {};
    return [
      new Paragraph({
        spacing: line,
        alignment: AlignmentType.BOTH,
        keepNext: isHeading,
        indent: { firstLineChars: 200, firstLine: charactersWide(2) },
        ...(isHeading && { outlineLevel: block.level - 1 }),
        children: [
          ...(isHeading ? [new TextRun({ text: block.number, font })] : []),
          ...block.runs.flatMap((run) => figure(run, notes, ids, { font, ...marked }, true)),
        ],
      }),
    ];
  });
}

interface Look {
  readonly font?: ReturnType<typeof faceOf>;
  readonly size?: number;
  readonly highlight?: 'yellow';
}

/** A run; a figure with its bookmark and, where wished, a hidden word on its origin behind it. */
function figure(run: Run, notes: ReadonlyMap<string, Note>, ids: Ids, look: Look, isTold: boolean): ParagraphChild[] {
  const text = new TextRun({ text: run.text, ...look });
  const note = run.note === undefined ? undefined : notes.get(run.note);
  if (!note) return [text];
  const mark = new Bookmark({ id: ids(note.id), children: [text] });
  return isTold ? [mark, hidden(`〔出处${note.id.slice(1)}：${sayOrigin(note)}〕`)] : [mark];
}

const hidden = (text: string): TextRun => new TextRun({ text, vanish: true, size: type.table * 2, color: '808080' });

/** Origin of a figure in a line: its name, the question, the place in the answer. */
export const sayOrigin = ({ name, ask, at }: Note): string =>
  `${name.zh}；${ask.kind}（${Object.entries(ask.with)
    .map(([key, value]) => `${key}=${value}`)
    .join('，')}）→ ${at}`;

const rule = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const rules = { top: rule, bottom: rule, left: rule, right: rule, insideHorizontal: rule, insideVertical: rule };

/** A table over the whole width; its head is repeated on each page, a row never breaks. */
function tableOf(block: Extract<Block, { kind: 'table' }>, notes: ReadonlyMap<string, Note>, ids: Ids) {
  const all = block.columns.reduce((sum, column) => sum + column.wide, 0);
  const widths = block.columns.map((column) => Math.round((twips(area.width) * column.wide) / all));
  const cell = (column: Column, index: number, children: ParagraphChild[], align = column.align): TableCell =>
    new TableCell({
      width: { size: widths[index]!, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { top: 40, bottom: 40, left: 60, right: 60 },
      children: [
        new Paragraph({
          spacing: { line: 320, lineRule: 'exact', before: 0, after: 0 },
          alignment: { left: AlignmentType.LEFT, centre: AlignmentType.CENTER, right: AlignmentType.RIGHT }[align],
          children,
        }),
      ],
    });
  const look = (face: Face): Look => ({ font: faceOf(face), size: type.table * 2 });
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: block.columns.map((column, index) =>
      cell(column, index, [new TextRun({ text: column.head, ...look('hei') })], 'centre'),
    ),
  });
  const rows = block.rows.map(
    (row) =>
      new TableRow({
        cantSplit: true,
        children: block.columns.map((column, index) =>
          cell(column, index, figure(row[index] ?? { text: '' }, notes, ids, look('fangsong'), false)),
        ),
      }),
  );
  const table = new Table({
    width: { size: twips(area.width), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: rules,
    rows: [head, ...rows],
  });
  const note = notes.get(block.note);
  return [
    table,
    new Paragraph({ spacing: line, children: note ? [hidden(`〔出处${note.id.slice(1)}：${sayOrigin(note)}〕`)] : [] }),
  ];
}
