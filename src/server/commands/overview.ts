/** `zerentian overview --unit CODE [--day D] [--year Y] [--regime R] [--units then|now]`: how a unit and everything below it stand. */
import { setTimeout } from 'node:timers/promises';
import type { Figures, Reply } from '#contract';
import { Refusal } from '#regime';
import { type Io, readOptions } from './io.ts';
import { languageOf, type Words, withUnits } from './session.ts';
import { percent, tableOf } from './table.ts';
import { need } from './wanted.ts';

const known = { unit: 'value', day: 'value', year: 'value', regime: 'value', units: 'value', lang: 'value' } as const;

export async function run(args: readonly string[], io: Io): Promise<void> {
  const { values } = readOptions(args, known);
  const code = need(values.unit, '--unit');
  const lang = languageOf(values.lang, io.config.language);
  const { day, year, regime } = values;
  const query = {
    ...(day !== undefined && { day }),
    ...(year !== undefined && { year: Number(year) }),
    ...(regime !== undefined && { regime }),
    ...(values.units !== undefined && { units: values.units as 'then' | 'now' }),
  };
  const board = await withUnits(io, ({ ask }) => patiently(io, () => ask('getOverview', { params: { code }, query })));
  io.give(board, textOf(board, lang));
}

/** The answer, waited for as long as a what-if is still being counted. */
async function patiently<T>(io: Io, ask: () => Promise<T>): Promise<T> {
  for (let told = -1; ; ) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'whatif_computing') throw error;
      const { done, total } = error.facts;
      if (done !== told) io.note(`换制重算 what-if: ${String(done)} / ${String(total)}`);
      told = Number(done);
      await setTimeout(1000);
    }
  }
}

const heads: Record<Words, string[]> = {
  zh: ['', '应尽', '到期', '到期已完成', '已豁免', '已逾期', '完成率'],
  en: ['', 'owed', 'due', 'due met', 'excused', 'overdue', 'rate'],
};
const levelWords: Readonly<Record<string, string>> = {
  nation: '国家',
  province: '省级',
  city: '市级',
  county: '县级',
  township: '乡级',
  village: '村级',
};

const cells = (f: Figures) => [f.owed, f.due, f.due_met, f.excused, f.overdue, percent(f.rate)];

function textOf(board: Reply<'getOverview'>, lang: Words): string {
  const zh = lang === 'zh';
  const levels = board.levels.map(({ level, units, figures }) => [
    zh ? `${levelWords[level] ?? level} ${units}` : `${level} ${units}`,
    ...cells(figures),
  ]);
  const overdue = board.duties
    .filter((row) => row.figures.overdue > 0)
    .sort((a, b) => b.figures.overdue - a.figures.overdue);
  return [
    `${board.unit.name} ${board.unit.code} · ${board.day} · ${board.regime.name[lang]}`,
    '',
    tableOf(heads[lang], [[zh ? '合计' : 'total', ...cells(board.total)], ...levels]),
    ...(overdue.length === 0
      ? []
      : [
          '',
          tableOf(
            [zh ? '逾期的责任' : 'overdue', ...(heads[lang].slice(1) ?? [])],
            overdue.slice(0, 12).map((row) => [row.name[lang], ...cells(row.figures)]),
          ),
        ]),
    ...(board.children.length === 0
      ? []
      : [
          '',
          tableOf(
            [zh ? '下级' : 'below', ...(heads[lang].slice(1) ?? [])],
            board.children.slice(0, 40).map((row) => [row.unit.name, ...cells(row.figures)]),
          ),
        ]),
  ].join('\n');
}
