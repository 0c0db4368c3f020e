/** Units by code, read once for a whole reply. */
import type { UnitRef } from '#contract';
import { isUnitCode, levelOf, type OrgView } from '#org';
import type { Store } from '../store/open-store.ts';
import { findUnits } from '../store/units.ts';
import { refOf } from './context.ts';

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
export const nameHolders = (org: OrgView): UnitNames =>
  namesOf((code) => {
    const unit = org.find(code);
    return unit && refOf(unit);
  });
