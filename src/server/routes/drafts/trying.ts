/** Drafts as what-ifs: a request that names a draft where a regime is asked for is answered with the draft beside the law. */
import type { RouteName } from '#contract';
import { type Reach, reach } from '#org';
import type { Library } from '#regime';
import type { Handlers } from '../../http/handlers.ts';
import { draftOfPack, textOf } from '../../store/texts/drafts.ts';
import type { Context } from '../context.ts';

type Answering = (asked: Asked) => Promise<unknown>;

interface Asked {
  readonly query?: Readonly<Record<string, unknown>>;
  readonly reach: Reach;
}

/** The handlers over the law, and over the law with a draft for whoever may see it. */
export function tryingDrafts<H extends Partial<Handlers>>(context: Context, make: (context: Context) => H): H {
  const handlers = make(context);
  const trying = Object.entries(handlers).map(([name, handler]) => {
    const answer = async (asked: Asked): Promise<unknown> => {
      const found = await draftFor(context, asked);
      if (!found) return (handler as unknown as Answering)(asked);
      const { library, home } = found;
      const chosen = make({ ...context, library })[name as RouteName] as unknown as Answering;
      // Counted where the draft is to hold, unless told: beside a law that rules there it stands on ground of its own.
      const query = name === 'compareRegimes' ? { place: home, ...asked.query } : asked.query;
      return chosen({ ...asked, ...(query && { query }) });
    };
    return [name, answer];
  });
  return Object.fromEntries(trying) as H;
}

/** The draft that a request names; undefined where it names none, or none that its sender may see. */
async function draftFor(
  context: Context,
  { query = {}, reach: within }: Asked,
): Promise<{ library: Library; home: string } | undefined> {
  const named = [query.regime, query.a, query.b].find(
    (one): one is string => typeof one === 'string' && /^[a-z][a-z0-9-]*$/.test(one) && !context.library.packs.has(one),
  );
  const { lawbook } = context;
  if (named === undefined || !lawbook) return undefined;
  return context.stores.as('0', async (store) => {
    const draft = await draftOfPack(store, named);
    const row = { unit: draft?.home ?? '' };
    const isOpen = draft && (['draft-regime', 'sign-regime'] as const).some((act) => reach.may(within, act, row));
    const text = isOpen ? await textOf(store, draft.home, draft.state.text) : undefined;
    return text && draft && { library: lawbook.trying({ id: named, files: text.files }), home: draft.home };
  });
}
