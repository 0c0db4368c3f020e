/** The shape of law cases (regimes/<pack>/cases/*.yaml): a situation, and what must follow from it. */
import { z } from 'zod';
import type { Verb } from '#regime';
import { type ReachAct, reachLaw } from '#regime';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day is written YYYY-MM-DD');
const Unit = z.string().regex(/^(0|\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/, 'a unit code has 2, 4, 6, 9 or 12 digits');
const Seat = z.string().regex(/^\d+:[a-z0-9-]+$/, 'a seat is written <unit code>:<seat>');
/** A verb of the engine; one that is none is refused like one that is not open. */
const Word = z.string().transform((word) => word as Verb);
const Minute = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'a time is written YYYY-MM-DDTHH:MM');
const Value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
/** A list written out, or `{ first, count }`: the first one and those that follow it by number. */
export const Targets = z.union([
  z.array(z.string()),
  z.strictObject({ first: z.string().regex(/\d$/), count: z.int().min(1) }),
]);

/** Obligations are told by duty, unit, holder and period; only the keys given besides are compared. */
const Expected = z.strictObject({
  duty: z.string(),
  unit: Unit,
  holder: z.string().optional(),
  period: z.string().optional(),
  from: Day.optional(),
  to: Day.nullable().optional(),
  due: Day.nullable().optional(),
  need: z.number().nullable().optional(),
  goal: z.number().nullable().optional(),
  targets: z.number().nullable().optional(),
  done: z.number().optional(),
  met_day: Day.nullable().optional(),
  last_day: Day.nullable().optional(),
  status: z.enum(['met', 'excused', 'open', 'due_soon', 'overdue']).optional(),
  attention: z.enum(['below_goal', 'below_pace', 'nearly', 'not_held', 'long_ago']).nullable().optional(),
  records: z.array(z.string()).optional(),
  /** Body or seat that answers for it: another one where what the law names is not set up and the duty does not stay. */
  answers: z.string().optional(),
  /** What the holder is called there, in Chinese. */
  label: z.string().optional(),
  /** For duties that an event sets off: an event on this day makes the duty fall due on `event_due`. */
  event_day: Day.optional(),
  event_due: Day.nullable().optional(),
});
export type Expected = z.infer<typeof Expected>;

export const LawCase = z
  .strictObject({
    /** A sentence that states the rule. */
    name: z.string().min(4),
    clause: z.union([z.string(), z.array(z.string()).min(1)]),
    /** The law at this place on `day`, or the named regime whatever the place. */
    place: Unit.optional(),
    regime: z.string().optional(),
    day: Day,
    /** Units that differ from the default: rural, of the kind their code tells, there all along; parents follow. */
    units: z
      .array(
        z.strictObject({
          code: Unit,
          /** This code and the following ones. */
          times: z.int().min(1).optional(),
          kind: z.string().optional(),
          farming: z.boolean().optional(),
          name: z.string().optional(),
          from: Day.optional(),
          /** Last day. */
          to: Day.optional(),
          households: z.number().optional(),
          natural_villages: z.number().optional(),
        }),
      )
      .default([]),
    unit_acts: z
      .array(
        z.strictObject({
          verb: z.enum(['merge', 'split', 'rename', 'transfer']),
          day: Day,
          from: z.array(Unit).min(1),
          to: z.array(Unit).min(1),
        }),
      )
      .default([]),
    tenures: z.array(z.strictObject({ seat: Seat, person: z.string(), from: Day, to: Day.optional() })).default([]),
    records: z
      .array(
        z.strictObject({
          id: z.string(),
          kind: z.string(),
          unit: Unit,
          day: Day,
          fields: z.record(z.string(), Value).default({}),
          seats: z.array(Seat).optional(),
          targets: Targets.optional(),
          withdrawn: z.boolean().default(false),
          /** What was done with it after it was made, in order; a word alone is the verb. */
          acts: z
            .array(
              z.union([
                Word,
                z.strictObject({
                  verb: Word,
                  day: Day.optional(),
                  fields: z.record(z.string(), Value).optional(),
                  reason: z.string().optional(),
                  mend: z.record(z.string(), z.string()).optional(),
                }),
              ]),
            )
            .default([]),
          /** The state it must be in at the end. */
          becomes: z.string().optional(),
          /** Exactly the duties that it serves, whoever owes them. */
          serves: z.array(z.string()).optional(),
        }),
      )
      .default([]),
    /** A record that must be refused with this code, given the rest of the case. */
    refused: z
      .array(z.strictObject({ record: z.string(), code: z.string(), field: z.string().optional() }))
      .default([]),
    /** A record that is received with a hint of this assumption; every other record must come without any. */
    hints: z
      .array(z.strictObject({ record: z.string(), assumption: z.string(), field: z.string(), expected: z.string() }))
      .default([]),
    /** Who looks again at records of a kind at a unit: units and posts, `433124:rural-work-office`. */
    reviews: z
      .array(
        z.strictObject({
          kind: z.string(),
          unit: Unit,
          mode: z.enum(['none', 'all', 'sample']),
          share: z.number().optional(),
          days: z.number().optional(),
          own: z.boolean().optional(),
          by: z.array(Seat).default([]),
        }),
      )
      .default([]),
    /** When a message about an event leaves that came up at a time of the day (Asia/Shanghai). */
    messages: z.array(z.strictObject({ event: z.string(), at: Minute, leaves: Minute })).default([]),
    /** Seats that somebody holds on the day, and by which grant each act is open to him: null = not at all. */
    holds: z.array(Seat).default([]),
    reach: z
      .array(
        z.strictObject({
          on: z.strictObject({
            unit: Unit,
            kind: z.string().optional(),
            state: z.string().optional(),
            day: Day.optional(),
            seats: z.array(Seat).default([]),
            by: z.enum(['me', 'other']).default('other'),
          }),
          may: z.partialRecord(z.enum(Object.keys(reachLaw.actNames) as [ReachAct]), z.string().nullable()),
        }),
      )
      .default([]),
    /** What forms ask, in the lines of form-lines.ts: a form is said whole. */
    forms: z.array(z.strictObject({ kind: z.string(), lines: z.array(z.string()).min(1) })).default([]),
    /** Key tasks as they stand on the day, whole. */
    tasks: z
      .array(
        z.strictObject({
          task: z.string(),
          levels: z.array(z.string()),
          from: Day,
          until: Day.nullable(),
          target: z.string().optional(),
        }),
      )
      .default([]),
    expect: z.array(Expected).default([]),
    absent: z
      .array(
        z.strictObject({ duty: z.string(), unit: Unit, holder: z.string().optional(), period: z.string().optional() }),
      )
      .default([]),
  })
  .refine((one) => (one.place === undefined) !== (one.regime === undefined), 'a case names either place or regime');
export type LawCase = z.infer<typeof LawCase>;
export const CasesFile = z.strictObject({ cases: z.array(z.unknown()) });
