/** Many entries of bodies and seats at once: acts on the chain as any other, made or mended, written by COPY. */
import { sql } from 'kysely';
import { type Act, perform, postEntry, type RecordState } from '#ledger';
import { type Entry, homeOf, memoryOrg, type OrgView, type Unit, type UnitCode } from '#org';
import { type Day, type Law, type Library, Refusal } from '#regime';
import { type RecordColumns, type StoredAct, stateFrom } from '../act-rows.ts';
import { type ActRequest, chained, judged } from '../acts.ts';
import { BulkMemory, claimHomes, headOf, writeHome } from '../bulk-acts.ts';
import type { Store, Stores } from '../open-store.ts';
import { type TenureRow, tenureOf } from '../org-view.ts';
import { taskThen } from '../review/tasks.ts';
import { findUnits } from '../units.ts';
import { entryIn, putEntries } from './entry-rows.ts';

/** What a row wants a body or seat to be from a day on; a field that it leaves out stays as it is. */
export interface EntryWanted {
  readonly unit: UnitCode;
  readonly post: string;
  readonly from: string;
  readonly kind: string;
  readonly fields: Readonly<Record<string, string | readonly string[] | null>>;
  /** The act without what depends on what stands: who sends it and when. */
  readonly sent: Pick<ActRequest, 'actor' | 'at' | 'today'>;
  /** An id that follows from content. */
  idOf(...parts: readonly string[]): string;
}

interface Known {
  readonly state: RecordState;
  readonly author: string;
}

/** What stands at some units, changed by every row that is judged against it. */
export class EntryDesk {
  readonly #library: Library;
  readonly #org: OrgView;
  readonly #entries: Map<string, Entry[]>;
  readonly #records: Map<string, Known>;

  private constructor(library: Library, org: OrgView, records: readonly Known[]) {
    this.#library = library;
    this.#records = new Map(records.map((one) => [one.state.id, one]));
    const entries = records.flatMap(({ state }) => entryIn(library, state) ?? []);
    this.#entries = Map.groupBy(entries, ({ unit }) => unit);
    this.#org = { ...org, entries: (unit) => this.#entries.get(unit) ?? [] };
  }

  /** Reads what stands at some units. */
  static async at(store: Store, library: Library, units: readonly Unit[], today: Day): Promise<EntryDesk> {
    const laws = new Set(units.map(({ code }) => library.at(today, code).kinds));
    const kinds = new Set([...laws].flatMap((known) => [...known.values()].filter(({ roles }) => roles?.entry)));
    const codes = units.map(({ code }) => code);
    const homes = [...new Set(codes.map(homeOf))];
    const here = sql`county_code = any(${homes}::text[]) and unit_code = any(${codes}::text[])`;
    const rows = await store.rows<RecordColumns>(sql`
      select * from record where ${here} and kind = any(${[...kinds].map(({ id }) => id)}::text[]) order by id`);
    const tenures = await store.rows<TenureRow>(sql`select * from tenure where ${here} order by from_day`);
    const org = memoryOrg({ units, tenures: tenures.map(tenureOf) });
    return new EntryDesk(
      library,
      org,
      rows.map((row) => ({ state: stateFrom(row), author: row.author })),
    );
  }

  /** The entries of a unit as they stand now. */
  entries(unit: string): readonly Entry[] {
    return this.#entries.get(unit) ?? [];
  }

  /** What a wanted entry comes to: an act and the record after it; undefined where all of it is said already. */
  judge(wanted: EntryWanted): { act: Act; state: RecordState; law: Law; author: string } | undefined {
    const { unit, post, from, kind, fields, sent } = wanted;
    const known = this.entries(unit).find((one) => one.post === post && one.from === from);
    const before = known && this.#records.get(known.id);
    if (before && Object.entries(fields).every(([id, value]) => isSaid(before.state.fields[id], value)))
      return undefined;
    const record = before?.state.id ?? this.#freeId(wanted);
    const version = before?.state.version ?? 0;
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => before || value !== null));
    const request: ActRequest = {
      ...{ county: homeOf(unit), record, verb: before ? 'amend' : 'create', ...sent },
      id: wanted.idOf('act', record, String(version), JSON.stringify(given)),
      body: before ? { version, fields: given } : { kind, unit, day: sent.today, fields: given },
    };
    const { act, law } = judged(this.#library, before?.state, request);
    const state = perform(law, this.#org, before?.state, act, sent.today);
    const author = before?.author ?? sent.actor;
    this.#keep({ state, author });
    return { act, state, law, author };
  }

  #keep(one: Known): void {
    this.#records.set(one.state.id, one);
    const { id, unit } = one.state;
    const entry = postEntry.entryOf(this.#library.at(one.state.day, unit), one.state);
    const others = this.entries(unit).filter((other) => other.id !== id);
    this.#entries.set(unit, entry ? [...others, entry] : others);
  }

  /** The id that follows from what the row speaks of; another one where a record of that id was withdrawn. */
  #freeId({ kind, unit, post, from, idOf }: EntryWanted): string {
    for (let n = 0; ; n += 1) {
      const id = idOf(kind, unit, post, from, ...(n === 0 ? [] : [String(n)]));
      if (!this.#records.has(id)) return id;
    }
  }
}

const isSaid = (said: unknown, wanted: unknown): boolean => JSON.stringify(said ?? null) === JSON.stringify(wanted);

/** The same under the lock of the county: what somebody else's act forbids by now stays out. */
function judgedNow(desk: EntryDesk, wanted: EntryWanted): ReturnType<EntryDesk['judge']> {
  try {
    return desk.judge(wanted);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Writes the wanted entries of one county that are not there yet, or not so; how many went in. */
export function writeEntries(
  stores: Stores,
  library: Library,
  county: string,
  wanted: readonly EntryWanted[],
): Promise<number> {
  return stores.asLoader(async (store) => {
    await claimHomes(store, [county]);
    const units = await findUnits(store, [...new Set(wanted.map(({ unit }) => unit))]);
    const desk = await EntryDesk.at(store, library, units, wanted[0]?.sent.today ?? '');
    const done = wanted.flatMap((one) => judgedNow(desk, one) ?? []);
    if (done.length === 0) return 0;
    let head = await headOf(store, county);
    const acts: StoredAct[] = [];
    for (const { act } of done) {
      head = chained(county, head, act);
      acts.push(head as StoredAct);
    }
    const last = new Map(done.map((one) => [one.state.id, one]));
    const records = [...last.values()].map(({ state, law, act: { verb, actor, at }, author }) => {
      const task = state.version > 1 ? undefined : taskThen(undefined, { county, verb, actor, at, record: state, law });
      return { state, law, at, author, task };
    });
    const ids = records.map(({ state }) => state.id);
    await store.rows(sql`delete from record where county_code = ${county} and id = any(${ids}::uuid[])`);
    const org = memoryOrg({ units: [] });
    await writeHome(store, library, { county, org, head, acts, records, credits: [] }, new BulkMemory());
    await putEntries(
      store,
      county,
      records.flatMap(({ state }) => entryIn(library, state) ?? []),
    );
    return done.length;
  });
}
