/** The three administrators, and what two persons decide together. */
import { sql } from 'kysely';
import type { AdminRole, Place } from '#org';
import { Refusal } from '#regime';
import type { Store } from '../open-store.ts';

/** Gives an administrator's seat. Refusal `admin_already`: nobody holds two. */
export async function giveAdminSeat(
  store: Store,
  given: { account: string; person: string; role: AdminRole; at: Date; approval: string | null },
): Promise<void> {
  const rows = await store.rows(sql`
    insert into admin_seat (account, person, role, from_at, until_at, approval)
    values (${given.account}, ${given.person}, ${given.role}, ${given.at.toISOString()}, null, ${given.approval})
    on conflict do nothing returning 1`);
  if (rows.length === 0) throw new Refusal('admin_already', {});
}

/** Ends the administrator's seat of an account. Refusal `admin_last` where nobody else could do that work. */
export async function endAdminSeat(store: Store, account: string, at: Date): Promise<void> {
  const seats = await store.rows<{ account: string; role: AdminRole }>(sql`
    select g.account, g.role from admin_seat g join account a on a.id = g.account
     where g.until_at is null and a.disabled_at is null for update of g`);
  const own = seats.find((seat) => seat.account === account);
  if (own && !seats.some((seat) => seat.role === own.role && seat.account !== account))
    throw new Refusal('admin_last', { role: own.role });
  await store.rows(
    sql`update admin_seat set until_at = ${at.toISOString()} where account = ${account} and until_at is null`,
  );
}

/** Roles that somebody holds; `real` leaves the sample out. */
export async function heldRoles(store: Store, { real }: { real: boolean }): Promise<AdminRole[]> {
  const rows = await store.rows<{ role: AdminRole }>(sql`
    select distinct g.role from admin_seat g join account a on a.id = g.account
     where g.until_at is null and a.disabled_at is null and (not ${real} or not a.sample) order by 1`);
  return rows.map((row) => row.role);
}

export interface Approval {
  readonly id: string;
  readonly kind: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly askedBy: { id: string; name: string };
  readonly askedAt: Date;
  readonly endsAt: Date;
  readonly decidedBy: { id: string; name: string } | null;
  readonly decidedAt: Date | null;
  readonly verdict: 'approved' | 'refused' | null;
  readonly doneAt: Date | null;
  /** What whoever decided said to it. */
  readonly answer: string;
}

interface ApprovalRow {
  id: string;
  kind: string;
  facts: Record<string, string>;
  reason: string;
  asked_by: string;
  asked_name: string;
  asked_at: Date;
  ends_at: Date;
  decided_by: string | null;
  decided_name: string | null;
  decided_at: Date | null;
  verdict: 'approved' | 'refused' | null;
  done_at: Date | null;
  answer: string;
}

const approvals = sql`
  select p.*, a.name asked_name, d.name decided_name from approval p
    join account a on a.id = p.asked_by left join account d on d.id = p.decided_by`;

const approvalOf = (row: ApprovalRow): Approval => ({
  id: row.id,
  kind: row.kind,
  facts: row.facts,
  reason: row.reason,
  askedBy: { id: row.asked_by, name: row.asked_name },
  askedAt: row.asked_at,
  endsAt: row.ends_at,
  decidedBy: row.decided_by === null ? null : { id: row.decided_by, name: row.decided_name ?? '' },
  decidedAt: row.decided_at,
  verdict: row.verdict,
  doneAt: row.done_at,
  answer: row.answer,
});

/** Keeps what one person asks of another; false when the same was asked before. */
export async function addApproval(
  store: Store,
  made: Pick<Approval, 'id' | 'kind' | 'facts' | 'reason'> & { by: string; at: Date; endsAt: Date },
): Promise<boolean> {
  const rows = await store.rows(sql`
    insert into approval (id, kind, facts, reason, asked_by, asked_at, ends_at)
    values (${made.id}, ${made.kind}, ${JSON.stringify(made.facts)}, ${made.reason}, ${made.by},
      ${made.at.toISOString()}, ${made.endsAt.toISOString()}) on conflict do nothing returning 1`);
  return rows.length > 0;
}

/** One of them, locked until the transaction ends. Refusal `approval_unknown`. */
export async function getApproval(store: Store, id: string): Promise<Approval> {
  const [row] = await store.rows<ApprovalRow>(sql`${approvals} where p.id = ${id} for update of p`);
  if (!row) throw new Refusal('approval_unknown', {});
  return approvalOf(row);
}

export interface ApprovalFilter {
  readonly kinds: readonly string[];
  /** Whose own are found wherever they are. */
  readonly by: string;
  /** Those of others only about units there; null: all. */
  readonly places: readonly Place[] | null;
}

/** The latest, newest first. */
export async function listApprovals(
  store: Store,
  { kinds, by, places }: ApprovalFilter,
  limit: number,
): Promise<Approval[]> {
  const patterns = places?.map(({ unit, below }) => (below ? (unit === '0' ? '%' : `${unit}%`) : unit)) ?? null;
  const rows = await store.rows<ApprovalRow>(sql`
    ${approvals} where p.kind = any(${[...kinds]}::text[])
      and (${patterns}::text[] is null or p.asked_by::text = ${by} or p.facts ->> 'unit' like any(${patterns}::text[]))
     order by p.asked_at desc, p.id limit ${sql.lit(limit)}`);
  return rows.map(approvalOf);
}

export interface Decision {
  readonly verdict: 'approved' | 'refused';
  readonly by: string;
  readonly at: Date;
  readonly answer: string;
  /** Until when what was approved may be used. */
  readonly endsAt: Date;
}

export const decide = (store: Store, id: string, { verdict, by, at, answer, endsAt }: Decision): Promise<unknown> =>
  store.rows(sql`
    update approval set verdict = ${verdict}, decided_by = ${by}, decided_at = ${at.toISOString()}, answer = ${answer},
      ends_at = ${endsAt.toISOString()}
     where id = ${id}`);

export const markDone = (store: Store, id: string, at: Date): Promise<unknown> =>
  store.rows(sql`update approval set done_at = ${at.toISOString()} where id = ${id}`);
