/** Registers and tenures written in bulk, for an installation that has none. */
import { sql } from 'kysely';
import { homeOf, parseUnitCode } from '#org';
import type { Day } from '#regime';
import type { Store } from './open-store.ts';
import type { NamedTenure } from './org-view.ts';

export interface PlantedFact {
  readonly unit: string;
  readonly fact: string;
  readonly day: Day;
  readonly value: number;
  readonly source: string;
}

/** Enters tenures under the ids given; each with the name that pages show. */
export async function plantTenures(store: Store, rows: readonly (NamedTenure & { id: string })[]): Promise<void> {
  const column = <K extends keyof (NamedTenure & { id: string })>(key: K) => rows.map((row) => row[key]);
  await store.rows(sql`
    insert into tenure (county_code, id, unit_code, seat, person, person_name, from_day, to_day, acting, sample)
    select * from unnest(${rows.map((row) => homeOf(parseUnitCode(row.unit)))}::text[], ${column('id')}::uuid[],
      ${column('unit')}::text[], ${column('seat')}::text[], ${column('person')}::text[], ${column('name')}::text[],
      ${column('from')}::date[], ${column('to')}::date[], ${column('acting')}::boolean[], ${column('sample')}::boolean[])`);
}

/** Enters registered numbers; those that are known already stay as they are. The stamp of the tree moves with them. */
export async function plantFacts(store: Store, rows: readonly PlantedFact[]): Promise<void> {
  const column = <K extends keyof PlantedFact>(key: K) => rows.map((row) => row[key]);
  await store.rows(sql`
    with entered as (
      insert into unit_fact (code, fact, day, value, source)
      select * from unnest(${column('unit')}::text[], ${column('fact')}::text[], ${column('day')}::date[],
        ${column('value')}::numeric[], ${column('source')}::text[])
      on conflict do nothing returning 1
    )
    update unit_load set loaded_at = clock_timestamp() where part = 'village' and exists (select from entered)`);
}
