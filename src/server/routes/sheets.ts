/** Who owes at a unit, and the duty sheet of one seat or body. */
import type { ObligationRow, Reply } from '#contract';
import { needOf, obligations, oftenOn, paceOf, postEntry, timeline } from '#ledger';
import { holderOn, homeOf, type Unit, type UnitCode } from '#org';
import { type Law, Refusal, type ResolvedDuty } from '#regime';
import type { Handlers } from '../http/handlers.ts';
import type { Store } from '../store/open-store.ts';
import { orgInside, type StoredOrg } from '../store/org-view.ts';
import { type ServedCredit, unitRows } from '../store/records.ts';
import { keyText } from '../store/settle.ts';
import { findUnits } from '../store/units.ts';
import { type Asked, askedOf, type Context, lawFor, refOf, requireLoaded, unitAt } from './context.ts';
import { nameHolders } from './names.ts';
import { missingOf } from './obligations.ts';
import { figuresOf, isAbsent, isHeldBy, obligationKey, obligationRow, type Standing } from './owed.ts';
import { judgeAnew, standingOf } from './what-if.ts';
import { assumptionRefs, cadenceOf, clauseRefs, dutiesOf, holderWord, localName, seatsAt } from './words.ts';

interface Desk {
  readonly law: Law;
  readonly org: StoredOrg;
  readonly unit: Unit;
  readonly asked: Asked;
  readonly standings: readonly Standing[];
  /** All credits of the unit by obligation, up to the day. */
  readonly credits: ReadonlyMap<string, readonly ServedCredit[]>;
}

export const sheetRoutes = (context: Context): Pick<Handlers, 'listSeats' | 'getSheet'> => ({
  listSeats: async ({ params, query, reach }) => {
    const code = requireLoaded(context, params.code, params.code.length < 6 ? 'upper' : 'villages');
    const asked = askedOf(context, query);
    const law = lawFor(context.library, code, asked, query.regime);
    const isAnew = query.regime !== undefined;
    return context.stores.forFigures(reach, async (store) => ({
      rows: seatRows(await deskOf(store, law, code, asked, isAnew)),
    }));
  },

  getSheet: async ({ params, query, reach }) => {
    const code = requireLoaded(context, params.code, params.code.length < 6 ? 'upper' : 'villages');
    const asked = askedOf(context, query);
    const law = lawFor(context.library, code, asked, query.regime);
    return context.stores.forFigures(reach, async (store) => {
      const desk = await deskOf(store, law, code, asked, query.regime !== undefined);
      return sheetOf(store, desk, params.seat);
    });
  },
});

/** Everything one unit owes in a year and what counts towards it. */
async function deskOf(store: Store, law: Law, code: UnitCode, asked: Asked, isAnew = false): Promise<Desk> {
  const unit = await unitAt(store, code);
  const org = await orgInside(store, code);
  const given: ReadonlyMap<string, readonly ServedCredit[]> = isAnew
    ? (await judgeAnew(store, law, org, code, asked)).credits
    : Map.groupBy((await unitRows(store, code, [0, asked.year])).credits, keyText);
  const credits = new Map([...given].map(([key, list]) => [key, list.filter((credit) => credit.day <= asked.day)]));
  const standings = obligations(law, org, code, asked.day, { year: asked.year }).map((one) => {
    const own = credits.get(keyText(obligationKey(one))) ?? [];
    return standingOf(
      law,
      one,
      own.map((credit) => ({ ...credit, year: one.period.year })),
      asked.day,
    );
  });
  return { law, org, unit, asked, standings, credits };
}

function seatRows({ law, org, unit, asked, standings }: Desk): Reply<'listSeats'>['rows'] {
  return seatsAt(law, unit).flatMap(({ id, body, isSeat }) => {
    if (dutiesOf(law, unit, id).length === 0) return [];
    const own = standings.filter((one) => isHeldBy(one.obligation.holder, id));
    const tenures = org.named(unit.code, id);
    const held = tenures.find((one) => one === holderOn(tenures, asked.day));
    const isGone = isAbsent(law, org, unit.code, id, asked.day);
    return [
      {
        seat: id,
        name: localName(law, org.entries(unit.code), id, unit.level, asked.day),
        body,
        person: held?.name ?? null,
        since: held?.from ?? null,
        vacant: isSeat && held === undefined && org.hasTenures(unit.code) && !isGone,
        absent: isGone,
        sample: held?.sample ?? false,
        figures: figuresOf(law, own, asked.day),
      },
    ];
  });
}

async function sheetOf(store: Store, desk: Desk, seat: string): Promise<Reply<'getSheet'>> {
  const { law, org, unit, asked } = desk;
  if (!seatsAt(law, unit).some(({ id }) => id === seat))
    throw new Refusal('seat_unknown', { value: `${unit.code}:${seat}`, level: unit.level });
  const duties = dutiesOf(law, unit, seat);
  const own = desk.standings.filter((one) => isHeldBy(one.obligation.holder, seat));
  const covers = duties.filter((duty) => duty.measure.type === 'coverage');
  const counted = duties.filter((duty) => duty.measure.type === 'count' || duty.measure.type === 'holding');
  const names = nameHolders(org);
  const entries = org.entries(unit.code);
  const absence = postEntry.absenceOn(law, entries, seat, asked.day);
  const entry = absence ?? postEntry.entryOn(entries, seat, asked.day);
  const row = (one: Standing): ObligationRow => obligationRow(law, org, names, one, asked.day);
  return {
    unit: refOf(unit),
    seat: {
      id: seat,
      name: localName(law, entries, seat, unit.level, asked.day),
      entry: entry ? { county: homeOf(unit.code), id: entry.id } : null,
      absent: absence !== undefined,
    },
    tenures: org
      .named(unit.code, seat)
      .map(({ name, from, to, acting, sample }) => ({ person: name, from, to, acting, sample })),
    figures: figuresOf(law, own, asked.day),
    lanes: counted.map((duty) => ({
      ...heading(law, duty),
      cadence: cadenceOf(duty),
      obligations: own.filter((one) => one.obligation.duty === duty.id).map(row),
    })),
    coverage: await coverageOf(store, desk, seat, covers, row),
    standing: duties
      .filter((duty) => !['count', 'coverage', 'holding'].includes(duty.measure.type))
      .map((duty) => standingRow(desk, duty, seat)),
    assumptions: assumptionRefs(law, [
      ...duties.flatMap((duty) => duty.acting),
      ...(absence ? [postEntry.answering] : []),
    ]),
  };
}

const heading = (law: Law, duty: ResolvedDuty) => ({
  duty: duty.id,
  name: duty.name,
  group: duty.group,
  clauses: clauseRefs(law, duty.clauses),
  assumptions: [...duty.acting],
});

function standingRow({ law, asked, unit, credits }: Desk, duty: ResolvedDuty, seat: string) {
  const key = { duty: duty.id, unit: unit.code, holder: holderWord(duty, seat) ?? seat, period: 'standing' };
  const given = credits.get(keyText(key)) ?? [];
  const last = given.reduce<string | null>(
    (day, credit) => (day === null || credit.day > day ? credit.day : day),
    null,
  );
  return {
    ...heading(law, duty),
    measure: duty.measure.type,
    records: new Set(given.map((credit) => credit.record)).size,
    last,
    attention: oftenOn(law, duty.id, last, asked.day) !== null,
  };
}

/** How far each coverage has come: the running count, what was reached, what is missing, what predecessors reached. */
async function coverageOf(
  store: Store,
  desk: Desk,
  seat: string,
  duties: readonly ResolvedDuty[],
  row: (one: Standing) => ObligationRow,
): Promise<Reply<'getSheet'>['coverage']> {
  const { law, unit, asked, credits, standings } = desk;
  const holder = (duty: ResolvedDuty): string => holderWord(duty, seat) ?? seat;
  const of = (duty: ResolvedDuty) =>
    [...credits].flatMap(([key, list]) => (key.startsWith(`${duty.id}|${unit.code}|${holder(duty)}|`) ? list : []));
  const codes = duties.flatMap((duty) => of(duty).map((credit) => credit.target.split(':', 1)[0] ?? ''));
  const units = new Map(
    (
      await findUnits(
        store,
        [...new Set(codes)].filter((code) => /^\d+$/.test(code)),
      )
    ).map((one) => [one.code as string, one]),
  );
  const found: Reply<'getSheet'>['coverage'] = [];
  for (const duty of duties) {
    const standing = standings.find((one) => one.obligation.duty === duty.id && one.obligation.holder === holder(duty));
    const period = standing?.obligation.period;
    const own = of(duty).filter((credit) => credit.period === period?.key);
    const targets = own.map((credit) => credit.target.split(':', 1)[0] ?? '');
    const others = new Set(
      of(duty)
        .filter((credit) => credit.period !== period?.key)
        .map((credit) => credit.target),
    );
    let reached = 0;
    const grown = standing
      ? timeline(
          needOf(law, standing.obligation),
          own.map((credit) => ({ ...credit, year: 0 })),
        ).filter((one) => one.done !== 0)
      : [];
    const last = lastVisits(own, asked.day);
    found.push({
      duty: duty.id,
      name: duty.name,
      obligation: standing ? row(standing) : null,
      pace: standing ? paceOf(law, standing.obligation, asked.day) : null,
      term_end: period?.to ?? null,
      points: grown.map((one) => {
        reached += one.done;
        return { day: one.day, reached };
      }),
      visited: [...last].flatMap(([code, day]) => {
        const one = units.get(code);
        return one ? [{ ...refOf(one), last: day }] : [];
      }),
      missing: standing ? await missingOf(store, desk.org, duty, standing.obligation, targets, asked.day) : [],
      earlier: [...others].filter((target) => !own.some((credit) => credit.target === target)).length,
    });
  }
  return found;
}

/** When each place was last reached, of those that stand on the day; one that follows a visited place has its visit. */
function lastVisits(credits: readonly ServedCredit[], day: string): Map<string, string> {
  const visits = new Map<string, string>();
  for (const { record, day: from } of credits) if (from < (visits.get(record) ?? '9999')) visits.set(record, from);
  const last = new Map<string, string>();
  for (const { record, target, day: from, until } of credits) {
    if (from > day || (until !== null && until < day)) continue;
    const code = target.split(':', 1)[0] ?? '';
    const visit = visits.get(record) ?? from;
    if ((last.get(code) ?? '') < visit) last.set(code, visit);
  }
  return last;
}
