/**
 * Loads the administrative tree in two parts, each in one transaction: first everything down to township with the flags
 * and counts of the whole tree, then the villages. A part that is in is not loaded again; a part that was broken off
 * left nothing behind.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { levelOf, parentOf } from '#org';
import { Refusal } from '#regime';
import { inChunks } from './open-store.ts';
import { type Survey, type SurveyedUnit, surveyUnits, villageOf } from './survey-units.ts';
import { type Override, openUnitFiles, readUnitRows, type UnitFiles, type UnitRow, unitFiles } from './unit-file.ts';
import { initialsOf } from './unit-rows.ts';

/** The day from which the file's units are in force: before any law in the packs. */
export const firstUnitDay = '2000-01-01';

export type LoadUnits = {
  files?: UnitFiles;
  /** Called with the units handed to the database so far and the units there will be. */
  onProgress?: (units: number, total: number) => void;
};

export type LoadedUnits = { part: 'upper' | 'village'; units: number; alreadyThere: boolean };

const lockKey = '8819313063183411554';

/** Both parts, one after the other. */
export async function loadUnits(pool: pg.Pool, options: LoadUnits = {}): Promise<LoadedUnits[]> {
  return [await loadUpperUnits(pool, options), await loadVillages(pool, options)];
}

/**
 * The units from the nation to the townships, all counts (villages included) and the registered numbers. Throws
 * `Refusal('units_changed')` when other files are in and units have been changed by acts since.
 */
export async function loadUpperUnits(pool: pg.Pool, options: LoadUnits = {}): Promise<LoadedUnits> {
  const files = options.files ?? unitFiles;
  const { stamp, overrides } = await openUnitFiles(files);
  return inPart(pool, 'upper', stamp, async (client) => {
    await emptyUnlessActs(client);
    const survey = await surveyUnits(readUnitRows(files.rows), overrides);
    const total = survey.upper.length + survey.villages;
    await copy(client, 'unit', inChunks(survey.upper.map(lineOf)));
    await copy(client, 'unit_count (scope, level, kind, farming, day, began, ended)', inChunks(countLines(survey)));
    await copy(client, 'unit_fact', inChunks(factLines(overrides)));
    options.onProgress?.(survey.upper.length, total);
    return survey.upper.length;
  });
}

/** The villages; needs the other part. Throws `Refusal('units_upper_missing')`. */
export async function loadVillages(pool: pg.Pool, options: LoadUnits = {}): Promise<LoadedUnits> {
  const files = options.files ?? unitFiles;
  const { stamp, overrides } = await openUnitFiles(files);
  await sweepBrokenLoad(pool);
  const done = await inPart(pool, 'village', stamp, async (client) => {
    const upper = await client.query("select units from unit_load where part = 'upper' and stamp = $1", [stamp]);
    if (upper.rows.length === 0) {
      throw new Refusal('units_upper_missing', {
        zh: '请先装入乡镇及以上单位。',
        en: 'Load the units down to township first.',
      });
    }
    const counted = await client.query(
      "select sum(began - ended)::int as units from unit_count where scope = '0' and day = $1",
      [firstUnitDay],
    );
    const total = counted.rows[0].units as number;
    let units = 0;
    const report = (loaded: number) => {
      units = loaded;
      options.onProgress?.(upper.rows[0].units + loaded, total);
    };
    await copy(client, 'unit', villageChunks(readUnitRows(files.rows), overrides, report));
    return units;
  });
  // Outside the transaction: plans need the statistics, index-only scans the visibility map.
  if (!done.alreadyThere) await pool.query('vacuum (analyze) unit');
  return done;
}

/** Whether the villages are in, for those who answer meanwhile. */
export async function areVillagesLoaded(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query("select from unit_load where part = 'village'");
  return rows.length > 0;
}

async function inPart(
  pool: pg.Pool,
  part: LoadedUnits['part'],
  stamp: string,
  work: (client: pg.PoolClient) => Promise<number>,
): Promise<LoadedUnits> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [lockKey]);
    const { rows } = await client.query('select stamp, units from unit_load where part = $1', [part]);
    const alreadyThere = rows[0]?.stamp === stamp;
    const units = alreadyThere ? (rows[0].units as number) : await work(client);
    if (!alreadyThere) {
      await client.query('insert into unit_load (part, stamp, units, loaded_at) values ($1, $2, $3, now())', [
        part,
        stamp,
        units,
      ]);
      if (part === 'upper') await client.query('analyze unit, unit_count');
    }
    await client.query('commit');
    return { part, units, alreadyThere };
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function emptyUnlessActs(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query(
    `select exists (select from unit_act) as acts, exists (select from unit_load) as loaded,
            exists (select from unit) as units`,
  );
  if (rows[0].acts && rows[0].units) {
    throw new Refusal('units_changed', {
      zh: '单位数据文件已变，但库中单位已有变更记录，不能整体重装；请以单位变更逐项处理。',
      en: 'The unit files changed, but units here have been changed by acts since; enter the differences as unit acts.',
    });
  }
  if (rows[0].units || rows[0].loaded) await client.query('truncate unit, unit_count, unit_fact, unit_load');
}

/** Gives back the room of a village load that was killed half way, else every try would make the table larger. */
async function sweepBrokenLoad(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query(
    `select pg_relation_size('unit') > 32 * 1024 * 1024 and not exists (select from unit_load where part = 'village')
         as broken_off`,
  );
  if (rows[0].broken_off) await pool.query('vacuum unit');
}

/** Lines of a table in the text form of COPY, in as they come. */
export async function copy(client: pg.PoolClient, table: string, chunks: Iterable<Buffer> | AsyncIterable<Buffer>) {
  await pipeline(Readable.from(chunks), client.query(copyFrom(`copy ${table} from stdin`)));
}

function lineOf(unit: SurveyedUnit): string {
  const { code, kind, name, pinyin } = unit;
  const farming = unit.farming ? 't' : 'f';
  const parent = parentOf(code) ?? '\\N';
  return `${code}\t${parent}\t${levelOf(code)}\t${kind}\t${farming}\t${name}\t${pinyin}\t${initialsOf(pinyin)}\t${firstUnitDay}\t\\N\n`;
}

function* countLines({ counts }: Survey): Generator<string> {
  for (const [scope, own] of counts) {
    for (const [profile, units] of own) yield `${scope}\t${profile}\t${firstUnitDay}\t${units}\t0\n`;
  }
}

function* factLines(overrides: Map<string, Override>): Generator<string> {
  const plain = (text: string) => text.replace(/[\\\t\n\r]/g, ' ');
  for (const { code, facts } of overrides.values()) {
    for (const { fact, day, value, source } of facts) yield `${code}\t${fact}\t${day}\t${value}\t${plain(source)}\n`;
  }
}

/** Lines joined into chunks of 64 kB: one chunk a line costs two thirds more time. */
export async function* villageChunks(
  rows: AsyncIterable<UnitRow[]>,
  overrides: Map<string, Override>,
  report: (loaded: number) => void,
): AsyncGenerator<Buffer> {
  let loaded = 0;
  for await (const batch of rows) {
    const villages = batch.filter(([code]) => code.length === 12);
    yield* inChunks(villages.map((row) => lineOf(villageOf(row, overrides))));
    loaded += villages.length;
    report(loaded);
  }
}
