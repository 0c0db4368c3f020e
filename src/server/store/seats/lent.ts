/** Seats that people who acted were minding as deputies, with what tells whether they acted as such. */
import { sql } from 'kysely';
import { homeOf, type UnitCode } from '#org';
import type { Day } from '#regime';
import type { Store } from '../open-store.ts';

interface Days {
  readonly from: Day;
  readonly to: Day | null;
}

/** One seat lent to the person behind an account. */
export interface LentSeat {
  readonly account: string;
  readonly unit: string;
  readonly seat: string;
  readonly from: Day;
  readonly to: Day;
  /** When the person held a seat of his own at any of the units that were asked for. */
  readonly own: readonly Days[];
  /** Who held the lent seat when. */
  readonly holders: readonly (Days & { readonly person: string; readonly name: string; readonly acting: boolean })[];
}

/** Every seat of some units that was ever lent to the persons behind some accounts; one statement. */
export async function lentSeats(
  store: Store,
  accounts: readonly string[],
  units: readonly UnitCode[],
): Promise<LentSeat[]> {
  const asked = [...new Set(accounts)].filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id));
  if (asked.length === 0) return [];
  const homes = sql`${[...new Set(units.map(homeOf))]}::text[]`;
  const here = sql`${[...units]}::text[]`;
  return store.rows<LentSeat>(sql`
    select a.id::text account, d.unit_code unit, d.seat, d.from_day "from", d.to_day "to",
      coalesce((select jsonb_agg(jsonb_build_object('from', t.from_day, 'to', t.to_day)) from tenure t
        where t.person = a.person and t.county_code = any(${homes}) and t.unit_code = any(${here})), '[]') own,
      coalesce((select jsonb_agg(jsonb_build_object('person', t.person, 'name', t.person_name, 'acting', t.acting,
          'from', t.from_day, 'to', t.to_day)) from tenure t
        where t.county_code = d.county_code and t.unit_code = d.unit_code and t.seat = d.seat), '[]') holders
    from account a join deputy d on d.person = a.person
    where a.id = any(${asked}::uuid[]) and d.county_code = any(${homes}) and d.unit_code = any(${here})
    order by d.unit_code, d.seat, d.from_day`);
}
