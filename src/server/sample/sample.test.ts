import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, test } from 'node:test';
import type { Reply } from '#contract';
import { Refusal } from '#regime';
import { library } from '../../../test/support/packs.ts';
import { freshDatabase } from '../../../test/support/postgres.ts';
import { databaseWithUnits, type SampledDatabase, sampledDatabase } from '../../../test/support/sample.ts';
import { onMachine } from '../operator.ts';
import { allRoutes } from '../routes/all-routes.ts';
import { performAct } from '../store/acts.ts';
import { openStore } from '../store/open-store.ts';
import { verifyAll } from '../store/verify.ts';
import { fillSample } from './fill-sample.ts';
import { sampleName } from './people.ts';
import { writeSample } from './write-sample.ts';

// Four days before a month ends: its notices are due soon, those of December still open.
const today = '2026-11-26';
const asked = { body: undefined, ...onMachine };
const paging = { limit: 200, scope: 'all' as const };

let sampled: SampledDatabase;
let routes: ReturnType<typeof allRoutes>;

before(async () => {
  sampled = await sampledDatabase(today);
  routes = allRoutes(sampled.context);
});

const rowsOf = async (sql: string, values: unknown[] = []) => (await sampled.database.pool.query(sql, values)).rows;
const refuses = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const sheet = (code: string, seat: string): Promise<Reply<'getSheet'>> =>
  routes.getSheet({ params: { code, seat }, query: {}, ...asked });

describe('the sample', () => {
  test('is as the acts say: chain, records, credits, progress and tallies', async () => {
    assert.deepEqual((await verifyAll(sampled.context.stores, sampled.context.library)).breaches, []);
    assert.ok(sampled.outcome.records > 1000, `${sampled.outcome.records} records`);
  });

  test('is the same for the same seed, and another for another', async () => {
    const again = await sampledDatabase(today);
    const other = await sampledDatabase(today, 7);
    assert.deepEqual(again.outcome, sampled.outcome);
    assert.notEqual(other.outcome.mark, sampled.outcome.mark);
    const content = `select md5(string_agg(f::text, '|' order by f::text)) as content from fulfilment f`;
    const [one, two] = [await rowsOf(content), (await again.database.pool.query(content)).rows];
    assert.deepEqual(one, two);
  });

  test('fills no installation twice, and none without units', async () => {
    const { stores } = sampled.context;
    await assert.rejects(writeSample(stores, library(), { today }), refuses('sample_not_empty'));
    assert.equal(await fillSample({ stores, library: library(), today }), undefined);
    const bare = openStore((await freshDatabase()).pool);
    await assert.rejects(writeSample(bare, library(), { today }), refuses('sample_units_missing'));
  });

  test('is wholly there or not at all', async () => {
    const { pool } = await databaseWithUnits();
    const onProgress = (homes: number): void => {
      if (homes === 2) throw new Error('stopped in the middle');
    };
    await assert.rejects(writeSample(openStore(pool), library(), { today, onProgress }), /stopped in the middle/);
    for (const table of ['act', 'act_chain', 'record', 'fulfilment', 'tally', 'tenure', 'unit_fact'])
      assert.deepEqual((await pool.query(`select from ${table}`)).rowCount, 0, table);
  });

  test('holds nothing of the future, whatever the day of the year', async () => {
    for (const day of ['2026-01-05', '2026-07-01', '2027-01-01', '2028-02-29']) {
      const { database, context } = await sampledDatabase(day);
      const { rows } = await database.pool.query(
        `select count(*)::int as acts from act where day > $1 or (at at time zone 'Asia/Shanghai')::date > $1`,
        [day],
      );
      assert.equal(rows[0].acts, 0, day);
      assert.deepEqual((await verifyAll(context.stores, context.library)).breaches, [], day);
    }
  });

  test('takes ordinary acts behind it', async () => {
    const { stores } = sampled.context;
    const done = await performAct(stores, sampled.context.library, {
      county: '433124',
      record: randomUUID(),
      id: randomUUID(),
      verb: 'create',
      body: { kind: 'meeting', unit: '433124', day: today, fields: { meeting_type: 'rural-work-conference' } },
      actor: 'operator',
      at: `${today}T08:00:00.000Z`,
      today,
    });
    assert.equal(done.repeated, false);
    assert.deepEqual((await verifyAll(stores, sampled.context.library)).breaches, []);
  });
});

describe('every page finds something in it', () => {
  test('names of persons are visibly samples and never come twice', async () => {
    const names = Array.from({ length: 1000 }, (_, number) => sampleName(number));
    assert.equal(new Set(names).size, names.length);
    assert.deepEqual(names.slice(0, 2), ['示例甲', '示例乙']);
    const strange = await rowsOf(`select person_name from tenure where not sample or person_name !~ '^示例'`);
    assert.deepEqual(strange, []);
    const real = await rowsOf(`select from act where actor <> 'sample' and actor <> 'operator'`);
    assert.equal(real.length, 0);
    assert.equal((await rowsOf(`select from unit_fact where source not like '%示例%'`)).length, 0);
  });

  test('a village with lanes in every status', async () => {
    const [{ code }] = (await rowsOf(
      `select unit_code as code from record where kind = 'waiver' and length(unit_code) = 12 order by 1 limit 1`,
    )) as [{ code: string }];
    const { lanes } = await sheet(code, 'village-organizations');
    const statuses = new Set(lanes.flatMap((lane) => lane.obligations.map((row) => row.status)));
    assert.deepEqual([...statuses].sort(), ['due_soon', 'excused', 'met', 'open', 'overdue']);
  });

  test('the county secretary came this year; the villages of the one before are still shown', async () => {
    const { tenures, coverage, lanes } = await sheet('433124', 'party-secretary');
    assert.equal(tenures.length, 2);
    assert.ok(tenures[0]?.to !== null && tenures.every((one) => one.sample));
    const [visits] = coverage;
    assert.ok(visits && visits.visited.length > 0 && visits.missing.length > 0 && visits.earlier > 0);
    assert.ok(visits.pace !== null && visits.points.length > 0);
    const points = visits.points.map((point) => point.reached);
    assert.deepEqual(
      points,
      [...points].sort((a, b) => a - b),
    );
    assert.ok(lanes.some((lane) => lane.obligations.some((row) => row.status === 'met')));
  });

  test('one seat is vacant, some want attention, one target is waived', async () => {
    const { rows } = await routes.listSeats({
      params: { code: '433124105' },
      query: {},
      ...asked,
    });
    assert.ok(rows.some((row) => row.vacant));
    const page = await routes.listObligations({
      params: { code: '433124' },
      query: paging,
      ...asked,
    });
    assert.ok(page.rows.some((row) => row.attention));
    const waivers = await rowsOf(
      `select fields->'targets' as targets from record where kind = 'waiver' and unit_code = '433124'`,
    );
    assert.equal(waivers.length, 1);
    assert.equal(waivers[0].targets.length, 1);
  });

  test('a withdrawn record, a corrected one, entries that came late and reports of last year', async () => {
    const [counts] = await rowsOf(`select count(*) filter (where verb = 'withdraw')::int as withdrawn,
      count(*) filter (where verb = 'amend')::int as corrected,
      count(*) filter (where verb = 'create' and (at at time zone 'Asia/Shanghai')::date - day >= 3)::int as late from act`);
    assert.ok(counts.withdrawn >= 1 && counts.corrected >= 1 && counts.late >= 1, JSON.stringify(counts));
    const reports = await rowsOf(
      `select from record where kind = 'annual-report' and fields->>'year' = '2025' and day >= '2026-01-01'`,
    );
    assert.ok(reports.length > 0);
  });

  test('the district of Beijing lives under its own law, with a quarter excused and one overdue', async () => {
    const { rows } = await routes.listObligations({
      params: { code: '110118' },
      query: { ...paging, scope: 'own' },
      ...asked,
    });
    assert.ok(rows.some((row) => row.status === 'excused' && /Q\d$/.test(row.period)));
    assert.ok(rows.some((row) => row.status === 'overdue'));
    const acted = await rowsOf(
      `select distinct regime from record where county_code = '110118' and day > '2026-01-01'`,
    );
    assert.deepEqual(acted, [{ regime: 'beijing-2023' }]);
  });

  test('heads of the province and its cities have contact points below, and inspected counties are named', async () => {
    const contacts = await rowsOf(
      `select distinct kind from record where kind in ('contact-county', 'contact-township') order by 1`,
    );
    assert.deepEqual(
      contacts.map((row) => row.kind),
      ['contact-county', 'contact-township'],
    );
    const inspected = await rowsOf(
      `select from record where kind = 'inspection' and unit_code = '43' and jsonb_array_length(fields->'units') > 0`,
    );
    assert.ok(inspected.length > 0);
  });

  test('the rest of Hunan is alive but not perfect', async () => {
    const board = await routes.getOverview({ params: { code: '43' }, query: {}, ...asked });
    assert.ok(board.total.rate !== null && board.total.rate >= 0.6 && board.total.rate <= 0.95, `${board.total.rate}`);
    assert.ok(board.total.overdue > 0 && board.trend.some((month) => month.met > 0));
  });
});
