import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type pg from 'pg';
import { parseUnitCode } from '#org';
import { Refusal } from '#regime';
import { freshDatabase } from '../../../test/support/postgres.ts';
import { branchesOf } from '../../../test/support/unit-files.ts';
import { areVillagesLoaded, loadUnits, loadUpperUnits, loadVillages } from './load-units.ts';
import { openStore, type Stores } from './open-store.ts';
import type { UnitFiles } from './unit-file.ts';
import { countUnits, findUnit, listBelow, listChildren, listFacts, pathsOf, searchUnits } from './units.ts';

const today = '2026-01-01';
const overrides = `
- code: '433124'
  facts:
    - { fact: households, day: '2023-12-31', value: 70000, source: 示例 }
    - { fact: households, day: '2025-12-31', value: 71000, source: 示例 }
`;
let files: UnitFiles;
let pool: pg.Pool;
let stores: Stores;

before(async () => {
  files = await branchesOf(['433124', '110118', '4420', '429004'], overrides);
  ({ pool } = await freshDatabase());
  stores = openStore(pool);
});

test('villages cannot be loaded first', async () => {
  await assert.rejects(
    loadVillages(pool, { files }),
    (error) => error instanceof Refusal && error.code === 'units_upper_missing',
  );
});

test('after the first part the tree down to township stands with the flags and counts of the whole', async () => {
  const part = await loadUpperUnits(pool, { files });
  assert.ok(part.units > 20 && !part.alreadyThere);
  assert.equal(await areVillagesLoaded(pool), false);
  await stores.as('0', async (store) => {
    assert.deepEqual(await findUnit(store, parseUnitCode('433124')), {
      code: '433124',
      level: 'county',
      kind: 'county',
      farming: true,
      name: '花垣县',
      pinyin: 'hua yuan xian',
      validFrom: '2000-01-01',
      validTo: null,
    });
    const villages = (await countUnits(store, parseUnitCode('433124'), today)).filter((row) => row.level === 'village');
    assert.ok(villages.some((row) => row.farming && row.units > 100));
    assert.deepEqual(await countUnits(store, parseUnitCode('433124'), '1999-12-31'), []);
  });
});

test('a load that breaks off leaves nothing behind and can be repeated', async () => {
  const broken = { ...files, rows: files.overrides };
  await assert.rejects(loadVillages(pool, { files: broken }));
  assert.equal(await areVillagesLoaded(pool), false);
  const seen: [number, number][] = [];
  const parts = await loadUnits(pool, { files, onProgress: (units, total) => seen.push([units, total]) });
  assert.deepEqual(
    parts.map((part) => part.alreadyThere),
    [true, false],
  );
  const last = seen.at(-1);
  assert.equal(last?.[0], last?.[1]);
  const again = await loadUnits(pool, { files });
  assert.ok(again.every((part) => part.alreadyThere));
});

test('the stored counts are the counts of the rows, at every scope', async () => {
  const { rows } = await pool.query(`
    with counted as (
      select c.scope, c.level, c.kind, c.farming, sum(began - ended) as units from unit_count c group by 1, 2, 3, 4
    ), real as (
      select s.code as scope, u.level, u.kind, u.farming, count(*) as units
      from unit s join unit u on s.code = '0' or u.code like s.code || '%'
      where s.level <> 'village' group by 1, 2, 3, 4
    )
    select * from counted full join real using (scope, level, kind, farming)
    where counted.units is distinct from real.units`);
  assert.deepEqual(rows, []);
});

test('children come by code, in pages', async () => {
  await stores.as('0', async (store) => {
    const county = parseUnitCode('433124');
    const all = await listChildren(store, county, { day: today, limit: 200 });
    assert.ok(all.length >= 10 && all.every((unit) => unit.level === 'township'));
    const first = await listChildren(store, county, { day: today, limit: 5 });
    const second = await listChildren(store, county, { day: today, limit: 200, after: first.at(-1)?.code ?? '' });
    assert.deepEqual([...first, ...second], all);
    const villages = await listBelow(store, county, 'village', today);
    assert.ok(villages.length > 200 && villages.every((unit) => unit.code.startsWith('433124')));
  });
});

test('search finds by name, pinyin, initials and code; whole names and higher levels first', async () => {
  await stores.as('0', async (store) => {
    const names = async (text: string, search = {}) =>
      (await searchUnits(store, text, search)).map((unit) => unit.name);
    assert.equal((await names('花垣'))[0], '花垣县');
    assert.equal((await names('花垣'))[1], '花垣镇');
    assert.equal((await names('huayuan'))[0], '花垣县');
    assert.equal((await names('hyx'))[0], '花垣县');
    assert.equal((await names('密云'))[0], '密云区');
    assert.ok((await names('十八洞')).includes('十八洞村'));
    assert.ok((await names('八洞')).includes('十八洞村'), 'inside a name');
    assert.ok((await names('shibadong')).includes('十八洞村'));
    assert.ok((await names('badong')).includes('十八洞村'), 'inside the pinyin');
    assert.equal((await names('433124'))[0], '花垣县');
    assert.equal((await names('4331'))[0], '湘西土家族苗族自治州');
    assert.deepEqual(await names('龘'), []);
    assert.deepEqual(await names('%'), []);
    assert.deepEqual(await names('_'), []);
    assert.equal((await names('村', { limit: 7 })).length, 7);
  });
});

test('search keeps to a place and a level', async () => {
  await stores.as('0', async (store) => {
    const inside = await searchUnits(store, '新', { within: parseUnitCode('1101'), level: 'village', limit: 50 });
    assert.ok(inside.length > 0 && inside.every((unit) => unit.code.startsWith('1101') && unit.level === 'village'));
  });
});

test('the path of a unit leaves out rows that only hold others together', async () => {
  await stores.as('0', async (store) => {
    const [district, county] = ['110118', '433124'].map(parseUnitCode) as [never, never];
    const paths = await pathsOf(store, [district, county]);
    assert.equal(paths.get(district), '北京市');
    assert.equal(paths.get(county), '湖南省 · 湘西土家族苗族自治州');
  });
});

test('a register holds from its day on', async () => {
  await stores.as('0', async (store) => {
    const county = parseUnitCode('433124');
    assert.deepEqual(await listFacts(store, county, '2023-12-30'), []);
    assert.equal((await listFacts(store, county, '2024-06-01'))[0]?.value, 70_000);
    assert.equal((await listFacts(store, county, '2026-06-01'))[0]?.value, 71_000);
  });
});

test('another unit file replaces the tree, unless units were changed by acts', async () => {
  const other = await branchesOf(['433124'], '');
  await loadUnits(pool, { files: other });
  await stores.as('0', async (store) => assert.equal(await findUnit(store, parseUnitCode('110118')), undefined));
  await pool.query(
    `insert into unit_act values (gen_random_uuid(), 'rename', '2024-01-01', '{433124}', '{433124}', '', '{}')`,
  );
  await assert.rejects(
    loadUpperUnits(pool, { files }),
    (error) => error instanceof Refusal && error.code === 'units_changed',
  );
});
