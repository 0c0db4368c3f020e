/** Every handler about people: signing in, one's own account, the administrators' work. */
import type { Handlers } from '../../http/handlers.ts';
import type { Door } from '../../people/door.ts';
import type { Context } from '../context.ts';
import { accountRoutes } from './accounts.ts';
import { approvalRoutes } from './approvals.ts';
import { auditRoutes } from './audit.ts';
import { linkRoutes } from './links.ts';
import { meRoutes } from './me.ts';
import { outsideRoutes } from './outside.ts';
import { signInRoutes } from './sign-in.ts';

export const peopleRoutes = (context: Context, door: Door) =>
  ({
    ...signInRoutes(context, door),
    ...outsideRoutes(context, door),
    ...linkRoutes(context, door),
    ...meRoutes(context, door),
    ...accountRoutes(context, door),
    ...approvalRoutes(context, door),
    ...auditRoutes(context),
  }) satisfies Partial<Handlers>;
