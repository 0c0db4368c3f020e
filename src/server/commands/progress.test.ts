import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barOf, progressTo } from './progress.ts';

test('the bar grows with its share and never past its end', () => {
  assert.equal(barOf('x', 0, 10), `x  ${'·'.repeat(24)}  0 / 10`);
  assert.equal(barOf('x', 5, 10), `x  ${'█'.repeat(12)}${'·'.repeat(12)}  5 / 10`);
  assert.equal(barOf('x', 12, 10), `x  ${'█'.repeat(24)}  12 / 10`);
  assert.equal(barOf('x', 0, 0), `x  ${'·'.repeat(24)}  0 / 0`);
});

test('where there is no terminal a line is said at every quarter of each phase', () => {
  const lines: string[] = [];
  const progress = progressTo({ note: (line) => lines.push(line) }, undefined);
  for (let done = 0; done <= 100; done += 1) progress.show('a', done, 100);
  progress.show('b', 0, 10);
  progress.end();
  assert.deepEqual(
    lines.map((line) => line.replace(/ {2}.* {2}/, ' ')),
    ['a 0 / 100', 'a 25 / 100', 'a 50 / 100', 'a 75 / 100', 'a 100 / 100', 'b 0 / 10'],
  );
});
