/** Handlers of seats, persons, handovers, imports and one's own work. */
import type { Door } from '../../people/door.ts';
import type { Context } from '../context.ts';
import { contactRoutes } from './contact.ts';
import { contactExportRoutes } from './contact-export.ts';
import { handoverRoutes } from './handover.ts';
import { homeRoutes } from './home.ts';
import { importRoutes } from './import.ts';
import { postRoutes } from './posts.ts';

export const seatRoutes = (context: Context, door: Door) => ({
  ...homeRoutes(context),
  ...postRoutes(context, door.vault),
  ...contactRoutes(context, door.vault),
  ...contactExportRoutes(context, door.vault),
  ...handoverRoutes(context),
  ...importRoutes(context, door.vault),
});
