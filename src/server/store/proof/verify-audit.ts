/** Checks the audit log: every hash computed anew, no gap, the head at its end, and what was sealed of it. */
import { sql } from 'kysely';
import type { Store } from '../open-store.ts';
import { auditHash, auditHome, type EntryRow, entryOf } from '../people/audit.ts';
import type { Breach } from './breach.ts';
import { sealsOver } from './verify-chain.ts';

const page = 2_000;

/** The first breach of the log, or nothing; and how many entries were looked at. */
export async function verifyAudit(store: Store): Promise<{ entries: number; breach?: Breach }> {
  const seals = await sealsOver(store, auditHome);
  let [seq, hash] = [0, ''];
  for (;;) {
    const after: number = seq === 0 ? Number.MIN_SAFE_INTEGER : seq;
    const rows = await store.rows<EntryRow>(
      sql`select * from audit_entry where seq > ${after} order by seq limit ${sql.lit(page)}`,
    );
    for (const row of rows) {
      const breach = linkBreach(row, seq, hash) ?? seals.take(row);
      if (breach) return { entries: seq, breach };
      [seq, hash] = [row.seq, row.hash];
    }
    if (rows.length < page) break;
  }
  const breach = (await headBreach(store, seq, hash)) ?? seals.end(seq);
  return breach ? { entries: seq, breach } : { entries: seq };
}

function linkBreach(row: EntryRow, seq: number, hash: string): Breach | undefined {
  const stored = { seq: row.seq, prevHash: row.prev_hash, hash: row.hash };
  const expected = { seq: seq + 1, prevHash: hash, hash: auditHash({ ...entryOf(row), seq: seq + 1 }, hash) };
  const isRight = stored.seq === expected.seq && stored.prevHash === hash && stored.hash === expected.hash;
  return isRight ? undefined : { what: 'audit', county: auditHome, seq: seq + 1, key: row.id, stored, expected };
}

async function headBreach(store: Store, seq: number, hash: string): Promise<Breach | undefined> {
  const [head] = await store.rows<{ seq: number; hash: string }>(sql`select seq, hash from audit_chain where one`);
  if (head && head.seq === seq && head.hash === hash) return undefined;
  const first = head && head.seq > seq ? seq + 1 : seq;
  return { what: 'audit', county: auditHome, seq: first, stored: { seq, hash }, expected: head ?? null };
}
