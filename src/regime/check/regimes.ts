/** Checks of regime.yaml, clauses, assumptions, the calendar and tasks. */
import { weekdayOf, yearOf } from '../days/calendar.ts';
import type { RateBand } from '../pack.ts';
import { type Fault, fault, type PathStep, type Placed } from './fault.ts';
import type { PlacedPack } from './read-packs.ts';
import { type Scope, twice } from './scope.ts';

/** A reference to clauses: each must exist; `known` says among which. */
export function clauseFaults(
  at: Placed<unknown>['at'],
  path: readonly PathStep[],
  ids: readonly string[],
  known: { has(id: string): boolean },
): Fault[] {
  return ids.flatMap((id, index) =>
    known.has(id) ? [] : [fault(at(...path, index), `没有条款 ${id}`, `there is no clause ${id}`)],
  );
}

/** Identity, base and ground of the pack; `packs` are all packs. */
export function regimeFaults(scope: Scope, packs: readonly PlacedPack[]): Fault[] {
  const { pack } = scope;
  const { value: regime, at } = pack.regime;
  const faults: Fault[] = [];
  if (regime.id !== pack.id) {
    faults.push(fault(at('id'), `标识应与文件夹同名：${pack.id}`, `the id must be the folder's name: ${pack.id}`));
  }
  const { approved, issued } = regime.document;
  if (approved && issued && approved > issued) {
    faults.push(fault(at('document', 'issued'), '印发早于通过', 'issued before it was approved'));
  }
  if (regime.extends !== null) faults.push(...baseFaults(scope, packs));
  if (regime.extends === null && regime.kind === 'regime' && !regime.lights) {
    faults.push(fault(at('lights'), '没有上位包的制度包要写明临期天数', 'a pack without a base must give the lights'));
  }
  const rival = packs.find(
    ({ id, regime: { value: other } }) =>
      id > pack.id &&
      other.kind === 'regime' &&
      regime.kind === 'regime' &&
      other.jurisdiction === regime.jurisdiction &&
      other.in_force <= (regime.until ?? '9999-12-31') &&
      regime.in_force <= (other.until ?? '9999-12-31'),
  );
  if (rival) {
    faults.push(
      fault(
        at('jurisdiction'),
        `同一地区同时施行两个包：${rival.id}`,
        `two packs hold on the same ground at once: ${rival.id}`,
      ),
    );
  }
  faults.push(...bandFaults(regime.lights?.rate_bands ?? [], at));
  if (regime.lights && !scope.assumptions.has(regime.lights.assumption)) {
    const id = regime.lights.assumption;
    faults.push(fault(at('lights', 'assumption'), `没有默认口径 ${id}`, `there is no assumption ${id}`));
  }
  faults.push(...clauseFaults(at, ['lights', 'clauses'], regime.lights?.clauses ?? [], scope.clauses));
  if (regime.kind === 'year_plan') faults.push(...yearPlanFaults(pack, packs));
  return [...faults, ...postFaults(scope)];
}

/** Bands go down and reach 0, so that every rate lies in exactly one; each tone once, because an assumption names it. */
function bandFaults(bands: readonly RateBand[], at: PlacedPack['regime']['at']): Fault[] {
  if (bands.length === 0) return [];
  const faults: Fault[] = [];
  bands.forEach((band, i) => {
    const above = bands[i - 1];
    const isLower = above === undefined || band.from < above.from || (band.from === above.from && above.open === true);
    if (!isLower || bands.findIndex((other) => other.tone === band.tone) < i)
      faults.push(
        fault(
          at('lights', 'rate_bands', i),
          '档次要从高到低，每种色调只用一次',
          'bands go from high to low, each tone once',
        ),
      );
  });
  const last = bands.at(-1);
  if (last?.from !== 0 || last.open)
    faults.push(fault(at('lights', 'rate_bands'), '最低一档要从 0 起', 'the lowest band must start at 0'));
  return faults;
}

function baseFaults({ pack, bases }: Scope, packs: readonly PlacedPack[]): Fault[] {
  const { value: regime, at } = pack.regime;
  const base = packs.find((other) => other.id === regime.extends)?.regime.value;
  const where = at('extends');
  if (!base) return [fault(where, `没有制度包 ${regime.extends}`, `there is no pack ${regime.extends}`)];
  if (base.kind !== 'regime') return [fault(where, '年度计划不能作上位包', 'a year plan cannot be a base')];
  const last = bases.at(-1)?.regime.value.extends ?? null;
  if (last !== null && packs.some((other) => other.id === last))
    return [fault(where, '上位包循环', 'the packs stand on each other in a circle')];
  const faults: Fault[] = [];
  if (base.in_force > regime.in_force) faults.push(fault(at('in_force'), '早于上位包施行', 'in force before its base'));
  if (base.jurisdiction !== '0' && !regime.jurisdiction.startsWith(base.jurisdiction)) {
    faults.push(fault(at('jurisdiction'), '不在上位包的地区内', 'outside the ground of its base'));
  }
  return faults;
}

/** A year plan holds clauses, assumptions and tasks, and stands on ground that a regime rules. */
function yearPlanFaults(pack: PlacedPack, packs: readonly PlacedPack[]): Fault[] {
  const { jurisdiction } = pack.regime.value;
  const ruled = packs.some(({ regime: { value } }) => value.kind === 'regime' && value.jurisdiction === jurisdiction);
  const surplus = [...pack.duties, ...pack.kinds, ...pack.calendar];
  return [
    ...(ruled
      ? []
      : [
          fault(
            pack.regime.at('jurisdiction'),
            `没有施行于 ${jurisdiction} 的制度包`,
            `there is no regime on the ground ${jurisdiction}`,
          ),
        ]),
    ...surplus.map((item) =>
      fault(item.at(), '年度计划只含条款、口径和任务', 'a year plan holds clauses, assumptions and tasks only'),
    ),
  ];
}

/** Bodies and seats. */
function postFaults(scope: Scope): Fault[] {
  const { value: regime, at } = scope.pack.regime;
  const faults: Fault[] = [];
  const bodies = regime.bodies ?? [];
  const seats = regime.seats ?? [];
  for (const [list, items] of [
    ['bodies', bodies],
    ['seats', seats],
  ] as const) {
    for (const double of twice<{ id: string }>(items, (one) => one.id)) {
      const where = at(list, (items as readonly { id: string }[]).indexOf(double), 'id');
      faults.push(fault(where, `标识重复：${double.id}`, `the id stands twice: ${double.id}`));
    }
  }
  bodies.forEach((body, index) => {
    if (body.parent && !scope.bodies.has(body.parent)) {
      faults.push(fault(at('bodies', index, 'parent'), `没有机构 ${body.parent}`, `there is no body ${body.parent}`));
    }
    faults.push(...clauseFaults(at, ['bodies', index, 'clauses'], body.clauses ?? [], scope.clauses));
  });
  seats.forEach((seat, index) => {
    const body = scope.bodies.get(seat.body);
    const strange = body ? seat.levels.filter((level) => !body.levels.includes(level)) : [];
    if (!body) faults.push(fault(at('seats', index, 'body'), `没有机构 ${seat.body}`, `there is no body ${seat.body}`));
    if (strange.length > 0) {
      const list = strange.join(', ');
      faults.push(
        fault(
          at('seats', index, 'levels'),
          `机构 ${seat.body} 不设在 ${list}`,
          `body ${seat.body} does not exist at ${list}`,
        ),
      );
    }
    for (const level of Object.keys(seat.titles ?? {})) {
      if ((seat.levels as readonly string[]).includes(level)) continue;
      faults.push(
        fault(at('seats', index, 'titles', level), `职务不设在 ${level}`, `the seat does not exist at ${level}`),
      );
    }
    faults.push(...clauseFaults(at, ['seats', index, 'clauses'], seat.clauses ?? [], scope.clauses));
  });
  return faults;
}

/** Clause ids begin with the pack and stand once; overrides name a clause or the opening of several. */
export function clausesFaults({ pack, allClauses }: Scope): Fault[] {
  const faults = twice(pack.clauses, ({ value }) => value.id).map(({ value, at }) =>
    fault(at('id'), `条款标识重复：${value.id}`, `the clause id stands twice: ${value.id}`),
  );
  const openings = new Set(
    [...allClauses].flatMap((id) => id.split('/').map((_, n, steps) => steps.slice(0, n + 1).join('/'))),
  );
  for (const { value, at } of pack.clauses) {
    if (!value.id.startsWith(`${pack.id}/`)) {
      faults.push(fault(at('id'), `条款标识应以 ${pack.id}/ 开头`, `the clause id must begin with ${pack.id}/`));
    }
    faults.push(...clauseFaults(at, ['overrides'], value.overrides ?? [], openings));
  }
  return faults;
}

/** Assumptions: once each, clauses exist, values of a key in the order of their days. */
export function assumptionFaults({ pack, allClauses }: Scope): Fault[] {
  const faults = twice(pack.assumptions, ({ value }) => value.id).map(({ value, at }) =>
    fault(at('id'), `口径编号重复：${value.id}`, `the assumption stands twice: ${value.id}`),
  );
  for (const { value, at } of pack.assumptions) {
    faults.push(...clauseFaults(at, ['clauses'], value.clauses ?? [], allClauses));
    const last = new Map<string, string>();
    value.values?.forEach((entry, index) => {
      const before = last.get(entry.key);
      if (before !== undefined && entry.from <= before) {
        faults.push(
          fault(at('values', index, 'from'), '同一键的日期应依次向后', 'the days of one key must follow each other'),
        );
      }
      last.set(entry.key, entry.from);
    });
  }
  return faults;
}

/** The calendar: a year once, rest days near their year, made-up days on weekends and not at rest. */
export function calendarFaults({ pack }: Scope): Fault[] {
  const faults = twice(pack.calendar, ({ value }) => String(value.year)).map(({ value, at }) =>
    fault(at('year'), `年份重复：${value.year}`, `the year stands twice: ${value.year}`),
  );
  for (const { value, at } of pack.calendar) {
    value.rest.forEach((span, index) => {
      if (span.to < span.from) faults.push(fault(at('rest', index, 'to'), '早于开始日', 'before the first day'));
      if (Math.abs(yearOf(span.from) - value.year) > 1 || Math.abs(yearOf(span.to) - value.year) > 1) {
        faults.push(fault(at('rest', index), `不在 ${value.year} 年前后`, `not in or beside the year ${value.year}`));
      }
    });
    value.work.forEach((day, index) => {
      if (weekdayOf(day) <= 5) faults.push(fault(at('work', index), `${day} 本是工作日`, `${day} is a weekday anyway`));
      if (value.rest.some((span) => span.from <= day && day <= span.to)) {
        faults.push(fault(at('work', index), `${day} 同时列为休息日`, `${day} is listed as rest as well`));
      }
    });
  }
  return faults;
}

/** Key tasks: once each, clauses and assumptions exist. */
export function taskFaults({ pack, clauses, assumptions }: Scope): Fault[] {
  const faults = twice(pack.tasks, ({ value }) => value.id).map(({ value, at }) =>
    fault(at('id'), `任务标识重复：${value.id}`, `the task id stands twice: ${value.id}`),
  );
  for (const { value, at } of pack.tasks) {
    faults.push(...clauseFaults(at, ['clauses'], value.clauses, clauses));
    const lent = value.target?.assume;
    if (lent && !assumptions.has(lent)) {
      faults.push(fault(at('target', 'assume'), `没有默认口径 ${lent}`, `there is no assumption ${lent}`));
    }
  }
  return faults;
}
