import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseUnitQuery } from './search.ts';

test('digits are a code, also in full width and with blanks', () => {
  assert.deepEqual(parseUnitQuery(' ４３31 24 '), { by: 'code', digits: '433124' });
  assert.equal(parseUnitQuery('1234567890123'), null);
});

test('Chinese is a name, with and without the usual endings', () => {
  const query = parseUnitQuery('花垣');
  assert.equal(query?.by, 'name');
  assert.ok(query?.by === 'name' && query.exact.includes('花垣县') && query.exact.includes('花垣'));
  assert.deepEqual(query?.by === 'name' && query.letters, ['花', '垣']);
});

test('a rare character outside the basic plane is one letter', () => {
  const query = parseUnitQuery('𠮷村');
  assert.deepEqual(query?.by === 'name' && query.letters, ['𠮷', '村']);
});

test('letters are pinyin or initials, with tone marks, apostrophes and ü', () => {
  const of = (text: string) => {
    const query = parseUnitQuery(text);
    return query?.by === 'latin' ? query.text : query;
  };
  assert.equal(of('Huā Yuán'), 'huayuan');
  assert.equal(of("Xi'an"), 'xian');
  assert.equal(of('lüchun'), 'lvchun');
  assert.equal(of('lǜchun'), 'lvchun');
  assert.equal(of('lueyang'), 'lveyang');
  assert.equal(of('HYX'), 'hyx');
});

test('joined letters are cut into syllables, the last one may be unfinished', () => {
  const cuts = (text: string) => {
    const query = parseUnitQuery(text);
    return query?.by === 'latin' ? query.cuts.map((cut) => cut.text) : [];
  };
  assert.equal(cuts('huayuan')[0], 'hua yuan');
  assert.deepEqual(cuts('xian').slice(0, 2), ['xian', 'xi an']);
  assert.deepEqual(cuts('bado')[0], 'ba do');
  assert.deepEqual(cuts('hyx'), []);
  assert.deepEqual(cuts(`${'an'.repeat(18)}bb`), [], 'gives up at once');
});

test('nothing, blanks and signs find nothing or are taken literally', () => {
  assert.equal(parseUnitQuery(''), null);
  assert.equal(parseUnitQuery(' \t '), null);
  assert.deepEqual(parseUnitQuery('%_')?.by, 'name');
  assert.ok((parseUnitQuery('村'.repeat(100_000)) as { text: string }).text.length <= 40);
});
