/** What CONTRIBUTING.md says can be added without TypeScript: each is added here, as texts over the real packs, with its case. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWorkingDay, type Library, loadRegimes } from '#regime';
import { readCases, runCase } from './support/case.ts';
import { packTexts } from './support/packs.ts';

const real = packTexts.filter(({ path }) => !path.startsWith('regimes/example'));
const before = loadRegimes(real);

/** The real packs with some texts added, or put in the place of those of the same path. */
function libraryWith(texts: Readonly<Record<string, string>>): Library {
  const added = Object.entries(texts).map(([path, text]) => ({ path: `regimes/${path}`, text }));
  return loadRegimes([...real.filter(({ path }) => !added.some((one) => one.path === path)), ...added]);
}

/** What is wrong with a case, written as a legal officer would. */
function problemsOf(library: Library, text: string): string[] {
  return readCases('added', 'regimes/added/cases/all.yaml', `cases:\n${text}`).flatMap(({ case: one }) =>
    runCase(library, one),
  );
}

/** The case fails without what was added, and holds with it. */
function assertMoved(library: Library, text: string): void {
  assert.notDeepEqual(problemsOf(before, text), [], 'holds without the addition');
  assert.deepEqual(problemsOf(library, text), []);
}

const textOf = (path: string): string => real.find((one) => one.path === `regimes/${path}`)?.text ?? '';

const clause = (id: string, duty: string): string => `clauses:
  - id: ${id}
    citation: 第一条（示例）
    force: duty
    zh: 示例条款
    en: A sample clause
    holder_level: [county]
    holder_role: [party_secretary]
    cadence: quarterly
    answer: [{ duty: [${duty}] }]
`;

const province = `id: tea-mountain-2026
kind: regime
name: { zh: 茶山省实施细则（示例）, en: Tea Mountain rules (sample) }
document: { title: 茶山省实施细则（示例）, number: null, issuers: [示例机关], issued: '2026-01-01' }
extends: national-2022
jurisdiction: '52'
in_force: '2026-01-01'
until: null
`;

test('a province is a folder: it takes over the nation and says only what differs', () => {
  const added = libraryWith({
    'tea-mountain-2026/regime.yaml': province,
    'tea-mountain-2026/clauses/all.yaml': clause('tea-mountain-2026/art1', 'county-standing-committee'),
    'tea-mountain-2026/duties/all.yaml': `duties:
  - replace: county-standing-committee
    clause: tea-mountain-2026/art1
    with: { measure: { type: count, cadence: quarterly, need: 2 } }
`,
  });
  assertMoved(
    added,
    `  - name: 茶山省的县每季度开两次常委会会议，少一次即逾期
    clause: tea-mountain-2026/art1
    place: '520121'
    day: '2026-04-01'
    records:
      - { id: r1, kind: meeting, unit: '520121', day: '2026-02-10', fields: { meeting_type: standing-committee } }
    expect:
      - { duty: county-standing-committee, unit: '520121', period: 2026Q1, need: 2, done: 1, status: overdue, records: [r1] }
      - { duty: county-contact-village, unit: '520121', holder: party-secretary, period: standing, need: 1 }
`,
  );
  assert.equal(added.at('2025-12-31', '520121').regime.id, 'national-2022');
  assert.equal(
    added.at('2026-03-01', '520121').duties.get('county-standing-committee')?.clauses[0],
    'tea-mountain-2026/art1',
  );
  for (const place of ['433124', '110118'])
    assert.deepEqual([...added.at('2026-03-01', place).duties], [...before.at('2026-03-01', place).duties], place);
});

test('a duty is an entry, with its case', () => {
  const added = libraryWith({
    'hunan-2023/duties/extra.yaml': `duties:
  - id: county-night-talk
    name: { zh: 每月召开一次屋场会（示例）, en: Hold a courtyard meeting every month (sample) }
    group: meeting
    clauses: [hunan-2023/sec1/s1/c3]
    holder: { level: county, where: { farming: true }, seats: [party-secretary], mode: joint }
    from: '2026-01-01'
    measure: { type: count, cadence: monthly, need: 1 }
    fulfilled_by: [{ kind: meeting, where: { meeting_type: on-site } }]
`,
  });
  assertMoved(
    added,
    `  - name: 屋场会每月一次，从二〇二六年起算
    clause: hunan-2023/sec1/s1/c3
    place: '433124'
    day: '2026-03-01'
    records:
      - { id: r1, kind: meeting, unit: '433124', day: '2026-02-28', fields: { meeting_type: on-site } }
    expect:
      - { duty: county-night-talk, unit: '433124', period: 2026-01, done: 0, status: overdue, records: [] }
      - { duty: county-night-talk, unit: '433124', period: 2026-02, done: 1, status: met, records: [r1] }
`,
  );
});

test('a record kind is a file; a duty may name it at once, and it is judged as every other', () => {
  const added = libraryWith({
    'hunan-2023/records/courtyard-talk.yaml': `id: courtyard-talk
name: { zh: 屋场会（示例）, en: Courtyard meeting (sample) }
evidence: [event_record]
clauses: [hunan-2023/sec1/s1/c3]
from: '2026-01-01'
levels: [village]
fields:
  - { id: topic, name: { zh: 话题, en: Topic }, kind: text, required: true, max: 20 }
  - { id: people, name: { zh: 到会人数, en: People }, kind: number, required: true, min: 3, max: 500 }
states:
  - { id: recorded, name: { zh: 已登记, en: Recorded }, counts: true }
  - { id: withdrawn, name: { zh: 已撤回, en: Withdrawn }, counts: false }
acts:
  - { verb: create, name: { zh: 登记, en: Record }, from: [], to: recorded }
  - { verb: withdraw, name: { zh: 撤回, en: Withdraw }, from: [recorded], to: withdrawn, reason: true }
minutes: 2
`,
    'hunan-2023/duties/extra.yaml': `duties:
  - id: village-courtyard-talk
    name: { zh: 每季度一次屋场会（示例）, en: A courtyard meeting a quarter (sample) }
    group: meeting
    clauses: [hunan-2023/sec1/s1/c3]
    holder: { level: village, where: { farming: true }, body: village-organizations, mode: joint }
    from: '2026-01-01'
    measure: { type: count, cadence: quarterly, need: 1 }
    fulfilled_by: [{ kind: courtyard-talk }]
`,
  });
  assertMoved(
    added,
    `  - name: 屋场会到会不足三人不算
    clause: hunan-2023/sec1/s1/c3
    place: '433124102200'
    day: '2026-06-30'
    records:
      - { id: r1, kind: courtyard-talk, unit: '433124102200', day: '2026-02-03', fields: { topic: 春耕, people: 30 } }
      - { id: r2, kind: courtyard-talk, unit: '433124102200', day: '2026-05-03', fields: { topic: 防汛, people: 2 } }
      - { id: r3, kind: courtyard-talk, unit: '433124102200', day: '2026-05-04', fields: { topic: 防汛, people: 9 }, withdrawn: true }
    refused:
      - { record: r2, code: number_outside, field: people }
    expect:
      - { duty: village-courtyard-talk, unit: '433124102200', period: 2026Q1, done: 1, status: met, records: [r1] }
      - { duty: village-courtyard-talk, unit: '433124102200', period: 2026Q2, done: 0, status: due_soon, records: [] }
`,
  );
});

test('a number that changes is one dated line; before its day the old one holds', () => {
  const added = libraryWith({
    'hunan-2023/duties/extra.yaml': `duties:
  - replace: county-supervise-lower
    clause: hunan-2023/sec1/s1/c3
    with:
      measure:
        type: count
        cadence: annual
        need:
          - { from: '2022-11-28', value: 1, clause: national-2022/art21/p2 }
          - { from: '2027-01-01', value: 3, clause: hunan-2023/sec1/s1/c3 }
`,
  });
  const need = (library: Library, day: string) =>
    library.at(day, '433124').duties.get('county-supervise-lower')?.figures.need;
  assert.deepEqual([need(added, '2026-12-31'), need(added, '2027-01-01'), need(before, '2027-01-01')], [1, 3, 1]);
  assertMoved(
    added,
    `  - name: 从二〇二七年起每年监督三次，一次不够
    clause: hunan-2023/sec1/s1/c3
    place: '433124'
    day: '2027-12-31'
    records:
      - { id: r1, kind: inspection, unit: '433124', day: '2027-05-10', fields: { inspection_type: supervision } }
    expect:
      - { duty: county-supervise-lower, unit: '433124', period: '2027', need: 3, done: 1, status: due_soon }
`,
  );
});

test('a local value of an assumption is an entry in the pack', () => {
  const entry = /^ {2}- id: g-8\n(?: {4}.*\n)+/m.exec(textOf('national-2022/assumptions.yaml'))?.[0] ?? '';
  const local = entry.replace(/(key: county-met, from: '[\d-]+', value: )0\.95/, '$11');
  assert.notEqual(local, entry);
  const added = libraryWith({ 'hunan-2023/assumptions.yaml': `assumptions:\n${local}` });
  assertMoved(
    added,
    `  - name: 湖南按全部走遍计，二十个村走到十九个未完成
    clause: national-2022/art11/item5/c3
    place: '433124'
    day: '2026-07-01'
    units:
      - { code: '433124102200', times: 20 }
    tenures:
      - { seat: '433124:party-secretary', person: 示例甲, from: '2024-01-01' }
    records:
      - { id: r1, kind: visit, unit: '433124', day: '2026-03-01', fields: { visit_type: village }, seats: ['433124:party-secretary'], targets: { first: '433124102200', count: 19 } }
    expect:
      - { duty: county-village-coverage, unit: '433124', holder: party-secretary, period: T2024-01-01, need: 20, targets: 20, done: 19, status: open }
`,
  );
  const share = (place: string) =>
    added.at('2026-07-01', place).duties.get('county-village-coverage')?.figures.met_from;
  assert.deepEqual([share('433124'), share('520121')], [1, 0.95]);
});

test('a holiday notice is a year in the calendar', () => {
  const year = `  - year: 2028
    source: { zh: 示例通知, en: A sample notice }
    rest: [{ name: { zh: 元旦, en: New Year }, from: '2028-01-01', to: '2028-01-03' }]
    work: ['2028-01-08']
`;
  const path = 'national-2022/calendar.yaml';
  const added = libraryWith({ [path]: `${textOf(path).trimEnd()}\n${year}` });
  const { calendar } = added.at('2027-12-31', '433124');
  assert.deepEqual(
    ['2028-01-03', '2028-01-04', '2028-01-08', '2028-01-09'].map((day) => isWorkingDay(calendar, day)),
    [false, true, true, false],
  );
  assert.equal(
    before.at('2027-12-31', '433124').calendar.some((one) => one.year === 2028),
    false,
  );
});

const ownReach = (roles: string, grants: string) => ({
  'tea-mountain-2026/regime.yaml': province,
  'tea-mountain-2026/clauses/all.yaml': clause('tea-mountain-2026/art1', 'county-standing-committee'),
  'tea-mountain-2026/reach.yaml': `roles:\n${roles}grants:\n${grants}`,
});

test('a role is an entry in reach.yaml; a province opens, changes and closes what its base gives', () => {
  const added = libraryWith(
    ownReach(
      `  - { id: tea-warden, name: { zh: 茶山看护, en: Tea warden }, held_by: [{ seats: [village-cadre] }], clauses: [tea-mountain-2026/art1] }\n`,
      `  - { id: tea-watch, roles: [tea-warden], acts: [accept], kinds: [household-visit], where: own_unit, clauses: [tea-mountain-2026/art1] }
  - { replace: department-mend, clauses: [tea-mountain-2026/art1], with: { when: { author: me, within_days: 10 } } }
  - { remove: village-mend, clauses: [tea-mountain-2026/art1], why: { zh: 更正一律由乡镇办, en: The township mends } }\n`,
    ),
  );
  assertMoved(
    added,
    `  - name: 茶山的村干部可以审核入户走访，不再自己更正；部门十日内可以更正
    clause: tea-mountain-2026/art1
    place: '520121100201'
    day: '2026-07-01'
    holds: ['520121100201:village-cadre', '520121:department-finance-staff']
    reach:
      - { on: { unit: '520121100201', kind: household-visit }, may: { accept: tea-watch, amend: null, see: village-look } }
      - { on: { unit: '520121', kind: meeting, by: me, day: '2026-06-21' }, may: { amend: department-mend } }
      - { on: { unit: '520121', kind: meeting, by: me, day: '2026-06-20' }, may: { amend: null } }
`,
  );
  assert.ok(added.at('2026-07-01', '433124').reach.grants.has('village-mend'), 'elsewhere nothing changes');
});

test('a wrong reach is refused with file, line and field', () => {
  const role = `  - { id: tea-warden, name: { zh: 茶山看护, en: Tea warden }, held_by: [{ seats: [village-cadre] }], why: { zh: 示例, en: Sample } }\n`;
  const grant = (text: string) => `  - { id: tea-watch, ${text}, why: { zh: 示例, en: Sample } }\n`;
  const good = 'roles: [tea-warden], acts: [see], kinds: all, where: own_unit';
  const cases: [roles: string, grants: string, field: RegExp, message: RegExp][] = [
    [role.replace('village-cadre', 'nobody'), grant(good), /^roles.*seats/, /there is no seat nobody/],
    [
      role.replace('[{ seats: [village-cadre] }]', '[{ levels: [village] }]'),
      grant(good),
      /held_by/,
      /seats or bodies/,
    ],
    [role.replace(', why: { zh: 示例, en: Sample }', ''), grant(good), /^roles/, /on what it stands/],
    [role, grant(good.replace('tea-warden', 'tea-waiter')), /roles/, /there is no role tea-waiter/],
    [role, grant(good.replace('all', '[tea-drinking]')), /kinds/, /record kind or group tea-drinking/],
    [role, grant(good.replace('see', 'peek')), /acts/, /cannot be "peek"/],
    [role, grant(`${good}, when: { mood: good }`), /when/, /unknown field mood/],
    [role, grant('roles: [tea-warden], acts: [see], where: own_unit'), /kinds/, /acts on records name kinds/],
    [
      role,
      grant('roles: [tea-warden], acts: [figures], where: own_unit, when: { author: me }'),
      /when/,
      /on no record/,
    ],
    [role, grant(`${good}, when: { within_days: { assume: z-999, key: x } }`), /within_days/, /no assumption z-999/],
    [role, grant(`${good}, when: { states: [steeped] }`), /states/, /there is no state steeped/],
    [
      role,
      `  - { replace: no-such-grant, with: {}, why: { zh: 示例, en: Sample } }\n`,
      /^grants/,
      /no base has no-such-grant/,
    ],
    [role, grant(good).replace('tea-watch', 'review'), /id/, /a base has review already/],
  ];
  for (const [roles, grants, field, message] of cases)
    assert.throws(
      () => libraryWith(ownReach(roles, grants)),
      (
        error: Error & {
          facts?: { errors?: { file: string; line: number; field: string; message: { en: string } }[] };
        },
      ) => {
        const [fault] = error.facts?.errors ?? [];
        assert.equal(fault?.file, 'regimes/tea-mountain-2026/reach.yaml', JSON.stringify(fault));
        assert.match(fault.field, field, JSON.stringify(fault));
        assert.match(fault.message.en, message, JSON.stringify(fault));
        assert.ok(fault.line > 0);
        return true;
      },
    );
});

test('what is added wrongly is refused with file, line and field', () => {
  const wrong = {
    'tea-mountain-2026/regime.yaml': province.replace('extends: national-2022', 'extends: nowhere-2022'),
  };
  assert.throws(
    () => libraryWith(wrong),
    (error: Error & { facts?: { errors?: { file: string; line: number; field: string }[] } }) => {
      const [fault] = error.facts?.errors ?? [];
      assert.equal(fault?.file, 'regimes/tea-mountain-2026/regime.yaml');
      assert.ok(fault.line > 0 && fault.field === 'extends', JSON.stringify(fault));
      return true;
    },
  );
});
