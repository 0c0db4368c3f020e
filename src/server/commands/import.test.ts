import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runCommand, type Said } from '../../../test/support/command.ts';
import type { FreshDatabase } from '../../../test/support/postgres.ts';
import { databaseWithUnits } from '../../../test/support/sample.ts';
import { sheetBytes } from '../../../test/support/sheet.ts';
import { readDoor } from '../people/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'zerentian-import-'));
const key = randomBytes(32).toString('base64');
let database: FreshDatabase;

before(async () => {
  database = await databaseWithUnits();
});
after(() => rmSync(folder, { recursive: true, force: true }));

const run = (...words: string[]): Promise<Said> =>
  runCommand('import', [...words, '--json'], database.url, { door: readDoor({ ZERENTIAN_KEY: key }) });
async function fileOf(name: string, heads: readonly string[], rows: readonly string[][]): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, await sheetBytes(heads, rows));
  return path;
}
const count = async (table: string): Promise<number> =>
  (await database.pool.query(`select count(*)::int n from ${table}`)).rows[0].n;
const sums = ({ rows, good, known, bad }: Record<string, number>) => [rows, good, known, bad];

test('tenures: a look writes nothing, then they go in, then they are known; a fault is named and told by the exit code', async () => {
  const file = await fileOf(
    '任职.xlsx',
    ['单位代码*', '职务*', '姓名*', '到任日*', '离任日'],
    [
      ['433124102200', '村党组织书记', '示例甲', '2026-01-05', ''],
      ['433124102', '乡镇党委书记', '示例乙', '2025-01-05', '2026-01-31'],
      ['433124102200', '没有的职务', '示例丙', '2026-01-05', ''],
    ],
  );
  const look = await run('tenures', file, '--unit', '433124', '--dry');
  assert.deepEqual([look.code, sums(look.json), await count('tenure')], [1, [3, 2, 0, 1], 0]);
  assert.deepEqual(
    look.json.faults.map((one: { row: number; code: string }) => [one.row, one.code]),
    [[4, 'seat_unknown']],
  );
  const done = await run('tenures', file, '--unit', '433124');
  assert.deepEqual([done.code, sums(done.json), await count('tenure')], [1, [3, 2, 0, 1], 2]);
  const again = await run('tenures', file, '--unit', '433124');
  assert.deepEqual([sums(again.json), await count('tenure'), await count('act')], [[3, 0, 2, 1], 2, 2]);
});

test('people: encrypted under the key of the installation, so that another command reads them back', async () => {
  const file = await fileOf('人员.xlsx', ['姓名*', '电话', '邮箱'], [['示例甲', '13812340000', 'jia@example.cn']]);
  const done = await run('people', file, '--unit', '433124');
  assert.deepEqual([done.code, sums(done.json), await count('person_contact')], [0, [1, 1, 0, 0], 1]);
  const again = await run('people', file, '--unit', '433124');
  assert.deepEqual([again.code, sums(again.json)], [0, [1, 0, 1, 0]]);
  const other = await runCommand('import', ['people', file, '--unit', '433124', '--json'], database.url, {
    door: readDoor({ ZERENTIAN_KEY: randomBytes(32).toString('base64') }),
  });
  assert.deepEqual([other.code, other.json.code], [1, 'secret_unreadable']);
});

test('bodies: a changed row mends the entry that stands', async () => {
  const heads = ['单位代码*', '机构*', '设立情况*', '本地全称', '起始日*'];
  const row = ['433124', '农业农村部门', '单独设立', '示例县农业农村局', '2026-01-05'];
  const done = await run('bodies', await fileOf('机构.xlsx', heads, [row]), '--unit', '433124');
  assert.deepEqual([done.code, sums(done.json), await count('post_entry')], [0, [1, 1, 0, 0], 1]);
  const mended = await fileOf('机构.xlsx', heads, [row.with(3, '示例县农业农村和水利局')]);
  const again = await run('bodies', mended, '--unit', '433124');
  assert.deepEqual([again.code, sums(again.json), await count('post_entry')], [0, [1, 1, 0, 0], 1]);
});

test('what it cannot import, a file that is no spreadsheet and a missing unit are refused', async () => {
  assert.equal((await run('weather', 'x.xlsx', '--unit', '433124')).json.code, 'command_unknown');
  const file = join(folder, '不是表格.xlsx');
  writeFileSync(file, 'not a spreadsheet');
  assert.equal((await run('tenures', file, '--unit', '433124')).json.code, 'sheet_unreadable');
  assert.notEqual((await run('tenures', file)).code, 0);
});

test('a file that is not there is refused by name', async () => {
  const said = await run('tenures', join(folder, 'nowhere.xlsx'), '--unit', '433124');
  assert.deepEqual([said.code, said.json.code, said.json.facts.detail], [1, 'path_unreadable', 'ENOENT']);
});
