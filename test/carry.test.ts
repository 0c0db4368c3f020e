import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carried } from '../src/web/office/drafts/carry.ts';

interface Row {
  readonly id: string;
  readonly text: string;
  readonly sure?: boolean;
}
const key = ({ id }: Row): string => id;
const from: Row[] = ['a', 'b', 'c'].map((id) => ({ id, text: id }));
const rows = from.map((row) => (row.id === 'a' ? { id: 'a', text: 'mine', sure: true } : row));
const copy = (id: string, text: string): Row[] =>
  from.map((row) => ({ ...row, text: row.id === id ? text : row.text }));

test('changes are carried onto what another saved: both stay, and what both changed is looked at again', () => {
  const apart = carried({ from, rows }, copy('b', 'theirs'), key);
  assert.deepEqual(
    apart?.map(({ text }) => text),
    ['mine', 'theirs', 'c'],
  );
  const both = carried({ from, rows }, copy('a', 'theirs'), key, (mine) => ({ ...mine, sure: false }));
  assert.deepEqual(both?.[0], { id: 'a', text: 'mine', sure: false });
  assert.equal(carried({ from, rows }, copy('a', 'theirs'), key), undefined);
  assert.deepEqual(carried({ from, rows }, [], key), []);
});
