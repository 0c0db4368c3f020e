/** Numbers of the law on a day: dated lists settled, assumptions looked up. */
import type { AssumedValue } from './law.ts';
import type { Assumption, Day, Duty, Figure, Measure } from './pack.ts';

/** Looks up an assumption's value on the day in question; undefined where there is none. */
export type Lookup = (id: string, key: string) => AssumedValue | undefined;

/** The value of a key on a day: of its dated values the last that has begun; undefined before the first. */
export function valueOn(assumption: Assumption | undefined, key: string, day: Day): AssumedValue | undefined {
  let found: AssumedValue | undefined;
  let since = '';
  for (const entry of assumption?.values ?? []) {
    if (entry.key === key && entry.from <= day && entry.from >= since) {
      found = entry.value;
      since = entry.from;
    }
  }
  return found;
}

/** The entry of a figure that holds on a day: a number, an assumption's name, null for repealed or not yet begun. */
function standing(figure: Figure, day: Day) {
  if (!Array.isArray(figure)) return figure;
  return figure.findLast((entry) => entry.from <= day)?.value ?? null;
}

/** The number of a figure on a day; null where it is repealed, not yet begun, or lent by a value that is no number. */
export function settle(figure: Figure, day: Day, lookup: Lookup): number | null {
  const value = standing(figure, day);
  if (value === null || typeof value === 'number') return value;
  const lent = lookup(value.assume, value.key);
  return typeof lent === 'number' ? lent : null;
}

/** The figures a measure holds, by name; `window` and words are not figures. */
export function figuresOf(measure: Measure): Record<string, Figure> {
  const named: Record<string, Figure | undefined> = {};
  if (measure.type === 'count') Object.assign(named, { need: measure.need, goal: measure.goal });
  if (measure.type === 'coverage') {
    Object.assign(named, { met_from: measure.met_from, attention_from: measure.attention_from });
  }
  if (measure.type === 'holding') named.need = measure.need;
  if (measure.type === 'often') named.attention_after_days = measure.attention_after_days;
  if (measure.type === 'event') named.within_days = measure.within_days;
  return Object.fromEntries(Object.entries(named).filter((pair): pair is [string, Figure] => pair[1] !== undefined));
}

/** All figures of a duty, those of its measure and of its due day. */
export function dutyFigures(duty: Pick<Duty, 'measure' | 'due'>): Record<string, Figure> {
  const figures = figuresOf(duty.measure);
  return duty.due?.days_after_period === undefined
    ? figures
    : { ...figures, days_after_period: duty.due.days_after_period };
}

/** Ids of assumptions that act in a duty on a day, in the order of their numbers. */
export function actingIn(duty: Duty, day: Day): string[] {
  const ids = new Set(duty.assumptions ?? []);
  if (duty.due?.assume) ids.add(duty.due.assume.assume);
  for (const figure of Object.values(dutyFigures(duty))) {
    const value = standing(figure, day);
    if (value !== null && typeof value === 'object') ids.add(value.assume);
  }
  for (const { where = {}, unless } of duty.fulfilled_by) {
    if (unless) ids.add(unless.assume);
    for (const value of Object.values(where)) if (typeof value === 'object' && 'assume' in value) ids.add(value.assume);
  }
  return [...ids].sort(byNumber);
}

/** Order of assumption ids: `g-2` before `g-11`. */
export function byNumber(a: string, b: string): number {
  const [letterA, numberA] = a.split('-') as [string, string];
  const [letterB, numberB] = b.split('-') as [string, string];
  return letterA === letterB ? Number(numberA) - Number(numberB) : letterA < letterB ? -1 : 1;
}

/** Days on which some figure of a duty changes. */
export function figureDays(duty: Pick<Duty, 'measure' | 'due'>): Day[] {
  return Object.values(dutyFigures(duty)).flatMap((figure) =>
    Array.isArray(figure) ? figure.map((entry) => entry.from) : [],
  );
}

/** A local assumption over that of the base: its words hold; of the values, keys that it does not name stay. */
export function overrideAssumption(base: Assumption | undefined, local: Assumption): Assumption {
  if (!base?.values) return local;
  const named = new Set((local.values ?? []).map((entry) => entry.key));
  return { ...local, values: [...base.values.filter((entry) => !named.has(entry.key)), ...(local.values ?? [])] };
}
