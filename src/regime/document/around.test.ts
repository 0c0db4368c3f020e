/** Running heads, attachments and their lists, clauses that were put in later, and marks of one sign. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDocument } from './parse.ts';
import { everyNode, type ParsedDocument } from './tree.ts';

const read = (...lines: string[]): ParsedDocument => parseDocument(lines.join('\n'));
const ids = (parsed: ParsedDocument): string[] => [...everyNode(parsed.nodes)].map(({ id }) => id);
const codes = (parsed: ParsedDocument): string[] => parsed.faults.map(({ code }) => code);
const whole = (parsed: ParsedDocument, length: number): void => {
  const all = [parsed, ...parsed.more].map(({ account }) => account);
  assert.equal(
    all.reduce((sum, one) => sum + one.clause + one.identity + one.furniture, 0),
    length,
  );
};

test('a head that every page repeats stays out of the sentences that the pages cut', () => {
  const lines = [
    '大风市风筝委员会文件',
    '大风市放飞责任办法',
    '第一条　各村放风人应当每年',
    '— 1 —',
    '大风市风筝委员会文件',
    '春季清点旧线轴。',
    '第二条　登记彩色',
    '— 2 —',
    '大风市风筝委员会文件',
    '尾带。',
    '第三条　本办法自发布之日起施行。',
  ];
  const parsed = read(...lines);
  assert.equal(parsed.nodes[0]?.text, '各村放风人应当每年春季清点旧线轴。');
  assert.deepEqual(
    parsed.furniture.map(({ kind }) => kind),
    ['page', 'page', 'page', 'page'],
  );
  assert.ok(
    parsed.furniture.every(({ line }) => line !== 1),
    'the first print of the head is the head',
  );
  whole(parsed, lines.join('\n').length);
});

test('the list of attachments of a notice bears no clauses, and each attachment is a document of its own', () => {
  const lines = [
    '签发人：',
    '大风市风筝委员会关于印发《大风市放飞责任办法》的通知',
    '各区县风筝委员会：',
    '现印发给你们，请照办。',
    '附件：1.放飞责任清单',
    '2.放飞登记表',
    '大风市风筝委员会',
    '2024年3月1日',
    '大风市放飞责任办法',
    '第一条　清点线轴。',
    '第二条　本办法自发布之日起施行。',
    '附件1',
    '放飞责任清单',
    '一、清点',
    '二、登记',
    '附件2',
    '放飞登记表',
    '姓名\t线轴',
    '甲\t3',
    '抄送：各茶会办事处。',
  ];
  const parsed = read(...lines);
  assert.equal(parsed.identity.title, '大风市放飞责任办法');
  assert.equal(parsed.identity.signed, '2024-03-01');
  assert.deepEqual(parsed.identity.addressees, ['各区县风筝委员会']);
  assert.deepEqual(ids(parsed), ['art1', 'art2']);
  assert.deepEqual(
    parsed.more.map(({ identity }) => identity.title),
    ['放飞责任清单', '放飞登记表'],
  );
  assert.deepEqual(ids(parsed.more[0]!), ['sec1', 'sec2']);
  assert.deepEqual(
    parsed.more[1]!.nodes.map(({ text }) => text),
    ['姓名\t线轴', '甲\t3'],
  );
  assert.deepEqual(codes(parsed), []);
  whole(parsed, lines.join('\n').length);
});

test('an article that was put in later has an id of its own, leaves no gap, and is no reference in a sentence', () => {
  const parsed = read(
    '大风市放飞责任办法',
    '第一条　清点线轴。',
    '第一条之一　登记尾带。',
    '第一条之二　修补纸面。',
    '第二条　第一条之一规定的登记，每年一次。',
    '第三条　本办法自发布之日起施行。',
  );
  assert.deepEqual(ids(parsed), ['art1', 'art1x1', 'art1x2', 'art2', 'art3']);
  assert.equal(parsed.nodes[1]?.label, '第一条之一');
  assert.equal(parsed.nodes[3]?.text, '第一条之一规定的登记，每年一次。');
  assert.deepEqual(codes(parsed), []);
  const torn = read('大风市放飞责任办法', '第一条　甲。', '第一条之二　乙。', '第二条　本办法自发布之日起施行。');
  assert.deepEqual(codes(torn), ['number_misordered']);
});

test('marks of one sign, marks with half a bracket, and marks with signs that nobody sees', () => {
  const parsed = read(
    '关于放飞工作的意见',
    '一、场地',
    '㈠北坡',
    '⒈清点线轴。',
    '⑴每年一次。',
    '⑵雨后一次。',
    '⒉登记名册。',
    '㈡南坡',
    '1.照看尾带。',
    '1）红色。',
    '2）蓝色。',
    '2.修补纸面。',
    '\u200b二\u200d、茶会',
    '公布账目。',
  );
  assert.deepEqual(ids(parsed), [
    'sec1',
    'sec1/sub1',
    'sec1/sub1/item1',
    'sec1/sub1/item1/point1',
    'sec1/sub1/item1/point2',
    'sec1/sub1/item2',
    'sec1/sub2',
    'sec1/sub2/item1',
    'sec1/sub2/item1/subpoint1',
    'sec1/sub2/item1/subpoint2',
    'sec1/sub2/item2',
    'sec2',
  ]);
  assert.equal(parsed.nodes[1]?.title, '茶会');
  assert.ok(!codes(parsed).includes('bracket_unmatched'));
});

test('a number beside who signed it, a day in brackets under the title, and attachments that are rules name the document', () => {
  const { identity } = read(
    '大风市风筝委员会办公室文件',
    '大风办发〔2024〕12号　　　　签发人：放甲、放乙',
    '大风市风筝委员会',
    '关于放飞工作的意见',
    '（2024年2月18日）',
    '为放飞好，提出意见。',
    '一、清点线轴。每年清点。',
  );
  assert.deepEqual(
    [identity.number, identity.signed, identity.title, identity.notice],
    ['大风办发〔2024〕12号', '2024-02-18', '关于放飞工作的意见', null],
  );
  const carried = read(
    '大风市风筝委员会关于印发《放飞办法》和《茶会细则》的通知',
    '各区县风筝委员会：',
    '现印发给你们，请照办。',
    '附件：1.放飞办法',
    '2.茶会细则',
    '大风市风筝委员会',
    '2023年5月6日',
    '附件1',
    '放飞办法',
    '第一条　清点线轴。',
    '第二条　本办法自发布之日起施行。',
    '附件2',
    '茶会细则',
    '第一条　公布茶单。',
    '第二条　本细则自发布之日起施行。',
  );
  assert.equal(carried.identity.notice, '大风市风筝委员会关于印发《放飞办法》和《茶会细则》的通知');
  assert.deepEqual([carried.identity.title, carried.more[0]?.identity.title], ['放飞办法', '茶会细则']);
});

test('a table of contents is known by its page numbers where it has no name', () => {
  const parsed = read(
    '大风市放飞责任办法',
    '第一章　总则 1',
    '第二章　附则……3',
    '第一章　总则',
    '第一条　清点线轴。',
    '第二章　附则',
    '第二条　本办法自发布之日起施行。',
  );
  assert.deepEqual(ids(parsed), ['ch1', 'art1', 'ch2', 'art2']);
  assert.deepEqual(codes(parsed), []);
  assert.deepEqual(
    parsed.furniture.map(({ kind }) => kind),
    ['repeated', 'repeated'],
  );
});
