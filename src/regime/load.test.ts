import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asTexts, baseTexts, tinyClause, withLocal } from '../../test/tiny-packs.ts';
import type { Fault } from './check/fault.ts';
import { loadRegimes } from './load.ts';
import { Refusal } from './refusal.ts';

function faultsOf(texts: { path: string; text: string }[]): Fault[] {
  try {
    loadRegimes(texts);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'pack_invalid') return error.facts.errors as Fault[];
    throw error;
  }
  return [];
}
/** The base with one text changed by replacing a part of it. */
function edited(path: string, part: string, by: string): { path: string; text: string }[] {
  const text = baseTexts[path]!;
  assert.ok(text.includes(part), `${path} does not hold ${part}`);
  return asTexts({ ...baseTexts, [path]: text.replace(part, by) });
}
const shown = (faults: Fault[]): string[] =>
  faults.map((one) => `${one.file}:${one.line} ${one.field} | ${one.message.en}`);

function refuses(name: string, texts: { path: string; text: string }[], expected: string[]): void {
  test(name, () => {
    const faults = faultsOf(texts);
    assert.deepEqual(shown(faults), expected);
    for (const { message } of faults) assert.match(message.zh, /[\u4e00-\u9fff]/);
  });
}

test('the small packs load', () => {
  assert.deepEqual(shown(faultsOf(asTexts(baseTexts))), []);
  assert.deepEqual(shown(faultsOf(withLocal(''))), []);
});

refuses(
  'a key that stands twice is named with its line',
  edited('base/records/note.yaml', 'minutes: 2', 'minutes: 2\nminutes: 3'),
  ['regimes/base/records/note.yaml:17  | the same key stands twice in one place'],
);
refuses(
  'a field for files says what it accepts and demands nothing; no other field accepts files',
  edited(
    'base/records/note.yaml',
    'fields:\n',
    'fields:\n  - { id: photos, name: { zh: 照片, en: Photos }, kind: files, accepts: [image], required: true }\n  - { id: papers, name: { zh: 文件, en: Papers }, kind: files }\n  - { id: words, name: { zh: 字, en: Words }, kind: text, accepts: [text] }\n',
  ),
  [
    'regimes/base/records/note.yaml:8 fields[photos].required | files and photos may not be demanded',
    'regimes/base/records/note.yaml:9 fields[papers].accepts | accepts goes with files, and only with them',
    'regimes/base/records/note.yaml:10 fields[words].accepts | accepts goes with files, and only with them',
  ],
);
refuses('an unquoted code is a number to YAML', edited('base/regime.yaml', "jurisdiction: '0'", 'jurisdiction: 0'), [
  'regimes/base/regime.yaml:6 jurisdiction | put 0 in quotes, or YAML reads it as a number',
]);
refuses(
  'no is a word, not false',
  edited(
    'base/duties/all.yaml',
    'level: county, seats: [chair], mode',
    'level: county, where: { farming: no }, seats: [chair], mode',
  ),
  [
    'regimes/base/duties/all.yaml:14 duties[walk].holder.where.farming | write true or false; "no" is only a word in YAML',
  ],
);
refuses(
  'a field that no shape knows',
  edited('base/duties/all.yaml', '    group: visit', '    group: visit\n    colour: red'),
  ['regimes/base/duties/all.yaml:13 duties[walk].colour | unknown field colour'],
);
refuses('a file name that fits no shape', asTexts({ ...baseTexts, 'base/duty.yaml': 'a: 1' }), [
  'regimes/base/duty.yaml:1  | the file name fits no shape; there are: regime.yaml, assumptions.yaml, calendar.yaml, tasks.yaml, reach.yaml, clauses/*.yaml, duties/*.yaml, records/*.yaml, documents/*.yaml, cases/*.yaml',
]);
refuses(
  'a record file is named for its kind',
  asTexts({
    ...baseTexts,
    'base/records/other.yaml': baseTexts['base/records/note.yaml']!.replace('id: note', 'id: slip'),
  }),
  ['regimes/base/records/other.yaml:1 id | the file must be named slip.yaml, after its id'],
);
refuses('a day that does not exist', edited('base/duties/all.yaml', "from: '2020-01-01'", "from: '2021-02-29'"), [
  'regimes/base/duties/all.yaml:7 duties[board-meeting].from | there is no such day: 2021-02-29',
]);
refuses(
  'an end before the beginning',
  edited('base/regime.yaml', "in_force: '2020-01-01'", "in_force: '2020-01-01'\nuntil: '2019-12-31'"),
  ['regimes/base/regime.yaml:8 until | 2019-12-31 is before 2020-01-01'],
);
refuses(
  'a grant begins on a day that exists and ends after it',
  asTexts({
    ...baseTexts,
    'base/reach.yaml': `roles:
  - { id: head, name: { zh: 主任, en: Chair }, held_by: [{ seats: [chair] }], clauses: [base/art1] }
grants:
  - { id: look, roles: [head], acts: [see], kinds: all, where: subtree, from: '2026-02-29', clauses: [base/art1] }
  - { id: list, roles: [head], acts: [export], kinds: all, where: subtree, from: '2026-03-01', until: '2026-02-01', clauses: [base/art1] }
`,
  }),
  [
    'regimes/base/reach.yaml:4 grants[look].from | there is no such day: 2026-02-29',
    'regimes/base/reach.yaml:5 grants[list].until | 2026-02-01 is before 2026-03-01',
  ],
);
refuses(
  'a clause that does not exist',
  edited('base/duties/all.yaml', 'clauses: [base/art2]', 'clauses: [base/art2, base/art9]'),
  ['regimes/base/duties/all.yaml:13 duties[walk].clauses[1] | there is no clause base/art9'],
);
refuses(
  'a seat, a body and a level that do not fit',
  edited('base/duties/all.yaml', 'level: city, body: board', 'level: city, body: bord, seats: [deputy]'),
  [
    'regimes/base/duties/all.yaml:22 duties[city-letter].holder.seats[0] | deputy does not exist at city',
    'regimes/base/duties/all.yaml:22 duties[city-letter].holder.body | there is no seat or body bord',
  ],
);
refuses(
  'a record kind, a field and an option that do not exist',
  edited(
    'base/duties/all.yaml',
    '[{ kind: note, where: { type: meeting } }]',
    '[{ kind: nota }, { kind: note, where: { type: walk } }, { kind: note, where: { colour: red } }]',
  ),
  [
    'regimes/base/duties/all.yaml:9 duties[board-meeting].fulfilled_by[nota].kind | there is no record kind nota',
    'regimes/base/duties/all.yaml:9 duties[board-meeting].fulfilled_by[note].where.type | type has no option walk',
    'regimes/base/duties/all.yaml:9 duties[board-meeting].fulfilled_by[note].where.colour | note has no field colour',
  ],
);
refuses(
  'an assumption, and a key of it, that do not exist',
  edited(
    'base/duties/all.yaml',
    '{ assume: g-3, key: floor }, goal: { assume: g-3, key: goal }',
    '{ assume: g-4, key: floor }, goal: { assume: g-3, key: aim }',
  ),
  [
    'regimes/base/duties/all.yaml:8 duties[board-meeting].measure.need.assume | there is no assumption g-4',
    'regimes/base/duties/all.yaml:8 duties[board-meeting].measure.goal.key | assumption g-3 has no key aim',
  ],
);
refuses(
  'a clause of another pack, and one that stands twice',
  asTexts({
    ...baseTexts,
    'base/clauses/more.yaml': `clauses:\n${tinyClause('other/art1', '{ policy_text: true }')}${tinyClause('base/art1', '{ policy_text: true }')}`,
  }),
  [
    'regimes/base/clauses/more.yaml:2 clauses[other/art1].id | the clause id must begin with base/',
    'regimes/base/clauses/more.yaml:11 clauses[base/art1].id | the clause id stands twice: base/art1',
  ],
);
refuses('a base that does not exist', edited('base/regime.yaml', 'extends: null', 'extends: ground'), [
  'regimes/base/regime.yaml:5 extends | there is no pack ground',
]);
refuses(
  'a local pack may not add what the base has, change what it has not, or cite another pack',
  withLocal(`  - replace: stroll
    clause: local/art1
    with: { name: { zh: 走, en: Stroll } }
  - replace: walk
    clause: base/art2
    with: { name: { zh: 走, en: Walk } }
`),
  [
    'regimes/local/duties/all.yaml:2 duties[stroll].replace | no base has the duty stroll',
    'regimes/local/duties/all.yaml:6 duties[walk].clause | a change must cite a clause of its own pack',
  ],
);
refuses(
  'what is known may not be required again, and may not be asked in two kinds',
  asTexts({
    ...baseTexts,
    'base/records/note.yaml': baseTexts['base/records/note.yaml']!.replace(
      'roles:',
      '  - { id: households, name: { zh: 户数, en: Households }, kind: number, source: unit.households, required: true }\nroles:',
    ),
    'base/records/slip.yaml': baseTexts['base/records/note.yaml']!.replace('id: note', 'id: slip').replace(
      'roles:',
      '  - { id: households, name: { zh: 户数, en: Households }, kind: number, source: unit.households }\nroles:',
    ),
  }),
  [
    'regimes/base/records/note.yaml:11 fields[households].required | what is known (unit.households) may not be required again',
    'regimes/base/records/slip.yaml:11 fields[households] | a fact asked twice: note holds households (unit.households) already',
  ],
);
refuses(
  'a coverage duty needs records that say what they reached',
  edited('base/records/note.yaml', 'roles: { seats: seats, targets: villages }', 'roles: { seats: seats }'),
  [
    'regimes/base/duties/all.yaml:17 duties[walk].fulfilled_by[note].kind | note does not say what it reached (roles.targets)',
  ],
);

refuses(
  'an entry of a body speaks in the words of the engine, and a body is carried by a body',
  edited(
    'base/records/note.yaml',
    'roles: { seats: seats, targets: villages }',
    `  - { id: body, name: { zh: 机构, en: Body }, kind: body }
  - { id: setup, name: { zh: 设立, en: Set up }, kind: choice, options: [{ id: set-up, name: { zh: 已设, en: Yes } }, { id: half, name: { zh: 半设, en: Half } }] }
  - { id: title, name: { zh: 全称, en: Name }, kind: text }
  - { id: begin, name: { zh: 起, en: From }, kind: day }
  - { id: end, name: { zh: 止, en: Until }, kind: text }
roles: { seats: seats, targets: villages, entry: { post: body, setup: setup, name: title, carrier: seats, from: begin, until: end } }`,
  ),
  [
    'regimes/base/records/note.yaml:12 fields[setup].options | there is no half among set-up, not-set-up, joint, carried',
    'regimes/base/records/note.yaml:16 roles.entry.until | field end must be day, not text',
    'regimes/base/records/note.yaml:16 roles.entry.carrier | carrier and post are both bodies or both seats',
  ],
);

refuses(
  'a share from which a coverage is nearly met goes with a term, not with a year (g-8)',
  edited('base/duties/all.yaml', 'cadence: per_term, of: villages', 'cadence: annual, of: villages'),
  [
    'regimes/base/duties/all.yaml:16 duties[walk].measure.attention_from | being nearly met is looked at when a term ends (g-8); the coverage of a year is met or overdue',
  ],
);

test('all faults of all packs come at once, in the order of files and lines', () => {
  const texts = withLocal('  - { remove: nothing, clause: local/art1, why_looser: { zh: 无, en: None } }\n', {
    'base/calendar.yaml':
      "years:\n  - year: 2026\n    source: { zh: 示例, en: sample }\n    rest: []\n    work: ['2026-03-02']\n",
  });
  assert.deepEqual(shown(faultsOf(texts)), [
    'regimes/base/calendar.yaml:5 years[2026].work[0] | 2026-03-02 is a weekday anyway',
    'regimes/local/duties/all.yaml:2 duties[nothing].remove | no base has the duty nothing',
  ]);
});

refuses(
  'a number out of bounds or in part, and a kind of unit of another level',
  edited(
    'base/duties/all.yaml',
    "level: city, body: board, mode: joint }\n    from: '2020-01-01'\n    measure: { type: count, cadence: quarterly, need: 1 }",
    "level: city, where: { kinds: [village] }, body: board, mode: joint }\n    from: '2020-01-01'\n    measure: { type: count, cadence: by_date, need: 1.5 }",
  ),
  [
    'regimes/base/duties/all.yaml:22 duties[city-letter].holder.where.kinds[0] | village is not of the level city',
    'regimes/base/duties/all.yaml:24 duties[city-letter].measure.need | must lie between 1 and 10000 and be whole: 1.5',
    'regimes/base/duties/all.yaml:24 duties[city-letter].measure.window | a window goes with by_date, and only with it',
  ],
);
