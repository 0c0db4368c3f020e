/**
 * The audit log: who signed in or failed to, granted, exported, read what is sensitive. Entries are only ever added; each
 * carries the hash of the one before, and every finished day is sealed together with the acts (as home `audit`).
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { chain } from '#ledger';
import type { Actor } from '#org';
import type { Store, Stores } from '../open-store.ts';
import { sha256 } from '../proof/merkle.ts';

export interface AuditEntry {
  /** What happened, in words with hyphens: `sign-in`, `sign-in-failed`, `grant-admin`, `export-records`. */
  readonly kind: string;
  /** Who did it; for attempts nobody is known. */
  readonly by: Pick<Actor, 'account' | 'name'> | null;
  /** What it was done to: an account, a record, a unit; '' when nothing but the actor. */
  readonly subject?: string;
  readonly subjectName?: string;
  readonly unit?: string;
  readonly address?: string;
  /** Never secrets. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface StoredEntry {
  readonly seq: number;
  readonly id: string;
  /** Instant, ISO in UTC with milliseconds. */
  readonly at: string;
  readonly kind: string;
  readonly actor: string;
  readonly actorName: string;
  readonly subject: string;
  readonly subjectName: string;
  readonly unit: string;
  readonly address: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Under which name the log is sealed beside the counties. */
export const auditHome = 'audit';

/** The hash of an entry as link of the log, in the form that the chains of acts have. */
export function auditHash(entry: StoredEntry, previous: string): string {
  const { seq, ...said } = entry;
  return sha256(chain.text({ county: auditHome, seq, previous, digest: sha256(chain.canonical(said)) }));
}

/** Adds an entry within a transaction, so that it stands exactly when that does what it says. The last thing to do in it. */
export async function audit(store: Store, entry: AuditEntry, at: Date): Promise<void> {
  const [head] = await store.rows<{ seq: number; hash: string }>(
    sql`select seq, hash from audit_chain where one for update`,
  );
  if (!head) throw new Error('the audit log has no head');
  const seq = head.seq + 1;
  const made: StoredEntry = {
    seq,
    id: randomUUID(),
    at: at.toISOString(),
    kind: entry.kind,
    actor: entry.by?.account ?? '',
    actorName: entry.by?.name ?? '',
    subject: entry.subject ?? '',
    subjectName: entry.subjectName ?? '',
    unit: entry.unit ?? '',
    address: entry.address ?? '',
    facts: JSON.parse(JSON.stringify(entry.facts ?? {})) as Record<string, unknown>,
  };
  const hash = auditHash(made, head.hash);
  await store.rows(sql`
    with entered as (
      insert into audit_entry values (${seq}, ${made.id}, ${made.at}, ${made.kind}, ${made.actor}, ${made.actorName},
        ${made.subject}, ${made.subjectName}, ${made.unit}, ${made.address}, ${JSON.stringify(made.facts)},
        ${head.hash}, ${hash}))
    update audit_chain set seq = ${seq}, hash = ${hash} where one`);
}

/** The same in a transaction of its own, for what happened without one: a refused sign-in, an export, a look. */
export const auditAlone = (stores: Stores, entry: AuditEntry, at: Date): Promise<void> =>
  stores.writing('0', (store) => audit(store, entry, at));

export interface AuditFilter {
  /** Account, or part of a name, of whoever did it or had it done to them. */
  readonly person?: string | undefined;
  readonly kind?: string | undefined;
  /** Instants, from (counted) until (not counted). */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** A unit and all below it. */
  readonly unit?: string | undefined;
}

/** Entries that a filter finds, newest first, before a place in the log. */
export async function listAudit(
  store: Store,
  filter: AuditFilter,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<StoredEntry[]> {
  const { person, kind, from, until, unit } = filter;
  const like = `%${person?.replaceAll(/[\\%_]/g, '\\$&') ?? ''}%`;
  const wanted = [
    before !== undefined && sql`seq < ${before}`,
    kind !== undefined && sql`kind = ${kind}`,
    person !== undefined &&
      sql`(actor = ${person} or subject = ${person} or actor_name like ${like} or subject_name like ${like})`,
    from !== undefined && sql`at >= ${from}`,
    until !== undefined && sql`at < ${until}`,
    unit !== undefined && unit !== '0' && sql`starts_with(unit_code, ${unit})`,
  ].filter((one) => one !== false);
  const where = wanted.length === 0 ? sql`true` : sql.join(wanted, sql` and `);
  const rows = await store.rows<EntryRow>(
    sql`select * from audit_entry where ${where} order by seq desc limit ${sql.lit(limit)}`,
  );
  return rows.map(entryOf);
}

/** The kinds that occur. */
export async function auditKinds(store: Store): Promise<string[]> {
  // One step through the index for each kind, however long the log is.
  const rows = await store.rows<{ kind: string }>(sql`
    with recursive k(kind) as (
      (select kind from audit_entry order by kind limit 1)
      union all
      select (select kind from audit_entry e where e.kind > k.kind order by kind limit 1) from k where k.kind is not null)
    select kind from k where kind is not null`);
  return rows.map((row) => row.kind);
}

export interface EntryRow {
  seq: number;
  id: string;
  at: Date;
  kind: string;
  actor: string;
  actor_name: string;
  subject: string;
  subject_name: string;
  unit_code: string;
  address: string;
  facts: Record<string, unknown>;
  prev_hash: string;
  hash: string;
}

export const entryOf = (row: EntryRow): StoredEntry => ({
  seq: row.seq,
  id: row.id,
  at: row.at.toISOString(),
  kind: row.kind,
  actor: row.actor,
  actorName: row.actor_name,
  subject: row.subject,
  subjectName: row.subject_name,
  unit: row.unit_code,
  address: row.address,
  facts: row.facts,
});
