/** The duty overview of a unit and everything below it: counts and tallies in, figures out. */
import {
  type Cell,
  type CountUnits,
  coverageOf,
  figuresBy,
  figuresOf,
  joined,
  minutesPerMonth,
  trendOf,
} from '#assess';
import type { Overview, UnitRef } from '#contract';
import { isWithin, nation, parseUnitCode, type Reach, type UnitCode } from '#org';
import { type Day, type Law, type Library, lawDayOf, levels, Refusal } from '#regime';
import { linesAround } from '../store/lineage.ts';
import type { Store, Stores } from '../store/open-store.ts';
import {
  countRows,
  factSteps,
  type Held,
  liveRows,
  monthRows,
  recordCount,
  type ScopeUnit,
  scopeUnits,
  tallyRows,
  treeStamp,
  villageRows,
} from '../store/overview.ts';
import type { Counted } from '../store/what-if/stale.ts';
import { Board, type Facts } from './board.ts';
import type { Asked, Context } from './context.ts';
import { joinsBy } from './lineage.ts';
import { dated, rowsUnder } from './what-if-rows.ts';

export interface OverviewAsked extends Asked {
  readonly code: string;
  /** What-if: count the same facts under this regime. */
  readonly regime?: string | undefined;
  /** `then` (default): the units of the day looked at; `now`: the same facts under today's units. */
  readonly units?: 'then' | 'now' | undefined;
  readonly today?: Day | undefined;
  /** Of whoever asks. */
  readonly reach: Reach;
}

/** Below the county nothing is tallied; fulfilments are counted as they stand. */
const isLive = (code: string): boolean => code.length > 6;

/** Units inside a scope that have a law of their own, other than the scope's. */
function innerJurisdictions(library: Library, scope: UnitCode, day: Day): UnitCode[] {
  const own = library.at(day, scope).regime.id;
  return [...library.jurisdictions.keys()]
    .map((code) => parseUnitCode(code))
    .filter((code) => code !== scope && isWithin(code, scope) && library.at(day, code).regime.id !== own);
}

async function read(
  stores: Stores,
  asked: OverviewAsked,
  inner: readonly UnitCode[],
  held: readonly Held[],
  whatIf?: Law,
): Promise<Facts & { counted?: Counted | null }> {
  const scope = parseUnitCode(asked.code);
  const { year, day } = asked;
  const isNow = asked.units === 'now' && whatIf === undefined;
  return stores.forFigures(asked.reach, async (store) => {
    const seen = isNow && asked.today !== undefined ? asked.today : day;
    const units = await scopeUnits(store, scope, seen);
    const former = isNow ? await linesAround(store, scope, seen) : [];
    const joins = joinsBy(former);
    const own = [...new Set([...units.map((unit) => parseUnitCode(unit.code)), scope, ...inner])];
    const joined = [...new Set(own.flatMap((code) => joins(code).map((join) => join.code)))];
    const codes = [...new Set([...own, ...joined])];
    const covered = [scope, ...inner].flatMap((code) => [code, ...joins(code).map((join) => join.code)]);
    const { counts, villages } = await countRows(
      store,
      codes.filter((code) => code.length < 12),
      [...new Set(covered)].filter((code) => code !== nation && code.length < 12),
    );
    const keep: Keep = scope.length < 6 ? await keeping(stores, store) : (_name, work) => work();
    if (scope === nation) villages.push(...(await keep('villages', () => villageRows(store))));
    const sums = await keep(`registers ${scope} ${inner.join()}`, () => factSteps(store, scope, inner));
    const records = scope.length < 6 ? null : await recordCount(store, scope, year);
    const read = { units, former, joins, counts, villages, sums, records };
    if (whatIf) return { ...read, ...(await rowsUnder(store, whatIf, scope, codes, asked)) };
    const near = [...(scope.length < 6 ? [] : [scope]), ...joined.filter(isLive)];
    const digits = isLive(scope) || joined.length > 0 ? 12 : 9;
    const live = near.length === 0 ? [] : await liveRows(store, near, digits, asked, held);
    const below = live.filter((row) => isLive(row.unit));
    if (isLive(scope)) return { ...read, tally: below, months: below.flatMap(dated), isLive };
    const above = codes.filter((code) => !isLive(code));
    const folded = await tallyRows(store, above, year, day);
    const counted = [scope, ...joins(scope).map((join) => join.code)].filter((code) => !isLive(code));
    const months = await monthRows(store, counted, year, day);
    return { ...read, months: [...months, ...below.flatMap(dated)], tally: [...folded, ...below], isLive };
  });
}

type Keep = <T>(name: string, read: () => Promise<T>) => Promise<T>;
const kept = new WeakMap<Stores, { readonly stamp: string; readonly answers: Map<string, unknown> }>();
const mostKept = 200;

/**
 * What is read of all units above the counties takes a while and follows from units and registers alone: it is kept as
 * long as the stamp of both stands.
 */
async function keeping(stores: Stores, store: Store): Promise<Keep> {
  const stamp = await treeStamp(store);
  const known = kept.get(stores);
  const answers = known?.stamp === stamp ? known.answers : new Map<string, unknown>();
  kept.set(stores, { stamp, answers });
  return async <T>(name: string, read: () => Promise<T>): Promise<T> => {
    if (answers.has(name)) return answers.get(name) as T;
    const answer = await read();
    if (answers.size >= mostKept) answers.clear();
    answers.set(name, answer);
    return answer;
  };
}

/** Duties of things held at any moment, with how many. */
const heldBy = (law: Law): Held[] =>
  [...law.duties.values()].flatMap(({ id, measure, figures }) =>
    measure.type === 'holding' && figures.need ? [{ duty: id, need: figures.need }] : [],
  );

/**
 * The overview of a unit on a day, for a year.
 * `counting` sees to it that a what-if above the county gets counted.
 * @throws Refusal `unit_unknown`, `regime_unknown`, `whatif_computing`, `whatif_too_large`
 */
export async function overviewOf(
  { stores, library, counting }: Pick<Context, 'stores' | 'library' | 'counting'>,
  asked: OverviewAsked,
): Promise<Overview> {
  const scope = parseUnitCode(asked.code);
  const { day, year } = asked;
  const lawDay = lawDayOf(year, day);
  const whatIf = asked.regime === undefined ? undefined : library.under(asked.regime, lawDay);
  if (whatIf && asked.regime !== undefined && scope.length < 6)
    counting.see(whatIf, { regime: asked.regime, day: lawDay, scope }, library);
  const lawAt = (code: string): Law => whatIf ?? library.at(lawDay, code);
  const inner = whatIf ? [] : innerJurisdictions(library, scope, lawDay);
  const facts = await read(stores, asked, inner, heldBy(lawAt(scope)), whatIf);
  const unit = facts.units.find((found) => found.is_scope);
  if (!unit) throw new Refusal('unit_unknown', { value: asked.code });
  const board = new Board(asked, facts);
  const below = (code: UnitCode): UnitCode[] => inner.filter((part) => part !== code && isWithin(part, code));
  // A pack inside of another is a part of that one only.
  const partsOf = (code: UnitCode): UnitCode[] =>
    below(code).filter((part) => !below(code).some((one) => one !== part && isWithin(part, one)));
  const cellsAt = (code: UnitCode): Cell[] =>
    [code, ...below(code)].flatMap((one) => board.cells(lawAt(one), one, partsOf(one)));
  const cells = cellsAt(scope);
  const law = lawAt(scope);
  const children = facts.units.filter((child) => !child.is_scope);
  return {
    unit: refOf(unit),
    day,
    year,
    units: asked.units === 'now' && !whatIf ? 'now' : 'then',
    regime: { id: law.regime.id, name: law.regime.name, what_if: whatIf !== undefined },
    counted: facts.counted
      ? { homes: facts.counted.homes, changed: facts.counted.changed, since: facts.counted.since }
      : null,
    regimes_below: children.flatMap((child) => {
      const { id, name } = lawAt(child.code).regime;
      return id === law.regime.id ? [] : [{ id, name, unit: refOf(child) }];
    }),
    total: figuresOf(cells, day),
    own: figuresOf(
      cells.filter((cell) => cell.duty.holder.level === unit.level),
      day,
    ),
    levels: levelRows(cells, board.count(scope, []), day),
    groups: [...figuresBy(cells, (cell) => cell.duty.group, day)].map(([group, figures]) => ({ group, figures })),
    duties: dutyRows(cells, day),
    coverage: joined(
      [scope, ...inner].flatMap((code) => {
        const parts = partsOf(code);
        const sums = facts.sums.filter((row) => row.part === code && row.day <= day);
        const [count, villages] = [board.count(code, parts), board.villages(code, parts)];
        return coverageOf(lawAt(code), count, villages, board.tally(code, parts), sums, year, day);
      }),
    ).map(({ duty, ...figures }) => ({ duty: duty.id, name: duty.name, level: duty.holder.level, ...figures })),
    trend: trendOf(cells, board.months(scope), year, day),
    bands: law.rateBands.map(({ from, open, name, tone }) => ({ from, open: open === true, name, tone })),
    children: children.map((child) => ({
      unit: refOf(child),
      figures: figuresOf(cellsAt(parseUnitCode(child.code)), day),
    })),
    assumptions: acting(law, cells),
    burden: { records: facts.records, minutes_per_village_month: minutesPerMonth(law, 'village') },
  };
}

const refOf = ({ code, name, level, kind, farming }: ScopeUnit): UnitRef => ({ code, name, level, kind, farming });

function levelRows(cells: readonly Cell[], count: CountUnits, day: Day): Overview['levels'] {
  return levels.flatMap((level) => {
    const units = count(level, undefined, day, day);
    const own = cells.filter((cell) => cell.duty.holder.level === level);
    // Units that ended still owe what had fallen due before.
    if ((units === 0 && own.length === 0) || level === 'nation') return [];
    return [{ level, units, figures: figuresOf(own, day) }];
  });
}

function dutyRows(cells: readonly Cell[], day: Day): Overview['duties'] {
  const duties = new Map(cells.map((cell) => [cell.duty.id, cell.duty]));
  return [...figuresBy(cells, (cell) => cell.duty.id, day)].flatMap(([id, figures]) => {
    const duty = duties.get(id);
    if (!duty) return [];
    const cadence = 'cadence' in duty.measure ? duty.measure.cadence : duty.measure.type;
    return [{ duty: id, name: duty.name, group: duty.group, level: duty.holder.level, cadence, figures }];
  });
}

function acting(law: Law, cells: readonly Cell[]): Overview['assumptions'] {
  const ids = [...new Set(cells.flatMap((cell) => [...cell.duty.acting]))].sort();
  return ids.flatMap((id) => {
    const assumption = law.assumptions.get(id);
    if (!assumption) return [];
    const { question, default: byDefault, reason, outside } = assumption;
    return [{ id, question, default: byDefault, reason, outside: outside === true }];
  });
}
