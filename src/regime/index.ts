/**
 * What the law says, at a place, on a day. Packs of YAML are read, checked and resolved here; nothing of ours is
 * imported, nothing is read from disk and nobody asks for the clock.
 */
export { addDays, addWorkingDays, daysBetween, isDay, isWorkingDay, quarterOf, weekdayOf, yearOf } from './calendar.ts';
export { actsPerYear } from './demand.ts';
export type { AssumedValue, Law, Library, PackContent, ResolvedDuty } from './law.ts';
export { loadRegimes } from './load.ts';
export type * from './pack.ts';
export { cadences, levels } from './pack.ts';
export { type CalendarPeriod, findPeriod, periodAt, periodsOf } from './period.ts';
export { Refusal } from './refusal.ts';
