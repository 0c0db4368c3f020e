/** One's own account: who I am, my password, my sessions, my second factor. */
import { addDays, Refusal } from '#regime';
import type { Handlers } from '../../http/handlers.ts';
import type { Door } from '../../people/door.ts';
import { hashPassword, isPassword } from '../../people/passwords.ts';
import { lockout, needsFactor } from '../../people/policy.ts';
import { newRecoveryCodes, tokenHash } from '../../people/tokens.ts';
import { getAccount, type StoredAccount, setPassword } from '../../store/people/accounts.ts';
import { countAttempt, forgetAttempts } from '../../store/people/attempts.ts';
import { audit } from '../../store/people/audit.ts';
import { countRecovery, dropFactor } from '../../store/people/factors.ts';
import { endSessions, listSessions } from '../../store/people/sessions.ts';
import { type Context, todayOf } from '../context.ts';
import { seatNames } from './seat-names.ts';
import { beginEnrolment, checkNewPassword, provenBy, takeProof } from './sign-in.ts';

type Names =
  | 'getMe'
  | 'changePassword'
  | 'listSessions'
  | 'endSession'
  | 'endOtherSessions'
  | 'beginSecondFactor'
  | 'confirmSecondFactor'
  | 'dropSecondFactor';

export const meRoutes = (context: Context, door: Door): Pick<Handlers, Names> => ({
  getMe: async ({ by }) =>
    context.stores.as('0', async (store) => {
      const account = by.person === null ? undefined : await getAccount(store, by.account);
      const named = await seatNames(context, store, by.seats);
      const { days } = door.policy.password;
      const since = account?.passwordAt && todayOf({ now: () => account.passwordAt as Date });
      return {
        account: by.account,
        name: by.name,
        user_name: account?.userName ?? null,
        admin: by.admin,
        sample: by.isSample,
        home: by.seats[0]?.unit ?? '0',
        seats: named(by.seats),
        has_password: account?.password != null,
        password_ends: since && days > 0 ? addDays(since, days) : null,
        second_factor: account?.secret != null,
        recovery_codes: account ? await countRecovery(store, account.id) : 0,
        policy: door.policy.password,
      };
    }),

  changePassword: async ({ by, body, from }) => {
    const account = await confirmed(context, by.account, body.password);
    await checkNewPassword(door, account, body.new_password);
    const hash = await hashPassword(body.new_password);
    const { history } = door.policy.password;
    const ended = await context.stores.writing('0', async (store) => {
      await setPassword(store, account.id, { hash, history, at: context.now() });
      const count = await endSessions(store, account.id, { allBut: tokenHash(from.session ?? '') });
      await audit(store, { kind: 'password-changed', by, address: from.address }, context.now());
      return count;
    });
    door.sessions.forget();
    return { ended };
  },

  listSessions: async ({ by, from }) => {
    const own = tokenHash(from.session ?? '');
    const rows = await context.stores.as('0', (store) =>
      listSessions(store, by.account, { now: context.now(), idleSince: door.sessions.idleSince() }),
    );
    return {
      rows: rows.map((row) => ({
        id: row.id,
        how: row.how,
        address: row.address,
        agent: row.agent,
        made_at: row.madeAt.toISOString(),
        seen_at: row.seenAt.toISOString(),
        own: row.tokenHash === own,
      })),
    };
  },

  endSession: ({ by, params, from }) => end(context, door, by, { id: params.id }, from.address),
  endOtherSessions: ({ by, from }) => end(context, door, by, { allBut: tokenHash(from.session ?? '') }, from.address),

  beginSecondFactor: async ({ by, body }) => {
    const account = await confirmed(context, by.account, body.password);
    if (account.secret !== null) throw new Refusal('factor_there', {});
    return beginEnrolment(context, door, account);
  },

  confirmSecondFactor: async ({ by, body, from }) => {
    const account = await context.stores.as('0', (store) => getAccount(store, by.account));
    if (account.newSecret === null) throw new Refusal('factor_none', {});
    await mindCode(context, account);
    const proof = provenBy(door, account, body, context.now());
    if (!proof?.enrols) throw new Refusal('code_wrong', { field: 'code' });
    const codes = newRecoveryCodes();
    await context.stores.writing('0', async (store) => {
      await takeProof(store, account, proof, { codes, now: context.now() });
      await audit(store, { kind: 'second-factor-added', by, address: from.address }, context.now());
    });
    return { recovery_codes: codes };
  },

  dropSecondFactor: async ({ by, body, from }) => {
    const account = await asked(context, by.account, body.password);
    if (account.secret === null) throw new Refusal('factor_none', {});
    if (needsFactor(door.policy, by.admin)) throw new Refusal('factor_required', {});
    const proof = provenBy(door, account, body, context.now());
    if (!proof) throw new Refusal('code_wrong', { field: 'code' });
    await context.stores.writing('0', async (store) => {
      await takeProof(store, account, proof, { codes: [], now: context.now() });
      await dropFactor(store, account.id);
      await forgetAttempts(store, `account:${account.userName}`);
      await audit(store, { kind: 'second-factor-dropped', by, address: from.address }, context.now());
    });
    return { dropped: true };
  },
});

async function end(
  context: Context,
  door: Door,
  by: { account: string; name: string },
  which: Parameters<typeof endSessions>[2],
  address: string,
): Promise<{ ended: number }> {
  const ended = await context.stores.writing('0', async (store) => {
    const count = await endSessions(store, by.account, which);
    if (count > 0)
      await audit(store, { kind: 'sessions-ended', by, address, facts: { sessions: count } }, context.now());
    return count;
  });
  door.sessions.forget();
  return { ended };
}

/** The account, once its password was typed again: a session left open must not be enough for what follows. */
async function confirmed(context: Context, id: string, password: string): Promise<StoredAccount> {
  const account = await asked(context, id, password);
  await context.stores.writing('0', (store) => forgetAttempts(store, `account:${account.userName}`));
  return account;
}

/** The same where a code is to come as well: the attempt goes on counting, or codes could be tried without end. */
async function asked(context: Context, id: string, password: string): Promise<StoredAccount> {
  const account = await context.stores.as('0', (store) => getAccount(store, id));
  if (account.password === null) throw new Refusal('password_none', {});
  await mindCode(context, account);
  if (!(await isPassword(account.password, password))) throw new Refusal('sign_in_wrong', { field: 'password' });
  return account;
}

async function mindCode({ stores, now }: Context, { userName }: StoredAccount): Promise<void> {
  const { longest, forgotten, account } = lockout;
  const seconds = await stores.writing('0', (store) =>
    countAttempt(store, `account:${userName}`, now(), { free: account.free, longest, forgotten }),
  );
  if (seconds > 0) throw new Refusal('sign_in_locked', { retry_after: seconds });
}
