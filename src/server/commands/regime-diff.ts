/** `zerentian regime diff A B [--place CODE]`: two regimes side by side, and what the change means on the real tree. */
import { meetsCondition, nation, parseUnitCode, type Unit, type UnitCode } from '#org';
import { type Comparison, type CountOf, compareLaws, type Impact, impact, type Library, Refusal } from '#regime';
import { openLibrary } from '../pack-files.ts';
import { surveyUnits } from '../store/survey-units.ts';
import { openUnitFiles, readUnitRows, unitFiles } from '../store/unit-file.ts';
import type { RegimeAsked } from './regime.ts';
import type { Words } from './session.ts';
import { tableOf } from './table.ts';
import { need } from './wanted.ts';

export async function diff({ io, lang, words, values, day }: RegimeAsked): Promise<number> {
  const library = await openLibrary();
  const [a, b] = [need(words[0], 'A'), need(words[1], 'B')];
  const [before, after] = [library.under(a, day), library.under(b, day)];
  const place = parseUnitCode(values.place ?? groundOf(library, a, b));
  const compared = compareLaws(before, after);
  const meant = impact(before, after, await countsFromFile(place));
  io.give({ ...compared, place, impact: meant }, textOf(compared, meant, place, lang));
  return 0;
}

/** The ground of the more local of the two. */
function groundOf(library: Library, a: string, b: string): string {
  return [b, a].map((id) => library.packs.get(id)?.jurisdiction ?? nation).find((code) => code !== nation) ?? nation;
}

/** Units at and below a place as the committed unit file has them; registers are not in it. */
async function countsFromFile(place: UnitCode): Promise<CountOf> {
  const { overrides } = await openUnitFiles(unitFiles);
  const survey = await surveyUnits(readUnitRows(unitFiles.rows), overrides);
  const own = survey.counts.get(place);
  if (!own) throw new Refusal('unit_unknown', { value: place, field: '--place' });
  const rows = [...own].map(([profile, units]) => {
    const [level = '', kind = '', farming = ''] = profile.split('\t');
    return { level, kind, farming: farming === 't', units };
  });
  return (of, where = {}) => {
    if (of === 'households' || of === 'village_groups') return null;
    return rows
      .filter((row) => row.level === of && meetsCondition(row as unknown as Unit, where))
      .reduce((sum, row) => sum + row.units, 0);
  };
}

const changeWords: Record<Words, Record<string, string>> = {
  zh: { only_a: '仅前者', only_b: '仅后者', tighter: '更严', looser: '更宽', different: '不同' },
  en: { only_a: 'only a', only_b: 'only b', tighter: 'tighter', looser: 'looser', different: 'different' },
};

function textOf({ a, b, duties, totals }: Comparison, { levels, seats }: Impact, place: string, lang: Words): string {
  const zh = lang === 'zh';
  const changed = duties.filter((row) => row.change !== 'same');
  const rows = changed.map((row) => [
    changeWords[lang][row.change],
    row.level,
    row.name[lang],
    row.a?.summary[lang] ?? null,
    row.b?.summary[lang] ?? null,
    row.b?.clauses[0] ?? row.a?.clauses[0],
  ]);
  const counted = Object.entries(totals).map(
    ([change, count]) => `${changeWords[lang][change] ?? (zh ? '相同' : 'same')} ${count}`,
  );
  const acts = levels.filter((row) => row.acts_a + row.acts_b > 0);
  return [
    `${a} → ${b} · ${counted.join(' · ')}`,
    tableOf(
      zh ? ['变化', '层级', '责任', '前者', '后者', '条款'] : ['change', 'level', 'duty', a, b, 'clause'],
      rows,
      44,
    ),
    zh ? `每年办理次数（${place} 的实际单位）` : `Acts a year, on the real units of ${place}`,
    tableOf(
      zh ? ['层级', '单位', '前者', '后者', '每单位前者', '每单位后者'] : ['level', 'units', a, b, 'each', 'each'],
      acts.map((row) => [
        row.level,
        row.units,
        Math.round(row.acts_a),
        Math.round(row.acts_b),
        one(row.per_unit_a),
        one(row.per_unit_b),
      ]),
    ),
    tableOf(
      zh ? ['层级', '职务或机构', '新增', '减少', '变化'] : ['level', 'seat or body', 'gains', 'loses', 'changes'],
      seats.map((row) => [row.level, row.name[lang], row.gains.length, row.loses.length, row.changes.length]),
    ),
  ].join('\n\n');
}

const one = (value: number): number => Math.round(value * 10) / 10;
