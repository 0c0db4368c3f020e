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
const person = { account: randomUUID(), person: null, admin: null, isSample: true };
const office: Actor = { ...person, name: '示例农办', seats: [held('990101', 'rural-work-office-staff')] };
const township: Actor = { ...person, name: '示例乡镇', seats: [held('990101100', 'township-cadre')] };
let who = office;

before(async () => {
  app = await testApp(async () => who, packs);
});

const heads = {
  bodies: ['单位代码*', '机构*', '设立情况*', '本地全称', '合署或承担的机构', '起始日*', '截止日', '依据或说明'],
  seats: ['单位代码*', '职务*', '设立情况*', '本地职务全称', '承担的职务', '起始日*', '截止日', '依据或说明'],
};
type What = keyof typeof heads;
async function sheetOf(what: What, rows: readonly string[][]): Promise<Buffer> {
  async function* lines(): AsyncGenerator<string[]> {
    yield* rows;
  }
  const parts: Uint8Array[] = [];
  const columns = heads[what].map((header) => ({ header, width: 12 }));
  for await (const part of writeXlsxStream(lines(), { name: '登记', columns }) as unknown as AsyncIterable<Uint8Array>)
    parts.push(part);
  return Buffer.concat(parts);
}
const bytes = { 'content-type': 'application/octet-stream' };
const send = async (what: What, rows: readonly string[][], dry: 'yes' | 'no' = 'no') =>
  (await app.post(`/api/units/990101/imports/${what}?dry=${dry}`, await sheetOf(what, rows), bytes)).body;
const told = ({ good, known, bad }: { good: number; known: number; bad: number }) => [good, known, bad];
const count = async (table: string): Promise<number> =>
  (await app.database.pool.query(`select count(*)::int n from ${table} where county_code = '990101'`)).rows[0].n;
const entries = async () =>
  (
    await app.database.pool.query(
      'select unit_code, post, setup, name, carrier, from_day, to_day from post_entry order by unit_code, post, from_day',
    )
  ).rows.map((row) => Object.values(row));

const farm = ['990101', '农业农村部门', '单独设立', '示例县农业农村和水利局', '', '2026-01-15', '', ''];
const water = ['990101', 'department-water', '未设，由其他机构承担', '', '示例县农业农村和水利局', '2026/1/15', '', ''];
const wrong: string[][] = [
  ['990102', '农业农村部门', '单独设立', '', '', '2026-01-15', '', ''],
  ['990101', '没有的机构', '单独设立', '', '', '2026-01-15', '', ''],
  ['990101', '林业部门', '', '', '', '2026-01-15', '', ''],
  ['990101', 'department-forestry', '半设', '', '', '2026-01-15', '', ''],
  ['990101', 'department-forestry', '合署办公', '', '', '2026-01-15', '', ''],
  ['990101', 'department-forestry', '未设', '', '', '2026-13-15', '', ''],
  ['990101', 'department-forestry', '未设', '', '', '2026-03-15', '2026-01-15', ''],
  ['990101', '农业农村部门', '未设', '', '', '2026-01-15', '', ''],
];

test('the template has the columns and an example, which is skipped when it comes back', async () => {
  for (const what of ['bodies', 'seats'] as const) {
    const { bytes: file } = await app.get(`/api/units/990101/imports/${what}.xlsx`);
    const rows: unknown[][] = [];
    for await (const { values } of streamXlsxRows(file)) rows.push(values);
    assert.deepEqual(rows[0], [...heads[what], '备注']);
    const { body } = await app.post(`/api/units/990101/imports/${what}?dry=yes`, file, bytes);
    assert.deepEqual([body.rows, ...told(body)], [0, 0, 0, 0]);
  }
});

test('a look writes nothing and names every fault by row and column, in both languages', async () => {
  const body = await send('bodies', [farm, water, ...wrong], 'yes');
  assert.deepEqual(told(body), [2, 0, 8]);
  assert.deepEqual(
    body.faults.map((one: { row: number; column: { zh: string }; code: string }) => [one.row, one.column.zh, one.code]),
    [
      [4, '单位代码', 'unit_unknown'],
      [5, '机构', 'body_unknown'],
      [6, '设立情况', 'field_required'],
      [7, '设立情况', 'setup_unknown'],
      [8, '合署或承担的机构', 'entry_carrier_missing'],
      [9, '起始日', 'day_invalid'],
      [10, '截止日', 'until_before_from'],
      [11, '起始日', 'entry_twice'],
    ],
  );
  for (const one of body.faults) assert.ok(one.message.zh && one.message.en && one.remedy.zh && one.remedy.en);
  assert.match(body.faults[3].remedy.en, /"?Set up/);
  assert.equal(await count('act'), 0);
});

test('good rows go in, a second import changes nothing, a changed row mends what stands, an empty cell leaves it', async () => {
  assert.deepEqual(told(await send('bodies', [farm, water, ...wrong])), [2, 0, 8]);
  const first = [
    ['990101', 'department-agriculture-rural', 'set-up', '示例县农业农村和水利局', null, '2026-01-15', null],
    ['990101', 'department-water', 'carried', null, 'department-agriculture-rural', '2026-01-15', null],
  ];
  assert.deepEqual(await entries(), first);
  assert.deepEqual(told(await send('bodies', [farm, water, ...wrong])), [0, 2, 8]);
  assert.equal(await count('act'), 2);
  const mended = farm.with(3, '示例县农业农村局');
  assert.deepEqual(told(await send('bodies', [mended, water.with(4, '农业农村部门')])), [1, 1, 0]);
  assert.deepEqual(told(await send('bodies', [mended.with(3, '')])), [0, 1, 0]);
  assert.deepEqual(told(await send('bodies', [water.with(2, '单独设立').with(4, '')])), [1, 0, 0]);
  assert.deepEqual(await entries(), [
    ['990101', 'department-agriculture-rural', 'set-up', '示例县农业农村局', null, '2026-01-15', null],
    ['990101', 'department-water', 'set-up', null, null, '2026-01-15', null],
  ]);
  assert.deepEqual([await count('act'), await count('record'), await count('post_entry')], [4, 2, 2]);
  assert.deepEqual((await verifyAll(app.stores, packs)).breaches, []);
});

test('an entry that was withdrawn can be imported again', async () => {
  const { rows } = await app.database.pool.query(`select id, version from record where kind = 'body-entry' and
    fields->>'body' = 'department-water'`);
  const { status } = await app.post(`/api/records/990101/${rows[0].id}/acts`, {
    ...{ id: randomUUID(), verb: 'withdraw', version: rows[0].version, reason: '登记有误' },
  });
  assert.equal(status, 200);
  const anew = water.with(4, '示例县农业农村局');
  assert.deepEqual(told(await send('bodies', [anew])), [1, 0, 0]);
  assert.deepEqual(told(await send('bodies', [anew])), [0, 1, 0]);
  assert.deepEqual((await verifyAll(app.stores, packs)).breaches, []);
});

test('seats come in likewise; nobody is then appointed to one that is not set up, by a form or a spreadsheet', async () => {
  const gone = ['990101', '水务（水利）部门主要负责人', '未设', '', '', '2026-02-01', '', ''];
  const named = ['990101', '示例县农业农村局主要负责人', '已设', '示例县农业农村局局长', '', '2026-02-01', '', ''];
  assert.deepEqual(told(await send('seats', [gone, named])), [2, 0, 0]);
  assert.deepEqual(told(await send('seats', [gone, named])), [0, 2, 0]);
  const fields = { seat: ['990101:department-water-head'], person: randomUUID(), name: '示例甲', from: '2026-03-01' };
  const create = { id: randomUUID(), verb: 'create', kind: 'appointment', unit: '990101', fields };
  const { status, body } = await app.post(`/api/records/990101/${randomUUID()}/acts`, { ...create, day: '2026-03-01' });
  assert.deepEqual([status, body.code, body.fields[0].field], [422, 'post_not_set_up', 'seat']);
  const columns = ['单位代码', '职务', '姓名', '到任日'];
  const rows = [
    ['990101', 'department-water-head', '示例甲', '2026-03-01'],
    ['990101', '示例县农业农村局局长', '示例乙', '2026-03-01'],
  ];
  async function* lines(): AsyncGenerator<string[]> {
    yield* rows;
  }
  const parts: Uint8Array[] = [];
  const heading = columns.map((header) => ({ header, width: 12 }));
  for await (const part of writeXlsxStream(lines(), {
    name: '任职',
    columns: heading,
  }) as unknown as AsyncIterable<Uint8Array>)
    parts.push(part);
  const tenures = (await app.post('/api/units/990101/imports/tenures?dry=no', Buffer.concat(parts), bytes)).body;
  assert.deepEqual(
    [...told(tenures), tenures.faults[0].code, tenures.faults[0].column.zh],
    [1, 0, 1, 'post_not_set_up', '职务'],
  );
  const held = await send('seats', [named.with(2, '未设').with(5, '2026-03-01').with(3, '')]);
  assert.deepEqual([...told(held), held.faults[0].code], [0, 0, 1, 'post_held']);
});

test('the page of posts and the sheet call a body as it was entered, and say what is not set up', async () => {
  const { body } = await app.get('/api/units/990101/posts');
  type Shown = { id: string; name: { zh: string }; registered: { absent: boolean; law_name: { zh: string } } };
  type Body = Shown & { seats: (Shown & { vacant: boolean })[] };
  const bodyOf = (id: string): Body => body.bodies.find((one: Body) => one.id === id);
  const farmBody = bodyOf('department-agriculture-rural');
  assert.equal(farmBody.name.zh, '示例县农业农村局');
  assert.equal(farmBody.registered.law_name.zh, '农业农村部门');
  assert.equal(farmBody.seats[0]?.name.zh, '示例县农业农村局局长');
  const waterBody = bodyOf('department-water');
  assert.equal(waterBody.registered.absent, true);
  assert.deepEqual([waterBody.seats[0]?.registered.absent, waterBody.seats[0]?.vacant], [true, false]);
  assert.match(waterBody.name.zh, /（未设，由示例县农业农村局承担）$/);
  const sheet = (await app.get('/api/units/990101/sheets/department-water')).body;
  assert.equal(sheet.seat.absent, true);
  assert.ok(sheet.seat.entry.id);
  assert.ok(sheet.assumptions.some(({ id }: { id: string }) => id === 'z-24'));
});

test('what a seat owes that is not set up is owed all the same, under z-24, and is not called vacant', async () => {
  const owed = async () =>
    (await app.get('/api/units/990101100200/obligations?holder=village-party-secretary')).body.rows;
  const before = await owed();
  assert.ok(before.length > 0);
  const gone = ['990101100200', '村党组织书记', '未设，由其他职务承担', '', '村民委员会主任', '2026-01-01', '', ''];
  assert.deepEqual(told(await send('seats', [gone])), [1, 0, 0]);
  const rows = await owed();
  assert.deepEqual(
    rows.map(({ key }: { key: string }) => key),
    before.map(({ key }: { key: string }) => key),
  );
  const [first] = rows;
  assert.equal(first.holder_name.zh, '村党组织书记（未设，由村民委员会主任承担）');
  assert.deepEqual([first.vacant, first.assumptions.includes('z-24')], [false, true]);
  const { duty, holder, period } = first;
  const { body } = await app.get(`/api/units/990101100200/obligations/${duty}/${holder}/${period}`);
  assert.equal(body.working[0].value.zh, first.holder_name.zh);
  assert.ok(body.assumptions.some(({ id }: { id: string }) => id === 'z-24'));
});

test('who may not register there may not import either, and a row out of reach is not found', async () => {
  who = township;
  const { status, body } = await app.post('/api/units/990101/imports/bodies', await sheetOf('bodies', [farm]), bytes);
  assert.ok([403, 404].includes(status), `${status} ${body.code}`);
  const below = await app.post('/api/units/990101100/imports/bodies', await sheetOf('bodies', [farm]), bytes);
  assert.equal(below.status, 403);
  who = office;
});
