import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import { streamXlsxRows } from 'hucre/xlsx';
import type { Actor, UnitCode } from '#org';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { library } from '../../../../test/support/packs.ts';
import { sheetBytes } from '../../../../test/support/sheet.ts';
import { listAudit } from '../../store/people/audit.ts';

let app: TestApp;
const held = (unit: string, seat: string) => ({ unit: unit as UnitCode, seat, acting: false, via: 'tenure' as const });
const office: Actor = {
  ...{ account: randomUUID(), person: null, name: '示例农办', admin: null, isSample: true },
  seats: [held('990101', 'rural-work-office-staff')],
};
let who = office;

before(async () => {
  app = await testApp(async () => who, library('national-2022', 'hunan-2023', 'beijing-2023', 'nrra-2023'));
});

const heads = ['姓名*', '电话', '邮箱', '人员编号'];
const sheetOf = (rows: readonly (string | number)[][]) => sheetBytes(heads, rows);
const bytes = { 'content-type': 'application/octet-stream' };
const at = '/api/units/990101/imports/people';
const send = async (rows: readonly (string | number)[][], dry: 'yes' | 'no' = 'no') =>
  (await app.post(`${at}?dry=${dry}`, await sheetOf(rows), bytes)).body;
const counts = ({ rows, good, known, bad }: Record<string, number>) => [rows, good, known, bad];
const table = async (name: string): Promise<number> =>
  (await app.database.pool.query(`select count(*)::int n from ${name}`)).rows[0].n;

const good: (string | number)[][] = [
  ['示例𠮷', '138 1234 0001', 'ji@example.cn', '310000200001010001'],
  ['示例乙', 13812340002, '', ''],
  ['示例丙', '', '', ''],
];
const bad: (string | number)[][] = [
  ['', '13812340003', '', ''],
  ['示例丁', '12', '', ''],
  ['示例丁', '13812340003', 'a@b', ''],
  ['示例丁', '', '', Number('310000200001010001')],
];

test('the template has the columns and an example, which is skipped when it comes back', async () => {
  const { bytes: file } = await app.get(`${at}.xlsx`);
  const { body } = await app.post(`${at}?dry=yes`, file, bytes);
  assert.deepEqual(counts(body), [0, 0, 0, 0]);
});

test('a look writes nothing and names every fault by row and column', async () => {
  const found = await send([...good, ...bad], 'yes');
  assert.deepEqual(counts(found), [7, 3, 0, 4]);
  assert.deepEqual(
    found.faults.map((one: { row: number; column: { zh: string }; code: string }) => [
      one.row,
      one.column.zh,
      one.code,
    ]),
    [
      [5, '姓名', 'field_required'],
      [6, '电话', 'phone_invalid'],
      [7, '邮箱', 'mail_invalid'],
      [8, '人员编号', 'cell_digits'],
    ],
  );
  assert.deepEqual([await table('person'), await table('person_contact')], [0, 0]);
});

test('good rows go in, encrypted; a second import changes nothing; bad rows come back with their reason', async () => {
  assert.deepEqual(counts(await send([...good, ...bad])), [7, 3, 0, 4]);
  assert.deepEqual([await table('person'), await table('person_contact')], [3, 2]);
  const { rows } = await app.database.pool.query('select phone, mail from person_contact');
  for (const one of rows) assert.doesNotMatch(`${one.phone} ${one.mail}`, /138|example/);
  assert.deepEqual(counts(await send([...good, ...bad])), [7, 0, 3, 4]);
  assert.deepEqual([await table('person'), await table('person_contact')], [3, 2]);
  const back = await app.post(`${at}/rejected.xlsx?lang=zh`, await sheetOf([...good, ...bad]), bytes);
  const cells: unknown[][] = [];
  for await (const { values } of streamXlsxRows(back.bytes)) cells.push(values);
  assert.equal(cells.length, 1 + bad.length);
  assert.match(String(cells[2]?.at(-1)), /^电话：电话不是完整的手机号/);
});

test('an empty column is filled, a differing one is refused and stays', async () => {
  const found = await send([
    ['示例乙', '', 'yi@example.cn', ''],
    ['示例乙', '13899990000', '', ''],
  ]);
  assert.deepEqual(
    [counts(found), found.faults[0].code, found.faults[0].column.zh],
    [[2, 1, 0, 1], 'contact_differs', '电话'],
  );
  const { rows } = await app.database.pool.query(`select id from person where name = '示例乙'`);
  assert.equal(rows.length, 1);
  const { body } = await app.post(`/api/people/990101/${rows[0].id}/contact/read`, { purpose: 'work' });
  assert.deepEqual(body, { phone: '13812340002', mail: 'yi@example.cn' });
});

test('a name without number is the only person of that name; where there are two, it is asked which', async () => {
  assert.deepEqual(counts(await send([['示例𠮷', '13812340001', '', '']])), [1, 0, 1, 0]);
  assert.deepEqual(counts(await send([['示例𠮷', '13812340009', '', '310000200001010002']])), [1, 1, 0, 0]);
  const found = await send([['示例𠮷', '13812340001', '', '']]);
  assert.deepEqual([found.bad, found.faults[0].code, found.faults[0].column.zh], [1, 'person_ambiguous', '人员编号']);
});

test('it is audited without a number, and whoever may not import at the county is refused', async () => {
  const entries = await app.stores.as('0', (store) => listAudit(store, { kind: 'import-people' }, { limit: 50 }));
  assert.deepEqual(entries.at(-1)?.facts, { rows: 7, good: 3, known: 0, bad: 4 });
  assert.doesNotMatch(JSON.stringify(entries), /1381234/);
  who = { ...office, seats: [held('990101100', 'rural-work-office-staff')] };
  const low = await app.post('/api/units/990101100/imports/people', await sheetOf(good), bytes);
  assert.ok([403, 404].includes(low.status), JSON.stringify(low.body));
  who = office;
  assert.deepEqual(app.bugs, []);
});
