/** The smallest packs the loader takes, for tests: a base `base` on ground 0 and a local `local` on ground 11. */
type Texts = Record<string, string>;

const duty = `duties:
  - id: board-meeting
    name: { zh: 例会, en: Meeting }
    group: meeting
    clauses: [base/art1]
    holder: { level: county, seats: [chair, deputy], mode: joint }
    from: '2020-01-01'
    measure: { type: count, cadence: annual, need: { assume: g-3, key: floor }, goal: { assume: g-3, key: goal } }
    fulfilled_by: [{ kind: note, where: { type: meeting } }]
  - id: walk
    name: { zh: 走访, en: Walk }
    group: visit
    clauses: [base/art2]
    holder: { level: county, seats: [chair], mode: each }
    from: '2020-01-01'
    measure: { type: coverage, cadence: per_term, of: villages, met_from: 0.95, attention_from: 0.8 }
    fulfilled_by: [{ kind: note }]
  - id: city-letter
    name: { zh: 市函, en: City letter }
    group: report
    clauses: [base/art1]
    holder: { level: city, body: board, mode: joint }
    from: '2020-01-01'
    measure: { type: count, cadence: quarterly, need: 1 }
    due: { days_after_period: 10 }
    fulfilled_by: [{ kind: note }]
`;

const clause = (id: string, answer: string): string => `  - id: ${id}
    citation: 示例
    force: duty
    zh: 示例条款
    en: A sample clause
    holder_level: [county]
    holder_role: [none]
    cadence: annual
    answer: [${answer}]
`;

export const baseTexts: Texts = {
  'base/regime.yaml': `id: base
kind: regime
name: { zh: 底包（示例）, en: Base (sample) }
document: { title: 示例, number: null, issuers: [示例机关] }
extends: null
jurisdiction: '0'
in_force: '2020-01-01'
bodies:
  - { id: board, name: { zh: 委员会, en: Board }, levels: [nation, province, city, county] }
seats:
  - { id: chair, body: board, name: { zh: 主任, en: Chair }, levels: [province, city, county] }
  - { id: deputy, body: board, name: { zh: 副主任, en: Deputy }, levels: [county] }
lights:
  due_soon_days: { annual: 30, semiannual: 20, quarterly: 10, monthly: 5, by_date: 7 }
  rate_bands:
    - { from: 0.5, tone: high, name: { zh: 好, en: Good } }
    - { from: 0, tone: low, name: { zh: 差, en: Poor } }
  assumption: z-1
`,
  'base/clauses/all.yaml': `clauses:\n${clause('base/art1', '{ duty: [board-meeting, city-letter] }, { body: [board] }')}${clause('base/art2', '{ duty: [walk] }, { record: [note] }')}`,
  'base/duties/all.yaml': duty,
  'base/records/note.yaml': `id: note
name: { zh: 便条, en: Note }
evidence: [meeting_minutes]
clauses: [base/art1]
from: '2020-01-01'
levels: [city, county]
fields:
  - { id: type, name: { zh: 类别, en: Type }, kind: choice, required: true, options: [{ id: meeting, name: { zh: 会, en: Meeting } }] }
  - { id: seats, name: { zh: 谁, en: Who }, kind: seats }
  - { id: villages, name: { zh: 村, en: Villages }, kind: units, level: village }
roles: { seats: seats, targets: villages }
states: [{ id: kept, name: { zh: 在, en: Kept }, counts: true }, { id: gone, name: { zh: 撤, en: Gone }, counts: false }]
acts:
  - { verb: create, name: { zh: 记, en: Note }, from: [], to: kept }
  - { verb: withdraw, name: { zh: 撤, en: Withdraw }, from: [kept], to: gone, reason: true }
minutes: 2
`,
  'base/assumptions.yaml': `assumptions:
  - id: g-3
    question: { zh: 定期几次, en: How often }
    default: { zh: 一次, en: Once }
    reason: { zh: 示例, en: Sample }
    values:
      - { key: floor, from: '2020-01-01', value: 1 }
      - { key: floor, from: '2025-01-01', value: 2 }
      - { key: goal, from: '2020-01-01', value: 4 }
    acts_in: [duty]
  - { id: z-1, question: { zh: 临期, en: Near }, default: { zh: 三十天, en: Thirty days }, reason: { zh: 示例, en: Sample }, acts_in: [rule] }
`,
};

/** The base and a local pack that holds from 2023-07-20; `duties` is the body of its duties file. */
export function withLocal(duties: string, more: Texts = {}): { path: string; text: string }[] {
  return asTexts({
    ...baseTexts,
    'local/regime.yaml': `id: local
kind: regime
name: { zh: 地方包（示例）, en: Local (sample) }
document: { title: 示例, number: null, issuers: [示例机关] }
extends: base
jurisdiction: '11'
in_force: '2023-07-20'
skip_levels: [city]
`,
    'local/clauses/all.yaml': `clauses:\n${clause('local/art1', '{ policy_text: true }')}`,
    ...(duties ? { 'local/duties/all.yaml': `duties:\n${duties}` } : {}),
    ...more,
  });
}

export const asTexts = (texts: Texts): { path: string; text: string }[] =>
  Object.entries(texts).map(([path, text]) => ({ path: `regimes/${path}`, text }));

export const tinyClause = clause;
