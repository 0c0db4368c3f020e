/** What people who act are called. */
import { sql } from 'kysely';
import type { Store } from '../open-store.ts';

/** Names of accounts by id; what is no account has none. */
export async function accountNames(store: Store, ids: readonly string[]): Promise<Map<string, string>> {
  const asked = [...new Set(ids)].filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id));
  if (asked.length === 0) return new Map();
  const rows = await store.rows<{ id: string; name: string }>(
    sql`select id::text, name from account where id = any(${asked}::uuid[])`,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export interface Holder {
  readonly unit: string;
  readonly seat: string;
  readonly person: string;
  readonly name: string;
  /** The account of the person; null where there is none. */
  readonly account: string | null;
}

/** Who holds the seats of some units on a day, or does their work as a deputy. */
export async function holdersAt(store: Store, units: readonly string[], day: string): Promise<Holder[]> {
  const held = sql`county_code = any(${[...new Set(units.map((unit) => (unit.length > 6 ? unit.slice(0, 6) : unit)))]}::text[])
    and unit_code = any(${[...units]}::text[]) and from_day <= ${day}::date and (to_day is null or to_day >= ${day}::date)`;
  return store.rows<Holder>(sql`
    select h.unit_code unit, h.seat, h.person, h.person_name "name", a.id::text account
      from (select unit_code, seat, person, person_name from tenure where ${held}
            union select unit_code, seat, person, person_name from deputy where ${held}) h
      left join account a on a.person = h.person and a.disabled_at is null
     order by h.unit_code, h.seat, h.person_name`);
}
