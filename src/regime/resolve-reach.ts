/** Roles and grants of a chain of packs on a day: the base's list with every local addition, change and removal applied. */
import { type Lookup, settle } from './figures.ts';
import type { Day } from './pack.ts';
import type { Grant, GrantEntry, KindGroup, LawReach, ResolvedGrant, ResolvedRole, Role, RoleEntry } from './reach.ts';

/** What a pack says of reach, in its own file. */
export interface PackReach {
  readonly groups: readonly KindGroup[];
  readonly roles: readonly RoleEntry[];
  readonly grants: readonly GrantEntry[];
}
interface Dated {
  readonly regime: { readonly id: string; readonly in_force: Day };
  readonly reach: PackReach;
}

type Named = { id: string };
type Entry<T extends Named> = T | { replace: string; with: object } | { remove: string };

/** Items of packs (farthest first) by id, each with the pack that last changed it. */
function merged<T extends Named>(packs: readonly Dated[], entriesOf: (reach: PackReach) => readonly Entry<T>[]) {
  const items = new Map<string, T & { regime: string }>();
  for (const { regime, reach } of packs) {
    for (const entry of entriesOf(reach)) {
      if ('remove' in entry) items.delete(entry.remove);
      else if ('replace' in entry) {
        const base = items.get(entry.replace);
        const { replace: _id, with: named, ...basis } = entry;
        if (base) items.set(entry.replace, { ...base, ...basis, ...named, regime: regime.id });
      } else items.set(entry.id, { ...entry, regime: regime.id });
    }
  }
  return items;
}

/** The reach that packs (farthest first) give on a day. */
export function reachOver(packs: readonly Dated[], day: Day, lookup: Lookup): LawReach {
  const groups = new Map(packs.flatMap(({ reach }) => reach.groups.map((group) => [group.id, group.kinds] as const)));
  const opened = (kinds: Grant['kinds']): ResolvedGrant['kinds'] =>
    kinds === 'all' ? 'all' : [...new Set((kinds ?? []).flatMap((id) => groups.get(id) ?? [id]))];
  const grants = [...merged<Grant>(packs, (reach) => reach.grants).values()]
    .filter(({ from, until }) => (from ?? '') <= day && !(until && until < day))
    .map(({ kinds, when, ...grant }): ResolvedGrant => {
      const { within_days, ...others } = when ?? {};
      const days = within_days === undefined ? null : settle(within_days, day, lookup);
      return { ...grant, kinds: opened(kinds), when: { ...others, ...(days !== null && { within_days: days }) } };
    });
  const roles: Map<string, ResolvedRole> = merged<Role>(packs, (reach) => reach.roles);
  return { roles, grants: new Map(grants.map((grant) => [grant.id, grant])) };
}

/** Days on which grants of a pack begin or end. */
export const reachDays = ({ grants }: PackReach): { from?: Day | undefined; until?: Day | null | undefined }[] =>
  grants.flatMap((entry) => ('remove' in entry ? [] : 'replace' in entry ? [entry.with] : [entry]));
