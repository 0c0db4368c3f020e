/** Bodies and seats of a unit with their holders, and the persons. */
import type { Reply } from '#contract';
import { postEntry, seating } from '#ledger';
import { type Actor, homeOf, meetsCondition, parseUnitCode, reach, type Unit } from '#org';
import { type Day, type Law, Refusal } from '#regime';
import type { Handlers, Input } from '../../http/handlers.ts';
import type { Vault } from '../../people/vault.ts';
import { auditAlone } from '../../store/people/audit.ts';
import { entriesAt, type VersionedEntry } from '../../store/seats/entry-rows.ts';
import {
  findPerson,
  type PersonSeat,
  renamePerson,
  searchPersons,
  seatsAtUnits,
  seatsOfPersons,
} from '../../store/seats/people.ts';
import { askedOf, type Context, refOf, requireLoaded, todayOf, unitAt } from '../context.ts';
import { type PlaceNames, placeNames, type UnitNames } from '../names.ts';
import { localName } from '../words.ts';
import { contactShown } from './contact.ts';
import { registeredOf, setupsOf } from './entries.ts';
import { mayOn, reachFor, requireOn, requireSeen } from './guard.ts';

type Names = 'listPosts' | 'searchPeople' | 'getPerson' | 'renamePerson';

export const postRoutes = (context: Context, vault: Vault): Pick<Handlers, Names> => ({
  listPosts: async ({ params, query, by }) => {
    const code = requireLoaded(context, params.code);
    const within = requireSeen(context, by, code);
    const { day } = askedOf(context, query);
    const law = context.library.at(day, code);
    return context.stores.as(within, async (store) => {
      const unit = await unitAt(store, code);
      const rows = await seatsAtUnits(store, [code]);
      const entries = await entriesAt(store, [code]);
      const seats = seatsOf(law, unit);
      const bodies = [...law.bodies.values()].filter((body) => seats.length > 0 && body.levels.includes(unit.level));
      const held = (seat: string) => rows.filter((row) => row.seat === seat);
      return {
        unit: refOf(unit),
        day,
        bodies: bodies.map((body) => ({
          id: body.id,
          name: localName(law, entries, body.id, unit.level, day),
          registered: registeredOf(law, entries, body.id, unit.level, day),
          seats: seats
            .filter((seat) => seat.body === body.id)
            .map((seat) => postOf(law, unit, seat, held(seat.id), entries, day)),
        })),
        end_reasons: endReasons(law),
        setups: { body: setupsOf(law, 'body'), seat: setupsOf(law, 'seats') },
        can: {
          appoint: mayOn(within, 'appoint', code),
          import: mayOn(within, 'import', code),
          export_people: mayOn(within, 'export-people', code),
          deputy: deputable(law, by, unit, seats),
        },
      };
    });
  },

  searchPeople: async ({ params, query, by }) => {
    const code = requireLoaded(context, params.code);
    requireOn(context, by, code, 'appoint');
    return context.stores.as('0', async (store) => {
      const found = await searchPersons(store, homeOf(code), query.q, query.limit);
      const seats = await seatsOfPersons(
        store,
        found.map(({ id }) => id),
      );
      const names = await placeNames(
        store,
        seats.map((row) => row.unit_code),
      );
      const today = todayOf(context);
      const now = Map.groupBy(
        seats.filter((row) => row.table === 'tenure' && isOn(row, today)),
        (row) => row.person,
      );
      return {
        rows: found.map((person) => ({
          ...person,
          seats: (now.get(person.id) ?? []).map((row) => seatRef(context, names, row, today)),
        })),
      };
    });
  },

  getPerson: async ({ params, by }) => {
    const county = requireLoaded(context, params.county);
    const within = reachFor(context, by);
    return context.stores.as('0', async (store) => {
      const person = await findPerson(store, county, params.id);
      const all = await seatsOfPersons(store, [params.id]);
      const seats = all.filter((row) => reach.covers(within, row.unit_code));
      const isSeen = by.person === params.id || seats.length > 0 || (all.length === 0 && reach.covers(within, county));
      if (!person || !isSeen) throw new Refusal('person_unknown', { county, person: params.id });
      const shown = by.person === params.id ? all : seats;
      const names = await placeNames(
        store,
        shown.map((row) => row.unit_code),
      );
      const rows = shown.map((row) => ({
        ...heldOf(row),
        county: row.county_code,
        seat: seatRef(context, names, row, row.from_day),
      }));
      return {
        ...person,
        tenures: rows.filter((_, at) => shown[at]?.table === 'tenure'),
        deputies: rows.filter((_, at) => shown[at]?.table === 'deputy'),
        contact: await contactShown(context, vault, store, { person, seats: all, within, by }),
        can: { rename: mayOn(within, 'appoint', county) },
      };
    });
  },

  renamePerson: (input) => rename(context, input),
});

async function rename(
  context: Context,
  { params, body, by, from }: Input<'renamePerson'>,
): Promise<Reply<'renamePerson'>> {
  const county = requireLoaded(context, params.county);
  requireOn(context, by, county, 'appoint');
  const known = await context.stores.as('0', (store) => findPerson(store, county, params.id));
  if (!known) throw new Refusal('person_unknown', { county, person: params.id });
  await context.stores.writing(county, (store) => renamePerson(store, county, params.id, body.name));
  const entry = { kind: 'rename-person', by, subject: params.id, subjectName: known.name, unit: county };
  await auditAlone(context.stores, { ...entry, address: from.address, facts: { name: body.name } }, context.now());
  return { name: body.name };
}

type Seat = Law['seats'] extends ReadonlyMap<string, infer S> ? S : never;

/** Every seat that a unit has by the law, staff among them. */
const seatsOf = (law: Law, unit: Unit): Seat[] =>
  unit.kind === 'statistical' || law.skipLevels.has(unit.level)
    ? []
    : [...law.seats.values()].filter(
        (seat) => seat.levels.includes(unit.level) && meetsCondition(unit, seat.where ?? {}),
      );

const isOn = (row: PersonSeat, day: Day): boolean => row.from_day <= day && (row.to_day === null || row.to_day >= day);

const heldOf = (row: PersonSeat) => ({
  id: row.id,
  person: row.person,
  name: row.person_name,
  from: row.from_day,
  to: row.to_day,
  acting: row.acting ?? false,
  sample: row.sample,
  version: row.version,
});

type Post = Reply<'listPosts'>['bodies'][number]['seats'][number];

function postOf(
  law: Law,
  unit: Unit,
  seat: Seat,
  rows: readonly PersonSeat[],
  entries: readonly VersionedEntry[],
  day: Day,
): Post {
  const tenures = rows.filter((row) => row.table === 'tenure');
  const now = tenures.filter((row) => isOn(row, day)).map(heldOf);
  const registered = registeredOf(law, entries, seat.id, unit.level, day);
  return {
    id: seat.id,
    name: postEntry.nameOn(law, entries, seat.id, unit.level, day),
    registered,
    staff: seat.staff === true,
    first_responsible: seat.first_responsible === true,
    vacant: now.length === 0 && !registered.absent,
    now,
    past: tenures
      .filter((row) => row.to_day !== null && row.to_day < day)
      .map(heldOf)
      .reverse(),
    coming: tenures.filter((row) => row.from_day > day).map(heldOf),
    deputies: rows
      .filter((row) => row.table === 'deputy' && (row.to_day ?? day) >= day)
      .map((row) => {
        const { acting: _acting, ...lent } = heldOf(row);
        return lent;
      }),
  };
}

/** The choices that the act which ends a tenure asks for. */
function endReasons(law: Law): Reply<'listPosts'>['end_reasons'] {
  const kind = [...law.kinds.values()].find(({ roles }) => roles?.tenure);
  const set = kind?.acts.find(({ verb }) => verb === 'end')?.sets ?? [];
  return kind?.fields.find((field) => set.includes(field.id) && field.options)?.options ?? [];
}

/** Seats for which somebody may name a deputy, by those whom the pack lets do so. */
function deputable(law: Law, by: Actor, unit: Unit, seats: readonly Seat[]): string[] {
  if (by.account === 'operator') return seats.map(({ id }) => id);
  const kind = [...law.kinds.values()].find(({ roles }) => roles?.deputy);
  const field = kind?.roles?.deputy?.seat;
  if (!kind || field === undefined) return [];
  const asked = { id: '', kind: kind.id, unit: unit.code, day: law.day, state: '', version: 0, regime: '', mark: '' };
  return seats
    .filter(({ id }) =>
      seating.maySign(law, undefined, 'create', { ...asked, fields: { [field]: [`${unit.code}:${id}`] } }, by),
    )
    .map(({ id }) => id);
}

/** A seat under the name it has at its unit. */
export function seatRef(
  context: Context,
  names: PlaceNames,
  at: { unit_code: string; seat: string },
  day: Day,
): { unit: ReturnType<UnitNames['ref']>; seat: string; name: { zh: string; en: string } } {
  const unit = names.ref(at.unit_code);
  const law = context.library.at(day, parseUnitCode(at.unit_code));
  return { unit, seat: at.seat, name: names.post(law, unit, at.seat) };
}
