/** The rows of the act transaction: what it reads under the county's lock, and what it writes in one statement. */
import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Act, RecordState } from '#ledger';
import { homeOf, parseUnitCode, reach } from '#org';
import type { ChainHead, Store } from './open-store.ts';
import type { ObligationKey, StoredCredit, StoredProgress, TallyChange } from './settle.ts';

export interface StoredAct extends Act {
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
}

export const home = (unit: string): string => homeOf(parseUnitCode(unit));

/** The head of a county whose first act this is, locked like any other. */
export async function makeHead(store: Store, county: string): Promise<ChainHead> {
  const code = `'${parseUnitCode(county)}'`;
  const rows = await store.script<ChainHead>(
    `insert into act_chain values (${code}, 0, '') on conflict do nothing;
     select seq, hash from act_chain where county_code = ${code} for update`,
  );
  return rows[0] as ChainHead;
}

/** Locks the obligations of further homes that a record serves and widens the scope to reach them. */
export async function lockHomes(store: Store, homes: readonly string[]): Promise<void> {
  const codes = homes.map((code) => `'${parseUnitCode(code)}'`);
  const values = codes.map((code) => `(${code}, 0, '')`).join(', ');
  await store.script(
    `select set_ctx('0'); insert into act_chain values ${values} on conflict do nothing;
     select seq from act_chain where county_code in (${codes.join(', ')}) order by county_code for update`,
  );
}

export interface ActColumns {
  id: string;
  seq: number;
  record_id: string;
  verb: Act['verb'];
  actor: string;
  at: string;
  day: string;
  body: Act['body'];
  prev_hash: string;
  hash: string;
}
export interface RecordColumns {
  id: string;
  kind: string;
  unit_code: string;
  day: string;
  state: string;
  fields: RecordState['fields'];
  version: number;
  regime: string;
  mark: string;
  homes: string[];
  seats: string[];
  author: string;
}

export const actOf = (row: ActColumns): StoredAct => ({
  id: row.id,
  record: row.record_id,
  verb: row.verb,
  actor: row.actor,
  at: new Date(row.at).toISOString(),
  day: row.day,
  body: row.body,
  seq: row.seq,
  prevHash: row.prev_hash,
  hash: row.hash,
});

/** The act alone, as it was received and as the chain signs it. */
export const bareAct = ({ seq: _seq, prevHash: _prev, hash: _hash, ...act }: StoredAct): Act => act;

export const stateFrom = (row: RecordColumns): RecordState => ({
  id: row.id,
  kind: row.kind,
  unit: row.unit_code,
  day: row.day,
  state: row.state,
  fields: row.fields,
  version: row.version,
  regime: row.regime,
  mark: row.mark,
});

/** Whether this act was received before, and the record as it stands with the homes it serves. */
export async function readBefore(store: Store, county: string, act: string, record: string): Promise<Before> {
  const [row] = await store.rows<BeforeRow>(sql`select ${beforeColumns(county, act, record)}`);
  return beforeOf(row ?? {});
}

export interface Before {
  readonly act: StoredAct | undefined;
  readonly state: RecordState | undefined;
  readonly homes: readonly string[];
  /** Account of the record's first act. */
  readonly author: string | undefined;
}
export interface BeforeRow {
  readonly act?: ActColumns | null;
  readonly record?: RecordColumns | null;
}

export const beforeColumns = (county: string, act: string, record: string): RawBuilder<unknown> => sql`
  (select to_jsonb(a) from act a where county_code = ${county} and id = ${act}) act,
  (select to_jsonb(r) from record r where county_code = ${county} and id = ${record}) record`;

export const beforeOf = (row: BeforeRow): Before => ({
  act: row.act ? actOf(row.act) : undefined,
  state: row.record ? stateFrom(row.record) : undefined,
  homes: row.record?.homes ?? [],
  author: row.record?.author,
});

/** The acts of one record in order. */
export async function actsOf(store: Store, county: string, record: string): Promise<StoredAct[]> {
  const rows = await store.rows<ActColumns>(
    sql`select * from act where county_code = ${county} and record_id = ${record} order by seq`,
  );
  return rows.map(actOf);
}

export interface CreditColumns {
  county_code: string;
  unit_code: string;
  duty: string;
  holder: string;
  period: string;
  record_id: string;
  target: string;
  record_county: string;
  day: string;
  until_day: string | null;
  excused: boolean;
}
export interface ProgressColumns {
  unit_code: string;
  duty: string;
  holder: string;
  period: string;
  year: number;
  done: number;
  met_day: string | null;
  until_day: string | null;
  excused_day: string | null;
  last_day: string | null;
}

export const creditFrom = (row: CreditColumns): Omit<StoredCredit, 'year'> => ({
  unit: row.unit_code,
  duty: row.duty,
  holder: row.holder,
  period: row.period,
  record: row.record_id,
  target: row.target,
  recordCounty: row.record_county,
  day: row.day,
  until: row.until_day,
  excused: row.excused,
});

export const progressFrom = (row: ProgressColumns): StoredProgress => ({
  unit: row.unit_code,
  duty: row.duty,
  holder: row.holder,
  period: row.period,
  year: row.year,
  done: row.done,
  metDay: row.met_day,
  untilDay: row.until_day,
  excusedDay: row.excused_day,
  lastDay: row.last_day,
});

const keyColumns = sql.raw('county_code, unit_code, duty, holder, period');

/** All credits and the progress of some obligations, and of those that a record serves in its homes. */
export async function readObligations(
  store: Store,
  keys: readonly ObligationKey[],
  served: { record: string; homes: readonly string[] },
): Promise<{ credits: Omit<StoredCredit, 'year'>[]; progress: StoredProgress[] }> {
  if (keys.length === 0 && served.homes.length === 0) return { credits: [], progress: [] };
  const parts: RawBuilder<unknown>[] = keys.map(
    (k) => sql`select ${home(k.unit)}::text, ${k.unit}::text, ${k.duty}::text, ${k.holder}::text, ${k.period}::text`,
  );
  if (served.homes.length > 0)
    parts.push(sql`select ${keyColumns} from fulfilment_record
      where county_code in (${sql.join(served.homes)}) and record_id = ${served.record}`);
  // The keys first and by themselves: as a condition with `or` they would cost a scan of the whole table.
  const [row] = await store.rows<{ credits: CreditColumns[] | null; progress: ProgressColumns[] | null }>(sql`
    with keys (${keyColumns}) as materialized (${sql.join(parts, sql` union `)})
    select (select jsonb_agg(c) from keys k cross join lateral (
        select * from fulfilment_record r where (r.county_code, r.unit_code, r.duty, r.holder, r.period)
          = (k.county_code, k.unit_code, k.duty, k.holder, k.period)) c) credits,
      (select jsonb_agg(c) from keys k cross join lateral (
        select * from fulfilment r where (r.county_code, r.unit_code, r.duty, r.holder, r.period)
          = (k.county_code, k.unit_code, k.duty, k.holder, k.period)) c) progress`);
  return { credits: (row?.credits ?? []).map(creditFrom), progress: (row?.progress ?? []).map(progressFrom) };
}

export interface Written {
  readonly county: string;
  readonly act: StoredAct;
  readonly record: RecordState;
  readonly counts: boolean;
  readonly title: string;
  readonly homes: readonly string[];
  readonly gone: readonly StoredCredit[];
  readonly credits: readonly StoredCredit[];
  readonly progress: readonly StoredProgress[];
  readonly tally: readonly TallyChange[];
  /** Further parts of the statement, for what else follows from the act. */
  readonly more: readonly RawBuilder<unknown>[];
}

/** Writes everything that follows from one act in one statement; the last one ends the transaction with it. */
export async function writeAct(store: Store, written: Written, isLast: boolean): Promise<void> {
  const parts = [headPart(written), actPart(written), recordPart(written), ...movedParts(written), ...written.more];
  const statement = sql`with ${sql.join(parts)} select`;
  await (isLast ? store.finish(statement) : store.rows(statement));
}

/** What becomes of obligations. */
export type Moved = Pick<Written, 'gone' | 'credits' | 'progress' | 'tally'>;

function movedParts({ gone, credits, progress, tally }: Moved): RawBuilder<unknown>[] {
  const parts: RawBuilder<unknown>[] = [];
  if (gone.length > 0) parts.push(gonePart(gone));
  if (credits.length > 0) parts.push(creditPart(credits));
  if (progress.length > 0) parts.push(progressPart(progress));
  if (tally.length > 0) parts.push(tallyPart(tally));
  return parts;
}

/** Writes what becomes of obligations without an act of its own; so many rows at a time as a statement takes. */
export async function writeMoved(store: Store, { gone, credits, progress, tally }: Moved): Promise<void> {
  const longest = Math.max(gone.length, credits.length, progress.length, tally.length);
  for (let from = 0; from < longest; from += 500) {
    const part = <T>(rows: readonly T[]): readonly T[] => rows.slice(from, from + 500);
    const parts = movedParts({
      gone: part(gone),
      credits: part(credits),
      progress: part(progress),
      tally: part(tally),
    });
    await store.rows(sql`with ${sql.join(parts)} select`);
  }
}

const headPart = ({ county, act }: Written): RawBuilder<unknown> =>
  sql`head as (update act_chain set seq = ${act.seq}, hash = ${act.hash} where county_code = ${county})`;

const actPart = ({ county, act, record }: Written): RawBuilder<unknown> => sql`one as (
  insert into act (county_code, id, seq, record_id, verb, actor, at, day, body, prev_hash, hash, unit_code)
  values (${county}, ${act.id}, ${act.seq}, ${act.record}, ${act.verb}, ${act.actor}, ${act.at}, ${act.day},
    ${JSON.stringify(act.body)}, ${act.prevHash}, ${act.hash}, ${record.unit}))`;

const recordPart = ({ county, act, record, counts, title, homes }: Written): RawBuilder<unknown> => {
  const fields = JSON.stringify(record.fields);
  const columns = sql.raw(
    'county_code, id, kind, unit_code, day, state, counts, fields, title, version, regime, mark, homes, changed_at, seats, author',
  );
  const seats = reach.seatsNamed(record.fields);
  if (record.version > 1)
    return sql`kept as (update record set day = ${record.day}, state = ${record.state}, counts = ${counts},
      fields = ${fields}, title = ${title}, version = ${record.version}, homes = ${homes}, changed_at = ${act.at},
      seats = ${seats}
      where county_code = ${county} and id = ${record.id})`;
  return sql`kept as (insert into record (${columns})
    values (${county}, ${record.id}, ${record.kind}, ${record.unit}, ${record.day}, ${record.state}, ${counts}, ${fields},
      ${title}, ${record.version}, ${record.regime}, ${record.mark}, ${homes}, ${act.at},
      ${seats}, ${act.actor}))`;
};

const gonePart = (credits: readonly StoredCredit[]): RawBuilder<unknown> => sql`gone as (
  delete from fulfilment_record where (county_code, unit_code, duty, holder, period, record_id, target) in (${sql.join(
    credits.map(
      (c) => sql`(${home(c.unit)}, ${c.unit}, ${c.duty}, ${c.holder}, ${c.period}, ${c.record}, ${c.target})`,
    ),
  )}))`;

const creditPart = (credits: readonly StoredCredit[]): RawBuilder<unknown> => sql`credits as (
  insert into fulfilment_record
    (county_code, unit_code, duty, holder, period, record_id, target, record_county, day, until_day, excused)
  values ${sql.join(
    credits.map(
      (c) => sql`(${home(c.unit)}, ${c.unit}, ${c.duty}, ${c.holder}, ${c.period}, ${c.record}, ${c.target},
        ${c.recordCounty}, ${c.day}, ${c.until}, ${c.excused})`,
    ),
  )}
  on conflict on constraint fulfilment_record_pkey
    do update set day = excluded.day, until_day = excluded.until_day, excused = excluded.excused)`;

const progressPart = (rows: readonly StoredProgress[]): RawBuilder<unknown> => sql`progress as (
  insert into fulfilment
    (county_code, unit_code, duty, holder, period, year, done, met_day, until_day, excused_day, last_day)
  values ${sql.join(
    rows.map(
      (p) => sql`(${home(p.unit)}, ${p.unit}, ${p.duty}, ${p.holder}, ${p.period}, ${p.year}, ${p.done}, ${p.metDay},
        ${p.untilDay}, ${p.excusedDay}, ${p.lastDay})`,
    ),
  )}
  on conflict on constraint fulfilment_pkey do update set done = excluded.done, met_day = excluded.met_day,
    until_day = excluded.until_day, excused_day = excluded.excused_day, last_day = excluded.last_day)`;

const tallyPart = (rows: readonly TallyChange[]): RawBuilder<unknown> => sql`changes as (
  insert into tally_delta (county_code, id, unit_code, year, duty, period, day, met, excused, done)
  values ${sql.join(
    rows.map(
      (t) => sql`(${home(t.unit)}, ${randomUUID()}, ${t.unit}, ${t.year}, ${t.duty}, ${t.period}, ${t.day}, ${t.met},
        ${t.excused}, ${t.done})`,
    ),
  )})`;
