/** Writing units and their counts; used by acts on units only. */
import { sql } from 'kysely';
import { ancestorsOf, parentOf, rangeOf, type Unit, type UnitCode } from '#org';
import type { Day } from '#regime';
import type { Store } from './open-store.ts';
import { findUnits } from './units.ts';

export type NewUnit = Omit<Unit, 'validTo'>;

/** One unit that begins or ends on a day, or that was never of this profile: a unit is counted by what it is now. */
export type CountChange = {
  unit: Pick<Unit, 'code' | 'level' | 'kind' | 'farming' | 'validFrom'>;
  day: Day;
  turn: 'begins' | 'ends' | 'never was';
};

/** A unit that goes on under another kind or flag. */
export const turned = (unit: Unit, next: Partial<Pick<Unit, 'kind' | 'farming'>>): CountChange[] => [
  { unit, day: unit.validFrom, turn: 'never was' },
  { unit: { ...unit, ...next }, day: unit.validFrom, turn: 'begins' },
];

/** The first letters of the syllables: `hyx` of `hua yuan xian`. */
export function initialsOf(pinyin: string): string {
  let initials = '';
  for (let at = 0, start = true; at < pinyin.length; at++) {
    const letter = pinyin[at] as string;
    if (start) initials += letter;
    start = letter === ' ';
  }
  return initials;
}

/** A unit and everything that lies or ever lay below it, by code. */
export async function unitsUnder(store: Store, code: UnitCode): Promise<Unit[]> {
  const range = rangeOf(code);
  if (range === null) throw new RangeError('the nation is never moved');
  const rows = await store.rows<{ code: string }>(
    sql`select code from unit where code >= ${range.from} and code < ${range.below}`,
  );
  return findUnits(
    store,
    rows.map((row) => row.code),
  );
}

/** Whether a rural village in force lies below each of some units (or is one of them). */
export async function farmingBelow(store: Store, codes: readonly UnitCode[]): Promise<Map<UnitCode, boolean>> {
  const ranges = codes.map((code) => rangeOf(code) ?? { from: '1', below: 'a' });
  const rows = await store.rows<{ code: UnitCode; farming: boolean }>(sql`
    select one.code, exists (
      select from unit u where u.code >= one.low and u.code < one.high and u.level = 'village' and u.farming
        and u.valid_to is null
    ) as farming
    from unnest(${codes}::text[], ${ranges.map((range) => range.from)}::text[],
                ${ranges.map((range) => range.below)}::text[]) as one (code, low, high)`);
  return new Map(rows.map((row) => [row.code, row.farming]));
}

/** Adds units in force from their first day. */
export async function insertUnits(store: Store, units: readonly NewUnit[]): Promise<void> {
  const column = <K extends keyof NewUnit>(key: K) => units.map((unit) => unit[key]);
  await store.rows(sql`
    insert into unit (code, parent, level, kind, farming, name, pinyin, initials, valid_from, valid_to)
    select code, parent, level, kind, farming, name, pinyin, initials, day, null
    from unnest(${column('code')}::text[], ${units.map(({ code }) => parentOf(code))}::text[],
                ${column('level')}::text[], ${column('kind')}::text[], ${column('farming')}::boolean[],
                ${column('name')}::text[], ${column('pinyin')}::text[], ${units.map(({ pinyin }) => initialsOf(pinyin))}::text[],
                ${column('validFrom')}::date[])
      as one (code, parent, level, kind, farming, name, pinyin, initials, day)`);
}

/** Enters changes into `unit_count` at every scope from the nation to the unit itself. */
export async function addCounts(store: Store, changes: readonly CountChange[]): Promise<void> {
  const sums = new Map<string, { began: number; ended: number }>();
  for (const { unit, day, turn } of changes) {
    const scopes = unit.level === 'village' ? ancestorsOf(unit.code) : [...ancestorsOf(unit.code), unit.code];
    const since = turn === 'ends' ? unit.validFrom : '0001-01-01';
    for (const scope of scopes) {
      const key = [scope, unit.level, unit.kind, unit.farming, day, since].join('|');
      const { began, ended } = sums.get(key) ?? { began: 0, ended: 0 };
      const more = { begins: 1, ends: 0, 'never was': -1 }[turn];
      sums.set(key, { began: began + more, ended: ended + (turn === 'ends' ? 1 : 0) });
    }
  }
  const rows = [...sums].map(([key, { began, ended }]) => [...key.split('|'), began, ended] as const);
  if (rows.length === 0) return;
  const part = (at: number) => rows.map((row) => row[at]);
  await store.rows(sql`
    insert into unit_count (scope, level, kind, farming, day, since, began, ended)
    select * from unnest(${part(0)}::text[], ${part(1)}::text[], ${part(2)}::text[], ${part(3)}::boolean[],
                         ${part(4)}::date[], ${part(5)}::date[], ${part(6)}::int[], ${part(7)}::int[])
    on conflict (scope, level, kind, farming, day, since) do update
      set began = unit_count.began + excluded.began, ended = unit_count.ended + excluded.ended`);
}
