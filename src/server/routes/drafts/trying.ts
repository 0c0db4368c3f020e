/** Drafts as what-ifs: a request that names a draft where a regime is asked for is answered with the draft beside the law. */
import type { RouteName } from '#contract';
import { type Reach, reach } from '#org';
import type { Library } from '#regime';
import type { Handlers } from '../../http/handlers.ts';
import { draftOfPack, textOf } from '../../store/texts/drafts.ts';
import type { Context } from '../context.ts';

interface Asked {
  readonly query?: Readonly<Record<string, unknown>>;
  readonly reach: Reach;
}

/** The handlers over the law, and over the law with a draft for whoever may see it. */
export function tryingDrafts<H extends Partial<Handlers>>(context: Context, make: (context: Context) => H): H {
  const handlers = make(context);
  const trying = Object.entries(handlers).map(([name, handler]) => {
    const answer = async (asked: Asked): Promise<unknown> => {
      const library = await libraryFor(context, asked);
      // A paper asks the others in turn, each of which finds the draft by itself.
      const chosen = library ? make({ ...context, library })[name as RouteName] : handler;
      return (chosen as unknown as (asked: Asked) => Promise<unknown>)(asked);
    };
    return [name, answer];
  });
  return Object.fromEntries(trying) as H;
}

/** The library with the draft that a request names; undefined where it names none, or none that its sender may see. */
async function libraryFor(context: Context, { query = {}, reach: within }: Asked): Promise<Library | undefined> {
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
    return text && lawbook.trying({ id: named, files: text.files });
  });
}
