/** Contact details leave the program by two persons, for a purpose, once; and the log says so. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, beforeEach, test } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import type { Actor, UnitCode } from '#org';
import { type Library, practice } from '#regime';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { library } from '../../../../test/support/packs.ts';
import { callPost } from '../../../../test/support/tree.ts';
import { addAccount } from '../../store/people/accounts.ts';
import { listAudit } from '../../store/people/audit.ts';

const county = '990101';
const township = '990101100';
const village = '990101100200';
const start = '2026-06-15T02:00:00Z';
const actor = (name: string, ...seats: string[]): Actor => ({
  ...{ account: randomUUID(), person: randomUUID(), name, admin: null, isSample: true },
  seats: seats.map((ref) => {
    const [unit = '', seat = ''] = ref.split(':');
    return { unit: unit as UnitCode, seat, acting: false, via: 'tenure' as const };
  }),
});
const staff = actor('示例经办', `${county}:rural-work-office-staff`);
const head = actor('示例主任', `${county}:rural-work-office-head`);
const secretary = actor('示例书记', `${county}:party-secretary`);
const cadre = actor('示例乡镇', `${township}:township-cadre`);
const far = actor('示例外县书记', '990102:party-secretary', '990102:rural-work-office-head');
const auditor: Actor = { ...actor('示例审计'), admin: 'auditor' };
const everyone = [staff, head, secretary, cadre, far, auditor];

let app: TestApp;
let packs: Library;
let who: Actor;

before(async () => {
  packs = library('national-2022', 'hunan-2023', 'beijing-2023', 'nrra-2023');
  app = await testApp(async () => who, packs);
  await app.stores.writing('0', async (store) => {
    for (const { account: id, name, person } of everyone) {
      const made = { id, userName: id, name, person: person ?? id, by: 'test', at: new Date(start) };
      await addAccount(store, made);
    }
  });
  const tenure = (unit: string, seat: string, person: string, to: string | null = null) =>
    app.database.pool.query(
      `insert into tenure (county_code, id, unit_code, seat, person, person_name, from_day, to_day, acting, sample)
       values ('${unit.slice(0, 6)}', gen_random_uuid(), $1, $2, $3, $4, '2026-01-01', $5, false, true)`,
      [unit, seat, person, `名${person}`, to],
    );
  await app.database.pool.query('delete from tenure');
  await tenure(county, 'party-secretary', 'one');
  await tenure(village, 'village-party-secretary', 'two');
  await tenure(village, 'village-committee-head', 'two');
  await tenure(village, 'village-cadre', 'gone', '2026-05-31');
  await tenure('990102', 'party-secretary', 'three');
  who = head;
  for (const [person, phone] of [
    ['one', '13800000001'],
    ['two', '13800000002'],
  ])
    assert.equal((await app.post(`/api/people/${county}/${person}/contact`, { purpose: 'work', phone })).status, 200);
});
beforeEach(() => {
  app.clock.now = start;
});

const as = async <T>(one: Actor, work: () => Promise<T>): Promise<T> => {
  who = one;
  return work();
};
const given = { kind: 'export-contacts', unit: county, purpose: 'work', ground: '示例〔2026〕1号', reason: '开会通知' };
const ask = (one: Actor, more: object = {}) =>
  as(one, () => app.post('/api/approvals', { id: randomUUID(), ...given, ...more }));
const decide = (one: Actor, id: string, verdict = 'approved', answer = '') =>
  as(one, () => app.post(`/api/approvals/${id}`, { verdict, answer }));
const take = (one: Actor, id: string, unit = county) =>
  as(one, () => app.get(`/api/units/${unit}/contacts.xlsx?approval=${id}`));
const list = async (one: Actor) => (await as(one, () => app.get('/api/approvals'))).body.rows;
const rowIn = async (one: Actor, id: string) => (await list(one)).find((row: { id: string }) => row.id === id);
const log = () => app.stores.as('0', (store) => listAudit(store, {}, { limit: 200 }));
const later = (hours: number): void => {
  app.clock.now = new Date(Date.parse(app.clock.now) + hours * 3_600_000).toISOString();
};

test('one asks, another approves, whoever asked takes the file once, and the file says who, when and what for', async () => {
  const { body } = await ask(staff);
  assert.equal((await take(staff, body.id)).body.code, 'approval_needed', 'before anybody approved');
  const row = await rowIn(secretary, body.id);
  assert.deepEqual([row.can, row.unit.code, row.purpose.zh], [['approve', 'refuse'], county, '工作联系']);
  assert.deepEqual((await decide(secretary, body.id)).body, { state: 'approved' });
  assert.equal((await take(head, body.id)).body.code, 'approval_needed', 'it was not him who asked');
  assert.equal((await take(staff, body.id, township)).body.code, 'approval_needed', 'it was asked for another unit');
  const file = await take(staff, body.id);
  const [mark = [], heads = [], ...rows] = (await readXlsx(file.bytes)).sheets[0]?.rows ?? [];
  assert.match(
    String(mark[0]),
    /^含个人信息，共2人。示例经办于2026-06-15 10:00导出，用途：工作联系（开会通知），依据：示例〔2026〕1号，示例书记批准。/,
  );
  assert.deepEqual(heads, ['单位', '单位代码', '职务', '姓名', '电话', '邮箱']);
  assert.deepEqual(
    rows.map((cells) => [cells[1], cells[3], cells[4]]),
    [
      [county, '名one', '13800000001'],
      [village, '名two', '13800000002'],
      [village, '名two', '13800000002'],
    ],
    'holders of today here and below, and nobody else',
  );
  assert.equal((await take(staff, body.id)).body.code, 'approval_needed', 'a second time');
  assert.equal((await rowIn(staff, body.id)).state, 'done');
});

test('nobody approves his own, though his seat might approve that of others', async () => {
  const { body } = await ask(head);
  assert.deepEqual((await rowIn(head, body.id)).can, []);
  assert.equal((await decide(head, body.id)).body.code, 'approval_own');
  assert.equal((await decide(staff, body.id)).body.code, 'approval_unknown', 'he may not decide at all');
  assert.deepEqual((await decide(secretary, body.id)).body, { state: 'approved' });
});

test('a refusal says why, and nothing comes of it', async () => {
  const { body } = await ask(staff);
  assert.equal((await decide(head, body.id, 'refused')).body.code, 'answer_wanted');
  assert.deepEqual((await decide(head, body.id, 'refused', '范围太大')).body, { state: 'refused' });
  const row = await rowIn(staff, body.id);
  assert.deepEqual([row.state, row.answer, row.decided_by], ['refused', '范围太大', '示例主任']);
  assert.equal((await take(staff, body.id)).body.code, 'approval_needed');
  assert.equal((await decide(secretary, body.id)).body.code, 'approval_closed');
});

test('a request lapses after the hours of the pack, and so does what was approved', async () => {
  const hours = practice.exportHours(packs.at('2026-06-15', county));
  assert.deepEqual(hours, { ask: 72, take: 24 });
  const { body: one } = await ask(staff);
  later(73);
  assert.equal((await decide(secretary, one.id)).body.code, 'approval_closed');
  assert.equal((await rowIn(staff, one.id)).state, 'ended');
  const { body: two } = await ask(staff);
  later(71);
  assert.equal((await decide(secretary, two.id)).status, 200);
  later(25);
  assert.equal((await take(staff, two.id)).body.code, 'approval_needed');
});

test('who may not ask is refused, who is elsewhere finds nothing, and administrators have no part in it', async () => {
  assert.deepEqual(
    [(await ask(cadre, { unit: township })).body.code, (await ask(secretary)).body.code],
    ['not_allowed', 'not_allowed'],
  );
  assert.equal((await ask(far)).body.code, 'unit_unknown');
  assert.equal((await ask(auditor)).body.code, 'unit_unknown');
  assert.equal((await ask(staff, { purpose: 'curiosity' })).body.code, 'purpose_unknown');
  assert.equal((await ask(staff, { ground: undefined })).body.code, 'input_invalid');
  assert.equal((await ask(staff, { kind: 'export-accounts', unit: undefined })).body.code, 'not_allowed');
  const { body } = await ask(staff);
  for (const one of [far, cadre, auditor]) {
    assert.equal(await rowIn(one, body.id), undefined, one.name);
    assert.equal((await decide(one, body.id)).body.code, 'approval_unknown', one.name);
  }
  for (const one of [far, auditor]) assert.equal((await take(one, body.id)).body.code, 'unit_unknown', one.name);
});

test('the home page of whoever may decide counts what waits, and not his own', async () => {
  const home = async (one: Actor): Promise<number> => (await as(one, () => app.get('/api/home'))).body.approvals;
  const waiting = await home(secretary);
  const { body } = await ask(head);
  assert.equal(await home(secretary), waiting + 1);
  const mine = await home(head);
  await decide(secretary, body.id, 'refused', '不必');
  assert.equal(await home(head), mine);
  assert.equal(await home(far), 0);
});

test('the log holds the request, the answer and the file with its number of persons, and no phone', async () => {
  const before = (await log()).length;
  const { body } = await ask(staff);
  await decide(secretary, body.id, 'approved', '可以');
  await take(staff, body.id);
  const { body: other } = await ask(staff, { unit: township });
  await decide(head, other.id, 'refused', '不必');
  const entries = await log();
  assert.deepEqual(
    entries.slice(0, entries.length - before).map(({ kind, actorName, unit }) => [kind, actorName, unit]),
    [
      ['approval-refused', '示例主任', township],
      ['approval-asked', '示例经办', township],
      ['export-contacts', '示例经办', county],
      ['approval-given', '示例书记', county],
      ['approval-asked', '示例经办', county],
    ],
  );
  const taken = entries.find(({ kind }) => kind === 'export-contacts');
  const { persons, purpose, ground, approved_by } = taken?.facts ?? {};
  assert.deepEqual([persons, purpose, ground, approved_by], [2, '工作联系', '示例〔2026〕1号', '示例书记']);
  assert.doesNotMatch(JSON.stringify(entries), /1380000000/);
  assert.deepEqual(app.bugs, []);
});

test('what asking takes is told to whoever may ask', async () => {
  const { body } = await as(staff, () => app.get(`/api/units/${county}/contact-export`));
  assert.deepEqual([body.persons, body.hours], [2, { ask: 72, take: 24 }]);
  assert.equal((await as(secretary, () => app.get(`/api/units/${county}/contact-export`))).status, 403);
});

test('a seat stands in the file as its unit calls it', async () => {
  await callPost(app.database.pool, county, 'party-secretary', '示例县工委书记');
  const { body } = await ask(staff);
  await decide(secretary, body.id);
  const [, , first = []] = (await readXlsx((await take(staff, body.id)).bytes)).sheets[0]?.rows ?? [];
  assert.deepEqual([first[1], first[2]], [county, '示例县工委书记']);
});
