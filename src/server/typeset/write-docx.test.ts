import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { paper, rareCharacters } from '../../../test/support/papers.ts';
import { writeDocx } from './write-docx.ts';

const twips = (millimetres: number): number => (millimetres * 1440) / 25.4;

async function partsOf(changes: Parameters<typeof paper>[0] = {}): Promise<Record<string, string>> {
  const files = unzipSync(await writeDocx(paper(changes)));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

const attribute = (xml: string, element: string, name: string): number => {
  const found = new RegExp(`<w:${element}\\b[^>]*\\bw:${name}="(-?\\d+)"`).exec(xml)?.[1];
  assert.ok(found, `${element} has no ${name}`);
  return Number(found);
};

/** The paragraph that holds a text. */
const paragraphWith = (xml: string, text: string): string => {
  const found = xml.match(/<w:p>[\s\S]*?<\/w:p>|<w:p [\s\S]*?<\/w:p>/g)?.find((one) => one.includes(text));
  assert.ok(found, `no paragraph with ${text}`);
  return found;
};

test('paper and margins are those of the standard, so the text area is 156 by 225 mm', async () => {
  const { 'word/document.xml': xml = '' } = await partsOf();
  for (const [side, millimetres] of [
    ['top', 37],
    ['left', 28],
    ['right', 26],
    ['bottom', 35],
  ] as const)
    assert.ok(Math.abs(attribute(xml, 'pgMar', side) - twips(millimetres)) < 1, side);
  assert.ok(
    Math.abs(attribute(xml, 'pgSz', 'w') - twips(210)) < 1 && Math.abs(attribute(xml, 'pgSz', 'h') - twips(297)) < 1,
  );
});

test('a page takes 22 lines and not 23, a line 28 characters and not 29', async () => {
  const { 'word/document.xml': xml = '', 'word/styles.xml': styles = '' } = await partsOf();
  const run = /<w:rPrDefault>.*<\/w:rPrDefault>/s.exec(styles)?.[0] ?? '';
  const paragraph = /<w:pPrDefault>.*<\/w:pPrDefault>/s.exec(styles)?.[0] ?? '';
  const [pitch, rule] = [attribute(paragraph, 'spacing', 'line'), /w:lineRule="(\w+)"/.exec(paragraph)?.[1]];
  assert.equal(rule, 'exact');
  assert.ok(22 * pitch <= twips(225) && 23 * pitch > twips(225), `${pitch}`);
  const width = attribute(run, 'sz', 'val') * 10 + attribute(run, 'spacing', 'val');
  assert.ok(28 * width <= twips(156) && 29 * width > twips(156), `${width}`);
  assert.equal(/<w:docGrid[^>]*w:type="(\w+)"/.exec(xml)?.[1], 'linesAndChars');
  assert.equal(Math.floor(twips(225) / attribute(xml, 'docGrid', 'linePitch')), 22);
  assert.equal(Math.floor(twips(156) / (320 + attribute(xml, 'docGrid', 'charSpace') / 204.8)), 28);
});

test('sizes and faces: body 16, title 22, end block 14; levels in 黑体, 楷体 and 仿宋', async () => {
  const {
    'word/document.xml': xml = '',
    'word/styles.xml': styles = '',
    'word/fontTable.xml': fonts = '',
  } = await partsOf();
  assert.equal(attribute(styles, 'sz', 'val'), 32);
  assert.match(styles, /w:eastAsia="仿宋_GB2312"/);
  const title = paragraphWith(xml, '示例县风筝会关于');
  assert.equal(attribute(title, 'sz', 'val'), 44);
  assert.match(title, /方正小标宋/);
  assert.match(paragraphWith(xml, '一、'), /黑体/);
  assert.match(paragraphWith(xml, '（一）'), /楷体_GB2312/);
  assert.ok(paragraphWith(xml, '（二）').includes('乡级'), 'levels are numbered');
  assert.equal(attribute(paragraphWith(xml, '抄送：看风的人，打结的人。'), 'sz', 'val'), 28);
  assert.match(fonts, /w:name="仿宋_GB2312"><w:altName w:val="[^"]*Noto Serif SC/);
  assert.match(paragraphWith(xml, '示例县风筝会文件'), /w:color w:val="FF0000"/);
  assert.ok(xml.includes(rareCharacters));
});

test('page numbers stand right on odd pages and left on even ones, 14 points with a dash each side', async () => {
  const parts = await partsOf();
  const settings = parts['word/settings.xml'] ?? '';
  assert.match(settings, /<w:evenAndOddHeaders/);
  const footers = Object.entries(parts).filter(([name]) => /word\/footer\d\.xml/.test(name));
  const sides = footers.map(([, xml]) => /<w:jc w:val="(\w+)"/.exec(xml)?.[1]).sort();
  assert.deepEqual(sides, ['left', 'right']);
  for (const [, xml] of footers)
    assert.ok(xml.includes('— ') && xml.includes(' —') && attribute(xml, 'sz', 'val') === 28);
});

test('each form has its own head: a letter in the page header without a first page number, a report with a signer', async () => {
  const letter = await partsOf({ form: 'letter' });
  const headers = Object.entries(letter).filter(([name]) => /word\/header\d\.xml/.test(name));
  assert.ok(headers.some(([, xml]) => xml.includes('示例县风筝会文件') && xml.includes('thickThinSmallGap')));
  assert.match(letter['word/document.xml'] ?? '', /<w:titlePg/);
  assert.ok(!(letter['word/document.xml'] ?? '').includes('印发'), 'letters name no printer');
  const report = await partsOf({ form: 'report', signer: '示例某' });
  assert.match(paragraphWith(report['word/document.xml'] ?? '', '签发人：'), /示例某/);
  const minutes = await partsOf({ form: 'minutes', present: [{ word: '出席', names: ['示例甲'] }] });
  assert.match(paragraphWith(minutes['word/document.xml'] ?? '', '出席：'), /黑体/);
  const plain = await partsOf({ form: 'paper' });
  assert.ok(!(plain['word/document.xml'] ?? '').includes('FF0000'), 'a paper has no red head');
});

test('text with marks of XML is text', async () => {
  const { 'word/document.xml': xml = '' } = await partsOf({ title: '<甲>&"乙"' });
  assert.ok(xml.includes('&lt;甲&gt;&amp;'));
});

test('a red mark that is too long even at the least size is narrowed', async () => {
  const long = await partsOf({ mark: `${'示'.repeat(26)}文件` });
  assert.match(paragraphWith(long['word/document.xml'] ?? '', '示示示'), /<w:w w:val="71"\/>/);
  assert.ok(!(await partsOf())['word/document.xml']!.includes('<w:w w:val='));
});
