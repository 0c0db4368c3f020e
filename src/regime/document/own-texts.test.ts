/** Documents of our own writing with the faults that real prints have. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDocument } from './parse.ts';
import { everyNode, type ParsedDocument } from './tree.ts';

const ids = (parsed: ParsedDocument): string[] => [...everyNode(parsed.nodes)].map(({ id }) => id);
const codes = (parsed: ParsedDocument): string[] => parsed.faults.map(({ code, place }) => `${code} ${place.line}`);
const read = (...lines: string[]): ParsedDocument => parseDocument(lines.join('\n'));

const rule = (...middle: string[]): string[] => ['大风市放飞责任办法', ...middle, '第九条　本办法自发布之日起施行。'];

test('a number that no article bears and one that two bear: ids follow the print, both repairs are named', () => {
  const parsed = read(
    '大风市放飞责任办法',
    '第一条　为了看好风筝，制定本办法。',
    '第二条　风筝委员会组织放飞。',
    '风筝委员会每年清点线轴。',
    '茶会办事处参照执行。',
    '第四条　村里照看尾带。',
    '第五条　讲述来历。',
    '第五条　记录风向。',
    '第六条　本办法自发布之日起施行。',
  );
  assert.deepEqual(
    ids(parsed).filter((id) => !id.includes('/')),
    ['art1', 'art2', 'art4', 'art5a', 'art5b', 'art6'],
  );
  assert.ok(ids(parsed).includes('art2/p3'));
  assert.deepEqual(codes(parsed), ['paragraph_unnumbered 5', 'number_missing 6', 'number_doubled 8']);
  const gap = parsed.faults.find(({ code }) => code === 'number_missing')!;
  assert.match(gap.message.zh, /缺第三条/);
  assert.match(gap.proposal.zh, /1\).*第五条.*2\).*第三条/);
  assert.match(gap.proposal.en, /article 5.*article 3/s);
});

test('what the head says and no field holds is listed, and a text without any clause is called so', () => {
  const parsed = read(
    '机密★1年',
    '特急',
    '大风办发〔2024〕12号　　签发人：放甲',
    '大风市放飞责任办法',
    '第一条　村里照看尾带。',
    '第二条　本办法自发布之日起施行。',
  );
  assert.deepEqual(
    parsed.identity.lines.map(({ text, line }) => [line, text]),
    [
      [1, '机密★1年'],
      [2, '特急'],
      [3, '大风办发〔2024〕12号　　签发人：放甲'],
      [4, '大风市放飞责任办法'],
    ],
  );
  const fallen = read(...'大风市放飞责任'.split(''));
  assert.deepEqual([fallen.nodes, codes(fallen)], [[], ['no_title 1', 'ends_early 1']]);
});

test('a number that is printed for the next one says which it should be', () => {
  const parsed = read(
    '大风市放飞责任办法',
    '第一条　为了看好风筝，制定本办法。',
    '第二条　风筝委员会组织放飞。',
    '第二条　村里照看尾带。',
    '第四条　本办法自发布之日起施行。',
  );
  assert.deepEqual(codes(parsed), ['number_doubled 4']);
  assert.match(parsed.faults[0]!.proposal.zh, /疑为第三条/);
  assert.match(parsed.faults[0]!.proposal.en, /article 3/);
});

test('a paper that begins and ends in the middle, with its jump mark, headline and imprint', () => {
  const parsed = read(
    '（上接第一版）',
    '（四）照看旧线轴，登记尾带。',
    '（五）茶会办事处应当在雨停之后修补纸面并核对',
    '大风日报',
    '北坡场地，清点尾带。',
    '第六条　风筝委员会组织放飞。',
    '第七条　村里照看尾带，',
    '（下转第三版）',
    '国内统一刊号：CN99—0001　邮政编码：000000　定价：每月1元',
  );
  assert.deepEqual(ids(parsed), ['art5', 'art5/item4', 'art5/item5', 'art6', 'art7']);
  assert.equal([...everyNode(parsed.nodes)][2]?.text, '茶会办事处应当在雨停之后修补纸面并核对北坡场地，清点尾带。');
  const found = codes(parsed).map((one) => one.split(' ')[0]);
  for (const code of ['begins_in_middle', 'ends_early', 'foreign_text', 'no_title'])
    assert.ok(found.includes(code), code);
  assert.deepEqual(
    parsed.furniture.map(({ kind }) => kind),
    ['jump', 'foreign', 'jump', 'imprint'],
  );
});

test('several documents of one file are read apart, each with its own identity and numbers', () => {
  const parsed = read(
    ...rule('第八条　放飞。').map((line) => line.replace('第八条', '第一条').replace('第九条', '第二条')),
    '大风市茶会管理规定',
    '第一条　喝茶。',
    '第二条　本规定自发布之日起施行。',
  );
  assert.equal(parsed.identity.title, '大风市放飞责任办法');
  assert.deepEqual(ids(parsed), ['art1', 'art2']);
  assert.equal(parsed.more.length, 1);
  assert.equal(parsed.more[0]!.identity.title, '大风市茶会管理规定');
  assert.deepEqual(ids(parsed.more[0]!), ['art1', 'art2']);
  assert.deepEqual([codes(parsed), codes(parsed.more[0]!)], [[], []]);
});

test('a notice that carries a rule: title, notice, number, issuers, addressees, days, distribution', () => {
  const { identity, nodes } = read(
    '大风市风筝委员会办公室文件',
    '风办〔2024〕7号',
    '大风市风筝委员会办公室',
    '关于印发《大风市放飞责任若干措施》的通知',
    '各区县风筝委员会，各茶会办事处：',
    '经风筝委员会同意，现印发给你们，请照办。',
    '大风市风筝委员会办公室',
    '2024年3月5日',
    '（此件发至各村）',
    '大风市放飞责任若干措施',
    '为了看好风筝，制定以下措施。',
    '一、清点线轴',
    '每年清点一次。',
    '二、施行时间',
    '本措施自发布之日起施行。',
  );
  assert.equal(identity.title, '大风市放飞责任若干措施');
  assert.equal(identity.notice, '关于印发《大风市放飞责任若干措施》的通知');
  assert.deepEqual(
    [identity.number, identity.signed, identity.distribution],
    ['风办〔2024〕7号', '2024-03-05', '此件发至各村'],
  );
  assert.deepEqual(identity.addressees, ['各区县风筝委员会', '各茶会办事处']);
  assert.ok(identity.issuers.includes('大风市风筝委员会办公室'));
  assert.deepEqual(
    nodes.map(({ id, title }) => [id, title]),
    [
      ['lead', ''],
      ['sec1', '清点线轴'],
      ['sec2', '施行时间'],
    ],
  );
});

test('all four levels of an outline, and points inside items of an article', () => {
  const outline = read(
    '关于放飞工作的意见',
    '一、场地',
    '（一）北坡',
    '1. 清点线轴。',
    '（1）每年一次。',
    '（2）雨后一次。',
    '2. 登记名册。',
    '（二）南坡',
    '照看尾带。',
    '二、茶会',
    '公布账目。',
  );
  assert.deepEqual(ids(outline), [
    'sec1',
    'sec1/sub1',
    'sec1/sub1/item1',
    'sec1/sub1/item1/point1',
    'sec1/sub1/item1/point2',
    'sec1/sub1/item2',
    'sec1/sub2',
    'sec2',
  ]);
  const article = read(
    ...rule('第八条　责任包括：', '（一）线轴：', '1. 清点；', '2. 登记。', '（二）尾带。').slice(0, -1),
    '第九条　本办法自发布之日起施行。',
  );
  assert.ok(ids(article).includes('art8/item1/point2'));
  assert.ok(ids(article).includes('art8/item2'));
});

test('a table of contents, page numbers and the print of a web page are furniture, and every sign is accounted for', () => {
  const text = [
    '来源：大风网',
    '发布时间：2024-03-05',
    '大风市放飞责任办法',
    '（2024年3月5日风筝委员会办公室发布）',
    '目　录',
    '第一章　总则',
    '第二章　附则',
    '第一章　总则',
    '第一条　看好风筝。',
    '— 1 —',
    '第二章　附则',
    '第二条　本办法自发布之日起施行。',
    '[打印] [关闭]',
  ].join('\n');
  const parsed = parseDocument(text);
  assert.deepEqual(ids(parsed), ['ch1', 'art1', 'ch2', 'art2']);
  assert.deepEqual(
    parsed.furniture.map(({ kind }) => kind),
    ['web', 'web', 'repeated', 'repeated', 'repeated', 'page', 'web'],
  );
  assert.deepEqual(codes(parsed), ['web_around_text 1']);
  assert.equal(parsed.account.clause + parsed.account.identity + parsed.account.furniture, text.length);
});

test('single faults: look-alikes, radicals, doubled words, mixed terms, stray signs, uneven marks, half-width text', () => {
  const cases: [string, string[]][] = [
    ['look_alike', rule('第—条　看好风筝。')],
    ['look_alike', rule('第八条　看好⼈员。')],
    ['look_alike', rule('第八条　大⻛天放⻜，⼈⺠看好⻔。')],
    ['word_doubled', rule('第八条　组织线轴线轴清点。')],
    ['term_mixed', rule('第八条　帮助脱贫地区和贫困地区放飞。')],
    ['stray_character', rule('第八条　看好\u202e风筝。')],
    ['bracket_unmatched', rule('第八条　看好（风筝。')],
    ['half_width', rule('第八条　看好风筝,线轴,尾带;名册。')],
    ['width_mixed', rule('第八条　看好１２只风筝。')],
    ['no_commencement', rule('第八条　看好风筝。', '一起来。', '再来。', '又来。').slice(0, -1)],
    [
      'heading_uneven',
      [
        '大风市放飞责任办法',
        '## 第一章 总则',
        '第一条　甲。',
        '## 第二章 责任',
        '第二条　乙。',
        '### 第三章 检查',
        '第三条　丙。',
        '## 第四章 附则',
        '第四条　本办法自发布之日起施行。',
      ],
    ],
    ['foreign_text', rule('第八条　看好风筝（下转第二版）和线轴。')],
    ['foreign_text', rule('第八条　看好风筝茶会印发《大风市放飞责任办法》和线轴。')],
    ['title_twice', ['大风市放飞责任办法', ...rule('第八条　看好风筝。')]],
  ];
  for (const [code, lines] of cases) {
    const found = read(...lines).faults.map((one) => one.code as string);
    assert.ok(found.includes(code), `${code}: ${found}`);
  }
});

test('texts without any order, empty ones and hostile ones are read and never thrown at', () => {
  for (const text of [
    '',
    '\n\n',
    '第',
    '第条',
    '（',
    '**',
    '####',
    '一、',
    '第一条',
    '\u202e',
    `${'（'.repeat(20_000)}`,
    '第一条 '.repeat(5000),
    '《'.repeat(5000),
    `${'，'.repeat(50_000)}`,
  ]) {
    const parsed = parseDocument(text);
    const { clause, identity, furniture, total } = parsed.account;
    assert.equal(clause + identity + furniture, text.length);
    assert.equal(total, text.length);
  }
  const plain = read('放飞纪要', '今天风大，大家喝茶。', '明天再放。');
  assert.equal(plain.identity.title, '放飞纪要');
  assert.deepEqual(ids(plain), ['p1', 'p2']);
});
