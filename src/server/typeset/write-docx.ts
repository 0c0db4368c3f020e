/** The .docx of an official document: Word's own styles, grid and floating end block, notes in bookmarks and a part. */
import { AlignmentType, Document, DocumentGridType, Footer, Header, Packer, Paragraph, TextRun } from 'docx';
import { blank, bodyOf, figureIds } from './docx-body.ts';
import { endBlock, headOf, letterFoot, letterHead, pageNumber } from './docx-frame.ts';
import { addOrigin } from './docx-origin.ts';
import { charactersWide, faceOf, line, twips } from './docx-units.ts';
import { characterPitch, fonts, linePitch, page, type } from './measures.ts';
import type { OfficialDocument } from './official.ts';
import { attachmentHead, numbered, signatureOf } from './setting.ts';

/** What each character gives up, in twentieths of a point, so that 28 of 16 points fit into a line. */
const tight = Math.floor((characterPitch - type.body) * 20);

/** The bytes of a .docx. Margins, grid and type sizes as in `measures.ts`. */
export async function writeDocx(document: OfficialDocument): Promise<Uint8Array> {
  const ids = figureIds();
  const isLetter = document.form === 'letter';
  const hasPrintedEnd = document.end !== undefined;
  const children = [
    ...headOf(document),
    ...bodyOf(numbered(document.body), document.origin, ids),
    ...attachmentNames(document),
    ...signature(document),
    ...document.attachments.flatMap((one, index) => [
      new Paragraph({
        pageBreakBefore: true,
        spacing: line,
        children: [new TextRun({ text: attachmentHead(index, document.attachments.length), font: faceOf('hei') })],
      }),
      blank(),
      new Paragraph({
        spacing: line,
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ text: one.title, font: faceOf('song'), size: type.title * 2 })],
      }),
      blank(),
      ...bodyOf(numbered(one.body), document.origin, ids),
    ]),
    ...(hasPrintedEnd ? endBlock(document.end!, isLetter) : []),
  ];
  const numbers = {
    default: new Footer({ children: [pageNumber('odd')] }),
    even: new Footer({ children: [pageNumber('even')] }),
  };
  const file = new Document({
    title: document.title,
    creator: document.signature?.issuers[0] ?? document.end?.printedBy ?? 'Zerentian',
    description: `${document.origin.template} · ${document.origin.day}`,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: {
            size: type.body * 2,
            characterSpacing: tight,
            snapToGrid: false,
            font: faceOf('fangsong'),
            language: { value: 'en-US', eastAsia: 'zh-CN' },
          },
          paragraph: { spacing: line, alignment: AlignmentType.BOTH },
        },
      },
    },
    sections: [
      {
        properties: {
          titlePage: isLetter,
          page: {
            size: { width: twips(page.width), height: twips(page.height) },
            margin: {
              top: twips(page.top),
              bottom: twips(page.bottom),
              left: twips(page.left),
              right: twips(page.right),
              header: twips(isLetter ? 30 : 15),
              footer: twips(isLetter ? 20 : 25),
            },
          },
          grid: {
            type: DocumentGridType.LINES_AND_CHARS,
            linePitch: Math.floor(linePitch * 20),
            charSpace: Math.floor((characterPitch - type.body) * 4096),
          },
        },
        ...(isLetter
          ? {
              headers: {
                first: letterHead(document.mark ?? ''),
                default: new Header({ children: [new Paragraph({})] }),
              },
              footers: { ...numbers, first: letterFoot() },
            }
          : { footers: numbers }),
        children,
      },
    ],
  });
  return addOrigin(new Uint8Array(await Packer.toBuffer(file)), document.origin, Object.values(fonts));
}

/** 附件说明: one line below the body, two characters in, names without a full stop. */
function attachmentNames({ attachments }: OfficialDocument): Paragraph[] {
  if (attachments.length === 0) return [];
  return [
    blank(),
    ...attachments.map(({ title }, index) => {
      const number = attachments.length === 1 ? '' : `${index + 1}．`;
      const left = 5 + (number === '' ? 0 : 1.5);
      const lead = index === 0 ? `附件：${number}` : number;
      const hanging = index === 0 ? left - 2 : left - 5;
      return new Paragraph({
        spacing: line,
        indent: { left: charactersWide(left), hanging: charactersWide(hanging) },
        children: [new TextRun(`${lead}${title}`)],
      });
    }),
  ];
}

/** Issuer and date, two lines below; the room above is where the seal goes. */
function signature({ signature: given, remark }: OfficialDocument): Paragraph[] {
  const lines: Paragraph[] = [];
  if (given) {
    const { issuers, date, dateRight } = signatureOf(given);
    const at = (text: string, right: number, keepNext: boolean): Paragraph =>
      new Paragraph({
        spacing: line,
        alignment: AlignmentType.RIGHT,
        indent: { right: charactersWide(right) },
        keepNext,
        children: [new TextRun(text)],
      });
    lines.push(blank(true));
    if (given.sealed) lines.push(seal());
    lines.push(...issuers.map(({ name, right }) => at(name, right, true)), at(date, dateRight, false));
  }
  if (remark !== undefined)
    lines.push(
      new Paragraph({ spacing: line, indent: { left: charactersWide(2) }, children: [new TextRun(`（${remark}）`)] }),
    );
  return lines;
}

/** An empty line whose hidden text tells where the seal is put. */
const seal = (): Paragraph =>
  new Paragraph({
    spacing: line,
    keepNext: true,
    alignment: AlignmentType.RIGHT,
    children: [new TextRun({ text: '（印章）', vanish: true })],
  });
