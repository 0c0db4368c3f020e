/** What stands round the body in Word: red head, title, addressees, page numbers, end block. */
import {
  AlignmentType,
  BorderStyle,
  Footer,
  Header,
  PageNumber,
  Paragraph,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx';
import { blank } from './docx-body.ts';
import { charactersWide, faceOf, line, twips } from './docx-units.ts';
import { area, endRules, markScale, markSize, markTop, redLine, type } from './measures.ts';
import type { OfficialDocument } from './official.ts';
import { titleLines } from './official.ts';
import { endLines } from './setting.ts';

const red = 'FF0000';
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };

/** Everything above the body. */
export function headOf(document: OfficialDocument): Paragraph[] {
  const { form, mark } = document;
  const corner = cornerOf(document);
  if (form === 'paper' || mark === undefined) return [...corner, ...titleOf(document), ...addressees(document)];
  if (form === 'letter') {
    return [
      ...(document.number === undefined ? [] : [centred(document.number, AlignmentType.RIGHT)]),
      ...corner,
      blank(),
      ...titleOf(document),
      ...addressees(document),
    ];
  }
  return [
    ...corner,
    markOf(mark, Math.max(0, twips(markTop.document) - corner.length * line.line)),
    blank(),
    ...(form === 'minutes' ? [] : [blank()]),
    numberOf(document),
    ...(form === 'minutes' ? [] : [blank()]),
    blank(),
    ...titleOf(document),
    ...addressees(document),
    ...presentOf(document),
  ];
}

/** 份号, 密级, 紧急程度: top left, one below the other. */
function cornerOf({ copyNumber, secrecy, urgency }: OfficialDocument): Paragraph[] {
  const words: [text: string | undefined, face: 'fangsong' | 'hei'][] = [
    [copyNumber, 'fangsong'],
    [secrecy, 'hei'],
    [urgency, 'hei'],
  ];
  return words.flatMap(([text, face]) =>
    text === undefined ? [] : [new Paragraph({ spacing: line, children: [new TextRun({ text, font: faceOf(face) })] })],
  );
}

const markOf = (mark: string, before: number): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before, after: 0, line: Math.round(markSize(mark) * 20 * 1.15), lineRule: 'exact' },
    children: [markRun(mark)],
  });

const markRun = (mark: string): TextRun =>
  new TextRun({
    text: mark,
    font: faceOf('song'),
    size: markSize(mark) * 2,
    color: red,
    ...(markScale(mark) < 1 && { scale: Math.round(markScale(mark) * 100) }),
  });

const centred = (text: string, alignment: (typeof AlignmentType)[keyof typeof AlignmentType] = AlignmentType.CENTER) =>
  new Paragraph({ spacing: line, alignment, children: [new TextRun(text)] });

/** 发文字号 over the red line; with a signer it moves to the left and 签发人 stands right. */
function numberOf({ number, signer, form }: OfficialDocument): Paragraph {
  const border = {
    bottom: { style: BorderStyle.SINGLE, size: 12, color: red, space: Math.round((redLine.below * 72) / 25.4) },
  };
  if (signer === undefined || form === 'minutes')
    return new Paragraph({
      spacing: line,
      alignment: AlignmentType.CENTER,
      border,
      children: [new TextRun(number ?? '')],
    });
  return new Paragraph({
    spacing: line,
    border,
    alignment: AlignmentType.LEFT,
    indent: { left: 0 },
    tabStops: [{ type: TabStopType.RIGHT, position: twips(area.width) - charactersWide(1) }],
    children: [new TextRun(`　${number ?? ''}\t签发人：`), new TextRun({ text: signer, font: faceOf('kai') })],
  });
}

function titleOf({ title }: OfficialDocument): Paragraph[] {
  return [
    ...titleLines(title, 20).map(
      (text) =>
        new Paragraph({
          spacing: line,
          alignment: AlignmentType.CENTER,
          keepNext: true,
          children: [new TextRun({ text, font: faceOf('song'), size: type.title * 2 })],
        }),
    ),
    blank(),
  ];
}

const addressees = ({ addressees: names }: OfficialDocument): Paragraph[] =>
  names.length === 0
    ? []
    : [
        new Paragraph({
          spacing: line,
          alignment: AlignmentType.LEFT,
          children: [new TextRun(`${names.join('，')}：`)],
        }),
      ];

/** 出席、请假、列席 of minutes: the word in 黑体, names hanging behind it. */
const presentOf = ({ present = [] }: OfficialDocument): Paragraph[] =>
  present.map(
    ({ word, names }) =>
      new Paragraph({
        spacing: line,
        indent: { left: charactersWide(5), hanging: charactersWide(3) },
        children: [new TextRun({ text: `${word}：`, font: faceOf('hei') }), new TextRun(names.join('　'))],
      }),
  );

/** — 1 —, one character in from the outer edge: right on odd pages, left on even ones. */
export function pageNumber(side: 'odd' | 'even'): Paragraph {
  const run = (...children: (string | (typeof PageNumber)[keyof typeof PageNumber])[]) =>
    new TextRun({ children, font: faceOf('digits'), size: type.small * 2 });
  return new Paragraph({
    alignment: side === 'odd' ? AlignmentType.RIGHT : AlignmentType.LEFT,
    indent: side === 'odd' ? { right: charactersWide(1) } : { left: charactersWide(1) },
    spacing: { line: 360, lineRule: 'exact', before: 0, after: 0 },
    children: [run('— ', PageNumber.CURRENT, ' —')],
  });
}

const over = -twips((redLine.letter - area.width) / 2);

/** Letter: the mark 30 mm below the edge of the page, and 4 mm below it a thick and a thin line of 170 mm. */
export const letterHead = (mark: string): Header =>
  new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        indent: { left: over, right: over },
        spacing: { before: 0, after: twips(4), line: Math.round(markSize(mark) * 20 * 1.15), lineRule: 'exact' },
        border: { bottom: { style: BorderStyle.THICK_THIN_SMALL_GAP, size: 24, color: red, space: 11 } },
        children: [markRun(mark)],
      }),
    ],
  });

/** Letter: a thin and a thick line 20 mm above the foot of the first page, which has no page number. */
export const letterFoot = (): Footer =>
  new Footer({
    children: [
      new Paragraph({
        indent: { left: over, right: over },
        spacing: { line: 20, lineRule: 'exact', before: 0, after: 0 },
        border: { top: { style: BorderStyle.THIN_THICK_SMALL_GAP, size: 24, color: red, space: 0 } },
      }),
    ],
  });

/** 版记 at the foot of the last page: copies, and who printed when; letters have the copies alone, without rules. */
export function endBlock(end: NonNullable<OfficialDocument['end']>, isLetter: boolean): (Table | Paragraph)[] {
  const { copies, printedBy, printedOn } = endLines(end);
  const eighths = (millimetres: number): number => Math.round(((millimetres * 72) / 25.4) * 8);
  const border = (millimetres: number) =>
    isLetter ? none : { style: BorderStyle.SINGLE, size: eighths(millimetres), color: '000000' };
  const row = (children: TextRun[], top: number | null, bottom: number | null): TableRow =>
    new TableRow({
      cantSplit: true,
      children: [
        new TableCell({
          width: { size: twips(area.width), type: WidthType.DXA },
          borders: {
            left: none,
            right: none,
            top: top === null ? none : border(top),
            bottom: bottom === null ? none : border(bottom),
          },
          children: [
            new Paragraph({
              spacing: { line: 460, lineRule: 'exact', before: 0, after: 0 },
              indent: { left: twips(4.94), right: twips(4.94) },
              tabStops: [{ type: TabStopType.RIGHT, position: twips(area.width - 4.94) }],
              children,
            }),
          ],
        }),
      ],
    });
  const run = (text: string): TextRun => new TextRun({ text, size: type.small * 2 });
  const rows = [
    ...(copies === null ? [] : [row([run(copies)], endRules.outer, isLetter ? null : endRules.inner)]),
    ...(isLetter
      ? []
      : [row([run(`${printedBy}\t${printedOn}`)], copies === null ? endRules.outer : endRules.inner, endRules.outer)]),
  ];
  if (rows.length === 0) return [];
  const table = new Table({
    width: { size: twips(area.width), type: WidthType.DXA },
    columnWidths: [twips(area.width)],
    layout: TableLayoutType.FIXED,
    float: {
      horizontalAnchor: TableAnchorType.MARGIN,
      verticalAnchor: TableAnchorType.MARGIN,
      relativeHorizontalPosition: 'left',
      relativeVerticalPosition: 'bottom',
    },
    rows,
  });
  return [table, new Paragraph({ spacing: { line: 20, lineRule: 'exact', before: 0, after: 0 }, children: [] })];
}
