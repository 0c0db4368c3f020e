/** Reading official documents, through one door: parse, compare, set against a base, draft a pack. */
import { alignClauses, baseOf } from './align.ts';
import { ClauseChoice, packOfChoices, proposeChoices, undecided } from './choices.ts';
import { compareDocuments } from './compare-prints.ts';
import { draftActs } from './draft-acts.ts';
import { draftPack, summariesOf } from './draft-pack.ts';
import { parseDocument } from './parse.ts';
import { wholeCharacters } from './radicals.ts';

export type * from './align.ts';
export type * from './cadence.ts';
export type * from './choices.ts';
export type * from './compare-prints.ts';
export type * from './draft-acts.ts';
export type * from './draft-pack.ts';
export type * from './tree.ts';

export const documents = {
  parse: parseDocument,
  compare: compareDocuments,
  baseOf,
  summariesOf,
  align: alignClauses,
  draft: draftPack,
  propose: proposeChoices,
  packOf: packOfChoices,
  undecided,
  choice: ClauseChoice,
  acts: draftActs,
  wholeCharacters,
} as const;
