/** Obligations: the list inside a county, and one with its working. */
import type { ObligationRow, Reply } from '#contract';
import { conditionsOf, type Obligation, obligationAt, yearOfPeriod } from '#ledger';
import { meetsCondition, parseUnitCode, spansOf, type UnitCode } from '#org';
import { isDay, type Law, Refusal, type ResolvedDuty } from '#regime';
import type { Handlers, Input } from '../http/handlers.ts';
import { endOfDays, listOwed, type OwedKey, type OwedRow, ranks } from '../store/obligations.ts';
import type { Store } from '../store/open-store.ts';
import { orgInside, type StoredOrg } from '../store/org-view.ts';
import { obligationRows, recordsById, type ServedCredit } from '../store/records.ts';
import { keyText } from '../store/settle.ts';
import { listBelow } from '../store/units.ts';
import {
  type Asked,
  askedOf,
  type Context,
  lawFor,
  pageMark,
  readMark,
  refOf,
  requireLoaded,
  unitAt,
} from './context.ts';
import { nameHolders, type UnitNames, unitNames } from './names.ts';
import { obligationRow, owedRows, type Standing } from './owed.ts';
import { recordRow } from './record-row.ts';
import { judgeAnew, standingOf, standingsAnew } from './what-if.ts';
import { assumptionRefs, clauseRefs } from './words.ts';
import { workingOf } from './working.ts';

type ListQuery = Input<'listObligations'>['query'];
type Page = Reply<'listObligations'>;

export const obligationRoutes = (context: Context): Pick<Handlers, 'listObligations' | 'getObligation'> => ({
  listObligations: async ({ params, query, reach }) => {
    const unit = requireLoaded(context, params.code, unitsWanted(params.code));
    const asked = askedOf(context, query);
    const law = lawFor(context.library, unit, asked, query.regime);
    return context.stores.forFigures(reach, async (store) => {
      await unitAt(store, unit);
      const org = await orgInside(store, unit);
      return query.regime === undefined
        ? listLive(store, law, org, unit, asked, query)
        : listAnew(store, law, org, unit, asked, query);
    });
  },

  getObligation: async ({ params, query, reach }) => {
    const unit = requireLoaded(context, params.code, unitsWanted(params.code));
    const asked = askedOf(context, query);
    const law = lawFor(context.library, unit, asked, query.regime);
    const key = { unit, duty: params.duty, holder: params.holder, period: params.period };
    return context.stores.forFigures(reach, async (store) => {
      await unitAt(store, unit);
      const org = await orgInside(store, unit);
      const obligation = obligationAt(law, org, { ...key, year: yearOfPeriod(key.period) }, asked.day);
      if (!obligation) throw new Refusal('obligation_unknown', { ...key, day: asked.day });
      const credits: ServedCredit[] =
        query.regime === undefined
          ? (await obligationRows(store, key)).credits
          : [...((await judgeAnew(store, law, org, unit, asked)).credits.get(keyText(key)) ?? [])];
      return detail(context, store, { law, org, obligation, credits, asked });
    });
  },
});

const unitsWanted = (code: string): 'upper' | 'villages' => (code.length < 6 ? 'upper' : 'villages');

const isOwn = (unit: UnitCode, query: ListQuery): boolean => query.scope === 'own' || unit.length < 6;

function keyBefore(query: ListQuery): OwedKey | undefined {
  if (query.after === undefined) return undefined;
  const key = readMark(query.after, 6);
  const [rank, due] = key;
  if (!Object.values(ranks).includes(rank as number) || !isDay(String(due))) throw new Refusal('page_mark_invalid', {});
  return key as unknown as OwedKey;
}

const keyOf = ({ obligation, status }: Standing): OwedKey => [
  ranks[status],
  obligation.due ?? endOfDays,
  obligation.unit,
  obligation.duty,
  obligation.holder,
  obligation.period.key,
];

function pageOf(law: Law, org: StoredOrg, found: readonly Standing[], asked: Asked, limit: number): Page {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const units = nameHolders(org);
  return {
    rows: rows.map((row) => obligationRow(law, org, units, row, asked.day)),
    next: last && found.length > limit ? pageMark(keyOf(last)) : null,
  };
}

async function listLive(
  store: Store,
  law: Law,
  org: StoredOrg,
  unit: UnitCode,
  asked: Asked,
  query: ListQuery,
): Promise<Page> {
  const within = { ...org, units: org.units.filter((one) => one.code.startsWith(unit)) };
  const rows = await listOwed(store, owedRows(law, within, asked, query), {
    unit,
    isOwn: isOwn(unit, query),
    day: asked.day,
    status: query.status,
    after: keyBefore(query),
    limit: query.limit + 1,
  });
  return pageOf(
    law,
    org,
    rows.map((row) => standingFrom(row, asked.day)),
    asked,
    query.limit,
  );
}

function standingFrom(row: OwedRow, day: string): Standing {
  const { duty, code: unit, holder, period, year, from_day: from, to_day: to, due, need, goal, targets, status } = row;
  const by = (on: string | null): string | null => (on !== null && on <= day ? on : null);
  return {
    obligation: { duty, unit, holder, period: { key: period, year, from, to }, due, need, goal, targets },
    progress: {
      done: row.done,
      metDay: status === 'met' ? row.met_day : null,
      excusedDay: by(row.excused_day),
      lastDay: by(row.last_day),
    },
    status,
  };
}

async function listAnew(
  store: Store,
  law: Law,
  org: StoredOrg,
  unit: UnitCode,
  asked: Asked,
  query: ListQuery,
): Promise<Page> {
  const judged = await judgeAnew(store, law, org, unit, asked);
  const codes = isOwn(unit, query)
    ? [unit]
    : org.units.filter((one) => one.code.startsWith(unit)).map((one) => one.code);
  const after = keyBefore(query);
  const found = standingsAnew(law, org, judged, codes, asked, query)
    .filter((one) => query.status === undefined || one.status === query.status)
    .map((one) => ({ one, key: keyOf(one) }))
    .filter(({ key }) => after === undefined || compareKeys(key, after) > 0)
    .sort((a, b) => compareKeys(a.key, b.key))
    .slice(0, query.limit + 1)
    .map(({ one }) => one);
  return pageOf(law, org, found, asked, query.limit);
}

function compareKeys(a: OwedKey, b: OwedKey): number {
  const at = a.findIndex((part, i) => part !== b[i]);
  if (at < 0) return 0;
  return (a[at] as string | number) < (b[at] as string | number) ? -1 : 1;
}

interface Detail {
  readonly law: Law;
  readonly org: StoredOrg;
  readonly obligation: Obligation;
  readonly credits: readonly ServedCredit[];
  readonly asked: Asked;
}

async function detail(context: Context, store: Store, given: Detail): Promise<Reply<'getObligation'>> {
  const { law, org, obligation, asked } = given;
  const credits = given.credits.filter((credit) => credit.day <= asked.day);
  const duty = law.duties.get(obligation.duty) as ResolvedDuty;
  const standing = standingOf(
    law,
    obligation,
    credits.map((credit) => ({ ...credit, year: 0 })),
    asked.day,
  );
  const homes = [...new Set(credits.map((credit) => credit.recordCounty))];
  const records = await recordsById(store, homes, [...new Set(credits.map((credit) => credit.record))]);
  const targets = credits
    .map((credit) => credit.target.split(':', 1)[0] ?? '')
    .filter((code) => /^\d{2,12}$/.test(code));
  const units = await unitNames(store, [obligation.unit, ...records.map((row) => row.state.unit), ...targets]);
  const row = obligationRow(law, org, units, standing, asked.day);
  // A coverage has a credit for each of its targets, and a record may have given many of them.
  const rows = new Map(records.map((record) => [record.state.id, recordRow(context.library, record, units)]));
  return {
    obligation: row,
    working: workingOf(law, duty, standing, asked.day, row.holder_name),
    spans: seatSpans(org, obligation, asked.day),
    records: credits.flatMap((credit) => {
      const record = rows.get(credit.record);
      return record ? [contribution(record, credit, units)] : [];
    }),
    missing: await missingOf(store, org, duty, obligation, targets, asked.day),
    clauses: clauseRefs(law, duty.clauses),
    assumptions: assumptionRefs(law, row.assumptions),
    kinds: kindsFor(law, duty),
  };
}

function contribution(record: Reply<'getRecord'>['record'], credit: ServedCredit, units: UnitNames) {
  const { day, until, target, excused } = credit;
  return { record, day, until, target, target_name: units.find(target.split(':', 1)[0] ?? '')?.name ?? null, excused };
}

/** Who held the seat when, in the period up to the day; nothing for bodies and for seats owing together. */
function seatSpans(org: StoredOrg, { unit, holder, period }: Obligation, day: string): Reply<'getObligation'>['spans'] {
  const tenures = org.named(unit, holder);
  const to = period.to === null || period.to > day ? day : period.to;
  if (tenures.length === 0 || period.from > to) return [];
  return spansOf(tenures, period.from, to).map((span) => {
    const tenure = tenures.find((one) => one === span.tenure);
    return {
      from: span.from,
      to: span.to,
      days: span.days,
      person: tenure?.name ?? null,
      acting: tenure?.acting ?? false,
    };
  });
}

const targetLevels: Readonly<Record<string, 'village' | 'township' | 'county'>> = {
  villages: 'village',
  village_groups: 'village',
  townships: 'township',
  counties: 'county',
};

/** Targets of a coverage duty that nobody has reached yet, at most 500. Inside a county `org` knows them already. */
export async function missingOf(
  store: Store,
  org: StoredOrg,
  duty: ResolvedDuty,
  { unit }: Obligation,
  reached: readonly string[],
  day: string,
): Promise<ObligationRow['unit'][]> {
  const level = duty.measure.type === 'coverage' ? targetLevels[duty.measure.of] : undefined;
  if (level === undefined) return [];
  const known = new Set(reached);
  const below =
    unit.length < 6
      ? await listBelow(store, parseUnitCode(unit), level, day)
      : org.list(unit, level, {}, day).flatMap((code) => org.find(code) ?? []);
  return below
    .filter((one) => meetsCondition(one, { farming: true }) && !known.has(one.code))
    .slice(0, 500)
    .map(refOf);
}

/** Kinds of record that would serve a duty, with the fields that must be so. */
export function kindsFor(law: Law, duty: ResolvedDuty): Reply<'getObligation'>['kinds'] {
  return duty.fulfilled_by.flatMap((match) => {
    const id = match.kind;
    const kind = law.kinds.get(id);
    const where = conditionsOf(law, match);
    if (!kind || !where) return [];
    const preset = Object.entries(where)
      .filter(([field]) => field !== 'from_level')
      .map(([field, value]) => {
        const isList = kind.fields.find((one) => one.id === field)?.kind === 'choices';
        const first = typeof value === 'object' ? (value[0] ?? null) : value;
        return [field, isList && typeof first === 'string' ? [first] : first] as const;
      });
    return [{ kind: id, name: kind.name, preset: Object.fromEntries(preset) }];
  });
}
