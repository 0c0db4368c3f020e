/** A list of records as a spreadsheet, made while it is sent. */
import { Readable } from 'node:stream';
import { writeXlsxStream } from 'hucre/xlsx';
import type { Reach, UnitCode } from '#org';
import type { Library } from '#regime';
import { Download } from '../http/handlers.ts';
import type { Store } from '../store/open-store.ts';
import { listRecords, type RecordFilter, type RecordKey } from '../store/records.ts';
import { type Context, todayOf, unitAt } from './context.ts';
import { unitNames } from './names.ts';
import { recordRow } from './record-row.ts';

type Lang = 'zh' | 'en';

const heads = {
  zh: ['日期', '种类', '事由', '单位', '单位代码', '状态', '计入', '履行应尽事项', '编号'],
  en: ['Day', 'Kind', 'Subject', 'Unit', 'Unit code', 'State', 'Counts', 'Obligations served', 'Id'],
} as const;
const widths = [12, 14, 44, 24, 16, 10, 8, 14, 38];
/** Rows read at once, and how many times: more statements than a request may run are not worth a longer file. */
const portion = 50_000;
const portions = 4;
const rest = {
  zh: `只导出最近的 ${portion * portions} 条，更早的没有导出。请按日期分段导出。`,
  en: `Only the latest ${portion * portions} are here; earlier ones were left out. Export by spans of days.`,
} as const;

/**
 * All records of a filter that lie within a reach, newest first, as an .xlsx. Every cell is text: nothing in it is ever computed. The first rows
 * are read before the file begins, so that what can be refused is refused in words and not by a file cut off.
 */
export async function exportOf(
  context: Context,
  within: Reach,
  code: UnitCode,
  filter: RecordFilter,
  lang: Lang,
): Promise<Download> {
  const { unit, first } = await context.stores.as(within, async (store) => ({
    unit: await unitAt(store, code),
    first: await readPortion(context, store, filter, undefined, lang),
  }));
  const columns = heads[lang].map((header, at) => ({ header, width: widths[at] ?? 12, numFmt: '@' }));
  const bytes = writeXlsxStream(rowsOf(context, within, filter, lang, first), {
    name: lang === 'zh' ? '记录' : 'Records',
    columns,
    freezePane: { rows: 1 },
  });
  const name =
    lang === 'zh' ? `${unit.name}记录-${todayOf(context)}.xlsx` : `records-${unit.code}-${todayOf(context)}.xlsx`;
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return new Download(type, name, Readable.from(bytes as unknown as AsyncIterable<Uint8Array>));
}

async function* rowsOf(
  context: Context,
  within: Reach,
  filter: RecordFilter,
  lang: Lang,
  first: Awaited<ReturnType<typeof readPortion>>,
): AsyncGenerator<string[]> {
  for (let part = 1, read = first; ; part += 1) {
    yield* read.rows;
    if (read.rows.length < portion) return;
    if (part === portions) break;
    const { last } = read;
    read = await context.stores.as(within, (store) => readPortion(context, store, filter, last, lang));
  }
  yield ['', '', rest[lang]];
}

async function readPortion(
  context: Context,
  store: Store,
  filter: RecordFilter,
  after: RecordKey | undefined,
  lang: Lang,
) {
  const found = await listRecords(store, filter, { after, limit: portion });
  const units = await unitNames(
    store,
    found.map((row) => row.state.unit),
  );
  const last = found.at(-1)?.state;
  return {
    rows: found.map((row) => cells(context.library, row, units, lang)),
    last: last && { day: last.day, id: last.id },
  };
}

function cells(
  library: Library,
  listed: Parameters<typeof recordRow>[1],
  units: Parameters<typeof recordRow>[2],
  lang: Lang,
) {
  const row = recordRow(library, listed, units);
  const yes = lang === 'zh' ? ['否', '是'] : ['no', 'yes'];
  return [
    row.day,
    row.kind_name[lang],
    row.title,
    row.unit.name,
    row.unit.code,
    row.state_name[lang],
    yes[row.counts ? 1 : 0] ?? '',
    String(row.fulfils),
    row.id,
  ];
}
