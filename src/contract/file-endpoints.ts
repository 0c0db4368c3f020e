/** Endpoints of attachments: sending a file for records of a unit, and looking at what a record holds. */
import { z } from 'zod';
import { code, type Endpoint } from './queries.ts';
import { UnitCode, Words } from './shapes.ts';

const record = z.object({ county: UnitCode, id: z.uuid() });
const one = record.extend({ digest: z.string().regex(/^[0-9a-f]{64}$/) });

const FileShape = z.object({
  digest: z.string().describe('SHA-256 in hex of the file as it is kept; pictures are re-encoded'),
  name: z.string(),
  family: z.enum(['image', 'pdf', 'word', 'sheet', 'slides', 'ofd', 'text']),
  type: z.string().describe('Media type'),
  bytes: z.number(),
  width: z.number().nullable(),
  height: z.number().nullable(),
});

export const fileEndpoints = {
  uploadFile: {
    summary: 'Send a file for a record of this unit; `entry` in the answer goes into the field of an act',
    params: code,
    query: z.object({
      kind: z.string().max(80).describe('Kind of the record that it is for'),
      name: z.string().max(500).describe('Name of the file; paths are cut off, the ending follows the content'),
    }),
    bytes: true,
    reply: FileShape.extend({ entry: z.string().describe('What the field of kind `files` takes') }),
  },
  listFiles: {
    summary: 'Files of a record: those it holds now, then those that earlier acts held',
    params: record,
    reply: z.object({
      rows: z.array(
        FileShape.extend({
          field: z.string(),
          field_name: Words,
          entry: z.string(),
          held: z.boolean().describe('false: a later act took it out; it stays part of the history'),
        }),
      ),
    }),
  },
  getFile: {
    summary: 'A file of a record. Pictures may be shown; everything else is sent to be saved',
    params: one,
    reply: z.unknown().describe('The file, sandboxed and never of a type that a browser runs'),
  },
  getFileText: {
    summary: 'The text of a .docx, .pdf or .txt file of a record, to be read before it is opened',
    params: one,
    reply: z.object({ text: z.string(), cut: z.boolean().describe('true: there is more than is shown') }),
  },
} as const satisfies Record<string, Endpoint>;
