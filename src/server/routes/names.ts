/** Units by code, and what bodies and seats are called there; read once for a whole reply. */
import type { UnitRef } from '#contract';
import { isUnitCode, levelOf, type OrgView } from '#org';
import type { Law } from '#regime';
import type { Store } from '../store/open-store.ts';
import { findPlaces, findUnits } from '../store/units.ts';
import { refOf } from './context.ts';
import { localName, type Words } from './words.ts';

export interface UnitNames {
  find(code: string): UnitRef | undefined;
  /** The unit, or, for a code that has no row, the code under its own name. */
  ref(code: string): UnitRef;
}

function namesOf(find: (code: string) => UnitRef | undefined): UnitNames {
  const bare = (code: string): UnitRef => ({
    code,
    name: code,
    level: isUnitCode(code) ? levelOf(code) : 'village',
    kind: 'statistical',
    farming: false,
  });
  return { find, ref: (code) => find(code) ?? bare(code) };
}

/** Names of some units, in one statement. */
export async function unitNames(store: Store, codes: readonly string[]): Promise<UnitNames> {
  const units = await findUnits(store, [...new Set(codes)]);
  const refs = new Map<string, UnitRef>(units.map((unit) => [unit.code, refOf(unit)]));
  return namesOf((code) => refs.get(code));
}

/** Names out of a tree that was read already. */
export const nameHolders = (org: OrgView): PlaceNames => ({
  ...namesOf((code) => {
    const unit = org.find(code);
    return unit && refOf(unit);
  }),
  post: (law, { code, level }, id) => localName(law, org.entries(code), id, level, law.day),
});

/** What a body or seat is called at its unit on the day of the law. */
export type PostNames = (law: Law, unit: Pick<UnitRef, 'code' | 'level'>, post: string) => Words;

export interface PlaceNames extends UnitNames {
  /** By the unit's own name; by that of the law where the store does not see the unit. */
  readonly post: PostNames;
}

/** Names of some units and of their bodies and seats, in one statement. */
export async function placeNames(store: Store, codes: readonly string[]): Promise<PlaceNames> {
  const { units, entries } = await findPlaces(store, [...new Set(codes)]);
  const refs = new Map<string, UnitRef>(units.map((unit) => [unit.code, refOf(unit)]));
  const post: PostNames = (law, { code, level }, id) => localName(law, entries.get(code) ?? [], id, level, law.day);
  return { ...namesOf((code) => refs.get(code)), post };
}
