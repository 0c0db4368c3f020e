/** Persons, and every seat they hold or held. */
import { sql } from 'kysely';
import { homeOf, type UnitCode } from '#org';
import type { Store } from '../open-store.ts';
import { isSamplePerson, type SeatColumns } from './seat-rows.ts';

export interface Person {
  readonly county: string;
  readonly id: string;
  readonly name: string;
  readonly sample: boolean;
}

/** A tenure or the work of a deputy, as it is stored. */
export interface PersonSeat extends SeatColumns {
  readonly table: 'tenure' | 'deputy';
  /** Version of the record that says so; null where there is none. */
  readonly version: number | null;
}

const seatColumns = sql.raw('county_code, id, unit_code, seat, person, person_name, from_day, to_day, acting, sample');
const versionOf = (table: string) =>
  sql`(select version from record r where r.county_code = ${sql.ref(`${table}.county_code`)} and r.id = ${sql.ref(`${table}.id`)})`;
const asTenure = sql`select 'tenure' as "table", ${seatColumns}, ${versionOf('tenure')} as version from tenure`;
const asDeputy = sql`select 'deputy' as "table", county_code, id, unit_code, seat, person, person_name, from_day, to_day,
  false acting, sample, ${versionOf('deputy')} as version from deputy`;

/** Every tenure and deputy of some persons, wherever, the latest first. */
export function seatsOfPersons(store: Store, persons: readonly string[]): Promise<PersonSeat[]> {
  const named = sql`where person = any(${[...persons]}::text[])`;
  return store.rows<PersonSeat>(sql`${asTenure} ${named} union all ${asDeputy} ${named} order by from_day desc, id`);
}

/** Every tenure and deputy of a person, and the deputies of some seats `<unit>:<seat>`, the latest first; one statement. */
export function seatsAround(store: Store, person: string, posts: readonly string[]): Promise<PersonSeat[]> {
  const units = [...new Set(posts.map((post) => post.slice(0, post.indexOf(':'))))] as UnitCode[];
  const lent = sql`county_code = any(${[...new Set(units.map(homeOf))]}::text[]) and unit_code = any(${units}::text[])
    and unit_code || ':' || seat = any(${[...posts]}::text[])`;
  return store.rows<PersonSeat>(sql`
    ${asTenure} where person = ${person} union all ${asDeputy} where person = ${person} or (${lent})
    order by from_day desc, id`);
}

/** Every tenure and deputy at some units. */
export function seatsAtUnits(store: Store, units: readonly UnitCode[]): Promise<PersonSeat[]> {
  const here = sql`where county_code = any(${[...new Set(units.map(homeOf))]}::text[]) and unit_code = any(${[...units]}::text[])`;
  return store.rows<PersonSeat>(sql`${asTenure} ${here} union all ${asDeputy} ${here} order by from_day, id`);
}

/** Persons of a county whose name begins so. Those of planted tenures are told by their tenures. */
export function searchPersons(store: Store, county: string, begin: string, limit: number): Promise<Person[]> {
  const like = `${begin.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return store.rows<Person>(sql`
    select county_code county, id, name, sample from person where county_code = ${county} and name like ${like}
    union
    select county_code, person, person_name, sample from tenure where county_code = ${county} and person_name like ${like}
      and not exists (select from person p where p.county_code = ${county} and p.id = tenure.person)
    order by name, id limit ${limit}`);
}

export async function findPerson(store: Store, county: string, id: string): Promise<Person | undefined> {
  const [row] = await store.rows<Person>(sql`
    select county_code county, id, name, sample from person where county_code = ${county} and id = ${id}
    union all
    (select county_code, person, person_name, sample from tenure where county_code = ${county} and person = ${id}
     order by from_day desc limit 1)
    limit 1`);
  return row;
}

/** Corrects a name, or enters it for a person known by tenures alone. */
export async function renamePerson(store: Store, county: string, id: string, name: string): Promise<void> {
  await store.rows(sql`
    insert into person (county_code, id, name, sample) values (${county}, ${id}, ${name}, ${isSamplePerson(id)})
    on conflict on constraint person_pkey do update set name = excluded.name`);
}

/** Persons of a county of exactly these names, those of tenures alone among them. */
export function personsNamed(
  store: Store,
  county: string,
  names: readonly string[],
): Promise<{ id: string; name: string }[]> {
  return store.rows(sql`
    select id, name from person where county_code = ${county} and name = any(${[...names]}::text[])
    union
    select person, person_name from tenure where county_code = ${county} and person_name = any(${[...names]}::text[])
      and not exists (select from person p where p.county_code = ${county} and p.id = tenure.person)
    order by 1`);
}

/** Enters persons that are not there yet. */
export async function addPersons(
  store: Store,
  county: string,
  persons: readonly { readonly id: string; readonly name: string }[],
): Promise<void> {
  await store.rows(sql`
    insert into person (county_code, id, name, sample)
    select ${county}, * from unnest(${persons.map(({ id }) => id)}::text[], ${persons.map(({ name }) => name)}::text[],
      ${persons.map(({ id }) => isSamplePerson(id))}::boolean[])
    on conflict on constraint person_pkey do nothing`);
}
