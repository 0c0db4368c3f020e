/** Contact details of persons, as they are stored: encrypted. */
import { sql } from 'kysely';
import type { SealedContact } from '../../people/contact.ts';
import type { Store } from '../open-store.ts';

export interface StoredContact extends SealedContact {
  readonly person: string;
}

/** What is stored of some persons of a county. */
export function contactsOf(store: Store, county: string, persons: readonly string[]): Promise<StoredContact[]> {
  return store.rows<StoredContact>(sql`
    select person, phone, mail from person_contact
    where county_code = ${county} and person = any(${[...persons]}::text[])`);
}

/** The same, held until the transaction ends. */
export function lockContacts(store: Store, county: string, persons: readonly string[]): Promise<StoredContact[]> {
  return store.rows<StoredContact>(sql`
    select person, phone, mail from person_contact
    where county_code = ${county} and person = any(${[...persons]}::text[]) order by person for update`);
}

/** Puts contact details in the place of earlier ones; where nothing is left, no row is. */
export async function putContacts(
  store: Store,
  county: string,
  rows: readonly StoredContact[],
  at: Date,
): Promise<void> {
  const none = rows.filter(({ phone, mail }) => phone === null && mail === null).map(({ person }) => person);
  if (none.length > 0)
    await store.rows(sql`delete from person_contact where county_code = ${county} and person = any(${none}::text[])`);
  const some = rows.filter(({ phone, mail }) => phone !== null || mail !== null);
  if (some.length === 0) return;
  await store.rows(sql`
    insert into person_contact (county_code, person, phone, mail, changed_at)
    select ${county}, one.person, one.phone, one.mail, ${at.toISOString()}::timestamptz
    from unnest(${some.map(({ person }) => person)}::text[], ${some.map(({ phone }) => phone)}::bytea[],
      ${some.map(({ mail }) => mail)}::bytea[]) as one (person, phone, mail)
    on conflict on constraint person_contact_pkey do update
      set phone = excluded.phone, mail = excluded.mail, changed_at = excluded.changed_at`);
}
