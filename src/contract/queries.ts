import { z } from 'zod';
import { Day, UnitCode } from './shapes.ts';

/** Parameters that many endpoints share. */
export const code = z.object({ code: UnitCode });
export const at = z.object({ day: Day.optional(), year: z.coerce.number().int().min(2022).max(2100).optional() });
export const whatIf = at.extend({
  regime: z.string().optional().describe('What-if: count the same facts under this regime'),
});
export const board = whatIf.extend({
  units: z
    .enum(['then', 'now'])
    .optional()
    .describe("then (default): the units of the day looked at; now: the same facts under today's units"),
});
export const paging = z.object({
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** Who may come: anyone, whoever is signed in, one of the three administrators or each of them. */
export type Who = 'anyone' | 'signed-in' | 'system' | 'security' | 'auditor' | 'admin';
export interface Endpoint {
  readonly summary: string;
  /** `signed-in` where nothing is said. What of it a seat reaches is decided behind. */
  readonly who?: Who;
  /** The reply opens or ends a session. */
  readonly session?: true;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The body is a file of at most 20 MB, as it is (application/octet-stream). */
  readonly bytes?: true;
  /** A body of up to 16 MB instead of one. */
  readonly large?: true;
  readonly reply: z.ZodType;
}
