/** Parameters, bodies and replies of every endpoint in `routes.ts`, under the same name. OpenAPI is made from these. */
import { z } from 'zod';
import type { RouteName } from './routes.ts';
import {
  ActInput,
  ActRow,
  AssumptionRef,
  ClauseRef,
  CoverageFigures,
  Day,
  FieldValues,
  Figures,
  Group,
  KindShape,
  Level,
  ObligationRow,
  Page,
  RecordRow,
  Status,
  UnitCode,
  UnitRef,
  Words,
} from './shapes.ts';

export interface Endpoint {
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly reply: z.ZodType;
}

const code = z.object({ code: UnitCode });
const at = z.object({ day: Day.optional(), year: z.coerce.number().int().min(2022).max(2100).optional() });
const whatIf = at.extend({ regime: z.string().optional().describe('What-if: count the same facts under this regime') });
const paging = z.object({
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const UnitFigures = z.object({ unit: UnitRef, figures: Figures });

export const Overview = z.object({
  unit: UnitRef,
  day: Day,
  year: z.number(),
  regime: z.object({ id: z.string(), name: Words, what_if: z.boolean() }),
  regimes_below: z.array(z.object({ id: z.string(), name: Words, unit: UnitRef })),
  total: Figures,
  own: Figures.describe('Of the unit itself, without those below'),
  levels: z.array(z.object({ level: Level, units: z.number(), figures: Figures })),
  groups: z.array(z.object({ group: Group, figures: Figures })),
  duties: z.array(
    z.object({ duty: z.string(), name: Words, group: Group, level: Level, cadence: z.string(), figures: Figures }),
  ),
  coverage: z.array(CoverageFigures),
  trend: z.array(z.object({ month: z.string(), due: z.number(), met: z.number(), rate: z.number().nullable() })),
  children: z.array(UnitFigures).describe('Every child with its figures, by code; at most 200'),
  assumptions: z.array(AssumptionRef),
  burden: z.object({ records: z.number().nullable(), minutes_per_village_month: z.number().nullable() }),
});
export type Overview = z.infer<typeof Overview>;

const Contribution = z.object({
  record: RecordRow,
  day: Day,
  until: Day.nullable(),
  target: z.string(),
  target_name: z.string().nullable(),
  excused: z.boolean(),
});
const Clause = ClauseRef.extend({
  force: z.string(),
  holder_level: z.array(z.string()),
  holder_role: z.array(z.string()),
  cadence: z.string(),
  min_count: z.number().nullable(),
  measurable: z.string().nullable(),
  conditions: z.string().nullable(),
  answers: z.array(z.object({ kind: z.string(), text: Words, target: z.string().nullable() })),
});
const DocumentRow = z.object({
  id: z.string(),
  kind: z.string(),
  name: Words,
  title: z.string(),
  number: z.string().nullable(),
  issuers: z.array(z.string()),
  in_force: Day,
  extends: z.string().nullable(),
  jurisdiction: UnitRef.nullable(),
  clauses: z.number(),
  answered: z.number(),
  duties: z.number(),
});
const DutySide = z
  .object({ regime: z.string(), summary: Words, clauses: z.array(z.string()), looser_reason: Words.nullable() })
  .nullable();

export const endpoints = {
  getStatus: {
    summary: 'State of the installation: version, today, loading progress, sample, packs',
    reply: z.object({
      version: z.string(),
      today: Day,
      ready: z.boolean(),
      loading: z.object({ phase: z.string(), rows: z.number(), total: z.number() }).nullable(),
      units: z.number(),
      sample: z.boolean(),
      loopback_only: z.boolean(),
      packs: z.array(z.object({ id: z.string(), name: Words })),
    }),
  },
  searchUnits: {
    summary: 'Units by name, pinyin, initials or code; best first',
    query: z.object({
      q: z.string().max(100),
      limit: z.coerce.number().int().min(1).max(50).default(20),
      within: UnitCode.optional(),
      level: Level.optional(),
    }),
    reply: z.object({
      rows: z.array(UnitRef.extend({ path: z.string().describe('Names of the units above, joined by ·') })),
    }),
  },
  getUnit: {
    summary: 'One unit: ancestors, counts below by level, facts, former and later units',
    params: code,
    query: at,
    reply: z.object({
      unit: UnitRef,
      ancestors: z.array(UnitRef),
      valid_from: Day,
      valid_to: Day.nullable(),
      counts: z.array(z.object({ level: Level, units: z.number(), farming: z.number() })),
      facts: z.array(z.object({ fact: z.string(), day: Day, value: z.number(), source: z.string() })),
      successors: z.array(z.object({ unit: UnitRef, day: Day, verb: z.string() })),
      predecessors: z.array(z.object({ unit: UnitRef, day: Day, verb: z.string() })),
      regime: z.object({ id: z.string(), name: Words }),
      seats: z.array(z.object({ seat: z.string(), name: Words, holder: z.string().nullable() })),
    }),
  },
  listChildren: {
    summary: 'Children of a unit, by code',
    params: code,
    query: paging.extend({ day: Day.optional() }),
    reply: Page(UnitRef),
  },
  getOverview: {
    summary: 'Duty overview of a unit and everything below it',
    params: code,
    query: whatIf,
    reply: Overview,
  },
  listObligations: {
    summary:
      'Obligations inside a county (or of one unit above it), overdue first; above the county only the unit itself',
    params: code,
    query: whatIf.extend(paging.shape).extend({
      status: Status.optional(),
      level: Level.optional(),
      group: z.string().optional(),
      duty: z.string().optional(),
      holder: z.string().optional(),
      scope: z.enum(['own', 'all']).default('all'),
    }),
    reply: Page(ObligationRow),
  },
  getObligation: {
    summary: 'One obligation: its working, its records, its clauses and assumptions',
    params: z.object({ code: UnitCode, duty: z.string(), holder: z.string(), period: z.string() }),
    query: whatIf,
    reply: z.object({
      obligation: ObligationRow,
      working: z
        .array(z.object({ step: Words, value: z.string(), source: z.string().nullable() }))
        .describe('How the need, the due day and the status came about, step by step'),
      spans: z.array(
        z.object({ from: Day, to: Day, days: z.number(), person: z.string().nullable(), acting: z.boolean() }),
      ),
      records: z.array(Contribution),
      missing: z.array(UnitRef).describe('Targets not yet reached; at most 500'),
      clauses: z.array(ClauseRef),
      assumptions: z.array(AssumptionRef),
      kinds: z
        .array(z.object({ kind: z.string(), name: Words, preset: FieldValues }))
        .describe('Records that would serve it, with the fields that must be so'),
    }),
  },
  listSeats: {
    summary: 'Seats and bodies of a unit that owe something, with holder and figures',
    params: code,
    query: at,
    reply: z.object({
      rows: z.array(
        z.object({
          seat: z.string(),
          name: Words,
          body: z.string(),
          person: z.string().nullable(),
          since: Day.nullable(),
          vacant: z.boolean(),
          sample: z.boolean(),
          figures: Figures,
        }),
      ),
    }),
  },
  getSheet: {
    summary: 'Duty sheet of a seat or body: every duty with its periods of the year, coverage, standing duties',
    params: z.object({ code: UnitCode, seat: z.string() }),
    query: whatIf,
    reply: z.object({
      unit: UnitRef,
      seat: z.object({ id: z.string(), name: Words }),
      tenures: z.array(
        z.object({ person: z.string(), from: Day, to: Day.nullable(), acting: z.boolean(), sample: z.boolean() }),
      ),
      figures: Figures,
      lanes: z.array(
        z.object({
          duty: z.string(),
          name: Words,
          group: Group,
          cadence: z.string(),
          clauses: z.array(ClauseRef),
          assumptions: z.array(z.string()),
          obligations: z.array(ObligationRow),
        }),
      ),
      coverage: z.array(
        z.object({
          duty: z.string(),
          name: Words,
          obligation: ObligationRow.nullable(),
          pace: z.number().nullable().describe('Targets that an even pace would have reached by the day'),
          term_end: Day.nullable(),
          points: z.array(z.object({ day: Day, reached: z.number() })).describe('Running count of distinct targets'),
          visited: z.array(UnitRef.extend({ last: Day })),
          missing: z.array(UnitRef),
          earlier: z.number().describe('Targets reached by predecessors in the seat, still shown (g-7)'),
        }),
      ),
      standing: z.array(
        z.object({
          duty: z.string(),
          name: Words,
          group: Group,
          measure: z.string(),
          clauses: z.array(ClauseRef),
          assumptions: z.array(z.string()),
          records: z.number(),
          last: Day.nullable(),
          attention: z.boolean(),
        }),
      ),
      assumptions: z.array(AssumptionRef),
    }),
  },
  listKinds: {
    summary: 'Record kinds that this unit can keep, with their fields',
    params: code,
    query: at,
    reply: z.object({
      kinds: z.array(KindShape),
      seats: z.array(z.object({ ref: z.string(), name: Words, person: z.string().nullable() })),
    }),
  },
  listRecords: {
    summary: 'Records inside a county (or of one unit above it), newest first',
    params: code,
    query: paging.extend({
      kind: z.string().optional(),
      state: z.string().optional(),
      from: Day.optional(),
      to: Day.optional(),
      q: z.string().max(100).optional(),
      scope: z.enum(['own', 'all']).default('all'),
    }),
    reply: Page(RecordRow),
  },
  exportRecords: {
    summary: 'The same list as a spreadsheet',
    params: code,
    query: z.object({
      kind: z.string().optional(),
      state: z.string().optional(),
      from: Day.optional(),
      to: Day.optional(),
      q: z.string().max(100).optional(),
      scope: z.enum(['own', 'all']).default('all'),
      lang: z.enum(['zh', 'en']).default('zh'),
    }),
    reply: z.unknown().describe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  },
  getRecord: {
    summary: 'One record with its acts and the obligations it serves',
    params: z.object({ county: UnitCode, id: z.uuid() }),
    reply: z.object({
      record: RecordRow,
      kind: KindShape,
      fields: FieldValues,
      labels: z.record(z.string(), z.string()).describe('Names of the units and seats that the fields mention'),
      version: z.number(),
      regime: z.object({ id: z.string(), name: Words, mark: z.string() }),
      acts: z.array(ActRow),
      fulfils: z.array(
        z.object({
          key: z.string(),
          duty: z.string(),
          name: Words,
          unit: UnitRef,
          holder: z.string(),
          holder_name: Words,
          period: z.string(),
          targets: z.number(),
          excused: z.boolean(),
        }),
      ),
      can: z.array(z.object({ verb: z.string(), name: Words, reason: z.boolean() })),
    }),
  },
  performAct: {
    summary: 'Create, amend or withdraw; the reply says what the act moved',
    params: z.object({ county: UnitCode, id: z.uuid() }),
    body: ActInput,
    reply: z.object({
      record: RecordRow,
      version: z.number(),
      repeated: z.boolean().describe('True when this act had been received before'),
      moved: z.array(
        z.object({
          key: z.string(),
          duty: z.string(),
          name: Words,
          unit: UnitRef,
          holder: z.string(),
          period: z.string(),
          done: z.number(),
          need: z.number().nullable(),
          met: z.boolean(),
        }),
      ),
      warnings: z.array(Words),
    }),
  },
  performUnitAct: {
    summary: 'Merge, split, rename or transfer units',
    body: z.object({
      id: z.uuid(),
      verb: z.enum(['merge', 'split', 'rename', 'transfer']),
      day: Day,
      from: z.array(UnitCode).min(1),
      to: z.array(z.object({ code: UnitCode, name: z.string().optional(), kind: z.string().optional() })).min(1),
      note: z.string().max(500).optional(),
    }),
    reply: z.object({ units: z.array(UnitRef), repeated: z.boolean() }),
  },
  listDocuments: { summary: 'The packs as documents', reply: z.object({ rows: z.array(DocumentRow) }) },
  getDocument: {
    summary: 'One document: identity, clauses in order with answers, tasks',
    params: z.object({ id: z.string() }),
    reply: z.object({
      document: DocumentRow,
      clauses: z.array(Clause),
      tasks: z.array(
        z.object({
          id: z.string(),
          name: Words,
          from: Day,
          until: Day.nullable(),
          target: z.string().nullable(),
          clauses: z.array(z.string()),
        }),
      ),
    }),
  },
  getClause: {
    summary: 'One clause: answer, duties with the number of obligations it makes, clauses that change it',
    query: z.object({ id: z.string(), day: Day.optional() }),
    reply: z.object({
      clause: Clause,
      duties: z.array(
        z.object({
          duty: z.string(),
          name: Words,
          level: Level,
          owed: z.number().describe('Obligations this year on the real tree'),
          due: z.number(),
          due_met: z.number(),
        }),
      ),
      changed_by: z.array(ClauseRef),
      assumptions: z.array(AssumptionRef),
    }),
  },
  getDuty: {
    summary: 'One duty as resolved at a place on a day, with every regime that changes it',
    params: z.object({ id: z.string() }),
    query: z.object({ place: UnitCode.default('0'), day: Day.optional() }),
    reply: z.object({
      id: z.string(),
      name: Words,
      group: Group,
      level: Level,
      holder: Words,
      summary: Words.describe('Measure, cadence, need and due day as one sentence'),
      clauses: z.array(ClauseRef),
      assumptions: z.array(AssumptionRef),
      kinds: z.array(z.object({ kind: z.string(), name: Words })),
      regimes: z.array(z.object({ id: z.string(), name: Words, summary: Words, clauses: z.array(z.string()) })),
    }),
  },
  compareRegimes: {
    summary: 'Two regimes side by side, and which seats gain, lose or change which duties',
    query: z.object({
      a: z.string(),
      b: z.string(),
      day: Day.optional(),
      place: UnitCode.optional().describe('Count the impact on this part of the real tree'),
    }),
    reply: z.object({
      a: z.object({ id: z.string(), name: Words }),
      b: z.object({ id: z.string(), name: Words }),
      rows: z.array(
        z.object({
          duty: z.string(),
          name: Words,
          level: Level,
          change: z.enum(['same', 'only_a', 'only_b', 'tighter', 'looser', 'different']),
          a: DutySide,
          b: DutySide,
        }),
      ),
      impact: z.object({
        place: UnitRef,
        levels: z.array(
          z.object({
            level: Level,
            units: z.number(),
            acts_a: z.number(),
            acts_b: z.number(),
            per_unit_a: z.number(),
            per_unit_b: z.number(),
          }),
        ),
        seats: z.array(
          z.object({
            level: Level,
            holder: z.string(),
            name: Words,
            gains: z.array(z.string()),
            loses: z.array(z.string()),
            changes: z.array(z.string()),
          }),
        ),
      }),
    }),
  },
  listAssumptions: {
    summary: 'Assumptions in force at a place: question, default, reason, values, where they act',
    query: z.object({ place: UnitCode.default('0'), day: Day.optional() }),
    reply: z.object({
      rows: z.array(
        AssumptionRef.extend({
          regime: z.string(),
          values: z.array(z.object({ key: z.string(), from: Day, value: z.string() })),
          acts_in: z.array(z.string()),
          duties: z.array(z.object({ duty: z.string(), name: Words })),
          clauses: z.array(z.string()),
        }),
      ),
    }),
  },
} as const satisfies Record<RouteName, Endpoint>;

type Of<N extends RouteName, K extends 'params' | 'query' | 'body' | 'reply'> = (typeof endpoints)[N] extends {
  [P in K]: infer Z extends z.ZodType;
}
  ? Z
  : never;
/** What the caller gives (before defaults) and what comes back, by endpoint name. */
export type Params<N extends RouteName> = z.input<Of<N, 'params'>>;
export type Query<N extends RouteName> = z.input<Of<N, 'query'>>;
export type Sent<N extends RouteName> = z.input<Of<N, 'body'>>;
export type Reply<N extends RouteName> = z.output<Of<N, 'reply'>>;
