import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import { streamXlsxRows, writeXlsxStream } from 'hucre/xlsx';
import type { Actor, UnitCode } from '#org';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { library } from '../../../../test/support/packs.ts';
import { verifyAll } from '../../store/verify.ts';

let app: TestApp;
const packs = library('national-2022', 'hunan-2023', 'beijing-2023', 'nrra-2023');
const held = (unit: string, seat: string) => ({ unit: unit as UnitCode, seat, acting: false, via: 'tenure' as const });
const office: Actor = {
  ...{ account: randomUUID(), person: null, name: '示例农办', admin: null, isSample: true },
  seats: [held('990101', 'rural-work-office-staff')],
};
let who = office;

before(async () => {
  app = await testApp(async () => who, packs);
});

const heads = ['单位代码*', '职务*', '姓名*', '到任日*', '离任日', '主持工作', '任职文号', '人员编号', '备注'];
async function sheetOf(rows: readonly (string | number)[][], first: readonly string[] = heads): Promise<Buffer> {
  async function* lines(): AsyncGenerator<(string | number)[]> {
    yield* rows as (string | number)[][];
  }
  const parts: Uint8Array[] = [];
  const columns = first.map((header) => ({ header, width: 12 }));
  for await (const part of writeXlsxStream(lines(), { name: '任职', columns }) as unknown as AsyncIterable<Uint8Array>)
    parts.push(part);
  return Buffer.concat(parts);
}
const bytes = { 'content-type': 'application/octet-stream' };
const send = (sheet: Buffer, dry: 'yes' | 'no') =>
  app.post(`/api/units/990101/imports/tenures?dry=${dry}`, sheet, bytes);
async function cellsOf(file: Buffer): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  for await (const { values } of streamXlsxRows(file)) rows.push(values);
  return rows;
}
const count = async (table: string): Promise<number> =>
  (await app.database.pool.query(`select count(*)::int n from ${table} where county_code = '990101'`)).rows[0].n;

const good = [
  ['990101100200', '村党组织书记', '示例𠮷', '2026-01-05', '', '否', '示例〔2026〕1号', '310000200001010001'],
  ['990101100201', 'village-party-secretary', '示例乙', '2026/2/1', '2026-05-31', '', '', ''],
  ['990101100', '乡镇党委书记', '示例丙', '2025-12-01', '', '是', '', ''],
];
const bad: (string | number)[][] = [
  ['990102100200', '村党组织书记', '示例丁', '2026-01-05', '', '', '', ''],
  ['990101100202', '没有的职务', '示例丁', '2026-01-05', '', '', '', ''],
  ['990101100202', '村党组织书记', '示例丁', '2026-13-05', '', '', '', ''],
  ['990101100202', '村党组织书记', '', '2026-01-05', '', '', '', ''],
  ['990101100202', '村党组织书记', '示例丁', '2026-03-05', '2026-01-01', '', '', ''],
  ['990101100202', '村党组织书记', '示例丁', '2026-01-05', '', '', '', Number('310000200001010001')],
];

test('the template has the columns and an example, which is skipped when it comes back', async () => {
  const { bytes: file, headers } = await app.get('/api/units/990101/imports/tenures.xlsx');
  assert.match(String(headers['content-disposition']), /\.xlsx/);
  const rows = await cellsOf(file);
  assert.deepEqual(rows[0], heads);
  assert.equal(rows[1]?.[2], '示例甲');
  const { body } = await send(file, 'yes');
  assert.deepEqual([body.rows, body.good, body.bad], [0, 0, 0]);
});

test('a look writes nothing and names every fault by row and column, in both languages', async () => {
  const { body } = await send(await sheetOf([...good, ...bad]), 'yes');
  assert.deepEqual([body.rows, body.good, body.known, body.bad], [9, 3, 0, 6]);
  assert.deepEqual(
    body.faults.map((one: { row: number; column: { zh: string }; code: string }) => [one.row, one.column.zh, one.code]),
    [
      [5, '单位代码', 'unit_unknown'],
      [6, '职务', 'seat_unknown'],
      [7, '到任日', 'day_invalid'],
      [8, '姓名', 'field_required'],
      [9, '离任日', 'until_before_from'],
      [10, '人员编号', 'cell_digits'],
    ],
  );
  for (const one of body.faults) assert.ok(one.message.zh && one.message.en && one.remedy.zh && one.remedy.en);
  const { message, remedy } = body.faults[3];
  assert.deepEqual(
    message,
    { zh: '“姓名”必须填写。', en: '"Name" must be filled in.' },
    'columns are called as in the sheet',
  );
  assert.match(remedy.zh, /“姓名”/);
  assert.match(remedy.en, /"Name"/);
  assert.equal(await count('act'), 0);
});

test('good rows go in, bad rows come back with their reason, and a second import changes nothing', async () => {
  const sheet = await sheetOf([...good, ...bad]);
  const { body } = await send(sheet, 'no');
  assert.deepEqual([body.good, body.known, body.bad], [3, 0, 6]);
  assert.deepEqual([await count('act'), (await count('tenure')) - 2], [3, 3]);
  const { rows } = await app.database.pool.query(
    `select person_name, from_day, to_day, acting, sample from tenure where unit_code = '990101100200' or unit_code = '990101100201' order by unit_code`,
  );
  assert.deepEqual(rows, [
    { person_name: '示例𠮷', from_day: '2026-01-05', to_day: null, acting: false, sample: false },
    { person_name: '示例乙', from_day: '2026-02-01', to_day: '2026-05-31', acting: false, sample: false },
  ]);
  const again = await send(sheet, 'no');
  assert.deepEqual([again.body.good, again.body.known, again.body.bad, await count('act')], [0, 3, 6, 3]);
  const back = await app.post('/api/units/990101/imports/tenures/rejected.xlsx?lang=en', sheet, bytes);
  const cells = await cellsOf(back.bytes);
  assert.equal(cells.length, 1 + bad.length);
  assert.match(String(cells[2]?.at(-1)), /^Seat: There is no seat/);
  assert.deepEqual((await verifyAll(app.stores, packs)).breaches, []);
});

test('a person of the same name is another one under another number', async () => {
  const { rows } = await app.database.pool.query(
    `select count(distinct person)::int n from tenure where person_name = '示例𠮷'`,
  );
  await send(
    await sheetOf([['990101100203', '村党组织书记', '示例𠮷', '2026-01-05', '', '', '', '310000200001010002']]),
    'no',
  );
  const after = await app.database.pool.query(
    `select count(distinct person)::int n from tenure where person_name = '示例𠮷'`,
  );
  assert.equal(after.rows[0].n, rows[0].n + 1);
});

test('visits recorded before the import count for the terms that come with it', async () => {
  const visit = { visit_type: 'village', seats: ['990101:party-secretary'], villages: ['990101100200'] };
  const kind = packs.at('2026-05-01', '990101').kinds.get('visit');
  const fields = { ...visit, ...(kind?.roles?.targets && { [kind.roles.targets]: ['990101100200'] }) };
  if (kind?.roles?.targets !== 'villages') delete (fields as Record<string, unknown>).villages;
  const sent = await app.post(`/api/records/990101/${randomUUID()}/acts`, {
    ...{ id: randomUUID(), verb: 'create', kind: 'visit', unit: '990101', day: '2026-05-01', fields },
  });
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  await send(await sheetOf([['990101', '县（市、区、旗）委书记', '示例戊', '2026-01-01', '', '', '', '']]), 'no');
  const { rows } = await app.database.pool.query(
    `select done from fulfilment where unit_code = '990101' and period = 'T2026-01-01'`,
  );
  assert.deepEqual(rows, [{ done: 1 }]);
  assert.deepEqual((await verifyAll(app.stores, packs)).breaches, []);
});

test('what is no spreadsheet, or lacks columns, is refused; so is whoever may not import', async () => {
  assert.equal((await send(Buffer.from('not a spreadsheet'), 'yes')).body.code, 'sheet_unreadable');
  assert.equal((await send(await sheetOf([['x']], ['单位代码']), 'yes')).body.code, 'sheet_columns');
  const rejected = (sheet: Buffer) => app.post('/api/units/990101/imports/tenures/rejected.xlsx', sheet, bytes);
  const whole = await sheetOf(bad);
  for (const [sheet, code] of [
    [Buffer.from('not a spreadsheet'), 'sheet_unreadable'],
    [whole.subarray(0, whole.length - 400), 'sheet_unreadable'],
    [await sheetOf([['x']], ['单位代码']), 'sheet_columns'],
  ] as const) {
    const { status, body } = await rejected(sheet);
    assert.equal(body?.code, code, `status ${status}`);
    assert.ok(body.message.zh && body.remedy.zh);
  }
  who = { ...office, seats: [held('990101100200', 'village-party-secretary')] };
  const refused = await app.post('/api/units/990101100200/imports/tenures', await sheetOf(good), bytes);
  assert.equal(refused.body.code, 'not_allowed');
  who = office;
  assert.deepEqual(app.bugs, []);
});
