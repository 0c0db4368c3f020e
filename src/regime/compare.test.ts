import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asTexts, baseTexts, tinyClause, withLocal } from '../../test/tiny-packs.ts';
import { compareLaws, impact } from './compare.ts';
import { coverageOf } from './coverage.ts';
import { dutyInWords } from './duty-words.ts';
import { loadRegimes } from './load.ts';

const library = loadRegimes(
  withLocal(`  - replace: board-meeting
    clause: local/art1
    with: { measure: { type: count, cadence: quarterly, need: 1 } }
  - replace: walk
    clause: local/art1
    why_looser: { zh: 山路远, en: The hills are far }
    with: { measure: { type: coverage, cadence: per_term, of: villages, met_from: 0.5 } }
  - id: tea
    name: { zh: 茶会, en: Tea }
    group: meeting
    clauses: [local/art1]
    holder: { level: county, seats: [deputy], mode: each }
    from: '2023-07-20'
    measure: { type: count, cadence: monthly, need: 2 }
    fulfilled_by: [{ kind: note }]
`),
);
const [base, local] = [library.under('base', '2024-03-01'), library.under('local', '2024-03-01')];

test('each duty says whether the second law asks more, less, or is alone', () => {
  const { duties, totals, points } = compareLaws(base, local);
  assert.deepEqual(Object.fromEntries(duties.map((row) => [row.duty, row.change])), {
    'board-meeting': 'tighter',
    walk: 'looser',
    tea: 'only_b',
    'city-letter': 'only_a',
  });
  assert.deepEqual(totals, { same: 0, only_a: 1, only_b: 1, tighter: 1, looser: 1, different: 0 });
  const meeting = duties.find((row) => row.duty === 'board-meeting')!;
  assert.deepEqual(
    meeting.changes.find((one) => one.field === 'cadence'),
    { field: 'cadence', a: 'annual', b: 'quarterly' },
  );
  assert.deepEqual([meeting.a!.clauses, meeting.b!.clauses], [['base/art1'], ['local/art1', 'base/art1']]);
  assert.equal(duties.find((row) => row.duty === 'walk')!.b!.looser_reason!.en, 'The hills are far');
  assert.deepEqual(
    points.map((row) => `${row.change} ${row.what} ${row.id}`),
    ['only_a level city'],
  );
});

test('a law compared with itself is the same throughout, and the other way round turns the words about', () => {
  assert.equal(compareLaws(base, base).totals.same, 3);
  const back = Object.fromEntries(compareLaws(local, base).duties.map((row) => [row.duty, row.change]));
  assert.deepEqual(back, { 'board-meeting': 'looser', walk: 'tighter', tea: 'only_a', 'city-letter': 'only_b' });
});

test('a duty in another group is different, a duty with another name only is the same', () => {
  const rowWith = (change: string) => {
    const packs = loadRegimes(withLocal(`  - { replace: walk, clause: local/art1, with: { ${change} } }\n`));
    const rows = compareLaws(packs.under('base', '2024-03-01'), packs.under('local', '2024-03-01')).duties;
    return rows.find((row) => row.duty === 'walk')!;
  };
  const renamed = rowWith('name: { zh: 走村, en: Stroll }');
  assert.deepEqual([renamed.change, renamed.changes], ['same', [{ field: 'name', a: '走访', b: '走村' }]]);
  assert.equal(rowWith('group: contact').change, 'different');
});

test('the impact counts acts a year on the units of the place, and says which seats are touched', () => {
  const counts: Record<string, number> = { county: 10, city: 2, village: 1000 };
  const { levels, seats } = impact(base, local, (of) => counts[of] ?? null);
  const county = levels.find((row) => row.level === 'county')!;
  // base: one meeting each of 10 counties, and 950 of 1000 villages in five years
  assert.deepEqual([county.acts_a, county.acts_b], [10 + 190, 40 + 100 + 240]);
  assert.deepEqual([county.per_unit_a, county.per_unit_b], [20, 38]);
  const city = levels.find((row) => row.level === 'city')!;
  assert.deepEqual([city.acts_a, city.acts_b], [8, 0]);
  const rows = Object.fromEntries(
    seats.map((row) => [`${row.level}:${row.holder}`, [row.gains, row.loses, row.changes]]),
  );
  assert.deepEqual(rows, {
    'county:chair': [[], [], ['board-meeting', 'walk']],
    'county:deputy': [['tea'], [], ['board-meeting']],
    'city:board': [[], ['city-letter'], []],
  });
});

test('targets that no register counts are named, not guessed', () => {
  const { levels } = impact(base, local, (of) => (of === 'village' ? null : 1));
  assert.deepEqual(levels.find((row) => row.level === 'county')!.unknown, ['walk']);
});

test('a duty is told in one sentence in both languages', () => {
  const told = (id: string) => dutyInWords(local.duties.get(id)!);
  assert.deepEqual(told('board-meeting'), { zh: '每季度至少 1 次', en: 'at least 1 a quarter' });
  assert.deepEqual(told('walk'), {
    zh: '任期内走到行政村的 50%',
    en: 'reach 50% of the administrative villages within the term',
  });
  assert.deepEqual(dutyInWords(base.duties.get('board-meeting')!), {
    zh: '每年至少 1 次，目标 4 次',
    en: 'at least 1 a year, goal 4',
  });
  assert.deepEqual(told('city-letter'), {
    zh: '每季度至少 1 次；期末后 10 天内',
    en: 'at least 1 a quarter; due 10 days after the period',
  });
});

test('a clause whose answer points nowhere is unanswered', () => {
  const clauses = `${baseTexts['base/clauses/all.yaml']}${tinyClause('base/art3', '{ planned: people }, { rule: 示例规则 }')}${tinyClause('base/art4', '{ planned: magic }')}${tinyClause('base/art5', '{ policy_text: true }, { record: [slip] }')}${tinyClause('base/art6', '{ indicator: [share] }')}`;
  const coverage = coverageOf(loadRegimes(asTexts({ ...baseTexts, 'base/clauses/all.yaml': clauses })));
  assert.deepEqual(coverage.unanswered, ['base/art4', 'base/art5', 'base/art6']);
  assert.deepEqual(coverage.totals.regimes, { base: { clauses: 6, answered: 3 } });
  assert.deepEqual(coverage.totals.kinds, {
    duty: 2,
    body: 1,
    record: 2,
    planned: 2,
    rule: 1,
    policy_text: 1,
    indicator: 1,
  });
  const first = coverage.rows[0]!.answers[0]!;
  assert.deepEqual([first.kind, first.text.zh, first.ids], ['duty', '例会、市函', ['board-meeting', 'city-letter']]);
});
