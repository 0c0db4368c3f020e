/** Reading: overview, children and search through the whole server, beside the bare statement they cannot do without. */
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { type Line, milliseconds, quantile, ratioOf, timesOf } from './line.ts';

/** Spread over the tree by a fixed step, so that every run asks the same units. */
async function unitsAt(pool: pg.Pool, level: string, most: number): Promise<string[]> {
  const { rows } = await pool.query<{ code: string }>(
    `select code from (select code, row_number() over (order by code) n, count(*) over () total from unit where level = $1) u
     where (n - 1) % greatest(1, total / $2) = 0 order by code limit $2`,
    [level, most],
  );
  return rows.map((row) => row.code);
}

interface Asked {
  readonly times: number[];
  readonly statements: number;
}

async function ask(app: FastifyInstance, urls: readonly string[]): Promise<Asked> {
  let statements = 0;
  const get = (url: string) => async () => {
    const reply = await app.inject({ method: 'GET', url });
    if (reply.statusCode !== 200) throw new Error(`${url}: ${reply.statusCode} ${reply.body.slice(0, 300)}`);
    statements = Math.max(statements, Number(reply.headers['x-sql-statements']));
  };
  await timesOf(urls.slice(0, 20).map(get));
  return { times: await timesOf(urls.map(get)), statements };
}

// A day in the second half of a year, so that it reads the totals as the program does.
const rawTally = `select unit_code, duty, period, met, excused, done from tally
  where county_code = any($1) and unit_code = any($1) and year in (0, $2) and span = 'total'`;
const rawLive = `select duty, period, count(met_day), sum(done) from fulfilment
  where county_code = $1 and starts_with(unit_code, $2) and year in (0, $3) group by left(unit_code, 9), duty, period`;

async function rawOverview(pool: pg.Pool, code: string, day: string): Promise<unknown> {
  const year = Number(day.slice(0, 4));
  if (code.length > 6) return pool.query({ name: 'live', text: rawLive, values: [code.slice(0, 6), code, year] });
  const { rows } = await pool.query<{ code: string }>('select code from unit where parent = $1 or code = $1', [code]);
  const units = rows.map((row) => row.code).filter((unit) => unit.length <= 6);
  return pool.query({ name: 'tally', text: rawTally, values: [units, year] });
}

const levels = [
  ['nation', 1, 60],
  ['province', 31, 2],
  ['city', 60, 1],
  ['county', 100, 1],
  ['township', 100, 1],
  ['village', 100, 1],
] as const;

/** The duty overview by level; `day` is the day looked at. */
export async function overviewLines(app: FastifyInstance, pool: pg.Pool, day: string): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [level, most, rounds] of levels) {
    const units = level === 'nation' ? ['0'] : await unitsAt(pool, level, most);
    const codes = Array.from({ length: rounds }, () => units).flat();
    const { times, statements } = await ask(
      app,
      codes.map((code) => `/api/units/${code}/overview?day=${day}`),
    );
    const raw = await timesOf(codes.map((code) => () => rawOverview(pool, code, day)));
    const p95 = quantile(times, 0.95);
    lines.push({
      what: `duty overview of a ${level}`,
      measured: `p50 ${milliseconds(quantile(times, 0.5))}, p95 ${milliseconds(p95)}, ${statements} statements`,
      raw: `its tally statement alone: p95 ${milliseconds(quantile(raw, 0.95))}`,
      ratio: ratioOf(p95, quantile(raw, 0.95)),
      target: 'p95 ≤ 50 ms, ≤ 10 statements',
      reached: p95 <= 50 && statements <= 10,
    });
  }
  return lines;
}

const queries =
  '花垣 十八洞 密云 东莞 仙桃 新华村 村 大 龘 园花 huayuan hua xian shibadong hyx ylz 4331 433124 43312411 9'.split(
    ' ',
  );

/** Children of units of every level, and searches by name, pinyin, initials and code. */
export async function treeLines(app: FastifyInstance, pool: pg.Pool): Promise<Line[]> {
  const parents = ['0', ...(await unitsAt(pool, 'province', 31)), ...(await unitsAt(pool, 'county', 60))];
  const children = await ask(
    app,
    parents.map((code) => `/api/units/${code}/children?limit=200`),
  );
  const bareChildren = await timesOf(
    parents.map(
      (code) => () => pool.query('select code, name from unit where parent = $1 order by code limit 200', [code]),
    ),
  );
  const rounds = Array.from({ length: 10 }, () => queries).flat();
  const search = await ask(
    app,
    rounds.map((text) => `/api/units?q=${encodeURIComponent(text)}`),
  );
  const bareSearch = await timesOf(
    rounds.map((text) => () => pool.query("select code, name from unit where name like $1 || '%' limit 20", [text])),
  );
  const line = (what: string, { times }: Asked, bare: number[], words: string, limit: number): Line => ({
    what,
    measured: `p50 ${milliseconds(quantile(times, 0.5))}, p95 ${milliseconds(quantile(times, 0.95))}`,
    raw: `${words}: p95 ${milliseconds(quantile(bare, 0.95))}`,
    ratio: ratioOf(quantile(times, 0.95), quantile(bare, 0.95)),
    target: `p95 ≤ ${limit} ms`,
    reached: quantile(times, 0.95) <= limit,
  });
  return [
    line('children of a unit', children, bareChildren, 'select by parent', 50),
    line('search over 665,277 units', search, bareSearch, 'name prefix only', 150),
  ];
}
