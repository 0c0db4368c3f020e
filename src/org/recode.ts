import { Refusal } from '#regime';
import type { UnitCode } from './unit.ts';

/** Code blocks inside a parent that mean one class of unit each, by number of digits (see kind.ts). */
const blocks: Record<number, readonly (readonly [number, number])[]> = {
  2: [[1, 99]],
  3: [
    [1, 99],
    [100, 199],
    [200, 399],
    [400, 499],
    [500, 599],
    [600, 999],
  ],
};

/**
 * New codes for units that come under another parent, children before grandchildren: the last digits stay where they
 * are free, else the next free number of the same block. `moved` are all codes below `from`, sorted; `taken` are codes
 * that stand under `to` or ever stood there. Pure and the same for the same input. Throws `Refusal('unit_codes_full')`.
 */
export function recode(
  moved: readonly UnitCode[],
  from: UnitCode,
  to: UnitCode,
  taken: ReadonlySet<string>,
): Map<UnitCode, UnitCode> {
  const found = new Map<UnitCode, UnitCode>([[from, to]]);
  const used = new Set(taken);
  for (const code of [...moved].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    const above = nearest(found, code);
    const next = freeCode(found.get(above) as UnitCode, code.slice(above.length), used);
    used.add(next);
    found.set(code, next);
  }
  found.delete(from);
  return found;
}

/** The unit right above a code among those already moved. */
function nearest(found: ReadonlyMap<UnitCode, UnitCode>, code: UnitCode): UnitCode {
  for (const length of [9, 6, 4]) {
    const above = code.slice(0, length) as UnitCode;
    if (length < code.length && found.has(above)) return above;
  }
  throw new Error(`${code} lies under no moved unit`);
}

function freeCode(under: UnitCode, tail: string, used: ReadonlySet<string>): UnitCode {
  if (!used.has(under + tail)) return (under + tail) as UnitCode;
  const value = Number(tail);
  const [low, high] = blocks[tail.length]?.find(([from, to]) => value >= from && value <= to) ?? [value, value];
  for (let next = low; next <= high; next++) {
    const code = under + String(next).padStart(tail.length, '0');
    if (!used.has(code)) return code as UnitCode;
  }
  throw new Refusal('unit_codes_full', {
    under,
    zh: `${under} 下 ${low}—${high} 号段已用完。`,
    en: `The numbers ${low} to ${high} under ${under} are all in use.`,
  });
}
