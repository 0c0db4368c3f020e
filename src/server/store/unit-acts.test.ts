import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, beforeEach, test } from 'node:test';
import type pg from 'pg';
import { parseUnitCode, successorsOn, type UnitAct, type UnitCode, type UnitVerb } from '#org';
import { Refusal } from '#regime';
import { freshDatabase } from '../../../test/support/postgres.ts';
import { seedFor } from '../../../test/support/seed.ts';
import { branchesOf } from '../../../test/support/unit-files.ts';
import { loadUnits } from './load-units.ts';
import { openStore, type Stores } from './open-store.ts';
import { applyUnitAct, type SentUnitAct } from './unit-acts.ts';
import type { UnitFiles } from './unit-file.ts';
import { countUnits, findUnit, listChildren, listPredecessors, listSuccessors, standingOn } from './units.ts';

let files: UnitFiles;
let pool: pg.Pool;
let stores: Stores;

before(async () => {
  files = await branchesOf(['433124105', '433124107', '433124102', '433125111', '110118100']);
});
beforeEach(async () => {
  ({ pool } = await freshDatabase());
  stores = openStore(pool);
  await loadUnits(pool, { files });
});

const sentAct = (verb: UnitVerb, day: string, from: string[], to: SentUnitAct['to']): SentUnitAct => ({
  id: randomUUID(),
  verb,
  day,
  from,
  to,
  note: '示例',
});
const apply = (act: SentUnitAct) => stores.asLoader((store) => applyUnitAct(store, act));
const refused = (act: SentUnitAct, code: string) =>
  assert.rejects(
    apply(act),
    (error) => error instanceof Refusal && error.code === code && typeof error.facts.zh === 'string',
    code,
  );
const unit = (code: string) => stores.as('0', (store) => findUnit(store, parseUnitCode(code)));
const children = (code: string, day: string) =>
  stores.as('0', (store) => listChildren(store, parseUnitCode(code), { day, limit: 1000 }));
const counted = (scope: string, day: string) =>
  stores.as('0', async (store) =>
    (await countUnits(store, parseUnitCode(scope), day)).reduce((all, row) => all + row.units, 0),
  );

/** At every scope and day, the dated counts must equal the rows in force; farming must follow from the villages. */
async function checkCounts(days: string[]): Promise<void> {
  const { rows } = await pool.query(
    `with counted as (
       select d.day, c.scope, c.level, sum(began - ended) as units
       from unnest($1::date[]) d (day) join unit_count c on c.day <= d.day
       group by 1, 2, 3 having sum(began - ended) <> 0
     ), real as (
       select d.day, s.code as scope, u.level, count(*) as units
       from unnest($1::date[]) d (day)
       join unit u on u.valid_from <= d.day and (u.valid_to is null or u.valid_to > d.day)
       join unit s on s.level <> 'village' and (s.code = '0' or u.code like s.code || '%')
       group by 1, 2, 3
     )
     select * from counted full join real using (day, scope, level) where counted.units is distinct from real.units`,
    [days],
  );
  assert.deepEqual(rows, []);
  const now = await pool.query(
    `with counted as (
       select scope, level, kind, farming, sum(began - ended) as units from unit_count
       group by 1, 2, 3, 4 having sum(began - ended) <> 0
     ), real as (
       select s.code as scope, u.level, u.kind, u.farming, count(*) as units from unit s
       join unit u on s.code = '0' or u.code like s.code || '%'
       where s.level <> 'village' and u.valid_to is null group by 1, 2, 3, 4
     )
     select * from counted full join real using (scope, level, kind, farming)
     where counted.units is distinct from real.units`,
  );
  assert.deepEqual(now.rows, []);
  const flags = await pool.query(
    `select code from unit u where valid_to is null and level <> 'village' and farming is distinct from exists (
       select from unit v where v.level = 'village' and v.farming and v.valid_to is null
         and (u.code = '0' or v.code like u.code || '%'))`,
  );
  assert.deepEqual(flags.rows, []);
}

test('a merger into a new township takes the villages along and keeps yesterday answerable', async () => {
  const [one, other] = [await children('433124105', '2025-01-01'), await children('433124107', '2025-01-01')];
  const before = await counted('433124', '2025-12-31');
  const { units } = await apply(
    sentAct('merge', '2025-07-01', ['433124105', '433124107'], [{ code: '433124120', name: '花吉镇' }]),
  );
  assert.deepEqual(
    units.map(({ name, kind, farming, pinyin, validFrom }) => ({ name, kind, farming, pinyin, validFrom })),
    [{ name: '花吉镇', kind: 'township', farming: true, pinyin: 'hua ji zhen', validFrom: '2025-07-01' }],
  );
  assert.equal((await unit('433124105'))?.validTo, '2025-07-01');
  const after = await children('433124120', '2025-07-01');
  assert.equal(after.length, one.length + other.length);
  assert.deepEqual(after.map(({ name }) => name).sort(), [...one, ...other].map(({ name }) => name).sort());
  assert.equal((await children('433124105', '2025-06-30')).length, one.length);
  assert.equal((await children('433124105', '2025-07-01')).length, 0);
  assert.equal(await counted('433124', '2025-06-30'), before);
  assert.equal(await counted('433124', '2025-07-01'), before - 1);
  await stores.as('0', async (store) => {
    const village = one[0]?.code as UnitCode;
    const standing = await standingOn(store, [village, '433124102'], '2025-01-01', '2026-01-01');
    assert.equal(standing.get(village)?.length, 1);
    assert.ok(standing.get(village)?.[0]?.startsWith('433124120'));
    assert.deepEqual(standing.get('433124102'), ['433124102']);
    assert.deepEqual(
      (await listPredecessors(store, parseUnitCode('433124120'))).map(({ code }) => code),
      ['433124105', '433124107'],
    );
    assert.deepEqual(await listSuccessors(store, village), [
      { code: standing.get(village)?.[0], day: '2025-07-01', verb: 'merge' },
    ]);
  });
  await checkCounts(['2025-06-30', '2025-07-01', '2026-01-01']);
});

test('a split keeps the old code; villages then move one by one and take the farming flag with them', async () => {
  await apply(
    sentAct('split', '2025-03-01', ['433124102'], [{ code: '433124102' }, { code: '433124030', name: '示例街道' }]),
  );
  const fresh = await unit('433124030');
  assert.deepEqual([fresh?.kind, fresh?.farming], ['street', false]);
  const village = (await children('433124102', '2025-03-01')).find(({ kind }) => kind === 'village');
  const moved = await apply(sentAct('transfer', '2025-03-01', [village?.code as string], [{ code: '433124030200' }]));
  assert.equal(moved.units[0]?.name, village?.name);
  assert.equal((await unit('433124030'))?.farming, true);
  await stores.as('0', async (store) => {
    const standing = await standingOn(store, ['433124102'], '2025-01-01', '2026-01-01');
    assert.deepEqual(standing.get('433124102'), ['433124030', '433124102']);
    assert.deepEqual((await standingOn(store, ['433124102'], '2025-03-01', '2026-01-01')).get('433124102'), [
      '433124102',
    ]);
  });
  await checkCounts(['2025-02-28', '2025-03-01']);
});

test('a village that becomes a community takes the farming flag off a township without other villages', async () => {
  const villages = (await children('433125111', '2025-01-01')).filter(({ farming }) => farming);
  for (const [at, { code }] of villages.entries()) {
    assert.equal((await unit('433125111'))?.farming, true, `${at} of ${villages.length}`);
    await apply(sentAct('rename', '2025-05-01', [code], [{ code, name: `示例${at}社区`, kind: 'community' }]));
  }
  assert.equal((await unit('433125111'))?.farming, false);
  assert.equal((await unit('433125'))?.farming, false);
  assert.equal((await unit('4331'))?.farming, true);
  await checkCounts(['2025-04-30', '2025-05-01']);
});

test('a county that becomes a district moves whole', async () => {
  const before = await counted('110118', '2025-01-01');
  await apply(sentAct('transfer', '2025-01-01', ['110118'], [{ code: '110128', name: '密云县' }]));
  const fresh = await unit('110128');
  assert.deepEqual([fresh?.kind, fresh?.farming, fresh?.pinyin], ['county', true, 'mi yun xian']);
  assert.equal(await counted('110128', '2025-01-01'), before);
  assert.equal(await counted('110118', '2025-01-01'), 0);
  await checkCounts(['2024-12-31', '2025-01-01']);
});

test('the same act sent again changes nothing; another under its id is refused', async () => {
  const act = sentAct('rename', '2025-05-01', ['433124102'], [{ code: '433124102', name: '吉龙镇' }]);
  assert.equal((await apply(act)).repeated, false);
  assert.deepEqual(await apply(act), { units: [await unit('433124102')], repeated: true });
  assert.equal((await unit('433124102'))?.pinyin, 'ji long zhen');
  await refused({ ...act, note: '另一份' }, 'unit_act_differs');
  const { rows } = await pool.query('select body from unit_act');
  assert.equal(rows.length, 1);
  assert.ok(rows[0].body.former[0].name);
});

test('bad acts are refused and leave nothing behind', async () => {
  const day = '2025-07-01';
  const to = (code: string, name?: string) => [{ code, ...(name ? { name } : {}) }];
  await refused(sentAct('merge', day, ['433124105'], to('433124120', '示例镇')), 'unit_act_shape');
  await refused(sentAct('transfer', day, ['433124105'], to('433124')), 'unit_act_level');
  await refused(sentAct('transfer', day, ['433124199'], to('433124120')), 'unit_unknown');
  await refused(sentAct('transfer', day, ['433124105'], to('433124107')), 'unit_code_taken');
  await refused(sentAct('transfer', day, ['433124105'], to('439999100')), 'unit_parent_missing');
  await refused(sentAct('merge', day, ['433124105', '433124107'], to('433124120')), 'unit_name_missing');
  await refused(sentAct('rename', day, ['433124105'], to('433124105')), 'unit_act_nothing');
  await refused(sentAct('transfer', day, ['43312x'], to('433126')), 'unit_code_invalid');
  await refused(
    sentAct('split', day, ['433124105'], [...to('433124120', '示例一镇'), ...to('433124121', '示例二镇')]),
    'unit_split_children',
  );
  await apply(sentAct('transfer', day, ['433124105'], to('433124120')));
  await refused(sentAct('rename', '2025-08-01', ['433124105'], to('433124105', '示例镇')), 'unit_not_in_force');
  await refused(sentAct('rename', '2025-06-01', ['433124120'], to('433124120', '示例镇')), 'unit_not_in_force');
  await refused(sentAct('transfer', '2026-01-01', ['433124107'], to('433124105')), 'unit_code_taken');
  await apply(sentAct('rename', '2025-08-01', ['433124107'], to('433124107', '示例镇')));
  await refused(sentAct('rename', '2025-08-01', ['433124107'], to('433124107', '示例乡')), 'unit_act_out_of_order');
  assert.equal((await pool.query('select from unit_act')).rowCount, 2);
  await checkCounts(['2025-06-30', day, '2025-08-01']);
});

test('acts wait until the villages are in', async () => {
  await pool.query(`delete from unit_load where part = 'village'`);
  await refused(sentAct('rename', '2025-01-01', ['433124'], [{ code: '433124', name: '示例县' }]), 'units_not_loaded');
});

test('over random acts the counts stay exact, and the store follows chains as the pure fold does', async () => {
  const seed = seedFor('unit acts');
  let state = seed;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  const done: UnitAct[] = [];
  let next = 130;
  const start = ['433124105', '433124107', '433124102'].map(parseUnitCode);
  for (let at = 0; at < 12; at++) {
    const day = `2025-02-${String(at + 1).padStart(2, '0')}`;
    const standing = await children('433124', day);
    const one = standing[random(standing.length)]?.code as string;
    const other = standing[random(standing.length)]?.code as string;
    const fresh = { code: `433124${next++}`, name: `示例${at}镇` };
    const verb = (['merge', 'split', 'transfer'] as const)[random(3)] as UnitVerb;
    const act =
      verb === 'merge' && one !== other
        ? sentAct(verb, day, [one, other], [random(2) ? { code: one } : fresh])
        : verb === 'split'
          ? sentAct(verb, day, [one], [{ code: one }, fresh])
          : sentAct('transfer', day, [one], [fresh]);
    await apply(act);
    done.push({ ...act, from: act.from as UnitCode[], to: act.to.map(({ code }) => code as UnitCode), note: '' });
  }
  await checkCounts(['2025-01-31', '2025-02-03', '2025-02-07', '2025-02-12']);
  await stores.as('0', async (store) => {
    for (const asOf of ['2025-01-31', '2025-02-05']) {
      const then = [...new Set(start.flatMap((code) => successorsOn(done, code, asOf)))];
      for (const day of ['2025-02-08', '2026-01-01']) {
        const standing = await standingOn(store, then, asOf, day);
        for (const code of then)
          assert.deepEqual(standing.get(code), successorsOn(done, code, day, asOf), `${code} ${day}`);
      }
    }
  });
});
