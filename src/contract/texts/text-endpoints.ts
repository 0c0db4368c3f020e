/** Endpoints of imported documents: reading a file, keeping it, looking at it, setting two side by side. */
import { z } from 'zod';
import type { Endpoint } from '../queries.ts';
import { Day, UnitCode, UnitRef, Words } from '../shapes.ts';

const Place = z.object({ line: z.number(), char: z.number() });

/** What reading a document gives; nodes stand in their order, `depth` says how they are nested. */
export const Reading = z.object({
  identity: z.object({
    title: z.string().nullable(),
    notice: z.string().nullable(),
    number: z.string().nullable(),
    issuers: z.array(z.string()),
    addressees: z.array(z.string()),
    approved: Day.nullable(),
    issued: Day.nullable(),
    signed: Day.nullable(),
    distribution: z.string().nullable(),
    lines: z.array(Place.extend({ text: z.string() })).describe('Every line of it, as printed'),
  }),
  nodes: z.array(
    Place.extend({
      id: z.string(),
      kind: z.string(),
      label: z.string(),
      number: z.number().nullable(),
      title: z.string(),
      text: z.string(),
      depth: z.number(),
    }),
  ),
  furniture: z.array(Place.extend({ kind: z.string(), text: z.string() })),
  faults: z.array(z.object({ code: z.string(), place: Place, message: Words, proposal: Words })),
  account: z.object({
    total: z.number(),
    clause: z.number(),
    identity: z.number(),
    furniture: z.number(),
    blank: z.number().describe('Of the furniture: blanks and line ends'),
    marks: z.number().describe('Of the furniture: heading and bold marks'),
  }),
});

export const DocumentRow = z.object({
  home: UnitCode,
  id: z.string(),
  part: z.number(),
  title: z.string().nullable(),
  pack: z.string().nullable().describe('The pack whose full text this is'),
  clauses: z.number(),
  faults: z.number(),
  file: z.string(),
  format: z.string(),
  digest: z.string().describe('SHA-256 of the file in hex'),
  imported_by: z.string(),
  imported_at: z.string().describe('Instant, ISO'),
});

export const differenceKind = z.enum(['layout', 'punctuation', 'wording', 'missing', 'legal']);
const Comparison = z.object({
  a: DocumentRow,
  b: DocumentRow,
  pairs: z.array(
    z.object({
      a: z.string().nullable(),
      b: z.string().nullable(),
      label: z.string(),
      left: z.string(),
      right: z.string(),
      differences: z.array(z.number()).describe('Places in the list of differences'),
    }),
  ),
  differences: z.array(
    z.object({
      kind: differenceKind,
      a: z.string().nullable(),
      b: z.string().nullable(),
      left: z.string(),
      right: z.string(),
      context: z.string(),
      place_a: Place.nullable(),
      place_b: Place.nullable(),
    }),
  ),
  counts: z.record(differenceKind, z.number()),
});

const Said = z.object({
  phrase: z.string(),
  type: z.string(),
  cadence: z.string().nullable(),
  need: z.number().nullable(),
  of: z.string().nullable(),
});
const BaseNorm = z.object({
  id: z.string(),
  clause: z.string().nullable().describe('the clause of the library that it is, holds or lies in'),
  citation: z.string(),
  text: z.string(),
});

export const relation = z.enum(['restates', 'adds_to', 'tightens', 'loosens', 'new']);

const at = z.object({ home: UnitCode, id: z.uuid() });
const two = z.object({
  a: z.string().max(60).describe('<home>/<id> of the first document'),
  b: z.string().max(60).describe('<home>/<id> of the second'),
});
const file = z.object({ name: z.string().min(1).max(200).default('pasted.txt') });

export const textEndpoints = {
  readFile: {
    summary: 'Reads a file (.txt, .docx, .pdf; at most 20 MB) without keeping it: every document in it',
    query: file,
    bytes: true,
    reply: z.object({ format: z.string(), characters: z.number(), documents: z.array(Reading) }),
  },
  importFile: {
    summary: 'Reads a file and keeps it as a document of a unit; the same bytes are kept once',
    query: file.extend({
      home: UnitCode.describe('The unit whose document it is: a county or above'),
      pack: z.string().max(60).optional().describe('The pack whose full text it is; found by its title if left out'),
    }),
    bytes: true,
    reply: z.object({ documents: z.array(DocumentRow), repeated: z.boolean() }),
  },
  listImported: {
    summary: 'Imported documents within reach, newest first',
    reply: z.object({ rows: z.array(DocumentRow.extend({ unit: UnitRef.nullable() })) }),
  },
  getImported: {
    summary: 'One imported document as it was read',
    params: at,
    reply: z.object({ document: DocumentRow, reading: Reading }),
  },
  getImportedFile: {
    summary: 'The file a document came in, byte by byte',
    params: at,
    reply: z.unknown().describe('application/octet-stream'),
  },
  assignPack: {
    summary: 'Says of which pack a document is the full text',
    params: at,
    body: z.object({ pack: z.string().max(60).nullable() }),
    reply: z.object({ document: DocumentRow }),
  },
  comparePrints: {
    summary: 'Two prints clause by clause, every difference classed',
    query: two,
    reply: Comparison,
  },
  comparePrintsXlsx: {
    summary: 'The same as a spreadsheet',
    query: two.extend({ lang: z.enum(['zh', 'en']).default('zh') }),
    reply: z.unknown().describe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  },
  alignWithBase: {
    summary: 'A local rule against its base: what each clause restates, adds to, tightens or has anew. Proposals',
    params: at,
    query: z.object({ base: z.string().max(60) }),
    reply: z.object({
      base: z.object({ id: z.string(), name: Words, full_text: z.boolean() }),
      clauses: z.array(
        z.object({
          id: z.string(),
          citation: z.string(),
          text: z.string(),
          relation,
          base: z.array(BaseNorm.extend({ score: z.number() })),
          measures: z.array(Said),
        }),
      ),
      left_out: z.array(BaseNorm),
    }),
  },
} as const satisfies Record<string, Endpoint>;
