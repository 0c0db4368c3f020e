/** Endpoints of the law library. */
import { z } from 'zod';
import type { Endpoint } from './queries.ts';
import { AssumptionRef, ClauseRef, Day, Group, Level, UnitCode, UnitRef, Words } from './shapes.ts';

const Clause = ClauseRef.extend({
  force: z.string(),
  holder_level: z.array(z.string()),
  holder_role: z.array(z.string()),
  cadence: z.string(),
  min_count: z.number().nullable(),
  measurable: z.string().nullable(),
  conditions: z.string().nullable(),
  answers: z.array(z.object({ kind: z.string(), text: Words, target: z.string().nullable() })),
  wording: z
    .object({ text: z.string(), exact: z.boolean().describe('false: the words of the clause that holds it') })
    .nullable()
    .describe('From the imported full text of the document; null where there is none'),
});
const FullText = z
  .object({ home: UnitCode, id: z.string(), file: z.string(), imported_at: z.string() })
  .nullable()
  .describe('The imported full text of the document');
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
const Cited = z.object({ id: z.string(), citation: z.string() });
const DutySide = z
  .object({ regime: z.string(), summary: Words, clauses: z.array(Cited), looser_reason: Words.nullable() })
  .nullable();

export const lawEndpoints = {
  listDocuments: { summary: 'The packs as documents', reply: z.object({ rows: z.array(DocumentRow) }) },
  getDocument: {
    summary: 'One document: identity, clauses in order with answers, tasks',
    params: z.object({ id: z.string() }),
    reply: z.object({
      document: DocumentRow,
      full_text: FullText,
      clauses: z.array(Clause),
      tasks: z.array(
        z.object({
          id: z.string(),
          name: Words,
          from: Day,
          until: Day.nullable(),
          target: z.object({ value: z.number(), unit: z.string(), of: Words }).nullable(),
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
      full_text: FullText,
      duties: z.array(
        z.object({
          duty: z.string(),
          name: Words,
          level: Level,
          owed: z
            .number()
            .nullable()
            .describe('Obligations this year on the real tree; null where they are out of reach'),
          due: z.number().nullable(),
          due_met: z.number().nullable(),
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
      regimes: z.array(z.object({ id: z.string(), name: Words, summary: Words, clauses: z.array(Cited) })),
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
          clauses: z.array(Cited),
        }),
      ),
    }),
  },
} as const satisfies Record<string, Endpoint>;
