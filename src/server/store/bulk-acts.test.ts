import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import type { ActBody } from '#ledger';
import { Refusal, type Verb } from '#regime';
import { diceOf, idOf } from '../../../test/support/dice.ts';
import { library } from '../../../test/support/packs.ts';
import { type FreshDatabase, freshDatabase } from '../../../test/support/postgres.ts';
import { seedFor } from '../../../test/support/seed.ts';
import { plantKites } from '../../../test/support/tree.ts';
import { type ActRequest, performAct } from './acts.ts';
import { addTallies, BulkMemory, claimHomes, headOf, judgeHome, writeHome } from './bulk-acts.ts';
import { openStore } from './open-store.ts';
import { orgInside } from './org-view.ts';
import { sealDays } from './proof/seal.ts';
import { drawMonth } from './review/draw.ts';
import { verifyAll } from './verify.ts';

const law = library('example', 'example-county');
const [county, today] = ['990101', '2026-06-15'];

class World {
  readonly database: FreshDatabase;
  readonly stores: ReturnType<typeof openStore>;
  constructor(database: FreshDatabase) {
    this.database = database;
    this.stores = openStore(database.pool);
  }
  async rows(text: string): Promise<unknown[]> {
    return (await this.database.pool.query(text)).rows;
  }
  async clear(): Promise<void> {
    await this.database.pool.query(`truncate act, act_chain, record, fulfilment, fulfilment_record, tally, tally_delta,
      review_task, review_draw, seal, seal_home, notice`);
  }
  /** Everything that follows from acts; a row of progress that came back to nothing is none. */
  async all(): Promise<Record<string, unknown[]>> {
    const found: Record<string, unknown[]> = {};
    for (const table of ['act', 'record', 'fulfilment_record', 'review_task', 'act_chain', 'review_draw'])
      found[table] = await this.rows(`select * from ${table} t order by t::text`);
    found.fulfilment = await this.rows(`select f.* from fulfilment f where exists (select from fulfilment_record r
      where (r.county_code, r.unit_code, r.duty, r.holder, r.period) = (f.county_code, f.unit_code, f.duty, f.holder, f.period))
      order by f::text`);
    found.seal = await this.rows('select day, root from seal order by day');
    found.figures = await this.rows(`
      select unit_code, year, duty, period, day, sum(met)::int met, sum(excused)::int excused, sum(done)::int done from (
        select unit_code, year, duty, period, day, met, excused, done from tally where span = 'day'
        union all select unit_code, year, duty, period, day, met, excused, done from tally_delta) part
      group by 1, 2, 3, 4, 5 having (sum(met), sum(excused), sum(done)) <> (0, 0, 0) order by 1, 2, 3, 4, 5`);
    return found;
  }
}

let single: World;
let bulk: World;
before(async () => {
  single = new World(await freshDatabase());
  await plantKites(single.database.pool);
  bulk = new World(await freshDatabase());
  await plantKites(bulk.database.pool);
  // The same persons in the seats.
  await bulk.database.pool.query('truncate tenure');
  for (const row of (await single.database.pool.query('select to_jsonb(t) row from tenure t')).rows)
    await bulk.database.pool.query('insert into tenure select * from jsonb_populate_record(null::tenure, $1)', [
      row.row,
    ]);
});

const day = fc.constantFrom('2026-02-03', '2026-03-04', '2026-04-05');
const told: ActBody = { kind: 'wind-tale', unit: county, day: '2026-02-03', fields: { tale: '东风' } };
const strolled: ActBody = {
  ...{ kind: 'stroll', unit: county, day: '2026-03-04' },
  fields: { type: 'village', seats: [`${county}:kite-keeper`], villages: ['990101100200'] },
};
const made: fc.Arbitrary<ActBody> = fc.oneof(
  fc.record({ kind: fc.constant('wind-tale'), unit: fc.constant(county), day, fields: fc.constant({ tale: '东风' }) }),
  fc.record({
    kind: fc.constant('stroll'),
    unit: fc.constant(county),
    day,
    fields: fc.record({
      type: fc.constant('village'),
      seats: fc.constant([`${county}:kite-keeper`]),
      villages: fc.subarray(['990101100200', '990101100201', '990101101200'], { minLength: 1 }),
    }),
  }),
  fc.record({
    kind: fc.constant('gathering'),
    unit: fc.constant(county),
    day,
    fields: fc.record({ type: fc.constantFrom('council', 'festival') }),
  }),
);
const step = fc.record({
  pick: fc.nat(),
  verb: fc.constantFrom('create', 'create', 'amend', 'submit', 'return', 'accept', 'correct', 'withdraw'),
  body: made,
  change: fc.constantFrom({}, { tale: '西风' }, { villages: ['990101101201'] }, { type: 'festival' }),
});

/** What every run begins with, so that something is drawn, waits and is said twice, whatever is thrown afterwards. */
const first = { pick: 0, verb: 'create', body: told, change: {} } as const;
const enough = [
  ...Array.from({ length: 24 }, () => ({ ...first, body: strolled })),
  first,
  ...[24, 24].map((pick) => ({ ...first, pick, verb: 'amend' as const })),
];

test('the same acts leave the same rows, singly and in bulk: what waits, what is drawn, figures and records', async () => {
  const seed = seedFor('bulk acts');
  const sum = { waiting: 0, drawn: 0, idle: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 40 }), async (steps) => {
      await single.clear();
      await bulk.clear();
      const dice = diceOf(seed);
      const records: string[] = [];
      const sent: ActRequest[] = [];
      for (const [n, { pick, verb, body, change }] of steps.entries()) {
        const known = verb === 'create' ? undefined : records[pick % Math.max(1, records.length)];
        const record = known ?? idOf(dice);
        const words = { reason: '示例' };
        const given = { amend: { fields: change }, submit: { fields: change }, correct: { fields: change, ...words } };
        const request: ActRequest = {
          ...{ county, record, id: idOf(dice), actor: 'operator', today },
          at: new Date(Date.parse('2026-05-10T02:00:00.000Z') + n * 36 * 3_600_000).toISOString(),
          verb: known === undefined ? 'create' : (verb as Verb),
          body: known === undefined ? body : (given[verb as keyof typeof given] ?? words),
        };
        try {
          sum.idle += (await performAct(single.stores, law, request)).idle ? 1 : 0;
          if (known === undefined) records.push(record);
          sent.push(request);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
        }
      }
      await bulk.stores.asLoader(async (store) => {
        const memory = new BulkMemory();
        await claimHomes(store, [county]);
        const home = { county, org: await orgInside(store, county), head: await headOf(store, county) };
        await writeHome(store, law, await judgeHome(law, home, sent, memory), memory);
        await addTallies(store, memory);
      });
      assert.deepEqual(await bulk.all(), await single.all());
      for (const world of [single, bulk]) {
        await sealDays(world.stores, '2026-06-10', '2026-09-01');
        await drawMonth(world.stores, law, new Date('2026-06-15T04:00:00.000Z'));
        assert.deepEqual((await verifyAll(world.stores, law)).breaches, []);
      }
      const all = await single.all();
      assert.deepEqual(await bulk.all(), all);
      sum.waiting += all.review_task?.length ?? 0;
      sum.drawn += (all.review_draw as { drawn: string[] }[]).reduce((n, { drawn }) => n + drawn.length, 0);
    }),
    { seed, numRuns: 12, examples: [[enough]] },
  );
  assert.ok(sum.waiting > 0 && sum.drawn > 0 && sum.idle > 0, JSON.stringify(sum));
});
