import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { runCommand, type Said } from '../../../test/support/command.ts';
import { freshDatabase } from '../../../test/support/postgres.ts';
import { databaseWithUnits } from '../../../test/support/sample.ts';

// Commands look from the real today; the sample is filled up to a day long past, and questions are asked as of that day.
const day = '2026-06-26';
let url: string;
let first: Said;

before(async () => {
  ({ url } = await databaseWithUnits());
  first = await runCommand('sample', ['--seed', '5', '--day', day, '--json'], url);
});

const run = (name: string, ...words: string[]): Promise<Said> => runCommand(name, words, url);

describe('sample', () => {
  test('fills an empty installation, says what with its seed, and refuses the second time', async () => {
    assert.equal(first.code, 0);
    assert.deepEqual(Object.keys(first.json), ['seed', 'homes', 'acts', 'records', 'fulfilments', 'persons', 'mark']);
    assert.equal(first.json.seed, 5);
    const again = await run('sample', '--json');
    assert.deepEqual([again.code, again.json.code], [1, 'sample_not_empty']);
  });

  test('takes no seed that is no number and no day to come', async () => {
    assert.equal((await run('sample', '--seed', 'many')).code, 2);
    assert.equal((await run('sample', '--day', '2999-01-01', '--json')).json.code, 'day_invalid');
  });
});

describe('overview under another regime', () => {
  test('is waited for above the county, and is what its counties say', async () => {
    const under = (unit: string) => run('overview', '--unit', unit, '--day', day, '--regime', 'beijing-2023', '--json');
    const { code, json, err } = await under('4331');
    assert.equal(code, 0);
    assert.match(err, /换制重算 what-if: 0 \/ \d+/);
    assert.equal(json.regime.what_if, true);
    assert.ok(json.total.met > 0);
    const county = json.children.find((child: { unit: { code: string } }) => child.unit.code === '433124');
    assert.deepEqual((await under('433124')).json.total, county.figures);
  });
});

test('an option that is wrong is named as it was written, with what it must be in both languages', async () => {
  const { code, err } = await run('overview', '--unit', '43312x', '--year', '9999');
  assert.equal(code, 1);
  assert.match(err, /命令行参数有误：--unit。/);
  assert.match(err, /^--unit: 单位代码为 2、4、6、9 或 12 位数字，全国为 0 \/ a unit code has /m);
  const year = await run('overview', '--unit', '433124', '--year', '9999');
  assert.match(year.err, /^year: 最多 2100 \/ at most 2100$/m);
});

describe('duties', () => {
  test('gives what a unit owes itself under stable keys', async () => {
    const { code, json } = await run('duties', '--unit', '110118', '--day', day, '--json');
    assert.equal(code, 0);
    assert.ok(json.length > 10);
    for (const row of json)
      for (const key of ['duty', 'clauses', 'unit', 'seat', 'period', 'due', 'need', 'done', 'status', 'records'])
        assert.ok(Object.hasOwn(row, key), `${key} of ${row.duty}`);
    assert.ok(json.every((row: { unit: string }) => row.unit === '110118'));
    const served = json.filter((row: { need: number | null; done: number; status: string }) => row.status === 'met');
    assert.ok(served.length > 0 && served.every((row: { records: string[] }) => row.records.length > 0));
  });

  test('names the records of the year that has begun in Shanghai, while it is still the old one in Greenwich', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.parse('2026-01-01T01:00:00+08:00') });
    const { json } = await run('duties', '--unit', '433124', '--json');
    const own = json.filter(({ period }: { period: string }) => period.startsWith('2026'));
    assert.ok(own.some((row: { records: string[] }) => row.records.length > 0));
  });

  test('bounds them to one seat', async () => {
    const { json } = await run('duties', '--unit', '433124', '--seat', 'government-head', '--day', day, '--json');
    assert.ok(json.length > 0);
    assert.ok(json.every((row: { seat: string }) => row.seat.split('+').includes('government-head')));
  });

  test('refuses a seat that the unit does not have instead of showing that nothing is owed', async () => {
    const { code, json } = await run('duties', '--unit', '433124', '--seat', 'king', '--day', day, '--json');
    assert.deepEqual([code, json.code, json.facts.value], [1, 'seat_unknown', '433124:king']);
  });

  test('speaks Chinese or English', async () => {
    assert.match((await run('duties', '--unit', '433124', '--lang', 'en', '--day', day)).out, /^status +due +duty/);
    assert.match((await run('duties', '--unit', '433124', '--lang', 'zh', '--day', day)).out, /^状态 +到期 +责任/);
  });

  test('refuses a unit that is not there, and one that was not named', async () => {
    const { code, json } = await run('duties', '--unit', '999999', '--json');
    assert.deepEqual([code, json.code], [1, 'unit_unknown']);
    assert.deepEqual(Object.keys(json).slice(0, 4), ['code', 'message', 'remedy', 'facts']);
    assert.equal((await run('duties')).code, 2);
    assert.equal((await run('duties', '--unit', '43 3124', '--json')).json.code, 'unit_code_invalid');
  });
});

test('overview gives the board of a unit and a table that adds up', async () => {
  const { json } = await run('overview', '--unit', '433124', '--day', day, '--json');
  const { total, levels } = json;
  assert.equal(total.owed, total.met + total.excused + total.open + total.due_soon + total.overdue);
  const sum = levels.reduce((owed: number, row: { figures: { owed: number } }) => owed + row.figures.owed, 0);
  assert.equal(sum, total.owed);
  const { out } = await run('overview', '--unit', '433124', '--day', day, '--lang', 'zh');
  assert.ok(out.includes(String(total.owed)) && out.includes('花垣县'));
});

test('units search finds by name and by pinyin', async () => {
  for (const words of [['花垣'], ['huayuan'], ['433124']]) {
    const { json } = await run('units', 'search', ...words, '--json');
    assert.ok(
      json.some((row: { code: string }) => row.code === '433124'),
      words.join(' '),
    );
  }
  assert.equal((await run('units', 'burn')).code, 2);
});

describe('record', () => {
  const id = randomUUID();
  const act = randomUUID();
  const words = ['add', '--unit', '433124', '--kind', 'visit', '--day', day, '--id', id, '--act', act];
  const fields = [
    'visit_type=village',
    'seats=433124:government-head',
    'villages=433124102200,433124102201',
    'theme=春耕',
  ];

  test('add records by the same door as the pages and says what moved; sent again it has no effect', async () => {
    const villages = (await run('units', 'search', '433124102', '--json', '--limit', '50')).json
      .filter((row: { level: string; farming: boolean }) => row.level === 'village' && row.farming)
      .slice(0, 2)
      .map((row: { code: string }) => row.code);
    assert.equal(villages.length, 2);
    const own = fields.map((field) => (field.startsWith('villages=') ? `villages=${villages.join(',')}` : field));
    const done = await run('record', ...words, ...own, '--json');
    assert.equal(done.code, 0, done.err);
    assert.ok(done.json.moved.some((row: { duty: string }) => row.duty === 'county-village-coverage'));
    const again = await run('record', ...words, ...own, '--json');
    assert.equal(again.json.repeated, true);
  });

  test('show and list find it again', async () => {
    const shown = await run('record', 'show', id, '--unit', '433124', '--json');
    assert.deepEqual([shown.json.record.id, shown.json.fields.theme], [id, '春耕']);
    assert.match((await run('record', 'show', id, '--unit', '433124')).out, /春耕/);
    const { json } = await run(
      'record',
      'list',
      '--unit',
      '433124',
      '--kind',
      'visit',
      '--from',
      day,
      '--own',
      '--json',
    );
    assert.ok(json.rows.some((row: { id: string }) => row.id === id));
  });

  test('act does one act on many and says which were done and which refused', async () => {
    const other = randomUUID();
    const told = ['act', 'withdraw', id, other, '--unit', '433124', '--reason', '登记有误'];
    const { json } = await run('record', ...told, '--json');
    assert.deepEqual(
      json.done.map((row: { record: { id: string; state: string } }) => [row.record.id, row.record.state]),
      [[id, 'withdrawn']],
    );
    assert.deepEqual(
      json.refused.map((row: { record: string; refusal: { code: string } }) => [row.record, row.refusal.code]),
      [[other, 'record_unknown']],
    );
    // Once withdrawn it cannot be withdrawn again.
    const again = await run('record', ...told, '--json');
    assert.deepEqual([again.json.done.length, again.json.refused.length], [0, 2]);
  });

  test('a list goes on page by page without losing or repeating anything', async () => {
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page: Said = await run(
        'record',
        'list',
        '--unit',
        '433124',
        '--own',
        '--limit',
        '37',
        ...(after ? ['--after', after] : []),
        '--json',
      );
      seen.push(...page.json.rows.map((row: { id: string }) => row.id));
      after = page.json.next;
    }
    const { json } = await run('record', 'list', '--unit', '433124', '--own', '--limit', '200', '--json');
    assert.equal(new Set(seen).size, seen.length);
    assert.deepEqual(
      seen.slice(0, json.rows.length),
      json.rows.map((row: { id: string }) => row.id),
    );
  });
});

test('record add refuses as the pages do, naming the field', async () => {
  const future = await run('record', 'add', '--unit', '433124', '--kind', 'meeting', '--day', '2999-01-01', '--json');
  assert.equal(future.code, 1);
  assert.ok(future.json.fields.some((fault: { field: string }) => fault.field === 'day'));
  const strange = await run(
    'record',
    'add',
    '--unit',
    '433124',
    '--kind',
    'meeting',
    '--day',
    day,
    'meeting_type=tea',
    '--json',
  );
  assert.equal(strange.json.code, 'choice_unknown');
  assert.equal(
    (await run('record', 'add', '--unit', '433124', '--kind', 'meeting', '--day', day, 'no-equals')).code,
    2,
  );
  assert.equal((await run('record', 'burn', '--unit', '433124')).code, 2);
});

test('verify finds everything in order, and the one thing that is not', async () => {
  const fine = await run('verify', '--json');
  assert.deepEqual([fine.code, fine.json.breaches], [0, []]);
  const { pool } = await databaseWithUnits();
  const other = (await pool.query('select current_database() as name')).rows[0].name as string;
  const otherUrl = url.replace(/\/[^/?]+(\?|$)/, `/${other}$1`);
  await runCommand('sample', ['--day', day], otherUrl);
  await pool.query(`update record set title = title, fields = fields || '{"note":"später"}' where id in (
    select id from record where county_code = '110118' order by id limit 1)`);
  const broken = await runCommand('verify', ['--json'], otherUrl);
  assert.equal(broken.code, 1);
  assert.deepEqual(
    broken.json.breaches.map((one: { what: string; county: string }) => [one.what, one.county]),
    [['record', '110118']],
  );
});

test('migrate says what it ran, and commands that need the tree say so without it', async () => {
  const fresh = await freshDatabase();
  assert.deepEqual((await runCommand('migrate', ['--json'], fresh.url)).json, { migrated: [] });
  const refused = await runCommand('overview', ['--unit', '433124', '--json'], fresh.url);
  assert.deepEqual([refused.code, refused.json.code], [1, 'units_missing']);
});

describe('document import', () => {
  test('keeps a text once for its unit, so that the library shows its words', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zerentian-import-'));
    const file = join(folder, '县里的规定.txt');
    writeFileSync(file, '花垣县落实细则（示例）\n第一条　各村按时公开村务。\n第二条　本细则自发布之日起施行。\n');
    try {
      const words = ['import', file, '--home', '433124', '--json'];
      const { code, json } = await run('document', ...words);
      assert.equal(code, 0);
      const [document] = json.documents;
      assert.deepEqual(
        [document.home, document.clauses, document.file, json.repeated],
        ['433124', 2, '县里的规定.txt', false],
      );
      assert.equal((await run('document', ...words)).json.repeated, true);
      const below = await run('document', 'import', file, '--home', '433124100', '--json');
      assert.deepEqual([below.code, below.json.code], [1, 'document_home']);
      const lost = await run('document', 'import', join(folder, 'nowhere.txt'), '--json');
      assert.deepEqual([lost.code, lost.json.code], [1, 'path_unreadable']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
