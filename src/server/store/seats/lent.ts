/** Who held and who minded seats at some units, as it stood at an instant: read from acts, which nothing takes back. */
import { sql } from 'kysely';
import { type Seated, stateOf } from '#ledger';
import { homeOf, type UnitCode } from '#org';
import type { Library } from '#regime';
import { type ActColumns, actOf, bareAct, type StoredAct } from '../act-rows.ts';
import type { Store } from '../open-store.ts';
import { type SeatColumns, seatedFrom, seatRowsOf } from './seat-rows.ts';

export interface SeatHistory {
  /** Person behind an account, and what each account is called. */
  readonly persons: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
  /** Tenures and deputies by what was recorded up to an instant, later withdrawals and corrections left out. */
  asOf(instant: string): { readonly tenures: readonly Seated[]; readonly deputies: readonly Seated[] };
}

interface Columns {
  readonly persons: { account: string; person: string | null; name: string }[] | null;
  readonly acts: ActColumns[] | null;
  readonly bare: SeatColumns[] | null;
}

const accountId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const nobody: SeatHistory = { persons: new Map(), names: new Map(), asOf: () => ({ tenures: [], deputies: [] }) };

/**
 * Everything about deputies at some units, and the tenures of the seats they minded and of the persons behind some
 * accounts; one statement, none where no account asks. The store must see records past its reader's reach.
 */
export async function seatHistory(
  store: Store,
  library: Library,
  accounts: readonly string[],
  units: readonly UnitCode[],
): Promise<SeatHistory> {
  const asked = [...new Set(accounts)].filter((id) => accountId.test(id));
  if (asked.length === 0 || units.length === 0) return nobody;
  const { deputy, tenure, persons } = seatingKinds(library);
  const place = at(units);
  const [row] = await store.rows<Columns>(sql`
    with who as (select id::text account, person, name from account where id = any(${asked}::uuid[])),
    lend as materialized (
      select r.county_code, r.id, r.seats from record r where ${place('r')} and r.kind = any(${deputy}::text[])),
    lent as materialized (select distinct unnest(seats) ref from lend),
    named as (
      select county_code, id from lend
      union select r.county_code, r.id from record r
        join unnest(${tenure}::text[], ${persons}::text[]) as k (kind, field) on k.kind = r.kind
       where exists (select from lend) and ${place('r')}
         and (r.fields->>k.field in (select person from who) or r.seats && array(select ref from lent)))
    select (select jsonb_agg(w) from who w) persons,
      (select jsonb_agg(to_jsonb(a) order by a.record_id, a.seq) from act a
        join named n on n.county_code = a.county_code and n.id = a.record_id) acts,
      (select jsonb_agg(t) from tenure t where exists (select from lend) and ${place('t')}
        and (t.person in (select person from who) or t.unit_code || ':' || t.seat in (select ref from lent))
        and not exists (select from record r where r.county_code = t.county_code and r.id = t.id)) bare`);
  return historyOf(library, row ?? { persons: null, acts: null, bare: null });
}

/**
 * What the persons behind some accounts held and minded at some units, whatever became of it: records that ever named
 * them. One statement, none where no account asks; the store must see past everybody's reach.
 */
export async function holdings(
  store: Store,
  library: Library,
  accounts: readonly string[],
  units: readonly UnitCode[],
): Promise<SeatHistory> {
  const asked = [...new Set(accounts)].filter((id) => accountId.test(id));
  if (asked.length === 0 || units.length === 0) return nobody;
  const { kinds, fields } = holdingKinds(library);
  const place = at(units);
  const [row] = await store.rows<Columns>(sql`
    with who as (select id::text account, person, name from account where id = any(${asked}::uuid[])),
    named as materialized (
      select r.county_code, r.id from record r join unnest(${kinds}::text[], ${fields}::text[]) as k (kind, field) on k.kind = r.kind
       where ${place('r')} and exists (
         select from act a where a.county_code = r.county_code and a.record_id = r.id
            and a.body->'fields'->>k.field in (select person from who)))
    select (select jsonb_agg(w) from who w) persons,
      (select jsonb_agg(to_jsonb(a) order by a.record_id, a.seq) from act a
        join named n on n.county_code = a.county_code and n.id = a.record_id) acts,
      (select jsonb_agg(t) from tenure t where ${place('t')} and t.person in (select person from who)
        and not exists (select from record r where r.county_code = t.county_code and r.id = t.id)) bare`);
  return historyOf(library, row ?? { persons: null, acts: null, bare: null });
}

/** That the row of a table lies at one of some units. */
const at = (units: readonly UnitCode[]) => {
  const [homes, codes] = [[...new Set(units.map(homeOf))], [...new Set(units)]];
  return (alias: string) =>
    sql`${sql.ref(`${alias}.county_code`)} = any(${homes}::text[]) and ${sql.ref(`${alias}.unit_code`)} = any(${codes}::text[])`;
};

/** Kinds whose records give or lend a seat, each with the field that names the person. */
function holdingKinds(library: Library): { kinds: string[]; fields: string[] } {
  const named = [...library.contents.values()].flatMap(({ kinds }) =>
    kinds.flatMap(({ id, roles }) =>
      [roles?.tenure, roles?.deputy].flatMap((role) => (role ? [`${id} ${role.person}`] : [])),
    ),
  );
  const pairs = [...new Set(named)].map((pair) => pair.split(' '));
  return { kinds: pairs.map(([kind = '']) => kind), fields: pairs.map(([, field = '']) => field) };
}

/** Kinds whose records lend or give a seat, with the field that names the person of a tenure. */
function seatingKinds(library: Library): { deputy: string[]; tenure: string[]; persons: string[] } {
  const kinds = [...library.contents.values()].flatMap((content) => content.kinds);
  const deputy = [...new Set(kinds.flatMap(({ id, roles }) => (roles?.deputy ? [id] : [])))];
  const held = new Map(kinds.flatMap(({ id, roles }) => (roles?.tenure ? [[id, roles.tenure.person] as const] : [])));
  return { deputy, tenure: [...held.keys()], persons: [...held.values()] };
}

function historyOf(library: Library, { persons, acts, bare }: Columns): SeatHistory {
  const records = [...Map.groupBy((acts ?? []).map(actOf), ({ record }) => record).values()];
  const planted = (bare ?? []).map(seatedFrom);
  return {
    persons: new Map((persons ?? []).flatMap(({ account, person }) => (person === null ? [] : [[account, person]]))),
    names: new Map((persons ?? []).map(({ account, name }) => [account, name])),
    asOf: (instant) => {
      const rows = records.map((list) => seatRowsOf(library, stateBy(library, list, instant)));
      return {
        tenures: [...planted, ...rows.flatMap(({ tenure }) => tenure ?? [])],
        deputies: rows.flatMap(({ deputy }) => deputy ?? []),
      };
    },
  };
}

function stateBy(library: Library, acts: readonly StoredAct[], instant: string) {
  const [first] = acts;
  const known = acts.filter(({ at }) => at <= instant).map(bareAct);
  return first && stateOf(known, library.at(first.day, first.body.unit ?? '0'));
}
