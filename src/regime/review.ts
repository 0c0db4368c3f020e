/** The part of a record kind that says whether its records are looked at again. */
import { z } from 'zod';

/**
 * `none`: they count as they stand. `all`: each waits until it is accepted. `sample`: they count at once, and a share that
 * is drawn by a recorded seed is looked at afterwards. `rules` is the assumption that lends who, how many days and, under
 * the key `share`, how many.
 */
export const Review = z.union([
  z.literal('none'),
  z.strictObject({
    mode: z.enum(['all', 'sample']),
    rules: z.string().regex(/^[gz]-\d+$/),
    share: z.string().optional(),
  }),
]);
export type Review = z.infer<typeof Review>;
