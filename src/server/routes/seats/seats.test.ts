import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, beforeEach, describe, test } from 'node:test';
import type { Actor, HeldSeat, UnitCode } from '#org';
import { type Answer, type TestApp, testApp } from '../../../../test/support/app.ts';
import { library } from '../../../../test/support/packs.ts';
import { callPost } from '../../../../test/support/tree.ts';
import { operator } from '../../operator.ts';
import { addAccount } from '../../store/people/accounts.ts';

let app: TestApp;
let who: Actor | undefined = operator;
const day = '2026-06-15';
const [county, township, village] = ['990101', '990101100', '990101100200'];
const [jia, yi, bing] = ['a', 'b', 'c'].map((end) => `0198c0de-0000-7000-8000-00000000000${end}`) as [
  string,
  string,
  string,
];

const held = (unit: string, seat: string, more: Partial<HeldSeat> = {}): HeldSeat => ({
  ...{ unit: unit as UnitCode, seat, acting: false, via: 'tenure' },
  ...more,
});
const actor = (name: string, person: string | null, ...seats: HeldSeat[]): Actor => ({
  ...{ account: randomUUID(), person, name, seats, admin: null, isSample: true },
});
const office = actor('示例农办', null, held(county, 'rural-work-office-staff'));
const secretary = actor('示例村书记', jia, held(village, 'village-party-secretary'));

before(async () => {
  app = await testApp(async () => who, library('national-2022', 'hunan-2023', 'beijing-2023', 'nrra-2023'));
});
beforeEach(() => {
  who = operator;
});

const as = async (actorNow: Actor | undefined, work: () => Promise<Answer>): Promise<Answer> => {
  who = actorNow;
  const answer = await work();
  who = operator;
  return answer;
};
const act = async (record: string, verb: string, body: Record<string, unknown>) => {
  const { rows } = await app.database.pool.query('select version from record where id = $1', [record]);
  const version = rows[0] && { version: rows[0].version };
  return app.post(`/api/records/${county}/${record}/acts`, { id: randomUUID(), verb, ...version, ...body });
};
const appoint = async (unit: string, seat: string, person: string, name: string, from: string) => {
  const record = randomUUID();
  const fields = { seat: [`${unit}:${seat}`], person, name, from, acting: false };
  const answer = await act(record, 'create', { kind: 'appointment', unit, day, fields });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return record;
};

describe('the posts of a unit', () => {
  test('show who holds what, who did, and what is vacant', async () => {
    const first = await appoint(village, 'village-party-secretary', jia, '示例甲', '2024-01-01');
    await act(first, 'end', { fields: { until: '2026-06-10', end_reason: 'transfer' } });
    await appoint(village, 'village-party-secretary', yi, '示例乙', '2026-06-11');
    const { body } = await app.get(`/api/units/${village}/posts`);
    const seats = body.bodies.flatMap((one: { seats: object[] }) => one.seats);
    const post = seats.find((one: { id: string }) => one.id === 'village-party-secretary');
    assert.deepEqual(
      [
        post.now.map((one: { name: string }) => one.name),
        post.past.map((one: { name: string }) => one.name),
        post.vacant,
      ],
      [['示例乙'], ['示例甲'], false],
    );
    assert.equal(seats.find((one: { id: string }) => one.id === 'village-committee-head').vacant, true);
    assert.equal(body.can.appoint, true);
    const { body: person } = await app.get(`/api/people/${county}/${jia}`);
    assert.deepEqual([person.name, person.tenures.length, person.tenures[0].to], ['示例甲', 1, '2026-06-10']);
    const { body: found } = await app.get(`/api/units/${village}/people?q=${encodeURIComponent('示例乙')}`);
    assert.deepEqual(
      found.rows.map((one: { name: string; seats: { seat: string }[] }) => [
        one.name,
        one.seats.map(({ seat }) => seat),
      ]),
      [['示例乙', ['village-party-secretary']]],
    );
  });

  test('are answered by reach: not signed in, out of reach, not allowed, allowed', async () => {
    const look = () => app.get(`/api/units/${village}/posts`);
    const search = () => app.get(`/api/units/${village}/people`);
    const far = actor('示例外县', null, held('990102', 'rural-work-office-staff'));
    assert.equal((await as(undefined, look)).status, 401);
    assert.equal((await as(far, look)).body.code, 'unit_unknown');
    assert.equal((await as(secretary, look)).body.can.appoint, false);
    assert.equal((await as(secretary, search)).body.code, 'not_allowed');
    assert.equal((await as(office, search)).status, 200);
  });
});

describe('a handover', () => {
  test('lists what is open, is signed by both, each for himself, and is closed then', async () => {
    const { body: list } = await as(office, () => app.get(`/api/units/${village}/handovers`));
    const [row] = list.rows;
    assert.deepEqual(
      [row.leaver.person, row.taker.person, row.ended, row.due, row.record, row.can],
      [jia, yi, '2026-06-10', '2026-07-10', null, ['begin']],
    );
    const at = `/api/units/${village}/handovers/${row.tenure}`;
    const { body: before } = await as(office, () => app.get(at));
    assert.ok(before.open.length > 0);
    assert.ok(before.open.every((one: { period: string }) => !one.period.startsWith('T')));
    assert.equal(before.items, null);
    const sent = { id: randomUUID() };
    const begun = await as(office, () => app.post(at, sent));
    assert.equal(begun.body.row.record.state, 'open', JSON.stringify(begun.body));
    assert.equal((await as(office, () => app.post(at, sent))).body.row.record.id, begun.body.row.record.id);
    const { body: now } = await as(office, () => app.get(at));
    assert.match(now.items, new RegExp(`一、未完成的应尽事项（${before.open.length} 项）`));
    const record = begun.body.row.record.id;
    const sign = (by: Actor, verb: string, body = {}) => as(by, () => act(record, verb, body));
    const leaver = actor('示例甲', jia, held(village, 'village-committee-head'));
    const taker = actor('示例乙', yi, held(village, 'village-party-secretary'));
    assert.equal((await sign(taker, 'hand')).body.code, 'not_yours_to_sign');
    assert.equal((await sign(taker, 'take')).status, 200);
    assert.equal((await sign(taker, 'take')).body.code, 'act_not_open');
    const last = await sign(leaver, 'hand');
    assert.equal(last.body.record?.state, 'closed', JSON.stringify(last.body));
    assert.deepEqual((await as(office, () => app.get(at))).body.row.can, []);
  });

  test('is witnessed by the office where one cannot sign, with a reason', async () => {
    const first = await appoint(township, 'party-secretary', bing, '示例丙', '2024-01-01');
    await act(first, 'end', { fields: { until: '2026-06-01', end_reason: 'deceased' } });
    const at = `/api/units/${township}/handovers/${first}`;
    assert.equal((await as(office, () => app.post(at, { id: randomUUID() }))).body.code, 'handover_no_taker');
    const begun = await as(office, () => app.post(at, { id: randomUUID(), taker: { person: yi, name: '示例乙' } }));
    const record = begun.body.row.record.id;
    const taker = actor('示例乙', yi, held(township, 'government-head'));
    assert.equal((await as(taker, () => act(record, 'take', {}))).status, 200);
    assert.equal((await as(office, () => act(record, 'attest', {}))).body.code, 'reason_required');
    const closed = await as(office, () => act(record, 'attest', { reason: '移交人去世' }));
    assert.equal(closed.body.record?.state, 'closed', JSON.stringify(closed.body));
  });
});

describe('one’s own work', () => {
  test('is what is late or near over all seats, in due order, and what was done is gone', async () => {
    const { body } = await as(secretary, () => app.get('/api/home'));
    assert.equal(body.day, day);
    const owed = body.items.filter((one: { type: string }) => one.type === 'obligation');
    assert.ok(owed.length > 3);
    const order = owed.map((one: { late: boolean; due: string }) => `${one.late ? 0 : 1}${one.due}`);
    assert.deepEqual(order, [...order].sort());
    const finance = owed.find(
      (one: { row: { duty: string; period: string } }) =>
        one.row.duty === 'village-finance-disclosure' && one.row.period === '2026-05',
    );
    assert.equal(finance.late, true);
    const kind = finance.kinds[0];
    const done = await as(secretary, () =>
      app.post(`/api/records/${county}/${randomUUID()}/acts`, {
        ...{ id: randomUUID(), verb: 'create', kind: kind.kind, unit: village, day: '2026-05-20' },
        fields: kind.preset,
      }),
    );
    assert.equal(done.status, 200, JSON.stringify(done.body));
    const { body: after } = await as(secretary, () => app.get('/api/home'));
    const left = after.items.filter((one: { type: string; row: { key: string } }) => one.row.key === finance.row.key);
    assert.deepEqual(left, []);
  });

  test('costs the same few statements whatever the number of seats', async () => {
    const many = ['200', '201', '202', '203'].map((n) => held(`990101100${n}`, 'village-party-secretary'));
    const one = await as(secretary, () => app.get('/api/home'));
    const all = await as(
      actor(
        '示例多职',
        bing,
        ...many,
        held(county, 'party-secretary'),
        held('99', 'party-secretary'),
        held(township, 'government-head'),
      ),
      () => app.get('/api/home'),
    );
    assert.equal(all.status, 200);
    assert.ok(Number(all.headers['x-sql-statements']) <= 10, String(all.headers['x-sql-statements']));
    assert.ok(Number(one.headers['x-sql-statements']) <= 10);
  });

  test('of somebody without seats is empty', async () => {
    const { body } = await as(actor('示例无职', null), () => app.get('/api/home'));
    assert.deepEqual([body.items, body.seats, body.later], [[], [], 0]);
  });

  test('shows a deputy whose work it is and until when', async () => {
    const fields = {
      seat: [`${village}:village-party-secretary`],
      person: bing,
      name: '示例丙',
      from: '2026-06-14',
      until: '2026-06-20',
    };
    const yiNow = actor('示例乙', yi, held(village, 'village-party-secretary'));
    const answer = await as(yiNow, () => act(randomUUID(), 'create', { kind: 'deputy', unit: village, day, fields }));
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const deputy = actor('示例丙', bing, held(village, 'village-party-secretary', { via: 'deputy' }));
    const { body } = await as(deputy, () => app.get('/api/home'));
    assert.deepEqual(
      body.seats.map((one: { via: string; holder: string; until: string }) => [one.via, one.holder, one.until]),
      [['deputy', '示例乙', '2026-06-20']],
    );
    const lent = (found: typeof body) =>
      found.delegations.map((one: { way: string; name: string; until: string; seat: { seat: string } }) => [
        ...[one.way, one.name, one.seat.seat, one.until],
      ]);
    assert.deepEqual(lent(body), [['to_me', '示例乙', 'village-party-secretary', '2026-06-20']]);
    const { body: own, headers } = await as(yiNow, () => app.get('/api/home'));
    assert.deepEqual(lent(own), [['from_me', '示例丙', 'village-party-secretary', '2026-06-20']]);
    assert.ok(Number(headers['x-sql-statements']) <= 10, String(headers['x-sql-statements']));
    assert.deepEqual(lent((await as(office, () => app.get('/api/home'))).body), []);
  });

  test('lets the holder call back what he has lent; the last day is today', async () => {
    const yiNow = actor('示例乙', yi, held(village, 'village-party-secretary'));
    const fields = { seat: [`${village}:village-party-secretary`], person: jia, name: '示例甲', from: day };
    const make = { kind: 'deputy', unit: village, day, fields: { ...fields, until: '2026-07-20' } };
    assert.equal((await as(yiNow, () => act(randomUUID(), 'create', make))).status, 200);
    const { body } = await as(yiNow, () => app.get('/api/home'));
    const { county: home, id, version } = body.delegations.find((one: { name: string }) => one.name === '示例甲');
    const ended = await as(yiNow, () =>
      app.post(`/api/records/${home}/${id}/acts`, { id: randomUUID(), verb: 'end', version, fields: { until: day } }),
    );
    assert.equal(ended.status, 200, JSON.stringify(ended.body));
    const { body: after } = await as(yiNow, () => app.get('/api/home'));
    assert.equal(after.delegations.find((one: { id: string }) => one.id === id).until, day);
  });
});

describe('what a deputy did', () => {
  const deputy = actor('示例丙', bing, held(village, 'village-party-secretary', { via: 'deputy' }));
  const did = async (by: Actor, fields: Record<string, unknown>) => {
    const record = randomUUID();
    const answer = await as(by, () => act(record, 'create', { kind: 'meeting', unit: village, day, fields }));
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const { body, headers } = await app.get(`/api/records/${county}/${record}`);
    assert.ok(Number(headers['x-sql-statements']) <= 10, String(headers['x-sql-statements']));
    return body.acts.map((one: { actor_name: string; stands_for: object | null }) => [one.actor_name, one.stands_for]);
  };
  const fields = { meeting_type: 'village-committees' };
  const named = { ...fields, chair: [`${village}:village-party-secretary`] };
  const secretaryOf = { seat: { zh: '村党组织书记', en: 'Village Party secretary' }, name: '示例乙' };

  test('names both, the one who acted and whose work it was', async () => {
    const made = { id: deputy.account, userName: 'shili-bing', name: deputy.name, person: bing, by: 'test' };
    await app.stores.writing('0', (store) => addAccount(store, { ...made, at: new Date(app.clock.now) }));
    assert.deepEqual(await did(deputy, fields), [['示例丙', secretaryOf]]);
    assert.deepEqual((await did(operator, named))[0]?.[1], null);
  });

  test('is his own work where he has a seat of his own, unless the record names the other', async () => {
    await appoint(village, 'village-committee-head', bing, '示例丙', '2026-06-15');
    assert.deepEqual(await did(deputy, fields), [['示例丙', null]]);
    assert.deepEqual(await did(deputy, named), [['示例丙', secretaryOf]]);
  });

  test('is told by the day of the act: the day after the last one it is nobody’s but his', async () => {
    const { now } = app.clock;
    app.clock.now = '2026-06-21T02:00:00Z';
    assert.deepEqual(await did(deputy, named), [['示例丙', null]]);
    app.clock.now = now;
  });
});

test('nothing of this was a bug', () => {
  assert.deepEqual(app.bugs, []);
  assert.ok(app.costliest.statements <= 10, JSON.stringify(app.costliest));
});

test('what is refused about a seat or a duty calls it by its name, that of the unit if it has one', async () => {
  const [leader, ding] = [`${township}:party-secretary`, randomUUID()];
  await appoint(township, 'party-secretary', ding, '示例丁', '2026-06-05');
  await callPost(app.database.pool, township, 'party-secretary', '示例镇工委书记');
  const called = '示例镇工委书记';
  const visit = { visit_type: 'village', seats: [leader], villages: [village] };
  const early = await act(randomUUID(), 'create', { kind: 'visit', unit: township, day: '2026-06-03', fields: visit });
  const self = { seat: [leader], person: ding, name: '示例丁', from: '2026-06-10', until: '2026-06-20' };
  const deputy = await act(randomUUID(), 'create', { kind: 'deputy', unit: township, day, fields: self });
  const excused = { duty: 'village-finance-disclosure', period: '2026-05', reason: '示例', approver: '示例' };
  const waive = (unit: string, more: object) =>
    act(randomUUID(), 'create', { kind: 'waiver', unit, day, fields: { ...excused, ...more } });
  const found = [early, deputy, await waive(village, { seat: [`${village}:village-party-secretary`] })];
  assert.deepEqual(
    found.map(({ body }) => [body.code, body.message.zh]),
    [
      ['day_outside_tenure', `2026-06-03 时“${called}”无人任职（最近的任期：2024-01-01 至 2026-06-01）。`],
      ['deputy_is_holder', `此人在这些日子本就担任“${called}”。`],
      ['waiver_seat', '“村党组织书记”不承担这项责任；承担者：村级组织。'],
    ],
  );
});

test('a person, a search for one and a handover call a seat as its unit does', async () => {
  const [person, called] = [randomUUID(), '示例村支部书记'];
  const first = await appoint(village, 'village-committee-head', person, '示例戊戌', '2026-01-05');
  await callPost(app.database.pool, village, 'village-committee-head', called);
  const { body: found } = await app.get(`/api/people/${county}/${person}`);
  assert.equal(found.tenures[0].seat.name.zh, called);
  const search = `/api/units/${village}/people?q=${encodeURIComponent('示例戊戌')}`;
  assert.equal((await as(office, () => app.get(search))).body.rows[0].seats[0].name.zh, called);
  await act(first, 'end', { fields: { until: '2026-06-10', end_reason: 'transfer' } });
  const { body: list } = await as(office, () => app.get(`/api/units/${village}/handovers`));
  const row = list.rows.find((one: { tenure: string }) => one.tenure === first);
  assert.equal(row.seat.name.zh, called);
  const { body: one } = await as(office, () => app.get(`/api/units/${village}/handovers/${first}`));
  assert.equal(one.row.seat.name.zh, called);
});
