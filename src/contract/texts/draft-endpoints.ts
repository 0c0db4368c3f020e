/** Endpoints of drafts of packs: made of a document, chosen clause by clause, checked, tried, signed, in force. */
import { z } from 'zod';
import { documents } from '#regime';
import { lawEndpoints } from '../law-endpoints.ts';
import type { Endpoint } from '../queries.ts';
import { Day, Level, UnitCode, UnitRef, Words } from '../shapes.ts';

const PackId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .max(40)
  .describe('Id of the pack: lower case words joined by hyphens');
const Stage = z.enum(['draft', 'checked', 'signed', 'in_force', 'withdrawn']);
const Verb = z.enum(['revise', 'check', 'sign', 'withdraw']);
const DraftFile = z.strictObject({ path: z.string().max(120), text: z.string().max(4_000_000) });

export const DraftRow = z.object({
  home: UnitCode,
  id: z.string(),
  unit: UnitRef.nullable(),
  pack: z.string(),
  base: z.string(),
  title: z.string(),
  stage: Stage,
  version: z.number(),
  in_force: Day,
  document: z.string().nullable(),
  changed_at: z.string(),
  signatures: z.array(z.object({ name: z.string(), day: Day })),
});

const Vocabulary = z.object({
  duties: z.array(
    z.object({
      id: z.string(),
      name: Words,
      level: Level,
      summary: Words,
      clauses: z.array(z.string()),
      measure: z.string(),
    }),
  ),
  seats: z.array(z.object({ id: z.string(), name: Words, levels: z.array(Level) })),
  bodies: z.array(z.object({ id: z.string(), name: Words, levels: z.array(Level) })),
  kinds: z.array(z.object({ id: z.string(), name: Words, levels: z.array(Level) })),
  groups: z.array(z.string()),
  cadences: z.array(z.string()),
  forces: z.array(z.string()),
});

const Impact = lawEndpoints.compareRegimes.reply.extend({
  passing: z
    .array(
      z.object({
        duty: z.string(),
        name: Words,
        level: Level,
        ends: z.string().nullable().describe('The running period that is no longer counted'),
        first: z.string().nullable().describe('The first period that counts under the new law'),
        from: Day.nullable(),
      }),
    )
    .optional()
    .describe('How duties pass from the old law to the new on its day (assumption z-8)'),
});

const Draft = z.object({
  draft: DraftRow,
  files: z.array(DraftFile),
  choices: z.array(documents.choice).nullable().describe('null: the files were written by hand'),
  undecided: z.number(),
  faults: z.array(z.object({ file: z.string(), line: z.number(), field: z.string(), message: Words })),
  supersedes: z.string().nullable().describe('The pack of this ground that ends on the day before'),
  bypasses: z
    .string()
    .nullable()
    .describe('A pack that rules this ground and that the draft does not stand on: its rules end here'),
  vocabulary: Vocabulary,
  impact: Impact.nullable(),
  signers: z.number().describe('How many persons must sign'),
  acts: z.array(
    z.object({ verb: z.string(), actor: z.string(), at: z.string(), name: z.string(), reason: z.string() }),
  ),
  can: z.array(Verb).describe('Acts open to whoever asks'),
});

const at = z.object({ home: UnitCode, id: z.uuid() });

export const draftEndpoints = {
  listDrafts: {
    summary: 'Drafts of packs within reach, latest first',
    reply: z.object({ rows: z.array(DraftRow) }),
  },
  createDraft: {
    summary: 'A draft pack out of an imported document: proposals for every clause, none of them taken',
    body: z.strictObject({
      id: z.uuid(),
      act: z.uuid(),
      home: UnitCode.describe('The unit whose law it is'),
      document: z.strictObject({ home: UnitCode, id: z.uuid() }),
      pack: PackId,
      base: z.string().max(60),
      in_force: Day.optional(),
    }),
    reply: z.object({ draft: DraftRow }),
  },
  getDraft: {
    summary: 'A draft whole: choices, files, faults by file and line, impact, acts, and what may come next',
    params: at,
    reply: Draft,
  },
  actOnDraft: {
    summary: 'One act on a draft: revise (choices or files), check, sign, withdraw',
    params: at,
    body: z.strictObject({
      id: z.uuid(),
      verb: Verb,
      version: z.number().int().optional(),
      choices: z.array(documents.choice).max(20_000).optional(),
      files: z.array(DraftFile).max(40).optional(),
      reason: z.string().max(500).optional(),
    }),
    large: true,
    reply: z.object({ draft: DraftRow }),
  },
  getDraftFile: {
    summary: 'The files of a draft as .zip',
    params: at,
    reply: z.unknown().describe('application/zip'),
  },
} as const satisfies Record<string, Endpoint>;
