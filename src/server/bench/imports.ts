/** Importing a spreadsheet of tenures beside its raw limit: reading the same file and a bare COPY of as many rows. */
import type { FastifyInstance } from 'fastify';
import { streamXlsxRows, writeXlsxStream } from 'hucre/xlsx';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Line, ratioOf, seconds } from './line.ts';

const heads = ['单位代码', '职务', '姓名', '到任日', '离任日', '主持工作', '任职文号', '人员编号'];

/** Measures the import of so many rows, one in each of as many villages below a unit. */
export async function importLine(app: FastifyInstance, pool: pg.Pool, province: string, rows: number): Promise<Line> {
  const { rows: units } = await pool.query<{ code: string }>(
    `select code from unit where level = 'village' and farming and valid_to is null and code like $1 order by code limit $2`,
    [`${province === '0' ? '' : province}%`, rows],
  );
  const file = await sheetOf(units.map(({ code }) => code));
  const bare = await rawLimit(pool, file);
  const rest = process.memoryUsage().rss;
  let peak = rest;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
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
  if (report.good !== units.length) throw new Error(`imported ${JSON.stringify(report)} of ${units.length}`);
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

/** Seconds to parse the file and to copy, bare, the rows that an import writes: act, record, tenure. */
async function rawLimit(pool: pg.Pool, file: Buffer): Promise<number> {
  const client = await pool.connect();
  try {
    for (const table of ['act', 'record', 'tenure'])
      await client.query(`create temporary table bare_${table} (like ${table} including indexes)`);
    const { rows } = await client.query<{ act: string; record: string; tenure: string }>(bareRows);
    const line = rows[0];
    if (!line) throw new Error('nothing to copy');
    const start = performance.now();
    let count = 0;
    for await (const { index } of streamXlsxRows(file)) count = index;
    for (const table of ['act', 'record', 'tenure'] as const)
      await copyLines(client, `bare_${table}`, line[table], count);
    return (performance.now() - start) / 1000;
  } finally {
    client.release(true);
  }
}

/** One row of each table as COPY writes it, of the size an import makes; % stands for what differs. */
const bareRows = `select
  E'433124\\t%\\t#\\t%\\tcreate\\toperator\\t2026-01-01\\t2026-01-01\\t{"kind":"appointment","unit":"433124101200","day":"2026-01-01","fields":{"seat":["433124101200:village-party-secretary"],"person":"%","name":"示例","from":"2025-03-01","acting":false,"document":"示例〔2025〕1号"}}\\t' || repeat('a', 64) || E'\\t' || repeat('b', 64) as act,
  E'433124\\t%\\tappointment\\t433124101200\\t2026-01-01\\tin-office\\tt\\t{"seat":["433124101200:village-party-secretary"],"person":"%","name":"示例","from":"2025-03-01","acting":false}\\t示例\\t1\\tnational-2022\\t' || repeat('c', 64) || E'\\t{}\\t2026-01-01' as record,
  E'433124\\t%\\t433124101200\\tvillage-party-secretary\\t%\\t示例\\t2025-03-01\\t\\\\N\\tf\\tf' as tenure`;

async function copyLines(client: pg.PoolClient, table: string, line: string, rows: number): Promise<void> {
  const columns = line.split('\t').length;
  const { rows: named } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 order by attnum limit ${columns}`,
    [table],
  );
  const stream = client.query(copyFrom(`copy ${table} (${named.map(({ name }) => name).join(', ')}) from stdin`));
  const idOf = (at: number): string => `00000000-0000-4000-8000-${at.toString(16).padStart(12, '0')}`;
  let text = '';
  for (let at = 1; at <= rows; at += 1) {
    text += `${line.replaceAll('%', idOf(at)).replaceAll('#', String(at))}\n`;
    if (text.length > 65_536) {
      if (!stream.write(text)) await new Promise<void>((resolve) => stream.once('drain', resolve));
      text = '';
    }
  }
  await new Promise<void>((resolve, reject) => {
    stream.once('error', reject);
    stream.once('finish', resolve);
    stream.end(text);
  });
}
