/** The law cases hold the law fast: every duty has one, and no number of it can change without a case that fails. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { creditsOf } from '#ledger';
import { type AssumedValue, addDays, type Law, type Library, type ResolvedDuty } from '#regime';
import { orgOf, type ReadCase, recordOf, runCase } from './support/case.ts';
import { allCases, library } from './support/packs.ts';

const packs = library();
const cases = allCases();
/** Cases that tell an outcome, beside those that only list what each record serves. */
const deciding = cases.filter(({ case: { records } }) => records.every(({ serves }) => serves === undefined));
const today = '2026-07-01';

interface Own {
  readonly pack: string;
  readonly duty: ResolvedDuty;
}
/** Duties by the pack that last changed them, as they stand today where the pack rules; none that only the nation owes. */
const own: Own[] = [...packs.packs.values()]
  .filter((regime) => regime.kind === 'regime')
  .flatMap((regime) => [...packs.under(regime.id, today).duties.values()].map((duty) => ({ pack: regime.id, duty })))
  .filter(({ pack, duty }) => duty.regime === pack && duty.holder.level !== 'nation');

const lawOf = (from: Library, { case: one }: ReadCase): Law =>
  one.regime === undefined ? from.at(one.day, one.place ?? '0') : from.under(one.regime, one.day);

/** The same library with every law changed. */
const changed = (change: (law: Law) => Law): Library => ({
  ...packs,
  at: (day, place) => change(packs.at(day, place)),
  under: (regime, day) => change(packs.under(regime, day)),
});

/** The library with one duty of one pack changed, wherever it applies. */
const withDuty = ({ pack, duty }: Own, change: (duty: ResolvedDuty) => ResolvedDuty): Library =>
  changed((law) => {
    const found = law.duties.get(duty.id);
    return found?.regime === pack ? { ...law, duties: new Map(law.duties).set(duty.id, change(found)) } : law;
  });

const naming = new Map<string, ReadCase[]>();
for (const one of deciding)
  for (const { duty } of [...one.case.expect, ...one.case.absent]) naming.set(duty, [...(naming.get(duty) ?? []), one]);
const isNoticed = (among: readonly ReadCase[], by: Library): boolean =>
  among.some(({ case: one }) => runCase(by, one).length > 0);

test('every duty is expected by a case of a place where it holds', () => {
  const expected = new Set<string>();
  for (const one of cases)
    for (const { duty } of one.case.expect) {
      const found = lawOf(packs, one).duties.get(duty);
      if (found) expected.add(`${found.regime} ${duty}`);
    }
  const missing = own.map(({ pack, duty }) => `${pack} ${duty.id}`).filter((name) => !expected.has(name));
  assert.deepEqual(missing, []);
});

/** Figures that decide an outcome; the other numbers of a law are words for people. */
const figureNames = ['need', 'goal', 'met_from', 'attention_from', 'attention_after_days', 'within_days'] as const;
const moved = (name: string, value: number): number => (name.endsWith('_from') ? value - 0.07 : value + 1);

test('no figure of a duty can change unnoticed', () => {
  const unnoticed: string[] = [];
  let tried = 0;
  for (const one of own)
    for (const name of figureNames) {
      const value = one.duty.figures[name];
      if (typeof value !== 'number') continue;
      tried += 1;
      const by = withDuty(one, (duty) => ({ ...duty, figures: { ...duty.figures, [name]: moved(name, value) } }));
      if (!isNoticed(naming.get(one.duty.id) ?? [], by)) unnoticed.push(`${one.pack} ${one.duty.id} ${name}`);
    }
  assert.deepEqual(unnoticed, []);
  assert.ok(tried > 100, `only ${tried} figures`);
});

test('no due day and no window of a duty can change unnoticed', () => {
  const unnoticed: string[] = [];
  for (const one of own) {
    const { due, measure } = one.duty;
    const changes: Record<string, Partial<ResolvedDuty>> = {};
    if (due?.next_year) changes.next_year = { due: { ...due, next_year: '02-15' } };
    if (due) changes.due = { due: undefined };
    if ('window' in measure && measure.window)
      for (const end of ['from', 'to'] as const)
        changes[`window ${end}`] = {
          measure: { ...measure, window: { ...measure.window, [end]: addDays(measure.window[end], 1) } },
        };
    for (const [what, change] of Object.entries(changes))
      if (
        !isNoticed(
          naming.get(one.duty.id) ?? [],
          withDuty(one, (duty) => ({ ...duty, ...change }) as ResolvedDuty),
        )
      )
        unnoticed.push(`${one.pack} ${one.duty.id} ${what}`);
  }
  assert.deepEqual(unnoticed, []);
});

test('no cadence and no holder can change unnoticed', () => {
  const unnoticed: string[] = [];
  for (const one of own) {
    const { holder, measure } = one.duty;
    const other = { ...holder, ...(holder.seats ? { seats: [...holder.seats, 'nobody'] } : { body: 'nobody' }) };
    const changes: Record<string, (duty: ResolvedDuty) => ResolvedDuty> = {
      level: (duty) => ({ ...duty, holder: { ...holder, level: holder.level === 'village' ? 'city' : 'village' } }),
    };
    if (holder.mode === 'joint') changes.holder = (duty) => ({ ...duty, holder: other });
    else
      for (const seat of holder.seats ?? [])
        changes[`holder ${seat}`] = (duty) => ({
          ...duty,
          holder: { ...holder, seats: (holder.seats ?? []).map((one) => (one === seat ? 'nobody' : one)) },
        });
    for (const part of Object.keys(holder.where ?? {}))
      changes[`where ${part}`] = (duty) => ({
        ...duty,
        holder: { ...holder, where: { ...holder.where, [part]: undefined } },
      });
    if (measure.type === 'count') {
      const cadence = measure.cadence === 'annual' ? 'quarterly' : 'annual';
      changes.cadence = (duty) => ({ ...duty, measure: { ...measure, cadence } });
    }
    if (measure.type === 'coverage') {
      const cadence = measure.cadence === 'annual' ? 'per_term' : 'annual';
      changes.cadence = (duty) => ({ ...duty, measure: { ...measure, cadence } });
    }
    if (measure.type !== 'count' && measure.type !== 'coverage' && measure.type !== 'holding')
      changes.type = (duty) => ({
        ...duty,
        measure: { type: 'count', cadence: 'annual', need: 1 },
        figures: { need: 1 },
      });
    for (const [name, change] of Object.entries(changes))
      if (!isNoticed(naming.get(one.duty.id) ?? [], withDuty(one, change)))
        unnoticed.push(`${one.pack} ${one.duty.id} ${name}`);
  }
  assert.deepEqual(unnoticed, []);
});

type Match = ResolvedDuty['fulfilled_by'][number];

/** Every way in which a condition on records can be wider or narrower by one; where any choice will do there is none. */
function* otherMatches(law: Law, match: Match): Generator<readonly [what: string, match: Match]> {
  const { where = {} } = match;
  for (const [name, value] of Object.entries(where)) {
    const { [name]: _left, ...others } = where;
    const given = typeof value === 'object' && 'assume' in value ? law.assumed(value.assume, value.key) : value;
    const field = law.kinds.get(match.kind)?.fields.find(({ id }) => id === name);
    const isAny = field?.required && field.options?.every(({ id }) => [given].flat().includes(id));
    if (!isAny) yield [name, { ...match, where: others }];
    if (!Array.isArray(value) || value.length < 2) continue;
    for (const one of value)
      yield [`${name} ${one}`, { ...match, where: { ...where, [name]: value.filter((other) => other !== one) } }];
  }
}

/** Records whose case says which duties they serve, made once. */
const serving = cases.flatMap((one) => {
  const said = one.case.records.filter(({ serves }) => serves !== undefined);
  if (said.length === 0) return [];
  const [law, org] = [lawOf(packs, one), orgOf(one.case)];
  return said.map((record) => ({ law, org, state: recordOf(law, org, record), serves: record.serves ?? [] }));
});

/** Whether such a record would serve a duty, or no longer, if the duty were changed. */
const isServedOtherwise = ({ pack, duty }: Own, change: (duty: ResolvedDuty) => ResolvedDuty, law?: Law): boolean =>
  serving.some(({ law: own, org, state, serves }) => {
    const found = own.duties.get(duty.id);
    if (found?.regime !== pack) return false;
    const [before, after] = [found, change(found)].map((each) => {
      const under = { ...(law ?? own), duties: new Map([[duty.id, each]]) };
      return creditsOf(under, state, org).length > 0;
    });
    return before !== after && (law !== undefined || before === serves.includes(duty.id));
  });

test('nothing that says which records serve a duty can change unnoticed', () => {
  const unnoticed: string[] = [];
  let tried = 0;
  for (const one of own) {
    const law = packs.under(one.pack, today);
    for (const [n, match] of one.duty.fulfilled_by.entries()) {
      const { unless } = match;
      // Where an assumption keeps a record from serving, it is read the other way.
      const other = unless && assuming(law, unless.assume, unless.key, `not ${unless.is}`);
      for (const [what, by] of [['', undefined] as const, ...otherMatches(law, match)]) {
        const change = (duty: ResolvedDuty): ResolvedDuty => ({
          ...duty,
          fulfilled_by: duty.fulfilled_by.flatMap((each, at) => (at === n ? (by ?? []) : each)),
        });
        tried += 1;
        if (isServedOtherwise(one, change, other) || isNoticed(naming.get(one.duty.id) ?? [], withDuty(one, change)))
          continue;
        unnoticed.push(`${one.pack} ${one.duty.id} ${match.kind} ${what}`);
      }
    }
  }
  assert.deepEqual(unnoticed, []);
  assert.ok(tried > 500, `only ${tried} conditions`);
});

/** Another value of the same type. */
function otherValue(value: AssumedValue): AssumedValue {
  if (typeof value === 'number') return value >= 0 && value <= 1 && !Number.isInteger(value) ? value - 0.07 : value + 1;
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return value.slice(0, -1);
  return typeof value === 'string' ? (/^\d\d-\d\d$/.test(value) ? '02-15' : `${value}-other`) : value;
}

/** A law in which one assumption has another value, in its duties too. */
function assuming(law: Law, id: string, key: string, value: AssumedValue): Law {
  const isLent = (figure: unknown): boolean => {
    const lent = figure as { assume?: string; key?: string } | undefined;
    return lent?.assume === id && lent.key === key;
  };
  const resettled = (duty: ResolvedDuty): ResolvedDuty => {
    const lent = Object.entries(duty.measure).filter(([, figure]) => isLent(figure));
    const figures = { ...duty.figures, ...Object.fromEntries(lent.map(([name]) => [name, value as number])) };
    const isDue = duty.due && isLent(duty.due.assume) && typeof value === 'string';
    return { ...duty, figures, ...(isDue ? { due: { ...duty.due, next_year: value } } : {}) };
  };
  return {
    ...law,
    duties: new Map([...law.duties].map(([name, duty]) => [name, resettled(duty)])),
    assumed: (asked, name) => (asked === id && name === key ? value : law.assumed(asked, name)),
  };
}

test('no value of an assumption that the engine reads can change unnoticed', () => {
  const read = new Set<string>();
  const spy = changed((law) => ({
    ...law,
    assumed: (id, key) => {
      read.add(`${id} ${key}`);
      return law.assumed(id, key);
    },
  }));
  for (const one of deciding) assert.deepEqual(runCase(spy, one.case), [], one.place);
  for (const { duty } of own)
    for (const figure of [...Object.values(duty.measure), duty.due?.assume]) {
      const lent = figure as { assume?: string; key?: string } | undefined;
      if (lent?.assume && lent.key) read.add(`${lent.assume} ${lent.key}`);
    }
  const unnoticed = [...read].filter((name) => {
    const [id = '', key = ''] = name.split(' ');
    const value = deciding
      .flatMap((one) => lawOf(packs, one).assumptions.get(id)?.values ?? [])
      .find((entry) => entry.key === key)?.value;
    if (value === undefined) return true;
    return !isNoticed(
      deciding,
      changed((law) => assuming(law, id, key, otherValue(value))),
    );
  });
  assert.deepEqual(unnoticed, []);
  assert.ok(read.size >= 12, [...read].join(', '));
});

test('no day by which a light turns can change unnoticed', () => {
  const used = new Set(own.flatMap(({ duty }) => ('cadence' in duty.measure ? [duty.measure.cadence] : [])));
  const unnoticed = [...new Set(cases.flatMap((one) => Object.keys(lawOf(packs, one).dueSoonDays)))]
    .filter((cadence) => used.has(cadence as 'annual'))
    .flatMap((cadence) => [-1, 1].map((by) => ({ cadence, by })))
    .filter(({ cadence, by }) => {
      const shifted = changed((law) => {
        const days = law.dueSoonDays[cadence];
        return days === undefined ? law : { ...law, dueSoonDays: { ...law.dueSoonDays, [cadence]: days + by } };
      });
      return !isNoticed(deciding, shifted);
    });
  assert.deepEqual(unnoticed, []);
});
