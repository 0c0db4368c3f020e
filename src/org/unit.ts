import type { Day, Level } from '#regime';
import { Refusal } from '#regime';
import type { Kind } from './kind.ts';

declare const unitCode: unique symbol;

/** A statistical code of 2, 4, 6, 9 or 12 digits, or `0` for the nation. Made by `parseUnitCode`. */
export type UnitCode = string & { readonly [unitCode]: true };

/** A node of the administrative tree, as it stands from `validFrom` until the day before `validTo` (null: for good). */
export type Unit = {
  readonly code: UnitCode;
  readonly level: Level;
  readonly kind: Kind;
  /** 涉农: a rural village, or a unit with a rural village below it. */
  readonly farming: boolean;
  readonly name: string;
  /** Syllables separated by blanks, lower case, no tones, `v` for ü. */
  readonly pinyin: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
};

/** The nation: the root of the tree. */
export const nation = '0' as UnitCode;

const lengths = [1, 2, 4, 6, 9, 12] as const;
const levelNames = ['nation', 'province', 'city', 'county', 'township', 'village'] as const;

/** Whether a text has the form of a unit code; says nothing about whether the unit exists. */
export function isUnitCode(text: string): text is UnitCode {
  return text === '0' || /^[1-9]\d(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/.test(text);
}

/** The text as a unit code. Throws `Refusal('unit_code_invalid')`. */
export function parseUnitCode(text: unknown): UnitCode {
  if (typeof text === 'string' && isUnitCode(text)) return text;
  const shown = typeof text === 'string' ? text.slice(0, 40) : typeof text;
  throw new Refusal('unit_code_invalid', {
    code: shown,
    zh: `“${shown}”不是单位代码：应为 2、4、6、9 或 12 位数字，全国为 0。`,
    en: `"${shown}" is not a unit code: it has 2, 4, 6, 9 or 12 digits, or is 0 for the nation.`,
  });
}

/** The level of a code, by its length. */
export function levelOf(code: UnitCode): Level {
  return levelNames[lengths.indexOf(code.length as (typeof lengths)[number])] as Level;
}

/** Where the rows of a unit live (`county_code`): its county for county and below, the unit itself above. */
export function homeOf(code: UnitCode): UnitCode {
  return (code.length > 6 ? code.slice(0, 6) : code) as UnitCode;
}

/** The unit above, or null for the nation. */
export function parentOf(code: UnitCode): UnitCode | null {
  if (code === nation) return null;
  const length = lengths[lengths.indexOf(code.length as (typeof lengths)[number]) - 1] as number;
  return (length === 1 ? nation : code.slice(0, length)) as UnitCode;
}

/** The units above from the nation down to the parent; empty for the nation. */
export function ancestorsOf(code: UnitCode): UnitCode[] {
  const found: UnitCode[] = [];
  for (let above = parentOf(code); above !== null; above = parentOf(above)) found.unshift(above);
  return found;
}

/** What every code below and including a unit starts with: the code itself, nothing for the nation. */
export function prefixOf(scope: UnitCode): string {
  return scope === nation ? '' : scope;
}

/** Whether a unit is the scope or lies below it. */
export function isWithin(code: UnitCode, scope: UnitCode): boolean {
  return code.startsWith(prefixOf(scope)) && (scope === nation || code !== nation);
}

/**
 * The codes below and including a unit as a half-open range, for indexes: `from <= code < below`, in any collation that
 * sorts digits as digits. Null for the nation (no bound).
 */
export function rangeOf(scope: UnitCode): { from: string; below: string } | null {
  if (scope === nation) return null;
  const kept = scope.replace(/9+$/, '');
  if (kept === '') return { from: scope, below: 'a' };
  return { from: scope, below: kept.slice(0, -1) + (Number(kept.at(-1)) + 1) };
}
