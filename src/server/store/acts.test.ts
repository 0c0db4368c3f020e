import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { Refusal } from '#regime';
import { library } from '../../../test/support/packs.ts';
import { type FreshDatabase, freshDatabase } from '../../../test/support/postgres.ts';
import { plantKites } from '../../../test/support/tree.ts';
import { type ActOutcome, type ActRequest, performAct } from './acts.ts';
import { countingStatements } from './counter.ts';
import { openStore, type Stores } from './open-store.ts';
import { rollNow } from './roll.ts';
import { verifyAll } from './verify.ts';

const law = library('example');
const today = '2026-06-15';

let database: FreshDatabase;
let stores: Stores;

before(async () => {
  database = await freshDatabase();
  await plantKites(database.pool);
  stores = openStore(database.pool);
});

const request = (given: Partial<ActRequest> & Pick<ActRequest, 'verb' | 'body'>): ActRequest => ({
  county: '990101',
  record: randomUUID(),
  id: randomUUID(),
  actor: 'operator',
  at: '2026-06-15T02:00:00.000Z',
  today,
  ...given,
});
const act = (given: Partial<ActRequest> & Pick<ActRequest, 'verb' | 'body'>): Promise<ActOutcome> =>
  performAct(stores, law, request(given));
const council = (day: string) => ({ kind: 'gathering', unit: '990101', day, fields: { type: 'council' } });

const refuses =
  (code: string, facts: object = {}) =>
  (error: unknown) => {
    assert.ok(error instanceof Refusal, String(error));
    assert.equal(error.code, code);
    for (const [name, value] of Object.entries(facts)) assert.deepEqual(error.facts[name], value);
    return true;
  };

const rowsOf = async (sql: string, values: unknown[] = []) => (await database.pool.query(sql, values)).rows;
const everything = async () =>
  Promise.all(
    ['act', 'record', 'fulfilment', 'fulfilment_record', 'tally', 'tally_delta', 'act_chain'].map((table) =>
      rowsOf(`select * from ${table} order by 1, 2, 3`),
    ),
  );

describe('one act', () => {
  test('writes record, credit, progress and a change for the county and everything above', async () => {
    const done = await act({ verb: 'create', body: council('2026-02-03') });
    assert.equal(done.repeated, false);
    assert.equal(done.fulfils, 1);
    assert.deepEqual(
      done.moved.map(({ progress, need }) => [progress.duty, progress.period, progress.done, progress.metDay, need]),
      [['wind-council', '2026Q1', 1, '2026-02-03', 1]],
    );
    const deltas = await rowsOf(
      `select unit_code, year, met, done from tally_delta where duty = 'wind-council' order by unit_code`,
    );
    assert.deepEqual(
      deltas.map((row) => [row.unit_code, row.year, row.met, row.done]),
      ['0', '99', '9901', '990101'].map((unit) => [unit, 2026, 1, 1]),
    );
  });

  test('costs at most six round trips', async () => {
    const counter = { statements: 0 };
    await countingStatements(counter, () => act({ verb: 'create', body: council('2026-02-04') }));
    assert.ok(counter.statements <= 6, `${counter.statements} round trips`);
  });

  test('sent again it changes nothing and is answered again', async () => {
    const sent = request({ verb: 'create', body: council('2026-05-01') });
    const first = await performAct(stores, law, sent);
    const rows = await everything();
    const second = await performAct(stores, law, { ...sent, at: '2026-06-15T09:00:00.000Z' });
    assert.equal(second.repeated, true);
    assert.deepEqual({ ...second, repeated: false, law: 0, org: 0 }, { ...first, law: 0, org: 0 });
    assert.deepEqual(await everything(), rows);
  });

  test('under a known id with other content is refused', async () => {
    const sent = request({ verb: 'create', body: council('2026-05-02') });
    await performAct(stores, law, sent);
    await assert.rejects(
      performAct(stores, law, { ...sent, body: council('2026-05-03') }),
      refuses('duplicate_act', { act: sent.id }),
    );
    await assert.rejects(performAct(stores, law, { ...sent, record: randomUUID() }), refuses('duplicate_act'));
  });

  test('that withdraws takes everything back', async () => {
    await rollNow(stores);
    const was = await rowsOf('select * from tally order by 1, 2, 3, 4, 5, 6, 7');
    const record = randomUUID();
    const fields = { type: 'festival', note: '𠮷䶮㛃 北风' };
    await act({ record, verb: 'create', body: { kind: 'gathering', unit: '990101', day: '2026-03-03', fields } });
    const [kept] = await rowsOf('select fields, title from record where id = $1', [record]);
    assert.equal(kept.fields.note, fields.note);
    await rollNow(stores);
    const done = await act({ record, verb: 'withdraw', body: { reason: '登记重复', version: 1 } });
    assert.deepEqual(
      done.moved.map(({ progress }) => [progress.duty, progress.done, progress.metDay]),
      [['kite-festival', 0, null]],
    );
    await rollNow(stores);
    const is = await rowsOf('select * from tally where (met, excused, done) <> (0, 0, 0) order by 1, 2, 3, 4, 5, 6, 7');
    assert.deepEqual(
      is,
      was.filter((row) => row.met || row.excused || row.done),
    );
    assert.deepEqual(await rowsOf('select * from fulfilment_record where record_id = $1', [record]), []);
  });

  test('credits a seat of a higher unit in that unit’s own home', async () => {
    const record = randomUUID();
    const fields = { type: 'village', seats: ['990101:kite-keeper'], villages: ['990101100200', '990101101201'] };
    const body = { kind: 'stroll', unit: '990101', day: '2026-04-01', fields };
    const done = await act({ record, verb: 'create', body });
    assert.deepEqual(
      done.moved.map(({ progress, need }) => [progress.duty, progress.period, progress.done, need]),
      [['village-stroll', 'T2024-02-01', 2, 7]],
    );
    const [row] = await rowsOf('select homes, county_code from record where id = $1', [record]);
    assert.deepEqual(row, { homes: ['990101'], county_code: '990101' });
    const term = await rowsOf(`select unit_code, year, period, done from tally_delta where duty = 'village-stroll'`);
    assert.ok(term.every(({ year, period, done: by }) => year === 0 && period === 'term' && by === 2));
    assert.equal(term.length, 4);
  });
});

test('an amendment that says nothing new adds no act, and the version stays', async () => {
  const sent = request({ verb: 'create', body: council('2026-05-04') });
  const { fulfils } = await performAct(stores, law, sent);
  const rows = await everything();
  const same = { record: sent.record, verb: 'amend' as const };
  for (const body of [{}, { version: 1, fields: { type: 'council', note: null } }, { day: '2026-05-04' }]) {
    const done = await act({ ...same, body });
    assert.deepEqual([done.idle, done.repeated, done.record.version, done.fulfils], [true, false, 1, fulfils]);
    assert.deepEqual([done.moved, done.counts], [[], true]);
  }
  assert.deepEqual(await everything(), rows);
  await assert.rejects(act({ ...same, body: { version: 7 } }), refuses('version_conflict'));
  await assert.rejects(
    act({ ...same, body: { fields: { type: 'council', colour: 'red' } } }),
    refuses('field_unknown'),
  );
  const changed = await act({ ...same, body: { version: 1, fields: { note: '微风' } } });
  assert.deepEqual([changed.idle, changed.record.version], [false, 2]);
});

describe('an act is refused, and leaves nothing, when', () => {
  const cases: [string, string, Partial<ActRequest> & Pick<ActRequest, 'verb' | 'body'>][] = [
    ['its unit is unknown', 'unit_unknown', { verb: 'create', body: { ...council('2026-02-03'), unit: '990101999' } }],
    ['its unit is no code', 'unit_code_invalid', { verb: 'create', body: { ...council('2026-02-03'), unit: 'x' } }],
    [
      'its unit lies elsewhere',
      'unit_outside_county',
      { verb: 'create', body: { ...council('2026-02-03'), unit: '990102' } },
    ],
    [
      'the address names no county',
      'unit_outside_county',
      { county: '990101100', verb: 'create', body: council('2026-02-03') },
    ],
    ['its day has not come', 'day_future', { verb: 'create', body: council('2026-06-16') }],
    ['its day is none', 'day_invalid', { verb: 'create', body: council('2026-02-30') }],
    ['its day is before any law', 'law_none', { verb: 'create', body: council('2020-02-03') }],
    ['its kind is unknown', 'kind_unknown', { verb: 'create', body: { ...council('2026-02-03'), kind: 'dance' } }],
    [
      'its kind belongs to another level',
      'kind_not_at_level',
      { verb: 'create', body: { ...council('2026-02-03'), kind: 'tea-call' } },
    ],
    [
      'its text is endless',
      'text_too_long',
      { verb: 'create', body: { ...council('2026-02-03'), fields: { type: 'council', note: '长'.repeat(100_000) } } },
    ],
    [
      'its text is broken',
      'text_broken',
      { verb: 'create', body: { ...council('2026-02-03'), fields: { type: 'council', note: 'a\ufffdb' } } },
    ],
    [
      'the day lies outside the tenure',
      'day_outside_tenure',
      {
        verb: 'create',
        body: {
          kind: 'stroll',
          unit: '990101',
          day: '2024-01-15',
          fields: { type: 'village', seats: ['990101:kite-keeper'] },
        },
      },
    ],
    ['there is no record to change', 'record_unknown', { verb: 'amend', body: { fields: { note: 'x' } } }],
  ];
  for (const [when, code, given] of cases)
    test(when, async () => {
      const rows = await everything();
      await assert.rejects(act(given), refuses(code));
      assert.deepEqual(await everything(), rows);
    });

  test('the record has moved on, exists already, or is withdrawn', async () => {
    const record = randomUUID();
    await act({ record, verb: 'create', body: council('2026-02-05') });
    await act({ record, verb: 'amend', body: { version: 1, fields: { note: '改' } } });
    await assert.rejects(act({ record, verb: 'create', body: council('2026-02-05') }), refuses('record_exists'));
    await assert.rejects(
      act({ record, verb: 'amend', body: { version: 1, fields: { note: '再改' } } }),
      refuses('version_conflict', { given: 1, version: 2 }),
    );
    await assert.rejects(act({ record, verb: 'withdraw', body: {} }), refuses('reason_required'));
    await act({ record, verb: 'withdraw', body: { reason: '错' } });
    await assert.rejects(act({ record, verb: 'amend', body: { fields: { note: '又' } } }), refuses('act_not_open'));
  });
});

describe('many acts', () => {
  test('at once on one county keep one chain and exact figures; on one record one wins', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => act({ verb: 'create', body: council(`2025-0${(i % 9) + 1}-1${i % 10}`) })),
    );
    const record = randomUUID();
    await act({ record, verb: 'create', body: council('2026-01-05') });
    const tried = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) =>
        act({ record, verb: 'amend', body: { version: 1, fields: { note: `${i}` } } }),
      ),
    );
    assert.equal(tried.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const one of tried)
      if (one.status === 'rejected') assert.ok(refuses('version_conflict')(one.reason), 'only the version may stop it');
    const [head] = await rowsOf(`select seq, (select count(*)::int from act where county_code = c.county_code) acts
      from act_chain c where county_code = '990101'`);
    assert.equal(head.seq, head.acts);
    assert.deepEqual((await verifyAll(stores, law)).breaches, []);
  });
});
