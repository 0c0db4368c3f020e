/** Every handler of the contract over one context. */
import type { Handlers } from '../http/handlers.ts';
import { askedOf, type Context, requireLoaded, todayOf } from './context.ts';
import { paperRoutes } from './documents.ts';
import { draftRoutes } from './drafts/drafts.ts';
import { tryingDrafts } from './drafts/trying.ts';
import { fileRoutes } from './files/files.ts';
import { guarded } from './guarded.ts';
import { importedRoutes } from './imported/imported.ts';
import { lawRoutes } from './law.ts';
import { obligationRoutes } from './obligations.ts';
import { overviewOf } from './overview.ts';
import { peopleRoutes } from './people/all.ts';
import { closedDoor } from './people/closed-door.ts';
import { recordRoutes } from './records.ts';
import { commentRoutes } from './review/comments.ts';
import { noticeRoutes } from './review/notices.ts';
import { reviewRoutes } from './review/reviews.ts';
import { seatRoutes } from './seats/seats.ts';
import { sheetRoutes } from './sheets.ts';
import { unitRoutes } from './units.ts';
import { tellingUploads } from './uploads.ts';

export const allRoutes = (context: Context) => {
  const handlers = guarded(context, tryingDrafts(context, answeringRoutes));
  return tellingUploads(context, {
    ...handlers,
    ...guarded(
      context,
      // Where a paper names a draft, its answers are those of the law with the draft.
      tryingDrafts(context, (one) => paperRoutes(one, one === context ? handlers : guarded(one, answeringRoutes(one)))),
    ),
  } satisfies Handlers);
};

/** Every handler that answers by itself; papers are made of their answers. */
const answeringRoutes = (context: Context) => {
  const door = context.door ?? closedDoor(context);
  return {
    ...unitRoutes(context),
    ...obligationRoutes(context),
    ...sheetRoutes(context),
    ...recordRoutes(context),
    ...reviewRoutes(context),
    ...commentRoutes(context),
    ...noticeRoutes(context),
    ...peopleRoutes(context, door),
    ...seatRoutes(context, door),
    ...lawRoutes(context),
    ...importedRoutes(context),
    ...draftRoutes(context),
    ...fileRoutes(context),
    getOverview: async ({ params, query, reach }) => {
      const code = requireLoaded(context, params.code);
      return overviewOf(context, {
        code,
        ...askedOf(context, query),
        ...(query.regime !== undefined && { regime: query.regime }),
        units: query.units,
        today: todayOf(context),
        reach,
      });
    },
  } satisfies Omit<Handlers, 'listPapers' | 'getPaperDocx' | 'getPaperPdf' | 'checkPaper'>;
};
