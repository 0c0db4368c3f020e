import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import type { Actor } from '#org';
import { type Answer, type TestApp, testApp } from '../../../../test/support/app.ts';
import { callPost, seatPerson } from '../../../../test/support/tree.ts';
import { pageMark } from '../context.ts';

const county = '990101';
const actor = (name: string, unit: string, seat: string): Actor => ({
  account: randomUUID(),
  person: `p-${name}`,
  name,
  seats: [{ unit: unit as never, seat, acting: false, via: 'tenure' }],
  admin: null,
  isSample: true,
});
const clerk = actor('示例文书', county, 'kite-clerk');
const second = actor('示例文书二', county, 'kite-clerk');
const keeper = actor('示例看护人', '9901', 'kite-keeper');
const own = actor('示例县看护人', county, 'kite-keeper');
const stranger = actor('示例邻县', '990102', 'kite-clerk');
const people = [clerk, second, keeper, own, stranger];
let now: Actor = clerk;
let app: TestApp;

before(async () => {
  app = await testApp(async () => now);
  for (const one of people)
    await app.database.pool.query(
      `insert into account (id, user_name, name, person, sample, created_at, created_by)
       values ($1, $2, $3, $4, true, now(), 'test')`,
      [one.account, one.account, one.name, one.person],
    );
  await seatPerson(app.database.pool, { unit: '9901', seat: 'kite-keeper', from: '2024-01-01', name: keeper.name });
  await app.database.pool.query(`update tenure set person = $1 where person_name = $2`, [keeper.person, keeper.name]);
});

const as = async (who: Actor, work: () => Promise<Answer>): Promise<Answer> => {
  now = who;
  return work();
};
const get = (who: Actor, url: string) => as(who, () => app.get(url));
const post = (who: Actor, url: string, body: unknown) => as(who, () => app.post(url, body));
const act = (who: Actor, id: string, body: Record<string, unknown>) =>
  post(who, `/api/records/${county}/${id}/acts`, { id: randomUUID(), ...body });

async function stroll(who = clerk): Promise<string> {
  const id = randomUUID();
  const fields = { type: 'village', seats: [`${county}:kite-keeper`], villages: ['990101100200'] };
  const made = await act(who, id, { verb: 'create', kind: 'stroll', unit: county, day: '2026-02-03', fields });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  return id;
}

test('a record is returned with what to mend, mended with the difference shown, and accepted, each by whom the pack names', async () => {
  const id = await stroll();
  const mend = { villages: '当日去的是另一个村' };
  const refused = await act(own, id, { verb: 'return', version: 1, reason: '不对', mend });
  assert.deepEqual([refused.status, refused.body.code], [403, 'not_reviewer']);
  assert.deepEqual(refused.body.facts.reviewers, ['9901:kite-board']);
  const back = await act(keeper, id, { verb: 'return', version: 1, reason: '与台账不符', mend });
  assert.deepEqual([back.status, back.body.record.state, back.body.record.counts], [200, 'returned', false]);

  const bell = await get(clerk, '/api/me/bell');
  assert.equal(bell.body.fresh, 1);
  const heard = await get(clerk, '/api/me/notices');
  assert.deepEqual(
    heard.body.rows.map((row: { event: string; record: object; fresh: boolean }) => [row.event, row.record, row.fresh]),
    [['returned', { county, id }, true]],
  );
  await post(clerk, '/api/me/notices/seen', {});
  assert.equal((await get(clerk, '/api/me/bell')).body.fresh, 0);

  const told = await get(clerk, `/api/records/${county}/${id}/review`);
  assert.deepEqual(told.body.returned.mend, [
    { field: 'villages', name: { zh: '到了哪些村', en: 'Villages reached' }, text: mend.villages },
  ]);
  assert.deepEqual([told.body.returned.by_name, told.body.returned.reason], [keeper.name, '与台账不符']);
  const again = await act(clerk, id, { verb: 'submit', version: 2, fields: { villages: ['990101100201'] } });
  assert.deepEqual([again.status, again.body.record.counts], [200, true]);

  const queue = await get(keeper, '/api/me/reviews');
  const row = queue.body.rows.find((one: { record: { id: string } }) => one.record.id === id);
  assert.deepEqual([row.mode, row.version, row.late, row.due], ['sample', 3, false, '2026-06-18']);
  const shown = await get(keeper, `/api/records/${county}/${id}/review`);
  assert.deepEqual(shown.body.changes, [
    {
      field: 'villages',
      name: { zh: '到了哪些村', en: 'Villages reached' },
      before: ['990101100200'],
      after: ['990101100201'],
    },
  ]);
  assert.deepEqual(
    [shown.body.since, shown.body.mine, shown.body.labels['990101100201'].zh],
    ['returned', true, '北风201村'],
  );
  const fine = await act(keeper, id, { verb: 'accept', version: 3 });
  assert.deepEqual([fine.status, fine.body.record.state], [200, 'accepted']);
  assert.equal((await get(keeper, '/api/me/reviews')).body.waiting, 0);
});

test('nobody accepts what he wrote, and nobody acts without saying which version he saw', async () => {
  const both: Actor = { ...clerk, seats: [...clerk.seats, ...keeper.seats] };
  const id = await stroll();
  const refused = await act(both, id, { verb: 'accept', version: 1 });
  assert.deepEqual([refused.status, refused.body.code], [403, 'review_own']);
  // Mending what another entered is writing it as well.
  const mender: Actor = { ...second, seats: both.seats };
  const amended = await act(mender, id, { verb: 'amend', version: 1, fields: { villages: ['990101100202'] } });
  assert.equal(amended.status, 200, JSON.stringify(amended.body));
  assert.equal((await act(mender, id, { verb: 'accept', version: 2 })).body.code, 'review_own');
  const { can } = (await get(mender, `/api/records/${county}/${id}`)).body;
  assert.notEqual(can.find((one: { verb: string }) => one.verb === 'accept').closed, null);
  for (const verb of ['accept', 'return', 'amend', 'withdraw']) {
    const blind = await act(keeper, id, { verb, reason: '示例' });
    assert.deepEqual([blind.status, blind.body.code], [400, 'version_required'], verb);
  }
});

test('two sessions on one record: the later is told which version stands, sees what changed, and its words are kept', async () => {
  const id = await stroll();
  const mine = await act(clerk, id, { verb: 'amend', version: 1, fields: { villages: ['990101100202'] } });
  assert.equal(mine.status, 200);
  for (const [who, body] of [
    [second, { verb: 'amend', version: 1, fields: { villages: ['990101100203'] } }],
    [second, { verb: 'withdraw', version: 1, reason: '重复' }],
    [keeper, { verb: 'accept', version: 1 }],
    [keeper, { verb: 'return', version: 1, reason: '看不清' }],
  ] as const) {
    const late = await act(who, id, body);
    assert.deepEqual([late.status, late.body.code, late.body.facts.version], [409, 'version_conflict', 2], body.verb);
  }
  const stands = await get(second, `/api/records/${county}/${id}`);
  assert.deepEqual([stands.body.version, stands.body.fields.villages], [2, ['990101100202']]);
  const settled = await act(second, id, { verb: 'amend', version: 2, fields: { villages: ['990101100203'] } });
  assert.equal(settled.status, 200);
  const acts = (await get(second, `/api/records/${county}/${id}`)).body.acts;
  assert.deepEqual(
    acts.map((one: { body: { fields?: { villages?: string[] } } }) => one.body.fields?.villages),
    [['990101100200'], ['990101100202'], ['990101100203']],
    'what both wrote is kept',
  );
});

test('many are settled at once: what can be is done, the rest is refused with its reason', async () => {
  const ids = [await stroll(), await stroll(), await stroll()];
  await act(clerk, ids[1] as string, { verb: 'amend', version: 1, fields: { villages: ['990101100202'] } });
  const acts = [...ids, randomUUID()].map((record) => ({
    county,
    record,
    id: randomUUID(),
    verb: 'accept',
    version: 1,
  }));
  const done = await post(keeper, '/api/me/reviews', { acts });
  assert.equal(done.status, 200);
  assert.deepEqual(
    done.body.done.map((one: { record: { id: string; state: string } }) => [one.record.id, one.record.state]),
    [ids[0], ids[2]].map((one) => [one, 'accepted']),
  );
  assert.deepEqual(
    done.body.refused.map((one: { record: string; refusal: { code: string } }) => [one.record, one.refusal.code]),
    [
      [ids[1], 'version_conflict'],
      [acts[3]?.record, 'record_unknown'],
    ],
  );
  const resent = await post(keeper, '/api/me/reviews', { acts: acts.slice(0, 1) });
  assert.equal(resent.body.done.length, 1, 'sent again it changes nothing and is answered again');
});

test('notices of one instant are all listed, each once, wherever a page ends', async () => {
  const reader = actor('示例读者', county, 'kite-keeper');
  const at = '2026-06-14T01:02:03.456Z';
  const told = Array.from({ length: 7 }, (_, n) => `99010110020${n}`);
  for (const [n, unit] of told.entries())
    for (const to of [reader.account, null])
      await app.database.pool.query(
        `insert into notice (id, account, post, event, county_code, unit_code, facts, by_account, at)
         values ($1, $2, $3, 'due-soon', $4, $5, '{}', 'digest', $6)`,
        [
          randomUUID(),
          to,
          to === null ? `${county}:kite-keeper` : null,
          county,
          unit,
          n < 6 ? at : '2026-06-13T00:00:00Z',
        ],
      );
  const heard: { id: string; at: string; unit: { code: string } }[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const mark: string = next === '' ? '' : `&after=${next}`;
    const page = await get(reader, `/api/me/notices?limit=2${mark}`);
    assert.equal(page.status, 200, JSON.stringify(page.body));
    heard.push(...page.body.rows);
    next = page.body.next;
  }
  const id = randomUUID();
  const instants = ['2026-02-30T00:00:00.000Z', '2026-02-28T24:30:00.000Z', '2026-02-28'];
  for (const key of [...instants.map((wrong) => [wrong, id]), [at, 'a'.repeat(36)]]) {
    const refused = await get(reader, `/api/me/notices?after=${pageMark(key)}`);
    assert.deepEqual([refused.status, refused.body.code], [400, 'page_mark_invalid'], key.join());
  }
  const own = heard.filter((row) => row.at <= at);
  assert.deepEqual(own.map(({ unit }) => unit.code).sort(), told);
  assert.deepEqual(
    [...own].sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : a.id < b.id ? -1 : 1)),
    own,
  );
});

test('comments bear a name, call only those who see the record, and leave a trace when taken back', async () => {
  const id = await stroll();
  const url = `/api/records/${county}/${id}/comments`;
  const callable = await get(keeper, `/api/records/${county}/${id}/mentionable`);
  const refs = callable.body.rows.map((row: { ref: string }) => row.ref);
  assert.ok(refs.includes('9901:kite-keeper') && !refs.includes('990102:kite-clerk'), refs.join());
  const body = { id: randomUUID(), words: '请核对是哪个村 @示例', mentions: ['9901:kite-keeper'] };
  const said = await post(own, url, body);
  assert.equal(said.status, 200, JSON.stringify(said.body));
  assert.deepEqual([said.body.comment.author_name, said.body.comment.mine], [own.name, true]);
  assert.equal((await post(own, url, body)).body.repeated, true);
  const heard = (await get(keeper, '/api/me/notices')).body.rows;
  assert.equal(heard.filter((row: { event: string }) => row.event === 'mentioned').length, 1);
  const strange = await post(own, url, { ...body, id: randomUUID(), mentions: ['990102:kite-clerk'] });
  assert.deepEqual([strange.status, strange.body.code], [422, 'mention_out_of_reach']);
  assert.equal((await post(clerk, url, { ...body, id: randomUUID() })).status, 403, 'clerks may only look');
  assert.equal((await post(stranger, url, { ...body, id: randomUUID() })).status, 404, 'out of reach is not found');
  const back = (who: Actor) => post(who, `${url}/${body.id}/back`, { id: randomUUID() });
  assert.equal((await back(keeper)).body.code, 'comment_not_own');
  assert.equal((await back(own)).status, 200);
  const left = (await get(keeper, url)).body.rows;
  assert.deepEqual(
    left.map((row: { words: string; author_name: string; taken_back_at: string | null }) => [
      row.words,
      row.author_name,
      typeof row.taken_back_at,
    ]),
    [['', own.name, 'string']],
  );
  const [{ n }] = (await app.database.pool.query('select count(*)::int n from record_comment')).rows;
  assert.equal(n, 2, 'nothing is overwritten');
  assert.deepEqual(app.bugs, []);
});

test('who reviews, who may be called and whose seat a record names bear the names of their units', async () => {
  const id = await stroll();
  const reviewer = async () => (await get(clerk, `/api/records/${county}/${id}/review`)).body.reviewers[0].name;
  assert.deepEqual(await reviewer(), { zh: '看风委员会', en: 'Kite Board' });
  const { pool } = app.database;
  await callPost(pool, '9901', 'kite-board', '示例看风大会');
  await callPost(pool, '9901', 'kite-keeper', '示例总看护');
  await callPost(pool, county, 'kite-keeper', '示例县总看护');
  await callPost(pool, '990102', 'kite-board', '示例邻县的会');
  // The clerk of the county does not see the register of the city, and yet reads its name.
  assert.deepEqual(await reviewer(), { zh: '示例看风大会', en: 'Kite Board (示例看风大会)' });
  const callable = await get(keeper, `/api/records/${county}/${id}/mentionable`);
  const called = callable.body.rows.find((row: { ref: string }) => row.ref === '9901:kite-keeper');
  assert.deepEqual(called.seat, { zh: '示例总看护', en: 'Kite Keeper (示例总看护)' });
  const { body } = await get(clerk, `/api/records/${county}/${id}`);
  assert.match(body.labels[`${county}:kite-keeper`].zh, / · 示例县总看护$/);
  assert.ok(body.fulfils.length > 0);
  assert.ok(body.fulfils.every((one: { holder_name: { zh: string } }) => one.holder_name.zh === '示例县总看护'));
  assert.deepEqual(app.bugs, []);
});
