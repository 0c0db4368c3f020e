/** Tables of a .docx, marks that count on over chapters, and paragraphs whose end a tracked change strikes out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documents, type ParsedDocument } from '#regime';
import { type Part, paragraph, wordBody, zipOf } from '../../../test/support/office-files.ts';
import { docxText } from './docx.ts';

function parsedOf(body: string, more: readonly Part[] = []): ParsedDocument {
  const { text, beside } = docxText(zipOf([{ name: 'word/document.xml', bytes: wordBody(body) }, ...more]));
  return documents.parse(text, beside);
}

const lines = (...words: string[]): string => words.map((one) => paragraph(one)).join('');
const cell = (content: string): string => `<w:tc>${content}</w:tc>`;
const table = (...rows: string[][]): string =>
  `<w:tbl>${rows.map((row) => `<w:tr>${row.map((words) => cell(words)).join('')}</w:tr>`).join('')}</w:tbl>`;
const codes = ({ faults }: ParsedDocument): string[] => faults.map(({ code }) => code);

test('a row of a table is one paragraph of its own: no cell is lost, glued to another or taken for a page number', () => {
  const rows = [
    [lines('序号'), lines('时间'), lines('事项')],
    [lines('1'), lines('每年春季'), lines('清点线轴，', '登记尾带')],
    [lines('2'), lines('每季度'), table([lines('修补'), lines('纸面')])],
  ];
  const parsed = parsedOf(
    lines('大风市放飞责任清单', '一、放风人', '责任如下：') + table(...rows) + lines('二、茶会办事处', '公布茶单。'),
  );
  assert.deepEqual(
    parsed.nodes[0]?.children.map(({ text }) => text),
    ['责任如下：', '序号　时间　事项', '1　每年春季　清点线轴， 登记尾带', '2　每季度　修补　纸面'],
  );
  assert.deepEqual([parsed.furniture, codes(parsed)], [[], []]);
});

test('a table at the end ends a text, one inside an item breaks none, and one alone is text', () => {
  const rows = table([lines('线轴'), lines('十二个旧的和八个新的')], [lines('尾带'), lines('二十条彩色的')]);
  const ended = parsedOf(lines('关于放飞工作的意见', '一、清点', '存量见下表。') + rows);
  assert.deepEqual(codes(ended), []);
  const inside = parsedOf(
    lines('大风市放飞责任办法', '第一条　责任包括：', '（一）清点存量：') +
      rows +
      lines('（二）修补纸面。', '第二条　本办法自发布之日起施行。'),
  );
  assert.deepEqual(codes(inside), []);
  const item = inside.nodes[0]?.children.find(({ number }) => number === 1);
  assert.deepEqual(item?.children.map(({ text }) => text).slice(1), [
    '线轴　十二个旧的和八个新的',
    '尾带　二十条彩色的',
  ]);
  assert.equal(parsedOf(rows).nodes.length, 2);
});

test('a table that only lays out the page, or sets two prints side by side, keeps its paragraphs', () => {
  const laid = table([cell(''), lines('第一条　村里清点线轴。', '第二条　本办法自发布之日起施行。')]);
  assert.deepEqual(
    parsedOf(lines('大风市放飞责任办法') + laid).nodes.map(({ id }) => id),
    ['art1', 'art2'],
  );
  const beside = table([lines('第一条　村里清点线轴。'), lines('第一条　镇里清点线轴。')]);
  assert.deepEqual(
    parsedOf(lines('大风市放飞责任办法') + beside).nodes.map(({ id }) => id),
    ['art1a', 'art1b'],
  );
});

test('marks that count on over the chapters do so; letters and Roman numerals are those that Word prints', () => {
  const level = (at: number, format: string, words: string, more = ''): string =>
    `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${words}"/></w:lvl>`;
  const numbering = `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="1">${level(0, 'chineseCounting', '第%1章　')}${level(1, 'chineseCounting', '第%2条　', '<w:lvlRestart w:val="0"/>')}${level(2, 'chineseCounting', '（%3）')}${level(3, 'lowerRoman', '%4) ')}${level(4, 'ideographTraditional', '%5、')}</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`;
  const marked = (depth: number): string =>
    paragraph('某事', `<w:pPr><w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="2"/></w:numPr></w:pPr>`);
  const { text } = docxText(
    zipOf([
      { name: 'word/document.xml', bytes: wordBody([0, 1, 2, 2, 1, 2, 0, 1, 3, 3, 3, 3, 4, 4].map(marked).join('')) },
      { name: 'word/numbering.xml', bytes: numbering },
    ]),
  );
  const marks = text.trim().split('\n');
  assert.deepEqual(
    marks.map((one) => one.replace(/某事$/, '').trim()),
    [
      '第一章',
      '第一条',
      '（一）',
      '（二）',
      '第二条',
      '（一）',
      '第二章',
      '第三条',
      'i)',
      'ii)',
      'iii)',
      'iv)',
      '甲、',
      '乙、',
    ],
  );
});

test('a paragraph whose end is struck out goes on in the next one; at the end of a cell or of the text it stands', () => {
  const unended = (words: string): string => paragraph(words, '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>');
  const parsed = parsedOf(
    lines('大风市放飞责任办法') +
      unended('第一条　各村放风人每年') +
      lines('清点旧线轴2次。') +
      table([unended('尾带'), lines('二十条')]) +
      unended('第二条　本办法自发布之日起施行。'),
  );
  assert.deepEqual(
    parsed.nodes.flatMap(({ text, children }) => [text, ...children.map((one) => one.text)]).filter(Boolean),
    ['各村放风人每年清点旧线轴2次。', '尾带　二十条', '本办法自发布之日起施行。'],
  );
  assert.deepEqual(codes(parsed), ['changes_tracked']);
});
