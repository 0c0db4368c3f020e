/** Two laws side by side: what each asks that the other does not, and what follows for seats and for work. */
import { actsPerYear, loosenings, nominalTerm } from './demand.ts';
import { dutyInWords } from './duty-words.ts';
import { valueOn } from './figures.ts';
import type { Law, ResolvedDuty } from './law.ts';
import { type Level, levels, type UnitCondition, type Words } from './pack.ts';

type Shown = string | number | boolean | null | readonly string[];
export type DutyChangeKind = 'same' | 'only_a' | 'only_b' | 'tighter' | 'looser' | 'different';

/** One field of a duty that differs, with both values. */
export interface FieldChange {
  readonly field: string;
  readonly a: Shown;
  readonly b: Shown;
}
/** A duty in one of the laws. For a duty that a pack took away see `Law.removed`. */
export interface DutySide {
  readonly regime: string;
  readonly summary: Words;
  readonly clauses: readonly string[];
  readonly looser_reason: Words | null;
}
/** `tighter` and `looser` say what b asks against a; `different` is neither or both. */
export interface DutyRow {
  readonly duty: string;
  readonly name: Words;
  readonly group: string;
  readonly level: Level;
  readonly change: DutyChangeKind;
  readonly changes: readonly FieldChange[];
  readonly a: DutySide | null;
  readonly b: DutySide | null;
}
/** Anything else that differs: levels that exist, bodies, seats, record kinds, assumptions. */
export interface PointRow {
  readonly what: 'level' | 'body' | 'seat' | 'record' | 'assumption';
  readonly id: string;
  readonly name: Words;
  readonly change: 'only_a' | 'only_b' | 'different';
}
export interface Comparison {
  readonly a: string;
  readonly b: string;
  readonly duties: readonly DutyRow[];
  readonly points: readonly PointRow[];
  readonly totals: Readonly<Record<DutyChangeKind, number>>;
}

/** The fields by which duties are compared, as a person would name them. Clauses always differ and are not among them. */
function fieldsOf(duty: ResolvedDuty, law: Law): Record<string, Shown> {
  const { measure, holder, due } = duty;
  const match = duty.fulfilled_by.map(({ kind, where }) => (where ? `${kind} ${JSON.stringify(where)}` : kind));
  const evidence = duty.fulfilled_by.flatMap(({ kind }) => law.kinds.get(kind)?.evidence ?? []);
  return {
    name: duty.name.zh,
    group: duty.group,
    level: holder.level,
    where: holder.where ? JSON.stringify(holder.where) : null,
    seats: holder.seats ?? [],
    body: holder.body ?? null,
    mode: holder.mode,
    measure: measure.type,
    cadence: 'cadence' in measure ? measure.cadence : null,
    of: measure.type === 'coverage' ? measure.of : null,
    window: measure.type === 'count' && measure.window ? `${measure.window.from}/${measure.window.to}` : null,
    ...duty.figures,
    due: due?.next_year ?? null,
    working: due?.working ?? (measure.type === 'event' ? measure.working : undefined) ?? false,
    until: duty.until ?? null,
    fulfilled_by: match,
    evidence: [...new Set(evidence)].sort(),
    assumptions: duty.acting,
  };
}

function changesOf(a: Record<string, Shown>, b: Record<string, Shown>): FieldChange[] {
  const fields = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...fields].flatMap((field) => {
    const [before, after] = [a[field] ?? null, b[field] ?? null];
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ field, a: before, b: after }];
  });
}

/** A duty as far as it binds anyone: duties of a level that does not exist there bind nobody. */
function findBinding(law: Law, id: string): ResolvedDuty | undefined {
  const duty = law.duties.get(id);
  return duty && law.skipLevels.has(duty.holder.level) ? undefined : duty;
}

function sideOf(law: Law, id: string): DutySide | null {
  const duty = findBinding(law, id);
  if (!duty) return null;
  return { regime: duty.regime, summary: dutyInWords(duty), clauses: duty.clauses, looser_reason: duty.whyLooser };
}

/** Another name, or another assumption behind it, asks nothing else of anyone. */
const wordsOnly = new Set(['name', 'assumptions']);

function changeOf(a: ResolvedDuty, b: ResolvedDuty, changes: readonly FieldChange[]): DutyChangeKind {
  if (changes.every(({ field }) => wordsOnly.has(field))) return 'same';
  const [looser, tighter] = [loosenings(a, b).length > 0, loosenings(b, a).length > 0];
  if (looser === tighter) return 'different';
  return looser ? 'looser' : 'tighter';
}

function dutyRow(a: Law, b: Law, id: string): DutyRow {
  const [before, after] = [findBinding(a, id), findBinding(b, id)];
  const duty = (before ?? after)!;
  const changes = before && after ? changesOf(fieldsOf(before, a), fieldsOf(after, b)) : [];
  const both = before && after ? changeOf(before, after, changes) : undefined;
  return {
    duty: id,
    name: duty.name,
    group: duty.group,
    level: duty.holder.level,
    change: both ?? (before ? 'only_a' : 'only_b'),
    changes,
    a: sideOf(a, id),
    b: sideOf(b, id),
  };
}

function pointsOf(a: Law, b: Law): PointRow[] {
  const lists = [
    ['body', a.bodies, b.bodies],
    ['seat', a.seats, b.seats],
    ['record', a.kinds, b.kinds],
  ] as const;
  const rows: PointRow[] = levels
    .filter((level) => a.skipLevels.has(level) !== b.skipLevels.has(level))
    .map((level) => ({
      what: 'level',
      id: level,
      name: { zh: level, en: level },
      change: a.skipLevels.has(level) ? 'only_b' : 'only_a',
    }));
  const add = (what: PointRow['what'], id: string, name: Words, before: unknown, after: unknown): void => {
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    rows.push({
      what,
      id,
      name,
      change: before === undefined ? 'only_b' : after === undefined ? 'only_a' : 'different',
    });
  };
  for (const [what, before, after] of lists) {
    for (const id of new Set([...before.keys(), ...after.keys()])) {
      add(what, id, (before.get(id) ?? after.get(id))!.name, before.get(id), after.get(id));
    }
  }
  for (const id of new Set([...a.assumptions.keys(), ...b.assumptions.keys()])) {
    const [before, after] = [a.assumptions.get(id), b.assumptions.get(id)];
    add('assumption', id, (before ?? after)!.question, before, after);
  }
  return rows;
}

/** Every duty of either law with what b asks against a, and the other points that differ (requirements part d). */
export function compareLaws(a: Law, b: Law): Comparison {
  const all = new Set([...a.duties.keys(), ...b.duties.keys()]);
  const ids = [...all].filter((id) => findBinding(a, id) ?? findBinding(b, id));
  const duties = ids.map((id) => dutyRow(a, b, id));
  duties.sort((x, y) => levels.indexOf(x.level) - levels.indexOf(y.level));
  const totals = { same: 0, only_a: 0, only_b: 0, tighter: 0, looser: 0, different: 0 };
  for (const row of duties) totals[row.change] += 1;
  return { a: a.regime.id, b: b.regime.id, duties, points: pointsOf(a, b), totals };
}

/**
 * How many units, village groups or households there are under a condition, at the place in question; null where no
 * register tells. Levels are counted whatever their kind unless the condition names kinds.
 */
export type CountOf = (of: Level | 'village_groups' | 'households', where?: UnitCondition) => number | null;

export interface LevelImpact {
  readonly level: Level;
  readonly units: number;
  /** Acts a year of all holders of the level: recurring counts and coverage. An act may serve several duties. */
  readonly acts_a: number;
  readonly acts_b: number;
  readonly per_unit_a: number;
  readonly per_unit_b: number;
  /** Duties left out because the number of their targets is not known. */
  readonly unknown: readonly string[];
}
export interface SeatImpact {
  readonly level: Level;
  /** Seat or body id. */
  readonly holder: string;
  readonly name: Words;
  readonly gains: readonly string[];
  readonly loses: readonly string[];
  readonly changes: readonly string[];
}
export interface Impact {
  readonly levels: readonly LevelImpact[];
  readonly seats: readonly SeatImpact[];
}

const targetUnits: Record<string, [of: Level, where?: UnitCondition]> = {
  villages: ['village', { kinds: ['village'] }],
  townships: ['township'],
  counties: ['county'],
};

/** Acts a year of one duty over all its units; null where its targets are not counted. */
function actsOf(duty: ResolvedDuty, law: Law, counts: CountOf): number | null {
  const { holder, measure } = duty;
  const holders = holder.mode === 'each' ? (holder.seats?.length ?? 1) : 1;
  if (measure.type !== 'coverage') return (counts(holder.level, holder.where) ?? 0) * holders * actsPerYear(duty);
  const known = targetUnits[measure.of];
  const targets = known ? counts(...known) : counts(measure.of as 'village_groups' | 'households');
  if (targets === null) return null;
  const years = valueOn(law.assumptions.get('g-7'), 'years', law.day);
  return holders * actsPerYear(duty, targets, typeof years === 'number' ? years : nominalTerm);
}

function levelImpact(level: Level, a: Law, b: Law, counts: CountOf): LevelImpact {
  const unknown = new Set<string>();
  const sum = (law: Law): number => {
    let acts = 0;
    for (const duty of law.duties.values()) {
      if (duty.holder.level !== level) continue;
      const own = law.skipLevels.has(level) ? 0 : actsOf(duty, law, counts);
      if (own === null) unknown.add(duty.id);
      else acts += own;
    }
    return acts;
  };
  const units = counts(level) ?? 0;
  const [before, after] = [sum(a), sum(b)];
  const each = (acts: number): number => (units === 0 ? 0 : acts / units);
  return {
    level,
    units,
    acts_a: before,
    acts_b: after,
    per_unit_a: each(before),
    per_unit_b: each(after),
    unknown: [...unknown],
  };
}

const holdersOf = (law: Law, id: string): readonly string[] => {
  const holder = findBinding(law, id)?.holder;
  if (!holder) return [];
  return [...(holder.seats ?? []), ...(holder.body && !holder.seats ? [holder.body] : [])].map(
    (one) => `${holder.level}:${one}`,
  );
};

function seatImpacts(a: Law, b: Law, rows: readonly DutyRow[]): SeatImpact[] {
  const found = new Map<string, { gains: string[]; loses: string[]; changes: string[] }>();
  const at = (key: string) => {
    const row = found.get(key) ?? { gains: [], loses: [], changes: [] };
    found.set(key, row);
    return row;
  };
  for (const row of rows) {
    const [before, after] = [holdersOf(a, row.duty), holdersOf(b, row.duty)];
    for (const key of new Set([...before, ...after])) {
      if (!before.includes(key)) at(key).gains.push(row.duty);
      else if (!after.includes(key)) at(key).loses.push(row.duty);
      else if (row.change !== 'same') at(key).changes.push(row.duty);
    }
  }
  return [...found].map(([key, lists]) => {
    const [level, holder] = key.split(':') as [Level, string];
    const post = b.seats.get(holder) ?? a.seats.get(holder) ?? b.bodies.get(holder) ?? a.bodies.get(holder);
    return { level, holder, name: post?.name ?? { zh: holder, en: holder }, ...lists };
  });
}

/** What changing from a to b means: acts a year per level, and which seats gain, lose or change which duties. */
export function impact(a: Law, b: Law, counts: CountOf): Impact {
  return {
    levels: levels.map((level) => levelImpact(level, a, b, counts)),
    seats: seatImpacts(a, b, compareLaws(a, b).duties),
  };
}
