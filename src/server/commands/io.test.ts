import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tellRefusal } from './io.ts';

test('a full disk is told in both languages, however deep it was found; anything else is a bug and thrown on', () => {
  const told: string[] = [];
  const io = { json: false, note: (line: string) => void told.push(line) };
  const full = Object.assign(new Error('could not extend file'), { code: '53100' });
  assert.equal(tellRefusal(new Error('loading failed', { cause: full }), io), 1);
  assert.match(told.join('\n'), /磁盘已满[\s\S]*ZERENTIAN_DATA[\s\S]*The disk is full[\s\S]*make room/);
  assert.throws(() => tellRefusal(new Error('loading failed'), io), /loading failed/);
});
