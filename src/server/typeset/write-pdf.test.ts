import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getDocumentProxy } from 'unpdf';
import { lines, paper, rareCharacters } from '../../../test/support/papers.ts';
import type { OfficialDocument } from './official.ts';
import { unprintable } from './typefaces.ts';
import { writePdf } from './write-pdf.ts';

const points = (millimetres: number): number => (millimetres * 72) / 25.4;

interface Piece {
  readonly text: string;
  readonly x: number;
  /** Baseline from the top of the page. */
  readonly y: number;
  readonly size: number;
  readonly width: number;
}

/** Text of each page, by lines: pieces on one baseline joined. */
async function pagesOf(document: OfficialDocument): Promise<Piece[][]> {
  const pdf = await getDocumentProxy(writePdf(document));
  const pages: Piece[][] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const found = new Map<number, Piece>();
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [size = 0, , , , x = 0, y = 0] = item.transform as number[];
      const row = Math.round(y);
      const before = found.get(row);
      const piece = { text: item.str, x, y: points(297) - y, size, width: item.width };
      const joined = before && { ...before, text: before.text + item.str, width: x + item.width - before.x };
      found.set(row, joined ?? piece);
    }
    pages.push([...found.values()].sort((a, b) => a.y - b.y));
  }
  return pages;
}

const near = (found: number, wanted: number, off: number, what: string): void =>
  assert.ok(Math.abs(found - wanted) <= off, `${what}: ${found}, wanted ${wanted}`);
const numberOf = (page: readonly Piece[]): Piece => page.at(-1)!;

test('22 lines of 28 characters on a full page, at the margins and the pitch of the standard', async () => {
  const pages = await pagesOf(paper({ body: [lines(100)] }));
  const full = pages[2]!.slice(0, -1);
  assert.equal(full.length, 22);
  for (const line of full) {
    assert.equal([...line.text].length, 28);
    near(line.x, points(28), 0.5, 'left');
    near(line.x + line.width, points(210 - 26), 1, 'right');
    near(line.size, 16, 0.01, 'size');
  }
  for (const [at, line] of full.slice(1).entries()) near(line.y - full[at]!.y, points(225) / 22, 0.05, 'pitch');
  assert.ok(full[0]!.y - full[0]!.size > points(37) && full[21]!.y < points(297 - 35), 'inside the text area');
});

test('page numbers: 14 points, dash 7 mm below the text area, one character in, odd right and even left', async () => {
  const pages = await pagesOf(paper());
  assert.ok(pages.length >= 3);
  for (const [index, page] of pages.entries()) {
    const number = numberOf(page);
    assert.match(number.text.replaceAll(' ', ''), new RegExp(`^—${index + 1}—$`));
    near(number.size, 14, 0.01, 'size');
    // The dash lies a little above the middle of the digits: 0.38 of the size above the baseline.
    near(number.y - 0.38 * 14, points(297 - 35 + 7), 1, 'below the text area');
    const inner = points(156) / 28;
    if (index % 2 === 0) near(number.x + number.width, points(210 - 26) - inner, 1.5, 'right');
    else near(number.x, points(28) + inner, 1.5, 'left');
  }
});

test('title 22 points; red mark 35 mm below the text area top, letters 30 mm below the edge without a page number', async () => {
  const [first] = await pagesOf(paper());
  const title = first!.find((line) => line.text.includes('关于放风筝'))!;
  near(title.size, 22, 0.01, 'title');
  near(title.x + title.width / 2, points(28 + 156 / 2), 1, 'middle of the text area');
  const mark = first!.find((line) => line.text.includes('文件'))!;
  near(mark.y - 0.88 * mark.size, points(37 + 35), 1, 'mark');
  const letter = await pagesOf(paper({ form: 'letter' }));
  const head = letter[0]![0]!;
  near(head.y - 0.88 * head.size, points(30), 1, 'mark of a letter');
  assert.ok(letter[0]!.every((line) => !/^—.*—$/.test(line.text)));
  assert.match(numberOf(letter[1]!).text, /2/);
});

test('signature: date four characters from the right under a seal, end block at the foot of the last page', async () => {
  const pages = await pagesOf(paper());
  const date = pages.flat().find((line) => line.text.replaceAll(' ', '') === '2026年5月1日')!;
  near(date.x + date.width, points(210 - 26) - 4 * (points(156) / 28), 2, 'date');
  const last = pages.at(-1)!;
  const copies = last.find((line) => line.text.includes('抄送：'))!;
  assert.equal(copies.size, 14);
  assert.ok(last.filter((line) => line.y < copies.y).every((line) => !line.text.includes('印发')));
  near(last.at(-2)!.y, points(297 - 35), 16, 'end block at the foot');
});

test('the end block stands at the foot of the last page however long the text is, also where it needs a page of its own', async () => {
  let alone = 0;
  for (let length = 1; length <= 24; length += 1) {
    const last = (await pagesOf(paper({ body: [lines(length)], attachments: [] }))).at(-1)!;
    near(last.at(-2)!.y, points(297 - 35), 16, `end block below ${length} lines`);
    assert.ok(last.at(-2)!.text.includes('印发'));
    if (last[0]!.text.includes('抄送')) alone += 1;
  }
  assert.ok(alone > 0, 'one of the lengths leaves no room for it');
});

test('rare characters print and can be copied; what no shipped font has is named', async () => {
  const pages = await pagesOf(paper());
  const text = pages
    .flat()
    .map((line) => line.text)
    .join('');
  for (const character of rareCharacters) assert.ok(text.includes(character), character);
  assert.deepEqual(unprintable(`${rareCharacters}国 〔〕\n`), []);
  assert.deepEqual(unprintable('国\u{2A6A5}\u{2A6A5}'), ['\u{2A6A5}']);
});

test('fonts are embedded and the origin is attached; the same paper gives the same bytes', async () => {
  const bytes = writePdf(paper());
  assert.deepEqual(writePdf(paper()), bytes);
  const pdf = await getDocumentProxy(bytes);
  const reader = pdf as unknown as { getAttachmentContent(id: string): Promise<Uint8Array> };
  const origin = await reader.getAttachmentContent('origin.json');
  assert.equal(JSON.parse(new TextDecoder().decode(origin)).notes[0].value, 1234);
  const raw = Buffer.from(writePdf(paper())).toString('latin1');
  assert.match(raw, /FontFile[23]/);
});

test('a text that looks like code of the typesetter is printed as it is', async () => {
  const pages = await pagesOf(paper({ title: '#panic("x") $x$ @y <z> *b* _c_' }));
  assert.ok(pages[0]!.some((line) => line.text.includes('#panic')));
});

test('a red mark of any length stands on one line inside the text area, in papers and letters alike', async () => {
  for (const form of ['report', 'letter'] as const)
    for (const long of [8, 22, 29]) {
      const mark = `${'示'.repeat(long)}文件`;
      const [page] = await pagesOf(paper({ form, mark }));
      const line = page!.find(({ text }) => text.startsWith('示示'))!;
      assert.equal(line.text.replaceAll(' ', ''), mark, `${form} ${long}`);
      assert.ok(line.x >= points(28) - 2 && line.x + line.width <= points(210 - 26) + 2, `${form} ${long}: ${line.x}`);
    }
});
