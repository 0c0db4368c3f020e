/**
 * The administrative tree: codes, kinds, how units are looked for, what becomes of them, who holds their seats,
 * and what they may see and do. Pure;
 * the rows are read by the server. A subtree is a code prefix; the nation is `0`.
 */
export type { Actor, AdminRole, HeldSeat, LeftSeat } from './actor.ts';
export type { Entry } from './entry.ts';
export { type Kind, kindOf, kinds } from './kind.ts';
export { type OpenGrant, type Place, type Reach, type ReachRow, type RecordRow, reach, type Why } from './reach.ts';
export { recode } from './recode.ts';
export { type Cut, parseUnitQuery, type UnitQuery } from './search.ts';
export type { Following, Standing, UnitAct, UnitVerb } from './succession.ts';
export { checkAct, checkSuccession, standingFrom, successorsOn } from './succession.ts';
export type { Span, Tenure, Term } from './tenure.ts';
export { holderOn, spansOf, terms } from './tenure.ts';
export {
  ancestorsOf,
  homeOf,
  isUnitCode,
  isWithin,
  levelOf,
  nation,
  parentOf,
  parseUnitCode,
  rangeOf,
  type Unit,
  type UnitCode,
} from './unit.ts';
export type { MemoryOrg, OrgView, UnitFact } from './view.ts';
export { changesOf, isValidOn, meetsCondition, memoryOrg } from './view.ts';
