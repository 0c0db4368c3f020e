/** Who owes what: every duty in force × holder of the unit × period. A pure function of the law, the tree and the day. */
import { holderOn, isValidOn, meetsCondition, type OrgView, type Tenure, terms, type Unit } from '#org';
import { type Day, type Law, type ResolvedDuty, yearOf } from '#regime';
import { assumedOr, countedPeriods, owesCount } from './counted.ts';
import type { CountedPeriod, Obligation, Period } from './obligation.ts';

/** The key by which stored fulfilments name an obligation. */
export const keyOf = (o: { duty: string; unit: string; holder: string; period: string | Period }): string =>
  `${o.duty}|${o.unit}|${o.holder}|${typeof o.period === 'string' ? o.period : o.period.key}`;

/** Holder words of a duty at its unit: `joint` one for all seats or the body, `each` one per seat (g-2). */
export function holdersOf(duty: ResolvedDuty): readonly string[] {
  const { seats, body, mode } = duty.holder;
  if (!seats) return body === undefined ? [] : [body];
  return mode === 'each' ? seats : [seats.join('+')];
}

/** Whether a unit is one that this duty names. Placeholder units and levels without a government owe nothing. */
export function isHolder(law: Law, duty: ResolvedDuty, unit: Unit): boolean {
  const { level, where } = duty.holder;
  return unit.level === level && !law.skipLevels.has(level) && meetsCondition(unit, where ?? {});
}

/** A whole number of targets that makes a share: 95 % of 20 is 19, exactly; guards against binary fractions. */
export const needOfShare = (share: number, targets: number): number => Math.ceil(share * targets - 1e-9);

/** Name of the register of natural villages and groups (g-12). */
export const groupRegister = (law: Law): string => String(assumedOr(law, 'g-12', 'register', 'natural_villages'));

/** How many targets a coverage duty has at a unit on a day; null where the register that says so is missing (g-12). */
export function targetsOf(law: Law, org: OrgView, duty: ResolvedDuty, unit: string, day: Day): number | null {
  if (duty.measure.type !== 'coverage') return null;
  const farming = { farming: true };
  switch (duty.measure.of) {
    case 'villages':
      return org.count(unit, 'village', farming, day);
    case 'village_groups':
      return org.fact(unit, groupRegister(law), day) ?? org.count(unit, 'village', farming, day);
    case 'households':
      return org.fact(unit, 'households', day) ?? null;
    case 'townships':
      return org.count(unit, 'township', farming, day);
    case 'counties':
      return org.count(unit, 'county', farming, day);
  }
}

function obligation(
  law: Law,
  org: OrgView,
  duty: ResolvedDuty,
  unit: string,
  holder: string,
  counted: CountedPeriod,
): Obligation {
  const { period, due, countedOn } = counted;
  const targets = targetsOf(law, org, duty, unit, countedOn);
  const share = duty.figures.met_from ?? null;
  const covers = duty.measure.type === 'coverage';
  const need = covers
    ? targets === null || share === null
      ? null
      : needOfShare(share, targets)
    : (duty.figures.need ?? null);
  return { duty: duty.id, unit, holder, period, due, need, goal: duty.figures.goal ?? null, targets };
}

/** Length of a nominal term in years (g-7): it draws the pace line and makes nothing due. */
export const nominalYears = (law: Law): number => Number(law.assumed('g-7', 'years'));

/** A tenure as a period (g-7): it falls due when the holder leaves, and is counted on his last day or on `day`. */
function termPeriod(law: Law, tenure: Tenure, day: Day): CountedPeriod {
  const term = terms.of(tenure, nominalYears(law));
  const period = { key: term.key, year: 0, from: term.from, to: term.to ?? term.nominalEnd };
  const countedOn = term.to !== null && term.to < day ? term.to : day;
  return { period, due: term.to, countedFrom: countedOn, countedOn };
}

/** The term that runs on the day, none while the seat is vacant; with `ended` also those that ended earlier in its year. */
function termsOf(law: Law, tenures: readonly Tenure[], day: Day, ended: boolean): CountedPeriod[] {
  const running = holderOn(tenures, day);
  const over = tenures.filter(
    (t) => t.to !== null && t.to < day && yearOf(t.to) === yearOf(day) && terms.tenureOf(tenures, `T${t.from}`) === t,
  );
  return [...(ended ? over : []), ...(running ? [running] : [])].map((tenure) => termPeriod(law, tenure, day));
}

const isTerm = (duty: ResolvedDuty): boolean => duty.measure.type === 'coverage' && duty.measure.cadence === 'per_term';

function owedPeriods(law: Law, duty: ResolvedDuty, unit: Unit, year: number, day: Day): CountedPeriod[] {
  return countedPeriods(law, duty, year, day).filter(
    ({ countedFrom, countedOn }) => isValidOn(unit, countedOn) && isValidOn(unit, countedFrom),
  );
}

/** The obligations of one duty at one unit. A coverage duty without any target owes nothing. */
function ofDuty(law: Law, org: OrgView, duty: ResolvedDuty, unit: Unit, day: Day, scope: OweScope): Obligation[] {
  if (!owesCount(duty) || !isHolder(law, duty, unit)) return [];
  const year = scope.year ?? yearOf(day);
  const lastDay = `${year}-12-31`;
  const seen = day < lastDay ? day : lastDay;
  const periods = isTerm(duty) ? [] : [0, year].flatMap((y) => owedPeriods(law, duty, unit, y, day));
  const owed = holdersOf(duty).flatMap((holder) => {
    const spans = isTerm(duty) ? termsOf(law, org.tenures(unit.code, holder), seen, scope.ended === true) : periods;
    return spans
      .filter(({ countedOn }) => isValidOn(unit, countedOn))
      .map((counted) => obligation(law, org, duty, unit.code, holder, counted));
  });
  return owed.filter((o) => o.targets === null || o.targets > 0);
}

export interface OweScope {
  /** Calendar year looked at; the year of `day` unless given. Standing periods and running terms are always in. */
  readonly year?: number;
  /** Only this duty. */
  readonly duty?: string;
  /** Also the nation's own, which g-50 leaves out as beyond a local system unless it says `instances`. */
  readonly nation?: boolean;
  /** Also the terms that ended within the year, before the day: how the one who left has done. */
  readonly ended?: boolean;
}

/**
 * All counted obligations of one unit in a year, as seen on `day`; unknown units owe nothing.
 * A period counts when the duty binds on its first day and the unit is valid then and on the period's last day (or on
 * `day` while it runs); a unit that is new within a period owes from the next one on (z-8).
 */
export function obligations(law: Law, org: OrgView, unit: string, day: Day, scope: OweScope = {}): Obligation[] {
  const found = org.find(unit);
  const hasNation = scope.nation ?? assumedOr(law, 'g-50', 'instances', false) === true;
  if (!found || (found.level === 'nation' && !hasNation)) return [];
  const named = scope.duty === undefined ? [...law.duties.values()] : [law.duties.get(scope.duty)];
  return named.flatMap((duty) => (duty ? ofDuty(law, org, duty, found, day, scope) : []));
}

/** The obligation that a stored key names, as seen on `day`; undefined when nobody owes it. */
export function obligationAt(
  law: Law,
  org: OrgView,
  key: { duty: string; unit: string; holder: string; period: string; year: number },
  day: Day,
): Obligation | undefined {
  const duty = law.duties.get(key.duty);
  const unit = org.find(key.unit);
  if (!duty || !unit) return undefined;
  if (!isTerm(duty)) {
    const scope = { duty: key.duty, nation: true, ...(key.year > 0 ? { year: key.year } : {}) };
    const owed = obligations(law, org, key.unit, day, scope);
    return owed.find((o) => o.holder === key.holder && o.period.key === key.period);
  }
  const tenure = terms.tenureOf(org.tenures(key.unit, key.holder), key.period);
  if (
    !tenure ||
    tenure.from > day ||
    !owesCount(duty) ||
    !isHolder(law, duty, unit) ||
    !holdersOf(duty).includes(key.holder)
  )
    return undefined;
  const counted = termPeriod(law, tenure, day);
  return isValidOn(unit, counted.countedOn) ? obligation(law, org, duty, key.unit, key.holder, counted) : undefined;
}
