/** Reach read into SQL: the same value that is read in memory, as one flat condition over the columns of `record`. */
import { type RawBuilder, sql } from 'kysely';
import { type OpenGrant, type Place, parseUnitCode, type Reach } from '#org';
import { type Level, levels, type ReachAct } from '#regime';

type Condition = RawBuilder<unknown>;

const lengths: Readonly<Record<Level, number>> = {
  nation: 1,
  province: 2,
  city: 4,
  county: 6,
  township: 9,
  village: 12,
};

/** Codes at and below a unit as a range of bytes, whatever the collation; an index over the pattern of codes serves it. */
function within({ unit, below }: Place): Condition | undefined {
  const code = parseUnitCode(unit);
  if (!below) return sql`r.unit_code = ${code}`;
  // Digits only follow, so whatever begins with the code lies before the code and the sign behind 9.
  return code === '0' ? undefined : sql`(r.unit_code ~>=~ ${code} and r.unit_code ~<~ ${`${code}:`})`;
}

const any = (parts: readonly (Condition | undefined)[]): Condition | undefined =>
  parts.some((part) => part === undefined) ? undefined : sql`(${sql.join(parts as Condition[], sql` or `)})`;

const sizesOf = (wanted: readonly Level[]): number[] =>
  levels.filter((level) => wanted.includes(level)).map((level) => lengths[level]);

/** One grant; no condition at all where it holds for every row. */
function granted({
  place,
  kinds,
  units,
  levels: wanted,
  states,
  seat,
  author,
  from,
}: OpenGrant): Condition | undefined {
  const parts: (Condition | undefined)[] = [
    within(place),
    units && any(units.map((unit) => within({ unit, below: true }))),
    wanted && sql`length(r.unit_code) = any(${sizesOf(wanted)}::int[])`,
    kinds === 'all' ? undefined : sql`r.kind = any(${[...kinds]}::text[])`,
    states && sql`r.state = any(${[...states]}::text[])`,
    seat === undefined ? undefined : sql`r.seats @> array[${seat}]::text[]`,
    author && ('is' in author ? sql`r.author = ${author.is}` : sql`r.author <> ${author.not}`),
    from === undefined ? undefined : sql`r.day >= ${from}::date`,
  ];
  const asked = parts.filter((part) => part !== undefined);
  return asked.length === 0 ? undefined : sql`(${sql.join(asked, sql` and `)})`;
}

/** Whether an act on a row of `record r` is open: true for all, a condition, or false for none. */
export function openTo({ grants }: Reach, act: ReachAct): Condition {
  const giving = grants.filter((grant) => grant.acts.has(act));
  if (giving.length === 0) return sql`false`;
  return any(giving.map(granted)) ?? sql`true`;
}
