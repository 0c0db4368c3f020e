/** What followed what, around a scope: chains that begin or end in it, wherever they pass. */
import { sql } from 'kysely';
import { type Following, rangeOf, type UnitCode } from '#org';
import type { Day } from '#regime';
import type { Store } from './open-store.ts';
import type { ScopeUnit } from './overview.ts';

/** What followed a unit, and the unit as it was. */
export type FormerLine = Following & ScopeUnit;

/** Every line of succession up to a day of units that are or were in a scope, and of those that came into it. */
export function linesAround(store: Store, scope: UnitCode, day: Day): Promise<FormerLine[]> {
  const range = rangeOf(scope) ?? { from: '', below: 'a' };
  const inside = (column: string) => sql`${sql.ref(column)} >= ${range.from} and ${sql.ref(column)} < ${range.below}`;
  return store.rows<FormerLine>(sql`
    with recursive back (code) as (
      select code from unit_successor where (${inside('code')}) or (${inside('successor')})
      union
      select s.code from unit_successor s join back b on s.successor = b.code
    ), ahead (code) as (
      select code from back
      union
      select s.successor from unit_successor s join ahead a on s.code = a.code
    )
    select s.day, s.successor, code, u.name, u.level, u.kind, u.farming, u.valid_from, u.valid_to, false as is_scope
    from unit_successor s join unit u using (code) where code in (select code from ahead) and s.day <= ${day}::date`);
}
