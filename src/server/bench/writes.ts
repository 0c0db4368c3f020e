/** Writing: acts through the whole server, beside a bare insert of the very same rows in transactions of the same size. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { type Actor, parseUnitCode, reach } from '#org';
import type { Library } from '#regime';
import type { Context } from '../routes/context.ts';
import { type ActRequest, performAct } from '../store/acts.ts';
import { type Line, milliseconds, quantile, seconds } from './line.ts';

const writers = 8;
/** Acts before the clock starts: a server that has just started is still being compiled. */
const warm = 1500;

/** One disclosure by each of many villages: an act and its record, what it fulfils, and the tallies up to the nation. */
async function plan(pool: pg.Pool, count: number, seed: number, day: string): Promise<ActRequest[]> {
  const { rows } = await pool.query<{ code: string }>(
    `select code from unit where level = 'village' and kind = 'village' order by hashtextextended(code, $2) limit $1`,
    [count, seed],
  );
  return rows.map(({ code }) => disclosureOf(code, day));
}

const disclosureOf = (unit: string, day: string): ActRequest => ({
  county: unit.slice(0, 6),
  record: randomUUID(),
  id: randomUUID(),
  verb: 'create',
  actor: 'operator',
  at: new Date().toISOString(),
  today: day,
  body: { kind: 'village-disclosure', unit, day, fields: { classes: ['finance'] } },
});

function cadreSends(library: Library, request: ActRequest): ActRequest {
  const unit = parseUnitCode(request.body.unit ?? '0');
  const by: Actor = {
    account: request.record,
    person: 'sample-cadre',
    name: '示例村干部',
    seats: [{ unit, seat: 'village-cadre', acting: false, via: 'tenure' }],
    admin: null,
    isSample: true,
  };
  const within = reach.of((place) => library.at(request.today, place), by, request.today);
  return { ...request, actor: by.account, by, reach: within };
}

/** Seconds that `writers` take for all items, each item in its own transaction, and the milliseconds of each. */
async function together<T>(
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<{ all: number; each: number[] }> {
  const each: number[] = [];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let at = writer; at < items.length; at += writers) {
        const from = performance.now();
        await work(items[at] as T);
        each.push(performance.now() - from);
      }
    }),
  );
  return { all: (performance.now() - start) / 1000, each: each.sort((a, b) => a - b) };
}

/** The act as a client sends it. */
const post =
  (app: FastifyInstance) =>
  async ({ county, record, id, verb, body }: ActRequest) => {
    const url = `/api/records/${county}/${record}/acts`;
    const reply = await app.inject({ method: 'POST', url, payload: { id, verb, ...body } });
    if (reply.statusCode !== 200) throw new Error(`${url}: ${reply.statusCode} ${reply.body.slice(0, 300)}`);
  };

interface Copied {
  readonly text: string;
  readonly values: unknown[];
}

const key = 'county_code, unit_code, duty, holder, period';

/**
 * The rows that the acts wrote, taken out of their tables and dealt out again as plain inserts into the very same
 * tables: same rows, same indexes, same depth. Whoever owns the tables inserts, so there is no row security.
 */
async function takenOut(pool: pg.Pool, acts: number): Promise<Copied[][]> {
  const dealt: Copied[][] = Array.from({ length: acts }, () => []);
  await pool.query(`create table bench_key as select distinct ${key} from fulfilment_record
    where (record_county, record_id) in (select county_code, id from record)`);
  for (const table of ['act', 'record', 'fulfilment_record', 'fulfilment', 'tally_delta']) {
    const from = table.startsWith('fulfilment') ? `${table} join bench_key using (${key})` : table;
    const { rows, fields } = await pool.query({ text: `select ${table}.* from ${from}`, rowMode: 'array' });
    const columns = fields.map((field) => field.name);
    rows.forEach((row: unknown[], at: number) => {
      const values = row.map((value, n) => (fields[n]?.dataTypeID === 3802 ? JSON.stringify(value) : value));
      const marks = columns.map((_, n) => `$${n + 1}`).join(', ');
      dealt[at % acts]?.push({ text: `insert into ${table} (${columns.join(', ')}) values (${marks})`, values });
    });
  }
  for (const table of ['fulfilment_record', 'fulfilment']) {
    await pool.query(`delete from ${table} where (${key}) in (select ${key} from bench_key)`);
    await pool.query(`vacuum ${table}`);
  }
  await pool.query('drop table bench_key; truncate act, record, tally_delta');
  return dealt;
}

async function insertBare(pool: pg.Pool, rows: readonly Copied[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const { text, values } of rows) await client.query({ name: text.slice(12, 32), text, values });
    const county = rows[0]?.values[0];
    await client.query({
      name: 'chain',
      text: 'update act_chain set seq = seq + 1 where county_code = $1',
      values: [county],
    });
    await client.query('commit');
  } finally {
    client.release();
  }
}

/**
 * Acts a second against bare inserts, and the same through the whole server; nothing else may write meanwhile. The
 * database must hold no acts yet.
 */
export async function actLines(
  app: FastifyInstance,
  context: Context,
  pool: pg.Pool,
  day: string,
  count = 4000,
): Promise<Line[]> {
  const { stores, library } = context;
  const perform = (request: ActRequest) => performAct(stores, library, request);
  // Each by a cadre of the village, within what that seat reaches; who is signed in has it worked out already.
  const planned = (await plan(pool, 2 * count + 2 * warm, 1, day)).map((request) => cadreSends(library, request));
  await together(planned.slice(0, warm), perform);
  await together(planned.slice(warm, 2 * warm), post(app));
  await pool.query('truncate act, act_chain, record, tally_delta');
  const acts = await together(planned.slice(2 * warm, 2 * warm + count), perform);
  const bare = await takenOut(pool, count);
  const raw = await together(bare, (rows) => insertBare(pool, rows));
  const sent = await together(planned.slice(2 * warm + count), post(app));
  const ratio = raw.all / acts.all;
  const rate = (taken: { all: number }) => `${Math.round(count / taken.all)} a second`;
  return [
    {
      what: 'recording an act',
      measured: `${rate(acts)}, p95 ${milliseconds(quantile(acts.each, 0.95))}`,
      raw: `bare insert of the same rows into the same tables: ${rate(raw)}`,
      ratio: `${ratio.toFixed(2)} × the rate`,
      target: '≥ 0.5 × the rate',
      reached: ratio >= 0.5,
      note: `${writers} writers; reach, review, state, fulfilment, tallies, hash chain, row security; ${bare[0]?.length ?? 0} rows each`,
    },
    {
      what: 'the same act sent to the server',
      measured: `${rate(sent)}, p95 ${milliseconds(quantile(sent.each, 0.95))}`,
      raw: `bare insert: ${rate(raw)}`,
      ratio: `${(raw.all / sent.all).toFixed(2)} × the rate`,
      target: '–',
      reached: null,
      note: 'reading and checking the request and making the reply included',
    },
  ];
}

/** From sending a record to reading the nation's figure that holds it. */
export async function visibleLine(app: FastifyInstance, pool: pg.Pool, day: string): Promise<Line> {
  const done = async (): Promise<number> => {
    const reply = await app.inject({ method: 'GET', url: `/api/units/0/overview?day=${day}` });
    const { duties } = reply.json<{ duties: { duty: string; figures: { met: number } }[] }>();
    return duties.find((row) => row.duty === 'village-finance-disclosure')?.figures.met ?? 0;
  };
  const free = await pool.query<{ code: string }>(
    `select code from unit u where level = 'village' and kind = 'village' and not exists (
       select from fulfilment f where f.county_code = left(u.code, 6) and f.unit_code = u.code
         and duty = 'village-finance-disclosure' and period = $1)
     order by hashtextextended(code, 3) limit 10`,
    [day.slice(0, 7)],
  );
  const taken: number[] = [];
  for (const { code } of free.rows) {
    const before = await done();
    const start = performance.now();
    await post(app)(disclosureOf(code, day));
    if ((await done()) !== before + 1) throw new Error(`the nation's figure did not move by one for ${code}`);
    taken.push((performance.now() - start) / 1000);
  }
  const worst = Math.max(...taken);
  return {
    what: 'accepted record → visible in the national figure',
    measured: `at once; act and national overview together at most ${seconds(worst)}`,
    raw: '–',
    ratio: '–',
    target: '≤ 5 s',
    reached: worst <= 5,
  };
}
