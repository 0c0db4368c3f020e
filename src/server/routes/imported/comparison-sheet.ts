/** The comparison of two prints as a spreadsheet: one row a difference, then every clause with both wordings. */
import { Readable } from 'node:stream';
import { writeXlsxStream } from 'hucre/xlsx';
import type { Reply } from '#contract';
import { Download } from '../../http/handlers.ts';

type Lang = 'zh' | 'en';
type Comparison = Reply<'comparePrints'>;

const heads = {
  zh: ['类别', '左条款', '右条款', '左', '右', '上下文', '左位置', '右位置'],
  en: ['Class', 'Left clause', 'Right clause', 'Left', 'Right', 'Context', 'Left place', 'Right place'],
} as const;
const widths = [12, 18, 18, 36, 36, 40, 10, 10];

export const kindWords: Readonly<Record<Comparison['differences'][number]['kind'], Record<Lang, string>>> = {
  layout: { zh: '版面', en: 'layout' },
  punctuation: { zh: '标点', en: 'punctuation' },
  wording: { zh: '文字', en: 'wording' },
  missing: { zh: '缺失', en: 'missing' },
  legal: { zh: '可能涉及法律含义', en: 'legally relevant (guess)' },
};

/** Every cell is text: nothing in it is ever computed. */
export function comparisonSheet(found: Comparison, lang: Lang): Download {
  const columns = heads[lang].map((header, at) => ({ header, width: widths[at] ?? 12, numFmt: '@' }));
  const bytes = writeXlsxStream(rowsOf(found, lang), {
    name: lang === 'zh' ? '差异' : 'Differences',
    columns,
    freezePane: { rows: 1 },
  });
  const name = lang === 'zh' ? '两稿对照.xlsx' : 'comparison.xlsx';
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return new Download(type, name, Readable.from(bytes as unknown as AsyncIterable<Uint8Array>));
}

function* rowsOf({ differences }: Comparison, lang: Lang): Generator<string[]> {
  const place = (at: { line: number; char: number } | null): string => (at ? `${at.line}:${at.char}` : '');
  for (const { kind, a, b, left, right, context, place_a, place_b } of differences)
    yield [kindWords[kind][lang], a ?? '', b ?? '', left, right, context, place(place_a), place(place_b)];
}
