/** Which obligations a record serves. One record may serve several duties of several seats; nobody reports twice. */
import { holderOn, isValidOn, isWithin, type OrgView, type Standing, terms, type UnitCode } from '#org';
import { addDays, type Day, findPeriod, type Law, type RecordKind, type RecordMatch, type ResolvedDuty } from '#regime';
import { assumedOr, countedPeriods, isCounted, standing } from './counted.ts';
import type { Credit } from './obligation.ts';
import { groupRegister, holdersOf, isHolder } from './owe.ts';
import type { FieldValue, RecordState } from './record.ts';

/** A seat as records name it: `433124:party-secretary`. */
export function readSeat(text: string): { unit: string; seat: string } {
  const cut = text.indexOf(':');
  return cut < 0 ? { unit: text, seat: '' } : { unit: text.slice(0, cut), seat: text.slice(cut + 1) };
}

export const listOf = (value: FieldValue | undefined): readonly string[] =>
  Array.isArray(value) ? value : typeof value === 'string' && value !== '' ? [value] : [];

/** A target may name a group inside a village: `431202100201:3`. */
export const unitOfTarget = (target: string): string => target.split(':', 1)[0] ?? target;

type Conditions = Readonly<Record<string, string | boolean | readonly string[]>>;

/** The conditions of a match with what assumptions lend to them (g-13); undefined where one takes it away (g-4). */
export function conditionsOf(law: Law, { where = {}, unless }: RecordMatch): Conditions | undefined {
  if (unless && assumedOr(law, unless.assume, unless.key, unless.is) === unless.is) return undefined;
  const settled = Object.entries(where).map(([field, wanted]) => {
    const isLent = typeof wanted === 'object' && 'assume' in wanted;
    return [field, isLent ? (law.assumed(wanted.assume, wanted.key) as Conditions[string]) : wanted] as const;
  });
  return Object.fromEntries(settled);
}

function meets(law: Law, match: RecordMatch, record: RecordState, level: string): boolean {
  const conditions = match.kind === record.kind ? conditionsOf(law, match) : undefined;
  if (!conditions) return false;
  return Object.entries(conditions).every(([field, wanted]) => {
    const value = field === 'from_level' ? level : record.fields[field];
    const allowed: readonly (string | boolean)[] = Array.isArray(wanted) ? wanted : [wanted];
    if (Array.isArray(value)) return value.some((v) => allowed.includes(v));
    return allowed.includes(value as string | boolean);
  });
}

const servedByKind = new WeakMap<Law['duties'], Map<string, ResolvedDuty[]>>();

/** Duties that records of a kind can serve. Remembered by the list of duties: laws between two changes share it. */
function dutiesServedBy(law: Law, kind: string): readonly ResolvedDuty[] {
  let byKind = servedByKind.get(law.duties);
  if (!byKind) {
    byKind = new Map();
    for (const duty of law.duties.values())
      for (const one of new Set(duty.fulfilled_by.map((match) => match.kind)))
        byKind.set(one, [...(byKind.get(one) ?? []), duty]);
    servedByKind.set(law.duties, byKind);
  }
  return byKind.get(kind) ?? [];
}

/** The holders (unit and word) that a record credits under a duty. */
function creditedHolders(law: Law, org: OrgView, duty: ResolvedDuty, kind: RecordKind, record: RecordState) {
  const words = holdersOf(duty);
  const holds = (code: string): boolean => {
    const unit = org.find(code);
    return unit !== undefined && isHolder(law, duty, unit);
  };
  const seatsField = kind.roles?.seats;
  if (duty.holder.mode === 'joint' || !duty.holder.seats || seatsField === undefined)
    return holds(record.unit) ? words.map((holder) => ({ unit: record.unit, holder })) : [];
  return [...new Set(listOf(record.fields[seatsField]))]
    .map(readSeat)
    .filter(({ unit, seat }) => words.includes(seat) && holds(unit))
    .map(({ unit, seat }) => ({ unit, holder: seat }));
}

interface Served {
  readonly key: string;
  readonly year: number;
  /** Last day of the period or term; null = open. */
  readonly to: Day | null;
}

/** The period that a record's day, or the year it names, falls into; undefined when no such period is owed. */
function periodServed(
  law: Law,
  org: OrgView,
  duty: ResolvedDuty,
  holder: { unit: string; holder: string },
  record: RecordState,
  year: number | undefined,
): Served | undefined {
  const { measure } = duty;
  if (measure.type === 'coverage' && measure.cadence === 'per_term') {
    const tenure = holderOn(org.tenures(holder.unit, holder.holder), record.day);
    return tenure ? { key: `T${tenure.from}`, year: 0, to: tenure.to } : undefined;
  }
  if (measure.type !== 'count' && measure.type !== 'coverage') return { key: standing, year: 0, to: null };
  if (measure.type === 'count' && measure.cadence === 'once') return { key: standing, year: 0, to: null };
  const isAnnual = measure.cadence === 'annual';
  const served = isAnnual && year !== undefined ? year : Number(record.day.slice(0, 4));
  const unit = org.find(holder.unit);
  const found = [served, served + 1]
    .flatMap((y) => countedPeriods(law, duty, y, record.day))
    .find(({ period }) =>
      isAnnual ? period.year === served : period.from <= record.day && (period.to === null || record.day <= period.to),
    );
  if (!found || !unit || !isValidOn(unit, found.countedFrom)) return undefined;
  return { key: found.period.key, year: found.period.year, to: found.period.to };
}

/** Something that was reached, from when until when it counts. */
interface Reached {
  readonly target: string;
  readonly from: Day;
  readonly until: Day | null;
}

/** A target and what follows it while the period lasts (z-9): a village visited counts under its successor, once. */
function carried(law: Law, org: OrgView, target: string, record: RecordState, served: Served): Reached[] {
  const unit = unitOfTarget(target);
  const group = target.slice(unit.length);
  const within = org.standing(unit, record.day).filter(({ from }) => served.to === null || from <= served.to);
  const isKept = assumedOr(law, 'z-9', 'carried', true) === true;
  const stands = within.filter(({ code, from }) => code === unit || (isKept && from > record.day));
  const until = (one: Standing): Day | null =>
    one.until !== null && served.to !== null && one.until >= served.to ? null : one.until;
  const own = stands.filter(({ code }) => code === unit).map((one) => ({ target, from: one.from, until: until(one) }));
  const after = stands.filter(({ code }) => code !== unit);
  // A group lies in one part only; which one nobody knows, so the first stands for it.
  const parts = group === '' ? after : after.filter(({ from }, i) => after.findIndex((one) => one.from === from) === i);
  return [
    ...own,
    ...(group !== '' && own.some((one) => one.until === null) ? [] : parts).map((one) => ({
      target: group === '' ? one.code : `${one.code}:${unit}${group}`,
      from: one.from,
      until: until(one),
    })),
  ];
}

/** The same target twice is one target, as long as either counts. */
function joined(all: readonly Reached[]): Reached[] {
  const byTarget = new Map<string, Reached>();
  for (const one of all) {
    const known = byTarget.get(one.target);
    const from = known && known.from < one.from ? known.from : one.from;
    const isOpen = one.until === null || known?.until === null;
    const until = known?.until && one.until && known.until > one.until ? known.until : one.until;
    byTarget.set(one.target, { target: one.target, from, until: isOpen ? null : until });
  }
  return [...byTarget.values()];
}

/** What a coverage duty counts of the targets named: those inside the holder's unit that it owes, each once. */
function reached(
  law: Law,
  org: OrgView,
  duty: ResolvedDuty,
  holder: string,
  record: RecordState,
  named: readonly string[],
  served: Served,
): Reached[] {
  const once = (target: string): Reached => ({ target, from: record.day, until: null });
  if (duty.measure.type !== 'coverage') return [once('')];
  const { of } = duty.measure;
  if (of === 'households') return record.unit === holder ? [...new Set(named)].map(once) : [];
  const level = of === 'townships' ? 'township' : of === 'counties' ? 'county' : 'village';
  const groups = of === 'village_groups' && org.fact(holder, groupRegister(law), record.day) !== undefined;
  const isOwed = (target: string, day: Day): boolean => {
    const unit = org.find(unitOfTarget(target));
    return (
      unit !== undefined &&
      unit.level === level &&
      unit.farming &&
      isValidOn(unit, day) &&
      isWithin(unit.code, holder as UnitCode)
    );
  };
  const owed = named.filter((target) => isOwed(target, record.day));
  const targets = [...new Set(groups ? owed : owed.map(unitOfTarget))];
  return joined(
    targets
      .flatMap((target) => carried(law, org, target, record, served))
      .filter((one) => isOwed(one.target, one.from)),
  );
}

/** The day before a holder's unit ends within the period of a counted duty; null where nothing cuts it short. */
function lastOf(org: OrgView, duty: ResolvedDuty, unit: string, served: Served): Day | null {
  const end = org.find(unit)?.validTo ?? null;
  if (end === null || !isCounted(duty) || (served.to !== null && end > served.to)) return null;
  return addDays(end, -1);
}

const earliest = (a: Day | null, b: Day | null): Day | null => (a === null ? b : b === null || a < b ? a : b);

/** The tally year in a period's key: a window counts in the year it ends; terms and standing periods have none. */
export function yearOfPeriod(key: string): number {
  const text = key.slice(key.indexOf('/') + 1, key.indexOf('/') + 5);
  return /^\d{4}$/.test(text) ? Number(text) : 0;
}

/** A waiver excuses an obligation, or, where it names targets of a coverage duty, those targets only (g-8). */
function waived(law: Law, org: OrgView, kind: RecordKind, record: RecordState): Credit[] {
  const excuses = kind.roles?.excuses;
  const duty = excuses && law.duties.get(String(record.fields[excuses.duty] ?? ''));
  if (!excuses || !duty) return [];
  const period = String(record.fields[excuses.period] ?? '');
  const seat = excuses.seat === undefined ? '' : readSeat(listOf(record.fields[excuses.seat])[0] ?? '').seat;
  const holders = holdersOf(duty).filter((holder) => seat === '' || holder === seat || duty.holder.mode === 'joint');
  const named = kind.roles?.targets === undefined ? [] : listOf(record.fields[kind.roles.targets]);
  return holders.flatMap((holder) => {
    const served = { key: period, year: yearOfPeriod(period), to: endOf(org, record.unit, holder, period) };
    const last = lastOf(org, duty, record.unit, served);
    const isPart = named.length > 0 && duty.measure.type === 'coverage';
    const whole = [{ target: '', from: record.day, until: null }];
    const parts = isPart ? joined(named.flatMap((target) => carried(law, org, target, record, served))) : whole;
    return parts.map(({ target, from, until }) => ({
      duty: duty.id,
      unit: record.unit,
      holder,
      period,
      year: served.year,
      day: from,
      until: earliest(until, last),
      target,
      excused: true,
    }));
  });
}

/** The last day of the period or term that a key names at a holder; null where it has none. */
function endOf(org: OrgView, unit: string, holder: string, key: string): Day | null {
  if (key.startsWith('T')) return terms.tenureOf(org.tenures(unit, holder), key)?.to ?? null;
  return key.includes('/') ? (key.split('/')[1] ?? null) : (findPeriod(key)?.to ?? null);
}

/**
 * Every credit of one record; none when its state does not count. Duties that are never counted (often, on an event,
 * standing) are credited to the period `standing`, so that their records can be listed and their last day is known.
 */
export function creditsOf(law: Law, record: RecordState, org: OrgView): Credit[] {
  const kind = law.kinds.get(record.kind);
  const unit = org.find(record.unit);
  if (!kind || !unit || !kind.states.find((state) => state.id === record.state)?.counts) return [];
  const { roles } = kind;
  const yearOf = roles?.year === undefined ? undefined : record.fields[roles.year];
  const untilOf = roles?.until === undefined ? undefined : record.fields[roles.until];
  const named = roles?.targets === undefined ? [] : listOf(record.fields[roles.targets]);
  const credits = waived(law, org, kind, record);
  for (const duty of dutiesServedBy(law, kind.id)) {
    if (!duty.fulfilled_by.some((match) => meets(law, match, record, unit.level))) continue;
    for (const { unit: code, holder } of creditedHolders(law, org, duty, kind, record)) {
      const year = typeof yearOf === 'number' ? yearOf : undefined;
      const served = periodServed(law, org, duty, { unit: code, holder }, record, year);
      if (!served) continue;
      const given: Day | null = duty.measure.type === 'holding' && typeof untilOf === 'string' ? untilOf : null;
      const last = earliest(given, lastOf(org, duty, code, served));
      for (const { target, from, until } of reached(law, org, duty, code, record, named, served)) {
        const ends = earliest(until, last);
        // What follows a target only after the holder itself has ended never counts.
        if (from > record.day && ends !== null && ends < from) continue;
        const at = { duty: duty.id, unit: code, holder, period: served.key, year: served.year };
        credits.push({ ...at, day: from, until: ends, target, excused: false });
      }
    }
  }
  return credits;
}
