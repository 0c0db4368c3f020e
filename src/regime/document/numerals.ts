/** Chinese numerals of clause numbers, both ways, up to 九千九百九十九. */
const digits = '〇一二三四五六七八九';
const places: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };
const likeDigits: Record<string, number> = { 零: 0, '○': 0, 两: 2, 廿: 20, 卅: 30 };

/** Characters that a clause number may be made of. */
export const numeralClass = '〇零○一二三四五六七八九十百千两';

/** The value of a numeral (`一百二十三`, `十`, `二〇二三`, `12`, `１２`), or null where it is none. */
export function numeralValue(text: string): number | null {
  if (text === '' || text.length > 12) return null;
  if (/^[0-9０-９]+$/.test(text)) {
    return Number(text.replace(/[０-９]/g, (one) => String(one.charCodeAt(0) - 0xff10)));
  }
  const spoken = [...text].every((one) => digitOf(one) !== null);
  if (spoken && text.length > 1) return [...text].reduce((sum, one) => sum * 10 + digitOf(one)!, 0);
  let sum = 0;
  let digit: number | null = null;
  let last = 10_000;
  for (const one of text) {
    const place = places[one];
    if (place === undefined) {
      const value = digitOf(one);
      if (value === null || (digit !== null && digit !== 0)) return null;
      digit = value;
      continue;
    }
    if (place >= last) return null;
    if (digit === 0 || (digit === null && place !== 10)) return null;
    sum += (digit ?? 1) * place;
    digit = null;
    last = place;
  }
  return sum + (digit ?? 0);
}

function digitOf(one: string): number | null {
  const at = digits.indexOf(one);
  return at >= 0 ? at : (likeDigits[one] ?? null);
}

/** The numeral of 0 to 9999 as official documents write it: 12 -> 十二, 110 -> 一百一十, 203 -> 二百零三. */
export function numeralOf(value: number): string {
  if (value < 10) return digits[value]!.replace('〇', '零');
  let rest = value;
  let text = '';
  let gap = false;
  for (const [sign, place] of [
    ['千', 1000],
    ['百', 100],
    ['十', 10],
  ] as const) {
    const digit = Math.floor(rest / place);
    rest %= place;
    if (digit > 0) {
      const silent = sign === '十' && digit === 1 && text === '';
      text += `${gap ? '零' : ''}${silent ? '' : digits[digit]}${sign}`;
      gap = false;
    } else if (text !== '') gap = true;
  }
  return rest === 0 ? text : `${text}${gap ? '零' : ''}${digits[rest]}`;
}
