import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groups } from '../src/regime/pack.ts';
import { en } from '../src/web/kit/texts/en.ts';
import { zh } from '../src/web/kit/texts/zh.ts';

test('the screen has a word in both languages for every group of duties that packs may use, and for no other', () => {
  const words = (texts: object) => Object.keys(texts).flatMap((key) => /^group\.(.+)$/.exec(key)?.[1] ?? []);
  assert.deepEqual(words(zh).sort(), [...groups].sort());
  assert.deepEqual(words(en).sort(), [...groups].sort());
});
