/** Which obligations a record serves. One record may serve several duties of several seats; nobody reports twice. */
import { holderOn, isValidOn, isWithin, type OrgView, type UnitCode } from '#org';
import type { Day, Law, RecordKind, RecordMatch, ResolvedDuty } from '#regime';
import { countedPeriods, standing } from './counted.ts';
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

function meets(match: RecordMatch, record: RecordState, level: string): boolean {
  if (match.kind !== record.kind) return false;
  return Object.entries(match.where ?? {}).every(([field, wanted]) => {
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
    return tenure ? { key: `T${tenure.from}`, year: 0 } : undefined;
  }
  if (measure.type !== 'count' && measure.type !== 'coverage') return { key: standing, year: 0 };
  if (measure.type === 'count' && measure.cadence === 'once') return { key: standing, year: 0 };
  const isAnnual = measure.cadence === 'annual';
  const served = isAnnual && year !== undefined ? year : Number(record.day.slice(0, 4));
  const unit = org.find(holder.unit);
  const found = [served, served + 1]
    .flatMap((y) => countedPeriods(law, duty, y, record.day))
    .find(({ period }) =>
      isAnnual ? period.year === served : period.from <= record.day && (period.to === null || record.day <= period.to),
    );
  if (!found || !unit || !isValidOn(unit, found.period.from)) return undefined;
  return { key: found.period.key, year: found.period.year };
}

/** What a coverage duty counts of the targets named: those inside the holder's unit that it owes, each once. */
function reached(
  law: Law,
  org: OrgView,
  duty: ResolvedDuty,
  holder: string,
  record: RecordState,
  named: readonly string[],
) {
  if (duty.measure.type !== 'coverage') return [''];
  const { of } = duty.measure;
  if (of === 'households') return record.unit === holder ? [...new Set(named)] : [];
  const level = of === 'townships' ? 'township' : of === 'counties' ? 'county' : 'village';
  const groups = of === 'village_groups' && org.fact(holder, groupRegister(law), record.day) !== undefined;
  const owed = named.filter((target) => {
    const unit = org.find(unitOfTarget(target));
    return (
      unit?.level === level && unit.farming && isValidOn(unit, record.day) && isWithin(unit.code, holder as UnitCode)
    );
  });
  return [...new Set(groups ? owed : owed.map(unitOfTarget))];
}

/** The tally year in a period's key: a window counts in the year it ends; terms and standing periods have none. */
export function yearOfPeriod(key: string): number {
  const text = key.slice(key.indexOf('/') + 1, key.indexOf('/') + 5);
  return /^\d{4}$/.test(text) ? Number(text) : 0;
}

/** A waiver excuses an obligation, or, where it names targets of a coverage duty, those targets only (g-8). */
function waived(law: Law, kind: RecordKind, record: RecordState): Credit[] {
  const excuses = kind.roles?.excuses;
  const duty = excuses && law.duties.get(String(record.fields[excuses.duty] ?? ''));
  if (!excuses || !duty) return [];
  const period = String(record.fields[excuses.period] ?? '');
  const seat = excuses.seat === undefined ? '' : readSeat(listOf(record.fields[excuses.seat])[0] ?? '').seat;
  const holders = holdersOf(duty).filter((holder) => seat === '' || holder === seat || duty.holder.mode === 'joint');
  const named = kind.roles?.targets === undefined ? [] : listOf(record.fields[kind.roles.targets]);
  return holders.flatMap((holder) =>
    (named.length > 0 && duty.measure.type === 'coverage' ? named : ['']).map((target) => ({
      duty: duty.id,
      unit: record.unit,
      holder,
      period,
      year: yearOfPeriod(period),
      day: record.day,
      until: null,
      target,
      excused: true,
    })),
  );
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
  const credits = waived(law, kind, record);
  for (const duty of dutiesServedBy(law, kind.id)) {
    if (!duty.fulfilled_by.some((match) => meets(match, record, unit.level))) continue;
    for (const { unit: code, holder } of creditedHolders(law, org, duty, kind, record)) {
      const year = typeof yearOf === 'number' ? yearOf : undefined;
      const served = periodServed(law, org, duty, { unit: code, holder }, record, year);
      if (!served) continue;
      const until: Day | null = duty.measure.type === 'holding' && typeof untilOf === 'string' ? untilOf : null;
      for (const target of reached(law, org, duty, code, record, named))
        credits.push({
          duty: duty.id,
          unit: code,
          holder,
          period: served.key,
          year: served.year,
          day: record.day,
          until,
          target,
          excused: false,
        });
    }
  }
  return credits;
}
