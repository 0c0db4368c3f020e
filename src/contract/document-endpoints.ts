/** Endpoints of official papers: which a unit can have, and each as a file. */
import { z } from 'zod';
import { code, type Endpoint } from './queries.ts';
import { Day, Level, UnitCode, Words } from './shapes.ts';

const paper = {
  params: z.object({ code: UnitCode, kind: z.string().max(60) }),
  query: z.object({
    day: Day.optional(),
    seat: z.string().max(60).optional(),
    a: z.string().max(60).optional(),
    b: z.string().max(60).optional(),
    tenure: z.uuid().optional(),
  }),
};

export const documentEndpoints = {
  listPapers: {
    summary: 'Official papers that a unit can have, with what each needs besides the unit',
    params: code,
    query: z.object({ day: Day.optional() }),
    reply: z.object({
      rows: z.array(
        z.object({
          kind: z.string(),
          name: Words,
          form: z.string(),
          levels: z.array(Level),
          needs: z.array(z.enum(['seat', 'a', 'b', 'tenure'])),
          pack: z.string(),
        }),
      ),
    }),
  },
  getPaperDocx: {
    summary: 'An official paper as .docx after GB/T 9704-2012, each figure with its origin',
    ...paper,
    reply: z.unknown().describe('application/vnd.openxmlformats-officedocument.wordprocessingml.document'),
  },
  getPaperPdf: {
    summary: 'The same paper as PDF/A-3b with embedded fonts, the origins of its figures attached',
    ...paper,
    reply: z.unknown().describe('application/pdf'),
  },
  checkPaper: {
    summary:
      'A paper made here, read again: which of its figures still hold, were changed by hand, or have moved since',
    query: z.object({ day: Day.optional() }),
    bytes: true,
    reply: z.object({
      paper: z.object({ template: z.string(), pack: z.string(), day: Day, made: z.string() }),
      rows: z.array(
        z.object({
          note: z.string(),
          name: Words,
          printed: z.array(z.string()),
          before: z.string(),
          now: z.string(),
          verdict: z.enum(['same', 'changed', 'edited', 'gone', 'unanswered']),
        }),
      ),
    }),
  },
} as const satisfies Record<string, Endpoint>;
