/**
 * Records as lists of acts, and what they amount to: who owes what, which record serves it, how far it has come.
 * Everything here is computed from the law, the tree, the acts and a day; nothing asks the clock.
 */
export type { Attachment, PlacedAttachment } from './attachment.ts';
export { chain } from './chain.ts';
export { periods } from './counted.ts';
export { conditionsOf, creditsOf, yearOfPeriod } from './credit.ts';
export { entered, type Hint } from './field.ts';
export { openActs, stateOf } from './fold.ts';
export type * from './obligation.ts';
export { holdersOf, isHolder, keyOf, obligationAt, obligations } from './owe.ts';
export { perform } from './perform.ts';
export { postEntry } from './post-entry.ts';
export { deltas, progressOf, timeline } from './progress.ts';
export type * from './record.ts';
export { type Seated, seating } from './seating.ts';
export { attentionOn, needOf, oftenOn, paceOf, statusOn } from './status.ts';
export { titleOf } from './title.ts';
