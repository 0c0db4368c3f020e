/**
 * What an actor may see and do, as one value: the grants of the law, bound to the seats the actor holds on a day. It is
 * read in memory here and into SQL by the server's store; a property test holds the two together.
 */
import { addDays, type Day, type Law, type Level, type ReachAct, type ResolvedRole, reachLaw } from '#regime';
import type { Actor, HeldSeat, LeftSeat } from './actor.ts';
import { isWithin, levelOf, nation, type UnitCode } from './unit.ts';

/** A unit alone, or with everything below it. */
export interface Place {
  readonly unit: UnitCode;
  readonly below: boolean;
}

/** One grant as one held seat has it. Every part that is set must hold. */
export interface OpenGrant {
  /** Of the law; `operator` for the command line of the machine, `left` for who has left a seat. */
  readonly id: string;
  readonly acts: ReadonlySet<ReachAct>;
  readonly place: Place;
  readonly kinds: 'all' | readonly string[];
  readonly units?: readonly UnitCode[];
  readonly levels?: readonly Level[];
  readonly states?: readonly string[];
  /** The record names this seat. */
  readonly seat?: string;
  /** The record was entered by this account, or by another one. */
  readonly author?: { readonly is: string } | { readonly not: string };
  /** First day of the record. */
  readonly from?: Day;
}

export interface Reach {
  readonly account: string;
  /** Of whoever reaches, for what he is told. */
  readonly name: string;
  readonly day: Day;
  readonly grants: readonly OpenGrant[];
}

/** A row that is reached for: a record, or, for acts on a unit, the unit alone. */
export interface UnitRow {
  readonly unit: string;
}
export interface RecordRow extends UnitRow {
  readonly kind: string;
  /** Empty for a record that is still to be made. */
  readonly state: string;
  readonly day: Day;
  /** Seats that it names, `<unit>:<seat>`. */
  readonly seats: readonly string[];
  /** Account of its first act; for one that is still to be made whoever makes it. */
  readonly author: string;
}
export type ReachRow = UnitRow | RecordRow;

/** Whether a held seat holds a role: named itself, or of a body that is, or lies below, one that is named. */
export function holds(law: Pick<Law, 'seats' | 'bodies'>, role: ResolvedRole, { unit, seat }: HeldSeat): boolean {
  const bodies = new Set<string>();
  for (let id = law.seats.get(seat)?.body; id !== undefined && !bodies.has(id); id = law.bodies.get(id)?.parent)
    bodies.add(id);
  return role.held_by.some(
    (held) =>
      (held.levels === undefined || held.levels.includes(levelOf(unit))) &&
      ((held.seats ?? []).includes(seat) || (held.bodies ?? []).some((id) => bodies.has(id))),
  );
}

/** The grants that one held seat has under the law of its place and day. */
function grantsOf(law: Law, account: string, held: HeldSeat): OpenGrant[] {
  const roles = new Set([...law.reach.roles.values()].filter((role) => holds(law, role, held)).map((role) => role.id));
  const personal = [...law.kinds.values()].filter(reachLaw.isPersonal).map((kind) => kind.id);
  return [...law.reach.grants.values()]
    .filter((grant) => grant.roles.some((role) => roles.has(role)))
    .map((grant): OpenGrant => {
      const { when, where } = grant;
      const asked = grant.kinds === 'all' ? [...law.kinds.keys()] : grant.kinds;
      const kinds =
        when.personal === undefined ? grant.kinds : asked.filter((kind) => personal.includes(kind) === when.personal);
      return {
        id: grant.id,
        acts: new Set(grant.acts),
        place: { unit: held.unit, below: where !== 'own_unit' },
        kinds,
        ...(when.units && { units: when.units as UnitCode[] }),
        ...(when.levels && { levels: when.levels }),
        ...(when.states && { states: when.states }),
        ...((where === 'own_seat' || when.own_seat) && { seat: `${held.unit}:${held.seat}` }),
        ...(when.author && { author: when.author === 'me' ? { is: account } : { not: account } }),
        ...(when.within_days !== undefined && { from: addDays(law.day, -when.within_days) }),
      };
    });
}

/** Laws are the same objects all day, and so are the grants of a seat under them. */
const remembered = new WeakMap<Law, Map<string, readonly OpenGrant[]>>();

function rememberedGrants(law: Law, account: string, held: HeldSeat): readonly OpenGrant[] {
  const known = remembered.get(law) ?? new Map<string, readonly OpenGrant[]>();
  remembered.set(law, known);
  const key = `${account}|${held.unit}:${held.seat}`;
  const found = known.get(key) ?? grantsOf(law, account, held);
  known.set(key, found);
  return found;
}

/**
 * Who left a seat sees its handover, or he could not sign it: nothing else of the unit, and no longer than the law reminds
 * anyone of it (z-21).
 */
function leftGrants(law: Law, { unit, seat, ended }: LeftSeat): OpenGrant[] {
  const kinds = [...law.kinds.values()].filter(({ roles }) => roles?.handover !== undefined).map(({ id }) => id);
  const days = law.assumptions.has('z-21') ? Number(law.assumed('z-21', 'remind-days')) : 0;
  if (kinds.length === 0 || ended < addDays(law.day, -days)) return [];
  return [{ id: 'left', acts: new Set(['see']), place: { unit, below: false }, kinds, seat: `${unit}:${seat}` }];
}

/** What an actor may see and do on a day; `lawAt` gives the law of that day at a unit. */
export function reachOf(lawAt: (unit: UnitCode) => Law, actor: Actor, day: Day): Reach {
  const { account, name, seats, left = [] } = actor;
  if (account === 'operator') return { ...everything(), day };
  const held = seats.flatMap((one) => rememberedGrants(lawAt(one.unit), account, one));
  return { account, name, day, grants: [...held, ...left.flatMap((one) => leftGrants(lawAt(one.unit), one))] };
}

/** The reach of whoever sits at the machine itself, and of the program's own work: everything at and below a unit. */
export const everything = (unit: UnitCode = nation): Reach => ({
  account: 'operator',
  name: '操作员 operator',
  day: '9999-12-31',
  grants: [
    {
      id: 'operator',
      acts: new Set(Object.keys(reachLaw.actNames) as ReachAct[]),
      place: { unit, below: true },
      kinds: 'all',
    },
  ],
});

const isIn = (unit: string, { unit: scope, below }: Place): boolean =>
  below ? isWithin(unit as UnitCode, scope) : unit === scope;

/** Every part of a grant that a row fails, by name; none where the grant holds. */
export function failing(grant: OpenGrant, act: ReachAct, row: ReachRow): string[] {
  const { place, kinds, units, levels, states, seat, author, from } = grant;
  const failed: string[] = [];
  const need = (name: string, isMet: boolean): void => {
    if (!isMet) failed.push(name);
  };
  need('acts', grant.acts.has(act));
  need('where', isIn(row.unit, place));
  need('units', !units || units.some((one) => isWithin(row.unit as UnitCode, one)));
  need('levels', !levels || levels.includes(levelOf(row.unit as UnitCode)));
  if (!reachLaw.isOnRecord(act)) return failed;
  if (!('kind' in row)) return [...failed, 'record'];
  need('kinds', kinds === 'all' || kinds.includes(row.kind));
  need('states', !states || states.includes(row.state));
  need('seat', seat === undefined || row.seats.includes(seat));
  need('author', !author || ('is' in author ? row.author === author.is : row.author !== author.not));
  need('from', from === undefined || row.day >= from);
  return failed;
}

/** The first grant by which an act on a row is allowed. */
export const grantFor = (value: Reach, act: ReachAct, row: ReachRow): OpenGrant | undefined =>
  value.grants.find((grant) => grant.acts.has(act) && failing(grant, act, row).length === 0);

/** Whether an actor may do an act on a row: the reading in memory. */
export const may = (value: Reach, act: ReachAct, row: ReachRow): boolean => grantFor(value, act, row) !== undefined;

/** The acts, among those asked about, that are open to an actor on a row. */
export const open = (value: Reach, acts: readonly ReachAct[], row: ReachRow): ReachAct[] =>
  acts.filter((act) => may(value, act, row));

/** Whether a unit lies in any place of a reach; what does not is not found, whatever is asked of it. */
export const covers = (value: Reach, unit: string): boolean => value.grants.some((grant) => isIn(unit, grant.place));

/** The places of a reach, none inside another: what bounds the rows of a transaction. */
export function scopes(value: Reach): Place[] {
  const kept: Place[] = [];
  const byWidth = value.grants
    .map((grant) => grant.place)
    .sort((a, b) => a.unit.length - b.unit.length || Number(b.below) - Number(a.below) || (a.unit < b.unit ? -1 : 1));
  for (const place of byWidth)
    if (!kept.some((one) => isIn(place.unit, one) && (one.below || !place.below))) kept.push(place);
  return kept;
}

/** Whether an act is given anywhere at a unit, whatever the record: what a list or a file of the unit asks first. */
export const reaches = (value: Reach, act: ReachAct, unit: string): boolean =>
  value.grants.some((grant) => grant.acts.has(act) && failing(grant, act, { unit }).every((part) => part === 'record'));

/** Whether a reach has any place in a home (a county, or a unit above). */
export const touches = (value: Reach, home: string): boolean =>
  value.grants.some(({ place }) => isIn(home, place) || isWithin(place.unit, home as UnitCode));

/** The part of a reach that may leave the program: what its grants of export let be seen. */
export const exportable = (value: Reach): Reach => ({
  ...value,
  grants: value.grants
    .filter((grant) => grant.acts.has('export'))
    .map((grant) => ({ ...grant, acts: new Set<ReachAct>(['see', ...grant.acts]) })),
});
