import assert from 'node:assert/strict';
import { test } from 'node:test';
import { citationOf } from '../src/web/kit/texts/citation.ts';

test('a clause is cited by article and item, or by part, in either language', () => {
  assert.equal(citationOf('national-2022/art11/item2/s1', 'zh'), '第十一条（二）');
  assert.equal(citationOf('national-2022/art20/p1', 'zh'), '第二十条');
  assert.equal(citationOf('hunan-2023/sec3/s1/c2', 'en'), 'Part 3');
  assert.equal(citationOf('nrra-2023/sec2/sub1/p1', 'en'), 'Part 2 (1)');
  assert.equal(citationOf('beijing-2023/art29/item10', 'en'), 'Art. 29 (10)');
  assert.equal(citationOf('national-2022/preamble', 'zh'), undefined);
});
