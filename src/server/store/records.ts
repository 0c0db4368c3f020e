/** Records as lists and one by one: newest first, by key, inside one home. */
import { type RawBuilder, sql } from 'kysely';
import type { RecordState } from '#ledger';
import { homeOf, type UnitCode } from '#org';
import type { Day } from '#regime';
import {
  type CreditColumns,
  creditFrom,
  type ProgressColumns,
  progressFrom,
  type RecordColumns,
  stateFrom,
} from './act-rows.ts';
import type { Store } from './open-store.ts';
import { openTo } from './reach/reading.ts';
import type { StoredCredit, StoredProgress } from './settle.ts';

export interface RecordFilter {
  /** County and below: the records of the unit and what lies below it; above: the unit's own. */
  readonly unit: UnitCode;
  readonly scope: 'own' | 'all';
  readonly kind?: string | undefined;
  readonly state?: string | undefined;
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  /** Part of the title. */
  readonly q?: string | undefined;
}
export interface RecordKey {
  readonly day: Day;
  readonly id: string;
}
export interface ListedRecord {
  readonly state: RecordState;
  readonly county: string;
  readonly title: string;
  readonly counts: boolean;
  /** How many obligations it serves. */
  readonly fulfils: number;
  /** Account of its first act; absent where nobody asks. */
  readonly author?: string;
}

type Columns = RecordColumns & { county_code: string; title: string; counts: boolean; fulfils: number };

const listed = (row: Columns): ListedRecord => ({
  state: stateFrom(row),
  county: row.county_code,
  title: row.title,
  counts: row.counts,
  fulfils: row.fulfils,
  author: row.author,
});

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

function filtered(store: Store, { unit, scope, kind, state, from, to, q }: RecordFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`county_code = ${homeOf(unit)}`, openTo(store.reach, 'see')];
  if (scope === 'own' || unit.length < 6) parts.push(sql`unit_code = ${unit}`);
  else if (unit.length > 6) parts.push(sql`unit_code like ${`${unit}%`}`);
  if (kind !== undefined) parts.push(sql`kind = ${kind}`);
  if (state !== undefined) parts.push(sql`state = ${state}`);
  if (from !== undefined) parts.push(sql`day >= ${from}::date`);
  if (to !== undefined) parts.push(sql`day <= ${to}::date`);
  if (q !== undefined && q.trim() !== '') parts.push(sql`title ilike ${`%${escaped(q.trim())}%`}`);
  return sql.join(parts, sql` and `);
}

/** The obligations that a record serves, counted in every home where it serves any. */
const served = sql`(select count(distinct (c.unit_code, c.duty, c.holder, c.period))::int from fulfilment_record c
  where c.county_code = any(r.homes) and c.record_id = r.id)`;

/** One page of records after a key, newest day first. */
export async function listRecords(
  store: Store,
  filter: RecordFilter,
  page: { after?: RecordKey | undefined; limit: number },
): Promise<ListedRecord[]> {
  const { after } = page;
  const behind = after ? sql`and (day < ${after.day}::date or (day = ${after.day}::date and id > ${after.id}))` : sql``;
  const rows = await store.rows<Columns>(sql`
    select r.*, ${served} fulfils from (
      select * from record r where ${filtered(store, filter)} ${behind} order by day desc, id limit ${page.limit}
    ) r order by day desc, id`);
  return rows.map(listed);
}

export interface ServedCredit extends Omit<StoredCredit, 'year'> {}

/** One record with what it gave to which obligations; undefined when there is none in that county. */
export async function findRecord(
  store: Store,
  county: string,
  id: string,
): Promise<{ record: ListedRecord; credits: ServedCredit[] } | undefined> {
  const [row] = await store.rows<Columns & { credits: CreditColumns[] | null }>(sql`
    select r.*, ${served} fulfils, (select jsonb_agg(c) from fulfilment_record c
      where c.county_code = any(r.homes) and c.record_id = r.id) credits
    from record r where county_code = ${county} and id = ${id} and ${openTo(store.reach, 'see')}`);
  return row && { record: listed(row), credits: (row.credits ?? []).map(creditFrom) };
}

/** Records of one home by id, for the workings of an obligation. */
export async function recordsById(
  store: Store,
  homes: readonly string[],
  ids: readonly string[],
): Promise<ListedRecord[]> {
  if (ids.length === 0) return [];
  const rows = await store.rows<Columns>(sql`
    select r.*, ${served} fulfils from record r where county_code = any(${[...homes]}) and id = any(${[...ids]}::uuid[])
      and ${openTo(store.reach, 'see')}
    order by day, id`);
  return rows.map(listed);
}

/** Credits and progress of one obligation. */
export async function obligationRows(
  store: Store,
  key: { unit: UnitCode; duty: string; holder: string; period: string },
): Promise<{ credits: ServedCredit[]; progress: StoredProgress | undefined }> {
  const where = sql`county_code = ${homeOf(key.unit)} and unit_code = ${key.unit} and duty = ${key.duty}
    and holder = ${key.holder} and period = ${key.period}`;
  const [row] = await store.rows<{ credits: CreditColumns[] | null; progress: ProgressColumns | null }>(sql`
    select (select jsonb_agg(c order by day, record_id, target) from fulfilment_record c where ${where}) credits,
      (select to_jsonb(f) from fulfilment f where ${where}) progress`);
  return {
    credits: (row?.credits ?? []).map(creditFrom),
    progress: row?.progress ? progressFrom(row.progress) : undefined,
  };
}

/** Everything that counts towards the obligations of one unit: credits and progress, whatever the year. */
export async function unitRows(
  store: Store,
  unit: UnitCode,
  years: readonly number[],
): Promise<{ credits: ServedCredit[]; progress: StoredProgress[] }> {
  const [row] = await store.rows<{ credits: CreditColumns[] | null; progress: ProgressColumns[] | null }>(sql`
    with f as (select * from fulfilment where county_code = ${homeOf(unit)} and unit_code = ${unit}
      and year = any(${[...years]}::smallint[]))
    select (select jsonb_agg(f) from f) progress,
      (select jsonb_agg(c order by c.day, c.record_id, c.target) from fulfilment_record c
        join f on (f.duty, f.holder, f.period) = (c.duty, c.holder, c.period)
        where c.county_code = ${homeOf(unit)} and c.unit_code = ${unit}) credits`);
  return { credits: (row?.credits ?? []).map(creditFrom), progress: (row?.progress ?? []).map(progressFrom) };
}
