/** The spreadsheet of an import: its columns, an empty one with an example, and its rows as they stream by. */
import { Readable } from 'node:stream';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { streamXlsxRows, writeXlsxStream } from 'hucre/xlsx';
import { Refusal } from '#regime';
import { Download } from '../../http/handlers.ts';

export type Lang = 'zh' | 'en';

/** A column by its field; `example` stands in the first row of an empty sheet. */
export interface SheetColumn {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly example: string;
  readonly required: boolean;
  readonly width: number;
}

/** A row with its number as a spreadsheet counts it, and its cells by field, as text. */
export interface SheetRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Columns whose number had more digits than a spreadsheet keeps. */
  readonly cut: readonly string[];
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const exampleMark = { zh: '示例行，导入时自动跳过', en: 'Example row, skipped when importing' } as const;
const noteHead = { zh: '备注', en: 'Note' } as const;
const whyHead = { zh: '未导入的原因', en: 'Why it was not imported' } as const;

const sheet = (columns: readonly { header: string; width: number }[], rows: AsyncIterable<string[]>, name: string) =>
  Readable.from(
    writeXlsxStream(rows, {
      name,
      columns: columns.map((column) => ({ ...column, numFmt: '@' })),
      freezePane: { rows: 1 },
    }) as unknown as AsyncIterable<Uint8Array>,
  );

const headsOf = (columns: readonly SheetColumn[], lang: Lang) =>
  columns.map((column) => ({ header: `${column[lang]}${column.required ? '*' : ''}`, width: column.width }));

/** An empty sheet with one example. Every cell is text, so that long numbers keep their digits. */
export function templateOf(columns: readonly SheetColumn[], name: string, lang: Lang): Download {
  async function* example(): AsyncGenerator<string[]> {
    yield [...columns.map((column) => column.example), exampleMark[lang]];
  }
  const heads = [...headsOf(columns, lang), { header: noteHead[lang], width: 30 }];
  return new Download(xlsx, `${name}.xlsx`, sheet(heads, example(), name));
}

/** Rows that did not go in, as they were, with the reason in a further column. */
export function rejectedOf(
  columns: readonly SheetColumn[],
  rows: AsyncIterable<{ row: SheetRow; why: string }>,
  name: string,
  lang: Lang,
): Download {
  async function* lines(): AsyncGenerator<string[]> {
    for await (const { row, why } of rows) yield [...columns.map(({ id }) => row.cells[id] ?? ''), why];
  }
  const heads = [...headsOf(columns, lang), { header: whyHead[lang], width: 60 }];
  return new Download(xlsx, `${name}.xlsx`, sheet(heads, lines(), name));
}

const isExample = (values: readonly unknown[]): boolean =>
  values.some((value) => value === exampleMark.zh || value === exampleMark.en);

/** Rows packed together. */
const packed = 1000;

/**
 * The rows of the first sheet. Headings may be in either language and in any order. The reader of the file does not wait
 * for whoever takes the rows, and would pile them up; so it runs to its end at once and they lie compressed until they are
 * asked for. Nothing comes of a file that is torn anywhere. Refusals: `sheet_unreadable`, `sheet_columns`, `sheet_too_long`.
 */
export async function* rowsOf(bytes: Uint8Array, columns: readonly SheetColumn[]): AsyncGenerator<SheetRow> {
  const packs: Buffer[] = [];
  let rows: SheetRow[] = [];
  const pack = (): void => {
    packs.push(deflateRawSync(JSON.stringify(rows), { level: 1 }));
    rows = [];
  };
  for await (const row of readRows(bytes, columns)) if (rows.push(row) === packed) pack();
  pack();
  for (let next = packs.shift(); next; next = packs.shift())
    yield* JSON.parse(inflateRawSync(next).toString()) as SheetRow[];
}

async function* readRows(bytes: Uint8Array, columns: readonly SheetColumn[]): AsyncGenerator<SheetRow> {
  let places: Map<string, number> | undefined;
  let count = 0;
  try {
    for await (const { index, values } of streamXlsxRows(bytes)) {
      if (!places) {
        places = placesOf(values, columns);
        continue;
      }
      if (isExample(values) || values.every((value) => textOf(value) === '')) continue;
      count += 1;
      if (count > mostRows) throw new Refusal('sheet_too_long', { limit: mostRows });
      yield rowAt(index + 1, values, places);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('sheet_unreadable', { detail: (error as Error).message.slice(0, 200) });
  }
  if (!places) throw new Refusal('sheet_columns', { missing: columns.map(({ zh }) => zh).join('、') });
}

const mostRows = 200_000;

function placesOf(heads: readonly unknown[], columns: readonly SheetColumn[]): Map<string, number> {
  const named = heads.map((head) => textOf(head).replace(/\*$/, '').trim());
  const places = new Map<string, number>();
  for (const { id, zh, en } of columns) {
    const at = named.findIndex((name) => name === zh || name.toLowerCase() === en.toLowerCase());
    if (at >= 0) places.set(id, at);
  }
  const missing = columns.filter(({ id, required }) => required && !places.has(id));
  if (missing.length > 0)
    throw new Refusal('sheet_columns', { missing: missing.map(({ zh, en }) => `${zh} (${en})`).join('、') });
  return places;
}

function rowAt(row: number, values: readonly unknown[], places: ReadonlyMap<string, number>): SheetRow {
  const cells: Record<string, string> = {};
  const cut: string[] = [];
  for (const [id, at] of places) {
    const value = values[at];
    if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) cut.push(id);
    cells[id] = textOf(value);
  }
  return { row, cells, cut };
}

/** A cell as text: a day as YYYY-MM-DD, a whole number by its digits. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'number')
    return Number.isInteger(value) ? value.toLocaleString('en', { useGrouping: false }) : String(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  return typeof value === 'string' ? value.trim() : '';
}
