/** The program as it is called: help, exit codes, and one value of JSON on standard output. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { emptyDatabase } from '../../../test/support/postgres.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

function zerentian(words: readonly string[], env: Record<string, string> = {}) {
  const { DATABASE_URL: _url, LC_ALL: _all, LANG: _lang, ...rest } = process.env;
  const done = spawnSync(process.execPath, [main, ...words], { env: { ...rest, ...env }, encoding: 'utf8' });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

test('help names every command, and so does calling it with nothing', () => {
  const { code, out } = zerentian(['help']);
  assert.equal(code, 0);
  for (const name of [
    'start',
    'migrate',
    'units',
    'regime',
    'duties',
    'overview',
    'record',
    'verify',
    'backup',
    'restore',
    'prove',
    'bench',
    'sample',
  ])
    assert.match(out, new RegExp(`zerentian ${name} `));
  assert.equal(zerentian([]).out, out);
});

test('an unknown command is wrong usage, with the known ones', () => {
  const { code, out, err } = zerentian(['dance', '--json']);
  assert.deepEqual([code, out], [2, '']);
  const refusal = JSON.parse(err);
  assert.equal(refusal.code, 'command_unknown');
  assert.ok(refusal.facts.commands.includes('duties'));
});

test('the language of the terminal decides where --lang does not', () => {
  assert.match(zerentian(['regime', 'assumptions'], { LANG: 'en_GB.UTF-8' }).out, /^id +question/);
  assert.match(zerentian(['regime', 'assumptions'], { LANG: 'zh_CN.UTF-8' }).out, /^编号 +问题/);
  assert.match(zerentian(['regime', 'assumptions', '--lang', 'en'], { LANG: 'zh_CN.UTF-8' }).out, /^id +question/);
});

test('migrate brings an empty outside database up to date, once', async () => {
  const { url } = await emptyDatabase();
  const first = zerentian(['migrate', '--json'], { DATABASE_URL: url });
  assert.equal(first.code, 0, first.err);
  assert.ok(JSON.parse(first.out).migrated.length >= 3);
  assert.deepEqual(JSON.parse(zerentian(['migrate', '--json'], { DATABASE_URL: url }).out), { migrated: [] });
});
