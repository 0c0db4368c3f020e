import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import type { Actor, UnitCode } from '#org';
import { loadRegimes } from '#regime';
import { type Answer, type TestApp, testApp } from '../../../../test/support/app.ts';
import { packTexts } from '../../../../test/support/packs.ts';
import { operator } from '../../operator.ts';
import { addAccount } from '../../store/people/accounts.ts';
import { readOrigin } from '../../typeset/docx-origin.ts';

/** A kind that no pack has: a case that is open until it is settled. */
const kiteCase = `
id: kite-case
name: { zh: 风筝纠纷, en: Kite quarrel }
evidence: [policy_document]
clauses: [national-2022/art3/c2]
from: '2022-11-28'
levels: [county, township, village]
fields:
  - { id: matter, name: { zh: 何事, en: Matter }, kind: text, max: 60, required: true }
  - { id: settler, name: { zh: 由谁处理, en: Settled by }, kind: seats, max: 1, required: true, vacant: true }
states:
  - { id: running, name: { zh: 在办, en: Running }, counts: false, open: true }
  - { id: settled, name: { zh: 办结, en: Settled }, counts: true }
acts:
  - { verb: create, name: { zh: 立案, en: Open }, from: [], to: running }
  - { verb: end, name: { zh: 办结, en: Settle }, from: [running], to: settled }
minutes: 1
`;
const packs = ['national-2022', 'hunan-2023', 'beijing-2023', 'nrra-2023'];
const texts = [
  ...packTexts.filter(({ path }) => packs.includes(path.split('/')[1] ?? '')),
  { path: 'regimes/national-2022/records/kite-case.yaml', text: kiteCase },
];

const [county, township, village, day] = ['990101', '990101100', '990101100200', '2026-06-15'];
const [leaderRef, secretaryRef] = [`${township}:party-secretary`, `${village}:village-party-secretary`];
const actor = (name: string, unit: string, seat: string): Actor & { person: string } => ({
  ...{ account: randomUUID(), person: randomUUID(), name, admin: null, isSample: true },
  seats: [{ unit: unit as UnitCode, seat, acting: false, via: 'tenure' }],
});
const leader = actor('示例镇书记', township, 'party-secretary');
const next = actor('示例新书记', township, 'party-secretary');
const office = actor('示例农办', county, 'rural-work-office-staff');
const writer = actor('示例村书记', village, 'village-party-secretary');
const inspector = actor('示例督查', county, 'inspector');
let app: TestApp;
let who: Actor = operator;
const tenures = { township: '', village: '' };

const as = async (by: Actor, work: () => Promise<Answer>): Promise<Answer> => {
  who = by;
  const answer = await work();
  who = operator;
  return answer;
};
async function act(by: Actor, record: string, verb: string, body: object = {}): Promise<string> {
  const { rows } = await app.database.pool.query('select version from record where id = $1', [record]);
  const version = rows[0] && { version: rows[0].version };
  const sent = { id: randomUUID(), verb, ...version, ...body };
  const answer = await as(by, () => app.post(`/api/records/${county}/${record}/acts`, sent));
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return record;
}
const make = (by: Actor, kind: string, unit: string, fields: object): Promise<string> =>
  act(by, randomUUID(), 'create', { kind, unit, day, fields });
const appoint = (ref: string, { person, name }: { person: string; name: string }, from: string): Promise<string> =>
  make(operator, 'appointment', ref.split(':')[0] ?? '', { seat: [ref], person, name, from, acting: false });
const waiver = { duty: 'village-finance-disclosure', period: '2026-05', reason: '示例', approver: '示例' };
const visit = (title: string) => ({ visit_type: 'research', seats: [leaderRef], villages: [village], theme: title });

before(async () => {
  app = await testApp(async () => who, loadRegimes(texts), undefined, texts);
  for (const [n, { account, name, person }] of [leader, next, office, writer].entries())
    await app.stores.writing('0', (store) =>
      addAccount(store, {
        ...{ id: account, userName: `shili-${n}`, name, person, by: 'test', at: new Date(app.clock.now) },
      }),
    );
  for (const [which, ref, leaves] of [
    ['township', leaderRef, leader],
    ['village', secretaryRef, writer],
  ] as const) {
    tenures[which] = await appoint(ref, leaves, '2024-01-01');
    await act(operator, tenures[which], 'end', { fields: { until: '2026-06-14', end_reason: 'transfer' } });
    await appoint(ref, { person: next.person, name: next.name }, '2026-06-15');
  }
});

type Group = { id: string; name: { zh: string }; more: number; rows: { record: { id: string }; due: string | null }[] };
const handover = async (which: 'township' | 'village', by: Actor = operator) => {
  const unit = which === 'township' ? township : village;
  const at = `/api/units/${unit}/handovers/${tenures[which]}`;
  const { body, status, headers } = await as(by, () => app.get(at));
  assert.equal(status, 200, JSON.stringify(body));
  assert.ok(Number(headers['x-sql-statements']) <= 12, String(headers['x-sql-statements']));
  const groups: Group[] = body.groups;
  const ids = Object.fromEntries(groups.map(({ id, rows }) => [id, rows.map(({ record }) => record.id)]));
  return { at, body, groups, ids };
};

test('records that are open and the seat’s to carry stand in its handover, by what is to be done; the signed list stays', async () => {
  const empty = await handover('township');
  assert.deepEqual(empty.ids, { returned: [], accept: [], 'second-look': [], 'open-kite-case': [] });
  const asked = await make(writer, 'waiver', village, waiver);
  const back = await make(leader, 'visit', township, visit('走访'));
  await act(operator, back, 'return', { reason: '村名不符' });
  const drawn = await make(leader, 'visit', township, visit('再走访'));
  await act(operator, drawn, 'return', { reason: '主题不清' });
  await act(leader, drawn, 'submit', { fields: { theme: '三走访' } });
  const running = await make(operator, 'kite-case', village, { matter: '线缠一处', settler: [leaderRef] });
  await make(operator, 'kite-case', village, { matter: '别人的', settler: [secretaryRef] });

  const found = await handover('township');
  assert.deepEqual(found.ids, { returned: [back], accept: [asked], 'second-look': [], 'open-kite-case': [running] });
  assert.equal(found.body.carried, 3);
  assert.equal(found.groups.find(({ id }) => id === 'open-kite-case')?.name.zh, '风筝纠纷');
  const begin = { id: randomUUID() };
  assert.equal((await as(office, () => app.post(found.at, begin))).status, 200);
  const begun = await handover('township');
  const { items } = begun.body;
  for (const heading of [
    '三、被退回、待改正的记录（1 件）',
    '四、待本职务审定的记录（1 件）',
    '五、抽中待复核的记录（0 件）',
  ])
    assert.ok(items.includes(heading), items);
  assert.match(items, /六、风筝纠纷（1 件）\n1\. 风筝纠纷（北风200村，2026-06-15）$/);

  type Line = { text: string; record: { id: string } | null; obligation: { duty: string } | null };
  const leads = (lines: Line[]) => lines.flatMap(({ record }) => record?.id ?? []);
  assert.deepEqual(leads(begun.body.lines), [back, asked, running]);
  const owed = begun.body.lines.filter(({ obligation }: Line) => obligation !== null);
  assert.deepEqual(
    owed.map(({ obligation }: Line) => obligation?.duty),
    found.body.open.map(({ duty }: { duty: string }) => duty),
  );
  const { id } = begun.body.row.record;
  await act(next, id, 'take');
  await act(leader, id, 'hand');
  await act(operator, running, 'end');
  await act(operator, back, 'withdraw', { reason: '重复' });
  const after = await handover('township');
  assert.deepEqual(after.ids, { returned: [], accept: [asked], 'second-look': [], 'open-kite-case': [] });
  assert.deepEqual([after.body.items, after.body.row.record.state], [items, 'closed']);
  assert.deepEqual(after.body.lines, begun.body.lines, 'and every line still opens what it spoke of');
  const again = await as(office, () => app.post(found.at, begin));
  assert.deepEqual([again.status, again.body.row?.record.id], [200, id], 'sent again, with another list by now');
  assert.equal((await as(office, () => app.post(found.at, { id: randomUUID() }))).body.code, 'act_not_open');
  const paper = await app.get(`/api/units/${township}/documents/handover.docx?tenure=${tenures.township}`);
  const { notes } = readOrigin(paper.bytes).origin;
  assert.equal(notes.find((note) => note.at === 'carried')?.value, 1);
  assert.ok(
    notes.some((note) => note.at.startsWith('groups')),
    JSON.stringify(notes.map((note) => note.at)),
  );
});

test('what drawn records wait for the seat stand by themselves, and what a reader may not see is only counted', async () => {
  const households = { contact_way: 'visit', seats: [secretaryRef], households: ['H-1'] };
  const sent = await make(writer, 'household-visit', village, households);
  await act(operator, sent, 'return', { reason: '户号不符' });
  const back = await make(writer, 'household-visit', village, { ...households, households: ['H-2'] });
  await act(operator, back, 'return', { reason: '户号不符' });
  await act(writer, back, 'submit', { fields: { households: ['H-3'] } });
  assert.deepEqual((await handover('township')).ids['second-look'], [back]);
  assert.deepEqual((await handover('village')).ids.returned, [sent]);
  const seen = (await handover('village', inspector)).groups.find(({ id }) => id === 'returned');
  assert.deepEqual([seen?.rows, seen?.more], [[], 1]);
  const { groups, body } = await handover('township', inspector);
  assert.equal(groups.find(({ id }) => id === 'second-look')?.more, 1);
  assert.equal(body.carried, 2);
  assert.deepEqual(app.bugs, []);
});
