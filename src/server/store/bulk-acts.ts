/**
 * Many acts at once, for an installation that has none: the same judgement, credits, progress, tallies and second looks as
 * one act in `acts.ts`, but each obligation is settled once, from all its credits, and the rows go in by COPY. Nobody is
 * told of them: what is loaded is no news.
 */
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Delta, perform, type RecordState } from '#ledger';
import { type OrgView, reach } from '#org';
import type { Day, Law, Library } from '#regime';
import { home as homeCode, type StoredAct } from './act-rows.ts';
import { type ActRequest, chained, changesNothing, credited, judged, toldOf } from './acts.ts';
import type { ChainHead, Store } from './open-store.ts';
import { type Task, taskThen } from './review/tasks.ts';
import { keyText, type ObligationKey, type StoredCredit, tallied, tallyUnits, weigh } from './settle.ts';
import { spanDay, spans } from './tally-span.ts';

/** What was written for one home. */
export interface BulkCount {
  acts: number;
  records: number;
  fulfilments: number;
  /** Hash of the last act: a mark of everything that was done there. */
  readonly head: string;
}

/** Answers that many records of like units share, so that the law is asked once. Keep one for a whole fill. */
export class BulkMemory {
  readonly credits = new Map<string, readonly StoredCredit[]>();
  readonly weighed = new Map<string, ReturnType<typeof weigh>>();
  readonly tally = new Map<string, Map<Day, Omit<Delta, 'day'>>>();
}

/** Whether anything was ever recorded here, or anybody registered in a seat. */
export async function isLedgerEmpty(store: Store): Promise<boolean> {
  const [row] = await store.rows<{ empty: boolean }>(
    sql`select not exists (select from act) and not exists (
      select from tenure where person !~ '^sample-[0-9]+-9[0-9]{3}$') as empty`,
  );
  return row?.empty ?? false;
}

/** Takes the chains of some homes, so that acts of others there wait until this transaction is over. */
export async function claimHomes(store: Store, homes: readonly string[]): Promise<void> {
  await store.rows(sql`
    insert into act_chain (county_code, seq, hash) select code, 0, '' from unnest(${[...homes].sort()}::text[]) as one (code)
    on conflict do nothing`);
  await store.rows(
    sql`select seq from act_chain where county_code = any(${[...homes]}::text[]) order by county_code for update`,
  );
}

interface Judged {
  readonly state: RecordState;
  readonly law: Law;
  readonly at: string;
  /** Account of its first act. */
  readonly author: string;
  /** Where it waits for a second look. */
  readonly task: Task | undefined;
}

/** One home's acts, judged and credited, ready to be written. */
export interface JudgedHome {
  readonly county: string;
  readonly org: OrgView;
  readonly head: ChainHead;
  readonly acts: readonly StoredAct[];
  readonly records: readonly Judged[];
  readonly credits: readonly StoredCredit[];
}

// So many acts are judged at a stretch; in between the rows of the home before are sent.
const stretch = 100;

/**
 * Judges the acts of one home (county, or unit above the county) in the order given, behind the head of its chain.
 * Throws the Refusals of `perform`, and a RangeError for records that serve another home: they need the ordinary path.
 */
export async function judgeHome(
  library: Library,
  home: { county: string; org: OrgView; head: ChainHead },
  requests: readonly ActRequest[],
  memory: BulkMemory,
): Promise<JudgedHome> {
  const { county, org } = home;
  let { head } = home;
  const acts: StoredAct[] = [];
  const records = new Map<string, Judged>();
  for (const request of requests) {
    if (acts.length % stretch === 0) await setImmediate();
    const before = records.get(request.record);
    const { act, law } = judged(library, before?.state, request);
    const state = perform(law, org, before?.state, act, request.today);
    if (before && changesNothing(before.state, state, act.verb)) continue;
    const stored = chained(county, head, act);
    head = stored;
    acts.push(stored);
    const { verb, actor, at } = act;
    const task = taskThen(before?.task, { county, verb, actor, at, record: state, law });
    records.set(request.record, { state, law, at, author: before?.author ?? actor, task });
  }
  const credits: StoredCredit[] = [];
  let done = 0;
  for (const { state } of records.values()) {
    if (done++ % stretch === 0) await setImmediate();
    credits.push(...creditsLike(library, state, org, county, memory));
  }
  const strange = credits.find((credit) => homeCode(credit.unit) !== county);
  if (strange) throw new RangeError(`record ${strange.record} of ${county} serves ${strange.unit}`);
  return { county, org, head, acts, records: [...records.values()], credits };
}

/** The head of a home's chain, held by `claimHomes`. */
export async function headOf(store: Store, county: string): Promise<ChainHead> {
  const [known] = await store.rows<ChainHead>(sql`select seq, hash from act_chain where county_code = ${county}`);
  return known ?? { seq: 0, hash: '' };
}

/** Writes what was judged. Tallies are only added to `memory`; `addTallies` writes them. */
export async function writeHome(
  store: Store,
  library: Library,
  { county, org, head, acts, records, credits }: JudgedHome,
  memory: BulkMemory,
): Promise<BulkCount> {
  const byKey = Map.groupBy(credits, keyText);
  const serving = new Set(credits.map((credit) => credit.record));
  const units = new Map(records.map(({ state }) => [state.id, state.unit]));
  await store.copy(
    'act',
    lines(acts, (act) => actLine(county, act, units.get(act.record) ?? county)),
  );
  await store.copy(
    'record',
    lines(records, (one) => recordLine(county, one, serving)),
  );
  await store.copy(
    'fulfilment_record',
    lines(credits, (credit) => creditLine(county, credit)),
  );
  await store.copy(
    'review_task',
    lines(
      records.filter(({ task }) => task),
      (one) => taskLine(county, one),
    ),
  );
  await store.copy('fulfilment', progressLines(library, org, county, byKey, memory));
  await store.rows(sql`update act_chain set seq = ${head.seq}, hash = ${head.hash} where county_code = ${county}`);
  return { acts: acts.length, records: records.length, fulfilments: byKey.size, head: head.hash };
}

/** Adds everything that `writeHome` left in memory to the tallies, in every span. */
export async function addTallies(store: Store, memory: BulkMemory): Promise<void> {
  const sums = new Map<string, { span: string; key: string; day: Day; met: number; excused: number; done: number }>();
  for (const [key, days] of memory.tally)
    for (const [day, delta] of days)
      for (const span of spans) {
        const on = spanDay(span, day);
        const at = `${key}|${span}|${on}`;
        const sum = sums.get(at) ?? { span, key, day: on, met: 0, excused: 0, done: 0 };
        sum.met += delta.met;
        sum.excused += delta.excused;
        sum.done += delta.done;
        sums.set(at, sum);
      }
  const all = [...sums.values()].filter((sum) => sum.met !== 0 || sum.excused !== 0 || sum.done !== 0);
  for (let from = 0; from < all.length; from += 20_000) {
    const part = all.slice(from, from + 20_000).map((sum) => ({ ...sum, words: sum.key.split('|') }));
    const word = (at: number) => part.map((sum) => sum.words[at] as string);
    await store.rows(sql`
      insert into tally (county_code, unit_code, year, span, duty, period, day, met, excused, done)
      select * from unnest(${word(0).map((unit) => homeCode(unit))}::text[], ${word(0)}::text[],
        ${word(1)}::smallint[], ${part.map((sum) => sum.span)}::text[], ${word(2)}::text[], ${word(3)}::text[],
        ${part.map((sum) => sum.day)}::date[], ${part.map((sum) => sum.met)}::int[],
        ${part.map((sum) => sum.excused)}::int[], ${part.map((sum) => sum.done)}::int[])
      on conflict on constraint tally_pkey do update
        set met = tally.met + excluded.met, excused = tally.excused + excluded.excused, done = tally.done + excluded.done`);
  }
}

/** Credits of a record; those of records that name nobody and nothing follow from the profile of their unit. */
function creditsLike(
  library: Library,
  state: RecordState,
  org: OrgView,
  county: string,
  memory: BulkMemory,
): readonly StoredCredit[] {
  const unit = org.find(state.unit);
  const law = library.at(state.day, state.unit);
  const { roles } = law.kinds.get(state.kind) ?? {};
  const names = [roles?.seats, roles?.targets].some(
    (field) => field !== undefined && state.fields[field] !== undefined,
  );
  if (!unit || names || roles?.excuses) return credited(library, state, org, county);
  const { level, kind, farming, validFrom, validTo } = unit;
  const { jurisdiction, mark } = law;
  const words = [jurisdiction, mark, level, kind, farming, validFrom, validTo, state.kind, state.state, state.day];
  const key = `${words.join('|')}|${JSON.stringify(state.fields)}`;
  const found = memory.credits.get(key) ?? credited(library, state, org, county);
  memory.credits.set(key, found);
  return found.map((credit) => ({ ...credit, unit: state.unit, record: state.id, recordCounty: county }));
}

/** What credits without targets come to depends on the days alone, for units of one profile. */
function weighLike(
  library: Library,
  org: OrgView,
  key: ObligationKey,
  credits: readonly StoredCredit[],
  memory: BulkMemory,
): ReturnType<typeof weigh> {
  const unit = org.find(key.unit);
  if (!unit || key.period.startsWith('T') || credits.some((credit) => credit.target !== ''))
    return weigh(library, org, key, credits);
  const law = library.at(credits[0]?.day ?? '', key.unit);
  if (law.duties.get(key.duty)?.measure.type === 'coverage') return weigh(library, org, key, credits);
  const days = credits.map((credit) => [credit.day, credit.until, credit.excused].join());
  const { level, kind, farming, validFrom, validTo } = unit;
  const words = [
    law.jurisdiction,
    law.mark,
    level,
    kind,
    farming,
    validFrom,
    validTo,
    key.duty,
    key.holder,
    key.period,
  ];
  const text = [...words, ...days].join('|');
  const found = memory.weighed.get(text) ?? weigh(library, org, key, credits);
  memory.weighed.set(text, found);
  return { ...found, progress: { ...found.progress, unit: key.unit } };
}

function* progressLines(
  library: Library,
  org: OrgView,
  county: string,
  byKey: ReadonlyMap<string, readonly StoredCredit[]>,
  memory: BulkMemory,
): Generator<string> {
  const above = tallyUnits(county);
  for (const credits of byKey.values()) {
    const { unit, duty, holder, period } = credits[0] as StoredCredit;
    const weighed = weighLike(library, org, { unit, duty, holder, period }, credits, memory);
    const { year, done, metDay, untilDay, excusedDay, lastDay } = weighed.progress;
    yield lineOf([county, unit, duty, holder, period, year, done, metDay, untilDay, excusedDay, lastDay]);
    const span = period.startsWith('T') ? 'term' : period;
    for (const delta of tallied(weighed, credits))
      for (const at of above) addDelta(memory, `${at}|${year}|${duty}|${span}`, delta);
  }
}

function addDelta(memory: BulkMemory, key: string, { day, met, excused, done }: Delta): void {
  const days = memory.tally.get(key) ?? new Map<Day, Omit<Delta, 'day'>>();
  const sum = days.get(day);
  days.set(day, { met: met + (sum?.met ?? 0), excused: excused + (sum?.excused ?? 0), done: done + (sum?.done ?? 0) });
  memory.tally.set(key, days);
}

type Cell = string | number | boolean | null;

/** A line of COPY in its text form. */
export const lineOf = (cells: readonly Cell[]): string => `${cells.map(cellOf).join('\t')}\n`;

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
function cellOf(cell: Cell): string {
  if (cell === null) return '\\N';
  if (typeof cell === 'boolean') return cell ? 't' : 'f';
  return typeof cell === 'number' ? String(cell) : cell.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign);
}

function* lines<T>(items: Iterable<T>, line: (item: T) => readonly Cell[]): Generator<string> {
  for (const item of items) yield lineOf(line(item));
}

const actLine = (
  county: string,
  { id, seq, record, verb, actor, at, day, body, prevHash, hash }: StoredAct,
  unit: string,
): Cell[] => [...[county, id, seq, record, verb, actor, at, day, JSON.stringify(body), prevHash, hash, unit]];

const creditLine = (county: string, c: StoredCredit): Cell[] => [
  ...[county, c.unit, c.duty, c.holder, c.period, c.record, c.target, c.recordCounty, c.day, c.until, c.excused],
];

function recordLine(county: string, { state, law, at, author }: Judged, serving: ReadonlySet<string>): Cell[] {
  const { counts, title } = toldOf(law, state);
  const { id, unit, day, fields, version, regime, mark } = state;
  const homes = serving.has(id) ? `{${county}}` : '{}';
  const words = JSON.stringify(fields);
  const seats = `{${reach.seatsNamed(fields).join(',')}}`;
  const judged = [regime, mark, homes, at, seats, author];
  return [county, id, state.kind, unit, day, state.state, counts, words, title, version, ...judged];
}

function taskLine(county: string, { state, task }: Judged): Cell[] {
  if (!task) throw new RangeError(`record ${state.id} waits for nobody`);
  const { mode, reviewers, since, due } = task;
  return [county, state.id, state.unit, state.kind, mode, `{${reviewers.join(',')}}`, since, due];
}
