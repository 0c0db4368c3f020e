/** The cases hold reach fast: no role and no part of a grant can change without a case that fails. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Law, Library, ResolvedGrant, ResolvedRole } from '#regime';
import { reachLaw } from '#regime';
import { type ReadCase, runCase } from './support/case.ts';
import { allCases, library } from './support/packs.ts';

const packs = library();
const cases = allCases().filter(({ case: one }) => one.reach.length > 0);
const today = '2026-07-01';
const regimes = [...packs.packs.values()].filter((regime) => regime.kind === 'regime');

const changed = (change: (law: Law) => Law): Library => ({
  ...packs,
  at: (day, place) => change(packs.at(day, place)),
  under: (regime, day) => change(packs.under(regime, day)),
});

const withGrant = (pack: string, id: string, grant: ResolvedGrant | undefined): Library =>
  changed((law) => {
    if (law.reach.grants.get(id)?.regime !== pack) return law;
    const grants = new Map(law.reach.grants);
    if (grant) grants.set(id, grant);
    else grants.delete(id);
    return { ...law, reach: { ...law.reach, grants } };
  });

const withRole = (pack: string, role: ResolvedRole): Library =>
  changed((law) =>
    law.reach.roles.get(role.id)?.regime === pack
      ? { ...law, reach: { ...law.reach, roles: new Map(law.reach.roles).set(role.id, role) } }
      : law,
  );

const isNoticed = (by: Library): boolean => cases.some(({ case: one }: ReadCase) => runCase(by, one).length > 0);
const without = <T>(list: readonly T[], n: number): T[] => list.filter((_, at) => at !== n);

const isOfVillages = (law: Law, role: string): boolean => {
  const isLow = (one: { levels: readonly string[] } | undefined): boolean =>
    one?.levels.every((level) => level === 'village') ?? false;
  return (law.reach.roles.get(role)?.held_by ?? []).every(
    ({ seats = [], bodies = [] }) =>
      seats.every((id) => isLow(law.seats.get(id))) && bodies.every((id) => isLow(law.bodies.get(id))),
  );
};

/** Everything that could be otherwise in a grant, one thing at a time. */
function* variants(law: Law, grant: ResolvedGrant): Generator<[what: string, grant: ResolvedGrant | undefined]> {
  yield ['removed', undefined];
  for (const [n, act] of grant.acts.entries())
    yield [`acts without ${act}`, { ...grant, acts: without(grant.acts, n) }];
  for (const [n, role] of grant.roles.entries())
    yield [`roles without ${role}`, { ...grant, roles: without(grant.roles, n) }];
  if (grant.acts.some(reachLaw.isOnRecord)) {
    const kinds = [...law.kinds.keys()];
    if (grant.kinds === 'all') {
      yield ['the first kind only', { ...grant, kinds: kinds.slice(0, 1) }];
      yield ['the last kind only', { ...grant, kinds: kinds.slice(-1) }];
    } else {
      for (const [n, kind] of grant.kinds.entries())
        yield [`kinds without ${kind}`, { ...grant, kinds: without(grant.kinds, n) }];
      yield ['all kinds', { ...grant, kinds: 'all' }];
    }
  }
  // A village has nothing below it.
  const isLeaf = grant.roles.every((role) => isOfVillages(law, role));
  const otherWhere = grant.where === 'own_unit' ? 'subtree' : 'own_unit';
  if (!isLeaf) yield [`where ${otherWhere}`, { ...grant, where: otherWhere }];
  if (grant.where === 'own_seat') yield ['where subtree', { ...grant, where: 'subtree' }];
  for (const key of Object.keys(grant.when) as (keyof ResolvedGrant['when'])[]) {
    const { [key]: value, ...rest } = grant.when;
    yield [`when without ${key}`, { ...grant, when: rest }];
    if (typeof value === 'number') {
      yield [`when ${key} one more`, { ...grant, when: { ...rest, [key]: value + 1 } }];
      yield [`when ${key} one less`, { ...grant, when: { ...rest, [key]: value - 1 } }];
    }
    if (key === 'author')
      yield ['the other author', { ...grant, when: { ...rest, author: value === 'me' ? 'other' : 'me' } }];
    if (key === 'personal') yield ['personal otherwise', { ...grant, when: { ...rest, personal: value !== true } }];
    if (Array.isArray(value))
      for (const [n, one] of value.entries()) {
        yield [`when ${key} without ${one}`, { ...grant, when: { ...rest, [key]: without(value, n) } }];
      }
  }
}

function* roleVariants(role: ResolvedRole): Generator<[what: string, role: ResolvedRole]> {
  for (const [n, held] of role.held_by.entries())
    for (const key of ['seats', 'bodies', 'levels'] as const)
      for (const [m, one] of (held[key] ?? []).entries()) {
        const other = { ...held, [key]: without(held[key] as readonly string[], m) };
        yield [`${key} without ${one}`, { ...role, held_by: role.held_by.with(n, other) }];
      }
}

for (const { id: pack } of regimes) {
  test(`${pack}: no role and no part of a grant can change unnoticed`, () => {
    const law = packs.under(pack, today);
    const unnoticed: string[] = [];
    let tried = 0;
    for (const grant of [...law.reach.grants.values()].filter(({ regime }) => regime === pack))
      for (const [what, other] of variants(law, grant)) {
        tried += 1;
        if (!isNoticed(withGrant(pack, grant.id, other))) unnoticed.push(`${grant.id}: ${what}`);
      }
    for (const role of [...law.reach.roles.values()].filter(({ regime }) => regime === pack))
      for (const [what, other] of roleVariants(role)) {
        tried += 1;
        if (!isNoticed(withRole(pack, other))) unnoticed.push(`${role.id}: ${what}`);
      }
    assert.deepEqual(unnoticed, []);
    if (pack === 'national-2022') assert.ok(tried > 100, `only ${tried}`);
  });
}
