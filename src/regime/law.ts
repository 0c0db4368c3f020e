/** The law as it stands at one place on one day: the base pack with every local change applied. */
import type {
  Assumption,
  Body,
  CalendarYear,
  Clause,
  Day,
  Duty,
  DutyEntry,
  Level,
  RateBand,
  RegimeFile,
  Seat,
  Task,
  Words,
} from './pack.ts';
import type { LawReach } from './reach.ts';
import type { RecordKind } from './record-kind.ts';
import type { PackReach } from './resolve-reach.ts';
import type { Template } from './template.ts';

/** A duty after resolution: numbers settled for the day, with where each came from. */
export interface ResolvedDuty extends Duty {
  /** Pack that last changed it. */
  readonly regime: string;
  /** Settled numbers of the measure (need, goal, met_from, ...) on the day; null = repealed, the duty has no count. */
  readonly figures: Readonly<Record<string, number | null>>;
  /** Every assumption that acts in it, sorted. */
  readonly acting: readonly string[];
  /** Why the pack that last changed it asks less than its base; null where it does not say. */
  readonly whyLooser: Words | null;
}

/** A duty of the base that does not hold here: which pack took it away, by which clause, and why. */
export interface RemovedDuty {
  readonly regime: string;
  readonly clause: string;
  readonly why: Words;
}

export interface Law {
  readonly day: Day;
  /** Code of the jurisdiction whose pack is nearest to the place (`0`, `43`, `11`). */
  readonly jurisdiction: string;
  readonly regime: RegimeFile;
  /** Packs in force, nearest first. */
  readonly chain: readonly RegimeFile[];
  readonly skipLevels: ReadonlySet<Level>;
  readonly duties: ReadonlyMap<string, ResolvedDuty>;
  /** Duties of the bases that a local pack takes away, by duty id. */
  readonly removed: ReadonlyMap<string, RemovedDuty>;
  readonly kinds: ReadonlyMap<string, RecordKind>;
  readonly bodies: ReadonlyMap<string, Body>;
  readonly seats: ReadonlyMap<string, Seat>;
  readonly clauses: ReadonlyMap<string, Clause>;
  readonly assumptions: ReadonlyMap<string, Assumption>;
  readonly tasks: readonly Task[];
  /** Roles and grants: who may see and do what. */
  readonly reach: LawReach;
  readonly calendar: readonly CalendarYear[];
  readonly dueSoonDays: Readonly<Record<string, number>>;
  /** Bands of a rate, highest first; the last holds 0. */
  readonly rateBands: readonly RateBand[];
  /** sha256-free content mark of the packs in force, so that a record can say by which text it was judged. */
  readonly mark: string;
  /** The value of an assumption on the law's day; Refusal `assumption_unknown` when there is none. */
  assumed(id: string, key: string): AssumedValue;
}

export type AssumedValue = number | string | boolean | readonly string[] | null;

/** Everything that one pack folder says by itself, before any resolution. */
export interface PackContent {
  readonly regime: RegimeFile;
  readonly clauses: readonly Clause[];
  readonly duties: readonly DutyEntry[];
  readonly kinds: readonly RecordKind[];
  readonly assumptions: readonly Assumption[];
  readonly calendar: readonly CalendarYear[];
  readonly tasks: readonly Task[];
  readonly templates: readonly Template[];
  readonly reach: PackReach;
  /** Content mark of the folder's files; law cases and document templates are not part of it. */
  readonly mark: string;
}

/** All packs, read and checked, for any place and day. */
export interface Library {
  readonly packs: ReadonlyMap<string, RegimeFile>;
  /** What each pack says by itself, by pack id. */
  readonly contents: ReadonlyMap<string, PackContent>;
  /** Every clause of every pack, in and out of force, by id. */
  readonly clauses: ReadonlyMap<string, Clause>;
  /** Packs of kind `regime` that are jurisdictions of their own, by unit code: `0`, `11`, `43`. */
  readonly jurisdictions: ReadonlyMap<string, string>;
  /**
   * The law at a unit code on a day. Refusals: `law_none` where no pack is in force, `day_invalid`. Memoised: laws of
   * two days between which nothing changes differ in `day` alone; their maps and lists are the same objects, so a
   * caller may key its own memory on `law.duties`. After the first call it costs a few map look-ups.
   */
  at(day: Day, place: string): Law;
  /**
   * What-if: the law of the named regime on a day, whatever the place; before it is in force, that of its base.
   * Refusals: `regime_unknown`, also for a year plan, and those of `at`.
   */
  under(regime: string, day: Day): Law;
}
