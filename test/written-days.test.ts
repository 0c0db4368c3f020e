/** How days may be written in the fields of the screens. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDay } from '../src/web/kit/day.ts';

test('a day may be written as people write it, and is read as YYYY-MM-DD', () => {
  for (const text of [
    '2026-04-10',
    '2026/4/10',
    '2026.4.10',
    '20260410',
    '2026年4月10日',
    '２０２６－０４－１０',
    ' 2026 年 4 月 10 日 ',
  ])
    assert.equal(readDay(text), '2026-04-10', text);
});

test('what is no day of the calendar is not read, and nothing is guessed', () => {
  for (const text of [
    '',
    '2026',
    '2026-04',
    '2026-4-',
    '2026-02-29',
    '2026-13-01',
    '26-04-10',
    '04/10/2026',
    '2026-04-31',
  ])
    assert.equal(readDay(text), undefined, text);
  assert.equal(readDay('2028-02-29'), '2028-02-29');
});
