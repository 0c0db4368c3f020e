/** What a pack may name: everything of its own and of the packs it stands on. */
import { overrideAssumption } from '../figures.ts';
import type { Assumption, Body, Clause, Duty, Seat } from '../pack.ts';
import type { RecordKind } from '../record-kind.ts';
import type { PlacedPack } from './read-packs.ts';

export interface Scope {
  readonly pack: PlacedPack;
  /** The pack and its bases, nearest first. */
  readonly chain: readonly PlacedPack[];
  /** The same without the pack itself. */
  readonly bases: readonly PlacedPack[];
  readonly clauses: ReadonlyMap<string, Clause>;
  /** Clauses of all packs. */
  readonly allClauses: ReadonlySet<string>;
  readonly kinds: ReadonlyMap<string, RecordKind>;
  readonly seats: ReadonlyMap<string, Seat>;
  readonly bodies: ReadonlyMap<string, Body>;
  readonly assumptions: ReadonlyMap<string, Assumption>;
  /** Duties that the chain adds, changes not applied. */
  readonly duties: ReadonlyMap<string, Duty>;
}

/** The pack and its bases, nearest first; a year plan without a base stands on the regimes of its own ground. */
function chainOf(pack: PlacedPack, packs: readonly PlacedPack[]): PlacedPack[] {
  const chain: PlacedPack[] = [];
  const regime = pack.regime.value;
  for (let at: PlacedPack | undefined = pack; at && !chain.includes(at); ) {
    chain.push(at);
    const base: string | null = at.regime.value.extends;
    at = packs.find((other) => other.id === base);
  }
  if (regime.kind === 'year_plan' && regime.extends === null) {
    const ground = packs.filter(
      ({ regime: { value } }) => value.kind === 'regime' && value.jurisdiction === regime.jurisdiction,
    );
    chain.push(...ground);
  }
  return chain;
}

export function scopeOf(pack: PlacedPack, packs: readonly PlacedPack[]): Scope {
  const chain = chainOf(pack, packs);
  const upwards = chain.toReversed();
  const byId = <T extends { id: string }>(items: readonly T[]): Map<string, T> =>
    new Map(items.map((one) => [one.id, one]));
  const assumptions = new Map<string, Assumption>();
  for (const { value } of upwards.flatMap((one) => one.assumptions)) {
    assumptions.set(value.id, overrideAssumption(assumptions.get(value.id), value));
  }
  return {
    pack,
    chain,
    bases: chain.slice(1),
    clauses: byId(upwards.flatMap((one) => one.clauses.map((clause) => clause.value))),
    allClauses: new Set(packs.flatMap((one) => one.clauses.map((clause) => clause.value.id))),
    kinds: byId(upwards.flatMap((one) => one.kinds.map((kind) => kind.value))),
    seats: byId(upwards.flatMap((one) => one.regime.value.seats ?? [])),
    bodies: byId(upwards.flatMap((one) => one.regime.value.bodies ?? [])),
    assumptions,
    duties: byId(upwards.flatMap((one) => one.duties.flatMap(({ value }) => ('id' in value ? [value] : [])))),
  };
}

/** A fault for each id that stands twice. */
export function twice<T>(items: readonly T[], idOf: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const id = idOf(item);
    if (seen.has(id)) return true;
    seen.add(id);
    return false;
  });
}
