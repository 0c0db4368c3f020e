/** Signing in through a single sign-on: there and back. */
import { Refusal } from '#regime';
import { Answer, type Cookie, type Handlers } from '../../http/handlers.ts';
import { cookieOf } from '../../http/signed-in.ts';
import type { Door } from '../../people/door.ts';
import { type Errand, errandMinutes, type Outside } from '../../people/outside.ts';
import type { Store } from '../../store/open-store.ts';
import { findByUserName, getAccount, type StoredAccount } from '../../store/people/accounts.ts';
import { auditAlone } from '../../store/people/audit.ts';
import { findOutside, linkOutside } from '../../store/people/factors.ts';
import type { Context } from '../context.ts';
import { enter, sessionToken } from './sign-in.ts';

type Names = 'beginOutside' | 'endOutside';

const errandCookie = 'zerentian_errand';
const purpose = 'errand';
const way = '/api/sign-in/outside/return';

// Lax, because the browser comes back from another site.
const errandToken = (value: string | null): Cookie => ({
  name: errandCookie,
  value,
  seconds: errandMinutes * 60,
  site: 'Lax',
});

export const outsideRoutes = (context: Context, door: Door): Pick<Handlers, Names> => ({
  beginOutside: async ({ query }) =>
    orBack(async () => {
      const { address, errand } = await outsideAt(door).begin(`${door.address}${way}`, pathOf(query.to), context.now());
      return new Answer(null, [errandToken(door.vault.seal(JSON.stringify(errand), purpose))], address);
    }),

  endOutside: async ({ query, from }) =>
    orBack(async () => {
      const outside = outsideAt(door);
      const errand = readErrand(door, cookieOf(from.cookies, errandCookie), context.now());
      const back = new URL(`${door.address}${way}`);
      for (const [key, value] of Object.entries(query))
        if (value !== undefined) back.searchParams.set(key, String(value));
      const told = await outside.finish(back, errand);
      const token = await context.stores.writing('0', async (store) => {
        const account = await accountFor(context, store, told);
        return account && enter(context, door, store, { account, how: 'outside', from });
      });
      if (token === undefined) {
        const facts = { issuer: told.issuer, user_name: told.userName, reason: 'unknown' };
        const entry = { kind: 'sign-in-failed', by: null, subjectName: told.userName, address: from.address, facts };
        await auditAlone(context.stores, entry, context.now());
        throw new Refusal('outside_unknown', { name: told.userName || told.subject });
      }
      return new Answer(null, [errandToken(null), sessionToken(token)], errand.to);
    }),
});

/** A browser is on its way: what is refused leads back to the sign-in page, which says why. */
async function orBack(work: () => Promise<Answer<unknown>>): Promise<Answer<unknown>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return new Answer(null, [errandToken(null)], `/?refused=${error.code}`);
    throw error;
  }
}

function outsideAt({ outside }: Door): Outside {
  if (!outside) throw new Refusal('outside_off', {});
  return outside;
}

/** Only a path of this server: nobody is led on to somewhere else. What begins with `//`, after its dots, is a host. */
function pathOf(to = '/'): string {
  const address = URL.parse(to, 'http://here.invalid');
  const isOurs = address?.host === 'here.invalid' && to.startsWith('/') && !address.pathname.startsWith('//');
  return isOurs ? `${address.pathname}${address.search}` : '/';
}

function readErrand(door: Door, sealed: string | undefined, now: Date): Errand {
  try {
    const errand = JSON.parse(door.vault.open(sealed ?? '', purpose)) as Errand;
    if (now.getTime() - errand.at < errandMinutes * 60_000) return errand;
  } catch {
    // falls through: what cannot be read is as good as none
  }
  throw new Refusal('outside_failed', { reason: 'expired' });
}

/** The account that is known there, or the one of the same user name, which is remembered from now on. */
async function accountFor(
  { now }: Context,
  store: Store,
  { issuer, subject, userName }: { issuer: string; subject: string; userName: string },
): Promise<StoredAccount | undefined> {
  const id = await findOutside(store, issuer, subject);
  const account = id === undefined ? await findByUserName(store, userName) : await getAccount(store, id);
  if (!account || account.isDisabled || account.isSample) return undefined;
  const isKnown = id !== undefined || (await linkOutside(store, { issuer, subject, account: account.id, at: now() }));
  return isKnown ? account : undefined;
}
