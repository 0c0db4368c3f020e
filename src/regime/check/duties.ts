/** Checks of duties, changes and removals: everything they name exists and their numbers make sense. */
import { dutyFigures } from '../figures.ts';
import type { Assumed, Assumption, Duty, DutyChange, DutyEntry, Figure, Level, Measure, RecordMatch } from '../pack.ts';
import { levels } from '../pack.ts';
import { type Fault, fault, type PathStep, type Placed } from './fault.ts';
import { clauseFaults } from './regimes.ts';
import { type Scope, twice } from './scope.ts';

type At = Placed<unknown>['at'];
type Part = DutyChange['with'];
const idOf = (entry: DutyEntry): string =>
  'remove' in entry ? entry.remove : 'replace' in entry ? entry.replace : entry.id;

/** All duty faults of a pack. */
export function dutyFaults(scope: Scope): Fault[] {
  const faults = twice(scope.pack.duties, ({ value }) => idOf(value)).map(({ value, at }) =>
    fault(at(), `责任 ${idOf(value)} 写了两次`, `the duty ${idOf(value)} stands twice`),
  );
  const below = new Set(
    scope.bases.flatMap((base) => base.duties.flatMap(({ value }) => ('id' in value ? [value.id] : []))),
  );
  for (const { value, at } of scope.pack.duties) {
    if ('id' in value) {
      if (below.has(value.id)) {
        faults.push(
          fault(at('id'), `上位包已有 ${value.id}，请用 replace`, `a base has ${value.id} already; use replace`),
        );
      }
      faults.push(...partFaults(scope, at, [], value), ...wholeFaults(scope, at, [], value));
      continue;
    }
    const key = 'remove' in value ? 'remove' : 'replace';
    const base = scope.duties.get(idOf(value));
    if (!base || !below.has(base.id)) {
      faults.push(fault(at(key), `上位包没有责任 ${idOf(value)}`, `no base has the duty ${idOf(value)}`));
    }
    faults.push(...ownClause(scope, at, value.clause));
    if ('with' in value) {
      faults.push(...partFaults(scope, at, ['with'], value.with));
      if (base) faults.push(...wholeFaults(scope, at, ['with'], { ...base, ...present(value.with) }));
    }
  }
  return faults;
}

const present = (part: Part): Partial<Duty> =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));

/** A change cites a clause of its own pack. */
function ownClause({ pack, clauses }: Scope, at: At, clause: string): Fault[] {
  if (!clauses.has(clause)) return [fault(at('clause'), `没有条款 ${clause}`, `there is no clause ${clause}`)];
  if (clause.startsWith(`${pack.id}/`)) return [];
  return [fault(at('clause'), '改动须引用本包自己的条款', 'a change must cite a clause of its own pack')];
}

/** What is written in a duty or in the fields of a change. */
function partFaults(scope: Scope, at: At, base: readonly PathStep[], part: Part): Fault[] {
  const faults = clauseFaults(at, [...base, 'clauses'], part.clauses ?? [], scope.clauses);
  const inForce = scope.pack.regime.value.in_force;
  if (part.from !== undefined && part.from < inForce) {
    faults.push(fault(at(...base, 'from'), `早于本包施行日 ${inForce}`, `before its pack is in force on ${inForce}`));
  }
  part.assumptions?.forEach((id, index) => {
    if (scope.assumptions.has(id)) return;
    faults.push(fault(at(...base, 'assumptions', index), `没有默认口径 ${id}`, `there is no assumption ${id}`));
  });
  part.fulfilled_by?.forEach((match, index) => {
    faults.push(...matchFaults(scope, at, [...base, 'fulfilled_by', index], match));
  });
  if (part.holder) faults.push(...holderFaults(scope, at, [...base, 'holder'], part.holder));
  if (part.measure) faults.push(...measureFaults(at, [...base, 'measure'], part.measure));
  const from = part.from ?? inForce;
  if (part.measure) {
    for (const [name, figure] of Object.entries(dutyFigures({ measure: part.measure, due: undefined }))) {
      faults.push(...figureFaults(scope, at, [...base, 'measure', name], figure, from));
    }
  }
  if (part.due?.days_after_period !== undefined) {
    faults.push(...figureFaults(scope, at, [...base, 'due', 'days_after_period'], part.due.days_after_period, from));
  }
  if (part.due?.assume)
    faults.push(...assumedFaults(scope, at, [...base, 'due', 'assume'], part.due.assume, from, 'any'));
  return faults;
}

/** What must fit together in the duty as a whole. */
function wholeFaults(scope: Scope, at: At, base: readonly PathStep[], duty: Duty): Fault[] {
  const { measure, fulfilled_by, holder } = duty;
  const faults: Fault[] = [];
  if (duty.due?.days_after_period !== undefined && (duty.due.next_year ?? duty.due.assume) !== undefined) {
    faults.push(
      fault(
        at(...base, 'due'),
        '次年某日与期末后若干天只能取一',
        'a day of the next year or days after the period, not both',
      ),
    );
  }
  if (['count', 'coverage', 'holding', 'often'].includes(measure.type) && fulfilled_by.length === 0) {
    faults.push(fault(at(...base, 'fulfilled_by'), '没有记录能履行它', 'no record can fulfil it'));
  }
  fulfilled_by.forEach(({ kind: id }, index) => {
    const kind = scope.kinds.get(id);
    if (!kind) return;
    const where = at(...base, 'fulfilled_by', index, 'kind');
    if (measure.type === 'coverage' && !kind.roles?.targets) {
      faults.push(
        fault(where, `${id} 没有说明走到了哪里（roles.targets）`, `${id} does not say what it reached (roles.targets)`),
      );
    }
    if (holder.mode === 'each' && ['count', 'coverage', 'holding'].includes(measure.type) && !kind.roles?.seats) {
      faults.push(
        fault(where, `${id} 没有记在哪个职务名下（roles.seats）`, `${id} does not credit seats (roles.seats)`),
      );
    }
  });
  return faults;
}

const levelOf: Record<string, Level> = {
  province: 'province',
  city: 'city',
  county: 'county',
  district: 'county',
  street: 'township',
  township: 'township',
  village: 'village',
  community: 'village',
};

function holderFaults(scope: Scope, at: At, base: readonly PathStep[], holder: Duty['holder']): Fault[] {
  const faults: Fault[] = [];
  if (!holder.seats && !holder.body) {
    faults.push(fault(at(...base), '要写明职务或机构', 'name the seats or the body that owes it'));
  }
  if (holder.mode === 'each' && !holder.seats) {
    faults.push(fault(at(...base, 'mode'), '逐人履行须写明职务', 'each needs seats'));
  }
  holder.where?.kinds?.forEach((kind, index) => {
    if (levelOf[kind] === holder.level) return;
    const where = at(...base, 'where', 'kinds', index);
    faults.push(fault(where, `${kind} 不是 ${holder.level} 一级`, `${kind} is not of the level ${holder.level}`));
  });
  const check = (path: readonly PathStep[], found: { levels: readonly string[] } | undefined, id: string): void => {
    if (!found) faults.push(fault(at(...path), `没有职务或机构 ${id}`, `there is no seat or body ${id}`));
    else if (!found.levels.includes(holder.level)) {
      faults.push(fault(at(...path), `${id} 不设在 ${holder.level}`, `${id} does not exist at ${holder.level}`));
    }
  };
  holder.seats?.forEach((id, index) => {
    check([...base, 'seats', index], scope.seats.get(id), id);
  });
  if (holder.body) check([...base, 'body'], scope.bodies.get(holder.body), holder.body);
  return faults;
}

function measureFaults(at: At, base: readonly PathStep[], measure: Measure): Fault[] {
  const faults: Fault[] = [];
  const limits: Record<string, [number, number]> = {
    need: [1, 10_000],
    goal: [1, 10_000],
    met_from: [0, 1],
    attention_from: [0, 1],
    attention_after_days: [1, 3660],
    within_days: [0, 3660],
  };
  for (const [name, figure] of Object.entries(dutyFigures({ measure, due: undefined }))) {
    const [low, high] = limits[name]!;
    for (const number of literals(figure)) {
      const whole = name.endsWith('_from') || Number.isInteger(number);
      if (number >= low && number <= high && whole) continue;
      faults.push(
        fault(
          at(...base, name),
          `应在 ${low} 与 ${high} 之间${name.endsWith('_from') ? '' : '，并为整数'}：${number}`,
          `must lie between ${low} and ${high}${name.endsWith('_from') ? '' : ' and be whole'}: ${number}`,
        ),
      );
    }
  }
  if (measure.type === 'count') {
    if ((measure.cadence === 'by_date') !== (measure.window !== undefined)) {
      faults.push(
        fault(
          at(...base, 'window'),
          '限期责任且只有限期责任要写起止日',
          'a window goes with by_date, and only with it',
        ),
      );
    }
    if (typeof measure.need === 'number' && typeof measure.goal === 'number' && measure.goal < measure.need) {
      faults.push(fault(at(...base, 'goal'), '目标低于底线', 'the goal lies below the need'));
    }
  }
  if (measure.type === 'coverage' && measure.cadence === 'annual' && measure.attention_from !== undefined) {
    faults.push(
      fault(
        at(...base, 'attention_from'),
        '接近完成线只看任期末（g-8），每年的走访要么完成要么逾期',
        'being nearly met is looked at when a term ends (g-8); the coverage of a year is met or overdue',
      ),
    );
  }
  if (
    measure.type === 'coverage' &&
    typeof measure.met_from === 'number' &&
    typeof measure.attention_from === 'number'
  ) {
    if (measure.attention_from > measure.met_from) {
      faults.push(fault(at(...base, 'attention_from'), '高于完成线', 'lies above met_from'));
    }
  }
  return faults;
}

const literals = (figure: Figure): number[] =>
  Array.isArray(figure)
    ? figure.flatMap(({ value }) => (typeof value === 'number' ? [value] : []))
    : typeof figure === 'number'
      ? [figure]
      : [];

function figureFaults(scope: Scope, at: At, path: readonly PathStep[], figure: Figure, from: string): Fault[] {
  if (typeof figure === 'number') return [];
  if (!Array.isArray(figure)) return assumedFaults(scope, at, path, figure, from, 'number');
  if (figure.length === 0) return [fault(at(...path), '列表是空的', 'the list is empty')];
  return figure.flatMap((entry, index) => {
    const faults: Fault[] = [];
    if (!scope.clauses.has(entry.clause)) {
      faults.push(
        fault(at(...path, index, 'clause'), `没有条款 ${entry.clause}`, `there is no clause ${entry.clause}`),
      );
    }
    const before = figure[index - 1];
    if (before && before.from >= entry.from) {
      faults.push(fault(at(...path, index, 'from'), '日期应依次向后', 'the days must follow each other'));
    }
    if (typeof entry.value === 'object' && entry.value) {
      faults.push(...assumedFaults(scope, at, [...path, index, 'value'], entry.value, entry.from, 'number'));
    }
    return faults;
  });
}

/** What an assumption has lent or lends under a key, all values together. */
function valuesOf(assumption: Assumption | undefined, key: string): string[] {
  const values = (assumption?.values ?? []).filter((entry) => entry.key === key).flatMap(({ value }) => value);
  return values.length === 0 ? [key] : values.map(String);
}

/** The assumption, its key, and a value of the right kind that runs on the day the duty begins. */
function assumedFaults(
  scope: Scope,
  at: At,
  path: readonly PathStep[],
  { assume, key }: Assumed,
  from: string,
  kind: 'number' | 'any',
): Fault[] {
  const assumption = scope.assumptions.get(assume);
  if (!assumption) return [fault(at(...path, 'assume'), `没有默认口径 ${assume}`, `there is no assumption ${assume}`)];
  const values = (assumption.values ?? []).filter((entry) => entry.key === key);
  if (values.length === 0)
    return [fault(at(...path, 'key'), `口径 ${assume} 没有 ${key}`, `assumption ${assume} has no key ${key}`)];
  if (!values.some((entry) => entry.from <= from)) {
    return [
      fault(
        at(...path, 'key'),
        `口径 ${assume} 的 ${key} 在 ${from} 还没有值`,
        `assumption ${assume} has no value of ${key} by ${from}`,
      ),
    ];
  }
  if (kind === 'number' && values.some(({ value }) => value !== null && typeof value !== 'number')) {
    return [
      fault(at(...path, 'key'), `口径 ${assume} 的 ${key} 不是数字`, `${key} of assumption ${assume} is not a number`),
    ];
  }
  return [];
}

/** A record match: the kind, its fields, and for choices their options. `from_level` is the level of the record's unit. */
export function matchFaults(
  { kinds, assumptions }: Scope,
  at: At,
  path: readonly PathStep[],
  match: RecordMatch,
): Fault[] {
  const kind = kinds.get(match.kind);
  if (!kind) return [fault(at(...path, 'kind'), `没有记录种类 ${match.kind}`, `there is no record kind ${match.kind}`)];
  return Object.entries(match.where ?? {}).flatMap(([name, given]) => {
    const where = at(...path, 'where', name);
    const lent = typeof given === 'object' && 'assume' in given ? given : undefined;
    const wanted = lent ? valuesOf(assumptions.get(lent.assume), lent.key) : (given as Exclude<typeof given, Assumed>);
    const words = Array.isArray(wanted) ? wanted : [wanted];
    const field = kind.fields.find((one) => one.id === name);
    if (name !== 'from_level' && !field) {
      return [fault(where, `${match.kind} 没有字段 ${name}`, `${match.kind} has no field ${name}`)];
    }
    if (field?.kind === 'yes_no') {
      return typeof wanted === 'boolean' ? [] : [fault(where, '应为 true 或 false', 'must be true or false')];
    }
    const allowed: readonly string[] | undefined = field ? field.options?.map((option) => option.id) : levels;
    return words
      .filter((word) => typeof word === 'boolean' || (allowed && !allowed.includes(word)))
      .map((word) => fault(where, `${name} 没有选项 ${word}`, `${name} has no option ${word}`));
  });
}
