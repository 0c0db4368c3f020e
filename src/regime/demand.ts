/** How much a duty asks: acts a year, and whether one form of a duty asks at least as much as another. */

import { periodsPerYear } from './days/period.ts';
import type { ResolvedDuty } from './law.ts';
import type { Cadence, Duty, UnitCondition, Words } from './pack.ts';
import { cadences } from './pack.ts';

/** Years of a term for the pace line where no other number is given (assumption g-7). */
export const nominalTerm = 5;

const isCadence = (word: string): word is Cadence => (cadences as readonly string[]).includes(word);

/**
 * Acts that a duty asks of one holder in a year, on the average. count: need times periods (once and by_date do not
 * recur: 0); coverage: the share of `targets` that must be reached, per year of the period; the rest falls due never
 * or on events: 0. `termYears` is the length of a term.
 */
export function actsPerYear(duty: ResolvedDuty, targets = 0, termYears = nominalTerm): number {
  const { measure, figures } = duty;
  if (measure.type === 'count' && isCadence(measure.cadence))
    return (figures.need ?? 0) * periodsPerYear[measure.cadence];
  if (measure.type !== 'coverage') return 0;
  const reached = Math.ceil(round((figures.met_from ?? 0) * targets));
  return measure.cadence === 'annual' ? reached : reached / termYears;
}

/** Shares are decimal fractions: 0.95 × 20 is 19, not 19.000000000000004. */
const round = (value: number): number => Math.round(value * 1e9) / 1e9;

const say = (zh: string, en: string): Words => ({ zh, en });

/**
 * In what `next` asks less than `base`; empty where everyone who meets `next` meets `base` as well. Exact for counts:
 * a shorter period whose number fills the longer one is tighter, a longer period is looser whatever its number,
 * because its acts may all fall into one part of it. Goals bind nobody and are not compared; nor are the records
 * that fulfil, and who of a level answers, as long as no unit and no single holder is let off.
 */
export function loosenings(base: ResolvedDuty, next: ResolvedDuty): Words[] {
  return [
    ...holderLooser(base, next),
    ...measureLooser(base, next),
    ...dueLooser(base, next),
    ...endLooser(base, next),
  ];
}

function holderLooser({ holder: base }: Duty, { holder: next }: Duty): Words[] {
  const found: Words[] = [];
  if (base.level !== next.level)
    found.push(say(`层级由 ${base.level} 改为 ${next.level}`, `the level changes from ${base.level} to ${next.level}`));
  else if (!includesUnits(next.where, base.where)) found.push(say('有的单位不再承担', 'some units no longer owe it'));
  if (base.mode === 'each' && next.mode === 'joint') found.push(say('由逐人改为共同', 'each becomes joint'));
  if (base.mode === 'each' && next.mode === 'each') {
    const free = (base.seats ?? []).filter((seat) => !next.seats?.includes(seat));
    if (free.length > 0) found.push(say(`${free.join('、')} 不再承担`, `${free.join(', ')} no longer owe it`));
  }
  return found;
}

/** Whether every unit under `small` is also under `large`. */
function includesUnits(large: UnitCondition | undefined, small: UnitCondition | undefined): boolean {
  if (large?.farming !== undefined && large.farming !== small?.farming) return false;
  if (!large?.kinds) return true;
  return small?.kinds?.every((kind) => large.kinds!.includes(kind)) ?? false;
}

function measureLooser(base: ResolvedDuty, next: ResolvedDuty): Words[] {
  if (base.measure.type === 'count' && next.measure.type === 'count') return countLooser(base, next);
  if (base.measure.type === 'standing') return [];
  if (base.measure.type !== next.measure.type) {
    return [
      say(
        `${base.measure.type} 与 ${next.measure.type} 不可比`,
        `${base.measure.type} and ${next.measure.type} cannot be compared`,
      ),
    ];
  }
  switch (base.measure.type) {
    case 'coverage':
      return coverageLooser(base, next);
    case 'holding':
      return lower('need', base, next);
    case 'often':
      return longer('attention_after_days', base, next);
    case 'event':
      return longer('within_days', base, next);
    default:
      return [];
  }
}

function countLooser(base: ResolvedDuty, next: ResolvedDuty): Words[] {
  if (base.measure.type !== 'count' || next.measure.type !== 'count') return [];
  const [before, after] = [base.measure.cadence, next.measure.cadence];
  const [floor, need] = [base.figures.need ?? null, next.figures.need ?? null];
  if (floor === null) return [];
  if (need === null) return [say('次数被废止', 'the number is repealed')];
  const shown = say(`由 ${before} ${floor} 次改为 ${after} ${need} 次`, `${floor} ${before} becomes ${need} ${after}`);
  if (before === 'by_date' || after === 'by_date') {
    const [old, fresh] = [base.measure.window, next.measure.window];
    const within = old && fresh && old.from <= fresh.from && fresh.to <= old.to;
    if (before !== 'by_date') return before === 'once' && need >= floor ? [] : [shown];
    return within && need >= floor ? [] : [shown];
  }
  if (before === 'once') return need >= floor ? [] : [shown];
  if (after === 'once') return [shown];
  const within = periodsPerYear[after] / periodsPerYear[before];
  // every cadence divides the longer ones, so `within` is whole or below one
  return within >= 1 && need * within >= floor ? [] : [shown];
}

function coverageLooser(base: ResolvedDuty, next: ResolvedDuty): Words[] {
  if (base.measure.type !== 'coverage' || next.measure.type !== 'coverage') return [];
  const found = [...lower('met_from', base, next), ...lower('attention_from', base, next)];
  if (base.measure.of !== next.measure.of) {
    found.push(
      say(
        `对象由 ${base.measure.of} 改为 ${next.measure.of}`,
        `the targets change from ${base.measure.of} to ${next.measure.of}`,
      ),
    );
  }
  if (base.measure.cadence === 'annual' && next.measure.cadence === 'per_term') {
    found.push(say('由每年改为任期内', 'annual becomes per term'));
  }
  return found;
}

/** A number that may not fall. */
function lower(name: string, base: ResolvedDuty, next: ResolvedDuty): Words[] {
  const [before, after] = [base.figures[name] ?? null, next.figures[name] ?? null];
  if (before === null || (after !== null && after >= before)) return [];
  return [say(`${name} 由 ${before} 降为 ${after ?? '无'}`, `${name} falls from ${before} to ${after ?? 'nothing'}`)];
}

/** A number of days that may not grow. */
function longer(name: string, base: ResolvedDuty, next: ResolvedDuty): Words[] {
  const [before, after] = [base.figures[name] ?? null, next.figures[name] ?? null];
  if (before === null) return [];
  const working = (duty: ResolvedDuty): boolean => duty.measure.type === 'event' && duty.measure.working === true;
  const slower = working(next) && !working(base) && after !== 0;
  if (after !== null && after <= before && !slower) return [];
  return [
    say(`${name} 由 ${before} 天放宽到 ${after ?? '无'}`, `${name} grows from ${before} days to ${after ?? 'nothing'}`),
  ];
}

/** Where a due day lies after the end of its period: calendar or working days, or a day of the next year. */
function dueOf({ due, figures }: ResolvedDuty): { days: number; working: boolean } {
  if (due?.next_year) {
    const [month, day] = due.next_year.split('-').map(Number) as [number, number];
    return { days: (month - 1) * 31 + day, working: false };
  }
  return { days: figures.days_after_period ?? 0, working: due?.working === true };
}

function dueLooser(base: ResolvedDuty, next: ResolvedDuty): Words[] {
  const [before, after] = [dueOf(base), dueOf(next)];
  const later = after.days > before.days || (after.working && !before.working && after.days > 0);
  return later ? [say('到期日推后', 'it falls due later')] : [];
}

function endLooser(base: Duty, next: Duty): Words[] {
  if (!next.until || (base.until && base.until <= next.until)) return [];
  return [say(`提前到 ${next.until} 为止`, `it ends early, on ${next.until}`)];
}
