import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markOf } from './mark.ts';

/** The definition of FNV-1a 64 in plain big numbers. */
function plain(bytes: Uint8Array): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(16, '0');
}

test('the mark is FNV-1a of the UTF-8 bytes, texts closed by a zero byte', () => {
  for (const text of ['', 'a', '乡村振兴责任制', '𠮷䶮㛃', 'x'.repeat(5000), 'ÿ\u0000~']) {
    assert.equal(markOf(text), plain(new TextEncoder().encode(`${text}\0`)), text.slice(0, 20));
  }
  assert.equal(markOf('ab', 'c'), plain(new TextEncoder().encode('ab\0c\0')));
});

test('the mark sees where one text ends, and does not see the system by its line ends', () => {
  assert.notEqual(markOf('ab', 'c'), markOf('a', 'bc'));
  assert.equal(markOf('a\r\nb'), markOf('a\nb'));
});
