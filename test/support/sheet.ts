/** Spreadsheets as people fill them in. */
import { writeXlsxStream } from 'hucre/xlsx';

type Cell = string | number;

/** The bytes of a sheet with a first row of headings. */
export async function sheetBytes(heads: readonly string[], rows: readonly (readonly Cell[])[]): Promise<Buffer> {
  async function* lines(): AsyncGenerator<Cell[]> {
    for (const row of rows) yield [...row];
  }
  const parts: Uint8Array[] = [];
  const columns = heads.map((header) => ({ header, width: 12 }));
  for await (const part of writeXlsxStream(lines(), { name: '表', columns }) as unknown as AsyncIterable<Uint8Array>)
    parts.push(part);
  return Buffer.concat(parts);
}
