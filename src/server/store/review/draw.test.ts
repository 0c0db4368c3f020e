import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import { reach } from '#org';
import { library } from '../../../../test/support/packs.ts';
import { type FreshDatabase, freshDatabase } from '../../../../test/support/postgres.ts';
import { plantKites } from '../../../../test/support/tree.ts';
import { performAct } from '../acts.ts';
import { openStore, type Stores } from '../open-store.ts';
import { sealDays } from '../proof/seal.ts';
import { checkDraw, drawMonth, isDrawn, seedOf } from './draw.ts';
import { listTasks } from './tasks.ts';

const law = library('example');
const today = '2026-06-15';
const now = new Date('2026-06-15T04:00:00.000Z');
const county = '990101';
let database: FreshDatabase;
let stores: Stores;

before(async () => {
  database = await freshDatabase();
  await plantKites(database.pool);
  stores = openStore(database.pool);
});

async function stroll(at: string): Promise<string> {
  const record = randomUUID();
  const fields = { type: 'village', seats: [`${county}:kite-keeper`], villages: ['990101100200'] };
  const body = { kind: 'stroll', unit: county, day: '2026-02-03', fields };
  await performAct(stores, law, {
    county,
    id: randomUUID(),
    actor: 'operator',
    at,
    today,
    record,
    verb: 'create',
    body,
  });
  return record;
}

test('waits for the seal, draws the share, is kept once, and anybody draws the same again', async () => {
  const made: string[] = [];
  for (let n = 0; n < 60; n += 1) made.push(await stroll('2026-05-20T02:00:00.000Z'));
  const other = await stroll('2026-05-31T16:00:00.000Z');
  assert.equal(await drawMonth(stores, law, now), 0, 'the month is not sealed');
  await sealDays(stores, '2026-06-10', today);
  assert.equal(await drawMonth(stores, law, now), 1);
  assert.equal(await drawMonth(stores, law, now), 0, 'a second server finds it done');
  const checked = await stores.asChecker((store) => checkDraw(store, law, county, '2026-05'));
  assert.ok(checked?.same);
  const { draw, root } = checked;
  assert.equal(draw.seed, seedOf(root, county, '2026-05'));
  assert.deepEqual([draw.shares, draw.pool, draw.rootDay], [{ stroll: 0.5 }, 60, '2026-05-31']);
  const expected = made.filter((id) => isDrawn(draw.seed, id, 0.5));
  assert.deepEqual([...draw.drawn].sort(), expected.sort());
  assert.ok(expected.length > 10 && expected.length < 50, `${expected.length} of 60`);
  const tasks = await stores.as(reach.everything('9901' as never), (store) =>
    listTasks(store, ['9901:kite-board'], { limit: 100 }),
  );
  const waits = tasks.map(({ state }) => state.id);
  assert.ok(expected.every((id) => waits.includes(id)));
  assert.ok(!waits.includes(other), 'of another month');
});

test('a kept draw that was tampered with is found', async () => {
  await database.pool.query(`update review_draw set drawn = drawn[2:] where month = '2026-05'`);
  const checked = await stores.asChecker((store) => checkDraw(store, law, county, '2026-05'));
  assert.equal(checked?.same, false);
});

test('seeds and ids spread evenly over the shares', () => {
  const ids = Array.from({ length: 4000 }, () => randomUUID());
  for (const share of [0, 0.02, 0.05, 0.5, 1]) {
    const drawn = ids.filter((id) => isDrawn('seed', id, share)).length;
    assert.ok(Math.abs(drawn - 4000 * share) <= 4 * Math.sqrt(4000 * share * (1 - share)), `${drawn} at ${share}`);
  }
});
