/**
 * A whole nation of made-up work on the real tree, for measuring: about four of five obligations of the year met, spread
 * over their periods by a hash of their key, with the records that met them and all tallies. Written in bulk, not by acts.
 */
import type pg from 'pg';
import { owedPeriods } from '#assess';
import { holdersOf } from '#ledger';
import { type Day, daysBetween, type Library } from '#regime';

interface OwedRow {
  jurisdiction: string;
  duty: string;
  level: string;
  farming: boolean | null;
  kinds: string[] | null;
  holder: string;
  period: string;
  year: number;
  need: number;
  from: Day;
  days: number;
}

/** Every duty × holder × period that is owed by the day under each jurisdiction's law. */
function owedRows(library: Library, day: Day): OwedRow[] {
  const year = Number(day.slice(0, 4));
  return [...library.jurisdictions.keys()].flatMap((jurisdiction) => {
    const law = library.at(day, jurisdiction);
    return owedPeriods(law, year, day).flatMap(({ duty, period }) => {
      const from = period.year === 0 ? `${year}-01-01` : period.from;
      if (from > day) return [];
      const to = period.to === null || period.to > day ? day : period.to;
      const { level, where } = duty.holder;
      const need = duty.measure.type === 'coverage' ? 1 : (duty.figures.need ?? 1);
      return holdersOf(duty).map((holder) => ({
        jurisdiction,
        duty: duty.id,
        level,
        farming: where?.farming ?? null,
        kinds: (where?.kinds as string[] | undefined) ?? null,
        holder,
        period: period.key,
        year: period.year,
        need,
        from,
        days: daysBetween(from, to) + 1,
      }));
    });
  });
}

const tables = ['fulfilment', 'fulfilment_record', 'tally'] as const;

/** Takes the keys and indexes of a table away and gives back what makes them again. */
async function withoutIndexes(client: pg.ClientBase, table: string): Promise<string[]> {
  const { rows } = await client.query(
    `select c.conname, pg_get_constraintdef(c.oid) as def from pg_constraint c
     where c.conrelid = $1::regclass and c.contype = 'p'`,
    [table],
  );
  const indexes = await client.query(
    `select indexname, indexdef from pg_indexes where tablename = $1 and indexname not in
     (select conname from pg_constraint where conrelid = $1::regclass)`,
    [table],
  );
  for (const { conname } of rows) await client.query(`alter table ${table} drop constraint ${conname}`);
  for (const { indexname } of indexes.rows) await client.query(`drop index ${indexname}`);
  return [
    ...rows.map(({ conname, def }) => `alter table ${table} add constraint ${conname} ${def}`),
    ...indexes.rows.map(({ indexdef }) => indexdef as string),
  ];
}

const homeOf = 'case when length(u.code) > 6 then left(u.code, 6) else u.code end';

const fill = `
  insert into fulfilment (county_code, unit_code, duty, holder, period, year, done, met_day, last_day)
  select ${homeOf}, u.code, o.duty, o.holder, o.period, o.year, o.need, hit.day, hit.day
  from unit u
  join owed o on o.level = u.level and u.kind <> 'statistical'
    and (o.farming is null or o.farming = u.farming) and (o.kinds is null or u.kind = any(o.kinds))
    and o.jurisdiction = coalesce((select max(j.code) from jurisdiction j where starts_with(u.code, j.code)), '0')
  cross join lateral (select hashtextextended(u.code || o.duty || o.holder || o.period, 0) & 2147483647 as hash) h
  cross join lateral (select o.first + (h.hash / 100 % o.days)::int as day) hit
  where h.hash % 100 < 80
  order by 1, 2, 3, 4, 5`;

const records = `
  insert into fulfilment_record (county_code, unit_code, duty, holder, period, record_id, target, record_county, day, excused)
  select county_code, unit_code, duty, holder, period, gen_random_uuid(), '', county_code, met_day, false from fulfilment`;

const counties = `
  create temp table part as
  select left(unit_code, 6) as code, year, duty, period, met_day as day, count(*)::int as met, sum(done)::int as done
  from fulfilment group by 1, 2, 3, 4, 5`;

/** Tallies of every unit whose code has `digits` digits, by day and by month, out of the counties' part. */
const tallies = (digits: number): string => `
  with own as (
    select ${digits === 1 ? "'0'" : `left(code, ${digits})`} as code, year, duty, period, day, sum(met)::int as met, sum(done)::int as done
    from part where length(code) >= ${digits} group by 1, 2, 3, 4, 5
  )
  insert into tally (county_code, unit_code, year, span, duty, period, day, met, excused, done)
  select code, code, year, 'day', duty, period, day, met, 0, done from own
  union all
  select code, code, year, 'month', duty, period, date_trunc('month', day)::date, sum(met), 0, sum(done) from own
  group by 1, 2, 3, 5, 6, 7
  union all
  select code, code, year, 'total', duty, period, date '0001-01-01', sum(met), 0, sum(done) from own
  group by 1, 2, 3, 5, 6`;

export interface Filled {
  readonly fulfilments: number;
  readonly tallies: number;
}

/** Fills an empty database whose units are loaded. Takes a few minutes. */
export async function fillNation(pool: pg.Pool, library: Library, day: Day): Promise<Filled> {
  const client = await pool.connect();
  try {
    await client.query("set synchronous_commit = off; set work_mem = '512MB'; set maintenance_work_mem = '1GB'");
    await client.query(`create temp table owed (jurisdiction text, duty text, level text, farming boolean, kinds text[],
      holder text, period text, year smallint, need int, first date, days int)`);
    const rows = JSON.stringify(owedRows(library, day).map(({ from, ...row }) => ({ ...row, first: from })));
    await client.query('insert into owed select * from jsonb_populate_recordset(null::owed, $1::jsonb)', [rows]);
    await client.query('create temp table jurisdiction (code text)');
    const own = [...library.jurisdictions.keys()].filter((code) => code !== '0');
    await client.query('insert into jurisdiction select unnest($1::text[])', [own]);
    const again: string[] = [];
    for (const table of tables) again.push(...(await withoutIndexes(client, table)));
    await client.query(fill);
    await client.query(records);
    await client.query(counties);
    for (const digits of [6, 4, 2, 1]) await client.query(tallies(digits));
    for (const statement of again) await client.query(statement);
    for (const table of tables) await client.query(`vacuum (analyze) ${table}`);
    const { rows: counted } = await client.query(
      'select (select count(*) from fulfilment)::int as fulfilments, (select count(*) from tally)::int as tallies',
    );
    return counted[0] as Filled;
  } finally {
    client.release();
  }
}
