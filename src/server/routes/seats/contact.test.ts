import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, beforeEach, test } from 'node:test';
import type { Actor, UnitCode } from '#org';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { library } from '../../../../test/support/packs.ts';
import { readMail, readPhone } from '../../people/contact.ts';
import { listAudit } from '../../store/people/audit.ts';

let app: TestApp;
let who: Actor;
const county = '990101';
const village = '990101100200';
const person = 'contact-person';
const held = (unit: string, seat: string) => ({ unit: unit as UnitCode, seat, acting: false, via: 'tenure' as const });
const actor = (name: string, id: string | null, ...seats: ReturnType<typeof held>[]): Actor => ({
  ...{ account: randomUUID(), person: id, name, seats, admin: null, isSample: true },
});
const office = actor('示例农办', null, held(county, 'rural-work-office-staff'));
const himself = actor('示例甲', person, held(village, 'village-party-secretary'));
const colleague = actor('示例乙', 'other', held(village, 'village-committee-head'));
const township = actor('示例乡镇', null, held('990101100', 'township-cadre'));
const far = actor('示例外县', null, held('990102', 'rural-work-office-staff'));
const page = `/api/people/${county}/${person}`;

before(async () => {
  app = await testApp(async () => who, library('national-2022', 'hunan-2023', 'beijing-2023', 'nrra-2023'));
  await app.database.pool.query(`insert into person values ('${county}', '${person}', '示例甲', true)`);
  await app.database.pool.query(
    `insert into tenure (county_code, id, unit_code, seat, person, person_name, from_day, to_day, acting, sample)
     values ('${county}', gen_random_uuid(), '${village}', 'village-party-secretary', '${person}', '示例甲', '2026-01-01', null, false, true)`,
  );
});
beforeEach(() => {
  who = office;
});

const read = (purpose = 'work') => app.post(`${page}/contact/read`, { purpose });
const change = (body: object, purpose = 'work') => app.post(`${page}/contact`, { purpose, ...body });
const audited = async () =>
  (await app.stores.as('0', (store) => listAudit(store, {}, { limit: 50 }))).filter(
    ({ subject }) => subject === person,
  );

test('a phone and a mail address are written one way, and what is neither is refused', () => {
  for (const [given, kept] of [
    ['138 1234-0000', '13812340000'],
    ['+86 13812340000', '13812340000'],
    ['１３８１２３４００００', '13812340000'],
    ['(0743) 1234567', '0743-1234567'],
    ['01012345678', '010-12345678'],
    ['  ', null],
  ])
    assert.equal(readPhone(given ?? ''), kept);
  for (const wrong of ['1381234000', '12812340000', '1234567', 'abc', '138123400001'])
    assert.throws(() => readPhone(wrong), { code: 'phone_invalid' });
  assert.equal(readMail(' Zhang@Example.cn '), 'Zhang@Example.cn');
  for (const wrong of ['a', 'a@b', 'a b@c.cn', 'a@@b.cn', '@b.cn', 'a@b..cn'])
    assert.throws(() => readMail(wrong), { code: 'mail_invalid' });
});

test('what is entered lies encrypted, is masked on the page, and is read only for a purpose of the pack', async () => {
  const said = await change({ phone: '138 1234 5678', mail: 'jia@example.cn' });
  assert.deepEqual(said.body, { phone: '13812345678', mail: 'jia@example.cn' });
  const { rows } = await app.database.pool.query('select phone, mail from person_contact');
  assert.equal(rows.length, 1);
  for (const column of [rows[0].phone, rows[0].mail])
    assert.doesNotMatch(column.toString(), /138|5678|jia|example/, 'in the clear');
  const { contact } = (await app.get(page)).body;
  assert.deepEqual([contact.phone, contact.mail], ['138****5678', 'j***@example.cn']);
  assert.deepEqual(
    contact.purposes.map(({ name }: { name: { zh: string } }) => name.zh),
    ['工作联系', '离任交接', '核实任职'],
  );
  assert.deepEqual((await read('handover')).body, { phone: '13812345678', mail: 'jia@example.cn' });
  const refused = await read('curiosity');
  assert.deepEqual([refused.status, refused.body.code], [422, 'purpose_unknown']);
  assert.match(refused.body.remedy.zh, /工作联系、离任交接、核实任职/);
});

test('a column changes by itself, a wrong one changes nothing, an empty one is taken away', async () => {
  assert.equal((await change({ mail: 'a@b' })).body.code, 'mail_invalid');
  assert.equal((await change({ phone: '12' })).body.code, 'phone_invalid');
  assert.deepEqual((await change({ mail: '' })).body, { phone: '13812345678', mail: null });
  assert.deepEqual((await read()).body, { phone: '13812345678', mail: null });
  assert.deepEqual((await change({ phone: '' })).body, { phone: null, mail: null });
  assert.equal((await app.database.pool.query('select from person_contact')).rowCount, 0);
  await change({ phone: '13812345678' });
});

test('whoever registers tenures there, and the person himself, may read them; nobody else sees that there are any', async () => {
  for (const one of [office, himself, township]) {
    who = one;
    assert.equal((await app.get(page)).body.contact.phone, '138****5678', one.name);
    assert.equal((await read()).status, 200, one.name);
  }
  who = colleague;
  assert.equal((await app.get(page)).body.contact, null);
  for (const answer of [await read(), await change({ phone: '' })])
    assert.deepEqual([answer.status, answer.body.code], [403, 'not_allowed']);
  who = far;
  for (const answer of [await read(), await change({ phone: '' })])
    assert.deepEqual([answer.status, answer.body.code], [404, 'person_unknown']);
});

test('every reading and change stands in the audit log with its purpose, and no entry holds a number', async () => {
  const before = (await audited()).length;
  await read('check-tenure');
  await change({ phone: '13900001111' }, 'handover');
  await change({ phone: '13900001111' }, 'handover');
  const after = await audited();
  assert.deepEqual(
    after.slice(0, after.length - before).map(({ kind, facts, subjectName, unit }) => [kind, facts, subjectName, unit]),
    [
      ['change-contact', { purpose: '离任交接', columns: ['phone'] }, '示例甲', county],
      ['read-contact', { purpose: '核实任职' }, '示例甲', county],
    ],
  );
  assert.doesNotMatch(JSON.stringify(after), /1381234|1390000/);
});

test('a column that was moved to another person cannot be read', async () => {
  await app.database.pool.query(`insert into person values ('${county}', 'thief', '示例丙', true)`);
  await app.database.pool.query(
    `insert into person_contact select county_code, 'thief', phone, mail, changed_at from person_contact where person = '${person}'`,
  );
  const moved = await app.post(`/api/people/${county}/thief/contact/read`, { purpose: 'work' });
  assert.equal(moved.body.code, 'secret_unreadable');
  assert.equal((await app.get(`/api/people/${county}/thief`)).body.contact.phone, '****');
  assert.deepEqual(app.bugs, []);
});
