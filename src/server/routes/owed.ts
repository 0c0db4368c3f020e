/** Obligations with their progress on a day, however they were come by: as lines of a list, and summed as figures. */
import { emptyFigures, type Figures } from '#assess';
import type { ObligationRow } from '#contract';
import {
  attentionOn,
  holdersOf,
  type Obligation,
  obligations,
  type Progress,
  periods,
  postEntry,
  type Status,
} from '#ledger';
import { holderOn, type OrgView } from '#org';
import { addDays, type Law, type ResolvedDuty } from '#regime';
import type { Owed } from '../store/obligations.ts';
import type { StoredOrg } from '../store/org-view.ts';
import { keyText } from '../store/settle.ts';
import type { Asked } from './context.ts';
import type { UnitNames } from './names.ts';
import { cadenceOf, localName } from './words.ts';

/** An obligation as it stands on the day asked for. */
export interface Standing {
  readonly obligation: Obligation;
  readonly progress: Progress;
  readonly status: Status;
}

export const obligationKey = ({ duty, unit, holder, period }: Obligation) => ({
  duty,
  unit,
  holder,
  period: period.key,
});

/** Whether a holder word means this seat or body, alone or among others. */
export const isHeldBy = (holder: string, seat: string): boolean => holder === seat || holder.split('+').includes(seat);

/** True for coverage over a term: it runs for years and is shown beside the figures of a year (g-7). */
const isTerm = (law: Law, duty: string): boolean => {
  const measure = law.duties.get(duty)?.measure;
  return measure?.type === 'coverage' && measure.cadence === 'per_term';
};

/** Sums of obligations as of a day; those of a whole term are left out. */
export function figuresOf(law: Law, standings: readonly Standing[], day: string): Figures {
  const sum = emptyFigures();
  let dueExcused = 0;
  for (const { obligation, status } of standings) {
    if (isTerm(law, obligation.duty)) continue;
    sum.owed += 1;
    sum[status] += 1;
    if (obligation.due === null || obligation.due >= day) continue;
    sum.due += 1;
    if (status === 'met') sum.due_met += 1;
    if (status === 'excused') dueExcused += 1;
  }
  if (sum.due > 0) sum.rate = (sum.due_met + dueExcused) / sum.due;
  return sum;
}

/** Whether none of a holder's bodies and seats is set up at a unit on a day; what they owe is owed all the same (z-24). */
export const isAbsent = (law: Law, org: StoredOrg, unit: string, holder: string, day: string): boolean =>
  holder.split('+').every((post) => postEntry.absenceOn(law, org.entries(unit), post, day) !== undefined);

/** Whether nobody holds any of the seats of a holder on a day; never where no tenure is registered at the unit. */
export function isVacant(law: Law, org: StoredOrg, unit: string, holder: string, day: string): boolean {
  const seats = holder.split('+').filter((seat) => law.seats.has(seat));
  if (seats.length === 0 || !org.hasTenures(unit) || isAbsent(law, org, unit, holder, day)) return false;
  return seats.every((seat) => holderOn(org.tenures(unit, seat), day) === undefined);
}

/** A line of a list. */
export function obligationRow(
  law: Law,
  org: StoredOrg,
  units: UnitNames,
  standing: Standing,
  day: string,
): ObligationRow {
  const { obligation, progress, status } = standing;
  const { duty: id, unit, holder, period, due, need, goal, targets } = obligation;
  const duty = law.duties.get(id) as ResolvedDuty;
  const ref = units.ref(unit);
  return {
    key: keyText(obligationKey(obligation)),
    duty: id,
    name: duty.name,
    group: duty.group,
    unit: ref,
    holder,
    holder_name: localName(law, org.entries(unit), holder, ref.level, day),
    period: period.key,
    from: period.from,
    to: period.to,
    due,
    need,
    goal,
    targets,
    done: progress.done,
    status,
    attention: attentionOn(law, obligation, progress, day) !== null,
    vacant: isVacant(law, org, unit, holder, day),
    met_day: progress.metDay,
    clauses: [...duty.clauses],
    assumptions: isAbsent(law, org, unit, holder, day) ? [...duty.acting, postEntry.answering] : [...duty.acting],
  };
}

export interface DutyFilter {
  readonly level?: string | undefined;
  readonly group?: string | undefined;
  readonly duty?: string | undefined;
  readonly holder?: string | undefined;
}

/** Counted duties that pass a filter. */
export const dutiesBy = (law: Law, { level, group, duty }: DutyFilter): ResolvedDuty[] =>
  [...law.duties.values()].filter(
    (one) =>
      one.holder.level !== 'nation' &&
      !law.skipLevels.has(one.holder.level) &&
      (level === undefined || one.holder.level === level) &&
      (group === undefined || one.group === group) &&
      (duty === undefined || one.id === duty),
  );

/**
 * What the law owes in a year, as rows for the join: one for all units of a profile, and for coverage, whose need is
 * each unit's own, one for each unit of `org`.
 */
export function owedRows(
  law: Law,
  org: OrgView & { units: StoredOrg['units'] },
  asked: Asked,
  filter: DutyFilter,
): Owed[] {
  const held = (holder: string): boolean => filter.holder === undefined || isHeldBy(holder, filter.holder);
  return dutiesBy(law, filter).flatMap((duty) =>
    duty.measure.type === 'coverage'
      ? coverageRows(law, org, duty, asked).filter((row) => held(row.holder))
      : profileRows(law, duty, asked).filter((row) => held(row.holder)),
  );
}

function profileRows(law: Law, duty: ResolvedDuty, { day, year }: Asked): Owed[] {
  const { figures, holder } = duty;
  const counted = [...periods.counted(law, duty, year, day), ...periods.counted(law, duty, 0, day)];
  return counted.flatMap(({ period, due, countedFrom, countedOn }) =>
    holdersOf(duty).map((word) => ({
      ...rowOf(law, duty, {
        holder: word,
        period,
        due,
        need: figures.need ?? null,
        goal: figures.goal ?? null,
        targets: null,
      }),
      unit: null,
      farming: holder.where?.farming ?? null,
      kinds: holder.where?.kinds ?? null,
      counted_from: countedFrom,
      counted_on: countedOn,
    })),
  );
}

function coverageRows(
  law: Law,
  org: OrgView & { units: StoredOrg['units'] },
  duty: ResolvedDuty,
  { day, year }: Asked,
): Owed[] {
  const units = org.units.filter((unit) => unit.level === duty.holder.level);
  return units.flatMap(({ code }) =>
    obligations(law, org, code, day, { year, duty: duty.id }).map((obligation) => ({
      ...rowOf(law, duty, obligation),
      unit: code,
      farming: null,
      kinds: null,
      counted_from: day,
      counted_on: day,
    })),
  );
}

type Term = Pick<Obligation, 'holder' | 'period' | 'due' | 'need' | 'goal' | 'targets'>;

function rowOf(law: Law, duty: ResolvedDuty, { holder, period, due, need, goal, targets }: Term) {
  const cadence = cadenceOf(duty);
  const soon = law.dueSoonDays[cadence === 'per_term' ? 'annual' : cadence] ?? 0;
  const share = isTerm(law, duty.id) ? duty.figures.attention_from : undefined;
  return {
    duty: duty.id,
    holder,
    period: period.key,
    year: period.year,
    from_day: period.from,
    to_day: period.to,
    due,
    soon: due === null ? null : addDays(due, -soon),
    need,
    goal,
    targets,
    nearly: typeof share === 'number' && targets !== null ? Math.ceil(share * targets - 1e-9) : null,
    is_coverage: duty.measure.type === 'coverage',
    is_holding: duty.measure.type === 'holding',
    level: duty.holder.level,
  };
}
