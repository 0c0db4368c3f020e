import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DocumentNode, Refusal } from '#regime';
import { docxOf, paragraph, pdfOf, wordBody, zipOf } from '../../../test/support/office-files.ts';
import { printed, randomOf, writeDocument } from '../../../test/support/random-document.ts';
import { seedFor } from '../../../test/support/seed.ts';
import { limits } from './limits.ts';
import { readDocument } from './read-document.ts';

const lines = [
  '大风市放飞责任办法（示例）',
  '第一章　总则',
  '第一条　各村放风人应当每年春季清点旧线轴，登记彩色尾带。',
  '第二条　茶会办事处的责任主要包括：',
  '（一）公布茶水账目，每季度至少1次。',
  '（二）修补纸面，记录风向。',
  '第三条　本办法自发布之日起施行。',
];
const text = `${lines.join('\n')}\n`;
const ids = (nodes: readonly DocumentNode[]): string[] => nodes.flatMap(({ id, children }) => [id, ...ids(children)]);
const expected = ['ch1', 'art1', 'art2', 'art2/lead', 'art2/item1', 'art2/item2', 'art3'];

/** What is read right is no matter of how busy the machine is; the limit of time has its own test. */
const unhurried = { ...limits, time: 60_000 };

async function reads(file: Uint8Array, format: string): Promise<void> {
  const { parsed, format: told } = await readDocument(file, unhurried);
  assert.equal(told, format);
  assert.equal(parsed.identity.title, '大风市放飞责任办法（示例）');
  assert.deepEqual(ids(parsed.nodes), expected);
}

async function refuses(
  file: Uint8Array,
  code: string,
  bounds: Parameters<typeof readDocument>[1] = unhurried,
): Promise<void> {
  await assert.rejects(readDocument(file, bounds), (error: unknown) => {
    assert.ok(error instanceof Refusal, String(error));
    assert.equal(error.code, code);
    return true;
  });
}

/** GB18030 bytes of a text; Node decodes them but does not encode. */
function gbBytes(words: string): Buffer {
  const table = new Map<string, number[]>();
  const decoder = new TextDecoder('gb18030');
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const sign = decoder.decode(Uint8Array.of(high, low));
      if (sign.length === 1 && !table.has(sign)) table.set(sign, [high, low]);
    }
  }
  return Buffer.from([...words].flatMap((one) => (one < '\u0080' ? [one.charCodeAt(0)] : table.get(one)!)));
}

test('plain texts are read in UTF-8 with and without a mark, in UTF-16 and in GB18030', async () => {
  await reads(Buffer.from(text), '.txt');
  await reads(Buffer.from(`\ufeff${text}`), '.txt');
  await reads(Buffer.from(`\ufeff${text}`, 'utf16le'), '.txt');
  await reads(gbBytes(text), '.txt');
});

test('a .docx is read, with bold run-in heads and the numbers that Word sets by itself', async () => {
  await reads(docxOf(lines), '.docx');
  const numbered = (words: string, level: number): string =>
    paragraph(words, `<w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="7"/></w:numPr></w:pPr>`);
  const level = (index: number, mark: string): string =>
    `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="${mark}"/></w:lvl>`;
  const numbering = `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="3">${level(0, '%1、')}${level(1, '（%2）')}</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>`;
  const body = wordBody(
    paragraph('关于放飞工作的意见') +
      numbered('场地管理', 0) +
      numbered('清点线轴。每年清点一次。**登记名册。**按月登记。', 1) +
      numbered('看护尾带。雨后看护。每季度检查。', 1) +
      numbered('附则事项', 0) +
      paragraph('照此办理。'),
  );
  const { parsed } = await readDocument(
    zipOf([
      { name: 'word/document.xml', bytes: body },
      { name: 'word/numbering.xml', bytes: numbering },
    ]),
  );
  const found = ids(parsed.nodes);
  for (const id of ['sec1', 'sec1/sub1', 'sec1/sub1/p1', 'sec1/sub2', 'sec1/sub2/s2', 'sec2'])
    assert.ok(found.includes(id), `${id}: ${found}`);
});

test('a .pdf with a Chinese font that is not embedded is read, paragraphs joined over lines and pages', async () => {
  const pages = [
    lines.slice(0, 5).map((line, index) => (index < 1 ? line : `　　${line}`)),
    lines.slice(5).map((line) => `　　${line}`),
  ];
  await reads(pdfOf(pages), '.pdf');
  // The signs that PDF files name by radicals are read as the characters they show.
  const radicals = pages.map((page) => page.map((line) => line.replaceAll('风', '⻛').replaceAll('人', '⼈')));
  const { parsed, text: found } = await readDocument(pdfOf(radicals), unhurried);
  assert.deepEqual(parsed.faults, []);
  assert.match(found, /^大风市/);
});

test('any document written by the generator reads alike from .txt, .docx and .pdf', async () => {
  const seed = seedFor('formats');
  const written = writeDocument(randomOf(seed));
  const plain = await readDocument(Buffer.from(printed(written)), unhurried);
  const word = await readDocument(docxOf(written.lines.map((line) => line.text)), unhurried);
  const rows = printed(written, 38).trimEnd().split('\n');
  const pages = Array.from({ length: Math.ceil(rows.length / 36) }, (_, index) =>
    rows.slice(index * 36, index * 36 + 36),
  );
  const pdf = await readDocument(pdfOf(pages), unhurried);
  assert.deepEqual(ids(word.parsed.nodes), ids(plain.parsed.nodes));
  assert.deepEqual(ids(pdf.parsed.nodes), ids(plain.parsed.nodes));
});

test('what is no document is refused by kind: pictures, old Word files, other archives, nothing at all', async () => {
  await refuses(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), 'document_kind');
  await refuses(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), 'document_kind');
  await refuses(zipOf([{ name: 'a.txt', bytes: 'a' }]), 'document_kind');
  await refuses(Buffer.from('  \n \n'), 'document_empty');
  await refuses(Buffer.from([]), 'document_empty');
  await refuses(Buffer.from([0xff, 0x81, 0xff, 0xff, 0xff]), 'document_broken');
});

test('macros are refused, by part and by declared type', async () => {
  await refuses(docxOf(lines, [{ name: 'word/vbaProject.bin', bytes: 'x' }]), 'document_macros');
  const types = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>';
  await refuses(
    zipOf([
      { name: '[Content_Types].xml', bytes: types },
      { name: 'word/document.xml', bytes: wordBody('') },
    ]),
    'document_macros',
  );
});

test('bombs are refused: parts too large, sizes that lie, too many parts, nesting, entities', async () => {
  const large = Buffer.alloc(limits.unpacked + 1, 0x20);
  await refuses(zipOf([{ name: 'word/document.xml', bytes: large }]), 'document_bomb');
  await refuses(zipOf([{ name: 'word/document.xml', bytes: large, claims: 100 }]), 'document_bomb');
  await refuses(
    zipOf(Array.from({ length: limits.zipEntries + 1 }, (_, n) => ({ name: `${n}`, bytes: '' }))),
    'document_bomb',
  );
  const deep = wordBody('<w:p>'.repeat(1000) + '</w:p>'.repeat(1000));
  await refuses(zipOf([{ name: 'word/document.xml', bytes: deep }]), 'document_broken');
  const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>';
  await refuses(zipOf([{ name: 'word/document.xml', bytes: laughs }]), 'document_broken');
});

test('damaged files are refused as such', async () => {
  const docx = docxOf(lines);
  await refuses(docx.subarray(0, docx.length - 30), 'document_broken');
  await refuses(Buffer.concat([docx.subarray(0, 60), Buffer.alloc(40), docx.subarray(100)]), 'document_broken');
  await refuses(Buffer.from('%PDF-1.7\nnothing else'), 'document_broken');
  await refuses(pdfOf([['']]), 'document_no_text');
});

test('limits of size, time and memory end the reading, and the next one works', async () => {
  await refuses(Buffer.alloc(limits.bytes + 1, 0x20), 'document_too_large');
  await refuses(Buffer.from(text), 'document_slow', { ...limits, time: 1 });
  const heavy = Buffer.from(`${'第一条　大风天不放飞。\n'.repeat(300_000)}`);
  await refuses(heavy, 'document_heavy', { ...limits, time: 60_000, heap: 24 });
  await refuses(heavy, 'document_heavy', { ...limits, time: 60_000, memory: 1024 * 1024 });
  await reads(Buffer.from(text), '.txt');
});

test('numbers that Word sets by paragraph styles are written out: inherited, by the level that names the style, taken away', async () => {
  const level = (at: number, words: string, style: string): string =>
    `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="${style}"/><w:lvlText w:val="${words}"/></w:lvl>`;
  const numbering = `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="1">${level(0, '第%1章　', 'chapter')}${level(1, '第%2条　', 'article')}${level(2, '（%3）', 'item')}</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>`;
  const style = (id: string, properties: string, base = ''): string =>
    `<w:style w:type="paragraph" w:styleId="${id}">${base && `<w:basedOn w:val="${base}"/>`}<w:pPr>${properties}</w:pPr></w:style>`;
  const list = (id: number): string => `<w:numPr><w:numId w:val="${id}"/></w:numPr>`;
  const styles = `<w:styles xmlns:w="w">${style('chapter', list(2))}${style('article', `<w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>`)}${style('item', list(2))}${style('quiet', '', 'item')}${style('bare', list(0), 'item')}</w:styles>`;
  const styled = (text: string, id: string, more = ''): string =>
    paragraph(text, `<w:pPr><w:pStyle w:val="${id}"/>${more}</w:pPr>`);
  const was = `<w:pPrChange><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr></w:pPrChange>`;
  const body = wordBody(
    paragraph('大风市放飞责任办法（示例）') +
      styled('总则', 'chapter') +
      styled('放风人的责任包括：', 'article') +
      styled('清点线轴。', 'item') +
      styled('登记尾带。', 'quiet', '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="2"/></w:numPr>') +
      styled('不编号的一段。', 'bare') +
      styled('本办法自发布之日起施行。', 'article', was),
  );
  const { text: read } = await readDocument(
    zipOf([
      { name: 'word/document.xml', bytes: body },
      { name: 'word/numbering.xml', bytes: numbering },
      { name: 'word/styles.xml', bytes: styles },
    ]),
  );
  assert.deepEqual(read.trim().split('\n').slice(1), [
    '第一章　总则',
    '第一条　放风人的责任包括：',
    '（一）清点线轴。',
    '（二）登记尾带。',
    '不编号的一段。',
    '第二条　本办法自发布之日起施行。',
  ]);
});
