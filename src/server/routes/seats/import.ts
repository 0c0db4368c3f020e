/** Imports from spreadsheets: looked at first, then what is good goes in and what is not comes back with its reason. */
import { isDeepStrictEqual } from 'node:util';
import { type Reply, refusalReply } from '#contract';
import { isUnitCode, type Unit, type UnitCode } from '#org';
import { Refusal } from '#regime';
import type { Handlers, Input } from '../../http/handlers.ts';
import { auditAlone } from '../../store/people/audit.ts';
import { type ImportedTenure, knownRecords, writeTenures } from '../../store/seats/import.ts';
import { findUnits } from '../../store/units.ts';
import { type Context, requireLoaded, todayOf } from '../context.ts';
import { requireOn } from './guard.ts';
import { type Lang, rejectedOf, rowsOf, type SheetRow, templateOf } from './import-sheet.ts';
import { type ImportBounds, type Judged, TenureJudge, tenureColumns } from './import-tenures.ts';

type Names = 'getImportTemplate' | 'importRows' | 'getRejectedRows';
type Report = Reply<'importRows'>;

const names = { zh: '任职导入模板', en: 'tenures-template' } as const;
const rejectedNames = { zh: '未导入的任职', en: 'tenures-rejected' } as const;
/** Rows looked at together; more are never held at once. */
const portion = 5000;
const mostFaults = 200;

export const importRoutes = (context: Context): Pick<Handlers, Names> => ({
  getImportTemplate: async ({ params, query, by }) => {
    requireOn(context, by, requireLoaded(context, params.code), 'import');
    return templateOf(tenureColumns, names[query.lang], query.lang);
  },

  importRows: async ({ params, query, body, by, from }) => {
    const bounds = boundsOf(context, params.code, by);
    const isDry = query.dry === 'yes';
    const report = { rows: 0, good: 0, known: 0, bad: 0, faults: [] as Report['faults'] };
    for await (const batch of judgedOf(context, bounds, body)) {
      report.rows += batch.length;
      const good = batch.filter((one) => 'request' in one);
      const fresh = good.filter((one) => !one.isKnown);
      report.known += good.length - fresh.length;
      report.good += isDry ? fresh.length : await writeAll(context, fresh);
      for (const one of batch) {
        if ('request' in one) continue;
        report.bad += 1;
        if (report.faults.length < mostFaults) report.faults.push(faultOf(one));
      }
    }
    if (!isDry) {
      const { faults: _faults, ...facts } = report;
      const entry = { kind: 'import-tenures', by, unit: params.code, address: from.address, facts };
      await auditAlone(context.stores, entry, context.now());
    }
    return report;
  },

  getRejectedRows: async ({ params, query, body, by }) => {
    const bounds = boundsOf(context, params.code, by);
    // A reply that has begun cannot refuse any more: whether the file can be read is known before.
    await requireReadable(body);
    async function* bad(): AsyncGenerator<{ row: SheetRow; why: string }> {
      for await (const batch of judgedOf(context, bounds, body))
        for (const one of batch) if ('refusal' in one) yield { row: one.row, why: whyOf(one, query.lang) };
    }
    return rejectedOf(tenureColumns, bad(), rejectedNames[query.lang], query.lang);
  },
});

function boundsOf(context: Context, code: string, by: Input<'importRows'>['by']): ImportBounds {
  const under = requireLoaded(context, code, 'villages');
  const within = requireOn(context, by, under, 'import');
  const { library } = context;
  return { library, within, by, under, today: todayOf(context), at: context.now().toISOString() };
}

type Looked =
  | (Extract<Judged, { request: unknown }> & { readonly isKnown: boolean })
  | Extract<Judged, { refusal: Refusal }>;

/** Reads a sheet to its end. Refusals `sheet_unreadable`, `sheet_columns`, `sheet_too_long`. */
async function requireReadable(bytes: Uint8Array): Promise<void> {
  const rows = rowsOf(bytes, tenureColumns);
  while (!(await rows.next()).done);
}

/** The rows of a sheet, judged, some thousand at a time. One that repeats an earlier one is known. */
async function* judgedOf(context: Context, bounds: ImportBounds, bytes: Uint8Array): AsyncGenerator<Looked[]> {
  const judge = new TenureJudge(bounds);
  let batch: SheetRow[] = [];
  for await (const row of rowsOf(bytes, tenureColumns)) {
    batch.push(row);
    if (batch.length < portion) continue;
    yield await lookAt(context, bounds, judge, batch);
    batch = [];
  }
  if (batch.length > 0) yield await lookAt(context, bounds, judge, batch);
}

async function lookAt(
  context: Context,
  { within }: ImportBounds,
  judge: TenureJudge,
  rows: readonly SheetRow[],
): Promise<Looked[]> {
  return context.stores.as(within, async (store) => {
    const codes = [...new Set(rows.map(({ cells }) => cells.unit ?? ''))].filter(isUnitCode);
    const units = new Map<string, Unit>((await findUnits(store, codes as UnitCode[])).map((unit) => [unit.code, unit]));
    const judged = rows.map((row) => judge.judge(row, units));
    const asked = judged.flatMap((one) =>
      'request' in one ? [{ county: one.request.county, record: one.request.record }] : [],
    );
    const known = await knownRecords(store, asked);
    const seen = new Set<string>();
    return judged.map((one): Looked => {
      if (!('request' in one)) return one;
      const { record } = one.request;
      const stored = known.get(record);
      if (stored && !isDeepStrictEqual(stored, one.state.fields))
        return { row: one.row, column: 'until', refusal: new Refusal('import_differs', { field: 'until', record }) };
      const isKnown = stored !== undefined || seen.has(record);
      seen.add(record);
      return { ...one, isKnown };
    });
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

type Bad = Extract<Judged, { refusal: Refusal }>;
const columnOf = (id: string) => tenureColumns.find((column) => column.id === id) ?? tenureColumns[0];

function faultOf({ row, column, refusal }: Bad): Report['faults'][number] {
  const [, { message, remedy }] = refusalReply(refusal);
  const named = columnOf(column);
  return {
    ...{ row: row.row, column: named?.zh ?? column, value: row.cells[column] ?? '', code: refusal.code },
    ...{ message, remedy },
  };
}

function whyOf({ column, refusal }: Bad, lang: Lang): string {
  const [, { message, remedy }] = refusalReply(refusal);
  return `${columnOf(column)?.[lang] ?? column}：${message[lang]} ${remedy[lang]}`;
}
