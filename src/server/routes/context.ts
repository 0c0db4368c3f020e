/** What every handler has at hand, and the few questions that all of them ask. */
import type { UnitRef } from '#contract';
import { parseUnitCode, type Unit, type UnitCode } from '#org';
import { type Day, isDay, type Law, type Library, lawDayOf, Refusal } from '#regime';
import type { Enterer } from '../enter-regimes.ts';
import type { Files } from '../files/blobs.ts';
import type { Lawbook } from '../lawbook.ts';
import type { Messages } from '../notices/messages.ts';
import type { Door } from '../people/door.ts';
import type { Store, Stores } from '../store/open-store.ts';
import { findUnit } from '../store/units.ts';
import type { Counting } from '../store/what-if/counting.ts';

/** How far the start has come; the start changes it, the handlers look at it. */
export interface RunState {
  loading: { phase: string; rows: number; total: number } | null;
  /** Units down to the township are in. */
  upper: boolean;
  villages: boolean;
  sample: boolean;
  units: number;
}

export interface Context {
  readonly stores: Stores;
  /** The law as it is now; another object after every change. */
  readonly library: Library;
  /** What drafts are checked beside and packs come into; absent where nobody drafts. */
  readonly lawbook?: Lawbook;
  /** Brings packs into force whose day has come; absent where none do: commands. */
  readonly entering?: Enterer;
  readonly version: string;
  readonly state: RunState;
  /** Counts what-ifs above the county in the background. */
  readonly counting: Counting;
  readonly files: Files;
  /** How people sign in, and the key of what is encrypted; absent in tests of other things. */
  readonly door?: Door;
  /** Mail and push; absent where nothing is sent: commands, tests of other things. */
  readonly messages?: Messages;
  now(): Date;
}

const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** Today in Asia/Shanghai. */
export const todayOf = (context: Pick<Context, 'now'>): Day => shanghai.format(context.now());

export interface Asked {
  readonly day: Day;
  readonly year: number;
}

/** Boards look no further than this: the last of the years that can be asked for. */
const lastAsked: Day = '2100-12-31';

/** The day and year a page is asked for: a past year alone is looked at from its end, everything else from today. */
export function askedOf(context: Context, query: { day?: Day | undefined; year?: number | undefined }): Asked {
  const today = todayOf(context);
  const last = query.year === undefined ? today : `${query.year}-12-31`;
  const day = query.day ?? (last < today ? last : today);
  if (!isDay(day)) throw new Refusal('day_invalid', { day });
  if (day > lastAsked) throw new Refusal('day_too_far', { day, last: lastAsked });
  return { day, year: query.year ?? Number(day.slice(0, 4)) };
}

/** The law of a page at a place, or that of a what-if regime. */
export function lawFor(library: Library, place: string, { day, year }: Asked, regime?: string | undefined): Law {
  const on = lawDayOf(year, day);
  return regime === undefined ? library.at(on, place) : library.under(regime, on);
}

/** Refuses with `units_loading` while the level of a unit is not in yet. */
export function requireLoaded(context: Context, code: string, level: 'upper' | 'villages' = 'upper'): UnitCode {
  const { state } = context;
  const isIn = state.villages || (level === 'upper' && code.length < 12 && state.upper);
  if (isIn) return parseUnitCode(code);
  const { phase, rows, total } = state.loading ?? { phase: 'wait', rows: 0, total: 0 };
  throw new Refusal('units_loading', { unit: code, phase, rows, total, retry_after: 3 });
}

/** The unit of a code, in force or not. Refusal `unit_unknown`. */
export async function unitAt(store: Store, code: UnitCode): Promise<Unit> {
  const unit = await findUnit(store, code);
  if (!unit) throw new Refusal('unit_unknown', { value: code });
  return unit;
}

export const refOf = ({ code, name, level, kind, farming }: Unit): UnitRef => ({ code, name, level, kind, farming });

/** A key of a list as the text that the caller gives back for the next page. */
export const pageMark = (key: readonly unknown[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The key behind a page mark of so many parts. Refusal `page_mark_invalid`. */
export function readMark(mark: string, parts: number): (string | number)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(mark, 'base64url').toString('utf8'));
    const isKey = Array.isArray(key) && key.every((part) => typeof part === 'string' || typeof part === 'number');
    if (isKey && key.length === parts) return key;
  } catch {
    // falls through: a text that is no JSON is as wrong as JSON of another shape
  }
  throw new Refusal('page_mark_invalid', {});
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The instant and the id of a row behind a page mark. Refusal `page_mark_invalid`. */
export function readInstantMark(mark: string): { readonly at: string; readonly id: string } {
  const [at = '', id = ''] = readMark(mark, 2).map(String);
  if (instant.test(at) && isDay(at.slice(0, 10)) && !Number.isNaN(Date.parse(at)) && uuid.test(id)) return { at, id };
  throw new Refusal('page_mark_invalid', {});
}

/** The day and the id of a record behind a page mark. Refusal `page_mark_invalid`. */
export function readDayMark(mark: string): { readonly day: Day; readonly id: string } {
  const [day = '', id = ''] = readMark(mark, 2).map(String);
  if (isDay(day) && uuid.test(id)) return { day, id };
  throw new Refusal('page_mark_invalid', {});
}
