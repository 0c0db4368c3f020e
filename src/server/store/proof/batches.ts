/** The records of a home some hundred at a time, with their acts. */
import { type RawBuilder, sql } from 'kysely';
import type { ActColumns } from '../act-rows.ts';
import type { Store } from '../open-store.ts';

/** Bounds a column that holds ids of records. */
export type Within = (column: string) => RawBuilder<unknown>;

const beyond =
  (id: string | null): Within =>
  (column) =>
    id === null ? sql`true` : sql`${sql.ref(column)} > ${id}`;

/** Bounds that part the ids of a home, so that memory does not grow with the number of acts; the last one has no end. */
export async function* batchesOf(store: Store, county: string): AsyncGenerator<Within> {
  for (let after: string | null = null; ; ) {
    const past = beyond(after);
    const [edge]: { id: string }[] = await store.rows<{ id: string }>(sql`
      (select id from record where county_code = ${county} and ${past('id')} order by id offset 999 limit 1)
      union all (select record_id from act where county_code = ${county} and ${past('record_id')}
        order by record_id offset 2999 limit 1)
      order by 1 limit 1`);
    yield edge ? (column) => sql`${past(column)} and ${sql.ref(column)} <= ${edge.id}` : past;
    if (!edge) return;
    after = edge.id;
  }
}

/** Acts on the records within some bounds, record by record; drafts of packs are no records. */
export const actsIn = (
  store: Store,
  county: string,
  within: Within,
): Promise<(ActColumns & { readonly unit_code: string })[]> =>
  store.rows(sql`select * from act where county_code = ${county} and ${within('record_id')}
    and not starts_with(verb, 'regime-') order by record_id, seq`);
