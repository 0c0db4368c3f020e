/** The figures of the board against every other way to the same numbers, before and after units changed. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { loadRegimes } from '#regime';
import { type TestApp, testApp } from '../../../test/support/app.ts';
import { packTexts } from '../../../test/support/packs.ts';
import { seatPerson } from '../../../test/support/tree.ts';
import { recountAll } from '../store/recount.ts';
import { rollNow } from '../store/roll.ts';
import { verifyAll } from '../store/verify.ts';

let web: TestApp;
/** The kite packs, with a window shorter than the days of being near, and with "one or more" that does not include one. */
const more = `duties:
  - id: short-flight
    name: { zh: 短飞, en: Short flight }
    group: task
    clauses: [example/art7/s2]
    holder: { level: county, body: kite-board, mode: joint }
    from: '2026-01-01'
    measure: { type: count, cadence: by_date, need: 1, window: { from: '2026-06-12', to: '2026-06-14' } }
    fulfilled_by: [{ kind: gathering, where: { type: flight } }]
  - id: more-tables
    name: { zh: 一个以上的座, en: Tables }
    group: contact
    clauses: [example/art5/s3]
    holder: { level: county, seats: [kite-keeper], mode: each }
    from: '2024-01-01'
    measure: { type: holding, need: 1 }
    fulfilled_by: [{ kind: table }]
    assumptions: [g-5]
`;
const including = `
  - id: g-5
    question: { zh: 含不含一, en: Is one included }
    default: { zh: 不含, en: It is not }
    reason: { zh: 示例, en: Sample }
    values: [{ key: includes, from: '2024-01-01', value: false }]
    acts_in: [duty]
`;
const texts = [
  ...packTexts
    .filter(({ path }) => /^regimes\/example(-county)?\//.test(path))
    .map(({ path, text }) =>
      path === 'regimes/example/assumptions.yaml' ? { path, text: `${text.trimEnd()}\n${including}` } : { path, text },
    ),
  { path: 'regimes/example/duties/more.yaml', text: more },
];
const packs = loadRegimes(texts);
const days = [
  '2026-01-31',
  '2026-03-20',
  '2026-04-30',
  '2026-05-01',
  '2026-05-31',
  '2026-06-01',
  '2026-06-10',
  '2026-06-15',
];
const counties = ['990101', '990102'];
const names = ['owed', 'due', 'met', 'due_met', 'excused', 'open', 'due_soon', 'overdue'] as const;
type Figures = Record<(typeof names)[number], number>;

const of = (figures: Figures): Figures => Object.fromEntries(names.map((name) => [name, figures[name]])) as Figures;
const sum = (all: readonly Figures[]): Figures =>
  Object.fromEntries(names.map((name) => [name, all.reduce((total, one) => total + one[name], 0)])) as Figures;

async function read(url: string) {
  const { status, body } = await web.get(url);
  assert.equal(status, 200, `${url}: ${JSON.stringify(body)}`);
  return body;
}
const overview = (code: string, day: string, more = '') => read(`/api/units/${code}/overview?day=${day}${more}`);

/** The figures that the list of obligations gives, terms aside. */
async function listed(code: string, day: string): Promise<Figures> {
  const figures = sum([]);
  for (let after = ''; ; ) {
    const page = await read(`/api/units/${code}/obligations?day=${day}&limit=200${after}`);
    for (const row of page.rows) {
      if (row.period.startsWith('T')) continue;
      figures.owed += 1;
      figures[row.status as 'met'] += 1;
      if (row.due === null || row.due >= day) continue;
      figures.due += 1;
      if (row.status === 'met') figures.due_met += 1;
    }
    if (page.next === null) return figures;
    after = `&after=${page.next}`;
  }
}

/** Units in force on a day below a county, itself included. */
async function below(county: string, day: string): Promise<string[]> {
  const { rows } = await web.database.pool.query(
    `select code from unit where code like $1 and valid_from <= $2 and (valid_to is null or valid_to > $2) order by 1`,
    [`${county}%`, day],
  );
  return rows.map(({ code }) => code);
}

async function agree(on: readonly string[]): Promise<void> {
  for (const day of on) {
    for (const county of counties)
      for (const code of await below(county, day)) {
        const board = await overview(code, day);

        assert.deepEqual(of(board.total), await listed(code, day), `list of ${code} on ${day}`);
        const anew = await overview(code, day, `&regime=${board.regime.id}`);
        assert.deepEqual(of(anew.total), of(board.total), `anew ${code} on ${day}`);
        assert.deepEqual(anew.levels, board.levels, `levels of ${code} on ${day}`);
        assert.deepEqual(anew.coverage, board.coverage, `coverage of ${code} on ${day}`);
      }
    for (const code of ['99', '9901', ...counties]) {
      const board = await overview(code, day);
      const parts = [...board.children.map((child: { figures: Figures }) => of(child.figures)), of(board.own)];
      // What a unit owes before it ends, or after it begins, is in the sum on days when it is no child.
      if (!(await hasChanged(code))) assert.deepEqual(of(board.total), sum(parts), `parts of ${code} on ${day}`);
      assert.deepEqual(of(board.total), sum(board.levels.map((row: { figures: Figures }) => of(row.figures))));
      assert.deepEqual(of(board.total), sum(board.duties.map((row: { figures: Figures }) => of(row.figures))));
      for (const name of names) assert.ok(board.total[name] >= 0, `${name} of ${code} on ${day}`);
    }
  }
}

async function hasChanged(scope: string): Promise<boolean> {
  const { rows } = await web.database.pool.query(
    `select from unit where code like $1 || '%' and (valid_to is not null or valid_from > '2025-01-01') limit 1`,
    [scope],
  );
  return rows.length > 0;
}

const record = async (unit: string, kind: string, day: string, fields: object) => {
  const { answer } = await web.record(unit.slice(0, 6), { kind, unit, day, fields });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
};
const change = async (verb: string, day: string, from: string[], to: object[]) => {
  const { status, body } = await web.post('/api/unit-acts', { id: randomUUID(), verb, day, from, to });
  assert.equal(status, 200, JSON.stringify(body));
};
const clean = async () => {
  assert.deepEqual((await verifyAll(web.stores, packs)).breaches, []);
  await rollNow(web.stores);
  assert.deepEqual((await verifyAll(web.stores, packs)).breaches, []);
};

before(async () => {
  web = await testApp(undefined, packs, undefined, texts);
  await web.database.pool.query(
    `insert into unit_load values ('village', 'test', 16, now()), ('upper', 'test', 8, now())`,
  );
  await seatPerson(web.database.pool, { unit: '990102', seat: 'kite-keeper', from: '2025-03-01', name: '示例·丁' });
  for (const county of counties) {
    for (const day of ['2025-11-05', '2026-01-08', '2026-02-03', '2026-05-02', '2026-06-10'])
      await record(county, 'gathering', day, { type: 'council' });
    await record(county, 'gathering', '2026-04-25', { type: 'festival' });
    await record(county, 'gathering', '2026-03-05', { type: 'study' });
    await record(county, 'gathering', '2026-04-05', { type: 'study' });
    const township =
      (await below(county, '2026-01-01')).find((code) => code.length === 9 && code.slice(6) >= '100') ?? '';
    await record(township, 'paper', '2026-01-20', { type: 'letter' });
    await record(county, 'paper', '2026-05-20', { type: 'letter' });
    await record(township, 'pardon', '2026-05-25', {
      duty: 'township-wind-letter',
      period: '2026',
      reason: '示例',
      approver: '示例',
    });
  }
  for (const code of ['990101100200', '990101101201', '990102100200'])
    await record(code, 'paper', '2026-02-10', { type: 'door-note' });
  await record('990101101201', 'pardon', '2026-03-10', {
    duty: 'kite-story',
    period: '2026H1',
    reason: '示例',
    approver: '示例',
  });
  await record('990101101200', 'pardon', '2026-03-15', {
    duty: 'kite-story',
    period: '2026H1',
    reason: '示例',
    approver: '示例',
  });
  const seats = ['990101:kite-keeper'];
  const stroll = (day: string, ...villages: string[]) =>
    record('990101', 'stroll', day, { type: 'village', seats, villages });
  await stroll('2026-02-01', '990101100200', '990101100201');
  await stroll('2026-03-01', '990101100202', '990101101200');
  await stroll('2026-05-10', '990101100200', '990101101201');
  const table = (day: string, until?: string) =>
    record('990101', 'table', day, { seats, village: '990101100200', ...(until ? { until } : {}) });
  await table('2025-12-01', '2026-02-28');
  await table('2026-05-20');
  await table('2026-06-01', '2026-06-12');
});
after(async () => {
  assert.deepEqual(web.bugs, []);
  assert.ok(web.costliest.statements <= 10, `${web.costliest.url}: ${web.costliest.statements}`);
  await web.app.close();
});

describe('the board', () => {
  test('says what the list says and what the records say judged anew, for every unit and day', () => agree(days));
  test('stands on rows that verify', clean);
});

describe('after villages merged, a township was split and a county moved', () => {
  const reached = async (code: string, day: string) => {
    const { coverage } = await overview(code, day);
    const row = coverage.find((one: { duty: string }) => one.duty === 'village-stroll');
    return [row.reached, row.targets];
  };

  test('a visit counts under the successor, once', async () => {
    assert.deepEqual(await reached('990101', '2026-06-15'), [5, 7]);
    await change('merge', '2026-05-01', ['990101100200', '990101100201'], [{ code: '990101100200' }]);
    assert.deepEqual(await reached('990101', '2026-04-30'), [4, 7]);
    assert.deepEqual(await reached('990101', '2026-05-01'), [3, 6]);
    assert.deepEqual(await reached('990101', '2026-06-15'), [4, 6]);
    await change('merge', '2026-06-01', ['990101100202', '990101100203'], [{ code: '990101100210', name: '北风新村' }]);
    assert.deepEqual(await reached('990101', '2026-05-31'), [4, 6]);
    assert.deepEqual(await reached('990101', '2026-06-01'), [4, 5]);
    assert.deepEqual(await reached('9901', '2026-04-30'), [4, 8]);
    assert.deepEqual(await reached('9901', '2026-06-15'), [4, 6]);
    await clean();
    await agree(days);
  });

  test('a share that is reached because targets became fewer is reached from that day on', async () => {
    await record('990101', 'stroll', '2026-05-12', {
      type: 'village',
      seats: ['990101:kite-keeper'],
      villages: ['990101101202'],
    });
    const status = async (day: string) =>
      (await read(`/api/units/990101/obligations?day=${day}&duty=village-stroll`)).rows.map(
        (row: { done: number; need: number; status: string }) => [row.done, row.need, row.status],
      );
    assert.deepEqual(await status('2026-05-31'), [[5, 6, 'open']]);
    assert.deepEqual(await status('2026-06-01'), [[5, 5, 'met']]);
    await clean();
    await agree(days);
  });

  test('a split township and a village that moves there keep the figures exact', async () => {
    await change('split', '2026-06-05', ['990101101'], [{ code: '990101101' }, { code: '990101102', name: '西风乡' }]);
    await change('transfer', '2026-06-06', ['990101101200'], [{ code: '990101102200' }]);
    assert.deepEqual(await reached('990101', '2026-06-15'), [5, 5]);
    await clean();
    await agree(days);
  });

  test('a county that becomes another ends what it owed in running periods', async () => {
    await change('transfer', '2026-06-08', ['990102'], [{ code: '990103', name: '静风区', kind: 'district' }]);
    counties.push('990103');
    await clean();
    await agree(days);
  });
});

describe('under the units of today', () => {
  test('figures as it is now: facts of former units stand under those that follow, and the whole stays the same', async () => {
    const today = '2026-06-15';
    for (const day of [...days, '2025-12-31'])
      for (const code of ['99', '9901', '990101', '990103', '990101101', '990101102']) {
        const now = await overview(code, day, '&units=now');
        const then = await overview(code, day);
        assert.deepEqual([now.units, then.units], ['now', 'then']);
        const parts = [...now.children.map((child: { figures: Figures }) => of(child.figures)), of(now.own)];
        assert.deepEqual(of(now.total), sum(parts), `parts of ${code} on ${day}`);
        assert.deepEqual(
          now.children.map((child: { unit: { code: string } }) => child.unit.code),
          (await overview(code, today)).children.map((child: { unit: { code: string } }) => child.unit.code),
        );
        if (['99', '9901'].includes(code)) {
          assert.deepEqual(of(now.total), of(then.total), `${code} on ${day}`);
          assert.deepEqual(now.trend, then.trend);
        }
      }
    const [was, gone] = [await overview('990102', '2026-05-31'), await overview('990103', '2026-05-31')];
    const heir = await overview('990103', '2026-05-31', '&units=now');
    assert.equal(gone.total.owed - gone.total.open, 0);
    assert.deepEqual(of(heir.total), sum([of(was.total), of(gone.total)]));
    assert.ok(heir.total.met > 0);
    assert.deepEqual(heir.coverage, was.coverage);
  });

  test('figures as it is now follow a village through mergers to its last successor', async () => {
    const before = await Promise.all(['990101100202', '990101100203'].map((code) => overview(code, '2026-03-31')));
    const after = await overview('990101100210', '2026-03-31', '&units=now');
    const own = await overview('990101100210', '2026-03-31');
    assert.deepEqual(of(after.total), sum([...before, own].map((one) => of(one.total))));
    const moved = await overview('990101102200', '2026-03-31', '&units=now');
    assert.equal(moved.total.excused, 1);
    assert.equal((await overview('990101102', '2026-03-31', '&units=now')).total.excused, 1);
    assert.equal((await overview('990101101', '2026-03-31', '&units=now')).total.excused, 0);
    assert.equal((await overview('990101101', '2026-03-31')).total.excused, 1);
  });

  test('the page of a unit leads to what came before and after, step by step', async () => {
    const turns = async (code: string) => {
      const unit = await read(`/api/units/${code}`);
      const short = (list: { unit: { code: string }; verb: string; day: string }[]) =>
        list.map((turn) => [turn.unit.code, turn.verb, turn.day]);
      return [short(unit.predecessors), short(unit.successors)];
    };
    await change('transfer', '2026-06-12', ['990101100210'], [{ code: '990101102210' }]);
    assert.deepEqual(await turns('990101100203'), [[], [['990101100210', 'merge', '2026-06-01']]]);
    assert.deepEqual(await turns('990101100210'), [
      [
        ['990101100202', 'merge', '2026-06-01'],
        ['990101100203', 'merge', '2026-06-01'],
      ],
      [['990101102210', 'transfer', '2026-06-12']],
    ]);
    assert.deepEqual(await turns('990103100'), [[['990102100', 'transfer', '2026-06-08']], []]);
    await clean();
    await agree(days);
  });

  test('a recount finds nothing to do, and repairs what was spoilt', async () => {
    const none = { seats: 0, credits: 0, progress: 0, tallies: 0, reviews: 0 };
    assert.deepEqual(await recountAll(web.stores, packs), none);
    const { pool } = web.database;
    await pool.query(`delete from fulfilment_record where county_code = '990101' and duty = 'wind-council'`);
    await pool.query(
      `update fulfilment set done = 7, met_day = null where county_code = '990101' and duty = 'village-stroll'`,
    );
    await pool.query(`insert into tally_delta select county_code, gen_random_uuid(), unit_code, year, duty, period, day, 5, 0, 5
      from tally where span = 'day' and unit_code = '9901' limit 1`);
    assert.notDeepEqual((await verifyAll(web.stores, packs)).breaches, []);
    const fixed = await recountAll(web.stores, packs);
    assert.ok(fixed.credits > 0 && fixed.progress > 0 && fixed.tallies > 0, JSON.stringify(fixed));
    await clean();
    await agree(['2026-06-15']);
  });

  test('a what-if counts as it was and says so', async () => {
    assert.equal((await overview('990101', '2026-06-15', '&units=now&regime=example')).units, 'then');
  });
});

test('a board looks no further than the last year that can be asked for', async () => {
  for (const page of ['/overview', '/obligations', '/sheets/kite-keeper', '/seats']) {
    const last = await web.get(`/api/units/990101${page}?day=2100-12-31`);
    assert.equal(last.status, 200, `${page} ${JSON.stringify(last.body)}`);
    const beyond = await web.get(`/api/units/990101${page}?day=9999-12-31`);
    assert.deepEqual([beyond.status, beyond.body.code], [400, 'day_too_far']);
  }
});
