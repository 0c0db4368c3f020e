/** The same facts under another regime, from the nation to a village, against the records judged by pure functions. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { sql } from 'kysely';
import { creditsOf } from '#ledger';
import { isWithin, parseUnitCode } from '#org';
import { type Law, lawDayOf, loadRegimes } from '#regime';
import { type TestApp, testApp } from '../../../test/support/app.ts';
import { packTexts } from '../../../test/support/packs.ts';
import { seedFor } from '../../../test/support/seed.ts';
import { seatPerson } from '../../../test/support/tree.ts';
import { type RecordColumns, stateFrom } from '../store/act-rows.ts';
import type { Store } from '../store/open-store.ts';
import { type StoredOrg, storedOrg } from '../store/org-view.ts';
import { keyText, type StoredCredit } from '../store/settle.ts';
import { verifyAll } from '../store/verify.ts';
import { startCounting } from '../store/what-if/counting.ts';
import { staleHomes } from '../store/what-if/stale.ts';
import { stampOf } from '../store/what-if/stamp.ts';
import { dropWhatIf } from '../store/what-if/sums.ts';
import { verifyWhatIf } from '../store/what-if/verify-what-if.ts';
import { figuresOf } from './owed.ts';
import { standingsAnew } from './what-if.ts';

/** The kite packs, in which also the province strolls, and records of one unit may name the seats of another. */
const upper = `duties:
  - id: province-stroll
    name: { zh: 省里走村, en: Stroll of the province }
    group: visit
    clauses: [example/art5/s1]
    holder: { level: province, seats: [kite-keeper], mode: each }
    from: '2024-01-01'
    measure: { type: coverage, cadence: annual, of: villages, met_from: 0.3 }
    fulfilled_by: [{ kind: stroll }]
`;
const texts = [
  ...packTexts
    .filter(({ path }) => /^regimes\/example(-county)?\//.test(path))
    .map(({ path, text }) =>
      path.endsWith('example/records/table.yaml')
        ? { path, text: text.replace('levels: [county]', 'levels: [province, county]') }
        : { path, text },
    ),
  { path: 'regimes/example/duties/upper.yaml', text: upper },
];
const packs = loadRegimes(texts);

let web: TestApp;
const regimes = ['example', 'example-county'];
const uppers = ['0', '99', '9901'];
const names = ['owed', 'due', 'met', 'due_met', 'excused', 'open', 'due_soon', 'overdue'] as const;
type Figures = Record<(typeof names)[number], number>;
const of = (figures: Figures): Figures => Object.fromEntries(names.map((name) => [name, figures[name]])) as Figures;
const sum = (all: readonly Figures[]): Figures =>
  Object.fromEntries(names.map((name) => [name, all.reduce((total, one) => total + one[name], 0)])) as Figures;

const address = (code: string, regime: string, day: string, year?: number) =>
  `/api/units/${code}/overview?regime=${regime}&day=${day}${year === undefined ? '' : `&year=${year}`}`;

/** Waits until nothing is left to count under a regime as of a day. */
async function settled(regime: string, day: string, year = Number(day.slice(0, 4))): Promise<void> {
  const on = lawDayOf(year, day);
  const law = packs.under(regime, on);
  for (let tries = 0; tries < 2000; tries += 1) {
    web.counting.see(law, { regime, day: on, scope: '0' });
    await web.counting.idle();
    const left = await web.stores.asChecker((store) => staleHomes(store, stampOf(law)));
    if (left.length === 0) return;
    await sleep(2);
  }
  assert.fail(`${regime} was never counted`);
}

/** The overview once it is counted. */
async function counted(code: string, regime: string, day: string, year?: number) {
  const { status, body } = await web.get(address(code, regime, day, year));
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.counted?.changed ?? 0, 0);
  return body;
}

/** All that is stored of facts, read at once. */
async function world() {
  return web.stores.asChecker(async (store) => {
    const [row] = await store.rows<Parameters<typeof storedOrg>[0]>(sql`select
      (select jsonb_agg(u order by code) from unit u) units, null counts, (select jsonb_agg(f) from unit_fact f) facts,
      (select jsonb_agg(t order by from_day) from tenure t) tenures, (select jsonb_agg(l) from unit_successor l) lines`);
    const records = await store.rows<RecordColumns & { county_code: string }>(sql`select * from record`);
    return { org: storedOrg(row as NonNullable<typeof row>), records };
  });
}

/** Every obligation of the tree under a regime, judged from all records at once. */
function judgedAll(facts: Awaited<ReturnType<typeof world>>, regime: string, day: string, year: number) {
  const law = packs.under(regime, lawDayOf(year, day));
  const { org } = facts;
  const credits = facts.records.flatMap((row) =>
    creditsOf(law, stateFrom(row), org).map(
      (credit): StoredCredit => ({ ...credit, record: row.id, recordCounty: row.county_code }),
    ),
  );
  const judged = { credits: Map.groupBy(credits, keyText) };
  const on = (at: string, isTerm: boolean) =>
    standingsAnew(
      law,
      org,
      judged,
      org.units.map(({ code }) => code),
      { day: at, year },
      {},
    ).filter(({ obligation }) => obligation.period.key.startsWith('T') === isTerm);
  const end = `${year}-12-31`;
  return { law, standings: [...on(day, false), ...on(day < end ? day : end, true)] };
}

async function agree(
  facts: Awaited<ReturnType<typeof world>>,
  regime: string,
  day: string,
  year = Number(day.slice(0, 4)),
) {
  const { law, standings } = judgedAll(facts, regime, day, year);
  await settled(regime, day, year);
  for (const code of uppers) {
    const board = await counted(code, regime, day, year);
    const within = standings.filter(({ obligation }) => isWithin(parseUnitCode(obligation.unit), parseUnitCode(code)));
    const at = `${code} under ${regime} on ${day} for ${year}`;
    assert.equal(board.regime.what_if, true);
    assert.deepEqual(of(board.total), of(figuresOf(law, within, day)), at);
    for (const row of board.duties) {
      const own = within.filter(({ obligation }) => obligation.duty === row.duty);
      assert.deepEqual(of(row.figures), of(figuresOf(law, own, day)), `${row.duty} of ${at}`);
    }
    for (const row of board.coverage) {
      const own = within.filter(({ obligation }) => obligation.duty === row.duty);
      const [met, reached] = [
        own.filter(({ status }) => status === 'met').length,
        own.map(({ progress }) => progress.done),
      ];
      assert.deepEqual(
        [row.met, row.reached],
        [met, reached.reduce((all, one) => all + one, 0)],
        `${row.duty} of ${at}`,
      );
    }
    const below = await Promise.all(
      board.children.map((child: { unit: { code: string } }) => counted(child.unit.code, regime, day, year)),
    );
    const parts = board.children.map((child: { figures: Figures }) => of(child.figures));
    assert.deepEqual(
      parts,
      below.map((child) => of(child.total)),
      `children of ${at}`,
    );
    if (!isChanged(facts.org)) assert.deepEqual(of(board.total), sum([...parts, of(board.own)]), `parts of ${at}`);
  }
}

const isChanged = (org: StoredOrg): boolean =>
  org.units.some((unit) => unit.validTo !== null || unit.validFrom > '2025-01-01');

const villages = ['990101100200', '990101100201', '990101100202', '990101101200', '990101101201', '990102100200'];
const dayIn = fc
  .integer({ min: 0, max: 520 })
  .map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10));
const stroll = (unit: string, seats: string[]) =>
  fc.record({
    kind: fc.constant('stroll'),
    unit: fc.constant(unit),
    day: dayIn,
    fields: fc.record({
      type: fc.constant('village'),
      seats: fc.subarray(seats, { minLength: 1 }),
      villages: fc.subarray(
        villages.filter((code) => code.startsWith(unit)),
        { minLength: 1 },
      ),
    }),
  });
const bodyOf = fc.oneof(
  stroll('990101', ['99:kite-keeper', '990101:kite-keeper']),
  stroll('990102', ['99:kite-keeper', '990102:kite-keeper']),
  fc.record({
    kind: fc.constant('gathering'),
    unit: fc.constantFrom('990101', '990102'),
    day: dayIn,
    fields: fc.record({ type: fc.constantFrom('council', 'council', 'festival', 'study', 'flight') }),
  }),
  fc.record({
    kind: fc.constant('paper'),
    unit: fc.constantFrom('99', '990101', '990101100', '990102100', ...villages),
    day: dayIn,
    fields: fc.record({ type: fc.constantFrom('letter', 'charter', 'door-note', 'line-check') }),
  }),
  fc.record({
    kind: fc.constant('table'),
    unit: fc.constantFrom('990101', '99'),
    day: dayIn,
    fields: fc.record({
      seats: fc.constantFrom(['990101:kite-keeper'], ['990101:wind-reader']),
      village: fc.constantFrom('990101100200', '990101101200'),
      until: fc.option(dayIn, { nil: null }),
    }),
  }),
  fc.record({
    kind: fc.constant('pardon'),
    unit: fc.constantFrom('990101', '990102'),
    day: dayIn,
    fields: fc.record({
      duty: fc.constantFrom('wind-council', 'kite-festival'),
      period: fc.constantFrom('2026-02', '2026Q1', '2026', '2025'),
      reason: fc.constant('大风'),
      approver: fc.constant('示例'),
    }),
  }),
);

before(async () => {
  web = await testApp(undefined, packs, undefined, texts);
  await web.database.pool.query(
    `insert into unit_load values ('village', 'test', 16, now()), ('upper', 'test', 8, now())`,
  );
  const seat = (unit: string, from: string, to: string | null) =>
    seatPerson(web.database.pool, { unit, seat: 'kite-keeper', from, to });
  await seat('990102', '2025-03-01', '2026-02-10');
  await seat('990102', '2026-03-01', null);
});
after(async () => {
  assert.deepEqual(web.bugs, []);
  assert.ok(web.costliest.statements <= 10, `${web.costliest.url}: ${web.costliest.statements}`);
  await web.counting.stop();
  await web.app.close();
});

const made: { county: string; id: string }[] = [];
/** Sends what may or may not be allowed; says whether it was. */
async function send(body: { unit: string; [more: string]: unknown }): Promise<boolean> {
  const county = body.unit.slice(0, 6);
  const { id, answer } = await web.record(county, body);
  if (answer.status === 200) made.push({ county, id });
  else assert.ok(answer.status < 500, JSON.stringify(answer.body));
  return answer.status === 200;
}

test('an empty country owes everything under any regime, and nothing needs to be counted', async () => {
  const { status, body } = await web.get(address('0', 'example', '2026-06-15'));
  assert.equal(status, 200);
  assert.deepEqual([body.total.met, body.counted], [0, { homes: 0, changed: 0, since: null }]);
  assert.ok(body.total.owed > 0);
});

describe('above the county', () => {
  test('a what-if says what all records say judged by pure functions, and what its parts say, on any day', async () => {
    const seed = seedFor('what-if');
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(bodyOf, { minLength: 10, maxLength: 25 }),
        fc.array(fc.tuple(fc.constantFrom(...regimes), dayIn, fc.constantFrom(undefined, 2025, 2026)), {
          minLength: 3,
          maxLength: 3,
        }),
        fc.nat(),
        async (bodies, looks, pick) => {
          for (const body of bodies) if (await send(body)) kept += 1;
          const gone = made[pick % Math.max(1, made.length)];
          if (gone)
            await web.post(`/api/records/${gone.county}/${gone.id}/acts`, {
              id: randomUUID(),
              verb: 'withdraw',
              reason: '更正',
            });
          const facts = await world();
          for (const [regime, day, year] of looks) await agree(facts, regime, day, year);
        },
      ),
      { seed, numRuns: 6, endOnFailure: true },
    );
    assert.ok(kept > 40, `only ${kept} records were taken (seed ${seed})`);
    assert.deepEqual((await verifyAll(web.stores, packs)).breaches, []);
    await right();
  });
});

/** How many homes were counted for a question, and when each was. */
async function countedHomes(regime: string, day: string) {
  const stamp = stampOf(packs.under(regime, day));
  const { rows } = await web.database.pool.query(
    'select county_code home, counted_at from whatif_home where stamp = $1 order by 1',
    [stamp],
  );
  return new Map(rows.map(({ home, counted_at }) => [home as string, (counted_at as Date).getTime()]));
}
const council = (unit: string, day: string) => ({ kind: 'gathering', unit, day, fields: { type: 'council' } });
const today = '2026-06-15';
const visit = { kind: 'stroll', unit: '990102', day: '2026-06-01' };

/** Counted again, every home gives the same, and the sums are sums. */
const right = async () => assert.deepEqual(await verifyWhatIf(web.stores, packs), []);

describe('a count', () => {
  test('is said to be stale after an act, and only the home that acted is counted again', async () => {
    await settled('example', today);
    const old = await counted('0', 'example', today);
    const before = await countedHomes('example', today);
    // Nothing that is counted meanwhile can be put down until the page was asked.
    const held = await web.database.pool.connect();
    await held.query('begin; lock table whatif_home in share mode');
    await send(council('990102', '2026-06-14'));
    const stale = await web.get(address('0', 'example', today));
    await held.query('commit');
    held.release();
    assert.deepEqual([stale.status, stale.body.counted.changed, of(stale.body.total)], [200, 1, of(old.total)]);
    assert.ok(Date.parse(stale.body.counted.since) <= Date.now());
    await settled('example', today);
    const after = await countedHomes('example', today);
    const again = [...after].filter(([home, at]) => before.get(home) !== at).map(([home]) => home);
    assert.deepEqual(again, ['990102']);
    await agree(await world(), 'example', today);
  });

  test('follows an act of one unit in another whose seat it names', async () => {
    await settled('example', today);
    const counts = await countedHomes('example', today);
    const seats = ['99:kite-keeper'];
    assert.ok(await send({ ...visit, fields: { type: 'village', seats, villages: ['990102100200'] } }));
    await settled('example', today);
    const again = [...(await countedHomes('example', today))].filter(([home, at]) => counts.get(home) !== at);
    assert.deepEqual(
      again.map(([home]) => home),
      ['99', '990102'],
    );
    await agree(await world(), 'example', today);
  });

  test('follows a register, from the day on which it says that fewer are enough', async () => {
    const { pool } = web.database;
    const [unit, days] = ['990101100202', ['2026-02-20', '2026-02-28', '2026-03-01', today]];
    const register = (day: string, households: number) =>
      pool.query(`insert into unit_fact values ($1, 'households', $2, $3, 'test')`, [unit, day, households]);
    await register('2026-01-01', 3);
    const fields = { seats: [`${unit}:tea-host`], households: ['1', '2'] };
    assert.ok(await send({ kind: 'tea-call', unit, day: '2026-02-10', fields }));
    for (const day of days) await agree(await world(), 'example', day);
    await register('2026-03-01', 2);
    const facts = await world();
    for (const day of days) await agree(facts, 'example', day);
    const met = async (day: string) =>
      (await counted('99', 'example', day)).duties.find((row: { duty: string }) => row.duty === 'tea-round').figures
        .met;
    assert.equal((await met('2026-03-01')) - (await met('2026-02-28')), 1);
  });

  test('follows changes that are no acts on records: tenures, registers, mergers', async () => {
    const { pool } = web.database;
    const looks = ['2025-12-31', '2026-04-30', today];
    await pool.query(`update tenure set to_day = '2026-04-15' where unit_code = '990101' and seat = 'kite-keeper'`);
    for (const day of looks) await agree(await world(), 'example', day);
    await pool.query(`insert into unit_fact values ('990101100200', 'households', '2026-01-01', 3, 'test')`);
    for (const day of looks) await agree(await world(), 'example', day);
    const merge = { id: randomUUID(), verb: 'merge', day: '2026-05-01', from: ['990101100200', '990101100201'] };
    const merged = await web.post('/api/unit-acts', { ...merge, to: [{ code: '990101100200' }] });
    assert.equal(merged.status, 200, JSON.stringify(merged.body));
    for (const day of looks) await agree(await world(), 'example', day);
    await right();
  });

  test('can be dropped at any moment, and gives the same again', async () => {
    await settled('example', today);
    const board = await counted('99', 'example', today);
    await web.stores.asLoader(dropWhatIf);
    const { rows } = await web.database.pool.query('select from whatif_tally union all select from whatif_home');
    assert.equal(rows.length, 0);
    const refused = await web.get(address('99', 'example', today));
    assert.deepEqual([refused.status, refused.body.code, refused.body.facts.done], [503, 'whatif_computing', 0]);
    assert.equal(refused.headers['retry-after'], '1');
    await settled('example', today);
    assert.deepEqual((await counted('99', 'example', today)).total, board.total);
  });

  test('that was spoilt is found out', async () => {
    await settled('example', today);
    await right();
    const { pool } = web.database;
    await pool.query(`update whatif_tally set met = met + 1 where county_code = '0' and span = 'month'`);
    const [first] = await verifyWhatIf(web.stores, packs);
    assert.deepEqual([first?.what, first?.county], ['what-if', '0']);
    await web.stores.asLoader(dropWhatIf);
    await settled('example', today);
    await pool.query(`delete from whatif_tally where county_code = '990101' and span = 'day' and done > 0`);
    assert.ok((await verifyWhatIf(web.stores, packs)).some(({ county }) => county === '990101'));
    await web.stores.asLoader(dropWhatIf);
  });
});

describe('the count of a country', () => {
  test('is begun once when many ask at the same time', async () => {
    await web.stores.asLoader(dropWhatIf);
    const law = packs.under('example', today);
    const looks: string[] = [];
    const stores = {
      ...web.stores,
      asChecker: <T>(work: (store: Store) => Promise<T>): Promise<T> => {
        looks.push('');
        return web.stores.asChecker(work);
      },
    };
    const one = startCounting(stores, packs, assert.ifError, 0);
    for (const scope of [...uppers, ...uppers]) one.see(law, { regime: 'example', day: today, scope });
    await one.idle();
    // one look at all homes, then one for each
    assert.equal(looks.length, 1 + (await countedHomes('example', today)).size);
    await one.stop();
  });

  test('by two servers at once is counted right all the same', async () => {
    await web.stores.asLoader(dropWhatIf);
    const law = packs.under('example', today);
    const both = [1, 2].map(() => startCounting(web.stores, packs, assert.ifError, 0));
    for (const one of both) one.see(law, { regime: 'example', day: today, scope: '0' });
    await Promise.all(both.map((one) => one.idle()));
    await agree(await world(), 'example', today);
    await right();
  });

  test('that is stopped in the middle goes on where it was', async () => {
    await web.stores.asLoader(dropWhatIf);
    const law = packs.under('example', today);
    const first = startCounting(web.stores, packs, assert.ifError, 0);
    first.see(law, { regime: 'example', day: today, scope: '990102' });
    while ((await countedHomes('example', today)).size === 0) await new Promise((done) => setTimeout(done, 1));
    await first.stop();
    first.see(law, { regime: 'example', day: today, scope: '0' });
    const half = await countedHomes('example', today);
    assert.ok(half.size >= 1);
    await agree(await world(), 'example', today);
    const whole = await countedHomes('example', today);
    for (const [home, at] of half) assert.equal(whole.get(home), at, `${home} was counted twice`);
  });

  test('of one day stays while another day is under another text of the same regime', async () => {
    await settled('example', today);
    const counts = await countedHomes('example', today);
    await settled('example', '2025-12-31');
    assert.notEqual(stampOf(packs.under('example', '2025-12-31')), stampOf(packs.under('example', today)));
    assert.ok(counts.size > 0);
    assert.deepEqual(await countedHomes('example', today), counts);
  });

  test('under a draft stands beside the law in force, and goes when the draft says something else', async () => {
    const draft = (need: number) => {
      const files = texts.filter(({ path }) => /^regimes\/example-county\/(regime|duties|clauses)/.test(path));
      const drafted = files.map(({ path, text }) => ({
        path: path.replace('example-county', 'draft'),
        text: text
          .replaceAll('example-county', 'draft')
          .replace("jurisdiction: '9901'", "jurisdiction: '9909'")
          .replace('cadence: monthly, need: 1', `cadence: monthly, need: ${need}`),
      }));
      return loadRegimes([...texts, ...drafted]);
    };
    const laws = [draft(1), draft(2)].map((library) => ({ library, law: library.under('draft', today) }));
    const homes = async (stamp: string) =>
      (await web.database.pool.query('select from whatif_home where stamp = $1', [stamp])).rows.length;
    await settled('example', today);
    const inForce = await countedHomes('example', today);
    for (const { library, law } of laws) {
      const one = startCounting(web.stores, packs, assert.ifError, 0);
      one.see(law, { regime: 'draft', day: today, scope: '0' }, library);
      await one.idle();
      assert.equal(await homes(stampOf(law)), inForce.size);
    }
    assert.equal(await homes(stampOf(laws[0]?.law as Law)), 0);
    assert.deepEqual(await countedHomes('example', today), inForce);
  });

  test('of a regime whose text has changed is dropped for the new one', async () => {
    await settled('example', today);
    const stamp = stampOf(packs.under('example', today));
    for (const table of ['whatif_law', 'whatif_home', 'whatif_tally'])
      await web.database.pool.query(`update ${table} set stamp = 'former' where stamp = $1`, [stamp]);
    await agree(await world(), 'example', today);
    const { rows } = await web.database.pool.query(
      `select from whatif_home where stamp = 'former' union all select from whatif_tally where stamp = 'former'`,
    );
    assert.equal(rows.length, 0);
  });
});

test('lists, sheets and obligations of a province answer under another regime, with what its counties recorded', async () => {
  await send({ ...visit, fields: { type: 'village', seats: ['99:kite-keeper'], villages: ['990102100200'] } });
  const query = `regime=example&day=${today}`;
  const list = await web.get(`/api/units/99/obligations?${query}&duty=province-stroll`);
  const [row] = list.body.rows;
  await settled('example', today);
  const board = await counted('99', 'example', today);
  const covered = board.coverage.find((one: { duty: string }) => one.duty === 'province-stroll');
  assert.ok(row.done > 0);
  assert.equal(row.done, covered.reached);
  const sheet = await web.get(`/api/units/99/sheets/kite-keeper?${query}`);
  assert.equal(sheet.body.coverage[0].obligation.done, row.done);
  const one = await web.get(`/api/units/99/obligations/province-stroll/kite-keeper/2026?${query}`);
  assert.equal(one.body.obligation.done, row.done);
  assert.ok(
    one.body.records.some(({ record }: { record: { unit: { code: string } } }) => record.unit.code === '990102'),
  );
});

test('a regime that does not exist is refused, and nothing is counted for it', async () => {
  const { status, body } = await web.get(address('0', 'nowhere', today));
  assert.deepEqual([status, body.code], [404, 'regime_unknown']);
});
