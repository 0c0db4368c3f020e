/** An instant as people of Asia/Shanghai read it, to the minute or second. */
import type { Language } from '../language.ts';

const forms = new Map<string, Intl.DateTimeFormat>();

export function moment(instant: string, language: Language, withSeconds = false): string {
  const key = `${language}${withSeconds}`;
  const known =
    forms.get(key) ??
    new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'medium',
      timeStyle: withSeconds ? 'medium' : 'short',
    });
  forms.set(key, known);
  return known.format(new Date(instant));
}
