import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import fc from 'fast-check';
import type { ActBody } from '#ledger';
import { reach } from '#org';
import { Refusal, type Verb } from '#regime';
import { library } from '../../../../test/support/packs.ts';
import { type FreshDatabase, freshDatabase } from '../../../../test/support/postgres.ts';
import { seedFor } from '../../../../test/support/seed.ts';
import { plantKites, seatPerson } from '../../../../test/support/tree.ts';
import { performAct } from '../acts.ts';
import { openStore, type Stores } from '../open-store.ts';
import { verifyAll } from '../verify.ts';
import { countNew, listNotices } from './notices.ts';
import { countTasks, listTasks } from './tasks.ts';

const law = library('example', 'example-county');
const today = '2026-06-15';
const county = '990101';
const board = '9901:kite-board';
const [author, reviewer] = [randomUUID(), randomUUID()];
let database: FreshDatabase;
let stores: Stores;

before(async () => {
  database = await freshDatabase();
  await plantKites(database.pool);
  stores = openStore(database.pool);
  await database.pool.query(
    `insert into account (id, user_name, name, person, sample, created_at, created_by) values ($1, 'r', '示例', 'p-r', true, now(), 'test')`,
    [reviewer],
  );
  await seatPerson(database.pool, { unit: '9901', seat: 'kite-keeper', from: '2024-01-01', name: '示例复核' });
  await database.pool.query(`update tenure set person = 'p-r' where person_name = '示例复核'`);
});

type Sent = { record: string; verb: Verb; body: ActBody; actor?: string; at?: string };
const settles = (verb: Verb): boolean => verb === 'accept' || verb === 'return';
const send = ({ actor, at = '2026-06-15T02:00:00.000Z', ...sent }: Sent) =>
  performAct(stores, law, {
    ...{ county, id: randomUUID(), at, today, ...sent },
    actor: actor ?? (settles(sent.verb) ? reviewer : author),
  });
const tale = (record: string = randomUUID()): Sent => ({
  record,
  verb: 'create',
  body: { kind: 'wind-tale', unit: county, day: '2026-02-03', fields: { tale: '东风' } },
});
const stroll = (record: string = randomUUID()): Sent => ({
  record,
  verb: 'create',
  body: {
    kind: 'stroll',
    unit: county,
    day: '2026-02-03',
    fields: { type: 'village', seats: [`${county}:kite-keeper`], villages: ['990101100200'] },
  },
});
const waiting = async (): Promise<string[]> =>
  (await stores.as(reach.everything(), (store) => listTasks(store, [board], { limit: 1000 }))).map(
    ({ state }) => state.id,
  );

/** Records that must wait, by their states alone: those that are all looked at, and are not settled. */
const mustWait = async (): Promise<string[]> =>
  (await database.pool.query(`select id from record where kind = 'wind-tale' and state = 'told' order by id`)).rows.map(
    ({ id }) => id,
  );

test('a record of a kind that is all reviewed waits, counts once accepted, and is told of', async () => {
  const { record } = tale();
  const told = await send(tale(record));
  assert.deepEqual([told.record.state, told.counts, told.fulfils], ['told', false, 0]);
  const [task] = await stores.as(reach.everything(), (store) => listTasks(store, [board], { limit: 10 }));
  assert.deepEqual([task?.state.id, task?.mode, task?.due], [record, 'all', '2026-06-18']);
  assert.deepEqual(await stores.as(reach.everything(), (store) => countTasks(store, [board], '2026-06-19')), {
    waiting: 1,
    late: 1,
  });
  const heard = await stores.as(reach.everything(), (store) => listNotices(store, reviewer, [board], { limit: 10 }));
  assert.deepEqual(
    heard.map(({ event, record: of, isNew }) => [event, of, isNew]),
    [['to-review', record, true]],
  );
  const done = await send({ record, verb: 'accept', body: { version: 1 }, actor: reviewer });
  assert.deepEqual([done.record.state, done.counts, done.fulfils], ['believed', true, 1]);
  assert.deepEqual(await waiting(), []);
  const again = await send({
    record,
    verb: 'correct',
    body: { version: 2, reason: '写错', fields: { tale: '西风' } },
  });
  assert.deepEqual([again.record.state, again.counts], ['told', false]);
  assert.deepEqual(await waiting(), [record]);
});

test('what is returned says what to mend, is told to its author alone, and waits again when it is sent in', async () => {
  const { record } = stroll();
  await send(stroll(record));
  assert.ok(!(await waiting()).includes(record), 'a sample waits for its draw');
  const back = await send({
    record,
    verb: 'return',
    body: { version: 1, reason: '与台账不符', mend: { villages: '当日去的是另一个村' } },
    actor: reviewer,
  });
  assert.deepEqual([back.record.state, back.counts], ['returned', false]);
  const posts = [board];
  assert.equal(await stores.as(reach.everything(), (store) => countNew(store, author, [])), 1);
  assert.equal(
    (await stores.as(reach.everything(), (store) => listNotices(store, reviewer, posts, { limit: 50 }))).filter(
      ({ event }) => event === 'returned',
    ).length,
    0,
  );
  await send({ record, verb: 'submit', body: { version: 2, fields: { villages: ['990101100201'] } } });
  assert.ok((await waiting()).includes(record), 'what was mended is looked at again');
});

test('two people act on one version: the second is refused and loses nothing', async () => {
  const { record } = tale();
  await send(tale(record));
  const acts = [
    send({ record, verb: 'accept', body: { version: 1 }, actor: reviewer }),
    send({ record, verb: 'amend', body: { version: 1, fields: { tale: '北风' } } }),
    send({ record, verb: 'return', body: { version: 1, reason: '没听说' }, actor: reviewer }),
  ];
  const results = await Promise.allSettled(acts);
  const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as Refusal] : []));
  assert.deepEqual(
    refused.map(({ code, facts }) => [code, facts.given, facts.version]),
    [
      ['version_conflict', 1, 2],
      ['version_conflict', 1, 2],
    ],
  );
});

test('tasks, tallies and credits are those recounted from the acts, whatever is done', async () => {
  const seed = seedFor('review');
  const step = fc.record({
    pick: fc.nat(),
    verb: fc.constantFrom('create', 'create', 'amend', 'submit', 'return', 'return', 'accept', 'correct', 'withdraw'),
    isTale: fc.boolean(),
    word: fc.constantFrom('东风', '西风'),
  });
  let done = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
      const made: Sent[] = [];
      for (const { pick, verb, isTale, word } of steps) {
        const known = verb === 'create' ? undefined : made[pick % Math.max(1, made.length)];
        const fields = known?.body.kind === 'wind-tale' ? { tale: word } : { villages: ['990101101200'] };
        const bodies: Partial<Record<string, ActBody>> = {
          amend: { fields },
          submit: { fields },
          correct: { fields, reason: word },
          return: { reason: word },
          withdraw: { reason: word },
        };
        const fresh = isTale ? tale() : stroll();
        const sent: Sent = known ? { record: known.record, verb: verb as Verb, body: bodies[verb] ?? {} } : fresh;
        try {
          await send(sent);
          if (!known) made.push(sent);
          done += 1;
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
        }
      }
      assert.deepEqual((await verifyAll(stores, law)).breaches, []);
      const wait = await database.pool.query(`select record_id id from review_task where mode = 'all' order by 1`);
      assert.deepEqual(
        wait.rows.map(({ id }) => id),
        await mustWait(),
      );
      const settled = await database.pool.query(`select count(*)::int n from review_task t join record r
          on r.county_code = t.county_code and r.id = t.record_id where r.state not in ('told', 'recorded')`);
      assert.equal(settled.rows[0].n, 0, 'nothing waits that cannot be accepted');
    }),
    { seed, numRuns: 14 },
  );
  assert.ok(done > 40, `only ${done} acts went through (seed ${seed})`);
});

test('whoever is appointed is told through the seat', async () => {
  const fields = {
    seat: [`${county}:wind-reader`],
    person: randomUUID(),
    name: '示例·新任',
    from: '2026-06-01',
    until: '2026-06-10',
  };
  const body = { kind: 'appointment', unit: county, day: '2026-06-01', fields };
  await database.pool.query('delete from tenure where seat = $1', ['wind-reader']);
  await send({ record: randomUUID(), verb: 'create', body });
  const told = await stores.as(reach.everything(), (store) =>
    listNotices(store, reviewer, [`${county}:wind-reader`], { limit: 10 }),
  );
  assert.deepEqual(
    told.map(({ event }) => event),
    ['appointment'],
  );
});
