/** How values are written in a paper: numbers as they are, shares in percent, terms of the program in Chinese. */
import type { TemplateFigure } from '#regime';
import { statusWords } from '../status-words.ts';
import { inChinese } from './measures.ts';
import { officialDay } from './official.ts';

type Writing = TemplateFigure['as'];
/** Stands where there is no value. */
export const nothing = '—';

const terms: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(statusWords).map(([status, { zh }]) => [status, zh])),
  nation: '国家',
  province: '省级',
  city: '市级',
  county: '县级',
  township: '乡级',
  village: '村级',
  same: '一致',
  only_a: '仅甲有',
  only_b: '仅乙有',
  tighter: '乙更严',
  looser: '乙更宽',
  different: '不同',
  annual: '每年',
  semiannual: '每半年',
  quarterly: '每季度',
  monthly: '每月',
  per_term: '任期内',
  once: '一次',
  by_date: '限期',
  standing: '长期',
  often: '经常',
  event: '遇事',
  leadership: '领导责任',
  meeting: '会议',
  study: '学习',
  visit: '走访调研',
  contact: '联系点',
  plan: '规划方案',
  task: '任务推进',
  fund: '资金项目',
  report: '工作报告',
  disclosure: '公开',
  supervision: '监督',
  assessment: '考核',
  support: '帮扶支持',
};

/** A period key in words: 2026年第一季度, 2026年上半年, 2026年3月, 任期内 (自2024年3月15日起). */
export function periodWords(key: string): string | undefined {
  const [, year, half, quarter, month] = /^(\d{4})(?:H([12])|Q([1-4])|-(\d{2}))?$/.exec(key) ?? [];
  if (year !== undefined) {
    if (half !== undefined) return `${year}年${half === '1' ? '上' : '下'}半年`;
    if (quarter !== undefined) return `${year}年第${inChinese(Number(quarter))}季度`;
    return month === undefined ? `${year}年` : `${year}年${Number(month)}月`;
  }
  const term = /^T(\d{4}-\d{2}-\d{2})$/.exec(key)?.[1];
  if (term !== undefined) return `任期内（自${officialDay(term)}起）`;
  const [, from, to] = /^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/.exec(key) ?? [];
  return from === undefined || to === undefined ? undefined : `${officialDay(from)}至${officialDay(to)}`;
}

/** A value as text. */
export function written(value: unknown, as: Writing): string {
  if (value === null || value === undefined || value === '') return nothing;
  if (Array.isArray(value)) return value.length === 0 ? nothing : value.map((one) => written(one, as)).join('、');
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'object') {
    const { zh, name } = value as { zh?: unknown; name?: unknown };
    return zh === undefined ? written(name, as) : printable(String(zh));
  }
  if (as === 'percent' && typeof value === 'number') return `${trimmed(value * 100, 1)}%`;
  if (as === 'decimal' && typeof value === 'number') return trimmed(value, 1);
  if (as === 'day' && /^\d{4}-\d{2}-\d{2}$/.test(String(value))) return officialDay(String(value));
  if (as === 'term') return terms[String(value)] ?? periodWords(String(value)) ?? String(value);
  return printable(String(value));
}

/** Text as a paper can hold it: controls and halves of characters, which no file format takes, become spaces. */
export const printable = (text: string): string =>
  text.toWellFormed().replaceAll(/[\p{Cc}\p{Noncharacter_Code_Point}\u{FFFD}]/gu, ' ');

const trimmed = (value: number, digits: number): string => String(Number(value.toFixed(digits)));
