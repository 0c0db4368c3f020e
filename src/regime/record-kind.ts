/** The shape of record kinds (records/<kind>.yaml): fields, what they mean to the engine, states and acts. */
import { z } from 'zod';
import { Assumed, ClauseId, Day, Id, Level, Words } from './pack.ts';
import { Review } from './review.ts';

export const fieldKinds = [
  'text',
  'note',
  'day',
  'number',
  'year',
  'yes_no',
  'choice',
  'choices',
  'unit',
  'units',
  'seats',
  'body',
  'households',
  'duty',
  'period',
  'person',
  'files',
] as const;
/** What can be attached, in the words of packs. */
export const fileFamilies = ['image', 'pdf', 'word', 'sheet', 'slides', 'ofd', 'text'] as const;
export type FileFamily = (typeof fileFamilies)[number];
export const Field = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  name: Words,
  kind: z.enum(fieldKinds),
  required: z.boolean().optional(),
  options: z.array(z.strictObject({ id: Id, name: Words })).optional(),
  /** Longest text in characters, or largest number, or most entries. */
  max: z.number().optional(),
  min: z.number().optional(),
  /** For unit and units: the level the chosen units must have, inside the record's unit; farming where the law says 涉农. */
  level: Level.optional(),
  farming: z.boolean().optional(),
  /** For units: a place may be one natural village group of the unit, written `code:number`. */
  groups: z.literal(true).optional(),
  help: Words.optional(),
  /** Where the fact is known already; the form fills it in (burden rule). */
  source: z.string().optional(),
  /** The assumption that says, by the option chosen in `by`, which seat is expected here; another gives a hint only. */
  expected: z.strictObject({ assume: Assumed.shape.assume, by: z.string() }).optional(),
  /** For files: what may be attached; `max` says how many (9 where it is silent). Never required: practice 7.5. */
  accepts: z.array(z.enum(fileFamilies)).min(1).optional(),
  /** For seats: one that nobody holds on the day may be named. */
  vacant: z.literal(true).optional(),
  /** The assumption whose value true keeps the chosen unit inside the record's own (g-14). */
  inside: Assumed.optional(),
});
export type Field = z.infer<typeof Field>;

/** Engine verbs of acts; what each is called, and from which state to which it leads, says the pack. */
export const verbs = [
  'create',
  'amend',
  'submit',
  'return',
  'accept',
  'correct',
  'withdraw',
  'end',
  'hand',
  'take',
  'attest',
] as const;
export type Verb = (typeof verbs)[number];

/** Who must do an act: the person that a field names, the holder of the seat that one names, or a seat of an office. */
export const Signer = z.union([
  z.strictObject({ person: z.string() }),
  z.strictObject({ holder: z.string() }),
  z.strictObject({ office: Id, above: z.boolean().optional() }),
]);
export type Signer = z.infer<typeof Signer>;

/** Fields by which a record puts a person into a seat for an interval. */
const Seating = {
  seat: z.string(),
  person: z.string(),
  name: z.string(),
  from: z.string(),
  until: z.string(),
};

/** How far a unit has a body or seat of the law: its own; none; together with another; none, and another does its work. */
export const setups = ['set-up', 'not-set-up', 'joint', 'carried'] as const;
export type Setup = (typeof setups)[number];

export const RecordKind = z.strictObject({
  id: Id,
  name: Words,
  /** Evidence words of requirements b.3 that this kind answers. */
  evidence: z.array(z.string()).min(1),
  clauses: z.array(ClauseId).min(1),
  from: Day,
  until: Day.nullable().optional(),
  /** Levels whose units keep this kind. */
  levels: z.array(Level).min(1),
  fields: z.array(Field).min(1),
  /** Roles of fields: who is credited, what was reached, which year it serves, from when until when it holds. */
  roles: z
    .strictObject({
      seats: z.string().optional(),
      targets: z.string().optional(),
      year: z.string().optional(),
      until: z.string().optional(),
      /** The record is a tenure; `acting` says that it is for the time being. */
      tenure: z.strictObject({ ...Seating, acting: z.string() }).optional(),
      /** The record lets a deputy do the work of a seat. */
      deputy: z.strictObject(Seating).optional(),
      /** The record is the handover of a tenure: its seat, the tenure that ended, who leaves and who follows. */
      handover: z
        .strictObject({ seat: z.string(), tenure: z.string(), leaver: z.string(), taker: z.string() })
        .optional(),
      /**
       * The record says what a body or seat of the law is at its unit: which one, how far it is set up, what it is called there,
       * which other it works with or is carried by, from when until when.
       */
      entry: z
        .strictObject({
          post: z.string(),
          setup: z.string(),
          name: z.string(),
          carrier: z.string(),
          from: z.string(),
          until: z.string(),
        })
        .optional(),
      excuses: z.strictObject({ duty: z.string(), period: z.string(), seat: z.string().optional() }).optional(),
    })
    .optional(),
  states: z
    .array(
      z.strictObject({
        id: Id,
        name: Words,
        counts: z.boolean(),
        /** Something is still to be done: the record stands in the handover of every seat that it names. */
        open: z.literal(true).optional(),
      }),
    )
    .min(1),
  acts: z
    .array(
      z.strictObject({
        verb: z.enum(verbs),
        name: Words,
        from: z.array(Id),
        to: Id,
        reason: z.boolean().optional(),
        /** Fields that this act sets, all of them required; other acts than create and amend set none besides. */
        sets: z.array(z.string()).optional(),
        /** Any one of these may do it; nobody is named = whoever may write the record. */
        signed_by: z.array(Signer).min(1).optional(),
      }),
    )
    .min(1),
  /** Who looks at it again (review.ts); left out: nobody. */
  review: Review.optional(),
  /** Field ids that a disclosure may show; nothing else ever leaves by the portal. */
  public: z.array(z.string()).optional(),
  /** Kept on a screen of its own and not offered among the records to write. */
  own_screen: z.literal(true).optional(),
  /** Minutes it takes a person to record one: the burden budget counts them. */
  minutes: z.number(),
});
export type RecordKind = z.infer<typeof RecordKind>;
