/** Who holds which seat when. */
import { sql } from 'kysely';
import { homeOf, type UnitCode } from '#org';
import type { Store } from './open-store.ts';
import { type NamedTenure, type TenureRow, tenureOf } from './org-view.ts';

/** Every tenure of a unit's seats, by seat and first day. */
export async function namedTenures(store: Store, code: UnitCode): Promise<NamedTenure[]> {
  const rows = await store.rows<TenureRow>(sql`
    select id, unit_code, seat, person, person_name, from_day, to_day, acting, sample from tenure
    where county_code = ${homeOf(code)} and unit_code = ${code} order by seat, from_day`);
  return rows.map(tenureOf);
}

/** Whether the sample is in: only its persons are marked so. */
export async function hasSample(store: Store): Promise<boolean> {
  const [row] = await store.rows<{ found: boolean }>(sql`select exists (select from tenure where sample) found`);
  return row?.found ?? false;
}
