/** Records: lists, one record with its acts, doing an act, and what kinds a unit keeps. */
import type { Reply } from '#contract';
import { entered } from '#ledger';
import { type Actor, reach, type UnitCode } from '#org';
import { type Day, isDay, type Law, type Library, Refusal } from '#regime';
import type { Handlers, Input } from '../http/handlers.ts';
import { actsOf } from '../store/act-rows.ts';
import { type ActOutcome, performAct } from '../store/acts.ts';
import type { Store } from '../store/open-store.ts';
import { auditAlone } from '../store/people/audit.ts';
import { findRecord, listRecords, type RecordFilter, type ServedCredit } from '../store/records.ts';
import { accountNames } from '../store/review/account-names.ts';
import { entriesAt } from '../store/seats/entry-rows.ts';
import { keyText } from '../store/settle.ts';
import { namedTenures } from '../store/tenures.ts';
import { askedOf, type Context, lawFor, pageMark, readDayMark, requireLoaded, todayOf, unitAt } from './context.ts';
import { exportOf } from './export.ts';
import { performMany } from './many-acts.ts';
import { nameHolders, type PostNames, placeNames, type UnitNames, unitNames } from './names.ts';
import { actsOpenTo, creatingClosed } from './open-to.ts';
import { tellLook } from './personal.ts';
import { recordRow } from './record-row.ts';
import { withDeputies } from './seats/stands-for.ts';
import { holderName, kindShape, localName, seatsAt, type Words } from './words.ts';

type Names = 'listKinds' | 'listRecords' | 'exportRecords' | 'getRecord' | 'performAct' | 'performActs';

export const recordRoutes = (context: Context): Pick<Handlers, Names> => ({
  performActs: ({ body, by, reach: within }) => performMany(context, body.acts, { by, reach: within }),

  listKinds: async ({ params, query, reach: within, by }) => {
    const code = requireLoaded(context, params.code);
    const asked = askedOf(context, query);
    const law = lawFor(context.library, code, asked);
    return context.stores.as(within, async (store) => {
      const unit = await unitAt(store, code);
      const tenures = await namedTenures(store, code);
      const entries = await entriesAt(store, [code]);
      const kinds = [...law.kinds.values()].filter((kind) => kind.levels.includes(unit.level));
      return {
        kinds: kinds.map((kind) => ({
          ...kindShape(law, kind, unit),
          closed: creatingClosed(context, unit, kind, within, by),
        })),
        seats: seatsAt(law, unit)
          .filter((seat) => seat.isSeat)
          .map(({ id }) => {
            const held = tenures.findLast(
              (one) => one.seat === id && one.from <= asked.day && (one.to === null || one.to >= asked.day),
            );
            const name = localName(law, entries, id, unit.level, asked.day);
            return { ref: `${code}:${id}`, name, person: held?.name ?? null };
          }),
      };
    });
  },

  listRecords: async ({ params, query, reach: within }) => {
    const unit = requireLoaded(context, params.code);
    const filter = filterOf(unit, query);
    const after = query.after === undefined ? undefined : readDayMark(query.after);
    return context.stores.as(within, async (store) => {
      await unitAt(store, unit);
      const found = await listRecords(store, filter, { after, limit: query.limit + 1 });
      const rows = found.slice(0, query.limit);
      const names = await unitNames(
        store,
        rows.map((row) => row.state.unit),
      );
      const last = rows.at(-1);
      return {
        rows: rows.map((row) => recordRow(context.library, row, names)),
        next: last && found.length > rows.length ? pageMark([last.state.day, last.state.id]) : null,
      };
    });
  },

  exportRecords: async ({ params, query, reach: within, by, from }) => {
    const unit = requireLoaded(context, params.code);
    const file = await exportOf(context, reach.exportable(within), unit, filterOf(unit, query), query.lang);
    const entry = { kind: 'export-records', by, unit, address: from.address, facts: { ...query } };
    await auditAlone(context.stores, entry, context.now());
    return file;
  },

  getRecord: async ({ params, reach: within, by, from }) => {
    const county = requireLoaded(context, params.county);
    const found = await context.stores.as(within, (store) => readRecord(context, store, county, params.id, by));
    await tellLook(context, { kind: found.kind, record: params.id, unit: found.record.unit.code, by, from });
    return { ...found, acts: await withDeputies(context, within, found) };
  },

  performAct: async ({ params, body, by, reach: within }) => {
    requireLoaded(context, params.county, 'villages');
    // Whoever does not say which version he looked at could undo what somebody else wrote meanwhile.
    if (body.verb !== 'create' && body.version === undefined)
      throw new Refusal('version_required', { field: 'version', verb: body.verb });
    const outcome = await performAct(context.stores, context.library, {
      county: params.county,
      record: params.id,
      id: body.id,
      verb: body.verb,
      body: bodyOf(body),
      actor: by.account,
      by,
      reach: within,
      at: context.now().toISOString(),
      today: todayOf(context),
    });
    return actReply(context.library, params.county, outcome);
  },
});

/** The parts of an act that were sent; absent ones stay absent, for they are part of what is signed. */
function bodyOf({ version, kind, unit, day, fields, reason, mend }: Input<'performAct'>['body']) {
  return {
    ...(version !== undefined && { version }),
    ...(kind !== undefined && { kind }),
    ...(unit !== undefined && { unit }),
    ...(day !== undefined && { day }),
    ...(fields !== undefined && { fields }),
    ...(reason !== undefined && { reason }),
    ...(mend !== undefined && { mend }),
  };
}

type ListQuery = Pick<Input<'listRecords'>['query'], 'kind' | 'state' | 'from' | 'to' | 'q' | 'scope'>;

function filterOf(unit: UnitCode, { kind, state, from, to, q, scope }: ListQuery): RecordFilter {
  for (const day of [from, to]) if (day !== undefined && !isDay(day)) throw new Refusal('day_invalid', { day });
  return { unit, kind, state, from, to, q, scope };
}

async function readRecord(
  context: Context,
  store: Store,
  county: string,
  id: string,
  by: Actor,
): Promise<Reply<'getRecord'>> {
  const { library } = context;
  const found = await findRecord(store, county, id);
  if (!found) throw new Refusal('record_unknown', { county, record: id });
  const { record, credits } = found;
  const { state } = record;
  const acts = await actsOf(store, county, id);
  const named = await accountNames(
    store,
    acts.map(({ actor }) => actor),
  );
  const law = library.at(state.day, state.unit);
  const kind = law.kinds.get(state.kind);
  if (!kind) throw new Error(`record ${id} is of kind ${state.kind}, which ${law.regime.id} does not know`);
  const codes = unitsIn(Object.values(state.fields).flat());
  const units = await placeNames(store, [state.unit, ...codes, ...credits.map((credit) => credit.unit)]);
  // What says how a seat is called here names it as the law does.
  const called: PostNames = kind.roles?.entry ? (_, { level }, post) => holderName(law, post, level) : units.post;
  const verbName = (verb: string): Words => kind.acts.find((act) => act.verb === verb)?.name ?? { zh: verb, en: verb };
  return {
    record: recordRow(library, record, units),
    kind: kindShape(law, kind, units.ref(state.unit)),
    fields: Object.fromEntries(
      Object.entries(state.fields).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]),
    ) as Reply<'getRecord'>['fields'],
    labels: labelsOf(law, Object.values(state.fields).flat(), units, called),
    version: state.version,
    regime: { id: state.regime, name: library.packs.get(state.regime)?.name ?? law.regime.name, mark: state.mark },
    acts: acts.map((act) => ({
      id: act.id,
      seq: act.seq,
      verb: act.verb,
      verb_name: verbName(act.verb),
      actor: act.actor,
      actor_name: named.get(act.actor) ?? act.actor,
      stands_for: null,
      at: act.at,
      day: act.day,
      body: { ...act.body },
      hash: act.hash,
    })),
    fulfils: fulfilsOf(law, state.day, credits, units, called),
    can: actsOpenTo(context, { law, kind, state, acts }, store.reach, by),
  };
}

const codeAtStart = /^(0|\d{2}|\d{4}|\d{6}|\d{9}|\d{12})(?::|$)/;
export const unitsIn = (values: readonly unknown[]): string[] =>
  values.flatMap((value) => (typeof value === 'string' && codeAtStart.exec(value)?.[1]) || []);

const same = (name: string): Words => ({ zh: name, en: name });

/** What the codes in a record's fields are called: units and bodies by name, seats as 单位·职务. */
export function labelsOf(
  law: Law,
  values: readonly unknown[],
  units: UnitNames,
  called: PostNames,
): Record<string, Words> {
  const labels: Record<string, Words> = {};
  for (const value of values) {
    if (typeof value !== 'string') continue;
    const [code = '', seat] = value.split(':', 2);
    const unit = units.find(code);
    if (law.bodies.has(value)) labels[value] = holderName(law, value, 'county');
    if (!unit) continue;
    const { zh, en } = seat !== undefined && law.seats.has(seat) ? called(law, unit, seat) : same(seat ?? '');
    const at = (name: string): string => (name === '' ? unit.name : `${unit.name} · ${name}`);
    labels[value] = { zh: at(zh), en: at(en) };
  }
  return labels;
}

function fulfilsOf(
  law: Law,
  day: Day,
  credits: readonly ServedCredit[],
  units: UnitNames,
  called: PostNames,
): Reply<'getRecord'>['fulfils'] {
  return [...Map.groupBy(credits, keyText)].map(([key, given]) => {
    const { duty, unit, holder, period, excused } = given[0] as ServedCredit;
    const ref = units.ref(unit);
    return {
      key,
      duty,
      name: law.duties.get(duty)?.name ?? { zh: duty, en: duty },
      unit: ref,
      holder,
      holder_name: called(law, ref, holder),
      period,
      // What followed a target later is the same place.
      targets: given.filter((credit) => credit.target !== '' && credit.day === day).length,
      excused,
    };
  });
}

const servesNothing: Words = {
  zh: '已登记，但按当日的责任清单，这条记录没有履行任何一项；请核对类型、职务和日期。',
  en: 'Kept, but under the duties of that day it serves none; check its type, seats and day.',
};

const changedNothing: Words = {
  zh: '与已登记的完全一样：没有改动，未增加办理记录，版本不变。',
  en: 'It says what was recorded already: nothing was changed, no act was added, and the version stays.',
};

/** What is not as an assumption expects: said, never refused (g-6). */
function hintWords({ record, law, org }: ActOutcome): Words[] {
  const level = org.find(record.unit)?.level ?? 'county';
  return entered.hints(law, record).map(({ assumption, field, expected }) => {
    const name = law.kinds.get(record.kind)?.fields.find((one) => one.id === field)?.name ?? { zh: field, en: field };
    const seat = holderName(law, expected, level);
    return {
      zh: `${name.zh}通常为${seat.zh}（默认口径 ${assumption}）；已如实登记，不影响认定。`,
      en: `${name.en}: usually ${seat.en} (assumption ${assumption}); kept as it was, and it counts all the same.`,
    };
  });
}

function actReply(library: Library, county: string, outcome: ActOutcome): Reply<'performAct'> {
  const { record, title, counts, fulfils, law, org } = outcome;
  const units = nameHolders(org);
  return {
    record: recordRow(library, { state: record, county, title, counts, fulfils }, units),
    version: record.version,
    repeated: outcome.repeated,
    moved: outcome.moved.map(({ progress, need }) => ({
      key: keyText(progress),
      duty: progress.duty,
      name: law.duties.get(progress.duty)?.name ?? { zh: progress.duty, en: progress.duty },
      unit: units.ref(progress.unit),
      holder: progress.holder,
      period: progress.period,
      done: progress.done,
      need,
      met: progress.metDay !== null,
    })),
    warnings: [
      ...(outcome.idle ? [changedNothing] : []),
      ...(counts && fulfils === 0 ? [servesNothing] : []),
      ...(counts ? hintWords(outcome) : []),
    ],
  };
}
