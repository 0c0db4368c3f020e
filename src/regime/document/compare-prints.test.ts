import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printed, randomOf, writeDocument } from '../../../test/support/random-document.ts';
import { seedFor } from '../../../test/support/seed.ts';
import { compareDocuments, type PrintDifference } from './compare-prints.ts';
import { parseDocument } from './parse.ts';
import { diffTexts } from './text-diff.ts';

const document = (...lines: string[]) => parseDocument(['大风市放飞责任办法', ...lines].join('\n'));
const told = ({ kind, a, b, left, right }: PrintDifference): (string | null)[] => [kind, a, b, left, right];

const print = [
  '第一条　各村放风人应当每季度清点旧线轴、登记彩色尾带，看护北坡场地。',
  '第二条　茶会办事处照看所有村组，负责茶水账目和项目资金。',
  '第三条　讲述人在雨后讲述来历，记录风向，喝茶。',
  '第四条　风筝委员会办公室解释本办法。',
];

test('each difference is named with its clause and classed: layout, punctuation, wording, missing, weighty', () => {
  const reprint = [
    '第一条　各村放风人应当每季度清点旧线轴，登记彩色尾带,看护北坡场地。',
    '第二条　茶会办事处照看所有村庄，负责茶水账目和资金。',
    '第三条　讲述人在雨停讲述来历，记录风向。',
    '第四条 风筝委员会办公室解释本办法。',
  ];
  const { differences, counts, pairs } = compareDocuments(document(...print), document(...reprint));
  assert.deepEqual(differences.map(told), [
    ['punctuation', 'art1', 'art1', '、', '，'],
    ['legal', 'art2', 'art2', '组', '庄'],
    ['legal', 'art2', 'art2', '项目', ''],
    ['wording', 'art3', 'art3', '后', '停'],
    ['missing', 'art3', 'art3', '，喝茶', ''],
  ]);
  assert.deepEqual(counts, { layout: 0, punctuation: 1, wording: 1, missing: 1, legal: 2 });
  assert.equal(pairs.find(({ a }) => a === 'art4')?.same, true);
});

test('punctuation of another width is layout, a doubled word wording, a lost clause missing', () => {
  const other = [
    print[0]!.replaceAll('，', ','),
    `${print[1]!.replace('茶水账目', '茶水茶水账目')}`,
    print[3]!.replace('第四条', '第三条'),
  ];
  const { differences } = compareDocuments(document(...print), document(...other));
  assert.deepEqual(
    differences.map(({ kind, a, b }) => [kind, a, b]),
    [
      ['layout', 'art1', 'art1'],
      ['wording', 'art2', 'art2'],
      ['missing', 'art3', null],
    ],
  );
});

test('a reprint that begins in the middle is set against the same clauses', () => {
  const whole = document(
    '第一条　甲方清点线轴。',
    '第二条　责任包括：',
    '（一）清点彩色尾带。',
    '（二）看护北坡场地。',
    '第三条　本办法自发布之日起施行。',
  );
  const part = parseDocument('（二）看护北坡的场地。\n第三条　本办法自发布之日起施行。');
  const { pairs, differences } = compareDocuments(whole, part);
  assert.deepEqual(
    pairs.map(({ a, b }) => [a, b]),
    [
      ['art2/item2', 'art2/item2'],
      ['art3', 'art3'],
    ],
  );
  assert.deepEqual(
    differences.filter(({ a, b }) => a && b).map(({ right }) => right),
    ['的'],
  );
});

test('a document equals itself, and a random change is found in its clause', () => {
  const seed = seedFor('prints');
  for (let round = 0; round < 30; round += 1) {
    const random = randomOf(seed + round);
    const written = writeDocument(random);
    const first = parseDocument(printed(written));
    assert.deepEqual(compareDocuments(first, first).differences, []);
    const at = written.lines.findIndex(({ text, part }) => part !== 'head' && text.includes('应当'));
    const lines = written.lines.map((line, index) =>
      index === at ? { ...line, text: line.text.replace('应当', '可以') } : line,
    );
    const { differences } = compareDocuments(first, parseDocument(printed({ ...written, lines })));
    assert.deepEqual(
      differences.map(({ kind, left, right }) => [kind, left, right]),
      [['legal', '应当', '可以']],
      `seed ${seed + round}`,
    );
  }
});

test('the changes of a text turn the one into the other', () => {
  const random = randomOf(7);
  const word = (): string =>
    Array.from({ length: 5 + Math.floor(random() * 60) }, () => 'abcd'[Math.floor(random() * 4)]).join('');
  for (let round = 0; round < 500; round += 1) {
    const [a, b] = [word(), word()];
    let made = '';
    let at = 0;
    for (const hunk of diffTexts(a, b)) {
      made += a.slice(at, hunk.a[0]) + b.slice(...hunk.b);
      at = hunk.a[1];
    }
    assert.equal(made + a.slice(at), b);
  }
});
