/** What is open to whoever asks, as replies say it: screens hold no rules. */
import { type Act, openActs, type RecordState, seating } from '#ledger';
import { type Actor, type Reach, type RecordRow, reach, type Unit } from '#org';
import { type Law, type Library, type ReachAct, type RecordKind, reachLaw } from '#regime';
import { maySettle } from '../store/review/reviewers.ts';
import { type Context, todayOf } from './context.ts';
import type { Words } from './words.ts';

export interface OpenAct {
  readonly verb: string;
  readonly name: Words;
  /** Whether it asks for a reason. */
  readonly reason: boolean;
  /** Why it is not open, and who may; null where it is. */
  readonly closed: { readonly why: Words; readonly who: Words } | null;
}

const signing: Words = { zh: '须由办理规则指定的人签字。', en: 'It is signed by whom the rule of this kind names.' };
const named: Words = { zh: '记录中写明的人或其上级', en: 'those whom the record names, or the office above' };

const reviewed = {
  why: {
    zh: '由制度包写明的人复核，且不是自己写的。',
    en: 'Those whom the pack names look again, and nobody at his own.',
  },
  who: { zh: '见记录页“谁来复核”', en: 'see who looks again on the page of the record' },
};

function closedTo(library: Library, within: Reach, today: string, act: ReachAct, row: RecordRow): OpenAct['closed'] {
  const why = reach.why((unit) => library.at(today, unit), within, act, row);
  return why.allowed ? null : { why: why.words, who: why.who };
}

/** Every act that the state of a record allows, each open to whoever asks or closed with the reason. */
export function actsOpenTo(
  context: Context,
  { law, kind, state, acts }: { law: Law; kind: RecordKind; state: RecordState; acts: readonly Act[] },
  within: Reach,
  by: Actor,
): OpenAct[] {
  const row = reach.rowOf({ ...state, author: acts[0]?.actor ?? '' });
  return openActs(kind, state).map((verb) => {
    const step = kind.acts.find((act) => act.verb === verb);
    const closed = closedTo(context.library, within, todayOf(context), reach.actOf(kind, verb), row);
    const isReviewer = by.account === 'operator' || maySettle(law, verb, state, acts, by);
    const isSigned = by.account === 'operator' || seating.maySign(law, state.state, verb, state, by);
    return {
      verb,
      name: step?.name ?? { zh: verb, en: verb },
      reason: kind.acts.some((act) => act.verb === verb && act.reason === true),
      closed: closed ?? (!isReviewer ? reviewed : isSigned ? null : { why: signing, who: named }),
    };
  });
}

/** Why a record of a kind cannot be entered at a unit by whoever asks; null where some such record can. */
export function creatingClosed(
  context: Context,
  unit: Pick<Unit, 'code'>,
  kind: RecordKind,
  within: Reach,
  by: Actor,
): OpenAct['closed'] {
  const today = todayOf(context);
  const seats = by.seats.map((held) => `${held.unit}:${held.seat}`);
  const row = { unit: unit.code, kind: kind.id, state: '', day: today, seats, author: by.account };
  return closedTo(context.library, within, today, reach.actOf(kind, 'create'), row);
}

/** The acts that are open at a unit, on it or on some of its records. */
export const openAt = (within: Reach, unit: string): ReachAct[] =>
  (Object.keys(reachLaw.actNames) as ReachAct[]).filter((act) => reach.reaches(within, act, unit));
