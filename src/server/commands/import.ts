/** `zerentian import tenures|people|bodies|seats FILE --unit CODE [--dry]`: a spreadsheet goes in; rows with faults are named. */
import { Refusal } from '#regime';
import { onMachine } from '../operator.ts';
import { type Io, readOptions } from './io.ts';
import { languageOf, withUnits } from './session.ts';
import { tableOf } from './table.ts';
import { need, readNamed } from './wanted.ts';

const whats = ['tenures', 'people', 'bodies', 'seats'] as const;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, flags, rest } = readOptions(args, { unit: 'value', dry: 'flag', lang: 'value' });
  const [what = '', path] = rest;
  const wanted = whats.find((one) => one === what);
  if (!wanted)
    throw new Refusal('command_unknown', { command: `import ${what}`, commands: whats.map((one) => `import ${one}`) });
  const code = need(values.unit, '--unit');
  const lang = languageOf(values.lang, io.config.language);
  const body = await readNamed(need(path, 'FILE'));
  const report = await withUnits(io, ({ handlers }) =>
    handlers.importRows({
      params: { code, what: wanted },
      query: { dry: flags.has('dry') ? 'yes' : 'no' },
      body,
      ...onMachine,
    }),
  );
  const heads = lang === 'zh' ? ['行', '列', '填写', '原因'] : ['row', 'column', 'value', 'why'];
  const rows = report.faults.map((one) => [one.row, one.column[lang], one.value, one.message[lang]]);
  const sum =
    lang === 'zh'
      ? `共 ${report.rows} 行：导入 ${report.good}，已有 ${report.known}，未导入 ${report.bad}`
      : `${report.rows} rows: ${report.good} in, ${report.known} there already, ${report.bad} not`;
  io.give(report, rows.length === 0 ? sum : `${sum}\n${tableOf(heads, rows)}`);
  return report.bad === 0 ? 0 : 1;
}
