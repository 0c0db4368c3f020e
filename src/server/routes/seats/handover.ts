/** Handovers: what is open in a seat when a tenure ends, and who is to sign for it. */
import { createHash } from 'node:crypto';
import type { Reply } from '#contract';
import { obligations, openActs, type RecordState, seating } from '#ledger';
import { type Actor, homeOf, type Reach, reach, type UnitCode } from '#org';
import { addDays, type Day, type Law, Refusal } from '#regime';
import type { Handlers } from '../../http/handlers.ts';
import { actsOf } from '../../store/act-rows.ts';
import { performAct } from '../../store/acts.ts';
import type { Store } from '../../store/open-store.ts';
import { orgInside } from '../../store/org-view.ts';
import {
  type CreditOfRecord,
  type EndedTenure,
  endedTenures,
  endedWithCredits,
  type HandoverSearch,
  handoverState,
} from '../../store/seats/handovers.ts';
import { keyText } from '../../store/settle.ts';
import { type Context, refOf, requireLoaded, todayOf, unitAt } from '../context.ts';
import { nameHolders, type PlaceNames, placeNames } from '../names.ts';
import { isHeldBy, obligationKey, obligationRow } from '../owed.ts';
import { standingOf } from '../what-if.ts';
import type { Words } from '../words.ts';
import { carriedBy } from './carried.ts';
import { mayOn, requireSeen } from './guard.ts';
import { keptLines, type Listed, listFields } from './handover-list.ts';
import { seatRef } from './posts.ts';
import { deputiesBy, type StandsFor } from './stands-for.ts';

export type HandoverRow = Reply<'listHandovers'>['rows'][number];
type Names = 'listHandovers' | 'getHandover' | 'beginHandover';

export const handoverRoutes = (context: Context): Pick<Handlers, Names> => ({
  listHandovers: async ({ params, by }) => {
    const code = requireLoaded(context, params.code);
    const within = requireSeen(context, by, code);
    return context.stores.forFigures(within, async (store) => {
      const unit = await unitAt(store, code);
      const ended = await endedOf(context, store, [code], null);
      const found = ended.filter((row) => isSeen(context, within, row));
      const names = await placeNames(store, [code]);
      return { unit: refOf(unit), rows: found.map((row) => handoverRow(context, names, row, by, within)) };
    });
  },

  getHandover: async ({ params, by }) => {
    const code = requireLoaded(context, params.code, 'villages');
    const within = requireSeen(context, by, code);
    return context.stores.forFigures(within, async (store) => {
      const [row, { names, ...list }] = await openAt(context, store, within, code, params.tenure);
      const state = handoverState(row);
      return {
        day: todayOf(context),
        row: handoverRow(context, names, row, by, within),
        ...list,
        ...keptLines(state),
        acts: state ? await signaturesOf(context, store, code, state) : [],
      };
    });
  },

  beginHandover: async ({ params, body, by }) => {
    const code = requireLoaded(context, params.code, 'villages');
    const within = requireSeen(context, by, code);
    const today = todayOf(context);
    const law = context.library.at(today, code);
    const kind = handoverKind(law);
    if (!kind) throw new Refusal('kind_unknown', { field: 'kind', kind: 'handover', unit: code, kinds: [] });
    const { row, kept, names } = await context.stores.forFigures(within, async (store) => {
      const [found, list] = await openAt(context, store, within, code, params.tenure);
      return { row: found, kept: listFields(law, kind, list, today), names: list.names };
    });
    const shown = handoverRow(context, names, row, by, within);
    // Sent again: the list is the one of the first time, whatever has happened since.
    if (shown.record?.id === handoverId(row.id, body.id)) return { row: shown };
    if (shown.record) throw new Refusal('act_not_open', { verb: 'create', state: shown.record.state, open: shown.can });
    if (!shown.can.includes('begin')) throw new Refusal('not_yours_to_sign', { verb: 'create', kind: kind.id });
    const taker = body.taker ?? shown.taker;
    if (!taker) throw new Refusal('handover_no_taker', { field: 'taker', tenure: params.tenure });
    const fields = {
      ...{ seat: [`${code}:${row.seat}`], tenure: row.id, leaver: row.person, leaver_name: row.person_name },
      ...{ taker: taker.person, taker_name: taker.name, ...kept },
      ...(body.note !== undefined && body.note !== '' && { note: body.note }),
    };
    const outcome = await performAct(context.stores, context.library, {
      ...{ county: homeOf(code), record: handoverId(row.id, body.id), id: body.id, verb: 'create', actor: by.account },
      ...{ at: context.now().toISOString(), today, body: { kind: kind.id, unit: code, day: today, fields } },
    });
    return { row: handoverRow(context, names, row, by, within, outcome.record) };
  },
});

/** What was done to a handover, by whom and for whom. */
async function signaturesOf(context: Context, store: Store, code: UnitCode, state: RecordState) {
  const law = context.library.at(todayOf(context), code);
  const kind = law.kinds.get(state.kind);
  const acts = await actsOf(store, homeOf(code), state.id);
  const { marks, names } = await deputiesBy(context, store, [{ unit: state.unit, fields: state.fields, acts }]);
  return acts.map((act, at) => {
    const [by, mark] = [names.get(act.actor) ?? act.actor, marks[0]?.[at] ?? null];
    return {
      verb: act.verb,
      name: kind?.acts.find((one) => one.verb === act.verb)?.name ?? { zh: act.verb, en: act.verb },
      at: act.at,
      day: todayOf({ now: () => new Date(act.at) }),
      ...{ by, stands_for: mark, signer: signerWords(by, mark) },
      reason: act.body.reason ?? '',
    };
  });
}

/** Who did an act, and for whom, in words. */
function signerWords(by: string, mark: StandsFor): Words {
  if (!mark) return { zh: by, en: by };
  const { seat, name } = mark;
  return {
    zh: `${by}（代${seat.zh}${name === null ? '' : ` ${name}`}）`,
    en: `${by} (for ${seat.en}${name === null ? '' : `, ${name}`})`,
  };
}

export const handoverKind = (law: Law) => [...law.kinds.values()].find(({ roles }) => roles?.handover);

/** Whether a handover of a tenure would be seen: who left a seat himself sees that of his own seat alone. */
function isSeen(context: Context, within: Reach, { unit_code: unit, seat }: EndedTenure): boolean {
  const day = todayOf(context);
  const kind = handoverKind(context.library.at(day, unit))?.id ?? '';
  return reach.may(within, 'see', { unit, kind, state: '', day, seats: [`${unit}:${seat}`], author: '' });
}

/** The record of a handover: the same act, sent again, is for the same record. */
function handoverId(tenure: string, act: string): string {
  const hex = createHash('sha256').update(`${tenure}\n${act}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Days of the pack: within how many a handover is to be closed, and for how long anyone is reminded. */
const daysOf = (law: Law, key: 'days' | 'remind-days'): number =>
  law.assumptions.has('z-21') ? Number(law.assumed('z-21', key)) : 0;

/** Which tenures are handed over today at a place; undefined where its packs know no handover. */
function searchAt(context: Context, unit: string): HandoverSearch | undefined {
  const today = todayOf(context);
  const law = context.library.at(today, unit);
  const kind = handoverKind(law);
  const tenureField = kind?.roles?.handover?.tenure;
  if (!kind || tenureField === undefined) return undefined;
  return { kind: kind.id, tenureField, from: addDays(today, -daysOf(law, 'remind-days')), before: today };
}

/** Tenures that ended of late, with their handovers. */
export async function endedOf(
  context: Context,
  store: Store,
  units: readonly UnitCode[],
  person: string | null,
): Promise<EndedTenure[]> {
  const search = searchAt(context, units[0] ?? '0');
  return search ? endedTenures(store, units, person, search) : [];
}

/** One of them, with what is open in its seat. Refusal `tenure_unknown`. */
async function openAt(
  context: Context,
  store: Store,
  within: Reach,
  code: UnitCode,
  tenure: string,
): Promise<[EndedTenure, Open]> {
  const today = todayOf(context);
  const year = Number(today.slice(0, 4));
  const search = searchAt(context, code);
  const read = search && (await endedWithCredits(store, code, search, [0, year - 1, year]));
  const found = read?.ended.find((row) => row.id === tenure);
  if (!read || !found || !isSeen(context, within, found)) throw new Refusal('tenure_unknown', { tenure, unit: code });
  const law = context.library.at(today, code);
  const list = await openIn(store, law, code, found.seat, today, read.credits);
  const groups = await carriedBy(context, store, law, found, list.names);
  const carried = groups.reduce((sum, { rows, more }) => sum + rows.length + more, 0);
  return [found, { ...list, groups, carried }];
}

/** A line of the list, with what its reader may do about it. */
export function handoverRow(
  context: Context,
  names: PlaceNames,
  row: EndedTenure,
  by: Actor,
  within: Reach,
  state = handoverState(row),
): HandoverRow {
  const today = todayOf(context);
  const law = context.library.at(today, row.unit_code);
  const kind = handoverKind(law);
  const ended = row.to_day ?? today;
  const taker = state
    ? { person: String(state.fields.taker), name: String(state.fields.taker_name) }
    : row.next_person === null
      ? null
      : { person: row.next_person, name: row.next_name ?? '' };
  const isPart = by.person !== null && [row.person, taker?.person].includes(by.person);
  const mayBegin = by.account === 'operator' || isPart || mayOn(within, 'appoint', row.unit_code);
  return {
    tenure: row.id,
    seat: seatRef(context, names, row, today),
    leaver: { person: row.person, name: row.person_name },
    taker,
    since: row.from_day,
    ended,
    due: addDays(ended, daysOf(law, 'days')),
    record: state
      ? {
          county: homeOf(row.unit_code as UnitCode),
          id: state.id,
          version: state.version,
          state: state.state,
          state_name: kind?.states.find((one) => one.id === state.state)?.name ?? { zh: state.state, en: state.state },
        }
      : null,
    can: state ? signsOpen(law, state, by, mayBegin) : mayBegin ? ['begin'] : [],
  };
}

function signsOpen(law: Law, state: RecordState, by: Actor, mayBegin: boolean): HandoverRow['can'] {
  const kind = law.kinds.get(state.kind);
  if (!kind) return [];
  return openActs(kind, state).filter((verb): verb is 'hand' | 'take' | 'attest' | 'withdraw' => {
    if (verb === 'withdraw') return mayBegin;
    if (verb !== 'hand' && verb !== 'take' && verb !== 'attest') return false;
    return by.account === 'operator' || seating.maySign(law, state.state, verb, state, by);
  });
}

type Open = Listed & { readonly names: PlaceNames };

/** What is open in a seat on a day: obligations begun and not met, and places it keeps in contact with. */
async function openIn(
  store: Store,
  law: Law,
  code: UnitCode,
  seat: string,
  day: Day,
  credits: readonly CreditOfRecord[],
): Promise<Omit<Open, 'groups' | 'carried'>> {
  const year = Number(day.slice(0, 4));
  const org = await orgInside(store, code);
  const byKey = Map.groupBy(credits, keyText);
  const owed = [year - 1, year].flatMap((y) =>
    obligations(law, org, code, day, { year: y }).filter(
      (one) => y === year || (one.period.year === y && (one.due ?? '') >= `${year}-01-01`),
    ),
  );
  // A term is the person's own: who follows begins anew (g-7).
  const held = owed.filter(
    (one) => isHeldBy(one.holder, seat) && one.period.from <= day && !one.period.key.startsWith('T'),
  );
  const standings = held.map((one) => {
    const own = (byKey.get(keyText(obligationKey(one))) ?? []).map((credit) => ({ ...credit, year: one.period.year }));
    return standingOf(law, one, own, day);
  });
  const names = nameHolders(org);
  const contacts = credits.flatMap((credit) => {
    const duty = law.duties.get(credit.duty);
    const holds = credit.day <= day && (credit.until === null || credit.until >= day);
    if (duty?.measure.type !== 'holding' || !isHeldBy(credit.holder, seat) || !holds) return [];
    const field = credit.kind === null ? undefined : law.kinds.get(credit.kind)?.roles?.targets;
    const targets = [field === undefined ? '' : credit.fields[field]].flat().map(String);
    const place = targets.map((target) => names.find(target.split(':', 1)[0] ?? '')?.name ?? target).join('、');
    return [{ duty: duty.id, name: duty.name, place, since: credit.day }];
  });
  const isOpen = (status: string): boolean => status !== 'met' && status !== 'excused';
  return {
    open: standings.filter((one) => isOpen(one.status)).map((one) => obligationRow(law, org, names, one, day)),
    contacts,
    names,
  };
}
