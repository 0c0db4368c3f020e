import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { groups } from '../src/regime/pack.ts';
import { statusWords } from '../src/server/status-words.ts';
import { en } from '../src/web/kit/texts/en.ts';
import { enAdmin } from '../src/web/kit/texts/en-admin.ts';
import { enDrafts } from '../src/web/kit/texts/en-drafts.ts';
import { zh } from '../src/web/kit/texts/zh.ts';
import { zhAdmin } from '../src/web/kit/texts/zh-admin.ts';
import { zhDrafts } from '../src/web/kit/texts/zh-drafts.ts';

test('the screen has a word in both languages for every group of duties that packs may use, and for no other', () => {
  const words = (texts: object) => Object.keys(texts).flatMap((key) => /^group\.(.+)$/.exec(key)?.[1] ?? []);
  assert.deepEqual(words(zh).sort(), [...groups].sort());
  assert.deepEqual(words(en).sort(), [...groups].sort());
});

test('the glossary and the server call every status as the screen does', () => {
  const glossary = readFileSync(new URL('../GLOSSARY.md', import.meta.url), 'utf8');
  const called = Object.entries(zh).flatMap(([key, word]) => {
    const [, status] = /^status\.(\w+)$/.exec(key) ?? [];
    return status === undefined ? [] : [`| — | \`${status}\` | ${word} |`];
  });
  assert.equal(called.length, 5);
  for (const [status, { zh: word }] of Object.entries(statusWords))
    assert.ok(called.includes(`| — | \`${status}\` | ${word} |`), `the server: ${status}`);
  assert.deepEqual(
    called.filter((row) => !glossary.includes(row)),
    [],
  );
});

test('a text says the same facts in both languages', () => {
  const facts = (text = '') => [...new Set(text.match(/\{\{\w+\}\}/g))].sort();
  const english: Record<string, string> = { ...en, ...enAdmin, ...enDrafts };
  for (const [key, text] of Object.entries({ ...zh, ...zhAdmin, ...zhDrafts }))
    assert.deepEqual(facts(english[key]), facts(text), key);
});

test('every fact stands in two braces, or it would be shown as it is written', () => {
  const files = globSync('src/web/kit/texts/*.ts');
  assert.ok(files.length > 10);
  for (const path of files)
    assert.deepEqual(readFileSync(path, 'utf8').match(/.*(?<![{$])\{\w+\}(?!\}).*/g), null, path);
});
