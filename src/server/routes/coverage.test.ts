/** How far coverage has come, at every unit: villages of units that a duty passes by are no targets of it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { parseUnitCode } from '#org';
import { loadRegimes } from '#regime';
import { type TestApp, testApp } from '../../../test/support/app.ts';
import { packTexts } from '../../../test/support/packs.ts';
import { plantUnits } from '../../../test/support/tree.ts';
import { plantFacts } from '../store/plant.ts';

const duty = (id: string, of: string, where: string): string => `  - id: ${id}
    name: { zh: 走遍, en: Walk }
    group: visit
    clauses: [example/art5/s1]
    holder: { level: township, where: ${where}, body: kite-board, mode: joint }
    from: '2024-01-01'
    measure: { type: coverage, cadence: annual, of: ${of}, met_from: 1 }
    fulfilled_by: [{ kind: stroll }]
`;
const walks = `duties:
${duty('walk-townships', 'villages', '{ kinds: [township], farming: true }')}${duty('walk-streets', 'villages', '{ kinds: [street], farming: true }')}${duty('walk-groups', 'village_groups', '{ kinds: [township], farming: true }')}${duty('walk-all', 'villages', '{ farming: true }')}`;
const duties = (lines: string): string => `duties:\n${lines}`;
const town = {
  'regime.yaml': `id: example-town
kind: regime
name: { zh: 高飞县（示例）, en: High County (example) }
document: { title: 示例, number: null, issuers: [示例机关] }
extends: example-county
jurisdiction: '990101'
in_force: '2025-07-01'
`,
  'clauses/all.yaml': `clauses:
  - { id: example-town/art1, citation: 第一条, force: duty, zh: 示例, en: Sample., holder_level: [village], holder_role: [none], cadence: monthly, answer: [{ policy_text: true }] }
`,
  'assumptions.yaml': `assumptions:
  - { id: g-12, question: { zh: 自然村组怎么数, en: How are groups counted }, default: { zh: 小村, en: Hamlets }, reason: { zh: 示例, en: Sample }, values: [{ key: register, from: '2025-07-01', value: hamlets }], acts_in: [duty] }
`,
  'duties/all.yaml': duties(`  - remove: kite-story
    clause: example-town/art1
    why_looser: { zh: 示例, en: Sample }
  - replace: wind-council
    clause: example-town/art1
    with: { measure: { type: count, cadence: monthly, need: 2 } }
`),
};
// The base rules the nation here, the city's pack lies in it, and a county's in that one.
const texts = [
  ...packTexts
    .filter(({ path }) => /^regimes\/example(-county)?\//.test(path))
    .map(({ path, text }) => ({ path, text: text.replace("jurisdiction: '99'\n", "jurisdiction: '0'\n") })),
  ...Object.entries(town).map(([name, text]) => ({ path: `regimes/example-town/${name}`, text })),
];
const withWalks = [...texts, { path: 'regimes/example/duties/walks.yaml', text: walks }];

let web: TestApp;
before(async () => {
  const streets = [
    { code: '990101002', name: '有田街道', kind: 'street' },
    ...['200', '201'].map((n) => ({ code: `990101002${n}`, name: `有田${n}村` })),
    { code: '990102400', name: '示例开发区', kind: 'statistical' },
    { code: '990102400200', name: '示例区内村' },
  ];
  web = await testApp(undefined, loadRegimes(withWalks), undefined, withWalks);
  await plantUnits(web.database.pool, streets);
  await web.database.pool.query(
    `insert into unit_load values ('village', 'test', 20, now()), ('upper', 'test', 10, now())`,
  );
  await web.database.pool.query(`insert into unit_fact (code, fact, day, value, source) values
    ('990101100', 'natural_villages', '2024-01-01', 99, '示例'), ('990101100', 'hamlets', '2024-01-01', 9, '示例'), ('990101002', 'hamlets', '2024-01-01', 30, '示例')`);
});
after(async () => {
  assert.deepEqual(web.bugs, []);
  assert.ok(web.costliest.statements <= 10, `${web.costliest.url}: ${web.costliest.statements}`);
  await web.app.close();
});

const targets = async (code: string, day = '2026-06-15', more = ''): Promise<Record<string, number>> => {
  const { status, body } = await web.get(`/api/units/${code}/overview?day=${day}${more}`);
  assert.equal(status, 200, JSON.stringify(body));
  const rows = body.coverage.filter(
    (row: { duty: string; targets: number | null }) => /^walk-|^tea-round$/.test(row.duty) && row.targets !== null,
  );
  return Object.fromEntries(rows.map((row: { duty: string; targets: number }) => [row.duty, row.targets]));
};
const summed = async (codes: readonly string[], day?: string): Promise<Record<string, number>> => {
  const sums: Record<string, number> = {};
  for (const code of codes)
    for (const [id, n] of Object.entries(await targets(code, day))) sums[id] = (sums[id] ?? 0) + n;
  return sums;
};

test('a county, city, province and nation have the targets of their townships, street villages apart', async () => {
  assert.deepEqual(await targets('990101'), {
    'walk-townships': 7,
    'walk-streets': 2,
    'walk-groups': 12,
    'walk-all': 9,
  });
  assert.deepEqual(await summed(['990101100', '990101101', '990101002']), await targets('990101'));
  assert.deepEqual(await targets('990102'), await targets('990102100'));
  for (const code of ['9901', '99', '0'])
    assert.deepEqual(await targets(code), await summed(['990101', '990102']), code);
  // Under the base the county reads the other register.
  const anew = await targets('9901', undefined, '&regime=example');
  assert.deepEqual(anew, { ...(await targets('9901')), 'walk-groups': 8 + 99 - 4 });
});

test('a pack inside of another is counted once, by its own law', async () => {
  const figures = async (code: string) => {
    const { status, body } = await web.get(`/api/units/${code}/overview?day=2026-06-15`);
    assert.equal(status, 200, JSON.stringify(body));
    const owed = (id: string): number =>
      body.duties.find((row: { duty: string }) => row.duty === id)?.figures.owed ?? 0;
    // Of the city and below: the province owes letters of its own.
    const levels = body.levels.filter(({ level }: { level: string }) => level !== 'province');
    const total = levels.reduce((all: number, { figures }: { figures: { owed: number } }) => all + figures.owed, 0);
    return { total, stories: owed('kite-story'), checks: owed('line-check') };
  };
  const city = await figures('9901');
  assert.ok(city.total > 0 && city.checks === 0);
  assert.equal(city.stories, 4);
  assert.deepEqual(await figures('99'), city);
  assert.deepEqual(await figures('0'), city);
});

test('and they follow units that change, also of the nation, whose counts are kept', async () => {
  const { status, body } = await web.post('/api/unit-acts', {
    id: randomUUID(),
    verb: 'merge',
    day: '2026-05-01',
    from: ['990101002200', '990101002201'],
    to: [{ code: '990101002200' }],
  });
  assert.equal(status, 200, JSON.stringify(body));
  for (const code of ['990101', '9901', '0']) {
    assert.equal((await targets(code))['walk-streets'], 1, code);
    assert.equal((await targets(code, '2026-04-30'))['walk-streets'], 2, code);
    assert.equal((await targets(code, '2026-06-15', '&units=now'))['walk-streets'], 1, code);
  }
});

test('and registers that are entered later, of which the last before the day counts', async () => {
  const day = '2026-06-15';
  assert.equal((await targets('0', day))['tea-round'], undefined);
  const before = (await targets('0', day))['walk-groups'] ?? 0;
  const register = (unit: string, fact: string, from: string, value: number) => ({
    unit: parseUnitCode(unit),
    fact,
    day: from,
    value,
    source: '示例',
  });
  await web.stores.asLoader((store) =>
    plantFacts(store, [
      register('990102100', 'natural_villages', '2026-06-01', 5),
      register('990101100200', 'households', '2026-01-01', 40),
      register('990101100200', 'households', '2026-06-01', 10),
      register('990102100200', 'households', '2026-01-01', 7),
    ]),
  );
  for (const code of ['0', '99', '9901']) {
    const now = await targets(code, day);
    assert.deepEqual([now['tea-round'], now['walk-groups']], [17, before + 4], code);
    assert.equal((await targets(code, '2026-05-31'))['tea-round'], 47, code);
  }
  assert.deepEqual(await summed(['990101', '990102'], day), await targets('0', day));
});
