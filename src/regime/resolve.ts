/**
 * The law at a place on a day. A place is ruled by the pack of its nearest jurisdiction that is in force, over that
 * pack's bases; where the nearest is not yet in force its base rules alone. `in_force` is the first day and `until`
 * the last day of everything that is dated here. Year plans add their tasks (and the clauses these cite), nothing else.
 */
import { addDays, isDay } from './days/calendar.ts';
import { figureDays, overrideAssumption, valueOn } from './figures.ts';
import type { Law, Library, PackContent } from './law.ts';
import { markOf } from './mark.ts';
import type { Assumption, CalendarYear, Day } from './pack.ts';
import { Refusal } from './refusal.ts';
import { changeDay, dutiesOn, removedBy, settled } from './resolve-duties.ts';
import { reachDays, reachOver } from './resolve-reach.ts';

type Core = Omit<Law, 'day'>;
type Packs = ReadonlyMap<string, PackContent>;
interface Dated {
  readonly from?: Day | undefined;
  readonly until?: Day | null | undefined;
}
const runs = (on: Dated, day: Day): boolean => (on.from ?? '') <= day && !(on.until && on.until < day);
const inForce = ({ regime }: PackContent, day: Day): boolean =>
  runs({ from: regime.in_force, until: regime.until }, day);

/** A pack and its bases, nearest first. */
export function chainOf(packs: Packs, id: string): PackContent[] {
  const chain: PackContent[] = [];
  for (let at = packs.get(id); at && !chain.includes(at); at = packs.get(at.regime.extends ?? '')) chain.push(at);
  return chain;
}

/** Year plans that reach a chain: on its ground, and over one of its packs where they name one. */
function plansOver(packs: Packs, chain: readonly PackContent[]): PackContent[] {
  const grounds = new Set(chain.map(({ regime }) => regime.jurisdiction));
  const ids = new Set(chain.map(({ regime }) => regime.id));
  return [...packs.values()].filter(
    ({ regime }) =>
      regime.kind === 'year_plan' &&
      grounds.has(regime.jurisdiction) &&
      (regime.extends === null || ids.has(regime.extends)),
  );
}

/** Every day on which a pack's part of the law may change. */
export function changeDays({ regime, duties, kinds, assumptions, tasks, reach }: PackContent): Day[] {
  const days: Day[] = [];
  const add = (on: Dated): void => {
    if (on.from) days.push(on.from);
    if (on.until) days.push(addDays(on.until, 1));
  };
  add({ from: regime.in_force, until: regime.until });
  for (const dated of [
    ...kinds,
    ...tasks,
    ...(regime.bodies ?? []),
    ...assumptions.flatMap((one) => one.values ?? []),
    ...reachDays(reach),
  ]) {
    add(dated);
  }
  for (const entry of duties) {
    if ('remove' in entry) continue;
    if ('replace' in entry) {
      add({ from: changeDay(entry, regime.in_force), until: entry.with.until });
      const { measure = { type: 'standing' }, due } = entry.with;
      days.push(...figureDays({ measure, due }));
    } else {
      add(entry);
      days.push(...figureDays(entry));
    }
  }
  return days;
}

/** Assumptions of packs (farthest first): the nearest entry of an id holds. */
export function assumptionsOver(packs: readonly PackContent[]): Map<string, Assumption> {
  const merged = new Map<string, Assumption>();
  for (const one of packs.flatMap((pack) => pack.assumptions)) {
    merged.set(one.id, overrideAssumption(merged.get(one.id), one));
  }
  return merged;
}

function calendarOver(packs: readonly PackContent[]): CalendarYear[] {
  const years = new Map(packs.flatMap((pack) => pack.calendar).map((year) => [year.year, year]));
  return [...years.values()].sort((a, b) => a.year - b.year);
}

/** The law of a chain (nearest first, all in force) on a day, without the day. */
function lawOf(chain: readonly PackContent[], plans: readonly PackContent[], day: Day): Core {
  const upwards = chain.toReversed();
  const texts = [...upwards, ...plans];
  const assumptions = assumptionsOver(upwards);
  const lookup = (id: string, key: string) => valueOn(assumptions.get(id), key, day);
  const duties = [...dutiesOn(upwards, day)].map(([id, owned]) => [id, settled(owned, day, lookup)] as const);
  const byId = <T extends { id: string }>(items: readonly T[]): Map<string, T> =>
    new Map(items.map((one) => [one.id, one]));
  const nearest = chain[0]!.regime;
  return {
    jurisdiction: nearest.jurisdiction,
    regime: nearest,
    chain: chain.map((pack) => pack.regime),
    skipLevels: new Set(chain.flatMap(({ regime }) => regime.skip_levels ?? [])),
    duties: new Map(duties),
    removed: removedBy(upwards),
    kinds: byId(upwards.flatMap((pack) => pack.kinds).filter((kind) => runs(kind, day))),
    bodies: byId(upwards.flatMap(({ regime }) => regime.bodies ?? []).filter((body) => runs(body, day))),
    seats: byId(upwards.flatMap(({ regime }) => regime.seats ?? [])),
    clauses: byId(texts.flatMap((pack) => pack.clauses)),
    assumptions,
    reach: reachOver(upwards, day, lookup),
    tasks: texts.flatMap((pack) => pack.tasks).filter((task) => runs(task, day)),
    calendar: calendarOver(upwards),
    ...lightsOf(chain, lookup),
    mark: markOf(...upwards.map((pack) => pack.mark)),
    assumed: (id, key) => {
      const value = lookup(id, key);
      if (value === undefined) throw new Refusal('assumption_unknown', { assumption: id, key, regime: nearest.id });
      return value;
    },
  };
}

/** The light rules of the nearest pack that has any, as its assumption reads them on the day (z-3). */
function lightsOf(
  chain: readonly PackContent[],
  lookup: (id: string, key: string) => unknown,
): Pick<Law, 'dueSoonDays' | 'rateBands'> {
  const lights = chain.find(({ regime }) => regime.lights)?.regime.lights;
  const read = (key: string, written: number): number => {
    const value = lookup(lights?.assumption ?? '', key);
    return typeof value === 'number' ? value : written;
  };
  const days = Object.entries(lights?.due_soon_days ?? {}).map(
    ([cadence, written]) => [cadence, read(cadence.replace('_', '-'), written)] as const,
  );
  return {
    dueSoonDays: Object.fromEntries(days),
    rateBands: (lights?.rate_bands ?? []).map((band) => ({ ...band, from: read(`band-${band.tone}`, band.from) })),
  };
}

/** How many days of one jurisdiction are remembered before its memory is emptied. */
const remembered = 5000;

/** The law of one jurisdiction over time: cut into segments within which nothing changes, each made once. */
function timelineOf(packs: Packs, candidates: readonly PackContent[]): (day: Day) => Law {
  const first = candidates[0];
  const reach = new Set(candidates.flatMap((pack) => chainOf(packs, pack.regime.id)));
  for (const plan of plansOver(packs, [...reach])) reach.add(plan);
  const cuts = [...new Set([...reach].flatMap(changeDays))].sort();
  const cores = new Map<number, Core | null>();
  const laws = new Map<Day, Law>();

  const coreOn = (day: Day): Core | null => {
    for (const pack of [...candidates, ...(first ? chainOf(packs, first.regime.id) : [])]) {
      if (!inForce(pack, day)) continue;
      const chain = chainOf(packs, pack.regime.id).filter((one) => inForce(one, day));
      return lawOf(
        chain,
        plansOver(packs, chain).filter((plan) => inForce(plan, day)),
        day,
      );
    }
    return null;
  };

  return (day) => {
    const known = laws.get(day);
    if (known) return known;
    if (!isDay(day)) throw new Refusal('day_invalid', { day });
    const segment = cuts.findLastIndex((cut) => cut <= day);
    let core = cores.get(segment);
    if (core === undefined) {
      core = coreOn(day);
      cores.set(segment, core);
    }
    if (!core) throw new Refusal('law_none', { day, regimes: candidates.map(({ regime }) => regime.id) });
    const law: Law = { ...core, day };
    if (laws.size >= remembered) laws.clear();
    laws.set(day, law);
    return law;
  };
}

/** The library over packs that were read and checked. Nothing is resolved before it is asked for. */
export function libraryOf(contents: Packs): Library {
  const regimes = [...contents.values()].filter(({ regime }) => regime.kind === 'regime');
  regimes.sort((a, b) => (a.regime.in_force < b.regime.in_force ? -1 : 1));
  const byCode = Map.groupBy(regimes, ({ regime }) => regime.jurisdiction);
  const places = new Map([...byCode].map(([code, packs]) => [code, timelineOf(contents, packs)] as const));
  const named = new Map(regimes.map((pack) => [pack.regime.id, timelineOf(contents, [pack])] as const));
  const lengths = [...new Set([...byCode.keys()].map((code) => code.length))].sort((a, b) => b - a);

  const timelineAt = (place: string) => {
    for (const length of lengths) {
      const timeline = places.get(place.slice(0, length));
      if (timeline) return timeline;
    }
    return places.get('0');
  };

  return {
    packs: new Map([...contents].map(([id, pack]) => [id, pack.regime])),
    contents,
    clauses: new Map(
      [...contents.values()].flatMap((pack) => pack.clauses.map((clause) => [clause.id, clause] as const)),
    ),
    jurisdictions: new Map([...byCode].map(([code, packs]) => [code, packs.at(-1)!.regime.id])),
    at: (day, place) => {
      const timeline = timelineAt(place);
      if (!timeline) throw new Refusal('law_none', { day, place });
      return timeline(day);
    },
    under: (regime, day) => {
      const timeline = named.get(regime);
      if (!timeline) throw new Refusal('regime_unknown', { regime, regimes: [...named.keys()] });
      return timeline(day);
    },
  };
}
