/** Checks every draft of a home against its acts, and every text against the digest that they name. */
import { sql } from 'kysely';
import { type DraftAct, documents } from '#regime';
import type { Store } from '../open-store.ts';
import { type Breach, isSame } from '../proof/breach.ts';
import { type DraftText, findDraft, textDigest } from './drafts.ts';

export async function verifyDrafts(store: Store, home: string): Promise<Breach[]> {
  const rows = await store.rows<Omit<DraftAct, 'at'> & { at: string | Date }>(sql`
    select id, record_id record, verb, actor, at, day, body from act
    where county_code = ${home} and starts_with(verb, 'regime-') order by record_id, seq`);
  const acts = rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
  const found: Breach[] = [];
  for (const [id, own] of Map.groupBy(acts, (act) => act.record)) {
    const { signers: _signers, impact: _impact, ...expected } = documents.acts.of(own)!;
    const row = (await findDraft(store, home, id))?.state;
    const { signers: _s, impact: _i, ...is } = row ?? ({} as NonNullable<typeof row>);
    if (!isSame(is, expected)) found.push({ what: 'draft', county: home, record: id, stored: row ?? null, expected });
  }
  const texts = await store.rows<DraftText & { digest: string }>(sql`
    select digest, files, choices from regime_text where county_code = ${home}`);
  for (const { digest, ...text } of texts)
    if (textDigest(text) !== digest)
      found.push({ what: 'draft', county: home, record: digest, stored: textDigest(text), expected: digest });
  return found;
}
