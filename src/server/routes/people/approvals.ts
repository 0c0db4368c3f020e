/**
 * What takes two persons: one asks, another decides, then it is done, once. Who only wants to be allowed something calls
 * `takeApproved` where it is done.
 */
import type { Reply } from '#contract';
import type { Actor, AdminRole } from '#org';
import { Refusal } from '#regime';
import type { Handlers, Input } from '../../http/handlers.ts';
import type { Door } from '../../people/door.ts';
import type { Store } from '../../store/open-store.ts';
import { listAccountsById, type StoredAccount } from '../../store/people/accounts.ts';
import {
  type Approval,
  addApproval,
  decide,
  getApproval,
  listApprovals,
  markDone,
} from '../../store/people/administrators.ts';
import { audit } from '../../store/people/audit.ts';
import type { Context } from '../context.ts';
import { type UnitNames, unitNames } from '../names.ts';
import { type Asker, decidedPlaces, deeds, type Facts, type Kind, kindsFor } from './deeds.ts';

type Names = 'listApprovals' | 'askApproval' | 'decideApproval';
type Row = Reply<'listApprovals'>['rows'][number];

export const approvalRoutes = (context: Context, door: Door): Pick<Handlers, Names> => ({
  listApprovals: async ({ by, reach: within }) =>
    context.stores.as('0', async (store) => {
      const who = { by, within };
      const found = (await listApprovals(store, shownTo(who), 100)).filter((one) => isShown(one, who));
      const ids = found.flatMap(({ facts }) => (facts.account === undefined ? [] : [facts.account]));
      const accounts = new Map((await listAccountsById(store, ids)).map((one) => [one.id, one]));
      const units = await unitNames(
        store,
        found.flatMap(({ facts }) => facts.unit ?? []),
      );
      return { rows: found.map((one) => rowOf(one, { accounts, units, who, now: context.now() })) };
    }),

  askApproval: (input) => ask(context, door, input),
  decideApproval: (input) => answer(context, door, input),
});

async function ask(context: Context, door: Door, { body, by, from, reach: within }: Input<'askApproval'>) {
  const { id, kind, reason, ...given } = body;
  const deed = deeds[kind];
  const said: Facts = JSON.parse(JSON.stringify(given));
  if (!deed.mayAsk({ by, within }, said)) throw notTheirs(by);
  const facts = deed.complete?.(context, said) ?? said;
  const hours = deed.hours?.(context, facts).ask ?? door.policy.link.hours;
  const at = context.now();
  await context.stores.writing('0', async (store) => {
    const whom = await deed.check(store, facts);
    const asked = { id, kind, facts: { ...facts }, reason, by: by.account, at, endsAt: after(at, hours) };
    if (!(await addApproval(store, asked))) return;
    const told = { approval: id, of: kind, ...toldOf(facts), reason };
    await audit(
      store,
      { kind: 'approval-asked', by, ...subjectOf(whom, facts), address: from.address, facts: told },
      at,
    );
  });
  return { id };
}

async function answer(
  context: Context,
  door: Door,
  { params, body, by, from, reach: within }: Input<'decideApproval'>,
) {
  const at = context.now();
  const { verdict } = body;
  const state = await context.stores.writing('0', async (store) => {
    const asked = await getApproval(store, params.id);
    const deed = deeds[asked.kind as Kind];
    const facts = asked.facts as Facts;
    if (!isShown(asked, { by, within })) throw new Refusal('approval_unknown', {});
    if (asked.askedBy.id === by.account) throw new Refusal('approval_own', {});
    if (asked.verdict !== null || asked.endsAt <= at) throw new Refusal('approval_closed', {});
    if (verdict === 'refused' && body.answer === '') throw new Refusal('answer_wanted', { field: 'answer' });
    const whom = await deed.check(store, facts);
    const endsAt = deed.hours ? after(at, deed.hours(context, facts).take) : asked.endsAt;
    await decide(store, asked.id, { verdict, by: by.account, at, answer: body.answer, endsAt });
    if (verdict === 'approved' && deed.do) {
      await deed.do(store, facts, asked.id, at);
      await markDone(store, asked.id, at);
    }
    const told = {
      ...{ approval: asked.id, of: asked.kind, ...toldOf(facts), reason: asked.reason, asked_by: asked.askedBy },
      ...(body.answer !== '' && { answer: body.answer }),
    };
    const kind = verdict === 'refused' ? 'approval-refused' : deed.do ? asked.kind : 'approval-given';
    await audit(store, { kind, by, ...subjectOf(whom, facts), address: from.address, facts: told }, at);
    if (verdict === 'refused') return 'refused' as const;
    return deed.do ? ('done' as const) : ('approved' as const);
  });
  door.sessions.forget();
  return { state };
}

const after = (at: Date, hours: number): Date => new Date(at.getTime() + hours * 3_600_000);

/** What the audit log is told of the facts; the unit stands in its own column. */
function toldOf({ unit: _unit, purpose_zh, purpose_en: _en, purpose: _id, ...facts }: Facts) {
  return { ...facts, ...(purpose_zh !== undefined && { purpose: purpose_zh }) };
}

const subjectOf = (account: StoredAccount | undefined, { unit }: Facts) => ({
  ...(account && { subject: account.id, subjectName: account.name }),
  ...(unit !== undefined && { unit }),
});

const notTheirs = (by: Actor): Refusal =>
  new Refusal('not_allowed', {
    name: by.name,
    reason_zh: '此事由安全管理员提出',
    reason_en: 'the security administrator asks for this',
  });

/** What is looked for on behalf of somebody: what he asked, and what he might decide. */
const shownTo = (who: Asker) => ({
  kinds: kindsFor(who.by),
  by: who.by.account,
  places: who.by.admin === null ? decidedPlaces(who) : null,
});

/** Whether something concerns somebody: he asked for it, or may decide it. */
const isShown = ({ kind, facts, askedBy }: Approval, who: Asker): boolean =>
  kindsFor(who.by).includes(kind as Kind) &&
  (askedBy.id === who.by.account || deeds[kind as Kind].mayDecide(who, facts as Facts));

/** How much waits for somebody to decide it. */
export async function awaiting(context: Context, store: Store, who: Asker): Promise<number> {
  if (decidedPlaces(who).length === 0) return 0;
  const found = await listApprovals(store, shownTo(who), 100);
  return found.filter((one) => canDo(one, who, context.now()).includes('approve')).length;
}

/** Takes an approval for something that whoever asked now does. It counts once. Refusal `approval_needed`. */
export async function takeApproved(
  context: Pick<Context, 'now'>,
  store: Store,
  { id, kind, by, unit }: { id: string; kind: Kind; by: Actor; unit?: string },
): Promise<Approval> {
  const asked = await getApproval(store, id);
  const isGood =
    asked.kind === kind &&
    asked.facts.unit === unit &&
    asked.verdict === 'approved' &&
    asked.doneAt === null &&
    asked.askedBy.id === by.account &&
    asked.endsAt > context.now();
  if (!isGood) throw new Refusal('approval_needed', {});
  await markDone(store, id, context.now());
  return asked;
}

function canDo(asked: Approval, who: Asker, now: Date): Row['can'] {
  const state = stateOf(asked, now);
  const kind = asked.kind as Kind;
  const isMine = asked.askedBy.id === who.by.account;
  if (state === 'open' && !isMine && deeds[kind].mayDecide(who, asked.facts as Facts)) return ['approve', 'refuse'];
  return state === 'approved' && isMine && !deeds[kind].do ? ['export'] : [];
}

interface Around {
  readonly accounts: ReadonlyMap<string, StoredAccount>;
  readonly units: UnitNames;
  readonly who: Asker;
  readonly now: Date;
}

function rowOf(asked: Approval, { accounts, units, who, now }: Around): Row {
  const { account: id = '', role, unit, purpose_zh, purpose_en, ground } = asked.facts as Facts;
  const account = accounts.get(id);
  return {
    id: asked.id,
    kind: asked.kind as Kind,
    account: account ? { id: account.id, name: account.name, user_name: account.userName } : null,
    role: (role as AdminRole | undefined) ?? null,
    unit: unit === undefined ? null : units.ref(unit),
    purpose: purpose_zh === undefined ? null : { zh: purpose_zh, en: purpose_en ?? purpose_zh },
    ground: ground ?? '',
    reason: asked.reason,
    asked_by: asked.askedBy.name,
    asked_at: asked.askedAt.toISOString(),
    ends_at: asked.endsAt.toISOString(),
    decided_by: asked.decidedBy?.name ?? null,
    decided_at: asked.decidedAt?.toISOString() ?? null,
    answer: asked.answer,
    state: stateOf(asked, now),
    can: canDo(asked, who, now),
  };
}

function stateOf({ verdict, doneAt, endsAt }: Approval, now: Date) {
  if (doneAt !== null) return 'done' as const;
  if (verdict === 'refused') return 'refused' as const;
  if (endsAt <= now) return 'ended' as const;
  return verdict === null ? ('open' as const) : ('approved' as const);
}
