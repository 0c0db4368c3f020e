import assert from 'node:assert/strict';
import { test } from 'node:test';
import { citationOf } from '../src/web/kit/texts/citation.ts';

test('a clause is cited from its id in both languages, also beyond a hundred and where it was put in later', () => {
  const cases: [string, string, string][] = [
    ['x/art9/item2/s1', '第九条（二）', 'Art. 9 (2)'],
    ['x/art13b/s1', '第十三条', 'Art. 13b'],
    ['x/art2x1/p1', '第二条之一', 'Art. 2-1'],
    ['x/art20', '第二十条', 'Art. 20'],
    ['x/art103/c1', '第一百零三条', 'Art. 103'],
    ['x/art110', '第一百一十条', 'Art. 110'],
    ['x/art325', '第三百二十五条', 'Art. 325'],
    ['x/sec3/sub11', '第三部分（十一）', 'Part 3 (11)'],
  ];
  for (const [id, zh, en] of cases) assert.deepEqual([citationOf(id, 'zh'), citationOf(id, 'en')], [zh, en], id);
  assert.equal(citationOf('x/p1', 'zh'), undefined);
});
