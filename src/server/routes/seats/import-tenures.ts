/** Rows of a spreadsheet as tenures: judged one by one by the rules that bind every act. */
import { isDeepStrictEqual } from 'node:util';
import { perform } from '#ledger';
import { type Actor, type Entry, homeOf, memoryOrg, type Reach, type Unit, type UnitCode } from '#org';
import { type Day, type Library, Refusal } from '#regime';
import { type ActRequest, judged } from '../../store/acts.ts';
import { entriesAt } from '../../store/seats/entry-rows.ts';
import { type ImportedTenure, knownRecords, writeTenures } from '../../store/seats/import.ts';
import { findUnits } from '../../store/units.ts';
import { type Context, requireLoaded, todayOf } from '../context.ts';
import { requireOn } from './guard.ts';
import {
  type Bad,
  type Batch,
  batchOf,
  homeByHome,
  type Importing,
  type ImportSheet,
  isBad,
  requireWhole,
  tried,
} from './import-batch.ts';
import type { SheetColumn, SheetRow } from './import-sheet.ts';
import { codesIn, dayIn, idOf, RowWords } from './import-words.ts';

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
    const codes = codesIn(rows);
    const units = new Map<string, Unit>((await findUnits(store, codes)).map((unit) => [unit.code, unit]));
    const entries = Map.groupBy(await entriesAt(store, codes), ({ unit }) => unit);
    const judged = rows.map((row) => judge.judge(row, units, entries));
    const asked = judged.flatMap((one) =>
      isBad(one) ? [] : [{ county: one.request.county, record: one.request.record }],
    );
    return beside(judged, await knownRecords(store, asked));
  });
  const { stores, library } = context;
  return batchOf(looked, (fresh) =>
    homeByHome(
      fresh,
      ({ request }) => request.county,
      (county, rows) => writeTenures(stores, library, county, rows),
    ),
  );
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

/** Judges rows against the units that they name. */
class TenureJudge {
  readonly #bounds: Bounds;
  readonly #words: RowWords;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
    this.#words = new RowWords(bounds.within, bounds.under);
  }

  judge(row: SheetRow, units: ReadonlyMap<string, Unit>, entries: ReadonlyMap<string, readonly Entry[]>) {
    const judged = tried(row, 'unit', () => this.#judge(row, units, entries));
    return isBad(judged) && judged.column === 'person' ? { ...judged, column: 'name' } : judged;
  }

  #judge(
    row: SheetRow,
    units: ReadonlyMap<string, Unit>,
    entries: ReadonlyMap<string, readonly Entry[]>,
  ): JudgedTenure {
    const { library, by, today, at } = this.#bounds;
    const { cells } = row;
    requireWhole(tenureColumns, row);
    const unit = this.#words.unit(row, units);
    const { code } = unit;
    const law = library.at(today, code);
    const there = entries.get(code) ?? [];
    const seat = this.#words.post(law, 'seats', unit, cells.seat ?? '', there);
    if (seat === undefined)
      throw new Refusal('seat_unknown', { field: 'seat', value: `${code}:${cells.seat}`, level: unit.level });
    const [from, until] = [dayIn(row, 'from'), dayIn(row, 'until')];
    const name = cells.name ?? '';
    const person = idOf('person', homeOf(unit.code), name, cells.number ?? '');
    const record = idOf('tenure', code, seat, person, from);
    const kind = [...law.kinds.values()].find(({ roles }) => roles?.tenure)?.id ?? '';
    const fields = {
      ...{ seat: [`${code}:${seat}`], person, name, from, acting: readYes(cells.acting) },
      ...(until !== '' && { until }),
      ...((cells.document ?? '') !== '' && { document: cells.document ?? '' }),
    };
    const request: ActRequest = {
      ...{ county: homeOf(unit.code), record, id: idOf('act', record), verb: 'create', actor: by.account, at, today },
      body: { kind, unit: code, day: today, fields },
    };
    const { act } = judged(library, undefined, request);
    const org = memoryOrg({ units: [unit], entries: there });
    return { row, request, law, state: perform(law, org, undefined, act, today) };
  }
}

const readYes = (text = ''): boolean => /^(是|y|yes|true|1)$/i.test(text);
