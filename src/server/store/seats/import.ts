/** Many tenures at once, county by county: acts on the chain as any other, written by COPY, terms credited anew after. */
import { sql } from 'kysely';
import { type RecordState, type Seated, seating } from '#ledger';
import { ancestorsOf, memoryOrg, parseUnitCode } from '#org';
import type { Law, Library } from '#regime';
import type { StoredAct } from '../act-rows.ts';
import { type ActRequest, chained, judged } from '../acts.ts';
import { BulkMemory, claimHomes, headOf, lineOf, writeHome } from '../bulk-acts.ts';
import type { Store, Stores } from '../open-store.ts';
import { taskThen } from '../review/tasks.ts';
import { writeTurn } from './follow.ts';
import { addPersons } from './people.ts';
import { isSamplePerson } from './seat-rows.ts';
import { turnOf } from './turn.ts';

export interface ImportedTenure {
  readonly request: ActRequest;
  readonly state: RecordState;
  readonly law: Law;
}

/** The records among some that are there already, with what they say. */
export async function knownRecords(
  store: Store,
  rows: readonly { county: string; record: string }[],
): Promise<Map<string, RecordState['fields']>> {
  if (rows.length === 0) return new Map();
  const found = await store.rows<{ id: string; fields: RecordState['fields'] }>(sql`
    select r.id, r.fields from unnest(${rows.map(({ county }) => county)}::text[], ${rows.map(({ record }) => record)}::uuid[])
      as one (county, id) join record r on r.county_code = one.county and r.id = one.id`);
  return new Map(found.map(({ id, fields }) => [id, fields]));
}

/** Writes the tenures of one county that are not there yet; how many went in. */
export function writeTenures(
  stores: Stores,
  library: Library,
  county: string,
  given: readonly ImportedTenure[],
): Promise<number> {
  return stores.asLoader(async (store) => {
    await claimHomes(store, [county]);
    const known = await knownRecords(
      store,
      given.map(({ request }) => ({ county, record: request.record })),
    );
    const fresh = given.filter(({ request }) => !known.has(request.record));
    if (fresh.length === 0) return 0;
    let head = await headOf(store, county);
    const acts: StoredAct[] = [];
    for (const { request } of fresh) {
      const act = chained(county, head, judged(library, undefined, request).act);
      acts.push(act);
      head = act;
    }
    const records = fresh.map(({ state, law, request: { verb, actor, at } }) => ({
      ...{ state, law, at, author: actor },
      task: taskThen(undefined, { county, verb, actor, at, record: state, law }),
    }));
    const org = memoryOrg({ units: [] });
    await writeHome(store, library, { county, org, head, acts, records, credits: [] }, new BulkMemory());
    const seated = fresh.flatMap(({ law, state }) => seating.tenureOf(law, state) ?? []);
    await addPersons(store, county, personsOf(seated));
    await store.copy('tenure', tenureLines(county, seated));
    await turnAll(store, library, county, seated);
    return fresh.length;
  });
}

function* tenureLines(county: string, seated: readonly Seated[]): Generator<string> {
  for (const { id, unit, seat, person, name, from, to, acting } of seated)
    yield lineOf([county, id, unit, seat, person, name, from, to, acting, isSamplePerson(person)]);
}

const personsOf = (seated: readonly Seated[]) =>
  [...new Map(seated.map((one) => [one.person, one])).values()].map(({ person, name }) => ({ id: person, name }));

/** Homes whose records may name a seat of a home: itself, those above, and, above the county, those below. */
const nearby = (home: string) =>
  home.length === 6
    ? sql`r.county_code in (${sql.join([home, ...ancestorsOf(parseUnitCode(home))])})`
    : sql`(starts_with(r.county_code, ${home === '0' ? '' : home}) or ${home} ~~ (r.county_code || '%'))`;

/** Credits the terms of those seats anew that any record names; for most imported seats there is none. */
async function turnAll(store: Store, library: Library, county: string, seated: readonly Seated[]): Promise<void> {
  const bySeat = Map.groupBy(seated, ({ unit, seat }) => `${unit}:${seat}`);
  const named = await store.rows<{ seat: string }>(sql`
    select distinct one.seat from record r cross join unnest(r.seats) as one (seat)
    where ${nearby(county)} and r.seats && ${[...bySeat.keys()]}::text[] and one.seat = any(${[...bySeat.keys()]}::text[])
      and not exists (select from tenure t where t.county_code = r.county_code and t.id = r.id)`);
  for (const { seat } of named) {
    const fresh = bySeat.get(seat) ?? [];
    const unit = fresh[0]?.unit;
    if (unit !== undefined) await writeTurn(store, await turnOf(store, library, { unit, gone: [], fresh }));
  }
}
