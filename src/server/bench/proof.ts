/** Checking a million acts: chains, records, credits and tallies, beside reading and hashing the same acts once. */
import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { addDays, type Day, type Library } from '#regime';
import type { ThrowAway } from '../database/index.ts';
import type { ActRequest } from '../store/acts.ts';
import { addTallies, BulkMemory, claimHomes, headOf, judgeHome, writeHome } from '../store/bulk-acts.ts';
import { loadUpperUnits } from '../store/load-units.ts';
import { openStore, type Stores } from '../store/open-store.ts';
import { orgInside } from '../store/org-view.ts';
import { verifyAll } from '../store/verify.ts';
import { type Line, ratioOf, seconds } from './line.ts';
import { freshPool } from './load.ts';

const homes = 100;

/** Acts of a county: records that are made and mended once, spread over the last two years. */
function* actsOf(county: string, today: Day, count: number): Generator<ActRequest> {
  const by = { actor: 'bench', at: `${today}T00:00:00.000Z`, today, county };
  for (let n = 0; n < count / 2; n += 1) {
    const record = randomUUID();
    const day = addDays(today, -(n % 700) - 1);
    const fields = { evidence: 'training-record', matters: ['key-tasks'], title: `记录 ${n}` };
    yield {
      ...by,
      record,
      id: randomUUID(),
      verb: 'create',
      body: { kind: 'document-record', unit: county, day, fields },
    };
    yield { ...by, record, id: randomUUID(), verb: 'amend', body: { version: 1, fields: { title: `记录 ${n} 更正` } } };
  }
}

async function fill(stores: Stores, library: Library, county: string, today: Day, count: number): Promise<void> {
  const memory = new BulkMemory();
  await stores.asLoader(async (store) => {
    await claimHomes(store, [county]);
    const home = { county, org: await orgInside(store, county), head: await headOf(store, county) };
    await writeHome(store, library, await judgeHome(library, home, [...actsOf(county, today, count)], memory), memory);
    await addTallies(store, memory);
  });
}

/** The least that any check of acts costs: every row read once, and a digest of its text. */
async function rawRead(pool: pg.Pool, counties: readonly string[]): Promise<number> {
  const start = performance.now();
  for (const county of counties) {
    const { rows } = await pool.query<{ text: string }>({
      name: 'raw',
      text: 'select act::text as text from act where county_code = $1 order by seq',
      values: [county],
    });
    for (const { text } of rows) createHash('sha256').update(text).digest('hex');
  }
  return (performance.now() - start) / 1000;
}

/** Fills counties of the real tree with so many acts and checks them all. */
export async function proofLine(cluster: ThrowAway, library: Library, today: Day, total = 1_000_000): Promise<Line> {
  const pool = await freshPool(cluster, 'proof');
  try {
    await loadUpperUnits(pool);
    const { rows } = await pool.query<{ code: string }>(
      `select code from (select code, row_number() over (order by code) n, count(*) over () total from unit
         where level = 'county' and farming and valid_to is null) u
        where (n - 1) % greatest(1, total / $1) = 0 order by code limit $1`,
      [homes],
    );
    const counties = rows.map(({ code }) => code);
    const stores = openStore(pool);
    for (const county of counties) await fill(stores, library, county, today, total / counties.length);
    await pool.query('vacuum analyze');
    const raw = await rawRead(pool, counties);
    const start = performance.now();
    const { acts, breaches } = await verifyAll(stores, library);
    const taken = (performance.now() - start) / 1000;
    return {
      what: `verify of ${acts.toLocaleString('en')} acts`,
      measured: `${seconds(taken)}, ${Math.round(acts / taken).toLocaleString('en')} acts a second`,
      raw: `each row read once and its text hashed: ${seconds(raw)}`,
      ratio: ratioOf(taken, raw),
      target: '–',
      reached: breaches.length === 0 ? null : false,
      note: `${counties.length} counties; every hash, record, credit, progress, tally and second look`,
    };
  } finally {
    await pool.end();
  }
}
