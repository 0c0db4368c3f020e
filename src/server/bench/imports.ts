/** Importing a spreadsheet of tenures beside its raw limit: reading the same file and a bare COPY of as many rows. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance } from 'fastify';
import { streamXlsxRows, writeXlsxStream } from 'hucre/xlsx';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { type Line, ratioOf, seconds } from './line.ts';

const heads = ['单位代码', '职务', '姓名', '到任日', '离任日', '主持工作', '任职文号', '人员编号'];

/** Measures the import of so many rows, one in each of as many villages below a unit. */
export async function importLine(app: FastifyInstance, pool: pg.Pool, province: string, rows: number): Promise<Line> {
  const { rows: units } = await pool.query<{ code: string }>(
    `select code from unit where level = 'village' and farming and valid_to is null and code like $1 order by code limit $2`,
    [`${province === '0' ? '' : province}%`, rows],
  );
  const file = await sheetOf(units.map(({ code }) => code));
  const rest = process.memoryUsage().rss;
  let peak = rest;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const start = performance.now();
  const reply = await app.inject({
    method: 'POST',
    url: `/api/units/${province}/imports/tenures?dry=no`,
    headers: { 'content-type': 'application/octet-stream' },
    payload: file,
  });
  const taken = (performance.now() - start) / 1000;
  clearInterval(watch);
  const report = reply.json() as { good: number; bad: number };
  if (report.good !== units.length) throw new Error(`imported ${reply.body.slice(0, 400)} of ${units.length}`);
  const bare = await rawLimit(pool, file);
  return {
    what: `import of ${units.length.toLocaleString('en')} tenures from a spreadsheet`,
    measured: seconds(taken),
    raw: `${seconds(bare)} parse + COPY`,
    ratio: ratioOf(taken, bare),
    target: '≤ 3 ×',
    reached: taken <= 3 * bare,
    note: `${Math.round((peak - rest) / 2 ** 20)} MB above rest at most`,
  };
}

async function sheetOf(codes: readonly string[]): Promise<Buffer> {
  async function* lines(): AsyncGenerator<string[]> {
    for (const [at, code] of codes.entries())
      yield [
        code,
        '村党组织书记',
        `示例${at}`,
        '2025-03-01',
        '',
        '否',
        `示例〔2025〕${at}号`,
        String(10n ** 17n + BigInt(at)),
      ];
  }
  const parts: Uint8Array[] = [];
  const columns = heads.map((header) => ({ header, width: 12 }));
  for await (const part of writeXlsxStream(lines(), { name: '任职', columns }) as unknown as AsyncIterable<Uint8Array>)
    parts.push(part);
  return Buffer.concat(parts);
}

const written = ['act', 'record', 'tenure', 'person'] as const;

/** Seconds to parse the file and to copy, bare, the very rows that the import wrote, into tables with the same indexes. */
async function rawLimit(pool: pg.Pool, file: Buffer): Promise<number> {
  const client = await pool.connect();
  try {
    const texts = new Map<string, Buffer>();
    for (const table of written) {
      await client.query(`create table bare_${table} (like ${table} including indexes)`);
      const mine = table === 'tenure' ? 'not sample' : table === 'person' ? 'true' : importedOf[table];
      texts.set(table, await readAll(client, `copy (select * from ${table} where ${mine}) to stdout`));
    }
    const start = performance.now();
    for await (const _row of streamXlsxRows(file)) void _row;
    for (const [table, text] of texts)
      await pipeline(Readable.from(inPieces(text)), client.query(copyFrom(`copy bare_${table} from stdin`)));
    return (performance.now() - start) / 1000;
  } finally {
    await client.query(`drop table if exists ${written.map((table) => `bare_${table}`).join(', ')}`);
    client.release();
  }
}

const importedOf = {
  act: `body->>'kind' = 'appointment'`,
  record: `kind = 'appointment'`,
} as const;

async function readAll(client: pg.PoolClient, statement: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of client.query(copyTo(statement))) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function* inPieces(text: Buffer): Generator<Buffer> {
  for (let from = 0; from < text.length; from += 1 << 16) yield text.subarray(from, from + (1 << 16));
}
