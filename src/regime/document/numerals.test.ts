import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMarker } from './markers.ts';
import { numeralOf, numeralValue } from './numerals.ts';

test('numerals from 1 to 9999 are written and read back', () => {
  for (let value = 1; value <= 9999; value += 1) assert.equal(numeralValue(numeralOf(value)), value);
});

test('numerals are read as official documents write them, and nonsense is none', () => {
  const read: [string, number | null][] = [
    ['十', 10],
    ['十一', 11],
    ['二十', 20],
    ['一百零三', 103],
    ['一百一十', 110],
    ['一千', 1000],
    ['一千零一', 1001],
    ['二〇二三', 2023],
    ['１２', 12],
    ['百', null],
    ['十百', null],
    ['一十百', null],
    ['二二十', null],
    ['', null],
  ];
  for (const [text, value] of read) assert.equal(numeralValue(text), value, text);
});

test('marks of every kind are told from running text', () => {
  const marks: [string, string | null, number?][] = [
    ['第一百二十三条　内容', 'article', 123],
    ['第 五 章 总则', 'chapter', 5],
    ['第二节　检查', 'division', 2],
    ['第三编', 'part', 3],
    ['第—条 横线', 'article', 1],
    ['二十一、附则', 'comma', 21],
    ['（十四）内容', 'bracket', 14],
    ['(二) 内容', 'bracket', 2],
    ['12. 内容', 'dot', 12],
    ['3．内容', 'dot', 3],
    ['（3）内容', 'round', 3],
    ['③内容', 'ring', 3],
    ['第八条规定的风筝', null],
    ['第五条第二款', null],
    ['第五条、第六条', null],
    ['3.5万只风筝', null],
    ['（2024年3月1日）', null],
    ['一只风筝', null],
  ];
  for (const [text, type, number] of marks) {
    const marker = readMarker(text);
    assert.equal(marker?.type ?? null, type, text);
    if (number) assert.equal(marker?.number, number, text);
  }
});
