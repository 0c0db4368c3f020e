/** Checks of reach.yaml: everything named exists, everything has its ground, nothing asks what its act cannot know. */
import type { ReachCondition, ReachFile } from '../reach.ts';
import { recordActs } from '../reach.ts';
import { type Fault, fault, type PathStep, type Placed } from './fault.ts';
import { clauseFaults } from './regimes.ts';
import { type Scope, twice } from './scope.ts';

type File = Placed<ReachFile>;
type Basis = { clauses?: string[] | undefined; assumption?: string | undefined; why?: object | undefined };
type Item = Basis & ({ id: string } | { replace: string; with: object } | { remove: string });

const idOf = (item: Item): string => ('id' in item ? item.id : 'replace' in item ? item.replace : item.remove);

/** All faults of a pack's reach. */
export function reachFaults(scope: Scope): Fault[] {
  const file = scope.pack.reach;
  if (!file) return [];
  const { value, at } = file;
  return [
    ...groupFaults(scope, file),
    ...itemFaults(scope, file, 'roles', value.roles ?? [], namedBelow(scope, 'roles')),
    ...itemFaults(scope, file, 'grants', value.grants ?? [], namedBelow(scope, 'grants')),
    ...(value.roles ?? []).flatMap((role, n) => holderFaults(scope, at, n, role)),
    ...(value.grants ?? []).flatMap((grant, n) => grantFaults(scope, at, n, grant)),
  ];
}

/** Ids that the bases of a pack add. */
const namedBelow = ({ bases }: Scope, list: 'roles' | 'grants'): Set<string> =>
  new Set(bases.flatMap((pack) => (pack.reach?.value[list] ?? []).flatMap((one) => ('id' in one ? [one.id] : []))));

function groupFaults(scope: Scope, { value, at }: File): Fault[] {
  return (value.groups ?? []).flatMap((group, n) => [
    ...(scope.kinds.has(group.id)
      ? [fault(at('groups', n, 'id'), `${group.id} 已是记录种类`, `${group.id} is a record kind already`)]
      : []),
    ...missing(at, ['groups', n, 'kinds'], group.kinds, scope.kinds, '记录种类', 'record kind'),
  ]);
}

function missing(
  at: File['at'],
  path: readonly PathStep[],
  ids: readonly string[],
  known: { has(id: string): boolean },
  zh: string,
  en: string,
): Fault[] {
  return ids.flatMap((id, n) =>
    known.has(id) ? [] : [fault(at(...path, n), `没有${zh} ${id}`, `there is no ${en} ${id}`)],
  );
}

function itemFaults(
  scope: Scope,
  { at }: File,
  list: 'roles' | 'grants',
  items: readonly Item[],
  below: ReadonlySet<string>,
): Fault[] {
  const faults = twice(items, idOf).map((item) =>
    fault(at(list, items.indexOf(item)), `标识重复：${idOf(item)}`, `the id stands twice: ${idOf(item)}`),
  );
  items.forEach((item, n) => {
    const id = idOf(item);
    if ('id' in item && below.has(id))
      faults.push(fault(at(list, n, 'id'), `上位包已有 ${id}，用 replace`, `a base has ${id} already; use replace`));
    if (!('id' in item) && !below.has(id)) faults.push(fault(at(list, n), `上位包没有 ${id}`, `no base has ${id}`));
    faults.push(...clauseFaults(at, [list, n, 'clauses'], item.clauses ?? [], scope.clauses));
    if (item.assumption !== undefined && !scope.assumptions.has(item.assumption))
      faults.push(
        fault(
          at(list, n, 'assumption'),
          `没有默认口径 ${item.assumption}`,
          `there is no assumption ${item.assumption}`,
        ),
      );
    if (item.clauses === undefined && item.assumption === undefined && item.why === undefined)
      faults.push(
        fault(
          at(list, n),
          '要写明依据：clauses、assumption 或 why',
          'say on what it stands: clauses, assumption or why',
        ),
      );
  });
  return faults;
}

function holderFaults(
  scope: Scope,
  at: File['at'],
  n: number,
  entry: NonNullable<ReachFile['roles']>[number],
): Fault[] {
  const inner: PathStep[] = 'replace' in entry ? ['roles', n, 'with', 'held_by'] : ['roles', n, 'held_by'];
  const held = 'remove' in entry ? [] : 'replace' in entry ? (entry.with.held_by ?? []) : entry.held_by;
  return held.flatMap(({ seats = [], bodies = [] }, m) => [
    ...missing(at, [...inner, m, 'seats'], seats, scope.seats, '职务', 'seat'),
    ...missing(at, [...inner, m, 'bodies'], bodies, scope.bodies, '机构', 'body'),
    ...(seats.length + bodies.length === 0 ? [fault(at(...inner, m), '要写明职务或机构', 'name seats or bodies')] : []),
  ]);
}

function grantFaults(
  scope: Scope,
  at: File['at'],
  n: number,
  entry: NonNullable<ReachFile['grants']>[number],
): Fault[] {
  if ('remove' in entry) return [];
  const grant = 'replace' in entry ? entry.with : entry;
  const path: PathStep[] = 'replace' in entry ? ['grants', n, 'with'] : ['grants', n];
  const roles = new Set([...namedBelow(scope, 'roles'), ...ownIds(scope)]);
  const groups = new Set(scope.chain.flatMap((pack) => (pack.reach?.value.groups ?? []).map((group) => group.id)));
  const kinds = { has: (id: string) => scope.kinds.has(id) || groups.has(id) };
  const onRecord = (grant.acts ?? []).some((act) => (recordActs as readonly string[]).includes(act));
  const faults = [
    ...missing(at, [...path, 'roles'], grant.roles ?? [], roles, '角色', 'role'),
    ...missing(
      at,
      [...path, 'kinds'],
      Array.isArray(grant.kinds) ? grant.kinds : [],
      kinds,
      '记录种类或组',
      'record kind or group',
    ),
    ...stateFaults(scope, at, path, grant.when),
  ];
  if (!('replace' in entry) && onRecord !== (grant.kinds !== undefined))
    faults.push(
      fault(at(...path, 'kinds'), '对记录的办理要写 kinds，其他的不写', 'acts on records name kinds, and only they'),
    );
  if (!onRecord && grant.acts !== undefined && (grant.where === 'own_seat' || asksOfRecord(grant.when)))
    faults.push(
      fault(
        at(...path, 'when'),
        '这些办理不针对记录，不能有记录的条件',
        'these acts are on no record; take the conditions on records off',
      ),
    );
  const lent = grant.when?.within_days;
  if (typeof lent === 'object' && !scope.assumptions.has(lent.assume))
    faults.push(
      fault(at(...path, 'when', 'within_days'), `没有默认口径 ${lent.assume}`, `there is no assumption ${lent.assume}`),
    );
  return faults;
}

const ownIds = ({ pack }: Scope): string[] =>
  (pack.reach?.value.roles ?? []).flatMap((one) => ('id' in one ? [one.id] : []));

const asksOfRecord = (when: ReachCondition | undefined): boolean =>
  when !== undefined && Object.keys(when).some((key) => key !== 'units' && key !== 'levels');

function stateFaults(
  scope: Scope,
  at: File['at'],
  path: readonly PathStep[],
  when: ReachCondition | undefined,
): Fault[] {
  const states = new Set([...scope.kinds.values()].flatMap((kind) => kind.states.map((state) => state.id)));
  return missing(at, [...path, 'when', 'states'], when?.states ?? [], states, '状态', 'state');
}
