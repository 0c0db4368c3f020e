/**
 * How a clause is cited, read from its id (`national-2022/art11/item2/s1`): the documents are cited in Chinese only, so
 * English pages make their own, and a page that has nothing but the id still says it in words.
 */
const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1 to 99 as Chinese texts number their articles. */
function chineseNumber(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${digits[ones]}`;
}

/** The citation; undefined where the id is of another shape. */
export function citationOf(id: string, language: 'zh' | 'en'): string | undefined {
  const [, kind, first, second] = id.match(/\/(art|sec)(\d+)(?:\/(?:item|sub)(\d+))?/) ?? [];
  if (language === 'en' && id.endsWith('/lead')) return 'Opening';
  if (kind === undefined || first === undefined) return undefined;
  if (language === 'en') return `${kind === 'art' ? 'Art.' : 'Part'} ${first}${second ? ` (${second})` : ''}`;
  const name = kind === 'art' ? `第${chineseNumber(Number(first))}条` : `第${chineseNumber(Number(first))}部分`;
  return second ? `${name}（${chineseNumber(Number(second))}）` : name;
}
