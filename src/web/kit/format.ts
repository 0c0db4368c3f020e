/** Numbers, days and periods in words. */
import type { Language, Say } from './language.ts';

export function count(value: number, language: Language): string {
  return new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'zh-CN').format(value);
}

const quarters = ['一', '二', '三', '四'];

/** The key of a period in words: `2026Q1`, `2026H1`, `2026-03`, `T2024-03-15`, `standing`, `2023-04-01/2023-06-30`. */
export function periodName(key: string, language: Language, say: Say): string {
  const zh = language === 'zh';
  const [year, part] = [key.slice(0, 4), key.slice(4)];
  if (/^\d{4}$/.test(key)) return zh ? `${key} 年` : key;
  if (/^Q[1-4]$/.test(part))
    return zh ? `${year} 年第${quarters[Number(part[1]) - 1]}季度` : `${year}, quarter ${part[1]}`;
  if (/^H[12]$/.test(part)) return zh ? `${year} 年${part === 'H1' ? '上' : '下'}半年` : `${year}, half ${part[1]}`;
  if (/^-\d{2}$/.test(part)) return zh ? `${year} 年 ${Number(part.slice(1))} 月` : `${monthName(key)} ${year}`;
  if (key === 'standing') return say('period.standing');
  if (key.startsWith('T')) return say('period.term', { day: key.slice(1) });
  if (key.includes('/')) return key.replace('/', zh ? ' 至 ' : ' to ');
  return key;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
export function monthName(month: string): string {
  return months[Number(month.slice(5, 7)) - 1] ?? month;
}
export function shortMonth(month: string, language: Language): string {
  return language === 'zh' ? `${Number(month.slice(5, 7))}月` : monthName(month);
}

export function instant(text: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(text));
}
