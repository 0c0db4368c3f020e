/** Runs what a law case says of reach: with these seats, which act on which record is open, and by which grant. */
import { type Actor, isUnitCode, reach, type UnitCode } from '#org';
import type { Law, ReachAct } from '#regime';
import type { LawCase } from './case-shape.ts';

const me = 'me';

function actorOf(seats: readonly string[]): Actor {
  const held = seats.map((ref) => {
    const [unit = '', seat = ''] = ref.split(':');
    return { unit: unit as UnitCode, seat, acting: false, via: 'tenure' as const };
  });
  return { account: me, person: null, name: me, seats: held, admin: null, isSample: false };
}

function unknownWords(law: Law, one: LawCase): string[] {
  const problems = one.holds.flatMap((ref) =>
    law.seats.has(ref.split(':')[1] ?? '') ? [] : [`holds: unknown ${ref}`],
  );
  for (const [n, { may, on }] of one.reach.entries()) {
    for (const grant of Object.values(may))
      if (grant !== null && !law.reach.grants.has(grant)) problems.push(`reach.${n}.may: unknown grant ${grant}`);
    if (on.kind !== undefined && !law.kinds.has(on.kind)) problems.push(`reach.${n}.on.kind: unknown ${on.kind}`);
    if (!isUnitCode(on.unit)) problems.push(`reach.${n}.on.unit: unknown ${on.unit}`);
  }
  return problems;
}

/** What is wrong with the reach that a case expects; empty when it holds. `lawAt` is the law of the case's day. */
export function reachProblems(one: LawCase, law: Law, lawAt: (unit: UnitCode) => Law): string[] {
  if (one.reach.length === 0) return [];
  const unknown = unknownWords(law, one);
  if (unknown.length > 0) return unknown;
  const value = reach.of(lawAt, actorOf(one.holds), one.day);
  return one.reach.flatMap(({ on, may }, n) => {
    const row = {
      unit: on.unit,
      ...(on.kind !== undefined && {
        kind: on.kind,
        state: on.state ?? '',
        day: on.day ?? one.day,
        seats: on.seats,
        author: on.by === 'me' ? me : 'another',
      }),
    };
    return Object.entries(may).flatMap(([act, wanted]) => {
      const found = reach.grantFor(value, act as ReachAct, row)?.id ?? null;
      if (found === wanted) return [];
      return [
        `reach.${n} ${act} ${on.kind ?? ''} of ${on.unit}: expected ${wanted ?? 'none'}, found ${found ?? 'none'}`,
      ];
    });
  });
}
