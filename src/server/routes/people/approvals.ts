/**
 * What takes two persons: one administrator asks, another decides, then it is done, once. A new kind is one entry in
 * `deeds`; who only wants to be allowed something calls `takeApproved` where it is done.
 */
import type { Actor, AdminRole } from '#org';
import { Refusal } from '#regime';
import type { Handlers } from '../../http/handlers.ts';
import type { Door } from '../../people/door.ts';
import type { Store } from '../../store/open-store.ts';
import { getAccount, listAccountsById, type StoredAccount } from '../../store/people/accounts.ts';
import {
  type Approval,
  addApproval,
  decide,
  endAdminSeat,
  getApproval,
  giveAdminSeat,
  listApprovals,
  markDone,
} from '../../store/people/administrators.ts';
import { audit } from '../../store/people/audit.ts';
import { endSessions } from '../../store/people/sessions.ts';
import type { Context } from '../context.ts';

type Names = 'listApprovals' | 'askApproval' | 'decideApproval';
type Kind = 'grant-admin' | 'end-admin' | 'export-accounts';

interface Facts {
  readonly account?: string;
  readonly role?: AdminRole;
}

interface Deed {
  /** Who may ask. */
  readonly who: AdminRole;
  /** Refuses what could not be done anyway, when it is asked and again when it is decided. */
  check(store: Store, facts: Facts): Promise<StoredAccount | undefined>;
  /** Done at once when it is approved; absent: whoever asked does it. */
  do?(store: Store, facts: Facts, approval: string, at: Date): Promise<void>;
}

const accountIn = (store: Store, { account }: Facts): Promise<StoredAccount> => getAccount(store, account ?? '');

const deeds: Readonly<Record<Kind, Deed>> = {
  'grant-admin': {
    who: 'security',
    check: async (store, facts) => {
      if (facts.account === undefined || facts.role === undefined) throw wanting('account, role');
      const account = await accountIn(store, facts);
      if (account.admin !== null) throw new Refusal('admin_already', {});
      if (account.isDisabled) throw new Refusal('account_unknown', { value: account.userName });
      return account;
    },
    do: async (store, facts, approval, at) => {
      const { id, person } = await accountIn(store, facts);
      await giveAdminSeat(store, { account: id, person, role: facts.role as AdminRole, at, approval });
    },
  },
  'end-admin': {
    who: 'security',
    check: async (store, facts) => {
      if (facts.account === undefined) throw wanting('account');
      const account = await accountIn(store, facts);
      if (account.admin === null) throw new Refusal('admin_none', { name: account.name });
      return account;
    },
    do: async (store, facts, _approval, at) => {
      const { id } = await accountIn(store, facts);
      await endAdminSeat(store, id, at);
      await endSessions(store, id, { allBut: null });
    },
  },
  'export-accounts': { who: 'security', check: async () => undefined },
};

const wanting = (fields: string): Refusal =>
  new Refusal('input_invalid', { place_zh: '请求', place_en: 'request', fields });

export const approvalRoutes = (context: Context, door: Door): Pick<Handlers, Names> => ({
  listApprovals: async ({ by }) =>
    context.stores.as('0', async (store) => {
      const found = await listApprovals(store, 100);
      const ids = found.flatMap(({ facts }) => (facts.account === undefined ? [] : [facts.account]));
      const accounts = new Map((await listAccountsById(store, ids)).map((one) => [one.id, one]));
      return { rows: found.map((one) => rowOf(one, accounts.get(one.facts.account ?? ''), by, context.now())) };
    }),

  askApproval: async ({ body, by, from }) => {
    const { id, kind, reason, account, role } = body;
    const deed = deeds[kind];
    if (by.admin !== deed.who) throw notTheirs(by);
    const facts = { ...(account !== undefined && { account }), ...(role !== undefined && { role }) };
    const at = context.now();
    const endsAt = new Date(at.getTime() + door.policy.link.hours * 3_600_000);
    await context.stores.writing('0', async (store) => {
      const whom = await deed.check(store, facts);
      const isNew = await addApproval(store, { id, kind, facts, reason, by: by.account, at, endsAt });
      if (!isNew) return;
      const told = { ...subjectOf(whom), address: from.address, facts: { approval: id, of: kind, ...facts, reason } };
      await audit(store, { kind: 'approval-asked', by, ...told }, at);
    });
    return { id };
  },

  decideApproval: async ({ params, body, by, from }) => {
    const at = context.now();
    const state = await context.stores.writing('0', async (store) => {
      const asked = await getApproval(store, params.id);
      if (asked.askedBy.id === by.account) throw new Refusal('approval_own', {});
      if (asked.verdict !== null || asked.endsAt <= at) throw new Refusal('approval_closed', {});
      await decide(store, asked.id, { verdict: body.verdict, by: by.account, at });
      const deed = deeds[asked.kind as Kind];
      const whom = await deed.check(store, asked.facts);
      if (body.verdict === 'approved' && deed.do) {
        await deed.do(store, asked.facts, asked.id, at);
        await markDone(store, asked.id, at);
      }
      const facts = {
        approval: asked.id,
        of: asked.kind,
        ...asked.facts,
        reason: asked.reason,
        asked_by: asked.askedBy,
      };
      const kind = body.verdict === 'refused' ? 'approval-refused' : deed.do ? asked.kind : 'approval-given';
      await audit(store, { kind, by, ...subjectOf(whom), address: from.address, facts }, at);
      if (body.verdict === 'refused') return 'refused' as const;
      return deed.do ? ('done' as const) : ('approved' as const);
    });
    door.sessions.forget();
    return { state };
  },
});

const subjectOf = (account: StoredAccount | undefined) =>
  account ? { subject: account.id, subjectName: account.name } : {};

const notTheirs = (by: Actor): Refusal =>
  new Refusal('not_allowed', {
    name: by.name,
    reason_zh: '此事由安全管理员提出',
    reason_en: 'the security administrator asks for this',
  });

/** Takes an approval for something that whoever asked now does. It counts once. Refusal `approval_needed`. */
export async function takeApproved(
  context: Pick<Context, 'now'>,
  store: Store,
  id: string,
  kind: Kind,
  by: Actor,
): Promise<void> {
  const asked = await getApproval(store, id);
  const isGood =
    asked.kind === kind &&
    asked.verdict === 'approved' &&
    asked.doneAt === null &&
    asked.askedBy.id === by.account &&
    asked.endsAt > context.now();
  if (!isGood) throw new Refusal('approval_needed', {});
  await markDone(store, id, context.now());
}

function rowOf(asked: Approval, account: StoredAccount | undefined, by: Actor, now: Date) {
  const state = stateOf(asked, now);
  const isMine = asked.askedBy.id === by.account;
  const can: ('approve' | 'refuse' | 'export')[] = [];
  if (state === 'open' && !isMine) can.push('approve', 'refuse');
  if (state === 'approved' && isMine && asked.kind === 'export-accounts') can.push('export');
  return {
    id: asked.id,
    kind: asked.kind as Kind,
    account: account ? { id: account.id, name: account.name, user_name: account.userName } : null,
    role: (asked.facts.role as AdminRole | undefined) ?? null,
    reason: asked.reason,
    asked_by: asked.askedBy.name,
    asked_at: asked.askedAt.toISOString(),
    ends_at: asked.endsAt.toISOString(),
    decided_by: asked.decidedBy?.name ?? null,
    decided_at: asked.decidedAt?.toISOString() ?? null,
    state,
    can,
  };
}

function stateOf({ verdict, doneAt, endsAt }: Approval, now: Date) {
  if (doneAt !== null) return 'done' as const;
  if (verdict === 'refused') return 'refused' as const;
  if (endsAt <= now) return 'ended' as const;
  return verdict === null ? ('open' as const) : ('approved' as const);
}
