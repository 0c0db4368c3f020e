import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadRegimes, type Verb } from '#regime';
import { diceOf, idOf } from '../../../../test/support/dice.ts';
import { library, packTexts } from '../../../../test/support/packs.ts';
import { type FreshDatabase, freshDatabase } from '../../../../test/support/postgres.ts';
import { plantKites } from '../../../../test/support/tree.ts';
import { performAct } from '../acts.ts';
import { openStore, type Stores } from '../open-store.ts';
import { sealDays } from '../proof/seal.ts';
import { recountAll } from '../recount.ts';
import { verifyAll } from '../verify.ts';
import { drawMonth } from './draw.ts';

const law = library('example', 'example-county');
const [county, other] = ['990101', '990102'];
const clock = new Date('2026-06-15T04:00:00.000Z');
/** Thrown by dice: the acts, so the root, the seed and what is drawn are the same each time. */
const dice = diceOf(7);
const nextId = (): string => idOf(dice);
let database: FreshDatabase;
let stores: Stores;

async function act(at: string, record: string, verb: Verb, body: object, home = county): Promise<void> {
  const today = at.slice(0, 10);
  await performAct(stores, law, { county: home, id: nextId(), actor: 'operator', at, today, record, verb, body });
}
async function stroll(at: string, home = county): Promise<string> {
  const record = nextId();
  const seats = [`${home}:kite-keeper`];
  const fields = home === county ? { type: 'village', seats, villages: ['990101100200'] } : { type: 'hill', seats };
  const body = { kind: 'stroll', unit: home, day: '2026-02-03', fields };
  await act(at, record, 'create', body, home);
  return record;
}
async function tale(at: string): Promise<string> {
  const record = nextId();
  await act(at, record, 'create', { kind: 'wind-tale', unit: county, day: '2026-02-03', fields: { tale: '东风' } });
  return record;
}

let told: string;
before(async () => {
  database = await freshDatabase();
  await plantKites(database.pool);
  await database.pool.query(`insert into tenure (county_code, id, unit_code, seat, person, person_name, from_day, to_day,
    acting, sample) values ('${other}', gen_random_uuid(), '${other}', 'kite-keeper', 'p', '示例', '2024-01-01', null, false, true)`);
  stores = openStore(database.pool);
  const strolls: string[] = [];
  for (let n = 0; n < 24; n += 1) strolls.push(await stroll('2026-05-20T02:00:00.000Z'));
  for (let n = 0; n < 6; n += 1) await stroll('2026-05-21T02:00:00.000Z', other);
  told = await tale('2026-05-22T02:00:00.000Z');
  // Some are mended, sent back, sent in, accepted and withdrawn before the draw and after it.
  const steps: readonly [Verb, object][] = [
    ['return', { reason: '不对' }],
    ['submit', { fields: { villages: ['990101101200'] } }],
    ['accept', {}],
    ['correct', { reason: '写错', fields: { villages: ['990101101201'] } }],
    ['withdraw', { reason: '重复' }],
  ];
  const walk = async (at: string, from: number): Promise<void> => {
    for (const [n, record] of strolls.slice(from, from + 10).entries())
      for (const [verb, body] of steps.slice(0, n % 6)) await act(at, record, verb, body);
  };
  await walk('2026-05-25T02:00:00.000Z', 0);
  await stroll('2026-06-02T02:00:00.000Z');
  await sealDays(stores, '2026-06-10', '2026-06-15');
  assert.equal(await drawMonth(stores, law, clock), 2);
  await walk('2026-06-15T05:00:00.000Z', 12);
});

const query = async (text: string) => (await database.pool.query(text)).rows;
const breaches = async () =>
  (await verifyAll(stores, law)).breaches.map(({ what, county: home, record, key }) => [what, home, record ?? key]);
const drawnTask = async (): Promise<string> =>
  (
    await query(`select record_id id from review_task where county_code = '${county}'
    and since = '${clock.toISOString()}' order by 1 limit 1`)
  )[0].id;

/** Spoils something, sees what is found, and puts it back. */
async function spoilt(text: string, found: readonly unknown[], isMended: boolean): Promise<void> {
  const all = async () => [
    await query(`select * from review_task order by record_id`),
    await query(`select * from review_draw order by county_code, month`),
  ];
  const [tasks, draws] = await all();
  await database.pool.query(text);
  assert.deepEqual(await breaches(), found);
  const { reviews } = await recountAll(stores, law);
  assert.equal(reviews > 0, isMended, `${reviews} put right`);
  const after = await all();
  assert.deepEqual(after[0], tasks, 'tasks are as they were, by repair alone');
  if (isMended) assert.deepEqual(await breaches(), []);
  await database.pool.query('truncate review_draw');
  for (const row of draws ?? [])
    await database.pool.query(
      `insert into review_draw (county_code, month, seed, root_day, shares, pool, drawn, drawn_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [row.county_code, row.month, row.seed, row.root_day, row.shares, row.pool, row.drawn, row.drawn_at],
    );
  assert.deepEqual(await breaches(), []);
}

test('what waits and what was drawn is what the acts, the seals and the law say', async () => {
  assert.deepEqual(await breaches(), []);
  const [sum] =
    await query(`select count(*)::int n, count(*) filter (where since = '${clock.toISOString()}')::int drawn,
    count(distinct mode)::int modes from review_task`);
  assert.ok(sum.drawn > 2 && sum.n > sum.drawn && sum.modes === 2, JSON.stringify(sum));
  assert.equal((await recountAll(stores, law)).reviews, 0);
});

test('a removed task is found and put back, of a record that is looked at anyway and of a drawn one', async () => {
  await spoilt(`delete from review_task where record_id = '${told}'`, [['review', county, told]], true);
  const drawn = await drawnTask();
  await spoilt(`delete from review_task where record_id = '${drawn}'`, [['review', county, drawn]], true);
});

test('an invented task is found and taken away, whether its record is there or not', async () => {
  const nobody = nextId();
  const insert = (record: string) => `insert into review_task
    values ('${county}', '${record}', '${county}', 'stroll', 'sample', '{9901:kite-board}', now(), '2026-07-01')`;
  await spoilt(insert(nobody), [['review', county, nobody]], true);
  const [free] = await query(`select id from record r where kind = 'stroll' and not exists (
    select from review_task t where t.record_id = r.id) order by id limit 1`);
  await spoilt(insert(free.id), [['review', county, free.id]], true);
});

test('other reviewers, another day by which or since which it waits are found', async () => {
  const where = `where record_id = '${told}'`;
  for (const set of [`reviewers = '{990101:kite-board}'`, `due = due + 30`, `since = since + interval '1 day'`])
    await spoilt(`update review_task set ${set} ${where}`, [['review', county, told]], true);
});

test('a changed seed, share, pool or list of a draw is found and left as it is', async () => {
  const at = (home: string) => `where county_code = '${home}'`;
  const found = [['draw', county, '2026-05']];
  await spoilt(`update review_draw set seed = repeat('0', 64) ${at(county)}`, found, false);
  await spoilt(`update review_draw set shares = '{"stroll": 0.01}' ${at(county)}`, found, false);
  await spoilt(`update review_draw set pool = pool - 1 ${at(county)}`, found, false);
  const [row] = await query(`select drawn from review_draw ${at(county)}`);
  await spoilt(`update review_draw set drawn = drawn[2:] ${at(county)}`, [['draw', county, row.drawn[0]]], false);
  const more = nextId();
  await spoilt(
    `update review_draw set drawn = drawn || '${more}'::uuid ${at(county)}`,
    [['draw', county, more]],
    false,
  );
});

test('a share that the law does not have is found, whatever the draw says', async () => {
  const lower = loadRegimes(
    packTexts
      .filter(({ path }) => path.startsWith('regimes/example/') || path.startsWith('regimes/example-county/'))
      .map(({ path, text }) => ({
        path,
        text: text.replace(/key: share, (.*)value: 0\.5/, 'key: share, $1value: 0.25'),
      })),
  );
  const found = (await verifyAll(stores, lower)).breaches.filter(({ what }) => what === 'draw');
  assert.deepEqual(
    found.map(({ county: home, key, expected }) => [home, key, (expected as { shares: unknown }).shares]),
    [county, other].map((home) => [home, '2026-05', { stroll: 0.25 }]),
  );
});

test('a removed draw is found while another home has one; the next turn draws the same again', async () => {
  const [was] = await query(`select * from review_draw where county_code = '${other}'`);
  await database.pool.query(`delete from review_draw where county_code = '${other}'`);
  const found = await breaches();
  assert.deepEqual(found.at(-1), ['draw', other, '2026-05']);
  assert.deepEqual(
    [...new Set(found.map(([what]) => what))],
    ['review', 'draw'],
    'nor does anything speak for its tasks',
  );
  assert.equal(await drawMonth(stores, law, clock), 1);
  assert.deepEqual((await query(`select * from review_draw where county_code = '${other}'`))[0], was);
  assert.deepEqual(await breaches(), []);
});

test('a draw of a month that is not sealed is found', async () => {
  await spoilt(
    `insert into review_draw values ('${other}', '2026-06', 'x', '2026-06-30', '{}', 0, '{}', now())`,
    [['draw', other, '2026-06']],
    false,
  );
});
