/** Tenures: a person holds a seat for an interval of days. Vacancy is what lies between them (design decision 4). */
import { addDays, type Day, daysBetween, isDay } from '#regime';

export interface Tenure {
  readonly unit: string;
  readonly seat: string;
  /** Who: an opaque id; names live with the store. */
  readonly person: string;
  readonly from: Day;
  /** Last day in the seat; null = still there. */
  readonly to: Day | null;
  /** Holds the seat for the time being (主持工作、代理). */
  readonly acting: boolean;
}

/** A stretch of days in which one person, or nobody, held the seat. */
export interface Span {
  readonly tenure: Tenure | null;
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
}

/** A term of office (g-7): it runs from appointment to leaving; the nominal end serves the pace line only. */
export interface Term {
  readonly key: string;
  readonly from: Day;
  readonly to: Day | null;
  readonly nominalEnd: Day;
}

const covers = (tenure: Tenure, day: Day): boolean => tenure.from <= day && (tenure.to === null || day <= tenure.to);

/** Of two tenures the one that began later; of those begun on one day the one that lasts longer, whatever their order. */
function later(a: Tenure | undefined, b: Tenure): Tenure {
  if (!a) return b;
  const key = ({ from, to, person }: Tenure): string => `${from} ${to ?? '9999-12-31'} ${person}`;
  return key(b) > key(a) ? b : a;
}

const latest = (tenures: readonly Tenure[]): Tenure | undefined =>
  tenures.reduce<Tenure | undefined>((found, tenure) => later(found, tenure), undefined);

/** Who held the seat on a day; where two overlap (handover) the later one counts. `undefined` = vacant. */
export const holderOn = (tenures: readonly Tenure[], day: Day): Tenure | undefined =>
  latest(tenures.filter((tenure) => covers(tenure, day)));

/** The tenure whose term has this key (`T2026-03-15`); of two begun on that day the longer. `undefined` = none. */
const tenureOf = (tenures: readonly Tenure[], key: string): Tenure | undefined =>
  latest(tenures.filter(({ from }) => `T${from}` === key));

/** The days `from`..`to` (both counted) cut at every change of holder; stretches without holder have `tenure: null`. */
export function spansOf(tenures: readonly Tenure[], from: Day, to: Day): Span[] {
  const cuts = new Set([from]);
  for (const tenure of tenures) {
    if (tenure.from > from && tenure.from <= to) cuts.add(tenure.from);
    if (tenure.to !== null && tenure.to >= from && tenure.to < to) cuts.add(addDays(tenure.to, 1));
  }
  const starts = [...cuts].sort();
  const spans: Span[] = [];
  starts.forEach((start, i) => {
    const next = starts[i + 1];
    const end = next === undefined ? to : addDays(next, -1);
    const tenure = holderOn(tenures, start) ?? null;
    const last = spans.at(-1);
    if (last && last.tenure === tenure)
      spans[spans.length - 1] = { tenure, from: last.from, to: end, days: daysBetween(last.from, end) + 1 };
    else spans.push({ tenure, from: start, to: end, days: daysBetween(start, end) + 1 });
  });
  return from > to ? [] : spans;
}

/** The stretches of `from`..`to` in which nobody held the seat. */
export const vacanciesOf = (tenures: readonly Tenure[], from: Day, to: Day): Span[] =>
  spansOf(tenures, from, to).filter((span) => span.tenure === null);

/** The day before a day's anniversary so many years on; where that year has no 29 February, 28 February. */
function nominalEnd(from: Day, years: number): Day {
  const anniversary = `${Number(from.slice(0, 4)) + years}${from.slice(4)}`;
  return isDay(anniversary) ? addDays(anniversary, -1) : anniversary.replace('02-29', '02-28');
}

/** The term that a tenure is; `years` is the nominal length (g-7). A term begun on 29 February ends on 28 February. */
const termOf = ({ from, to }: Tenure, years: number): Term => ({
  key: `T${from}`,
  from,
  to,
  nominalEnd: nominalEnd(from, years),
});

/** Terms and the tenures that they are. */
export const terms = { of: termOf, tenureOf, nominalEnd };
