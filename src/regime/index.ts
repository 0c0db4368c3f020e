/**
 * What the law says, at a place, on a day. Packs of YAML are read, checked and resolved here; nothing of ours is
 * imported, nothing is read from disk and nobody asks for the clock.
 */
export { type AssumptionRow, assumptionsOf } from './assumptions.ts';
export type { Fault, Where } from './check/fault.ts';
export { readShape } from './check/yaml-text.ts';
export { type Comparison, type CountOf, compareLaws, type DutyRow, type Impact, impact } from './compare.ts';
export { type AnswerRow, type Coverage, type CoverageRow, coverageOf } from './coverage.ts';
export {
  addDays,
  addWorkingDays,
  daysBetween,
  isDay,
  isWorkingDay,
  weekdayOf,
  yearOf,
} from './days/calendar.ts';
export { lawDayOf } from './days/law-day.ts';
export { type CalendarPeriod, findPeriod, periodsOf } from './days/period.ts';
export { actsPerYear } from './demand.ts';
export type * from './document/documents.ts';
export { documents } from './document/documents.ts';
export { dutyInWords } from './duty-words.ts';
export type { AssumedValue, Law, Library, PackContent, RemovedDuty, ResolvedDuty } from './law.ts';
export { loadRegimes } from './load.ts';
export type * from './pack.ts';
export { cadences, levels } from './pack.ts';
export { practice, type Reviewer, type ReviewRules } from './practice.ts';
export type * from './reach.ts';
export { reachLaw } from './reach-words.ts';
export type * from './record-kind.ts';
export { Refusal } from './refusal.ts';
export type * from './template.ts';
