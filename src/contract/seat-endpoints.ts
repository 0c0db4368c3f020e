/** Endpoints of seats and the persons in them: posts of a unit, persons, handovers, imports, and one's own work. */
import { z } from 'zod';
import { code, type Endpoint } from './queries.ts';
import { Choice, Day, ObligationRow, RecordRow, StandsFor, UnitCode, UnitRef, Words } from './shapes.ts';

const PersonId = z.string().max(60);
const Held = z.object({
  id: z.uuid().describe('The tenure; the record that says so has the same id'),
  person: PersonId,
  name: z.string(),
  from: Day,
  to: Day.nullable(),
  acting: z.boolean(),
  sample: z.boolean(),
  version: z.number().nullable().describe('Of the record; null where there is none, then nothing can be done about it'),
});
const Lent = Held.omit({ acting: true });
const PostEntry = z.object({
  id: z.uuid().describe('Of the record that says so'),
  version: z.number().nullable().describe('Of the record; null for whoever does not see it'),
  setup: z.enum(['set-up', 'not-set-up', 'joint', 'carried']),
  setup_name: Words,
  name: z.string().nullable().describe('What it is called there; null: as in the law'),
  carrier: z.object({ id: z.string(), name: Words }).nullable().describe('With whom it works, or who does its work'),
  from: Day,
  to: Day.nullable(),
});
const Registered = z
  .object({
    law_name: Words,
    now: z.uuid().nullable().describe('The entry that holds on the day; null: as in the law'),
    absent: z.boolean().describe('Not set up on the day, itself or the body that it belongs to'),
    assumption: z
      .string()
      .nullable()
      .describe('By which its duties stay with it while its own entry says that it is not set up'),
    entries: z.array(PostEntry).describe('Every entry, by first day'),
  })
  .describe('What the unit has registered of it');
const SeatRef = z.object({ unit: UnitRef, seat: z.string(), name: Words });
const HandoverRow = z.object({
  tenure: z.uuid(),
  seat: SeatRef,
  leaver: z.object({ person: PersonId, name: z.string() }),
  taker: z
    .object({ person: PersonId, name: z.string() })
    .nullable()
    .describe('Who follows; null while the seat is vacant'),
  since: Day,
  ended: Day,
  due: Day.describe('By when it is to be closed'),
  record: z
    .object({ county: UnitCode, id: z.uuid(), version: z.number(), state: z.string(), state_name: Words })
    .nullable(),
  can: z.array(z.enum(['begin', 'hand', 'take', 'attest', 'withdraw'])),
});

const purpose = z.string().max(60).describe('One of the purposes that the law of the place names');
const Contact = z.object({ phone: z.string().nullable(), mail: z.string().nullable() });

const importKinds = ['tenures', 'people', 'bodies', 'seats'] as const;

export const seatEndpoints = {
  getHome: {
    summary: 'What needs me today, over all my seats, in due order',
    reply: z.object({
      day: Day,
      name: z.string(),
      seats: z.array(
        SeatRef.extend({
          acting: z.boolean(),
          via: z.enum(['tenure', 'deputy']),
          holder: z.string().nullable().describe('For a deputy: whose seat it is'),
          until: Day.nullable(),
        }),
      ),
      delegations: z
        .array(
          z.object({
            way: z.enum(['to_me', 'from_me']),
            county: UnitCode,
            id: z.uuid().describe('Of the record that says so'),
            version: z
              .number()
              .nullable()
              .describe('Of that record; null where there is none, then it cannot be ended'),
            seat: SeatRef,
            name: z.string().nullable().describe('The other: who stands in for me, or whose work I do; null: vacant'),
            from: Day,
            until: Day,
          }),
        )
        .describe(
          'Work of a seat done by somebody else for some days: mine by others, also what is to begin, and theirs by me',
        ),
      items: z
        .array(
          z.discriminatedUnion('type', [
            z.object({
              type: z.literal('obligation'),
              due: Day.nullable(),
              late: z.boolean(),
              seat: SeatRef,
              row: ObligationRow,
              kinds: z.array(z.object({ kind: z.string(), name: Words, preset: z.record(z.string(), z.unknown()) })),
            }),
            z.object({ type: z.literal('returned'), due: Day.nullable(), late: z.boolean(), row: RecordRow }),
            z.object({ type: z.literal('review'), due: Day.nullable(), late: z.boolean(), row: RecordRow }),
            z.object({ type: z.literal('handover'), due: Day.nullable(), late: z.boolean(), row: HandoverRow }),
          ]),
        )
        .describe('Overdue first, then by due day; at most 100'),
      more: z.number().describe('So many more obligations need something today than are listed'),
      later: z.number().describe('Obligations of these seats that are open and not near'),
      can_appoint: z.boolean(),
      approvals: z.number().describe('What others asked and whoever asks may decide'),
    }),
  },
  listPosts: {
    summary: 'Bodies and seats of a unit: who holds them, who did, who stands in',
    params: code,
    query: z.object({ day: Day.optional() }),
    reply: z.object({
      unit: UnitRef,
      day: Day,
      bodies: z.array(
        z.object({
          id: z.string(),
          name: Words.describe('As it is called at the unit'),
          registered: Registered,
          seats: z.array(
            z.object({
              id: z.string(),
              name: Words,
              registered: Registered,
              staff: z.boolean().describe('Handles what others owe; owes nothing itself'),
              first_responsible: z.boolean(),
              vacant: z.boolean().describe('It is set up, and nobody holds it on the day'),
              now: z.array(Held),
              past: z.array(Held),
              coming: z.array(Held),
              deputies: z.array(Lent),
            }),
          ),
        }),
      ),
      end_reasons: z.array(Choice).describe('Why a tenure may end'),
      setups: z
        .object({ body: z.array(Choice), seat: z.array(Choice) })
        .describe('How far a body or a seat can be set up'),
      can: z.object({
        appoint: z.boolean(),
        import: z.boolean(),
        export_people: z.boolean(),
        deputy: z.array(z.string()).describe('Seats'),
      }),
    }),
  },
  searchPeople: {
    summary: 'Persons registered in the county of a unit, by the beginning of their name',
    params: code,
    query: z.object({ q: z.string().max(60).default(''), limit: z.coerce.number().int().min(1).max(50).default(20) }),
    reply: z.object({
      rows: z.array(
        z.object({ county: UnitCode, id: PersonId, name: z.string(), sample: z.boolean(), seats: z.array(SeatRef) }),
      ),
    }),
  },
  getPerson: {
    summary: 'A person with every tenure',
    params: z.object({ county: UnitCode, id: PersonId }),
    reply: z.object({
      county: UnitCode,
      id: PersonId,
      name: z.string(),
      sample: z.boolean(),
      tenures: z.array(Held.extend({ seat: SeatRef, county: UnitCode })),
      deputies: z.array(Lent.extend({ seat: SeatRef, county: UnitCode })),
      contact: z
        .object({
          phone: z.string().nullable(),
          mail: z.string().nullable(),
          purposes: z.array(Choice).describe('What it may be read for'),
        })
        .nullable()
        .describe('Masked; null for whoever may not read it'),
      can: z.object({ rename: z.boolean() }),
    }),
  },
  readContact: {
    summary: 'Phone and mail of a person, for a purpose; the reading is audited',
    params: z.object({ county: UnitCode, id: PersonId }),
    body: z.strictObject({ purpose }),
    reply: Contact,
  },
  changeContact: {
    summary: 'Changes phone and mail of a person, for a purpose; the change is audited',
    params: z.object({ county: UnitCode, id: PersonId }),
    body: z.strictObject({
      purpose,
      phone: z.string().max(60).optional().describe('Absent: stays; empty: is taken away'),
      mail: z.string().max(254).optional().describe('Absent: stays; empty: is taken away'),
    }),
    reply: Contact,
  },
  getContactExport: {
    summary: 'What asking to export the contact details of a unit and all below it takes',
    params: code,
    reply: z.object({
      unit: UnitRef,
      persons: z.number().describe('Whom the file would hold today; counted to one more than it may hold'),
      most: z.number().describe('So many persons one file may hold'),
      purposes: z.array(Choice),
      hours: z.object({ ask: z.number(), take: z.number() }).nullable().describe('null: the packs know no such export'),
    }),
  },
  exportContacts: {
    summary:
      'Who holds the seats of a unit and all below it, with phone and mail; two persons decide, and it counts once',
    params: code,
    query: z.object({ approval: z.uuid(), lang: z.enum(['zh', 'en']).default('zh') }),
    reply: z.unknown().describe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  },
  renamePerson: {
    summary: 'Corrects the name of a person; tenures keep the name they were entered under',
    params: z.object({ county: UnitCode, id: PersonId }),
    body: z.strictObject({ name: z.string().min(1).max(60) }),
    reply: z.object({ name: z.string() }),
  },
  listHandovers: {
    summary: 'Handovers at a unit: to be begun, to be signed, closed',
    params: code,
    reply: z.object({ unit: UnitRef, rows: z.array(HandoverRow) }),
  },
  getHandover: {
    summary: 'One handover with what is open in the seat',
    params: z.object({ code: UnitCode, tenure: z.uuid() }),
    reply: z.object({
      day: Day.describe('As of which the open part stands'),
      row: HandoverRow,
      open: z.array(ObligationRow),
      contacts: z.array(z.object({ duty: z.string(), name: Words, place: z.string(), since: Day })),
      groups: z
        .array(
          z.object({
            id: z.string().describe('returned, accept, second-look, or open-<kind>'),
            name: Words,
            rows: z.array(z.object({ group: Words, record: RecordRow, due: Day.nullable() })),
            more: z.number().describe('So many more there are: too many to list, or out of reach'),
          }),
        )
        .describe('Records that go with the seat: sent back, waiting for it, and of each kind those in an open state'),
      carried: z.number().describe('How many records all groups hold'),
      items: z.string().nullable().describe('The list as it was signed; null before it was begun'),
      lines: z
        .array(
          z.object({
            text: z.string(),
            record: z.object({ county: UnitCode, id: z.uuid() }).nullable(),
            obligation: z
              .object({ unit: UnitCode, duty: z.string(), holder: z.string(), period: z.string() })
              .nullable(),
          }),
        )
        .describe('The same, line by line, with where each leads'),
      acts: z.array(
        z.object({
          verb: z.string(),
          name: Words,
          at: z.string(),
          day: Day,
          by: z.string(),
          stands_for: StandsFor,
          signer: Words.describe('Who did it, with whose work it was'),
          reason: z.string(),
        }),
      ),
    }),
  },
  beginHandover: {
    summary: 'Draws up the list of a handover and begins it',
    params: z.object({ code: UnitCode, tenure: z.uuid() }),
    body: z.strictObject({
      id: z.uuid().describe('Of the act, made by the client'),
      taker: z
        .object({ person: PersonId, name: z.string().max(60) })
        .optional()
        .describe('Needed while the seat is vacant'),
      note: z.string().max(2000).optional(),
    }),
    reply: z.object({ row: HandoverRow }),
  },
  getImportTemplate: {
    summary: 'An empty spreadsheet with the columns of an import and one example row',
    params: z.object({ code: UnitCode, what: z.enum(importKinds) }),
    query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
    reply: z.unknown().describe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  },
  importRows: {
    summary: 'Imports a spreadsheet: good rows go in, bad ones are named; a second import of the same changes nothing',
    params: z.object({ code: UnitCode, what: z.enum(importKinds) }),
    query: z.object({ dry: z.enum(['yes', 'no']).default('yes').describe('yes: only looks') }),
    bytes: true,
    reply: z.object({
      rows: z.number(),
      good: z.number().describe('Fit to go in, or gone in'),
      known: z.number().describe('In already'),
      bad: z.number(),
      faults: z
        .array(
          z.object({
            row: z.number(),
            column: Words,
            value: z.string(),
            code: z.string(),
            message: Words,
            remedy: Words,
          }),
        )
        .describe('At most 200'),
    }),
  },
  getRejectedRows: {
    summary: 'The rows of a spreadsheet that cannot go in, as a spreadsheet with the reason in a further column',
    params: z.object({ code: UnitCode, what: z.enum(importKinds) }),
    query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
    bytes: true,
    reply: z.unknown().describe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  },
} as const satisfies Record<string, Endpoint>;
