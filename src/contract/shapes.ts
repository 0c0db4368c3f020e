/** Shapes that several replies share. Days are `YYYY-MM-DD`, counts are whole numbers, rates are shares 0..1 or null. */
import { z } from 'zod';
import type { Verb } from '#regime';

export const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .describe('A day, YYYY-MM-DD, Asia/Shanghai');
export const Words = z.object({ zh: z.string(), en: z.string() });
export const UnitCode = z
  .string()
  .regex(/^(0|\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/)
  .describe('Statistical code of 2, 4, 6, 9 or 12 digits; 0 is the nation');
export const Level = z.enum(['nation', 'province', 'city', 'county', 'township', 'village']);
export const Status = z.enum(['met', 'excused', 'open', 'due_soon', 'overdue']);
export const Group = z.string().describe('Duty group: meeting, study, visit ...');

export const UnitRef = z.object({
  code: UnitCode,
  name: z.string(),
  level: Level,
  kind: z.string(),
  farming: z.boolean(),
});
export type UnitRef = z.infer<typeof UnitRef>;

export const Figures = z
  .object({
    owed: z.number().describe('Obligations of the year that count on the day'),
    due: z.number().describe('Of these, fallen due by the day'),
    met: z.number().describe('Met by the day, due or not yet due'),
    due_met: z.number().describe('Of those fallen due, met'),
    excused: z.number(),
    open: z.number(),
    due_soon: z.number(),
    overdue: z.number(),
    rate: z.number().nullable().describe('(due_met + excused) / due; null when nothing was due'),
  })
  .describe('owed = met + excused + open + due_soon + overdue');
export type Figures = z.infer<typeof Figures>;

export const CoverageFigures = z.object({
  duty: z.string(),
  name: Words,
  level: Level,
  holders: z.number().describe('Seats that owe it'),
  met: z.number().describe('Seats that have reached the share'),
  reached: z.number().describe('Targets reached, summed over holders'),
  targets: z.number().nullable().describe('Targets owed, summed over holders; null when the register is missing'),
});
export type CoverageFigures = z.infer<typeof CoverageFigures>;

export const ClauseRef = z.object({
  id: z.string(),
  citation: z.string(),
  document: z.string().describe('Pack id'),
  zh: z.string(),
  en: z.string(),
});
export const AssumptionRef = z.object({
  id: z.string(),
  question: Words,
  default: Words,
  reason: Words,
  outside: z.boolean(),
});

export const ObligationRow = z.object({
  key: z.string().describe('duty|unit|holder|period'),
  duty: z.string(),
  name: Words,
  group: Group,
  unit: UnitRef,
  holder: z.string(),
  holder_name: Words,
  period: z.string(),
  from: Day,
  to: Day.nullable(),
  due: Day.nullable(),
  need: z.number().nullable(),
  goal: z.number().nullable(),
  targets: z.number().nullable(),
  done: z.number(),
  status: Status,
  attention: z.boolean().describe('Below the goal, behind the pace, or long without a visit'),
  vacant: z.boolean().describe('Nobody held the seat on the day (false where no tenure is registered at all)'),
  met_day: Day.nullable(),
  clauses: z.array(z.string()),
  assumptions: z.array(z.string()),
});
export type ObligationRow = z.infer<typeof ObligationRow>;

export const RecordRow = z.object({
  county: UnitCode,
  id: z.uuid(),
  kind: z.string(),
  kind_name: Words,
  title: z.string(),
  title_en: z
    .string()
    .describe('The same in English where the kind gives the title, and what the author wrote as it is'),
  unit: UnitRef,
  day: Day,
  state: z.string(),
  state_name: Words,
  counts: z.boolean(),
  fulfils: z.number().describe('How many obligations it serves'),
});
export type RecordRow = z.infer<typeof RecordRow>;

export const Page = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), next: z.string().nullable().describe('Give it back as `after` for the next page') });

export const Choice = z.object({ id: z.string(), name: Words });
export const FieldShape = z.object({
  id: z.string(),
  name: Words,
  kind: z.string(),
  required: z.boolean(),
  options: z.array(Choice),
  max: z.number().nullable(),
  min: z.number().nullable(),
  level: Level.nullable(),
  farming: z.boolean().nullable(),
  accepts: z.array(z.string()).describe('For files: families that may be attached; empty for every other kind'),
  groups: z.boolean().describe('A place may be a village group, written `code:number`'),
  help: Words.nullable(),
});
export const KindShape = z.object({
  id: z.string(),
  name: Words,
  minutes: z.number(),
  own_screen: z.boolean().describe('Kept on a screen of its own and not offered among the records to write'),
  fields: z.array(FieldShape),
  roles: z.object({
    seats: z.string().nullable(),
    targets: z.string().nullable(),
    year: z.string().nullable(),
    until: z.string().nullable(),
  }),
  serves: z
    .array(z.object({ duty: z.string(), name: Words }))
    .describe('Duties of this unit that such a record can serve'),
});
export type KindShape = z.infer<typeof KindShape>;

/** Why something is not open to whoever asks, and who may do it; null where it is open. */
export const Closed = z.object({ why: Words, who: Words }).nullable();

export const FieldValues = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
);
const verbs = [
  ...([
    'create',
    'amend',
    'withdraw',
    'correct',
    'submit',
    'return',
    'accept',
    'end',
    'hand',
    'take',
    'attest',
  ] as const),
] satisfies Verb[];
/** Nothing more than these: a misspelt part is refused, or what its author wrote would be lost in silence. */
export const ActInput = z.strictObject({
  id: z.uuid().describe('Made by the client; sending the same act again has no effect'),
  verb: z.enum(verbs),
  version: z.number().int().min(0).optional().describe('Version the author saw; refused when the record has moved on'),
  kind: z.string().optional(),
  unit: UnitCode.optional(),
  day: Day.optional(),
  fields: FieldValues.optional(),
  reason: z.string().optional(),
  mend: z.record(z.string(), z.string()).optional().describe('return: what is to be mended, by field'),
});
export type ActInput = z.infer<typeof ActInput>;

export const StandsFor = z
  .object({ seat: Words, name: z.string().nullable().describe('Who holds the seat; null while it is vacant') })
  .nullable()
  .describe('Whose work it was, where the person acted as the deputy of a seat on that day');

export const ActRow = z.object({
  id: z.uuid(),
  seq: z.number(),
  verb: z.string(),
  verb_name: Words,
  actor: z.string(),
  actor_name: z.string().describe('What the person behind it is called'),
  stands_for: StandsFor,
  at: z.string().describe('Instant, ISO with zone'),
  day: Day,
  body: z.record(z.string(), z.unknown()),
  hash: z.string(),
});

/** Every refusal: what happened, where, and what to do next, in both languages. */
export const RefusalReply = z.object({
  code: z.string(),
  message: Words,
  remedy: Words,
  facts: z.record(z.string(), z.unknown()),
  law: z.array(z.string()),
  fields: z.array(z.object({ field: z.string(), message: Words })).describe('Faults by field, for forms'),
});
export type RefusalReply = z.infer<typeof RefusalReply>;
