/** Reads db/units: the packed rows and the overrides, checked row by row. Nothing here speaks to the database. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import { parse } from 'yaml';
import { z } from 'zod';
import { isUnitCode, kinds, type UnitCode } from '#org';
import { Refusal } from '#regime';

/** Where the rows and the overrides lie; by default those of the checkout. */
export type UnitFiles = { rows: string; overrides: string };

const inCheckout = (name: string) => fileURLToPath(new URL(`../../../db/units/${name}`, import.meta.url));
export const unitFiles: UnitFiles = { rows: inCheckout('units.tsv.br'), overrides: inCheckout('overrides.yaml') };

/** Code, name, pinyin syllables separated by blanks. */
export type UnitRow = readonly [code: UnitCode, name: string, pinyin: string];

const Override = z.strictObject({
  code: z.string().refine(isUnitCode, 'not a unit code'),
  kind: z.enum(kinds).optional(),
  farming: z.boolean().optional(),
  why: z.string().min(1).optional(),
  facts: z
    .array(
      z.strictObject({
        fact: z.string().regex(/^[a-z_]+$/),
        day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
        value: z.number().nonnegative(),
        source: z.string().min(1),
      }),
    )
    .default([]),
});
export type Override = z.infer<typeof Override>;

/** Overrides by code. Throws `Refusal('unit_overrides')` that names entry and field. */
export function parseOverrides(text: string): Map<string, Override> {
  const found = new Map<string, Override>();
  const list: unknown = parse(text) ?? [];
  for (const [at, entry] of (Array.isArray(list) ? list : [list]).entries()) {
    const result = Override.safeParse(entry);
    const problem = result.success
      ? found.has(result.data.code)
        ? 'code: stands twice'
        : (result.data.kind || result.data.farming !== undefined) && !result.data.why
          ? 'why: missing'
          : undefined
      : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    if (problem !== undefined || !result.success) {
      const where = `overrides.yaml, entry ${at + 1}`;
      throw new Refusal('unit_overrides', { where, problem, zh: `${where}：${problem}`, en: `${where}: ${problem}` });
    }
    found.set(result.data.code, result.data);
  }
  return found;
}

/** The digest of both files, and the overrides. */
export async function openUnitFiles(files: UnitFiles): Promise<{ stamp: string; overrides: Map<string, Override> }> {
  const [rows, overrides] = await Promise.all([readFile(files.rows), readFile(files.overrides, 'utf8')]);
  const stamp = createHash('sha256').update(rows).update(overrides).digest('hex');
  return { stamp, overrides: parseOverrides(overrides) };
}

/** The rows in the order of the file, a few thousand at a time. Throws `Refusal('unit_file')` naming a bad line. */
export async function* readUnitRows(path: string): AsyncGenerator<UnitRow[]> {
  const stream = createReadStream(path, { highWaterMark: 1 << 18 })
    .on('error', (error) => stream.destroy(error))
    .pipe(createBrotliDecompress({ chunkSize: 1 << 18 }))
    .setEncoding('utf8');
  let rest = '';
  let line = 0;
  for await (const chunk of stream as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    const rows: UnitRow[] = [];
    for (const text of lines) {
      line += 1;
      rows.push(rowOf(text, line));
    }
    yield rows;
  }
  if (rest !== '') yield [rowOf(rest, line + 1)];
}

function rowOf(text: string, line: number): UnitRow {
  const [code = '', name = '', pinyin = '', more] = text.split('\t');
  if (isUnitCode(code) && name !== '' && more === undefined && !text.includes('\\')) return [code, name, pinyin];
  throw new Refusal('unit_file', {
    line,
    zh: `单位数据第 ${line} 行有误。`,
    en: `Line ${line} of the unit file is wrong.`,
  });
}
