/** The act transaction: one act, and everything that follows from it, or nothing. */
import {
  type Act,
  type ActBody,
  chain,
  creditsOf,
  perform,
  type RecordState,
  seating,
  stateOf,
  titleOf,
} from '#ledger';
import { type Actor, isUnitCode, type OrgView, type Reach } from '#org';
import { type Day, isDay, type Law, type Library, Refusal } from '#regime';
import {
  actsOf,
  type Before,
  type BeforeRow,
  bareAct,
  beforeColumns,
  beforeOf,
  home,
  lockHomes,
  makeHead,
  readBefore,
  readObligations,
  type StoredAct,
  writeAct,
} from './act-rows.ts';
import { attachNew } from './files/file-rows.ts';
import type { ChainHead, Store, Stores } from './open-store.ts';
import { orgAlong, orgAround, type StoredOrg } from './org-view.ts';
import { linkHash } from './proof/merkle.ts';
import { refuseMovedOut, refuseOutOfReach, refuseStrangers } from './reach/check-act.ts';
import { followReview } from './review/follow.ts';
import { followSeats } from './seats/follow.ts';
import { seatsSomebody } from './seats/seat-rows.ts';
import { keyText, type ObligationKey, type Settled, type StoredCredit, settle, weigh } from './settle.ts';

export interface ActRequest {
  /** Where the record lies: its county, or the unit itself above the county. */
  readonly county: string;
  readonly record: string;
  readonly id: string;
  readonly verb: Act['verb'];
  readonly body: ActBody;
  readonly actor: string;
  /** The person and seats behind the account, where the pack says who must sign; left out by what the program does itself. */
  readonly by?: Pick<Actor, 'account' | 'person' | 'seats'>;
  /** What its sender may do; left out: the program's own work. */
  readonly reach?: Reach;
  /** Instant of receipt, ISO. */
  readonly at: string;
  /** The day of receipt in Asia/Shanghai. */
  readonly today: Day;
}

export interface ActOutcome {
  readonly record: RecordState;
  readonly title: string;
  readonly counts: boolean;
  /** How many obligations the record serves now. */
  readonly fulfils: number;
  readonly repeated: boolean;
  /** It would have changed nothing, so it was not added: the record as it stands. */
  readonly idle: boolean;
  /** Every obligation that the act touched, as it stands now. */
  readonly moved: readonly Pick<Settled, 'progress' | 'need'>[];
  readonly law: Law;
  readonly org: StoredOrg;
}

/**
 * Does one act. The county's chain orders its acts; an act that was received before changes nothing and is answered
 * again; so is an amendment that says nothing new. Refusals: those of `perform`, `not_allowed`, `duplicate_act`, `record_unknown`, `record_exists`, `unit_outside_county`, `unit_code_invalid`.
 */
export async function performAct(stores: Stores, library: Library, request: ActRequest): Promise<ActOutcome> {
  const { county, body } = request;
  if (!isUnitCode(county) || home(county) !== county)
    throw new Refusal('unit_outside_county', { value: county, county, field: 'unit' });
  if (body.unit !== undefined && home(body.unit) !== county)
    throw new Refusal('unit_outside_county', { value: body.unit, county, field: 'unit' });
  refuseStrangers(request);
  return stores.chaining(county, request.reach, (store, head) => actUnderLock(store, library, request, head));
}

/** What stands before an act, and the units that it speaks of; a new record names them itself, so one statement does. */
async function readFor(store: Store, request: ActRequest): Promise<{ before: Before; org?: StoredOrg }> {
  const { county, record, id, verb, body } = request;
  if (verb !== 'create') return { before: await readBefore(store, county, id, record) };
  const { codes, scopes } = namedIn([body]);
  const { org, row } = await orgAlong<BeforeRow>(store, codes, scopes, beforeColumns(county, id, record));
  return { before: beforeOf(row), org };
}

async function actUnderLock(
  store: Store,
  library: Library,
  request: ActRequest,
  locked: Promise<ChainHead | undefined>,
): Promise<ActOutcome> {
  const { county, record: id } = request;
  // Sent at once; the reading comes after the lock, so it sees all that was done under it before.
  const [known, { before, org: named }] = await Promise.all([locked, readFor(store, request)]);
  const head = known ?? (await makeHead(store, county));
  const { state, author = request.actor } = before;
  refuseOutOfReach(library, request, state, author);
  if (before.act) return again(store, library, request, before.act);
  if (!state && request.verb !== 'create') throw new Refusal('record_unknown', { county, record: id });
  if (state && request.verb === 'create') throw new Refusal('record_exists', { county, record: id });
  let org = named ?? (await orgFor(store, [state, request.body]));
  const { act, law } = judged(library, state, request);
  const record = perform(law, org, state, act, request.today);
  await attachNew(store, law, state, record, request.at);
  refuseMovedOut(library, law, request, state, record, author);
  const { by } = request;
  // By what the record says and by what it is to say: nobody signs because he has just written himself into it.
  const signed = by && by.account !== 'operator' ? [state ?? record, record] : [];
  if (by && !signed.every((one) => seating.maySign(law, state?.state, request.verb, one, by)))
    throw new Refusal('not_yours_to_sign', { verb: request.verb, kind: record.kind });
  if (state && changesNothing(state, record, request.verb)) return standing(library, state, org, request, law);
  let credits = credited(library, record, org, county);
  const seated = seatHomes(law, record);
  const further = [...new Set([...before.homes, ...credits.map((credit) => home(credit.unit)), ...seated])].filter(
    (code) => code !== county,
  );
  if (further.length > 0) await lockHomes(store, further.sort());
  if (seated.some((code) => code !== county)) {
    // Who held a seat of another home may have changed until its chain was held.
    org = await orgFor(store, [state, record]);
    credits = credited(library, record, org, county);
  }
  const homes = [...new Set(credits.map((credit) => home(credit.unit)))];
  const served = { record: id, homes: before.homes };
  const { settled, gone, fresh } = await change(store, library, org, served, credits);
  const { counts, title } = toldOf(law, record);
  const written = {
    county,
    act: chained(county, head, act),
    record,
    counts,
    title,
    homes,
    gone,
    credits: fresh,
    progress: settled.map((one) => one.progress),
    tally: settled.flatMap((one) => one.tally),
    more: await followReview(store, { ...request, actor: act.actor, record, law }, title),
  };
  const isSeating = seatsSomebody(library, state) || seatsSomebody(library, record);
  await writeAct(store, written, !isSeating);
  const fulfils = countServed(credits);
  const turned = isSeating ? await followSeats(store, library, county, state, record) : [];
  const moved = [...settled, ...turned].map(({ progress, need }) => ({ progress, need }));
  return { record, title, counts, fulfils, repeated: false, idle: false, moved, law, org };
}

/** A record with its title, and whether it counts. */
export function toldOf(law: Law, record: RecordState): Pick<ActOutcome, 'record' | 'title' | 'counts'> {
  const kind = law.kinds.get(record.kind);
  const counts = kind?.states.find((one) => one.id === record.state)?.counts ?? false;
  return { record, title: kind ? titleOf(kind, record) : record.kind, counts };
}

const countServed = (credits: readonly StoredCredit[]): number => new Set(credits.map(keyText)).size;

/** Whether an amendment says nothing that the record does not say already: it is no act, and the version stays. */
export function changesNothing(before: RecordState, after: RecordState, verb: Act['verb']): boolean {
  return verb === 'amend' && chain.canonical(before) === chain.canonical({ ...after, version: before.version });
}

/** Answers an amendment that changes nothing: what stands, and no act more. */
function standing(library: Library, state: RecordState, org: StoredOrg, { county }: ActRequest, law: Law): ActOutcome {
  const fulfils = countServed(credited(library, state, org, county));
  return { ...toldOf(law, state), fulfils, repeated: false, idle: true, moved: [], law, org };
}

/** Homes of the seats that a record names. */
function seatHomes(law: Law, record: RecordState): string[] {
  const field = law.kinds.get(record.kind)?.roles?.seats;
  const named = field === undefined ? undefined : record.fields[field];
  return (Array.isArray(named) ? named : []).map((ref) => home(ref.split(':', 1)[0] ?? '0'));
}

/** The act as it is kept, and the law of its day: the day the thing happened, else that of the record. */
export function judged(library: Library, state: RecordState | undefined, request: ActRequest): { act: Act; law: Law } {
  const given = request.body.day;
  const day = given !== undefined && isDay(given) && given <= request.today ? given : (state?.day ?? request.today);
  const { id, record, verb, actor, at, body } = request;
  const law = library.at(day, state?.unit ?? body.unit ?? '0');
  return { act: { id, record, verb, actor, at, day, body }, law };
}

/** The next link of a county's chain. */
export function chained(county: string, head: ChainHead, act: Act): StoredAct {
  const seq = head.seq + 1;
  return { ...act, seq, prevHash: head.hash, hash: linkHash(county, seq, head.hash, act) };
}

/** What a record is credited for, each once, under the law of the day it happened. */
export function credited(library: Library, record: RecordState, org: OrgView, county: string): StoredCredit[] {
  const credits = creditsOf(library.at(record.day, record.unit), record, org);
  const each = new Map(credits.map((credit) => [`${keyText(credit)}|${credit.target}`, credit]));
  return [...each.values()].map((credit) => ({ ...credit, record: record.id, recordCounty: county }));
}

const unitText = /^(0|\d{2}|\d{4}|\d{6}|\d{9}|\d{12})(?::|$)/;

/** Reads the units that acts or records speak of: those they name, and what is owed at their units and seats. */
export function orgFor(store: Store, parts: readonly Speaking[]): Promise<StoredOrg> {
  const { codes, scopes } = namedIn(parts);
  return orgAround(store, codes, scopes);
}

type Speaking = { unit?: string; fields?: object } | undefined;

function namedIn(parts: readonly Speaking[]): { codes: string[]; scopes: string[] } {
  const codes = new Set<string>();
  const scopes = new Set<string>();
  for (const part of parts) {
    if (part?.unit !== undefined && unitText.test(part.unit)) scopes.add(part.unit);
    for (const value of Object.values(part?.fields ?? {}).flat()) {
      const code = typeof value === 'string' ? unitText.exec(value)?.[1] : undefined;
      if (code === undefined) continue;
      codes.add(code);
      // A seat, or a group inside a village; only a seat's unit may owe something.
      if (!/^\d+(:\d+)?$/.test(value)) scopes.add(code);
    }
  }
  return { codes: [...codes], scopes: [...scopes] };
}

/** The obligations touched by replacing what a record gave by `after`. */
async function change(
  store: Store,
  library: Library,
  org: StoredOrg,
  served: { record: string; homes: readonly string[] },
  after: readonly StoredCredit[],
) {
  const afterBy = Map.groupBy(after, keyText);
  const read = await readObligations(
    store,
    [...afterBy.values()].map((list) => list[0] as ObligationKey),
    served,
  );
  const years = new Map(read.progress.map((row) => [keyText(row), row]));
  const known = read.credits.map((credit) => ({ ...credit, year: years.get(keyText(credit))?.year ?? 0 }));
  const knownBy = Map.groupBy(known, keyText);
  const settled: Settled[] = [];
  const gone: StoredCredit[] = [];
  const fresh: StoredCredit[] = [];
  for (const text of new Set([...afterBy.keys(), ...knownBy.keys()])) {
    const all = knownBy.get(text) ?? [];
    const own = all.filter((credit) => credit.record === served.record);
    const others = all.filter((credit) => credit.record !== served.record);
    const next = afterBy.get(text) ?? [];
    const key = (next[0] ?? own[0]) as ObligationKey | undefined;
    if (!key) continue;
    const { unit, duty, holder, period } = key;
    const now = [...others, ...next];
    settled.push(settle(library, org, { unit, duty, holder, period }, years.get(text), all, now));
    gone.push(...own.filter((credit) => !next.some((one) => one.target === credit.target)));
    fresh.push(...next.filter((credit) => !own.some((one) => same(one, credit))));
  }
  return { settled, gone, fresh };
}

const same = (a: StoredCredit, b: StoredCredit): boolean =>
  a.target === b.target && a.day === b.day && a.until === b.until && a.excused === b.excused;

/** Answers an act that was received before: the same reply if it says the same, else `duplicate_act`. */
async function again(store: Store, library: Library, request: ActRequest, known: StoredAct): Promise<ActOutcome> {
  const { id, record, verb, body } = request;
  const was = bareAct(known);
  const sent: Act = { ...was, id, record, verb, body };
  if (chain.canonical(was) !== chain.canonical(sent))
    throw new Refusal('duplicate_act', { act: id, record: known.record });
  const acts = await actsOf(store, request.county, record);
  const first = acts[0] as StoredAct;
  const law = library.at(first.day, first.body.unit ?? '0');
  const upTo = acts.slice(0, acts.findIndex((act) => act.id === id) + 1);
  const then = stateOf(upTo, law) as RecordState;
  const earlier = stateOf(upTo.slice(0, -1), law);
  const org = await orgFor(store, [then, earlier]);
  const served = [then, earlier].flatMap((state) => (state ? credited(library, state, org, request.county) : []));
  const keys = [...new Map(served.map((credit) => [keyText(credit), credit])).values()];
  if (keys.some((key) => home(key.unit) !== request.county)) await store.script(`select set_ctx('0')`);
  const { credits, progress } = await readObligations(store, keys, { record, homes: [] });
  const rows = new Map(progress.map((row) => [keyText(row), row]));
  const moved = keys.map(({ unit, duty, holder, period, year }) => {
    const key = { unit, duty, holder, period };
    const all = credits.filter((credit) => keyText(credit) === keyText(key)).map((credit) => ({ ...credit, year }));
    const weighed = weigh(library, org, key, all);
    return { progress: rows.get(keyText(key)) ?? weighed.progress, need: weighed.need.need };
  });
  return {
    ...toldOf(law, then),
    fulfils: countServed(credited(library, then, org, request.county)),
    repeated: true,
    idle: false,
    moved,
    law,
    org,
  };
}
