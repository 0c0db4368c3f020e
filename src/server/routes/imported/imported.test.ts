import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { docxOf, pdfOf } from '../../../../test/support/office-files.ts';

let web: TestApp;
before(async () => {
  web = await testApp();
});
after(async () => {
  await web.app.close();
});

const lines = [
  '纸鸢省风筝与茶馆看护办法（虚构示例）',
  '第一条　看风委员会负责各级风筝，茶馆负责待客。',
  '第二条　风筝看护人、看风人和掌柜是第一责任人。',
  '第三条　看护人每年至少聚会1次。看风人每季度至少看风2次。',
  '第五条　本办法自2024年1月1日起施行。',
];
const binary = { 'content-type': 'application/octet-stream' };
const bring = (bytes: Buffer, name: string, query = '') =>
  web.post(`/api/documents?home=99&name=${encodeURIComponent(name)}${query}`, bytes, binary);

test('a file can be read without being kept', async () => {
  const { status, body } = await web.post('/api/documents/readings', pdfOf([lines]), binary);
  assert.deepEqual([status, body.format, body.documents.length], [200, '.pdf', 1]);
  const [reading] = body.documents;
  assert.equal(reading.identity.title, lines[0]);
  assert.deepEqual(
    reading.nodes.filter((node: { kind: string }) => node.kind === 'article').map((node: { id: string }) => node.id),
    ['art1', 'art2', 'art3', 'art5'],
  );
  assert.deepEqual(
    reading.faults.map((one: { code: string }) => one.code),
    ['number_missing'],
  );
  const { total, clause, identity, furniture } = reading.account;
  assert.deepEqual([total, body.characters], [clause + identity + furniture, total]);
  assert.deepEqual((await web.get('/api/documents')).body.rows, []);
});

test('the law library shows summaries alone until the full text is in, and the wording beside them afterwards', async () => {
  const clause = '/api/law/clauses?id=example/art3/s2';
  const before = await web.get(clause);
  assert.deepEqual([before.body.full_text, before.body.clause.wording], [null, null]);
  const { status, body } = await bring(Buffer.from(lines.join('\n')), '看护办法.txt');
  assert.equal(status, 200);
  const [document] = body.documents;
  assert.deepEqual(
    [document.pack, document.home, document.file, document.imported_by, body.repeated],
    ['example', '99', '看护办法.txt', 'operator', false],
  );
  const found = (await web.get(clause)).body;
  assert.deepEqual(found.clause.wording, { text: '看风人每季度至少看风2次。', exact: true });
  assert.deepEqual([found.full_text.id, found.full_text.file], [document.id, '看护办法.txt']);
  const whole = (await web.get('/api/law/documents/example')).body;
  const words = new Map(whole.clauses.map((one: { id: string; wording: unknown }) => [one.id, one.wording]));
  assert.deepEqual(words.get('example/art1'), { text: '看风委员会负责各级风筝，茶馆负责待客。', exact: true });
  assert.equal(words.get('example/art4'), null);
});

test('an imported document comes back as it was read, and its file byte by byte', async () => {
  const file = docxOf(['大风市放飞细则', ...lines.slice(1)]);
  const [document] = (await bring(file, '细则.docx')).body.documents;
  assert.equal(document.pack, null);
  const read = (await web.post('/api/documents/readings', file, binary)).body.documents[0];
  const kept = (await web.get(`/api/documents/99/${document.id}`)).body;
  assert.deepEqual(kept.reading, read);
  const { bytes } = await web.get(`/api/documents/99/${document.id}/file`);
  assert.ok(bytes.equals(file));
  const again = await bring(file, '细则.docx');
  assert.deepEqual([again.body.repeated, again.body.documents[0].id], [true, document.id]);
});

test('a person may say of which pack a document is the full text', async () => {
  const [document] = (await bring(Buffer.from(`看护办法翻印稿\n${lines.slice(1).join('\n')}`), 'b.txt')).body.documents;
  const url = `/api/documents/99/${document.id}/pack`;
  assert.equal((await web.post(url, { pack: 'example' })).body.document.pack, 'example');
  assert.equal((await web.post(url, { pack: null })).body.document.pack, null);
  assert.equal((await web.post(url, { pack: 'nowhere' })).body.code, 'document_unknown');
});

test('two documents of one file are kept as two', async () => {
  const two = `${lines.join('\n')}\n\n关于印发《低飞县放飞细则》的通知\n各乡镇：\n${lines.slice(1).join('\n')}\n`;
  const reading = (await web.post('/api/documents/readings', Buffer.from(two), binary)).body;
  const { documents } = (await bring(Buffer.from(two), 'two.txt')).body;
  assert.equal(documents.length, reading.documents.length);
  assert.deepEqual(
    documents.map((one: { part: number }) => one.part),
    documents.map((_: unknown, part: number) => part),
  );
});

test('two prints are compared clause by clause, on the page and as a spreadsheet', async () => {
  const name = async (text: string, file: string): Promise<string> => {
    const [document] = (await bring(Buffer.from(text), file)).body.documents;
    return `99/${document.id}`;
  };
  const a = await name(lines.join('\n'), 'left.txt');
  const b = await name(
    lines.join('\n').replace('看风2次', '看风1次').replace('待客。', '待客；').replace('虚构示例', '翻印稿'),
    'right.txt',
  );
  const { status, body } = await web.get(`/api/documents/comparison?a=${a}&b=${b}`);
  assert.equal(status, 200);
  assert.deepEqual(
    body.differences.map((one: { kind: string; a: string }) => [one.kind, one.a]),
    [
      ['punctuation', 'art1'],
      ['legal', 'art3'],
    ],
  );
  const pair = body.pairs.find((one: { a: string }) => one.a === 'art3');
  assert.deepEqual([pair.label, pair.differences], ['第三条', [1]]);
  const sheet = await web.get(`/api/documents/comparison.xlsx?a=${a}&b=${b}`);
  assert.match(String(sheet.headers['content-type']), /spreadsheetml/);
  assert.equal(sheet.bytes.subarray(0, 2).toString(), 'PK');
  const lost = await web.get(`/api/documents/comparison?a=${a}&b=99/00000000-0000-4000-8000-000000000000`);
  assert.deepEqual([lost.status, lost.body.code], [404, 'imported_unknown']);
});

test('a local rule is set against its base, in its own words where they are in, else in our summaries', async () => {
  const local = ['高飞县放飞细则', '第一条　看风人每季度至少看风3次。', '第二条　茶馆每日洒扫庭院。'];
  const [document] = (await bring(Buffer.from(local.join('\n')), 'local.txt', '')).body.documents;
  const { body } = await web.get(`/api/documents/99/${document.id}/alignment?base=example`);
  assert.equal(body.base.full_text, true);
  const [first, second] = body.clauses;
  assert.deepEqual([first.relation, first.base[0].id], ['tightens', 'example/art3/s2']);
  assert.equal(first.base[0].text, '看风人每季度至少看风2次。');
  assert.equal(first.base[0].citation, '第三条第2句');
  for (const { clause } of [...first.base, ...body.left_out])
    assert.ok(clause === null || web.context.library.clauses.has(clause), `${clause} is a page of the library`);
  assert.match(first.base[0].clause, /^example\/art3/);
  assert.deepEqual(first.measures, [
    { phrase: '每季度至少看风3次', type: 'count', cadence: 'quarterly', need: 3, of: null },
  ]);
  assert.equal(second.relation, 'new');
  assert.ok(body.left_out.length > 0);
});

test('what cannot be read is refused, and other endpoints take no files', async () => {
  const cases: [bytes: Buffer, status: number, code: string][] = [
    [Buffer.from([0x89, 0x50, 0, 0]), 415, 'document_kind'],
    [Buffer.from('  \n'), 422, 'document_empty'],
    [Buffer.alloc(20 * 1024 * 1024 + 1, 0x61), 413, 'document_too_large'],
  ];
  for (const [bytes, status, code] of cases) {
    const answer = await web.post('/api/documents/readings', bytes, binary);
    assert.deepEqual([answer.status, answer.body.code], [status, code]);
  }
  const low = await web.post('/api/documents?home=990101100', Buffer.from('第一条　甲。'), binary);
  assert.deepEqual([low.status, low.body.code], [422, 'document_home']);
  const act = await web.post('/api/unit-acts', Buffer.from('{}'), binary);
  assert.deepEqual([act.status, act.body.code], [415, 'body_media_type']);
  assert.deepEqual(web.bugs, []);
  // Keeping a text, with its line in the audit log.
  assert.ok(web.costliest.statements <= 11, `${web.costliest.statements} at ${web.costliest.url}`);
});
