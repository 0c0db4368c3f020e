/** How often and how much, as a text says it: 每季度至少1次, 定期, 任期内走遍, 1个以上. A proposal, for a person to confirm. */
import type { Cadence, coverageTargets } from '../pack.ts';
import { numeralClass, numeralValue } from './numerals.ts';

export interface SaidMeasure {
  /** The words that say it, and where they begin in the text. */
  readonly phrase: string;
  readonly at: number;
  readonly type: 'count' | 'coverage' | 'holding' | 'often' | 'event';
  /** For count and coverage; `regular` is 定期, a count whose number the text does not give. */
  readonly cadence: Cadence | 'regular' | 'per_term' | 'by_date' | null;
  /** Least number for count and holding; null where none is said. */
  readonly need: number | null;
  /** Of what all are to be reached: for coverage, and for a count that asks for it oftener than once a year. */
  readonly of: (typeof coverageTargets)[number] | null;
  readonly window: { readonly from: string; readonly to: string } | null;
}

const times: readonly (readonly [RegExp, NonNullable<SaidMeasure['cadence']>])[] = [
  [/每半年/g, 'semiannual'],
  [/每个?季度?|按季度?/g, 'quarterly'],
  [/每个?月(?!底)|按月/g, 'monthly'],
  [/每年度?|每一年|按年度/g, 'annual'],
  [/任期内/g, 'per_term'],
  [/(?<!不)定期/g, 'regular'],
];
const numeral = `[0-9０-９]{1,4}|[${numeralClass}]{1,5}`;
const number = new RegExp(
  `(?:至少|不少于|不低于)[^，。；]{0,14}?(${numeral})(?:次|场|个|名|篇|户|项|天|轮)|(${numeral})(?:次|场|篇|轮|天)(?:以上|及以上)?`,
);
const holding = new RegExp(`(?:联系|挂点|包)[^，。；]{0,6}?(${numeral})个以上`, 'g');
const targets: readonly (readonly [RegExp, NonNullable<SaidMeasure['of']>])[] = [
  [/自然村组|村民小组|自然村/, 'village_groups'],
  [/农户|村民家庭|住户/, 'households'],
  [/行政村|建制村/, 'villages'],
  [/乡镇/, 'townships'],
  [/县/, 'counties'],
];

/** Every measure that a stretch of text says, in its order. */
export function measuresIn(text: string): SaidMeasure[] {
  const found: SaidMeasure[] = [];
  for (const [pattern, cadence] of times) {
    for (const { 0: word, index } of text.matchAll(pattern)) found.push(timed(text, word, index, cadence));
  }
  for (const match of text.matchAll(holding)) {
    found.push(said(match[0], match.index, 'holding', { need: numeralValue(match[1]!) }));
  }
  for (const { 0: phrase, index } of text.matchAll(/经常性?(?!费)|常态化/g))
    found.push(said(phrase, index, 'often', {}));
  for (const { 0: phrase, index } of text.matchAll(/不定期|及时|适时/g)) found.push(said(phrase, index, 'event', {}));
  for (const match of text.matchAll(/(\d{4})年(\d{1,2})月(底|(\d{1,2})日)(?:之?前|以前)/g)) {
    const [phrase, year = '', month = '', , day] = match;
    const to = `${year}-${month.padStart(2, '0')}-${(day ?? lastDay(Number(year), Number(month))).padStart(2, '0')}`;
    found.push(
      said(phrase, match.index, 'count', { cadence: 'by_date', need: 1, window: { from: `${year}-01-01`, to } }),
    );
  }
  return found.sort((a, b) => a.at - b.at);
}

const lastDay = (year: number, month: number): string =>
  String(
    month === 2
      ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
        ? 29
        : 28
      : [4, 6, 9, 11].includes(month)
        ? 30
        : 31,
  );

const said = (phrase: string, at: number, type: SaidMeasure['type'], more: Partial<SaidMeasure>): SaidMeasure => ({
  cadence: null,
  need: null,
  of: null,
  window: null,
  ...more,
  phrase,
  at,
  type,
});

/** A time with what stands behind it in the same part of the sentence: a number, or 走遍 with what is to be reached. */
function timed(text: string, word: string, at: number, cadence: NonNullable<SaidMeasure['cadence']>): SaidMeasure {
  const rest = text.slice(at, at + 60);
  const end = rest.search(/[，,。；;]/);
  const part = end < 0 ? rest : rest.slice(0, end);
  const covers = /走遍|走访|遍访|入户/.test(part) && /所有|全部|每户|每村|走遍|遍访/.test(part);
  const of = covers ? (targets.find(([pattern]) => pattern.test(part))?.[1] ?? null) : null;
  const yearly = cadence === 'annual' || cadence === 'per_term';
  if (of && yearly) return said(part, at, 'coverage', { cadence, of });
  const hit = number.exec(part);
  const need = hit ? numeralValue(hit[1] ?? hit[2]!) : null;
  const phrase = hit ? part.slice(0, hit.index + hit[0].length) : word;
  const assumed = cadence === 'regular' ? null : 1;
  return said(phrase, at, 'count', { cadence, need: need ?? assumed, of });
}

const perYear: Partial<Record<string, number>> = { annual: 1, semiannual: 2, quarterly: 4, monthly: 12, regular: 1 };

/** Whether `local` asks more or less than `base`; null where the two cannot be set against each other. */
export function tighter(local: SaidMeasure, base: SaidMeasure): 'tighter' | 'looser' | 'same' | null {
  // All households twice a year is more than all of them once.
  if (local.type === 'count' && base.type === 'coverage' && local.of !== null && local.of === base.of)
    return (perYear[local.cadence ?? ''] ?? 0) > 1 ? 'tighter' : null;
  if (local.type !== base.type) return null;
  if (local.type === 'holding') return signOf((local.need ?? 1) - (base.need ?? 1));
  if (local.type === 'coverage') {
    if (local.of !== base.of) return null;
    return signOf(Number(local.cadence === 'annual') - Number(base.cadence === 'annual'));
  }
  if (local.type !== 'count' || !local.cadence || !base.cadence) return null;
  const [own, other] = [perYear[local.cadence], perYear[base.cadence]];
  if (own === undefined || other === undefined) return null;
  const more = own * (local.need ?? 1) - other * (base.need ?? 1);
  // A number where the base gives none is tighter, even when it is the least one.
  if (more === 0 && base.cadence === 'regular' && local.cadence !== 'regular') return 'tighter';
  return signOf(more);
}

const signOf = (value: number): 'tighter' | 'looser' | 'same' =>
  value > 0 ? 'tighter' : value < 0 ? 'looser' : 'same';
