/** What is said on a record, and who may be called there: only those who can see it. */
import type { Reply } from '#contract';
import { type Actor, ancestorsOf, parseUnitCode, reach } from '#org';
import { type Law, Refusal } from '#regime';
import type { Handlers } from '../../http/handlers.ts';
import { refuseNotAllowed } from '../../store/reach/check-act.ts';
import { type Holder, holdersAt } from '../../store/review/account-names.ts';
import { addComment, type Comment, findComment, listComments, type Mention } from '../../store/review/comments.ts';
import { type NewNotice, notify } from '../../store/review/notices.ts';
import { type Context, requireLoaded, todayOf } from '../context.ts';
import { reachFor } from '../guarded.ts';
import { type PlaceNames, placeNames } from '../names.ts';
import { type Opened, openRecord } from './reaching.ts';
import { refuseText } from './words-given.ts';

type Callable = Reply<'listMentionable'>['rows'][number];
type Names = 'listComments' | 'addComment' | 'takeBackComment' | 'listMentionable';

export const commentRoutes = (context: Context): Pick<Handlers, Names> => ({
  listComments: async ({ params, by, reach: within }) => {
    const county = requireLoaded(context, params.county);
    return context.stores.as(within, async (store) => {
      const { row } = await openRecord(context, store, { county, id: params.id });
      const rows = await listComments(store, county, params.id);
      return { rows: rows.map((one) => shown(one, by)), can: reach.may(within, 'comment', row) };
    });
  },

  addComment: async ({ params, body, by, reach: within }) => {
    const county = requireLoaded(context, params.county);
    refuseText('words', body.words, 2000);
    const opened = await context.stores.as(within, (store) => openRecord(context, store, { county, id: params.id }));
    const { record, row } = opened;
    if (!reach.may(within, 'comment', row)) refuseNotAllowed(context.library, within, todayOf(context), 'comment', row);
    const callable = body.mentions.length === 0 ? [] : await mentionable(context, opened);
    return context.stores.writing(within, async (store) => {
      const called = [...new Set(body.mentions)].map((ref) => mentionOf(callable, ref));
      const at = context.now().toISOString();
      const about = { county, record: params.id, unit: record.state.unit };
      const isNew = await addComment(store, {
        ...about,
        id: body.id,
        author: by.account,
        authorName: by.name,
        at,
        words: body.words,
        mentions: called.map(({ ref, name }) => ({ ref, name })),
      });
      const facts = { kind: record.state.kind, title: record.title, from: by.name };
      const told = called.map(({ ref, to }): NewNotice => {
        return { ...about, to: to ?? { post: ref }, event: 'mentioned', facts, by: by.account, at };
      });
      if (isNew) await notify(store, told);
      const comment = await findComment(store, county, params.id, body.id);
      if (!comment || comment.author !== by.account) throw new Refusal('duplicate_act', { act: body.id });
      return { comment: shown(comment, by), repeated: !isNew };
    });
  },

  takeBackComment: async ({ params, body, by, reach: within }) => {
    const county = requireLoaded(context, params.county);
    return context.stores.writing(within, async (store) => {
      const { record } = await openRecord(context, store, { county, id: params.id });
      const known = await findComment(store, county, params.id, params.comment);
      if (!known) throw new Refusal('comment_unknown', { comment: params.comment });
      if (known.author !== by.account) throw new Refusal('comment_not_own', { comment: params.comment });
      if (known.takenBackAt === null)
        await addComment(store, {
          county,
          id: body.id,
          record: params.id,
          unit: record.state.unit,
          author: by.account,
          authorName: by.name,
          at: context.now().toISOString(),
          words: '',
          mentions: [],
          takesBack: params.comment,
        });
      const comment = (await findComment(store, county, params.id, params.comment)) ?? known;
      return { comment: shown(comment, by) };
    });
  },

  listMentionable: async ({ params, reach: within }) => {
    const county = requireLoaded(context, params.county);
    const opened = await context.stores.as(within, (store) => openRecord(context, store, { county, id: params.id }));
    const callable = await mentionable(context, opened);
    const units = callable.map(({ unit }) => unit);
    return context.stores.as('0', async (store) => {
      const names = await placeNames(store, units);
      const day = todayOf(context);
      const law = (unit: string): Law => context.library.at(day, unit);
      return { rows: callable.map((one) => callableRow(law(one.unit), one, names)) };
    });
  },
});

const shown = ({ id, author, authorName, at, words, mentions, takenBackAt }: Comment, by: Actor) => ({
  id,
  author,
  author_name: authorName,
  at,
  words,
  mentions: mentions.map((one) => ({ ...one })),
  taken_back_at: takenBackAt,
  mine: author === by.account,
});

/** Holders of seats at the record's unit and above it whose own seat lets them see the record. */
async function mentionable(context: Context, { record, row }: Opened): Promise<Holder[]> {
  const unit = parseUnitCode(record.state.unit);
  // Whoever sits above may be called by those below, who do not see the register there.
  const holders = await context.stores.as('0', (store) =>
    holdersAt(store, [unit, ...ancestorsOf(unit)], todayOf(context)),
  );
  return holders.filter((holder) => {
    const seat = { unit: parseUnitCode(holder.unit), seat: holder.seat, acting: false, via: 'tenure' as const };
    const actor = {
      account: holder.account ?? '',
      person: holder.person,
      name: holder.name,
      seats: [seat],
      admin: null,
    };
    return reach.may(reachFor(context, { ...actor, isSample: false }), 'see', row);
  });
}

/** A seat is told through the post, so that a successor finds it too; a person through the account. */
function mentionOf(callable: readonly Holder[], ref: string): Mention & { readonly to?: { readonly account: string } } {
  const found = callable.find(({ unit, seat, account }) => ref === `${unit}:${seat}` || ref === account);
  if (!found) throw new Refusal('mention_out_of_reach', { field: 'mentions', value: ref.slice(0, 80) });
  return { ref, name: found.name, ...(found.account === ref && { to: { account: ref } }) };
}

function callableRow(law: Law, one: Holder, names: PlaceNames): Callable {
  const unit = names.ref(one.unit);
  return { ref: `${one.unit}:${one.seat}`, unit, seat: names.post(law, unit, one.seat), person: one.name };
}
