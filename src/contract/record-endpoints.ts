/** Endpoints of records and their acts. */
import { z } from 'zod';
import { at, code, type Endpoint, paging } from './queries.ts';
import {
  ActInput,
  ActRow,
  Closed,
  Day,
  FieldValues,
  KindShape,
  Page,
  RecordRow,
  RefusalReply,
  UnitCode,
  UnitRef,
  Words,
} from './shapes.ts';

export const recordEndpoints = {
  listKinds: {
    summary: 'Record kinds that this unit can keep, with their fields',
    params: code,
    query: at,
    reply: z.object({
      kinds: z.array(KindShape.extend({ closed: Closed.describe('Why whoever asks cannot enter one here') })),
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
      labels: z.record(z.string(), Words).describe('Names of the units and seats that the fields mention'),
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
      can: z
        .array(z.object({ verb: z.string(), name: Words, reason: z.boolean(), closed: Closed }))
        .describe('Acts that its state allows, each open to whoever asks or closed with the reason'),
    }),
  },
  performAct: {
    summary:
      'Create, amend or withdraw; the reply says what the act moved. An amendment that says nothing new adds no act',
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
  performActs: {
    summary: 'One act on each of many records: the set done, and the set refused with the reasons',
    body: z.strictObject({
      acts: z
        .array(
          z.strictObject({
            county: UnitCode,
            record: z.uuid(),
            id: z.uuid().describe('Of the act, made by the client'),
            verb: z.enum(['withdraw', 'submit', 'return', 'accept']),
            version: z.number().int().min(1),
            reason: z.string().optional(),
          }),
        )
        .min(1)
        .max(200),
    }),
    reply: z.object({
      done: z.array(z.object({ record: RecordRow, version: z.number() })),
      refused: z.array(z.object({ record: z.uuid(), refusal: RefusalReply })),
    }),
  },
} as const satisfies Record<string, Endpoint>;
