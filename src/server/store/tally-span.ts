/**
 * A tally is kept three times over: the total of all days, by month and by day. Any day is then answered from few rows:
 * the total less what came later, or what came earlier added up.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Day } from '#regime';

export const spans = ['total', 'month', 'day'] as const;
export type Span = (typeof spans)[number];

const totalDay: Day = '0001-01-01';

/** The day under which a span keeps what happened on a day. */
export function spanDay(span: Span, day: Day): Day {
  if (span === 'total') return totalDay;
  return span === 'month' ? `${day.slice(0, 7)}-01` : day;
}

/** The same in SQL: a table `s (span, day)` of three rows for a column of days. */
export const spanRows = (day: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(values ('total', ${totalDay}::date), ('month', date_trunc('month', ${day})::date), ('day', ${day})) s (span, day)`;

/**
 * Rows of a table of tallies that add up to everything until a day, as `sign`, one of two ways: in the second half of a year the
 * total less the later months and days, before it the earlier months and days. `columns` must not name a span.
 */
export function untilDay(
  columns: RawBuilder<unknown>,
  keys: RawBuilder<unknown>,
  day: Day,
  table: 'tally' | 'whatif_tally' = 'tally',
): RawBuilder<unknown> {
  const month = `${day.slice(0, 7)}-01`;
  const part = (sign: number, condition: RawBuilder<unknown>) =>
    sql`select ${columns}, ${sql.lit(sign)} as sign from ${sql.table(table)} where ${keys} and ${condition}`;
  const inMonth = sql`day < (${month}::date + interval '1 month')::date`;
  if (month.slice(5, 7) > '06')
    return sql`${part(1, sql`span = 'total'`)}
      union all ${part(-1, sql`span = 'month' and day > ${month}::date`)}
      union all ${part(-1, sql`span = 'day' and day > ${day}::date and ${inMonth}`)}`;
  return sql`${part(1, sql`span = 'month' and day < ${month}::date`)}
    union all ${part(1, sql`span = 'day' and day between ${month}::date and ${day}::date`)}`;
}
