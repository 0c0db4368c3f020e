/** Who looks at a record again, as units and posts: what the pack says, put upon the tree. */

import type { Act, RecordState } from '#ledger';
import { type Actor, type HeldSeat, levelOf, parentOf, parseUnitCode, type UnitCode } from '#org';
import { type Law, practice, type RecordKind, type ReviewRules, type Verb } from '#regime';

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

/** Everything that a person's seats stand for: the seat itself, its body, and the bodies that one belongs to. */
export function postsHeld(law: Pick<Law, 'seats' | 'bodies'>, seats: readonly HeldSeat[]): string[] {
  const posts = new Set<string>();
  for (const { unit, seat } of seats) {
    posts.add(`${unit}:${seat}`);
    const seen = new Set<string>();
    for (let id = law.seats.get(seat)?.body; id !== undefined && !seen.has(id); id = law.bodies.get(id)?.parent) {
      seen.add(id);
      posts.add(`${unit}:${id}`);
    }
  }
  return [...posts];
}

/** Seats that stand for a post: itself, or all of a body and of the bodies that belong to it. */
export function seatsOfPost(law: Pick<Law, 'seats' | 'bodies'>, post: string): string[] {
  const [unit = '', word = ''] = post.split(':');
  return [...law.seats.keys()].filter((seat) =>
    postsHeld(law, [{ unit: parseUnitCode(unit), seat, acting: false, via: 'tenure' }]).includes(`${unit}:${word}`),
  );
}

/** Acts by which somebody writes what a record says. */
export const authoring: readonly Verb[] = ['create', 'amend', 'submit', 'correct'];

/** Whether an actor is among those who settle a record: of a post that the pack names, and none of who wrote it. */
export function maySettle(
  law: Law,
  verb: Verb,
  record: Pick<RecordState, 'kind' | 'unit'>,
  acts: readonly Pick<Act, 'verb' | 'actor'>[],
  by: Pick<Actor, 'account' | 'seats'>,
): boolean {
  if (verb !== 'accept' && verb !== 'return') return true;
  const kind = law.kinds.get(record.kind);
  const review = kind && reviewAt(law, kind, record.unit);
  if (!review) return true;
  const held = postsHeld(law, by.seats);
  const isNamed = review.posts.some(({ unit, post }) => held.includes(`${unit}:${post}`));
  const isOwn = acts.some(({ verb: done, actor }) => actor === by.account && authoring.includes(done));
  return isNamed && (review.own || !isOwn);
}
