import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seedFor } from '../../../test/support/seed.ts';
import { cut, percent, tableOf, widthOf } from './table.ts';

test('a Chinese character takes two columns, rare ones too', () => {
  assert.deepEqual(['abc', '花垣', '𠮷䶮', '（一）', 'é'].map(widthOf), [3, 4, 4, 6, 1]);
});

test('columns stand under each other whatever the script; numbers stand right', () => {
  const lines = tableOf(
    ['名称', 'n'],
    [
      ['花垣县', 7],
      ['X', 1200],
      ['密云区', null],
    ],
  ).split('\n');
  assert.deepEqual(lines, ['名称       n', '──────  ────', '花垣县     7', 'X       1200', '密云区     –']);
});

test('a cut text never takes more columns than allowed and says that something is missing', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '村', '𠮷', ' ') }),
      fc.integer({ min: 1, max: 20 }),
      (text, most) => {
        const shown = cut(text, most);
        assert.ok(widthOf(shown) <= most);
        if (widthOf(text) <= most) assert.equal(shown, text);
        else assert.ok(shown.endsWith('…'));
      },
    ),
    { seed: seedFor('cut') },
  );
});

test('a share is shown as per cent, none as a dash', () => {
  assert.deepEqual([percent(0.8504), percent(1), percent(null)], ['85.0%', '100.0%', '–']);
});
