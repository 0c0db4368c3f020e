/** The bell, its list, and through which channels a person wants to hear. */
import type { Reply } from '#contract';
import type { Actor } from '#org';
import { Refusal } from '#regime';
import type { Handlers } from '../../http/handlers.ts';
import type { Store } from '../../store/open-store.ts';
import {
  addSubscription,
  countNew,
  countSubscriptions,
  dropSubscription,
  keepSetting,
  listNotices,
  markSeen,
  type NoticeSetting,
  settingOf,
} from '../../store/review/notices.ts';
import { countTasks } from '../../store/review/tasks.ts';
import { type Context, pageMark, readInstantMark, todayOf } from '../context.ts';
import { unitNames } from '../names.ts';
import { postsOf } from './reaching.ts';

type Names = 'listNotices' | 'getBell' | 'markNoticesSeen' | 'getNoticeSetting' | 'setNotices' | 'addPush' | 'dropPush';

/** Notices belong to accounts; the command line has none. */
function accountOf(by: Actor): string {
  if (by.account === 'operator') throw new Refusal('not_allowed', { act: 'notices', ...operatorHasNone });
  return by.account;
}
const operatorHasNone = {
  name: '本机操作员 operator',
  reason_zh: '通知只发给登录的人',
  reason_en: 'notices are for people who sign in',
};

export const noticeRoutes = (context: Context): Pick<Handlers, Names> => ({
  listNotices: async ({ query, by }) => {
    const account = accountOf(by);
    const after = query.after === undefined ? undefined : readInstantMark(query.after);
    return context.stores.as('0', async (store) => {
      const found = await listNotices(store, account, postsOf(context, by), {
        after,
        limit: query.limit + 1,
      });
      const rows = found.slice(0, query.limit);
      const last = rows.at(-1);
      const names = await unitNames(
        store,
        rows.map(({ unit }) => unit),
      );
      return {
        rows: rows.map(({ id, event, county, record, unit, facts, at, isNew }) => ({
          id,
          event,
          record: record === null ? null : { county, id: record },
          unit: names.ref(unit),
          title: typeof facts.title === 'string' ? facts.title : '',
          facts: { ...facts },
          at,
          fresh: isNew,
        })),
        next: last && found.length > rows.length ? pageMark([last.at, last.id]) : null,
      };
    });
  },

  getBell: async ({ by }) => {
    const posts = postsOf(context, by);
    return context.stores.as('0', async (store) => ({
      fresh: by.account === 'operator' ? 0 : await countNew(store, by.account, posts),
      ...(await countTasks(store, posts, todayOf(context))),
    }));
  },

  markNoticesSeen: async ({ by }) => {
    const account = accountOf(by);
    await context.stores.writing('0', (store) => markSeen(store, account, context.now().toISOString()));
    return { fresh: 0 };
  },

  getNoticeSetting: async ({ by }) => {
    const account = accountOf(by);
    return context.stores.writing('0', (store) => shown(context, store, account));
  },

  setNotices: async ({ body, by }) => {
    const account = accountOf(by);
    const { messages } = context;
    if (body.mail !== null && !messages) throw new Refusal('mail_not_set', {});
    return context.stores.writing('0', async (store) => {
      const mail = body.mail === null || !messages ? null : messages.seal(body.mail);
      await keepSetting(store, account, { mail, byMail: body.by_mail && mail !== null, byPush: body.by_push });
      return shown(context, store, account);
    });
  },

  addPush: async ({ body, by }) => {
    const account = accountOf(by);
    const { host, protocol } = new URL(body.endpoint);
    if (protocol !== 'https:' || !context.messages?.mayPush(host)) throw new Refusal('push_host', { host });
    return context.stores.writing('0', async (store) => {
      await addSubscription(store, account, body, context.now().toISOString());
      return { browsers: await countSubscriptions(store, account) };
    });
  },

  dropPush: async ({ body, by }) => {
    const account = accountOf(by);
    return context.stores.writing('0', async (store) => {
      await dropSubscription(store, account, body.endpoint);
      return { browsers: await countSubscriptions(store, account) };
    });
  },
});

async function shown(context: Context, store: Store, account: string): Promise<Reply<'getNoticeSetting'>> {
  const { messages } = context;
  const setting: NoticeSetting = await settingOf(store, account);
  const law = context.library.at(todayOf(context), '0');
  return {
    mail: setting.mail === null || !messages ? null : messages.open(setting.mail),
    by_mail: setting.byMail,
    by_push: setting.byPush,
    mail_works: messages?.mailWorks ?? false,
    push_key: messages ? await messages.publicKey(store) : '',
    browsers: await countSubscriptions(store, account),
    quiet: law.assumptions.get('z-13')?.default ?? { zh: '', en: '' },
  };
}
