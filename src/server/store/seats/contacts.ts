/** Contact details of persons, as they are stored: encrypted. */
import { sql } from 'kysely';
import type { UnitCode } from '#org';
import type { Day } from '#regime';
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

/** Who holds a seat, with how to reach him. */
export interface Holder extends SealedContact {
  readonly county: string;
  readonly unit: string;
  readonly seat: string;
  readonly person: string;
  readonly name: string;
}

const heldOn = (under: UnitCode, day: Day) => sql`
  (${under} = '0' or starts_with(t.unit_code, ${under})) and t.from_day <= ${day} and (t.to_day is null or t.to_day >= ${day})`;

/** Who holds the seats of a unit and all below it on a day, by unit and seat. */
export function listHolders(store: Store, under: UnitCode, day: Day, limit: number): Promise<Holder[]> {
  return store.rows<Holder>(sql`
    select t.county_code county, t.unit_code unit, t.seat, t.person, t.person_name name, c.phone, c.mail
      from tenure t left join person_contact c on c.county_code = t.county_code and c.person = t.person
     where ${heldOn(under, day)} order by t.unit_code, t.seat, t.person_name, t.id limit ${sql.lit(limit)}`);
}

/** How many persons those are; counted no further than the limit. */
export async function countHolders(store: Store, under: UnitCode, day: Day, limit: number): Promise<number> {
  const [row] = await store.rows<{ persons: number }>(sql`
    select count(*) persons from (
      select distinct t.county_code, t.person from tenure t where ${heldOn(under, day)} limit ${sql.lit(limit)}) held`);
  return row?.persons ?? 0;
}
