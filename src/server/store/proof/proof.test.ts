import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type pg from 'pg';
import { chain } from '#ledger';
import { library } from '../../../../test/support/packs.ts';
import { type FreshDatabase, freshDatabase } from '../../../../test/support/postgres.ts';
import { seedFor } from '../../../../test/support/seed.ts';
import { plantKites } from '../../../../test/support/tree.ts';
import { performAct } from '../acts.ts';
import { openStore, type Stores } from '../open-store.ts';
import { verifyAll } from '../verify.ts';
import { homeOfRecord, type Proof, proofText, proveRecord } from './prove.ts';
import { sealDays, startSealer } from './seal.ts';

const law = library('example');
const [north, south] = ['990101', '990102'];
const folder = mkdtempSync(join(tmpdir(), 'zerentian-proof-'));
after(() => rmSync(folder, { recursive: true, force: true }));

interface World {
  readonly database: FreshDatabase;
  readonly stores: Stores;
  readonly pool: pg.Pool;
}

async function world(): Promise<World> {
  const database = await freshDatabase();
  await plantKites(database.pool);
  return { database, stores: openStore(database.pool), pool: database.pool };
}

/** An act received at an instant of the day. */
async function act({ stores }: World, county: string, at: string, record: string, note?: string): Promise<void> {
  const fields = { type: 'council', ...(note !== undefined && { note }) };
  const [verb, body] =
    note === undefined
      ? (['create', { kind: 'gathering', unit: county, day: '2026-02-03', fields }] as const)
      : (['amend', { fields: { note } }] as const);
  const today = '2026-06-15';
  const id = randomUUID();
  await performAct(stores, law, { county, record, id, verb, body, actor: 'operator', at, today });
}

/**
 * Two counties, 13 acts on 10 and 12 June, sealed through the 13th, and two more on the 14th, not sealed. One record was
 * amended on each of the three days.
 */
async function filled(): Promise<World & { record: string }> {
  const made = await world();
  const record = randomUUID();
  await act(made, north, '2026-06-10T02:00:00.000Z', record);
  for (let i = 0; i < 5; i += 1) await act(made, north, '2026-06-10T15:59:59.999Z', randomUUID());
  for (let i = 0; i < 4; i += 1) await act(made, south, '2026-06-10T03:00:00.000Z', randomUUID());
  await act(made, north, '2026-06-11T16:00:00.000Z', record, '改 𠮷 "二" 行');
  for (let i = 0; i < 2; i += 1) await act(made, north, '2026-06-12T09:00:00.000Z', randomUUID());
  const sealed = await sealDays(made.stores, '2026-06-13', '2026-06-14');
  assert.deepEqual([sealed.days, sealed.acts, sealed.last?.day, sealed.broken], [4, 13, '2026-06-13', []]);
  await act(made, north, '2026-06-14T01:00:00.000Z', record, '又改');
  await act(made, north, '2026-06-14T02:00:00.000Z', randomUUID());
  return { ...made, record };
}

const checker = fileURLToPath(new URL('../../../../scripts/check-proof.mjs', import.meta.url));
function check(text: string | Buffer, ...known: string[]): { code: number | null; said: string } {
  const file = join(folder, `${randomUUID()}.json`);
  writeFileSync(file, text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [checker, file, ...known], { encoding: 'utf8' });
  return { code: status, said: stdout + stderr };
}

describe('sealing', () => {
  let made: World;
  before(async () => {
    made = await world();
  });
  const seals = async () =>
    (await made.pool.query('select day, homes, acts, tree, prev_root, root from seal order by day')).rows;

  test('does nothing before the first act', async () => {
    const done = await sealDays(made.stores, '2026-06-13', '2026-06-14');
    assert.deepEqual(done, { days: 0, acts: 0, last: null, broken: [] });
  });

  test('takes days of Asia/Shanghai, leaves the present one open, chains the roots and is never done twice', async () => {
    const record = randomUUID();
    await act(made, north, '2026-06-10T15:59:59.999Z', record);
    await act(made, north, '2026-06-10T16:00:00.000Z', record, '次日');
    await act(made, south, '2026-06-12T16:00:00.000Z', randomUUID());
    const [one, two] = await Promise.all([
      sealDays(made.stores, '2026-06-12', '2026-06-13'),
      sealDays(made.stores, '2026-06-12', '2026-06-13'),
    ]);
    assert.deepEqual([one.days + two.days, one.acts + two.acts], [3, 2]);
    const rows = await seals();
    assert.deepEqual(
      rows.map(({ day, homes, acts }) => [day, homes, acts]),
      [
        ['2026-06-10', 1, 1],
        ['2026-06-11', 1, 1],
        ['2026-06-12', 0, 0],
      ],
    );
    assert.deepEqual(
      rows.map((row) => row.prev_root),
      ['', rows[0].root, rows[1].root],
    );
    await sealDays(made.stores, '2026-06-12', '2026-06-13');
    assert.deepEqual(await seals(), rows);
  });

  test('shows an act as late that comes after its day was sealed, and one under a wrong clock stops nothing', async () => {
    const [late, wrong, next] = [randomUUID(), randomUUID(), randomUUID()];
    await act(made, north, '2026-06-11T15:00:00.000Z', late);
    await act(made, north, '2099-06-11T15:00:00.000Z', wrong);
    await act(made, north, '2026-06-13T15:00:00.000Z', next);
    await sealDays(made.stores, '2026-06-13', '2026-06-14');
    for (const record of [late, wrong, next]) {
      const proof = await made.stores.asChecker((store) => proveRecord(store, north, record));
      assert.deepEqual(
        proof.acts.map(({ sealed }) => sealed?.day),
        ['2026-06-13'],
      );
      const { code, said } = check(proofText(proof), proof.seals[0]?.root ?? '');
      assert.equal(code, 0);
      assert.match(said, /sealed 2026-06-13/);
    }
    assert.deepEqual((await verifyAll(made.stores, law)).breaches, []);
  });

  test('goes on for other counties when one chain is broken, and says which', async () => {
    await made.pool.query(`update act_chain set hash = repeat('0', 64) where county_code = '${south}'`);
    await act(made, south, '2026-06-14T03:00:00.000Z', randomUUID());
    await act(made, north, '2026-06-14T03:00:00.000Z', randomUUID());
    const done = await sealDays(made.stores, '2026-06-14', '2026-06-15');
    assert.deepEqual([done.acts, done.broken], [1, [{ county: south, seq: 2 }]]);
  });

  test('is done by the timer when a day has been over for a minute', async () => {
    const own = await world();
    await act(own, north, '2026-06-10T02:00:00.000Z', randomUUID());
    const clock = { time: '2026-06-10T16:00:59.000Z' };
    const dayOf = (instant: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(instant);
    const notes: string[] = [];
    const options = { interval: 5 };
    const sealer = startSealer(
      own.stores,
      { now: () => new Date(clock.time), dayOf },
      (note) => notes.push(note),
      options,
    );
    const count = async () => (await own.pool.query('select count(*)::int n from seal')).rows[0].n as number;
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(await count(), 0);
    clock.time = '2026-06-10T16:01:00.000Z';
    for (let i = 0; i < 2000 && (await count()) === 0; i += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    await sealer.stop();
    assert.deepEqual([await count(), notes], [1, []]);
  });

  test('can only add: neither role of the program may change or remove a seal', async () => {
    const { rows } = await made.pool.query(`
      select r.role, t.name, p.privilege, has_table_privilege(r.role, t.name, p.privilege) yes
        from unnest(array['zerentian_app', 'zerentian_loader']) r(role), unnest(array['seal', 'seal_home']) t(name),
          unnest(array['select', 'insert', 'update', 'delete', 'truncate']) p(privilege)`);
    for (const { role, name, privilege, yes } of rows) {
      const may = privilege === 'select' || (privilege === 'insert' && role === 'zerentian_loader');
      assert.equal(yes, may, `${role} ${privilege} ${name}`);
    }
  });
});

const here = `county_code = '${north}'`;
const gone = (county: string) =>
  ['act', 'act_chain', 'record', 'fulfilment', 'fulfilment_record', 'tally', 'tally_delta', 'seal_home']
    .map((table) => `delete from ${table} where county_code = '${county}'`)
    .join('; ');
// Takes what the southern county had from the figures above it.
const corrected = `insert into tally_delta
  select u, gen_random_uuid(), u, year, duty, period, day, -sum(met), -sum(excused), -sum(done)
    from tally_delta cross join unnest(array['9901', '99', '0']) u where unit_code = '${south}'
   group by u, year, duty, period, day`;
/** What is done, as SQL of the superuser, and the first thing found: what, where, which act, which day. */
const cases: [string, string, (string | number)[]][] = [
  [
    'a changed body',
    `update act set body = jsonb_set(body, '{fields,type}', '"festival"') where ${here} and seq = 3`,
    ['chain', north, 3],
  ],
  ['a changed instant', `update act set at = at + interval '1 ms' where ${here} and seq = 4`, ['chain', north, 4]],
  ['a changed actor in an open act', `update act set actor = 'x' where ${here} and seq = 11`, ['chain', north, 11]],
  ['a changed hash', `update act set hash = repeat('a', 64) where ${here} and seq = 2`, ['chain', north, 2]],
  ['a removed row', `delete from act where ${here} and seq = 5`, ['chain', north, 5]],
  ['the first row removed', `delete from act where ${here} and seq = 1`, ['chain', north, 1]],
  [
    'two rows swapped',
    `update act set seq = case seq when 2 then -3 else -2 end where ${here} and seq in (2, 3);
     update act set seq = -seq where ${here} and seq < 0`,
    ['chain', north, 2],
  ],
  [
    'a row inserted before a sealed one',
    `update act set seq = -seq - 1 where ${here} and seq >= 4; update act set seq = -seq where ${here} and seq < 0;
     insert into act select county_code, gen_random_uuid(), 4, gen_random_uuid(), verb, actor, at, day, body, prev_hash,
       hash, unit_code from act where ${here} and seq = 5`,
    ['chain', north, 4],
  ],
  [
    'a row added behind the head',
    `insert into act select county_code, gen_random_uuid(), 12, gen_random_uuid(), verb, actor, at, day, body, hash,
       repeat('b', 64), unit_code from act where ${here} and seq = 11`,
    ['chain', north, 12],
  ],
  ['the last act of all removed', `delete from act where ${here} and seq = 11`, ['chain', north, 11]],
  [
    'a sealed tail removed, and the head set back',
    `delete from act where ${here} and seq > 7;
     update act_chain set seq = 7, hash = (select hash from act where ${here} and seq = 7) where ${here}`,
    ['seal', north, 8, '2026-06-12'],
  ],
  [
    'the same, with the seals of the county cut',
    `delete from act where ${here} and seq > 6; delete from seal_home where ${here} and day > '2026-06-10';
     update act_chain set seq = 6, hash = (select hash from act where ${here} and seq = 6) where ${here}`,
    ['record', north],
  ],
  ['every act of a county removed', `delete from act where ${here}`, ['chain', north, 1]],
  ['a county removed', gone(south), ['tally', '9901']],
  [
    'a county removed, and the figures above corrected',
    `${corrected}; ${gone(south)}`,
    ['seal', '0', '', '2026-06-10'],
  ],
  ['a changed head', `update act_chain set hash = repeat('c', 64) where ${here}`, ['chain', north, 11]],
  ['a removed head', `delete from act_chain where ${here}`, ['chain', north, 11]],
  [
    'a whole chain moved to another county',
    `delete from act where county_code = '${south}'; delete from act_chain where county_code = '${south}';
     update act set county_code = '${south}' where ${here}; update act_chain set county_code = '${south}' where ${here}`,
    ['seal', north, 1, '2026-06-10'],
  ],
  ['a changed root', `update seal set root = repeat('d', 64) where day = '2026-06-11'`, ['seal', '0']],
  ['a changed tree of a day', `update seal set tree = repeat('d', 64) where day = '2026-06-12'`, ['seal', '0']],
  ['a removed day', `delete from seal where day = '2026-06-11'`, ['seal', '0']],
  ['the last day removed, with acts in it', `delete from seal where day >= '2026-06-12'`, ['seal', north]],
  [
    'a county added to a day',
    `insert into seal_home values ('990103', '2026-06-11', 1, 2, repeat('e', 64), repeat('e', 64))`,
    ['seal', '990103', 1, '2026-06-11'],
  ],
  ['a changed record', `update record set title = 'x', fields = '{}' where ${here}`, ['record', north]],
  [
    'a removed record',
    `delete from record where id = (select id from record where ${here} limit 1)`,
    ['record', north],
  ],
  ['an act under another unit', `update act set unit_code = '${north}101' where ${here} and seq = 2`, ['reach', north]],
  ['another author', `update record set author = 'somebody' where ${here}`, ['reach', north]],
  ['a seat that no field names', `update record set seats = seats || '{990101:x}' where ${here}`, ['reach', north]],
  ['a removed credit', `delete from fulfilment_record where ${here}`, ['credit', north]],
  ['changed progress', `update fulfilment set done = done + 1 where ${here}`, ['progress', north]],
  ['a changed tally', `update tally_delta set met = met + 1 where unit_code = '0'`, ['tally', '0']],
];

describe('verify', () => {
  let made: Awaited<ReturnType<typeof filled>>;
  before(async () => {
    made = await filled();
  });

  /** Does something as superuser, sees what is found, and takes it back. */
  async function tampered(sql: string): Promise<(string | number)[]> {
    const copies = [
      'act',
      'act_chain',
      'record',
      'fulfilment',
      'fulfilment_record',
      'tally',
      'tally_delta',
      'seal',
      'seal_home',
    ];
    for (const table of copies) await made.pool.query(`create table kept_${table} as table ${table}`);
    try {
      await made.pool.query(sql);
      const { breaches } = await verifyAll(made.stores, law);
      const first = breaches[0];
      return first ? [first.what, first.county, first.seq ?? '', first.key ?? ''] : [];
    } finally {
      for (const table of copies)
        await made.pool.query(`truncate ${table}; insert into ${table} table kept_${table}; drop table kept_${table}`);
    }
  }

  test('finds nothing wrong with what was never touched', async () => {
    const { breaches, homes, acts, days, last } = await verifyAll(made.stores, law);
    assert.deepEqual(breaches, []);
    assert.deepEqual([acts, days, last?.day], [15, 4, '2026-06-13']);
    assert.ok(homes >= 2);
  });

  for (const [what, sql, expected] of cases)
    test(`finds ${what}`, async () => {
      const found = await tampered(sql);
      assert.deepEqual(found.slice(0, expected.length), expected);
    });

  test('finds a chain that was forged with new hashes: the roots do not follow', async () => {
    const { rows } = await made.pool.query(`select * from act where ${here} order by seq`);
    const { linkHash } = await import('./merkle.ts');
    const { actOf, bareAct } = await import('../act-rows.ts');
    let previous = '';
    const sets: string[] = [];
    for (const row of rows) {
      const forged = { ...bareAct(actOf(row)), ...(row.seq === 3 && { actor: 'forger' }) };
      const hash = linkHash(north, row.seq, previous, forged);
      sets.push(
        `update act set actor = '${forged.actor}', prev_hash = '${previous}', hash = '${hash}' where ${here} and seq = ${row.seq}`,
      );
      previous = hash;
    }
    sets.push(`update act_chain set hash = '${previous}' where ${here}`);
    assert.deepEqual(await tampered(sets.join('; ')), ['seal', north, 1, '2026-06-10']);
  });
});

describe('a proof', () => {
  let made: Awaited<ReturnType<typeof filled>>;
  let proof: Proof;
  let root: string;
  let head: string;
  before(async () => {
    made = await filled();
    const county = await made.stores.asChecker((store) => homeOfRecord(store, made.record));
    assert.equal(county, north);
    proof = await made.stores.asChecker((store) => proveRecord(store, north, made.record));
    root = proof.seals.at(-1)?.root ?? '';
    head = proof.open?.head ?? '';
  });

  test('covers every act of a record, sealed or not, and tells nothing of others', async () => {
    assert.deepEqual(
      proof.acts.map(({ seq, sealed }) => [seq, sealed?.day]),
      [
        [1, '2026-06-10'],
        [7, '2026-06-12'],
        [10, undefined],
      ],
    );
    const { rows } = await made.pool.query('select id, record_id from act where record_id <> $1', [made.record]);
    for (const { id, record_id } of rows)
      assert.ok(!proofText(proof).includes(id) && !proofText(proof).includes(record_id));
  });

  test('is accepted with the root and the head, partly with the root alone, and says what the acts contain', () => {
    const whole = check(proofText(proof), root, head);
    assert.equal(whole.code, 0, whole.said);
    assert.match(whole.said, /3 acts, 0 not proven/);
    for (const { act: text } of proof.acts) {
      const { at, verb, body } = JSON.parse(text);
      assert.ok(whole.said.includes(`${verb} · ${at}`) && whole.said.includes(JSON.stringify(body)));
    }
    const partly = check(proofText(proof), root);
    assert.equal(partly.code, 3, partly.said);
    assert.match(partly.said, /3 acts, 1 not proven/);
  });

  test('is accepted with the root of its day or of any later one, and refused with an earlier or another', () => {
    const [tenth, eleventh] = proof.seals.map((seal) => seal.root);
    assert.equal(check(proofText(proof), tenth ?? '', head).code, 1, 'the second act came later');
    assert.equal(check(proofText(proof), eleventh ?? '', head).code, 1);
    for (const { root: one } of proof.seals.slice(2)) assert.equal(check(proofText(proof), one, head).code, 0);
    assert.equal(check(proofText(proof), '0'.repeat(64), head).code, 1);
    assert.equal(check(proofText(proof), root.toUpperCase(), head).code, 1);
    assert.equal(check(proofText(proof)).code, 1);
  });

  test('with any bit flipped is refused, be its acts sealed, not sealed, or both', async () => {
    const others = await made.pool.query(`select record_id id from act where ${here} and seq in (3, 11) order by seq`);
    const proofs = [proof];
    for (const { id } of others.rows)
      proofs.push(await made.stores.asChecker((store) => proveRecord(store, north, id)));
    assert.deepEqual(
      proofs.map(({ open, seals }) => [open !== null, seals.length > 0]),
      [
        [true, true],
        [false, true],
        [true, false],
      ],
    );
    const checked = await inProcess();
    const seed = seedFor('proof');
    for (const one of proofs) {
      const bytes = Buffer.from(proofText(one));
      assert.equal(checked(bytes, [root, head]), 0);
      const flip = fc.integer({ min: 0, max: bytes.length * 8 - 1 });
      const isRefused = (bit: number): boolean => {
        const copy = Buffer.from(bytes);
        copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return checked(copy, [root, head]) === 1;
      };
      fc.assert(fc.property(flip, isRefused), { seed, numRuns: 1_500 });
    }
  });

  test('of a larger day has a way for every place, for any number of acts', async () => {
    const { pathTo, rootOf } = await import('./merkle.ts');
    for (const size of [1, 2, 3, 4, 5, 7, 8, 9, 31, 33]) {
      const leaves = Array.from({ length: size }, (_, i) => `leaf ${i}`);
      const ways = leaves.map((_, i) => pathTo(leaves, i));
      assert.equal(new Set(ways.map((way) => way.join())).size, size);
      for (const way of ways) assert.ok(way.length <= Math.ceil(Math.log2(size)));
      assert.match(rootOf(leaves), /^[0-9a-f]{64}$/);
    }
  });

  test('does not change with the order of an act’s parts', () => {
    for (const { act: text } of proof.acts) assert.equal(chain.canonical(JSON.parse(text)), text);
  });
});

/** The script as a function of a file and hashes; the same text, run many times in one process. */
async function inProcess(): Promise<(bytes: Buffer, known: string[]) => number> {
  const text = readFileSync(checker, 'utf8');
  const start = text.lastIndexOf('\ntry {');
  assert.ok(start > 0);
  const file = join(folder, 'checker.mjs');
  const quiet = text.slice(0, start).replaceAll('console.log(', 'void (');
  writeFileSync(file, `${quiet}\nexport { check };\n`);
  const { check: run } = (await import(file)) as { check: (file: string, known: string[]) => number };
  const proofFile = join(folder, 'flipped.json');
  return (bytes, known) => {
    writeFileSync(proofFile, bytes);
    try {
      return run(proofFile, known);
    } catch {
      return 1;
    }
  };
}
