/** Checks of the review of a record kind: its acts are there, and the assumption lends everything it needs. */
import type { Assumption } from '../pack.ts';
import type { RecordKind } from '../record-kind.ts';
import { type Fault, fault, type Placed } from './fault.ts';
import type { Scope } from './scope.ts';

/** All faults of a kind's review. */
export function reviewFaults(scope: Scope, { value: kind, at }: Placed<RecordKind>): Fault[] {
  const { review } = kind;
  if (review === undefined || review === 'none') return [];
  const faults: Fault[] = [];
  for (const verb of ['accept', 'return', 'submit'] as const)
    if (!kind.acts.some((act) => act.verb === verb))
      faults.push(fault(at('review'), `要复核，却没有办理动作 ${verb}`, `it is reviewed, but has no act ${verb}`));
  const rules = scope.assumptions.get(review.rules);
  if (!rules)
    return [
      ...faults,
      fault(at('review', 'rules'), `没有默认口径 ${review.rules}`, `there is no assumption ${review.rules}`),
    ];
  const keys = ['days', 'own-record', ...kind.levels.map((level) => `by-${level}`)];
  if (review.mode === 'sample') keys.push(review.share ?? 'share');
  for (const key of keys)
    if (!rules.values?.some((value) => value.key === key && value.from <= kind.from))
      faults.push(
        fault(
          at('review', 'rules'),
          `${review.rules} 自 ${kind.from} 起没有值 ${key}`,
          `${review.rules} has no value ${key} from ${kind.from} on`,
        ),
      );
  return [...faults, ...postFaults(scope, rules, kind, at)];
}

/** Whoever reviews is a body or a seat of the packs, written `above:<post>` or `own:<post>`. */
function postFaults(scope: Scope, rules: Assumption, kind: RecordKind, at: Placed<RecordKind>['at']): Fault[] {
  const named = (rules.values ?? [])
    .filter(({ key }) => kind.levels.some((level) => key === `by-${level}`))
    .flatMap(({ value }) => (Array.isArray(value) ? value : [String(value)]));
  return named.flatMap((text) => {
    const [where, post = ''] = text.split(':');
    if ((where === 'above' || where === 'own') && (scope.bodies.has(post) || scope.seats.has(post))) return [];
    const say = `${rules.id}: ${text}`;
    return [fault(at('review', 'rules'), `没有这样的复核人 ${say}`, `there is no such reviewer ${say}`)];
  });
}
