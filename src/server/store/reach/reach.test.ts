/**
 * One reach, four readings: in memory, in SQL, by row security, and what may be exported. On random trees, laws, seats,
 * records and acts all give the same set.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { type Actor, type HeldSeat, type Reach, type RecordRow, reach, type UnitCode } from '#org';
import { type Law, levels, type ReachAct, type ResolvedGrant, type ResolvedRole, reachLaw } from '#regime';
import { diceOf, idOf } from '../../../../test/support/dice.ts';
import { library } from '../../../../test/support/packs.ts';
import { type FreshDatabase, freshDatabase } from '../../../../test/support/postgres.ts';
import { seedFor } from '../../../../test/support/seed.ts';
import { openStore, type Stores } from '../open-store.ts';
import { listRecords } from '../records.ts';
import { openTo } from './reading.ts';

const worlds = 6;
const actors = 30;
const recordsEach = 120;
const day = '2026-06-15';

const seed = seedFor('reach');
const dice = diceOf(seed);

let database: FreshDatabase;
let stores: Stores;
before(async () => {
  database = await freshDatabase();
  stores = openStore(database.pool);
});

const one = <T>(from: readonly T[]): T => from[dice.below(from.length)] as T;
const some = <T>(from: readonly T[], most = from.length): T[] =>
  Array.from({ length: 1 + dice.below(most) }, () => one(from)).filter((item, n, all) => all.indexOf(item) === n);
const maybe = (chance: number): boolean => dice.below(100) < chance;

const base = library('example').at(day, '99');
const kinds = [...base.kinds.keys()];
const states = ['recorded', 'withdrawn', 'sent'];
const accounts = ['ann', 'bo', 'cai'];

/** Codes of a tree: the nation, two provinces, cities, counties, townships and villages, some alike in their beginnings. */
function randomTree(): UnitCode[] {
  const units = ['0'];
  for (const province of ['99', '98'])
    for (const city of [province, `${province}01`, `${province}0${1 + dice.below(9)}`])
      for (const county of city.length === 2 ? [city] : [city, `${city}0${1 + dice.below(9)}`, `${city}10`])
        for (const town of county.length < 6 ? [county] : [county, `${county}101`, `${county}1${10 + dice.below(10)}`])
          for (const unit of town.length < 9 ? [town] : [town, `${town}200`, `${town}20${1 + dice.below(9)}`])
            if (!units.includes(unit)) units.push(unit);
  return units as UnitCode[];
}

const roles = ['r0', 'r1', 'r2', 'r3'];

/** A law whose grants are thrown, over the kinds and seats of the example. */
function randomLaw(units: readonly UnitCode[]): Law {
  const grants = Array.from({ length: 4 + dice.below(8) }, (_, n): ResolvedGrant => {
    const acts = some(Object.keys(reachLaw.actNames) as ReachAct[], 6);
    return {
      id: `g${n}`,
      regime: 'example',
      roles: some(roles, 2),
      acts,
      kinds: maybe(40) ? 'all' : some(kinds),
      where: one(['own_unit', 'subtree', 'own_seat'] as const),
      when: {
        ...(maybe(15) && { units: some(units, 3) }),
        ...(maybe(25) && { levels: some(levels, 3) }),
        ...(maybe(25) && { states: some(states, 2) }),
        ...(maybe(15) && { own_seat: true as const }),
        ...(maybe(25) && { author: one(['me', 'other'] as const) }),
        ...(maybe(25) && { within_days: dice.below(60) }),
        ...(maybe(25) && { personal: maybe(50) }),
      },
    };
  });
  const held = roles.map((id): ResolvedRole => {
    const holding = {
      ...(maybe(80) && { seats: some([...base.seats.keys()]) }),
      ...(maybe(40) && { bodies: some([...base.bodies.keys()], 2) }),
      ...(maybe(20) && { levels: some(levels, 4) }),
    };
    return { id, regime: 'example', name: { zh: id, en: id }, held_by: [holding] };
  });
  const byId = <T extends { id: string }>(list: readonly T[]) => new Map(list.map((item) => [item.id, item]));
  return { ...base, reach: { roles: byId(held), grants: byId(grants) } };
}

function randomActor(units: readonly UnitCode[]): Actor {
  const upper = units.filter((unit) => unit.length < 6);
  const seats = Array.from({ length: dice.below(5) }, (): HeldSeat => {
    return {
      unit: one(maybe(60) ? upper : units),
      seat: one([...base.seats.keys()]),
      acting: maybe(20),
      via: maybe(80) ? 'tenure' : 'deputy',
    };
  });
  return { account: one(accounts), person: null, name: 'somebody', seats, admin: null, isSample: false };
}

interface Kept extends RecordRow {
  readonly id: string;
}

const dayBefore = (n: number): string => new Date(Date.UTC(2026, 5, 15 - n)).toISOString().slice(0, 10);

function randomRecord(units: readonly UnitCode[]): Kept {
  const unit = one(units);
  const seats = maybe(60)
    ? some(
        [unit, one(units)].flatMap((at) => [...base.seats.keys()].map((s) => `${at}:${s}`)),
        3,
      )
    : [];
  return {
    ...{ id: idOf(dice), unit, kind: one(kinds), state: one(states), day: dayBefore(dice.below(70)) },
    ...{ seats: seats.sort(), author: one(accounts) },
  };
}

const home = (unit: string): string => (unit.length > 6 ? unit.slice(0, 6) : unit);

async function plant(records: readonly Kept[]): Promise<void> {
  await database.pool.query('delete from act; delete from record');
  const rows = records.map(({ id, unit, kind, state, day: on, seats, author }) => ({
    ...{ county_code: home(unit), id, kind, unit_code: unit, day: on, state, counts: true, fields: {}, title: id },
    ...{ version: 1, regime: 'example', mark: 'x', homes: [], changed_at: `${on}T00:00:00Z`, seats, author },
  }));
  await database.pool.query('insert into record select * from jsonb_populate_recordset(null::public.record, $1)', [
    JSON.stringify(rows),
  ]);
  const acts = records.flatMap(({ id, unit, author }, n) =>
    [1, 2].map((turn) => ({
      ...{ county_code: home(unit), id: idOf(dice), seq: 2 * n + turn, record_id: id, verb: 'create' },
      ...{
        actor: author,
        at: '2026-06-01T00:00:00Z',
        day,
        body: {},
        prev_hash: '',
        hash: `${n}-${turn}`,
        unit_code: unit,
      },
    })),
  );
  await database.pool.query('insert into act select * from jsonb_populate_recordset(null::public.act, $1)', [
    JSON.stringify(acts),
  ]);
}

const acts = [...reachLaw.recordActs];

/** Ids of the records on which each act is open, and what row security shows of records and of acts. */
async function readings(value: Reach) {
  const asked = sql<{ open: string[][] }>`select jsonb_build_array(${sql.join(
    acts.map((act) => sql`to_jsonb(coalesce(array_agg(r.id) filter (where ${openTo(value, act)}), '{}'))`),
  )}) open from record r`;
  const [plain] = await stores.asChecker((store) => store.rows(asked));
  return stores.as(value, async (store) => {
    const [secured] = await store.rows(asked);
    const [shown] = await store.rows<{ records: string[]; acts: string[] }>(sql`select
      (select coalesce(array_agg(id), '{}') from record) records,
      (select coalesce(array_agg(distinct record_id), '{}') from act) acts`);
    return { plain: plain?.open ?? [], secured: secured?.open ?? [], shown: shown ?? { records: [], acts: [] } };
  });
}

/** What a list gives, read as pages and exports read it: home by home. */
async function listed(value: Reach, units: readonly UnitCode[]): Promise<string[]> {
  const homes = units.filter((unit) => unit.length <= 6);
  return stores.as(value, async (store) => {
    const found: string[] = [];
    for (const unit of homes)
      for (const { state } of await listRecords(store, { unit, scope: 'all' }, { limit: 10_000 })) found.push(state.id);
    return found;
  });
}

test('memory, SQL, row security and exports give the same set for every act, on random worlds', async () => {
  let cases = 0;
  let allowed = 0;
  for (let world = 0; world < worlds; world += 1) {
    const units = randomTree();
    const records = Array.from({ length: recordsEach }, () => randomRecord(units));
    await plant(records);
    const law = randomLaw(units);
    for (let n = 0; n < actors; n += 1) {
      const actor = randomActor(units);
      const value = reach.of(() => law, actor, day);
      const { plain, secured, shown } = await readings(value);
      const told = () => `seed ${seed}, world ${world}, actor ${n}: ${JSON.stringify(actor.seats)}`;
      const inMemory = (act: ReachAct) =>
        records
          .filter((row) => reach.may(value, act, row))
          .map((row) => row.id)
          .sort();
      acts.forEach((act, at) => {
        const wanted = inMemory(act);
        assert.deepEqual([...(plain[at] ?? [])].sort(), wanted, `SQL, ${act}: ${told()}`);
        assert.deepEqual([...(secured[at] ?? [])].sort(), wanted, `row security loses some, ${act}: ${told()}`);
        cases += records.length;
        allowed += wanted.length;
      });
      // The second belt knows places only: exactly the records of the units that any grant is over, and their acts.
      const placed = records
        .filter((row) => reach.covers(value, row.unit))
        .map((row) => row.id)
        .sort();
      assert.deepEqual([...shown.records].sort(), placed, `row security of records: ${told()}`);
      assert.deepEqual([...shown.acts].sort(), placed, `row security of acts: ${told()}`);
      if (n % 5 === 0) {
        assert.deepEqual((await listed(value, units)).sort(), inMemory('see'), `list: ${told()}`);
        assert.deepEqual(
          (await listed(reach.exportable(value), units)).sort(),
          inMemory('export'),
          `export: ${told()}`,
        );
      }
    }
  }
  assert.ok(cases >= 10_000, `only ${cases} cases`);
  assert.ok(allowed > 500 && allowed < cases / 2, `${allowed} of ${cases} allowed: the dice test little`);
  console.log(`${cases} cases, ${allowed} allowed`);
});

test('a row may not be written out of the bounds, nor an act under another unit', async () => {
  const units = ['990101', '990101101', '990102'] as UnitCode[];
  const within = reach.everything('990101101' as UnitCode);
  for (const [unit, isIn] of [
    ['990101101', true],
    ['990101', false],
    ['990102', false],
  ] as const) {
    const write = stores.writing(within, (store) =>
      store.rows(sql`insert into act (county_code, id, seq, record_id, verb, actor, at, day, body, prev_hash, hash, unit_code)
        values (${home(unit)}, ${idOf(dice)}, ${1000 + units.indexOf(unit as UnitCode)}, ${idOf(dice)}, 'create',
          'ann', now(), ${day}, '{}', '', '', ${unit})`),
    );
    if (isIn) await write;
    else await assert.rejects(write, { code: '42501' }, unit);
  }
});
