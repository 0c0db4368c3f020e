/** What leaves the program holds exactly what whoever asks may export, and is written into the audit log. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import type { Actor, HeldSeat, UnitCode } from '#org';
import { type TestApp, testApp } from '../../../test/support/app.ts';
import { operator } from '../operator.ts';

let web: TestApp;
let by: Actor = operator;
const seated = (...refs: string[]): Actor => ({
  account: randomUUID(),
  person: null,
  name: '示例',
  seats: refs.map((ref): HeldSeat => {
    const [unit = '', seat = ''] = ref.split(':');
    return { unit: unit as UnitCode, seat, acting: false, via: 'tenure' };
  }),
  admin: null,
  isSample: false,
});

const ids: Record<string, string> = {};
before(async () => {
  web = await testApp(async () => by);
  const given = [
    ['county', '990101', 'gathering', { type: 'council' }],
    ['town', '990101101', 'paper', { type: 'letter' }],
    ['village', '990101101200', 'tea-call', { seats: ['990101101200:tea-host'], households: ['1'] }],
    ['elsewhere', '990102', 'gathering', { type: 'council' }],
  ] as const;
  for (const [name, unit, kind, fields] of given) {
    const { id, answer } = await web.record(unit.slice(0, 6), { kind, unit, day: '2026-06-01', fields });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    ids[name] = id;
  }
});
after(async () => {
  await web.app.close();
});

/** Ids in the spreadsheet of a unit, as an actor gets it, by the names given above. */
async function exported(actor: Actor, unit: string): Promise<string[] | number> {
  by = actor;
  const { status, bytes } = await web.get(`/api/units/${unit}/records.xlsx`);
  by = operator;
  if (status !== 200) return status;
  const { sheets } = await readXlsx(new Uint8Array(bytes));
  const found = (sheets[0]?.rows ?? []).slice(1).map((row) => String(row.at(-1)));
  return found.map((id) => Object.keys(ids).find((name) => ids[name] === id) ?? id).sort();
}

test('a spreadsheet holds what may be exported, and nothing of what may only be seen', async () => {
  assert.deepEqual(await exported(operator, '990101'), ['county', 'town', 'village']);
  assert.deepEqual(await exported(seated('990101:kite-keeper'), '990101'), ['county', 'town', 'village']);
  assert.deepEqual(await exported(seated('990101101:kite-clerk'), '990101101'), ['town', 'village']);
  // A host sees the records of the village and exports nothing; with a further seat elsewhere still nothing of it.
  assert.equal(await exported(seated('990101101200:tea-host'), '990101101200'), 403);
  assert.equal(await exported(seated('990101101200:tea-host', '990102:kite-clerk'), '990101101200'), 403);
  assert.deepEqual(await exported(seated('990101101200:tea-host', '990102:kite-clerk'), '990102'), ['elsewhere']);
  assert.equal(await exported(seated('990101:kite-keeper'), '990102'), 404);
});

test('a paper is made of figures within what may be exported', async () => {
  const paper = async (actor: Actor, unit: string) => {
    by = actor;
    const { status } = await web.get(`/api/units/${unit}/documents/kite-sheet.docx?seat=kite-keeper`);
    by = operator;
    return status;
  };
  assert.equal(await paper(seated('990101:kite-keeper'), '990101'), 200);
  assert.equal(await paper(seated('99:tea-taster'), '990101'), 403);
  assert.equal(await paper(seated('990102:kite-keeper'), '990101'), 404);
});

test('exports stand in the audit log, with who and of which unit', async () => {
  const { rows } = await web.database.pool.query(
    `select kind, unit_code unit, count(*)::int times from audit_entry group by 1, 2 order by 1, 2`,
  );
  assert.deepEqual(rows, [
    { kind: 'export-paper', unit: '990101', times: 1 },
    { kind: 'export-records', unit: '990101', times: 2 },
    { kind: 'export-records', unit: '990101101', times: 1 },
    { kind: 'export-records', unit: '990102', times: 1 },
  ]);
});

test('who looks at a record that names households is written down, at others nobody', async () => {
  const host = seated('990101101200:tea-host');
  by = host;
  const looks = [await web.get(`/api/records/990101/${ids.village}`), await web.get(`/api/records/990101/${ids.town}`)];
  by = operator;
  assert.deepEqual([looks[0]?.status, looks[1]?.status], [200, 404]);
  assert.equal((await web.get(`/api/records/990101/${ids.county}`)).status, 200);
  const { rows } = await web.database.pool.query(
    `select actor, subject, unit_code unit from audit_entry where kind = 'read-personal'`,
  );
  assert.deepEqual(rows, [{ actor: host.account, subject: ids.village, unit: '990101101200' }]);
});
