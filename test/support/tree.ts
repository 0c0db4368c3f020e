/** A small tree of the example province in a database: units, their counts, tenures and registers. */
import type pg from 'pg';
import { ancestorsOf, homeOf, levelOf, parseUnitCode } from '#org';

export interface TreeUnit {
  readonly code: string;
  readonly name: string;
  readonly kind?: string;
  readonly farming?: boolean;
  readonly from?: string;
  readonly to?: string | null;
}

const firstDay = '1949-10-01';
const kinds: Record<string, string> = { nation: 'nation', province: 'province', city: 'city', county: 'county' };

/** Puts units with those above them into the tables that the program reads. */
export async function plantUnits(pool: pg.Pool, units: readonly TreeUnit[]): Promise<void> {
  const counts = new Map<string, { values: unknown[]; began: number; ended: number }>();
  const count = (
    unit: Required<Pick<TreeUnit, 'code'>> & { level: string; kind: string; farming: boolean },
    day: string,
    by: number,
  ) => {
    const code = parseUnitCode(unit.code);
    for (const scope of [...ancestorsOf(code), code].filter((at) => at.length < 12)) {
      const values = [scope, unit.level, unit.kind, unit.farming, day];
      const row = counts.get(values.join('|')) ?? { values, began: 0, ended: 0 };
      if (by > 0) row.began += 1;
      else row.ended += 1;
      counts.set(values.join('|'), row);
    }
  };
  for (const given of units) {
    const code = parseUnitCode(given.code);
    const level = levelOf(code);
    const kind = given.kind ?? kinds[level] ?? level;
    const { farming = true, from = firstDay, to = null } = given;
    await pool.query(
      `insert into unit (code, parent, level, kind, farming, name, pinyin, initials, valid_from, valid_to)
       values ($1, $2, $3, $4, $5, $6, 'shi li', 'sl', $7, $8)`,
      [code, ancestorsOf(code).at(-1) ?? null, level, kind, farming, given.name, from, to],
    );
    count({ code, level, kind, farming }, from, 1);
    if (to !== null) count({ code, level, kind, farming }, to, -1);
  }
  for (const { values, began, ended } of counts.values()) {
    await pool.query(
      `insert into unit_count values ($1, $2, $3, $4, $5, $6, $7)
       on conflict on constraint unit_count_pkey do update
       set began = unit_count.began + excluded.began, ended = unit_count.ended + excluded.ended`,
      [...values, began, ended],
    );
  }
}

/** A person in a seat; visibly a sample. */
export async function seatPerson(
  pool: pg.Pool,
  seat: { unit: string; seat: string; from: string; to?: string | null; name?: string },
): Promise<void> {
  await pool.query(
    `insert into tenure (county_code, id, unit_code, seat, person, person_name, from_day, to_day, acting, sample)
     values ($1, gen_random_uuid(), $2, $3, gen_random_uuid()::text, $4, $5, $6, false, true)`,
    [homeOf(parseUnitCode(seat.unit)), seat.unit, seat.seat, seat.name ?? '示例人员', seat.from, seat.to ?? null],
  );
}

/** The kite province: one city, two counties, three townships (one without fields), eight villages. */
export const kiteUnits: readonly TreeUnit[] = [
  { code: '0', name: '全国' },
  { code: '99', name: '纸鸢省' },
  { code: '9901', name: '长线市' },
  { code: '990101', name: '高飞县' },
  { code: '990101100', name: '北风镇' },
  { code: '990101101', name: '南风乡' },
  { code: '990101001', name: '无田街道', kind: 'street', farming: false },
  ...['200', '201', '202', '203'].map((n) => ({ code: `990101100${n}`, name: `北风${n}村` })),
  ...['200', '201', '202'].map((n) => ({ code: `990101101${n}`, name: `南风${n}村` })),
  { code: '990101001001', name: '无田社区', kind: 'community', farming: false },
  { code: '990102', name: '低飞县' },
  { code: '990102100', name: '静风镇' },
  { code: '990102100200', name: '静风村' },
];

export async function plantKites(pool: pg.Pool): Promise<void> {
  await plantUnits(pool, kiteUnits);
  await seatPerson(pool, { unit: '990101', seat: 'kite-keeper', from: '2024-02-01', name: '示例·甲' });
  await seatPerson(pool, { unit: '990101', seat: 'wind-reader', from: '2024-01-01', name: '示例·乙' });
  await seatPerson(pool, { unit: '99', seat: 'kite-keeper', from: '2024-01-01', name: '示例·丙' });
}

/** What a body or seat is called at its unit, for good. */
export async function callPost(pool: pg.Pool, unit: string, post: string, name: string): Promise<void> {
  await pool.query(
    `insert into post_entry (county_code, id, unit_code, post, setup, name, from_day)
     values ($1, gen_random_uuid(), $2, $3, 'set-up', $4, '2024-01-01')`,
    [homeOf(parseUnitCode(unit)), unit, post, name],
  );
}
