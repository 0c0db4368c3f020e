import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { ActBody } from '#ledger';
import { Refusal } from '#regime';
import { library } from '../../../test/support/packs.ts';
import { type FreshDatabase, freshDatabase } from '../../../test/support/postgres.ts';
import { seedFor } from '../../../test/support/seed.ts';
import { plantKites } from '../../../test/support/tree.ts';
import { performAct } from './acts.ts';
import { openStore, type Stores } from './open-store.ts';
import { rollNow, startRoller } from './roll.ts';
import { verifyAll } from './verify.ts';

const law = library('example', 'example-county');
const today = '2026-06-15';
let database: FreshDatabase;
let stores: Stores;

before(async () => {
  database = await freshDatabase();
  await plantKites(database.pool);
  stores = openStore(database.pool);
});

type Sent = { county: string; record: string; verb: 'create' | 'amend' | 'withdraw' | 'end'; body: ActBody };
const send = (sent: Sent, id = randomUUID()) =>
  performAct(stores, law, { ...sent, id, actor: 'operator', at: '2026-06-15T02:00:00.000Z', today });

/** What the tallies say of a unit, folded and pending together. */
const figures = async () =>
  (
    await database.pool.query(`
      select unit_code, duty, period, day, sum(met)::int met, sum(excused)::int excused, sum(done)::int done from (
        select unit_code, duty, period, day, met, excused, done from tally where span = 'day'
        union all select unit_code, duty, period, day, met, excused, done from tally_delta) part
      group by 1, 2, 3, 4 having (sum(met), sum(excused), sum(done)) <> (0, 0, 0) order by 1, 2, 3, 4`)
  ).rows;

const day = fc.integer({ min: 0, max: 520 }).map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10));
const villages = fc.subarray(['990101100200', '990101100201', '990101100202', '990101101200', '990101101201'], {
  minLength: 1,
});
const body: fc.Arbitrary<ActBody> = fc.oneof(
  fc.record({
    kind: fc.constant('gathering'),
    unit: fc.constant('990101'),
    day,
    fields: fc.record({ type: fc.constantFrom('council', 'festival', 'study') }),
  }),
  fc.record({
    kind: fc.constant('stroll'),
    unit: fc.constantFrom('990101'),
    day,
    fields: fc.record({ type: fc.constant('village'), seats: fc.constant(['990101:kite-keeper']), villages }),
  }),
  fc.record({
    kind: fc.constant('table'),
    unit: fc.constant('990101'),
    day,
    fields: fc.record({
      seats: fc.constantFrom(['990101:kite-keeper'], ['990101:wind-reader']),
      village: fc.constantFrom('990101100200', '990101101200'),
      until: fc.option(day, { nil: null }),
    }),
  }),
  fc.record({
    kind: fc.constant('pardon'),
    unit: fc.constant('990101'),
    day,
    fields: fc.record({
      duty: fc.constantFrom('wind-council', 'kite-festival'),
      period: fc.constantFrom('2026-02', '2026-03', '2026', '2025'),
      reason: fc.constant('大风'),
      approver: fc.constant('示例'),
    }),
  }),
  fc.record({
    kind: fc.constant('paper'),
    unit: fc.constantFrom('990101100', '990101100200', '99'),
    day,
    fields: fc.record({ type: fc.constantFrom('letter', 'charter', 'door-note') }),
  }),
);
const persons = ['0198c0de-0000-7000-8000-000000000001', '0198c0de-0000-7000-8000-000000000002'];
/** Somebody comes into a seat, in the county, its province or another county; at times two of them on the same day. */
const begun = fc.oneof(day, fc.constantFrom('2025-01-03', '2025-02-08'));
const appointment: fc.Arbitrary<ActBody> = fc
  .tuple(fc.constantFrom('990101', '99', '990102'), fc.constantFrom(...persons), begun, fc.option(day, { nil: null }))
  .map(([unit, person, from, until]) => ({
    kind: 'appointment',
    unit,
    day: '2026-06-01',
    fields: { seat: [`${unit}:kite-keeper`], person, name: `示例${person.slice(-1)}`, from, until },
  }));
/** A visit that lies at one unit and is credited to the seat of another, above or below. */
const elsewhere: fc.Arbitrary<ActBody> = fc.record({
  kind: fc.constant('stroll'),
  unit: fc.constantFrom('990101100', '990101'),
  day,
  fields: fc.record({
    type: fc.constant('village'),
    seats: fc.constantFrom(['990101:kite-keeper'], ['99:kite-keeper', '990101:kite-keeper']),
    villages: fc.subarray(['990101100200', '990101100201'], { minLength: 1 }),
  }),
});
const step = fc.record({
  pick: fc.nat(),
  move: fc.constantFrom('create', 'create', 'amend', 'withdraw', 'end'),
  body: fc.oneof(
    { weight: 4, arbitrary: body },
    { weight: 2, arbitrary: appointment },
    { weight: 1, arbitrary: elsewhere },
  ),
  again: fc.boolean(),
});

let tenureActs = 0;

/** One step of a sequence: a new record, or an act on one of those made so far; refused steps change nothing. */
async function walk(
  made: { county: string; record: string; body: ActBody }[],
  given: { pick: number; move: string; body: ActBody; again: boolean },
): Promise<boolean> {
  const known = made[given.pick % Math.max(1, made.length)];
  const isNew = given.move === 'create' || known === undefined;
  const county = isNew ? (given.body.unit ?? '').slice(0, 6) : known.county;
  const sent: Sent = isNew
    ? { county, record: randomUUID(), verb: 'create', body: given.body }
    : given.move === 'amend'
      ? {
          ...known,
          verb: 'amend',
          body: { day: given.body.day ?? today, fields: { ...known.body.fields, ...sameKind(known.body, given.body) } },
        }
      : given.move === 'end'
        ? { ...known, verb: 'end', body: { fields: { until: given.body.day ?? today } } }
        : { ...known, verb: 'withdraw', body: { reason: '更正' } };
  const id = randomUUID();
  try {
    await send(sent, id);
    if (given.again) await send(sent, id);
    if (sent.verb === 'end' || (isNew && given.body.kind === 'appointment')) tenureActs += 1;
    if (isNew) made.push({ county, record: sent.record, body: given.body });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

const sameKind = (known: ActBody, given: ActBody) => (known.kind === given.kind ? given.fields : {});

describe('figures', () => {
  test('that acts keep up to date are those recounted from the acts, whatever the sequence', async () => {
    const seed = seedFor('figures');
    let done = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const made: Parameters<typeof walk>[0] = [];
        for (const one of steps) if (await walk(made, one)) done += 1;
        if (done % 3 === 0) await rollNow(stores);
        assert.deepEqual((await verifyAll(stores, law)).breaches, []);
      }),
      { seed, numRuns: 25 },
    );
    assert.ok(tenureActs > 15, `only ${tenureActs} tenures began or ended (seed ${seed})`);
    assert.ok(done > 60, `only ${done} acts went through (seed ${seed})`);
  });

  test('stay exact while several writers and several rollers are at work', async () => {
    const before = await figures();
    const rollers = [startRoller(stores, assert.ifError, 3), startRoller(stores, assert.ifError, 5)];
    const made: Sent[] = [];
    const write = async (county: string): Promise<void> => {
      for (let n = 0; n < 25; n += 1) {
        const body = {
          kind: 'gathering',
          unit: county,
          day: `2026-0${(n % 5) + 1}-1${n % 10}`,
          fields: { type: 'council' },
        };
        const sent: Sent = { county, record: randomUUID(), verb: 'create', body };
        await send(sent);
        made.push(sent);
      }
    };
    after(() => Promise.all(rollers.map((roller) => roller.stop())));
    await Promise.all(['990101', '990102', '990101', '990102'].map(write));
    assert.deepEqual((await verifyAll(stores, law)).breaches, []);
    await Promise.all(made.map((sent) => send({ ...sent, verb: 'withdraw', body: { reason: '测试' } })));
    await Promise.all(rollers.map((roller) => roller.stop()));
    await rollNow(stores);
    const [pending] = (await database.pool.query('select count(*)::int left from tally_delta')).rows;
    assert.equal(pending.left, 0);
    assert.deepEqual(await figures(), before);
    assert.deepEqual((await verifyAll(stores, law)).breaches, []);
  });
});

test('a connection lost between two statements leaves nothing behind, and the act is done when it is sent again', async () => {
  const count = async () =>
    (
      await database.pool.query(
        'select (select count(*)::int from act) acts, (select count(*)::int from record) records, (select count(*)::int from tally_delta) deltas',
      )
    ).rows[0];
  const was = await count();
  const sent: Sent = {
    county: '990102',
    record: randomUUID(),
    verb: 'create',
    body: { kind: 'gathering', unit: '990102', day: '2026-06-02', fields: { type: 'council' } },
  };
  // The record table is taken by another transaction, so the act waits in its write; then its connection is killed.
  const blocker = await database.pool.connect();
  await blocker.query('begin; lock table record in share mode');
  const id = randomUUID();
  const attempt = send(sent, id).then(
    () => 'done',
    (error: Error) => error.message,
  );
  let killed = 0;
  for (let n = 0; n < 2000 && killed === 0; n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    const { rows } = await blocker.query(`select pid from pg_stat_activity where datname = current_database()
      and wait_event_type = 'Lock' and pid <> pg_backend_pid()`);
    for (const { pid } of rows) await blocker.query('select pg_terminate_backend($1)', [pid]);
    killed += rows.length;
  }
  assert.ok(killed > 0, 'nothing waited');
  assert.deepEqual(await count(), was);
  await blocker.query('commit');
  blocker.release();
  await attempt;
  assert.equal((await send(sent, id)).record.version, 1);
  assert.equal((await count()).acts, was.acts + 1);
  assert.deepEqual((await verifyAll(stores, law)).breaches, []);
});
