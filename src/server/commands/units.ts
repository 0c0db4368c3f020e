/** `zerentian units load`: the administrative tree into the database. `units search TEXT`: units by name, pinyin or code. */
import { Refusal } from '#regime';
import { openDatabase } from '../database/index.ts';
import { loadUnits } from '../store/load-units.ts';
import { type Io, readOptions } from './io.ts';
import { progressTo } from './progress.ts';
import { withUnits } from './session.ts';
import { tableOf } from './table.ts';

const verbs = ['load', 'search'];

export async function run(args: readonly string[], io: Io): Promise<void> {
  const { values, rest } = readOptions(args, { limit: 'value' });
  const [verb = '', ...words] = rest;
  if (verb === 'load') return load(io);
  if (verb !== 'search' || words.length === 0)
    throw new Refusal('command_unknown', {
      command: `units ${verb}`.trim(),
      commands: verbs.map((one) => `units ${one}`),
    });
  const limit = values.limit === undefined ? {} : { limit: Number(values.limit) };
  const { rows } = await withUnits(io, ({ ask }) => ask('searchUnits', { query: { q: words.join(' '), ...limit } }));
  io.give(
    rows,
    tableOf(
      ['代码 code', '名称 name', '上级 above'],
      rows.map((row) => [row.code, row.name, row.path]),
    ),
  );
}

async function load(io: Io): Promise<void> {
  const database = await openDatabase(io.config);
  try {
    const progress = progressTo(io);
    const onProgress = (units: number, total: number): void => progress.show('装入单位 units', units, total);
    const parts = await loadUnits(database.pool, { onProgress }).finally(progress.end);
    const units = parts.reduce((sum, part) => sum + part.units, 0);
    const already = parts.every((part) => part.alreadyThere);
    const count = units.toLocaleString('en');
    const text = already
      ? `${count} 个单位早已装载。 units were in already.`
      : `已装载 ${count} 个单位。 units loaded.`;
    io.give({ units, already }, text);
  } finally {
    await database.stop();
  }
}
