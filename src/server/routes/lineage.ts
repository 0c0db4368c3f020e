/** Figures as it is now: what a unit's predecessors owed and did is added to it, what left with a unit is taken off. */
import { type Following, isWithin, parentOf, parseUnitCode, standingFrom, type UnitCode } from '#org';

/** A former unit, with everything below it, that is added to (1) or taken off (-1) the figures of today's unit. */
export interface Join {
  readonly code: UnitCode;
  readonly sign: 1 | -1;
}

/**
 * What to add to the figures by code of a unit so that they are those of today's unit. Each former unit belongs to one
 * heir: the unit that stands for it now, the first by code where it was split. So the figures of today's units add up to
 * the same total.
 */
export function joinsBy(lines: readonly Following[]): (unit: UnitCode) => Join[] {
  const byCode = Map.groupBy(lines, (line) => line.code);
  const heirs = new Map<string, UnitCode>();
  for (const code of byCode.keys()) {
    const standing = standingFrom(byCode, code, '0001-01-01').filter((one) => one.until === null);
    const heir = standing.map((one) => one.code).sort()[0];
    if (heir !== undefined && !standing.some((one) => one.code === code)) heirs.set(code, parseUnitCode(heir));
  }
  const belongs = (code: UnitCode, unit: UnitCode): boolean => isWithin(heirs.get(code) ?? code, unit);
  return (unit) =>
    [...heirs.keys()].flatMap((text) => {
      const code = parseUnitCode(text);
      const above = parentOf(code);
      const [is, was] = [belongs(code, unit), above !== null && belongs(above, unit)];
      return is === was ? [] : [{ code, sign: is ? 1 : -1 } as const];
    });
}
