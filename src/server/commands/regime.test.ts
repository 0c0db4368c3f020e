import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runCommand } from '../../../test/support/command.ts';
import { packFolder } from '../pack-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'zerentian-packs-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of the imaginary pack with one text changed. */
function packsWith(file: string, change: (text: string) => string): string {
  const copy = mkdtempSync(join(folder, 'p-'));
  cpSync(join(packFolder, 'example'), join(copy, 'example'), { recursive: true });
  const path = join(copy, 'example', file);
  const text = readFileSync(path, 'utf8');
  const changed = change(text);
  assert.notEqual(changed, text, `nothing changed in ${file}`);
  writeFileSync(path, changed);
  return copy;
}

test('regime coverage shows every clause of every document with its answer', async () => {
  const { code, json } = await runCommand('regime', ['coverage', '--json']);
  assert.equal(code, 0);
  assert.deepEqual(Object.keys(json), ['rows', 'totals', 'unanswered']);
  assert.equal(json.totals.answered, 546);
  const { out } = await runCommand('regime', ['coverage', '--lang', 'en']);
  assert.match(out, /546 of 546 clauses answered/);
  for (const row of json.rows.slice(0, 20)) assert.ok(out.includes(row.clause), row.clause);
});

test('regime show tells the duties that a pack sets, and refuses an unknown pack', async () => {
  const { json } = await runCommand('regime', ['show', 'beijing-2023', '--json', '--day', '2026-03-01']);
  const duty = json.duties.find((row: { duty: string }) => row.duty === 'county-standing-committee');
  assert.deepEqual([duty.level, duty.figures.need, duty.clauses[0]], ['county', 1, 'beijing-2023/art9/item2/s2/c1']);
  const refused = await runCommand('regime', ['show', 'atlantis', '--json']);
  assert.deepEqual([refused.code, refused.json.code], [1, 'document_unknown']);
  assert.ok(refused.json.message.zh && refused.json.message.en && refused.json.remedy.zh);
});

test('regime diff counts the impact on the real tree without a database', async () => {
  const { code, json } = await runCommand('regime', [
    'diff',
    'national-2022',
    'beijing-2023',
    '--json',
    '--day',
    '2026-03-01',
  ]);
  assert.equal(code, 0);
  assert.equal(json.place, '11');
  const tighter = json.duties
    .filter((row: { change: string }) => row.change === 'tighter')
    .map((row: { duty: string }) => row.duty);
  assert.ok(tighter.includes('county-standing-committee'));
  const county = json.impact.levels.find((row: { level: string }) => row.level === 'county');
  assert.equal(county.units, 16);
  assert.ok(county.acts_b > county.acts_a);
  const { out } = await runCommand('regime', [
    'diff',
    'national-2022',
    'beijing-2023',
    '--place',
    '110118',
    '--lang',
    'zh',
  ]);
  assert.match(out, /更严/);
  const refused = await runCommand('regime', ['diff', 'national-2022', 'beijing-2023', '--place', '990101', '--json']);
  assert.equal(refused.json.code, 'unit_unknown');
});

test('regime assumptions lists the fifty with the values of the place', async () => {
  const { json } = await runCommand('regime', ['assumptions', '--place', '433124', '--json', '--day', '2026-03-01']);
  const ids = json.map((row: { id: string }) => row.id);
  for (let number = 1; number <= 50; number += 1) assert.ok(ids.includes(`g-${number}`), `g-${number}`);
  assert.ok(json.find((row: { id: string }) => row.id === 'g-3').duties.length > 0);
});

test('regime check holds the packs of this checkout to their cases', async () => {
  const { code, json } = await runCommand('regime', ['check', '--json']);
  assert.deepEqual([code, json.faults, json.failed], [0, [], []]);
  assert.ok(json.cases > 300, `${json.cases} cases`);
});

test('regime check names file, line and field of a fault', async () => {
  const wrong = packsWith('duties/all.yaml', (text) => text.replace(/mode: (joint|each)/, 'mode: together'));
  const { code, json, out } = await runCommand('regime', ['check', wrong, '--json']);
  assert.equal(code, 1);
  const [fault] = json.faults;
  assert.equal(fault.file, 'regimes/example/duties/all.yaml');
  assert.ok(fault.line > 1 && /mode/.test(fault.field), JSON.stringify(fault));
  assert.ok(fault.message.zh && fault.message.en && out.length > 0);
});

test('regime check names a case that does not hold, with its line', async () => {
  const wrong = packsWith('cases/all.yaml', (text) => text.replace(/status: met/, 'status: overdue'));
  const { code, json } = await runCommand('regime', ['check', wrong, '--json']);
  assert.equal(code, 1);
  assert.deepEqual(json.faults, []);
  assert.equal(json.failed.length, 1);
  assert.match(json.failed[0].place, /^regimes\/example\/cases\/all\.yaml:\d+$/);
  assert.match(json.failed[0].problems[0], /status: expected "overdue", found "met"/);
  const empty = await runCommand('regime', ['check', mkdtempSync(join(folder, 'none-')), '--json']);
  assert.deepEqual([empty.code, empty.json.code], [1, 'packs_missing']);
});

test('an unknown word after regime is wrong usage', async () => {
  const { code, err } = await runCommand('regime', ['compare']);
  assert.equal(code, 2);
  assert.match(err, /coverage, show, diff, assumptions, check/);
  assert.equal((await runCommand('regime', ['coverage', '--loud'])).code, 2);
  assert.equal((await runCommand('regime', ['show'])).code, 2);
  assert.equal((await runCommand('regime', ['coverage', '--lang', 'fr'])).code, 2);
});
