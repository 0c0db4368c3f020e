/** What the board reads, it reads by an index: the plans that PostgreSQL makes over a filled database say so. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { parseUnitCode, reach } from '#org';
import { type FreshDatabase, freshDatabase } from '../../../test/support/postgres.ts';
import { linesAround } from './lineage.ts';
import { listOwed } from './obligations.ts';
import type { Store } from './open-store.ts';
import { countRows, factSteps, liveRows, monthRows, recordCount, scopeUnits, tallyRows } from './overview.ts';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

let database: FreshDatabase;
const asked = { year: 2026, day: '2026-06-15' };
const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** A store that asks for the plan of everything instead of running it. */
function planning(plans: Plan[]): Store {
  return {
    reach: reach.everything(),
    rows: async (query) => {
      const { sql, parameters } = query.compile(compiler);
      const { rows } = await database.pool.query(`explain (format json) ${sql}`, [...parameters]);
      plans.push(rows[0]['QUERY PLAN'][0].Plan);
      return [];
    },
    finish: () => assert.fail('a page writes nothing'),
    script: () => assert.fail('a page reads through rows'),
    copy: () => assert.fail('a page copies nothing'),
  };
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** The large tables that a reading would go through from end to end. */
async function scannedBy(read: (store: Store) => Promise<unknown>): Promise<string[]> {
  const plans: Plan[] = [];
  await read(planning(plans));
  assert.ok(plans.length > 0);
  return plans
    .flatMap(nodesOf)
    .filter((node) => node['Node Type'] === 'Seq Scan')
    .map((node) => node['Relation Name'] ?? '')
    .filter((table) =>
      ['fulfilment', 'fulfilment_record', 'tally', 'record', 'unit', 'unit_count', 'act'].includes(table),
    );
}

before(async () => {
  database = await freshDatabase();
  // 200 counties in four provinces, twelve villages each with their rows: enough for a plan to matter.
  await database.pool.query(`
    create temp table place as select p || lpad(n::text, 4, '0') county, p::text province
      from unnest(array['43', '44', '45', '46']) p, generate_series(101, 150) n;
    insert into unit select p, '0', 'province', 'province', true, p, 'x', 'x', '1949-10-01', null from (select distinct province p from place) one;
    insert into unit select distinct left(county, 4), province, 'city', 'city', true, county, 'x', 'x', '1949-10-01'::date, null::date
      from (select min(county) county, province from place group by left(county, 4), province) one;
    insert into unit select county, left(county, 4), 'county', 'county', true, county, 'x', 'x', '1949-10-01', null from place;
    insert into unit select county || '100' || lpad(n::text, 3, '0'), county || '100', 'village', 'village', true, 'x', 'x', 'x', '1949-10-01', null
      from place, generate_series(200, 219) n;
    insert into unit_count select code, 'village', 'village', true, '1949-10-01'::date + n, 20, 0 from unit, generate_series(1, 60) n where level <> 'village';
    insert into fulfilment select county, county || '100' || lpad((200 + n % 20)::text, 3, '0'), 'duty-' || n % 13, 'seat', '2026-' || n, 2026, 1, '2026-03-01', null, null, '2026-03-01'
      from place, generate_series(1, 300) n;
    insert into fulfilment_record select county_code, unit_code, duty, holder, period, gen_random_uuid(), '', county_code, '2026-03-01', null, false from fulfilment;
    insert into record select record_county, record_id, 'meeting', unit_code, day, 'recorded', true, '{}', 'x', 1, 'x', 'x', '{}', now(), '{}', 'operator' from fulfilment_record;
    insert into tally select home, home, 2026, span, 'duty-' || n % 13, '2026Q' || n % 5, day, 1, 0, 1
      from (select county home from place union all select distinct province from place union all select '0') one,
        (values ('total', '0001-01-01'::date), ('month', '2026-03-01'), ('day', '2026-03-01')) s (span, base),
        lateral (select n, case span when 'total' then base else base + (n % 90) end as day from generate_series(1, 200) n) rows
      on conflict do nothing;
  `);
  await database.pool.query('analyze');
});

const scopes = ['0', '43', '4301', '430101', '430101100', '430101100201'];

test('tallies and months are read by their key, at every level', async () => {
  for (const scope of ['0', '43', '430101']) {
    const children = ['430101', '430102', '430103'];
    assert.deepEqual(await scannedBy((store) => tallyRows(store, [scope, ...children], 2026, asked.day)), [], scope);
    assert.deepEqual(await scannedBy((store) => monthRows(store, [scope], 2026, asked.day)), [], scope);
  }
});

test('the rows of one county are read by its key, alone and with those of another', async () => {
  const held = [{ duty: 'duty-1', need: 1 }];
  for (const some of [['430101'], ['430101100'], ['430101100201'], ['430101', '440102100']])
    assert.deepEqual(await scannedBy((store) => liveRows(store, some, 12, asked, held)), [], some.join());
  assert.deepEqual(await scannedBy((store) => recordCount(store, '430101100', 2026)), []);
});

test('units, counts and lines are read by their keys', async () => {
  for (const scope of scopes) {
    assert.deepEqual(await scannedBy((store) => scopeUnits(store, scope, asked.day)), [], scope);
    assert.deepEqual(await scannedBy((store) => countRows(store, [scope], [scope])), [], scope);
    assert.deepEqual(await scannedBy((store) => linesAround(store, parseUnitCode(scope), asked.day)), [], scope);
    assert.deepEqual(await scannedBy((store) => factSteps(store, scope)), [], scope);
  }
});

test('a page of obligations is read by keys', async () => {
  const owed = [
    {
      ...{ duty: 'duty-1', holder: 'seat', period: '2026-1', year: 2026, from_day: '2026-01-01', to_day: '2026-12-31' },
      ...{
        due: '2026-12-31',
        soon: '2026-12-01',
        need: 1,
        goal: null,
        targets: null,
        nearly: null,
        is_coverage: false,
      },
      ...{ is_holding: false, unit: null, level: 'village' as const, farming: true, kinds: null },
      ...{ counted_from: '2026-01-01', counted_on: '2026-06-15' },
    } as const,
  ];
  for (const scope of ['430101', '430101100', '430101100201'])
    for (const isOwn of [true, false]) {
      const page = { unit: parseUnitCode(scope), isOwn, day: asked.day, limit: 50 };
      assert.deepEqual(await scannedBy((store) => listOwed(store, owed, page)), [], scope);
    }
});
