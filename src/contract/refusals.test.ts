import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Refusal } from '#regime';
import { refusalReply, refusals } from './refusals.ts';

const sources = join(import.meta.dirname, '..');

/** Refusals of starting the database carry their own sentences and never reach a request. */
const finished = /server\/database\/(?!backup)|regime\/check\//;

function codesInSources(): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(sources, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/\.tsx?$/.test(path) || /\.test\.tsx?$|src\/web\//.test(path) || finished.test(path))
      continue;
    const text = readFileSync(path, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
    for (const pattern of [
      /new Refusal\(\s*'([a-z0-9_]+)'/g,
      /\brefuse\(\s*'([a-z0-9_]+)'/g,
      /\bno\(\s*'([a-z0-9_]+)'/g,
      /: '([a-z]+(?:_[a-z0-9]+)+)',$/gm,
      /\bcode: '([a-z][a-z0-9_]+)'/g,
    ]) {
      const isFault = !pattern.source.startsWith(': ') || path.endsWith('http/errors.ts');
      if (isFault) for (const [, code = ''] of text.matchAll(pattern)) found.set(code, path);
    }
  }
  return found;
}

test('every code that the sources refuse with has a status and wording, and no wording is without use', () => {
  const used = codesInSources();
  assert.ok(used.size > 30, 'too few codes were found');
  const known = new Set(Object.keys(refusals));
  const missing = [...used].filter(([code]) => !known.has(code)).map(([code, path]) => `${code} in ${path}`);
  assert.deepEqual(missing, [], 'add them to src/contract/refusals*.ts');
  assert.deepEqual(
    [...known].filter((code) => !used.has(code)),
    [],
    'these are refused nowhere',
  );
});

test('wording is there in both languages and names the same facts in both', () => {
  const facts = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
  for (const [code, { message, remedy }] of Object.entries(refusals)) {
    for (const words of [message, remedy]) {
      assert.ok(words.zh !== '' && words.en !== '', code);
      assert.equal(words.en.match(/\p{Script=Han}/u), null, `${code}: Chinese in the English text`);
      const [zh, en] = [facts(words.zh), facts(words.en)].map((names) =>
        names.filter((name) => !/^(\w+_)?(zh|en)$/.test(name ?? '')),
      );
      assert.deepEqual(zh, en, code);
    }
  }
});

test('a reply fills in the facts, names every faulty field and keeps the law', () => {
  const faults = [
    { code: 'field_required', field: 'type' },
    { code: 'text_too_long', field: 'note', length: 7, max: 5 },
  ];
  const [status, reply] = refusalReply(new Refusal('field_required', { field: 'type', faults }, ['example/art3/s1']));
  assert.equal(status, 422);
  assert.equal(reply.message.en, '"type" must be filled in.');
  assert.deepEqual(
    reply.fields.map(({ field }) => field),
    ['type', 'note'],
  );
  assert.match(reply.fields[1]?.message.zh ?? '', /7.*5/);
  assert.deepEqual(reply.law, ['example/art3/s1']);
  assert.equal('faults' in reply.facts, false);
});

test('a refusal that brings its own sentences keeps them', () => {
  const [status, reply] = refusalReply(new Refusal('database_busy', { zh: '请稍候。', en: 'Wait.' }));
  assert.deepEqual([status, reply.message], [500, { zh: '请稍候。', en: 'Wait.' }]);
});
