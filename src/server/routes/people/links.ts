/** One-time links: setting a password, and the first set-up of the three administrators. */
import { randomUUID } from 'node:crypto';
import type { AdminRole } from '#org';
import { Refusal } from '#regime';
import type { Handlers } from '../../http/handlers.ts';
import type { Door } from '../../people/door.ts';
import { checkPassword, hashPassword } from '../../people/passwords.ts';
import { newToken, tokenHash } from '../../people/tokens.ts';
import type { Store } from '../../store/open-store.ts';
import { addAccount, getAccount, setPassword, userNameOf } from '../../store/people/accounts.ts';
import { giveAdminSeat, heldRoles } from '../../store/people/administrators.ts';
import { forgetAttempts } from '../../store/people/attempts.ts';
import { audit } from '../../store/people/audit.ts';
import { addLink, closeLink, getLink, type OneTimeLink } from '../../store/people/links.ts';
import { endSessions } from '../../store/people/sessions.ts';
import type { Context } from '../context.ts';
import { checkNewPassword } from './sign-in.ts';

type Names = 'lookAtLink' | 'useLink' | 'setUpAdministrator';

const roles: readonly AdminRole[] = ['system', 'security', 'auditor'];

export const linkRoutes = (context: Context, door: Door): Pick<Handlers, Names> => ({
  lookAtLink: async ({ body }) =>
    context.stores.writing('0', async (store) => {
      const link = await getLink(store, tokenHash(body.token), context.now());
      const account = link.account === null ? null : await getAccount(store, link.account);
      const held = link.purpose === 'set-up' ? await heldRoles(store, { real: true }) : roles;
      return {
        purpose: link.purpose,
        user_name: account?.userName ?? null,
        name: account?.name ?? null,
        roles: roles.map((role) => ({ role, is_held: held.includes(role) })),
        ends: link.endsAt.toISOString(),
        policy: door.policy.password,
      };
    }),

  useLink: async ({ body, from }) => {
    const hash = tokenHash(body.token);
    const now = context.now();
    const account = await context.stores.writing('0', async (store) => {
      const link = await getLink(store, hash, now);
      return getAccount(store, accountOf(link));
    });
    await checkNewPassword(door, account, body.password);
    const password = await hashPassword(body.password);
    await context.stores.writing('0', async (store) => {
      await getLink(store, hash, now);
      await closeLink(store, hash, now);
      await setPassword(store, account.id, { hash: password, history: door.policy.password.history, at: now });
      await endSessions(store, account.id, { allBut: null });
      await forgetAttempts(store, `account:${account.userName}`);
      const by = { account: account.id, name: account.name };
      await audit(store, { kind: 'password-set', by, address: from.address }, now);
    });
    door.sessions.forget();
    return { user_name: account.userName };
  },

  setUpAdministrator: async ({ body, from }) => {
    const { role, name, token } = body;
    const userName = userNameOf(body.user_name);
    const now = context.now();
    const hash = tokenHash(token);
    await context.stores.writing('0', (store) => setUpLink(store, hash, now));
    checkPassword(body.password, userName, door.policy);
    const password = await hashPassword(body.password);
    const [id, person] = [randomUUID(), randomUUID()];
    return context.stores.writing('0', async (store) => {
      await setUpLink(store, hash, now);
      const held = await heldRoles(store, { real: true });
      if (held.includes(role)) throw new Refusal('admin_held', { role });
      await addAccount(store, { id, userName, name, person, by: 'set-up', at: now });
      await setPassword(store, id, { hash: password, history: door.policy.password.history, at: now });
      await giveAdminSeat(store, { account: id, person, role, at: now, approval: null });
      const missing = roles.filter((one) => one !== role && !held.includes(one));
      if (missing.length === 0) await closeLink(store, hash, now);
      const by = { account: id, name };
      await audit(
        store,
        { kind: 'set-up-admin', by, address: from.address, facts: { role, user_name: userName } },
        now,
      );
      return { missing };
    });
  },
});

async function setUpLink(store: Store, hash: string, now: Date): Promise<void> {
  if ((await getLink(store, hash, now)).purpose !== 'set-up') throw new Refusal('link_ended', {});
}

function accountOf({ account }: OneTimeLink): string {
  if (account === null) throw new Refusal('link_ended', {});
  return account;
}

/** Makes a link and gives its address. The token stands behind #, which no browser sends and no log keeps. */
export async function makeLink(
  { now }: Pick<Context, 'now'>,
  door: Door,
  store: Store,
  made: { account: string | null; by: string },
): Promise<{ link: string; ends: string }> {
  const [token, at] = [newToken(), now()];
  const endsAt = new Date(at.getTime() + door.policy.link.hours * 3_600_000);
  const purpose = made.account === null ? 'set-up' : 'password';
  await addLink(store, { ...made, purpose, tokenHash: tokenHash(token), at, endsAt });
  return { link: `${door.address}/link#${token}`, ends: endsAt.toISOString() };
}

/** The link of the first set-up, unless every administrator is there. */
export async function setUpAddress(context: Pick<Context, 'stores' | 'now'>, door: Door): Promise<string | undefined> {
  return context.stores.writing('0', async (store) => {
    const held = await heldRoles(store, { real: true });
    if (held.length === roles.length) return undefined;
    return (await makeLink(context, door, store, { account: null, by: 'start' })).link;
  });
}
