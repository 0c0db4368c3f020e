/** What files keep beside their running text, and what they are when they are no documents: nothing goes in silence. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documents, Refusal } from '#regime';
import { docxOf, type Part, paragraph, pdfOf, wordBody, zipOf } from '../../../test/support/office-files.ts';
import { docxText } from './docx.ts';
import { linesOf, tableLines, turned } from './pdf-lines.ts';
import { plainText } from './plain-text.ts';
import { readDocument } from './read-document.ts';

const run = (words: string, properties = ''): string =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t>${words}</w:t></w:r>`;
const rule = ['大风市放飞责任办法', '第一条　村里清点线轴。'].map((line) => paragraph(line)).join('');
const end = paragraph('第三条　本办法自发布之日起施行。');

/** Read here and not in a thread: what is tried is the reading. */
function parsedOf(parts: readonly Part[]) {
  const { text, beside } = docxText(zipOf(parts));
  return { text, parsed: documents.parse(text, beside) };
}

function readWord(middle: string, more: readonly Part[] = []) {
  const { text, parsed } = parsedOf([{ name: 'word/document.xml', bytes: wordBody(rule + middle + end) }, ...more]);
  const { clause, identity, furniture, total } = parsed.account;
  assert.equal(clause + identity + furniture, total);
  assert.equal(total, text.length);
  return {
    clauses: parsed.nodes.map((node) => node.text || node.children.map((one) => one.text).join('|')),
    beside: parsed.furniture.map(({ kind, text: words }) => `${kind}: ${words}`),
    faults: parsed.faults.map(({ code }) => code),
    text,
  };
}

test('notes, comments and running heads of a .docx are set apart and named', () => {
  const part = (name: string, words: string): Part => ({
    name: `word/${name}.xml`,
    bytes: `<w:x xmlns:w="w">${paragraph(words)}</w:x>`,
  });
  const { clauses, beside, faults } = readWord(paragraph('第二条　登记尾带。'), [
    part('footnotes', '尾带含彩带。'),
    part('endnotes', '见旧办法。'),
    part('comments', '请核对。'),
    part('header2', '大风市风筝委员会文件'),
    part('footer1', '— 1 —'),
  ]);
  assert.deepEqual(clauses, ['村里清点线轴。', '登记尾带。', '本办法自发布之日起施行。']);
  assert.deepEqual(beside, [
    'note: 尾带含彩带。',
    'note: 见旧办法。',
    'comment: 请核对。',
    'page: 大风市风筝委员会文件',
    'page: — 1 —',
  ]);
  assert.deepEqual(faults, ['set_apart', 'set_apart', 'set_apart']);
});

test('tracked changes and hidden words: what is put in is read, what is struck or hidden is set apart', () => {
  const { clauses, beside, faults } = readWord(
    `<w:p>${run('第二条　每')}<w:del w:id="1"><w:r><w:delText>年</w:delText></w:r></w:del><w:ins w:id="2">${run('季度')}</w:ins>${run('登记。')}${run('另有暗款。', '<w:vanish/>')}</w:p>`,
  );
  assert.equal(clauses[1], '每季度登记。');
  assert.deepEqual(beside, ['deleted: 年', 'hidden: 另有暗款。']);
  assert.deepEqual(faults, ['changes_tracked', 'set_apart', 'set_apart']);
});

test('text boxes of both kinds, formulas and signs of symbol fonts are read once', () => {
  const box = (words: string): string =>
    `<w:pict><v:textbox><w:txbxContent>${paragraph(words)}</w:txbxContent></v:textbox></w:pict>`;
  const modern = `<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>${paragraph('新框。')}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback>${box('新框。')}</mc:Fallback></mc:AlternateContent>`;
  const { text, faults } = readWord(
    `<w:p><w:r>${modern}</w:r><w:r>${box('旧框。')}</w:r></w:p><w:p>${run('第二条　上浮')}<m:oMath><m:r><m:t>10%</m:t></m:r></m:oMath><w:r><w:sym w:char="F0FC"/></w:r>${run('。')}</w:p>`,
  );
  assert.deepEqual([text.split('新框。').length, text.split('旧框。').length], [2, 2]);
  assert.match(text, /第二条　上浮10%\ufffd。/);
  assert.ok(faults.includes('stray_character'));
});

test('a .docx whose parts bear other names, other prefixes or UTF-16 is read all the same', () => {
  const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  const body = wordBody(rule + end);
  const renamed = `<Relationships><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>`;
  const prefixed = body.replace('xmlns:w="w"', `xmlns:ns0="${word}"`).replace(/(<\/?)w:/g, '$1ns0:');
  for (const parts of [
    [
      { name: '_rels/.rels', bytes: renamed },
      { name: 'word/document2.xml', bytes: body },
    ],
    [{ name: 'word/document.xml', bytes: prefixed }],
    [{ name: 'word/document.xml', bytes: Buffer.from(`\ufeff${body}`, 'utf16le') }],
  ]) {
    const { parsed } = parsedOf(parts);
    assert.equal(parsed.identity.title, '大风市放飞责任办法');
    assert.equal(parsed.nodes.length, 2);
  }
});

test('heads and feet that stand at one place of every page are no running text', async () => {
  const page = (number: string, words: string): string[] => [
    '大风市风筝委员会文件',
    `　　第${number}条　${words}并且登记彩色尾带，核对放飞名册，并`,
    `且修补${words}纸面。`,
    `大风市第${number === '一' ? 1 : number === '二' ? 2 : 3}页`,
  ];
  const pages = [page('一', '清点线轴，'), page('二', '记录风向，'), page('三', '看护北坡，')];
  const { parsed } = await readDocument(pdfOf([['大风市放飞责任办法'], ...pages]));
  assert.deepEqual(
    parsed.nodes.map(({ text }) => text),
    ['清点线轴，', '记录风向，', '看护北坡，'].map(
      (words) => `${words}并且登记彩色尾带，核对放飞名册，并且修补${words}纸面。`,
    ),
  );
  assert.equal(parsed.furniture.filter(({ kind }) => kind === 'page').length, 6);
});

test('clauses and rows that differ by a number alone are no running heads, wherever they stand', async () => {
  const rows = Array.from({ length: 4 }, (_, page) => [
    `（${'一二三四'[page]}）清点第${page + 1}号线轴，每季度至少1次。`,
    `各村放风人登记第${page + 1}号尾带，核对第${page + 1}份放飞名册。`,
  ]);
  const { parsed } = await readDocument(
    pdfOf([['大风市放飞责任办法', '第一条　责任包括：', ...rows[0]!], ...rows.slice(1)]),
  );
  assert.deepEqual(parsed.furniture, []);
  assert.equal(parsed.nodes[0]?.children.filter(({ kind }) => kind === 'item').length, 4);
});

test('two columns that a .pdf writes row by row are read one after the other; short cells of a table stay rows', () => {
  const piece = (str: string, x: number, row: number) => ({
    str,
    transform: [12, 0, 0, 12, x, 700 - row * 18],
    width: str.length * 12,
    height: 12,
  });
  const column = (name: string): string[] =>
    Array.from({ length: 10 }, (_, row) => `${name}${row}栏看护北坡场地登记彩色尾带`);
  const [left, right] = [column('左'), column('右')];
  const gap = (row: number) => ({ ...piece(' ', 300, row), width: 20, height: 0 });
  const rows = left.flatMap((words, row) => [
    piece(words, 60, row + 1),
    gap(row + 1),
    piece(right[row]!, 320 + (row % 4 ? 0 : 24), row + 1),
  ]);
  const title = piece('大风市放飞责任办法横跨两栏的标题在此，下面分作两栏排印', 120, 0);
  const foot = piece('横跨两栏的末行在此，长过一栏的宽度，到这里两栏都已经完了', 100, 12);
  assert.deepEqual(
    linesOf([title, ...rows, foot]).map(({ text }) => text),
    [title.str, ...left, ...right, foot.str],
  );
  const cells = Array.from({ length: 12 }, (_, row) => [piece('清点', 60, row), piece('每年', 320, row)]).flat();
  assert.equal(linesOf(cells)[0]?.text, '清点\u3000每年');
});

test('cells of a table on a page are not glued to sentences; a paragraph set in and the number of the page are none', () => {
  const piece = (str: string, x: number, row: number) => ({
    str,
    transform: [12, 0, 0, 12, x, 700 - row * 18],
    width: str.length * 12,
    height: 12,
  });
  const row = (at: number, ...cells: string[]) => cells.map((str, index) => piece(str, 60 + index * 120, at));
  const pieces = [
    ...row(0, '第一条　责任如下：'),
    ...row(1, '序号', '事项', '时间'),
    ...row(2, '1', '清点线轴', '每年'),
    piece('登记尾带', 180, 3),
    ...row(4, '2'),
    ...row(5, '', '修补纸面', '每季度'),
    ...row(6, '3', '公布茶单', '每月'),
    ...row(7, '7'),
    piece('第二条　看护北坡。', 84, 8),
  ].filter(({ str }) => str !== '');
  const lines = linesOf(pieces);
  const found = tableLines(lines, 60);
  assert.deepEqual(
    lines.filter((line) => !found.has(line)).map(({ text }) => text),
    ['第一条　责任如下：', '7', '第二条　看护北坡。'],
  );
  assert.deepEqual(tableLines(linesOf(row(0, '甲', '乙', '丙')), 60), new Set(), 'one line is no table');
});

test('a page that lies on its side is read upright, and what runs across it is set apart', () => {
  const words = ['大风市放飞责任办法', '第一条　村里清点线轴。', '第二条　登记尾带。'];
  const turns: [turn: number[], place: (row: number) => number[]][] = [
    [[12, 0, 0, 12], (row) => [60, 700 - row * 18]],
    [[0, 12, -12, 0], (row) => [100 + row * 18, 60]],
    [[-12, 0, 0, -12], (row) => [500, 100 + row * 18]],
    [[0, -12, 12, 0], (row) => [500 - row * 18, 700]],
  ];
  for (const [turn, place] of turns) {
    const pieces = words.map((str, row) => ({
      str,
      transform: [...turn, ...place(row)],
      width: str.length * 12,
      height: 12,
    }));
    const mark = { str: '内部资料', transform: [30, 30, -30, 30, 200, 300], width: 160, height: 42 };
    const { upright, askew } = turned([pieces[0]!, mark, ...pieces.slice(1)]);
    assert.deepEqual(
      linesOf(upright).map(({ text }) => text),
      words,
    );
    assert.deepEqual(askew, [mark]);
  }
});

test('other kinds of file are refused by their name', () => {
  const old = Buffer.from('d0cf11e0a1b11ae1', 'hex');
  const word = docxText as (file: Buffer) => unknown;
  const cases: [(file: Buffer) => unknown, Buffer, string, string?][] = [
    [word, zipOf([{ name: 'OFD.xml', bytes: '<x/>' }]), 'document_kind', '.ofd'],
    [word, zipOf([{ name: 'xl/workbook.xml', bytes: '<x/>' }]), 'document_kind', '.xlsx'],
    [word, zipOf([{ name: 'a.docx', bytes: docxOf(['a']) }]), 'document_kind', '.zip'],
    [plainText, Buffer.concat([old, Buffer.alloc(600)]), 'document_kind', '.doc / .wps'],
    [plainText, Buffer.concat([old, Buffer.from('EncryptedPackage', 'utf16le')]), 'document_encrypted'],
    [plainText, Buffer.from('{\\rtf1\\ansi \\u31532?}'), 'document_kind', '.rtf'],
    [plainText, Buffer.from('<!DOCTYPE html><p>第一条　清点。</p>'), 'document_kind', '.html / .xml'],
  ];
  for (const [reads, file, code, kind] of cases) {
    assert.throws(
      () => reads(file),
      (error: unknown) => {
        assert.ok(error instanceof Refusal, String(error));
        assert.deepEqual([error.code, error.facts.kind], [code, kind]);
        return true;
      },
    );
  }
});

test('a .pdf whose fonts name no characters is refused as such', async () => {
  await assert.rejects(readDocument(pdfOf([[`第一条${'\ue001\ue002\ue003'.repeat(10)}`]])), {
    code: 'document_unreadable',
  });
});
