/** Signing in and out: by password, as a sample, and ending a session. */
import { renderSVG } from 'uqr';
import { Refusal } from '#regime';
import { Answer, type Caller, type Cookie, type Handlers, type Input } from '../../http/handlers.ts';
import { sessionCookie } from '../../http/signed-in.ts';
import type { Door } from '../../people/door.ts';
import { checkHistory, checkPassword, hashPassword, isPassword } from '../../people/passwords.ts';
import { lockout, needsFactor } from '../../people/policy.ts';
import { isRecoveryCode, newRecoveryCodes, recoveryHash, tokenHash } from '../../people/tokens.ts';
import { keyAddress, newSecret, stepOfCode } from '../../people/totp.ts';
import type { Store } from '../../store/open-store.ts';
import {
  findByUserName,
  type StoredAccount,
  sampleAccounts,
  setPassword,
  userNameOf,
} from '../../store/people/accounts.ts';
import { heldRoles } from '../../store/people/administrators.ts';
import { countAttempt, forgetAttempts, forgiveAttempt } from '../../store/people/attempts.ts';
import { audit, auditAlone } from '../../store/people/audit.ts';
import { beginFactor, confirmFactor, takeRecovery, takeStep } from '../../store/people/factors.ts';
import { endSessions, seatsOfAll } from '../../store/people/sessions.ts';
import { type Context, todayOf } from '../context.ts';
import { seatNames } from './seat-names.ts';

type Names = 'getSignIn' | 'signIn' | 'enterSample' | 'signOut';

/** Sessions of a sample account: many people and tests enter as the same one. */
const sampleRoom = 500;

export const sessionToken = (token: string | null): Cookie => ({ name: sessionCookie, value: token, site: 'Strict' });

/** A password that must be changed now: told to, or older than the policy allows. */
export const isExpired = (account: StoredAccount, door: Door, now: Date): boolean => {
  const { days } = door.policy.password;
  const age = now.getTime() - (account.passwordAt?.getTime() ?? now.getTime());
  return account.mustChange || (days > 0 && age > days * 86_400_000);
};

export const signInRoutes = (context: Context, door: Door): Pick<Handlers, Names> => ({
  getSignIn: async () =>
    context.stores.as('0', async (store) => {
      const samples = door.isLocal ? await sampleAccounts(store) : [];
      const real = await heldRoles(store, { real: true });
      const persons = samples.map(({ person }) => person);
      const seats = await seatsOfAll(store, persons, todayOf(context));
      const named = await seatNames(context, store, [...seats.values()].flat());
      return {
        samples: samples
          .map(({ id, userName, name, admin, person }) => ({
            account: id,
            user_name: userName,
            name,
            admin,
            seats: named(seats.get(person) ?? []),
          }))
          .sort((a, b) => rank(a) - rank(b)),
        outside: door.outside?.name ?? null,
        is_set_up: real.length === 3 || samples.length > 0,
      };
    }),

  signIn: (input) => signIn(context, door, input),

  enterSample: async ({ body, from }) => {
    if (!door.isLocal) throw new Refusal('sample_closed', {});
    const token = await context.stores.writing('0', async (store) => {
      const account = (await sampleAccounts(store)).find((one) => one.id === body.account);
      if (!account) throw new Refusal('account_unknown', { value: body.account });
      return enter(context, door, store, { account, how: 'sample', from, most: sampleRoom });
    });
    return new Answer({ account: body.account }, [sessionToken(token)]);
  },

  signOut: async ({ by, from }) => {
    const hash = tokenHash(from.session ?? '');
    const ended = await context.stores.writing('0', async (store) => {
      const count = await endSessions(store, by.account, { tokenHash: hash });
      if (count > 0) await audit(store, { kind: 'sign-out', by, address: from.address }, context.now());
      return count;
    });
    door.sessions.forget();
    return new Answer({ ended: ended > 0 }, [sessionToken(null)]);
  },
});

/** The nation first, administrators last. */
const rank = ({ admin, seats }: { admin: string | null; seats: readonly { unit: string }[] }): number =>
  admin === null ? (seats[0]?.unit ?? '').length : 100;

/** Opens a session and writes it down. */
export async function enter(
  context: Context,
  door: Door,
  store: Store,
  { account, how, from, most }: { account: StoredAccount; how: string; from: Caller; most?: number },
): Promise<string> {
  const { address, agent } = from;
  const room = most === undefined ? {} : { most };
  const token = await door.sessions.open(store, { account: account.id, how, address, agent, ...room });
  const by = { account: account.id, name: account.name };
  await audit(store, { kind: 'sign-in', by, address, facts: { how, agent } }, context.now());
  return token;
}

type Given = Input<'signIn'>;

async function signIn(context: Context, door: Door, { body, from }: Given) {
  const { stores } = context;
  const now = context.now();
  const userName = userNameOf(body.user_name);
  await mind(context, userName, from);
  const account = await stores.as('0', (store) => findByUserName(store, userName));
  const isRight = await isPassword(account?.password ?? undefined, body.password);
  if (!account || !isRight || account.isDisabled) {
    const facts = { user_name: userName, reason: account?.isDisabled && isRight ? 'disabled' : 'password' };
    await tellFailure(context, account, from, facts);
    throw new Refusal('sign_in_wrong', { field: 'password' });
  }
  const needs = await whatElse(context, door, account, body);
  const policy = door.policy.password;
  if (needs !== null)
    return new Answer({ needs: needs.what, policy, enrol: needs.enrol ?? null, recovery_codes: [] }, []);
  const proof = provenBy(door, account, body, now);
  if (!proof) {
    await tellFailure(context, account, from, { user_name: userName, reason: 'code' });
    throw new Refusal('code_wrong', { field: 'code' });
  }
  const changed = await newPassword(door, account, body, now);
  const codes = proof.enrols ? newRecoveryCodes() : [];
  const token = await stores.writing('0', async (store) => {
    await takeProof(store, account, proof, { codes, now });
    if (changed !== null) await setPassword(store, account.id, { hash: changed, history: policy.history, at: now });
    await forgetAttempts(store, `account:${userName}`);
    await forgiveAttempt(store, `address:${from.address}`);
    return enter(context, door, store, { account, how: proof.how, from });
  });
  return new Answer({ needs: null, policy, enrol: null, recovery_codes: codes }, [sessionToken(token)]);
}

/** Counts the attempt before anything is checked. Refusal `sign_in_locked`. */
async function mind(context: Context, userName: string, from: Caller): Promise<void> {
  const { longest, forgotten, account, address } = lockout;
  const seconds = await context.stores.writing('0', async (store) =>
    Math.max(
      await countAttempt(store, `account:${userName}`, context.now(), { free: account.free, longest, forgotten }),
      await countAttempt(store, `address:${from.address}`, context.now(), { free: address.free, longest, forgotten }),
    ),
  );
  if (seconds === 0) return;
  await tellFailure(context, undefined, from, { user_name: userName, reason: 'locked', seconds });
  throw new Refusal('sign_in_locked', { retry_after: seconds });
}

const tellFailure = (
  { stores, now }: Context,
  account: StoredAccount | undefined,
  { address, agent }: Caller,
  facts: Record<string, unknown>,
): Promise<void> =>
  auditAlone(
    stores,
    {
      kind: 'sign-in-failed',
      by: null,
      subject: account?.id ?? '',
      subjectName: account?.name ?? String(facts.user_name),
      address,
      facts: { ...facts, agent },
    },
    now(),
  );

type Needs = { what: 'code' | 'enrol' | 'new_password'; enrol?: { secret: string; address: string; picture: string } };

/** What is missing besides a right password. */
async function whatElse(
  context: Context,
  door: Door,
  account: StoredAccount,
  body: Given['body'],
): Promise<Needs | null> {
  const mustHave = needsFactor(door.policy, account.admin);
  if (account.secret !== null && body.code === undefined) return { what: 'code' };
  if (account.secret === null && mustHave && (body.code === undefined || account.newSecret === null))
    return { what: 'enrol', enrol: await beginEnrolment(context, door, account) };
  if (isExpired(account, door, context.now()) && body.new_password === undefined) return { what: 'new_password' };
  return null;
}

/** Begins a second factor: secret, address and picture, told now and never again. */
export async function beginEnrolment(context: Context, door: Door, account: StoredAccount) {
  const secret = newSecret();
  const sealed = door.vault.seal(secret, `factor:${account.id}`);
  await context.stores.writing('0', (store) => beginFactor(store, account.id, sealed));
  const address = keyAddress(secret, account.userName);
  return { secret, address, picture: renderSVG(address, { border: 2 }) };
}

interface Proof {
  readonly how: string;
  readonly step?: number;
  readonly recovery?: string;
  /** The code confirms a second factor that was just begun. */
  readonly enrols?: true;
}

/** What a code proves; nothing where it is wrong. Without a second factor the password is enough. */
export function provenBy(
  door: Door,
  account: StoredAccount,
  { code }: { code?: string | undefined },
  now: Date,
): Proof | undefined {
  const sealed = account.secret ?? (code === undefined ? null : account.newSecret);
  if (sealed === null) return { how: 'password' };
  if (code === undefined) return undefined;
  const secret = door.vault.open(sealed, `factor:${account.id}`);
  const step = stepOfCode(secret, code, now, account.lastStep);
  if (step !== undefined) return { how: 'code', step, ...(account.secret === null && { enrols: true }) };
  if (account.secret !== null && isRecoveryCode(code))
    return { how: 'recovery', recovery: recoveryHash(account.id, code) };
  return undefined;
}

/** Takes a code for good. Refusal `code_wrong` where it was taken a moment ago, or is no recovery code of the account. */
export async function takeProof(
  store: Store,
  { id }: StoredAccount,
  { step, recovery, enrols }: Proof,
  { codes, now }: { codes: readonly string[]; now: Date },
): Promise<void> {
  if (enrols && step !== undefined)
    await confirmFactor(store, id, { at: now, step, codes: codes.map((code) => recoveryHash(id, code)) });
  else if (step !== undefined && !(await takeStep(store, id, step))) throw new Refusal('code_wrong', { field: 'code' });
  if (recovery !== undefined && !(await takeRecovery(store, id, recovery, now)))
    throw new Refusal('code_wrong', { field: 'code' });
}

/** The hash of the password that replaces one that has to be changed. */
async function newPassword(door: Door, account: StoredAccount, body: Given['body'], now: Date): Promise<string | null> {
  if (body.new_password === undefined || !isExpired(account, door, now)) return null;
  await checkNewPassword(door, account, body.new_password);
  return hashPassword(body.new_password);
}

/** Refusals `password_weak`, `password_again`. */
export async function checkNewPassword(door: Door, account: StoredAccount, password: string): Promise<void> {
  checkPassword(password, account.userName, door.policy);
  const former = account.password === null ? account.former : [account.password, ...account.former];
  await checkHistory(password, former.slice(0, Math.max(1, door.policy.password.history)));
}
