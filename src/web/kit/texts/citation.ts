/**
 * How a clause is cited, read from its id (`national-2022/art11/item2/s1`): the documents are cited in Chinese only, so
 * English pages make their own, and a page that has nothing but the id still says it in words.
 */
const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1 to 999 as Chinese texts number their articles. */
function chineseNumber(n: number): string {
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor((n % 100) / 10), n % 10];
  const high = hundreds > 0 ? `${digits[hundreds]}百${tens === 0 && ones > 0 ? '零' : ''}` : '';
  return `${high}${tens > 1 || (tens === 1 && hundreds > 0) ? digits[tens] : ''}${tens > 0 ? '十' : ''}${digits[ones]}`;
}

/** The citation; undefined where the id is of another shape. */
export function citationOf(id: string, language: 'zh' | 'en'): string | undefined {
  const [, kind, first, insert, letter = '', second] =
    id.match(/\/(art|sec)(\d+)(?:x(\d+))?([a-z]?)(?:\/(?:item|sub)(\d+))?/) ?? [];
  if (language === 'en' && id.endsWith('/lead')) return 'Opening';
  if (kind === undefined || first === undefined) return undefined;
  if (language === 'en') {
    const number = `${first}${insert ? `-${insert}` : ''}${letter}`;
    return `${kind === 'art' ? 'Art.' : 'Part'} ${number}${second ? ` (${second})` : ''}`;
  }
  const numbered = `第${chineseNumber(Number(first))}${kind === 'art' ? '条' : '部分'}`;
  const name = insert ? `${numbered}之${chineseNumber(Number(insert))}` : numbered;
  return second ? `${name}（${chineseNumber(Number(second))}）` : name;
}
