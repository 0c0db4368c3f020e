/** Rows of a spreadsheet as tenures: judged one by one by the rules that bind every act. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { perform } from '#ledger';
import { type Actor, homeOf, isUnitCode, isWithin, memoryOrg, type Reach, reach, type Unit, type UnitCode } from '#org';
import { type Day, isDay, type Law, type Library, Refusal } from '#regime';
import { type ActRequest, judged } from '../../store/acts.ts';
import { type ImportedTenure, knownRecords, writeTenures } from '../../store/seats/import.ts';
import { findUnits } from '../../store/units.ts';
import { type Context, requireLoaded, todayOf } from '../context.ts';
import { holderName } from '../words.ts';
import { requireOn } from './guard.ts';
import {
  type Bad,
  type Batch,
  batchOf,
  type Importing,
  type ImportSheet,
  isBad,
  requireWhole,
  tried,
} from './import-batch.ts';
import type { SheetColumn, SheetRow } from './import-sheet.ts';

const tenureColumns: readonly SheetColumn[] = [
  { id: 'unit', zh: '单位代码', en: 'Unit code', example: '433124101200', required: true, width: 16 },
  { id: 'seat', zh: '职务', en: 'Seat', example: '村党组织书记', required: true, width: 24 },
  { id: 'name', zh: '姓名', en: 'Name', example: '示例甲', required: true, width: 14 },
  { id: 'from', zh: '到任日', en: 'Took office', example: '2026-01-15', required: true, width: 14 },
  { id: 'until', zh: '离任日', en: 'Left office', example: '', required: false, width: 14 },
  { id: 'acting', zh: '主持工作', en: 'Acting', example: '否', required: false, width: 10 },
  { id: 'document', zh: '任职文号', en: 'Document number', example: '', required: false, width: 20 },
  { id: 'number', zh: '人员编号', en: 'Person number', example: '', required: false, width: 22 },
];

export const tenureSheet: ImportSheet = {
  columns: tenureColumns,
  names: { zh: '任职导入模板', en: 'tenures-template' },
  rejected: { zh: '未导入的任职', en: 'tenures-rejected' },
};

/** A row that would go in as the first act of a record. */
interface JudgedTenure extends ImportedTenure {
  readonly row: SheetRow;
}

interface Bounds {
  readonly library: Library;
  readonly within: Reach;
  readonly by: Actor;
  /** Only units at and below this one. */
  readonly under: UnitCode;
  readonly today: Day;
  readonly at: string;
}

/** An import of tenures at and below a unit. Refusals `unit_unknown`, `not_allowed`. */
export function importingTenures(context: Context, code: string, by: Actor): Importing {
  const under = requireLoaded(context, code, 'villages');
  const within = requireOn(context, by, under, 'import');
  const { library } = context;
  const bounds: Bounds = {
    ...{ library, within, by, under, today: todayOf(context) },
    at: context.now().toISOString(),
  };
  const judge = new TenureJudge(bounds);
  return { ...tenureSheet, look: (rows) => lookAt(context, bounds, judge, rows) };
}

async function lookAt(
  context: Context,
  { within }: Bounds,
  judge: TenureJudge,
  rows: readonly SheetRow[],
): Promise<Batch> {
  const looked = await context.stores.as(within, async (store) => {
    const codes = [...new Set(rows.map(({ cells }) => cells.unit ?? ''))].filter(isUnitCode);
    const units = new Map<string, Unit>((await findUnits(store, codes as UnitCode[])).map((unit) => [unit.code, unit]));
    const judged = rows.map((row) => judge.judge(row, units));
    const asked = judged.flatMap((one) =>
      isBad(one) ? [] : [{ county: one.request.county, record: one.request.record }],
    );
    return beside(judged, await knownRecords(store, asked));
  });
  return batchOf(looked, (fresh) => writeAll(context, fresh));
}

/** Rows beside what is stored. One that repeats an earlier one is known. */
function beside(
  judged: readonly (JudgedTenure | Bad)[],
  known: Awaited<ReturnType<typeof knownRecords>>,
): ((JudgedTenure & { readonly isKnown: boolean }) | Bad)[] {
  const seen = new Set<string>();
  return judged.map((one) => {
    if (isBad(one)) return one;
    const { record } = one.request;
    const stored = known.get(record);
    if (stored && !isDeepStrictEqual(stored, one.state.fields))
      return { row: one.row, column: 'until', refusal: new Refusal('import_differs', { field: 'until', record }) };
    const isKnown = stored !== undefined || seen.has(record);
    seen.add(record);
    return { ...one, isKnown };
  });
}

/** Counties written at a time: while one waits for the disk, another is sent. */
const together = 4;

async function writeAll(context: Context, fresh: readonly ImportedTenure[]): Promise<number> {
  const homes = [...Map.groupBy(fresh, ({ request }) => request.county)];
  let done = 0;
  let next = 0;
  const writeOn = async (): Promise<void> => {
    for (let at = next++; at < homes.length; at = next++) {
      const [county, rows] = homes[at] as (typeof homes)[number];
      const written = await writeTenures(context.stores, context.library, county, rows);
      done += written;
    }
  };
  await Promise.all(Array.from({ length: together }, writeOn));
  return done;
}

/** An id that follows from content: the same row gives the same id, so that a second import changes nothing. */
export function idOf(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Judges rows against the units that they name. */
class TenureJudge {
  readonly #bounds: Bounds;
  readonly #seats = new Map<string, ReadonlyMap<string, string>>();
  readonly #allowed = new Map<string, boolean>();

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  judge(row: SheetRow, units: ReadonlyMap<string, Unit>): JudgedTenure | Bad {
    const judged = tried(row, 'unit', () => this.#judge(row, units));
    return isBad(judged) && judged.column === 'person' ? { ...judged, column: 'name' } : judged;
  }

  #judge(row: SheetRow, units: ReadonlyMap<string, Unit>): JudgedTenure {
    const { library, by, today, at, under } = this.#bounds;
    const { cells } = row;
    requireWhole(tenureColumns, row);
    const code = cells.unit ?? '';
    const unit = isUnitCode(code) && isWithin(code, under) ? units.get(code) : undefined;
    if (!unit || !this.#isAllowed(unit.code)) throw new Refusal('unit_unknown', { field: 'unit', value: code });
    const law = library.at(today, code);
    const seat = this.#seatsAt(law, unit).get(cells.seat ?? '');
    if (seat === undefined)
      throw new Refusal('seat_unknown', { field: 'seat', value: `${code}:${cells.seat}`, level: unit.level });
    for (const id of ['from', 'until'] as const)
      if ((cells[id] ?? '') !== '' && !isDay(dayText(cells[id])))
        throw new Refusal('day_invalid', { field: id, day: cells[id] });
    const from = dayText(cells.from);
    const name = cells.name ?? '';
    const person = idOf('person', homeOf(unit.code), name, cells.number ?? '');
    const record = idOf('tenure', code, seat, person, from);
    const kind = [...law.kinds.values()].find(({ roles }) => roles?.tenure)?.id ?? '';
    const fields = {
      ...{ seat: [`${code}:${seat}`], person, name, from, acting: readYes(cells.acting) },
      ...((cells.until ?? '') !== '' && { until: dayText(cells.until) }),
      ...((cells.document ?? '') !== '' && { document: cells.document ?? '' }),
    };
    const request: ActRequest = {
      ...{ county: homeOf(unit.code), record, id: idOf('act', record), verb: 'create', actor: by.account, at, today },
      body: { kind, unit: code, day: today, fields },
    };
    const { act } = judged(library, undefined, request);
    return { row, request, law, state: perform(law, memoryOrg({ units: [unit] }), undefined, act, today) };
  }

  /** Seats of a unit by what a person would write: id, name, or what it is called at this level. */
  #seatsAt(law: Law, unit: Unit): ReadonlyMap<string, string> {
    const key = `${law.jurisdiction} ${unit.level}`;
    const known = this.#seats.get(key);
    if (known) return known;
    const names = new Map<string, string>();
    for (const seat of law.seats.values()) {
      if (!seat.levels.includes(unit.level)) continue;
      const called = holderName(law, seat.id, unit.level);
      for (const word of [seat.name.en, seat.name.zh, called.en, called.zh, seat.id]) names.set(word, seat.id);
    }
    this.#seats.set(key, names);
    return names;
  }

  #isAllowed(unit: UnitCode): boolean {
    const known = this.#allowed.get(unit);
    if (known !== undefined) return known;
    const may = reach.may(this.#bounds.within, 'import', { unit });
    this.#allowed.set(unit, may);
    return may;
  }
}

/** 2026/1/5 and 2026.1.5 are written as 2026-01-05. */
function dayText(text = ''): string {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  return parts ? `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}` : text;
}

const readYes = (text = ''): boolean => /^(是|y|yes|true|1)$/i.test(text);
