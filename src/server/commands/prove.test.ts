import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runCommand, type Said } from '../../../test/support/command.ts';
import { library } from '../../../test/support/packs.ts';
import { databaseWithUnits } from '../../../test/support/sample.ts';
import { performAct } from '../store/acts.ts';
import { openStore } from '../store/open-store.ts';

const checker = fileURLToPath(new URL('../../../scripts/check-proof.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'zerentian-prove-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const [county, record] = ['110118', randomUUID()];
let url: string;
const run = (...words: string[]): Promise<Said> => runCommand('prove', words, url);
const check = (file: string, ...known: string[]) => spawnSync(process.execPath, [checker, file, ...known]).status;

before(async () => {
  const { pool, url: made } = await databaseWithUnits();
  url = made;
  const fields = { meeting_type: 'standing-committee' };
  const body = { kind: 'meeting', unit: county, day: '2026-02-03', fields };
  const sent = {
    county,
    record,
    id: randomUUID(),
    actor: 'operator',
    at: '2026-02-04T08:00:00.000Z',
    today: '2026-02-04',
  };
  await performAct(openStore(pool), library(), { ...sent, verb: 'create', body });
});

test('a record that is not sealed yet is proven up to the head of its chain', async () => {
  const { code, json } = await run(record, '--county', county, '--json');
  assert.equal(code, 0);
  assert.deepEqual([json.acts.length, json.acts[0].sealed, json.seals], [1, null, []]);
  const file = join(folder, 'open.json');
  writeFileSync(file, `${JSON.stringify(json, null, 2)}\n`);
  assert.equal(check(file, json.open.head), 0);
  assert.equal(check(file, '0'.repeat(64)), 3);
});

test('days are sealed up to yesterday or a day before, and never the present one', async () => {
  const first = await run('--seal', '--day', '2026-02-05', '--json');
  assert.deepEqual([first.code, first.json.days, first.json.acts, first.json.last.day], [0, 2, 1, '2026-02-05']);
  const rest = await run('--seal', '--json');
  assert.deepEqual([rest.code, rest.json.acts, rest.json.days > 0], [0, 0, true]);
  assert.deepEqual((await run('--seal', '--json')).json, { days: 0, acts: 0, last: rest.json.last, broken: [] });
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
  const refused = await run('--seal', '--day', today, '--json');
  assert.deepEqual([refused.code, refused.json.code], [1, 'day_unfinished']);
  assert.equal((await run('--seal', '--day', 'today', '--json')).json.code, 'day_invalid');
});

test('the proof written to a file is accepted with the root that verify names', async () => {
  const { json } = await runCommand('verify', ['--json'], url);
  assert.deepEqual(json.breaches, []);
  const file = join(folder, 'sealed.json');
  assert.equal((await run(record, '--out', file)).code, 0);
  assert.equal(JSON.parse(readFileSync(file, 'utf8')).acts[0].sealed.day, '2026-02-04');
  assert.equal(check(file, json.last.root), 0);
  assert.equal(
    check(
      file,
      json.last.root.replace(/^./, (sign: string) => (sign === '0' ? '1' : '0')),
    ),
    1,
  );
});

test('what is not there cannot be proven', async () => {
  for (const words of [[randomUUID()], [randomUUID(), '--county', county], ['x'], [record, '--county', 'x']])
    assert.equal((await run(...words, '--json')).json.code, 'record_unknown');
  assert.equal((await run()).code, 2);
});
