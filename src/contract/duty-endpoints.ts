/** Endpoints of obligations, seats and duty sheets. */
import { z } from 'zod';
import { code, type Endpoint, paging, whatIf } from './queries.ts';
import {
  AssumptionRef,
  ClauseRef,
  Day,
  FieldValues,
  Figures,
  Group,
  Level,
  ObligationRow,
  Page,
  RecordRow,
  Status,
  UnitCode,
  UnitRef,
  Words,
} from './shapes.ts';

const Contribution = z.object({
  record: RecordRow,
  day: Day,
  until: Day.nullable(),
  target: z.string(),
  target_name: z.string().nullable(),
  excused: z.boolean(),
});
export const dutyEndpoints = {
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
        .array(z.object({ step: Words, value: Words, source: z.string().nullable() }))
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
    query: whatIf,
    reply: z.object({
      rows: z.array(
        z.object({
          seat: z.string(),
          name: Words,
          body: z.string(),
          person: z.string().nullable(),
          since: Day.nullable(),
          vacant: z.boolean(),
          absent: z.boolean().describe('Not set up at this unit; what it owes is owed all the same'),
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
      seat: z.object({
        id: z.string(),
        name: Words.describe('As it is called at the unit'),
        entry: z
          .object({ county: UnitCode, id: z.uuid() })
          .nullable()
          .describe('The record that says what it is there; null: as in the law'),
        absent: z.boolean().describe('Not set up at this unit; what it owes is owed all the same'),
      }),
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
} as const satisfies Record<string, Endpoint>;
