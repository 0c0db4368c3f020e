/** Whatever is written into the audit log has a word in both languages on the auditor's page. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { enAdmin } from '../src/web/kit/texts/en-admin.ts';
import { zhAdmin } from '../src/web/kit/texts/zh-admin.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Kinds of entries as the sources name them, in the files that write into the log. */
function kindsWritten(): string[] {
  const files = globSync('src/server/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
  const texts = files.map((file) => readFileSync(`${root}/${file}`, 'utf8'));
  const writing = texts.filter((text) => /\baudit(Alone)?\b.* from '[^']*people\/audit\.ts'/.test(text));
  const named = writing.flatMap((text) => [...text.matchAll(/\bkind(?:: | = )'([a-z]+(?:-[a-z]+)+)'/g)]);
  return [...new Set(named.map(([, kind]) => kind ?? ''))];
}

test('every kind of entry has a word in Chinese and in English', () => {
  const kinds = [...kindsWritten(), 'grant-admin', 'end-admin', 'import-people', 'import-tenures'];
  assert.ok(kinds.length > 20, kinds.join());
  const words = [new Set(Object.keys(zhAdmin)), new Set(Object.keys(enAdmin))];
  assert.deepEqual(
    kinds.filter((kind) => !words.every((known) => known.has(`audit.kind.${kind}`))),
    [],
  );
});
