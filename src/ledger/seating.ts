/** Records that put a person into a seat: tenures, and deputies who do the work of a seat for an interval. */
import { isWithin, type OrgView, type Tenure, type UnitCode } from '#org';
import type { Day, Law, RecordKind } from '#regime';
import { listOf, readSeat } from './credit.ts';
import type { Fault } from './fault.ts';
import { stepOf } from './fold.ts';
import { postEntry } from './post-entry.ts';
import type { RecordState } from './record.ts';

/** A person in a seat as one record says it; the record's id is the id of the tenure. */
export interface Seated extends Tenure {
  readonly id: string;
  readonly name: string;
}

type Fields = { seat: string; person: string; name: string; from: string; until: string; acting?: string };

function seatedBy(fields: Fields | undefined, kind: RecordKind, record: RecordState): Seated | undefined {
  if (!fields || !kind.states.find((state) => state.id === record.state)?.counts) return undefined;
  const { unit, seat } = readSeat(listOf(record.fields[fields.seat])[0] ?? '');
  const text = (field: string): string => String(record.fields[field] ?? '');
  const until = record.fields[fields.until];
  return {
    id: record.id,
    unit,
    seat,
    person: text(fields.person),
    name: text(fields.name),
    from: text(fields.from),
    to: typeof until === 'string' && until !== '' ? until : null,
    acting: fields.acting !== undefined && record.fields[fields.acting] === true,
  };
}

/** The tenure that a record is; undefined for other records and for those that do not count. */
const tenureOf = (law: Law, record: RecordState): Seated | undefined => {
  const kind = law.kinds.get(record.kind);
  return kind && seatedBy(kind.roles?.tenure, kind, record);
};

/** Who does the work of a seat in place of its holder, as a record says it. */
const deputyOf = (law: Law, record: RecordState): Seated | undefined => {
  const kind = law.kinds.get(record.kind);
  return kind && seatedBy(kind.roles?.deputy, kind, record);
};

/** What is wrong with a record that seats somebody: a seat of another unit, an end before the beginning. */
export function faultsOfSeating(law: Law, org: OrgView, kind: RecordKind, record: RecordState): Fault[] {
  const fields = kind.roles?.tenure ?? kind.roles?.deputy;
  if (!fields) return [];
  const { unit, seat } = readSeat(listOf(record.fields[fields.seat])[0] ?? '');
  if (unit !== record.unit)
    return [{ code: 'seat_elsewhere', field: fields.seat, value: `${unit}:${seat}`, unit: record.unit }];
  const [from, until] = [record.fields[fields.from], record.fields[fields.until]];
  if (typeof from === 'string' && typeof until === 'string' && until < from)
    return [{ code: 'until_before_from', field: fields.until, from, until }];
  if (!kind.roles?.deputy) return [];
  const person = record.fields[fields.person];
  const isHolder = org
    .tenures(unit, seat)
    .some(
      (one) =>
        one.person === person && one.from <= String(until ?? from) && (one.to === null || one.to >= String(from)),
    );
  if (!isHolder) return [];
  const level = org.find(unit)?.level ?? 'county';
  const post = postEntry.nameOn(law, org.entries(unit), seat, level, record.day);
  return [{ code: 'deputy_is_holder', field: fields.person, value: `${unit}:${seat}`, post }];
}

/** The same org, in which a seat's tenures are others than stored; `undefined` leaves it as it is. */
function withTenures<O extends OrgView>(org: O, seats: ReadonlyMap<string, readonly Tenure[]>): O {
  return { ...org, tenures: (unit: string, seat: string) => seats.get(`${unit}:${seat}`) ?? org.tenures(unit, seat) };
}

/** A seat's tenures with some records' gone and others in their place, by first day. */
function replaced(tenures: readonly (Tenure & { id?: string })[], gone: ReadonlySet<string>, fresh: readonly Seated[]) {
  const kept = tenures.filter((one) => one.id === undefined || !gone.has(one.id));
  return [...kept, ...fresh].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

interface Signing {
  readonly person: string | null;
  readonly seats: readonly { unit: string; seat: string; via: 'tenure' | 'deputy' }[];
}

/**
 * Whether somebody is among those who may do an act by the pack: the person named, the holder of the seat named, or
 * somebody of an office who is not himself one of the persons of the record. True where the pack names nobody.
 */
function maySign(law: Law, from: string | undefined, verb: string, record: RecordState, actor: Signing): boolean {
  const kind = law.kinds.get(record.kind);
  const signers = kind && stepOf(kind, verb, from)?.signed_by;
  if (!kind || !signers) return true;
  const isNamed = kind.fields.some(({ id, kind: what }) => what === 'person' && record.fields[id] === actor.person);
  return signers.some((rule) => {
    if ('person' in rule) return actor.person !== null && record.fields[rule.person] === actor.person;
    if ('holder' in rule) {
      const { unit, seat } = readSeat(listOf(record.fields[rule.holder])[0] ?? '');
      return actor.seats.some((held) => held.unit === unit && held.seat === seat && held.via === 'tenure');
    }
    const at = (unit: string): boolean =>
      rule.above === true
        ? unit !== record.unit && isWithin(record.unit as UnitCode, unit as UnitCode)
        : unit === record.unit;
    return !isNamed && actor.seats.some(({ unit, seat }) => at(unit) && law.seats.get(seat)?.body === rule.office);
  });
}

/** The first day on which any of some tenures holds. */
const firstDayOf = (tenures: readonly Seated[]): Day => tenures.map(({ from }) => from).sort()[0] ?? '9999-12-31';

export const seating = { tenureOf, deputyOf, withTenures, replaced, maySign, firstDayOf };
