/** Who accepted a record was entitled to it when he did; an act put under another name is found though the chain holds. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Act, ActBody } from '#ledger';
import { parseUnitCode } from '#org';
import { diceOf, idOf } from '../../../../test/support/dice.ts';
import { library } from '../../../../test/support/packs.ts';
import { type FreshDatabase, freshDatabase } from '../../../../test/support/postgres.ts';
import { plantKites } from '../../../../test/support/tree.ts';
import { actOf, bareAct } from '../act-rows.ts';
import { performAct } from '../acts.ts';
import { openStore, type Stores } from '../open-store.ts';
import { linkHash } from '../proof/merkle.ts';
import { verifyAll } from '../verify.ts';

const law = library('example', 'example-county');
const [county, town] = ['990101', '990101100'];
const dice = diceOf(11);
const nextId = (): string => idOf(dice);
/** Persons and their accounts: one writes, two look again, the last one has nothing to do with it. */
const [clerk, keeper, later, stranger] = ['clerk', 'keeper', 'later', 'stranger'].map((name) => ({
  ...{ name, account: nextId(), person: nextId() },
})) as [Somebody, Somebody, Somebody, Somebody];
interface Somebody {
  readonly name: string;
  readonly account: string;
  readonly person: string;
}

let database: FreshDatabase;
let stores: Stores;
const query = async (text: string, values: unknown[] = []) => (await database.pool.query(text, values)).rows;

async function act(at: string, record: string, verb: Act['verb'], body: ActBody, who?: Somebody): Promise<string> {
  const id = nextId();
  const seat = { unit: parseUnitCode(county), seat: 'kite-keeper', acting: false, via: 'tenure' as const };
  const by = who && { account: who.account, person: who.person, seats: [seat] };
  const sent = { county, id, actor: who?.account ?? 'operator', at, today: at.slice(0, 10), record, verb, body };
  await performAct(stores, law, { ...sent, ...(by && { by }) });
  return id;
}
async function appoint(at: string, { person, name }: Somebody, from: string): Promise<string> {
  const record = nextId();
  const fields = { seat: [`${county}:kite-keeper`], person, name, from };
  await act(at, record, 'create', { kind: 'appointment', unit: county, day: at.slice(0, 10), fields });
  return record;
}

let settled: string;
before(async () => {
  database = await freshDatabase();
  await plantKites(database.pool);
  stores = openStore(database.pool);
  for (const { name, account, person } of [clerk, keeper, later, stranger])
    await query(
      `insert into account (id, user_name, name, person, sample, created_at, created_by) values ($1, $2, $2, $3, false, now(), 'test')`,
      [account, name, person],
    );
  const tenure = await appoint('2026-05-01T02:00:00.000Z', keeper, '2026-05-01');
  const stroll = nextId();
  const fields = { type: 'hill', seats: [`${town}:kite-keeper`] };
  await act(
    '2026-05-10T02:00:00.000Z',
    stroll,
    'create',
    { kind: 'stroll', unit: town, day: '2026-05-09', fields },
    clerk,
  );
  settled = await act('2026-05-20T02:00:00.000Z', stroll, 'accept', { version: 1 }, keeper);
  // What is entered afterwards, even for the day of the act, takes nothing away and gives nothing.
  await act('2026-06-01T02:00:00.000Z', tenure, 'end', { fields: { until: '2026-05-15' } });
  await appoint('2026-06-02T02:00:00.000Z', later, '2026-05-16');
});

const breaches = async () =>
  (await verifyAll(stores, law)).breaches.map(({ what, act: id, expected }) => [what, id, expected]);

/** Changes one act in the database and makes every hash of the chain anew; gives what is found, and puts all back. */
async function forged(change: Partial<Act>): Promise<unknown[][]> {
  const rows = await query(`select * from act where county_code = $1 order by seq`, [county]);
  const chain = async (of: (one: Act) => Act): Promise<void> => {
    let previous = '';
    for (const row of rows) {
      const one = of(bareAct(actOf(row)));
      const hash = linkHash(county, row.seq, previous, one);
      await query(`update act set actor = $1, at = $2, prev_hash = $3, hash = $4 where county_code = $5 and seq = $6`, [
        one.actor,
        one.at,
        previous,
        hash,
        county,
        row.seq,
      ]);
      previous = hash;
    }
    await query(`update act_chain set hash = $1 where county_code = $2`, [previous, county]);
  };
  await chain((one) => (one.id === settled ? { ...one, ...change } : one));
  const found = await breaches();
  await chain((one) => one);
  return found;
}

test('who held the seat by what was recorded then stays entitled, whatever is entered later', async () => {
  assert.deepEqual(await breaches(), []);
});

test('an acceptance under another name is found: of nobody, of no seat, of one appointed later, of who wrote it', async () => {
  const posts = { posts: [`${county}:kite-board`] };
  for (const actor of [nextId(), stranger.account, later.account])
    assert.deepEqual(await forged({ actor }), [['settling', settled, posts]], actor);
  const own = 'somebody who did not write the record';
  assert.deepEqual(await forged({ actor: clerk.account }), [['settling', settled, own]]);
});

test('so is one moved to a day on which its author held no seat', async () => {
  const posts = { posts: [`${county}:kite-board`] };
  assert.deepEqual(await forged({ at: '2026-04-20T02:00:00.000Z' }), [['settling', settled, posts]]);
  assert.deepEqual(await forged({ at: '2026-05-21T02:00:00.000Z' }), []);
  assert.deepEqual(await breaches(), []);
});
