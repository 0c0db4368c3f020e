/** Accounts, as the security administrator keeps them. */
import { Readable } from 'node:stream';
import { writeXlsxStream } from 'hucre/xlsx';
import type { Actor } from '#org';
import { Refusal } from '#regime';
import { Download, type Handlers } from '../../http/handlers.ts';
import type { Door } from '../../people/door.ts';
import type { Store } from '../../store/open-store.ts';
import {
  addAccount,
  askNewPassword,
  getAccount,
  listAccounts,
  personsWithoutAccount,
  type StoredAccount,
  setDisabled,
} from '../../store/people/accounts.ts';
import { endAdminSeat } from '../../store/people/administrators.ts';
import { forgetAttempts } from '../../store/people/attempts.ts';
import { audit } from '../../store/people/audit.ts';
import { dropFactor } from '../../store/people/factors.ts';
import { endSessions, seatsOfAll } from '../../store/people/sessions.ts';
import { type Context, pageMark, readMark, todayOf } from '../context.ts';
import { takeApproved } from './approvals.ts';
import { makeLink } from './links.ts';
import { seatNames } from './seat-names.ts';

type Names =
  | 'listAccounts'
  | 'searchPersons'
  | 'createAccount'
  | 'resetAccount'
  | 'askPasswordChange'
  | 'disableAccount'
  | 'enableAccount'
  | 'exportAccounts';

export const accountRoutes = (context: Context, door: Door): Pick<Handlers, Names> => ({
  listAccounts: async ({ query }) => {
    const after = query.after === undefined ? undefined : String(readMark(query.after, 1)[0]);
    return context.stores.as('0', async (store) => {
      const found = await listAccounts(store, { q: query.q, after, limit: query.limit + 1 });
      const rows = found.slice(0, query.limit);
      const next = found.length > rows.length ? pageMark([rows.at(-1)?.userName]) : null;
      return { rows: await rowsOf(context, store, rows), next };
    });
  },

  searchPersons: async ({ query }) =>
    context.stores.as('0', async (store) => {
      const persons = await personsWithoutAccount(store, query.q, { day: todayOf(context), limit: 20 });
      const named = await seatNames(
        context,
        store,
        persons.flatMap(({ seats }) => seats),
      );
      return { rows: persons.map(({ person, name, seats }) => ({ person, name, seats: named(seats) })) };
    }),

  createAccount: async ({ body, by, from }) => {
    const person = body.person ?? body.id;
    return context.stores.writing('0', async (store) => {
      const now = context.now();
      const isNew = await addAccount(store, {
        id: body.id,
        userName: body.user_name,
        name: body.name,
        person,
        by: by.account,
        at: now,
      });
      // Asked again for an account that is there, it is no more than a link for that account.
      if (!isNew) refuseLink(await getAccount(store, body.id), by);
      const link = await makeLink(context, door, store, { account: body.id, by: by.account });
      const kind = isNew ? 'account-created' : 'account-link';
      const facts = { user_name: body.user_name, person };
      await tell(context, store, { kind, by, account: { id: body.id, name: body.name }, address: from.address, facts });
      return link;
    });
  },

  resetAccount: ({ params, body, by, from }) =>
    changing(context, door, params.id, by, async (store, account) => {
      refuseLink(account, by);
      return reset(context, door, store, { account, by, address: from.address, factor: body.second_factor });
    }),

  askPasswordChange: ({ params, body, by, from }) =>
    changing(context, door, params.id, by, async (store, account) => {
      if (account.password === null) return { asked: false };
      await askNewPassword(store, account.id);
      await endSessions(store, account.id, { allBut: null });
      const facts = { reason: body.reason };
      await tell(context, store, { kind: 'password-change-asked', by, account, address: from.address, facts });
      return { asked: true };
    }),

  disableAccount: ({ params, body, by, from }) =>
    changing(context, door, params.id, by, async (store, account) => {
      await disable(context, store, { account, by, address: from.address, reason: body.reason });
      return { disabled: true };
    }),

  enableAccount: ({ params, body, by, from }) =>
    changing(context, door, params.id, by, async (store, account) => {
      await enable(context, store, { account, by, address: from.address, reason: body.reason });
      return { disabled: false };
    }),

  exportAccounts: async ({ query, by, from }) => {
    const rows = await context.stores.writing('0', async (store) => {
      await takeApproved(context, store, { id: query.approval, kind: 'export-accounts', by });
      const accounts = await listAccounts(store, { limit: 100_000 });
      const found = await rowsOf(context, store, accounts);
      const facts = { approval: query.approval, rows: found.length };
      await audit(store, { kind: 'export-accounts', by, address: from.address, facts }, context.now());
      return found;
    });
    return sheetOf(rows, query.lang, todayOf(context));
  },
});

/**
 * Whoever has the link of an account can sign in as its person. So nobody gets one for an administrator alone, or a security
 * administrator would be all three, and the second person of whatever takes two; that is done on the machine itself.
 * Refusals `account_own`, `account_sample`, `account_admin`.
 */
function refuseLink(account: StoredAccount, by: Actor): void {
  if (account.id === by.account) throw new Refusal('account_own', {});
  if (account.isSample) throw new Refusal('account_sample', { name: account.name });
  if (account.admin !== null) throw new Refusal('account_admin', { name: account.name, user_name: account.userName });
}

/** Does something to somebody else's account; what sessions remember is forgotten. Refusal `account_own`. */
async function changing<T>(
  context: Context,
  door: Door,
  id: string,
  by: Actor,
  work: (store: Store, account: StoredAccount) => Promise<T>,
): Promise<T> {
  if (id === by.account) throw new Refusal('account_own', {});
  const done = await context.stores.writing('0', async (store) => work(store, await getAccount(store, id)));
  door.sessions.forget();
  return done;
}

interface Done {
  readonly account: StoredAccount;
  readonly by: Pick<Actor, 'account' | 'name'>;
  readonly address: string;
}

/** A link for another password; sessions end, and the second factor where asked. The command line does the same. */
export async function reset(
  context: Pick<Context, 'now'>,
  door: Door,
  store: Store,
  { account, by, address, factor }: Done & { factor: boolean },
): Promise<{ link: string; ends: string }> {
  const link = await makeLink(context, door, store, { account: account.id, by: by.account });
  await endSessions(store, account.id, { allBut: null });
  await forgetAttempts(store, `account:${account.userName}`);
  if (factor) await dropFactor(store, account.id);
  await tell(context, store, { kind: 'account-reset', by, account, address, facts: { second_factor: factor } });
  return link;
}

/** Closes an account: sessions and an administrator's seat end. Refusal `admin_last`. */
export async function disable(
  context: Pick<Context, 'now'>,
  store: Store,
  { account, by, address, reason }: Done & { reason: string },
): Promise<void> {
  if (account.admin !== null) await endAdminSeat(store, account.id, context.now());
  await setDisabled(store, account.id, context.now());
  await endSessions(store, account.id, { allBut: null });
  const facts = { reason, ...(account.admin !== null && { ended: account.admin }) };
  await tell(context, store, { kind: 'account-disabled', by, account, address, facts });
}

/** Opens a closed account again. */
export async function enable(
  context: Pick<Context, 'now'>,
  store: Store,
  { account, by, address, reason }: Done & { reason: string },
): Promise<void> {
  await setDisabled(store, account.id, null);
  await tell(context, store, { kind: 'account-enabled', by, account, address, facts: { reason } });
}

interface Told {
  readonly kind: string;
  readonly by: Pick<Actor, 'account' | 'name'>;
  readonly account: { readonly id: string; readonly name: string };
  readonly address: string;
  readonly facts: Record<string, unknown>;
}

export const tell = (context: Pick<Context, 'now'>, store: Store, { account, ...told }: Told): Promise<void> =>
  audit(store, { ...told, subject: account.id, subjectName: account.name }, context.now());

async function rowsOf(context: Context, store: Store, accounts: readonly StoredAccount[]) {
  const seats = await seatsOfAll(
    store,
    accounts.map(({ person }) => person),
    todayOf(context),
  );
  const named = await seatNames(context, store, [...seats.values()].flat());
  return accounts.map((account) => ({
    id: account.id,
    user_name: account.userName,
    name: account.name,
    admin: account.admin,
    sample: account.isSample,
    disabled: account.isDisabled,
    has_password: account.password !== null,
    second_factor: account.secret !== null,
    seats: named(seats.get(account.person) ?? []),
  }));
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

const heads = {
  zh: ['用户名', '姓名', '职务', '管理员', '状态', '动态口令', '编号'],
  en: ['User name', 'Name', 'Seats', 'Administrator', 'State', 'Second factor', 'Id'],
} as const;
const words = {
  zh: {
    system: '系统管理员',
    security: '安全管理员',
    auditor: '审计管理员',
    open: '在用',
    closed: '停用',
    yes: '有',
    no: '无',
  },
  en: {
    system: 'System',
    security: 'Security',
    auditor: 'Auditor',
    open: 'in use',
    closed: 'closed',
    yes: 'yes',
    no: 'no',
  },
} as const;

function sheetOf(rows: readonly Row[], lang: 'zh' | 'en', day: string): Download {
  const say = words[lang];
  const cells = rows.map((row) => [
    row.user_name,
    row.name,
    row.seats.map((seat) => `${seat.unit_name}${lang === 'zh' ? '' : ' '}${seat.name[lang]}`).join('; '),
    row.admin === null ? '' : say[row.admin],
    row.disabled ? say.closed : say.open,
    row.second_factor ? say.yes : say.no,
    row.id,
  ]);
  const columns = heads[lang].map((header) => ({ header, width: 24, numFmt: '@' }));
  const name = lang === 'zh' ? '账号' : 'Accounts';
  const bytes = writeXlsxStream(cells, { name, columns, freezePane: { rows: 1 } });
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return new Download(type, `${name}-${day}.xlsx`, Readable.from(bytes as unknown as AsyncIterable<Uint8Array>));
}
