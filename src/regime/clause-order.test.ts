import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareClauses } from './clause-order.ts';

test('clauses stand as in their document: opening words, then by number, doubled numbers by their letter', () => {
  const ordered = [
    'x/lead',
    'x/art2/c1',
    'x/art9/lead',
    'x/art9/item2/s1',
    'x/art9/item10',
    'x/art10/p2/s1/c2',
    'x/art10/p3',
    'x/art12',
    'x/art13a',
    'x/art13b/s1',
    'x/art13x1',
    'x/art13x2/p1',
    'x/art13x10',
    'x/art14',
  ];
  assert.deepEqual([...ordered].reverse().sort(compareClauses), ordered);
});
