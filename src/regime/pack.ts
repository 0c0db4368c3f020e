/**
 * The shape of a regime pack: one jurisdiction's law as data. Each file of a pack folder is one of these shapes,
 * told by its name: regime.yaml, clauses/*.yaml, duties/*.yaml, records/*.yaml, documents/*.yaml (template.ts), assumptions.yaml, calendar.yaml,
 * tasks.yaml, reach.yaml (reach.ts), cases/*.yaml. Every value that the law fixes carries the clause it comes from and the day it starts.
 */
import { z } from 'zod';

export const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期写作 YYYY-MM-DD|a day is written YYYY-MM-DD');
export type Day = string;

/** A word on the screen in both languages. */
export const Words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type Words = z.infer<typeof Words>;

export const Id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, '标识用小写单词加连字符|ids are lower case words joined by hyphens');
// The message of a form is written in both languages, joined by a bar: the loader shows both.
export const ClauseId = z
  .string()
  .regex(
    /^[a-z0-9-]+\/[a-z0-9/]+$/,
    '条款标识写作 <包>/<条>/…，例如 national-2022/art11/item2/s1|a clause id is <pack>/<article>/..., for example national-2022/art11/item2/s1',
  );

export const levels = ['nation', 'province', 'city', 'county', 'township', 'village'] as const;
export const Level = z.enum(levels);
export type Level = z.infer<typeof Level>;

/**
 * A number that the law fixes. Either the number itself (its clause is the duty's), a number lent by an assumption
 * (`{ assume: g-3, key: floor }`), or a dated list: from its day on each value holds; `null` repeals.
 */
export const Assumed = z.strictObject({ assume: z.string().regex(/^[gz]-\d+$/), key: z.string() });
export type Assumed = z.infer<typeof Assumed>;
export const Dated = z.array(
  z.strictObject({ from: Day, value: z.union([z.number(), Assumed, z.null()]), clause: ClauseId }),
);
export const Figure = z.union([z.number(), Assumed, Dated]);
export type Figure = z.infer<typeof Figure>;

/** What a legal text says, in our own words, with what carries it in the system. */
export const Answer = z.union([
  z.strictObject({ duty: z.array(Id).min(1) }),
  z.strictObject({ record: z.array(Id).min(1) }),
  z.strictObject({ rule: z.union([z.string().min(1), Words]) }),
  z.strictObject({ indicator: z.array(Id).min(1) }),
  z.strictObject({ workflow: z.array(Id).min(1) }),
  z.strictObject({ body: z.array(Id).min(1) }),
  z.strictObject({ task: z.array(Id).min(1) }),
  z.strictObject({ policy_text: z.literal(true) }),
  z.strictObject({ planned: z.string().min(1) }),
]);
export type Answer = z.infer<typeof Answer>;

export const forces = ['duty', 'power', 'rule', 'definition', 'principle', 'prohibition', 'link'] as const;
export const Clause = z.strictObject({
  id: ClauseId,
  citation: z.string(),
  force: z.enum(forces),
  zh: z.string().min(1),
  en: z.string().min(1),
  holder_level: z.array(z.string()),
  holder_role: z.array(z.string()),
  cadence: z.string(),
  min_count: z.number().optional(),
  measurable: z.string().optional(),
  evidence: z.array(z.string()).optional(),
  mechanism: z.array(z.string()).optional(),
  parameters: z.array(z.string()).optional(),
  recipients: z.array(z.string()).optional(),
  conditions: z.string().optional(),
  overrides: z.array(z.string()).optional(),
  answer: z.array(Answer).min(1),
});
export type Clause = z.infer<typeof Clause>;
export const ClausesFile = z.strictObject({ clauses: z.array(Clause) });

/** Which units: a closed list of conditions on the unit itself. */
export const UnitCondition = z.strictObject({
  farming: z.boolean().optional(),
  kinds: z
    .array(z.enum(['province', 'city', 'county', 'district', 'street', 'township', 'village', 'community']))
    .optional(),
});
export type UnitCondition = z.infer<typeof UnitCondition>;

/**
 * Who owes it. `joint`: one obligation per unit, credited to every named seat or to the body (requirements g-2).
 * `each`: one obligation per named seat; only records that credit this seat count.
 */
export const Holder = z.strictObject({
  level: Level,
  where: UnitCondition.optional(),
  seats: z.array(Id).min(1).optional(),
  body: Id.optional(),
  mode: z.enum(['joint', 'each']),
});
export type Holder = z.infer<typeof Holder>;

export const cadences = ['annual', 'semiannual', 'quarterly', 'monthly'] as const;
export type Cadence = (typeof cadences)[number];
export const coverageTargets = ['villages', 'village_groups', 'households', 'townships', 'counties'] as const;
export const Measure = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('count'),
    cadence: z.enum([...cadences, 'once', 'by_date']),
    need: Figure,
    /** A soft goal above the floor: below it the duty is met but marked for attention. */
    goal: Figure.optional(),
    window: z.strictObject({ from: Day, to: Day }).optional(),
  }),
  z.strictObject({
    type: z.literal('coverage'),
    cadence: z.enum(['annual', 'per_term']),
    of: z.enum(coverageTargets),
    /** Shares 0..1 of the targets: from `met_from` met, below `attention_from` at the end of a term not met. */
    met_from: Figure,
    attention_from: Figure.optional(),
  }),
  z.strictObject({ type: z.literal('holding'), need: Figure }),
  z.strictObject({ type: z.literal('often'), attention_after_days: Figure }),
  z.strictObject({ type: z.literal('event'), within_days: Figure.optional(), working: z.boolean().optional() }),
  z.strictObject({ type: z.literal('standing') }),
]);
export type Measure = z.infer<typeof Measure>;

/**
 * A closed condition on one record: every named field has one of the values, or of those that an assumption lends;
 * `from_level` = the record's unit level.
 */
export const RecordMatch = z.strictObject({
  kind: Id,
  where: z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string()), Assumed])).optional(),
  /** Serves only where an assumption is read otherwise than `is` (g-4). */
  unless: Assumed.extend({ is: z.string() }).optional(),
});
export type RecordMatch = z.infer<typeof RecordMatch>;

export const groups = [
  'leadership',
  'meeting',
  'study',
  'visit',
  'contact',
  'plan',
  'task',
  'fund',
  'report',
  'disclosure',
  'supervision',
  'assessment',
  'support',
] as const;
export const DutyGroup = z.enum(groups);

export const Duty = z.strictObject({
  id: Id,
  name: Words,
  group: DutyGroup,
  clauses: z.array(ClauseId).min(1),
  holder: Holder,
  from: Day,
  until: Day.nullable().optional(),
  measure: Measure,
  /** When it falls due: default the last day of the period. `next_year: 01-31` = that day of the year after (g-11). */
  due: z
    .strictObject({
      next_year: z
        .string()
        .regex(/^\d{2}-\d{2}$/)
        .optional(),
      assume: Assumed.optional(),
      days_after_period: Figure.optional(),
      working: z.boolean().optional(),
    })
    .optional(),
  fulfilled_by: z.array(RecordMatch),
  /** Assumptions that act in this duty besides those its figures name. */
  assumptions: z.array(z.string()).optional(),
  note: Words.optional(),
});
export type Duty = z.infer<typeof Duty>;

/** A local pack's change of the base: replace names only the fields that differ. A looser value must say why. */
export const DutyChange = z.strictObject({
  replace: Id,
  clause: ClauseId,
  why_looser: Words.optional(),
  with: Duty.omit({ id: true }).partial(),
});
export const DutyRemoval = z.strictObject({ remove: Id, clause: ClauseId, why_looser: Words });
export type DutyChange = z.infer<typeof DutyChange>;
export type DutyRemoval = z.infer<typeof DutyRemoval>;
export const DutyEntry = z.union([Duty, DutyChange, DutyRemoval]);
export type DutyEntry = z.infer<typeof DutyEntry>;
export const DutiesFile = z.strictObject({ duties: z.array(DutyEntry) });

export const Assumption = z.strictObject({
  id: z.string().regex(/^[gz]-\d+$/),
  question: Words,
  default: Words,
  reason: Words,
  /** Outside the five texts: the user must confirm it. */
  outside: z.boolean().optional(),
  /** Named, dated values that the engine reads. */
  values: z
    .array(
      z.strictObject({
        key: z.string(),
        from: Day,
        value: z.union([z.number(), z.string(), z.boolean(), z.array(z.string()), z.null()]),
      }),
    )
    .optional(),
  clauses: z.array(ClauseId).optional(),
  /** Where it acts: duty, record, rule or screen words. */
  acts_in: z.array(z.string()).min(1),
});
export type Assumption = z.infer<typeof Assumption>;
export const AssumptionsFile = z.strictObject({ assumptions: z.array(Assumption) });

/** Rest and make-up days of a year, each with its source; weekends are rest days unless listed under `work`. */
export const CalendarYear = z.strictObject({
  year: z.number(),
  source: Words,
  disputed: Words.optional(),
  rest: z.array(z.strictObject({ name: Words, from: Day, to: Day })),
  work: z.array(Day),
});
export type CalendarYear = z.infer<typeof CalendarYear>;
export const CalendarFile = z.strictObject({ years: z.array(CalendarYear) });

/** A key task of a year plan: it expires, binds no sheet, and is followed as a task (design decision 1). */
export const Task = z.strictObject({
  id: Id,
  name: Words,
  clauses: z.array(ClauseId).min(1),
  levels: z.array(z.string()).min(1),
  from: Day,
  until: Day.nullable(),
  target: z
    .strictObject({ value: z.number(), unit: z.string(), of: Words, soft: z.boolean(), assume: z.string().optional() })
    .optional(),
});
export type Task = z.infer<typeof Task>;
export const TasksFile = z.strictObject({ tasks: z.array(Task) });

export const Body = z.strictObject({
  id: Id,
  name: Words,
  levels: z.array(Level).min(1),
  clauses: z.array(ClauseId).optional(),
  from: Day.optional(),
  until: Day.nullable().optional(),
  parent: Id.optional(),
});
export type Body = z.infer<typeof Body>;
export const Seat = z.strictObject({
  id: Id,
  body: Id,
  name: Words,
  levels: z.array(Level).min(1),
  where: UnitCondition.optional(),
  /** Title by level where it differs from the name: { county: 县委书记 }. */
  titles: z.record(z.string(), Words).optional(),
  first_responsible: z.boolean().optional(),
  /** Does the work of others: owes nothing, and stands on no duty sheet. */
  staff: z.literal(true).optional(),
  clauses: z.array(ClauseId).optional(),
});
export type Seat = z.infer<typeof Seat>;

/** How a share of what fell due looks and is called. `from` is inside the band; with `open` only what lies above it. */
export const tones = ['high', 'good', 'low', 'poor', 'zero'] as const;
export const RateBand = z.strictObject({
  from: z.number().min(0).max(1),
  open: z.literal(true).optional(),
  name: Words,
  tone: z.enum(tones),
});
export type RateBand = z.infer<typeof RateBand>;

export const RegimeFile = z.strictObject({
  id: Id,
  kind: z.enum(['regime', 'year_plan']),
  name: Words,
  document: z.strictObject({
    title: z.string(),
    number: z.string().nullable(),
    issuers: z.array(z.string()),
    approved: Day.optional(),
    issued: Day.optional(),
  }),
  extends: Id.nullable(),
  /** Unit code under which it holds; `0` is the nation. */
  jurisdiction: z.string().regex(/^\d{1,6}$/),
  in_force: Day,
  until: Day.nullable().optional(),
  /** Levels that do not exist as a government there (Beijing has no city level). */
  skip_levels: z.array(Level).optional(),
  bodies: z.array(Body).optional(),
  seats: z.array(Seat).optional(),
  /**
   * Light rules are data: days before a due day from which it counts as near, by length of the period; and the bands
   * of a rate, highest first, the last from 0.
   */
  lights: z
    .strictObject({
      due_soon_days: z.record(z.enum([...cadences, 'by_date']), z.number()),
      rate_bands: z.array(RateBand).min(1),
      clauses: z.array(ClauseId).optional(),
      assumption: z.string(),
    })
    .optional(),
});
export type RegimeFile = z.infer<typeof RegimeFile>;
