/** Who looks at a record again, as units and posts: what the pack says, put upon the tree. */
import { levelOf, parentOf, parseUnitCode, type UnitCode } from '#org';
import { type Law, practice, type RecordKind, type ReviewRules } from '#regime';

export interface ReviewPost {
  readonly unit: UnitCode;
  /** Id of a body, or of a seat. */
  readonly post: string;
}
export interface Review extends Omit<ReviewRules, 'by'> {
  readonly posts: readonly ReviewPost[];
}

/** The unit above, past levels that have no government of their own there. */
function unitAbove(law: Law, code: UnitCode): UnitCode {
  let above = parentOf(code);
  while (above !== null && law.skipLevels.has(levelOf(above))) above = parentOf(above);
  return above ?? code;
}

/** How records of a kind at a unit are looked at again, and by whom; undefined where nobody does. */
export function reviewAt(law: Law, kind: RecordKind, unit: string): Review | undefined {
  const code = parseUnitCode(unit);
  const rules = practice.reviewOf(law, kind, levelOf(code));
  if (!rules) return undefined;
  const { by, ...rest } = rules;
  return { ...rest, posts: by.map(({ at, post }) => ({ unit: at === 'own' ? code : unitAbove(law, code), post })) };
}
