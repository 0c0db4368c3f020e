/** Handlers of seats, persons, handovers, imports and one's own work. */
import type { Context } from '../context.ts';
import { handoverRoutes } from './handover.ts';
import { homeRoutes } from './home.ts';
import { importRoutes } from './import.ts';
import { postRoutes } from './posts.ts';

export const seatRoutes = (context: Context) => ({
  ...homeRoutes(context),
  ...postRoutes(context),
  ...handoverRoutes(context),
  ...importRoutes(context),
});
