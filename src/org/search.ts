/** A reading of joined letters: `ba don` with its whole syllables `ba`; the last one may be unfinished. */
export type Cut = { readonly text: string; readonly whole: readonly string[] };

/** What someone typed into the search box, understood. All texts are NFKC, trimmed, lower case, without blanks. */
export type UnitQuery =
  | { readonly by: 'code'; readonly digits: string }
  | {
      readonly by: 'name';
      readonly text: string;
      /** Names that count as exactly this one: with and without the usual endings (县, 镇, 村民委员会 …). */
      readonly exact: readonly string[];
      readonly letters: readonly string[];
    }
  | {
      readonly by: 'latin';
      /** Joined letters, `v` for ü: full pinyin or initials. */
      readonly text: string;
      readonly exact: readonly string[];
      /** Ways to read the text as syllables, most likely first. */
      readonly cuts: readonly Cut[];
    };

const endings =
  '省 市 自治区 县 区 旗 自治县 自治州 街道 街道办事处 地区 镇 乡 苏木 村 村委会 村民委员会 村村委会 村村民委员会 社区 社区居委会 社区居民委员会 居委会 居民委员会 嘎查'.split(
    ' ',
  );
const latinEndings =
  'sheng shi zizhiqu xian qu qi zizhixian zizhizhou jiedao jiedaobanshichu diqu zhen xiang sumu cun cunweihui cunminweiyuanhui cuncunweihui cuncunminweiyuanhui shequ shequjuweihui shequjuminweiyuanhui juweihui juminweiyuanhui gacha'.split(
    ' ',
  );
const longest = 40;

/** The query behind a text, or null when nothing can be looked for. Digits are a code, letters pinyin or initials. */
export function parseUnitQuery(text: string): UnitQuery | null {
  const plain = text.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
  const shown = [...plain].slice(0, longest).join('');
  if (shown === '') return null;
  if (/^\d+$/.test(shown)) return shown.length <= 12 ? { by: 'code', digits: shown } : null;
  const latin = toLatin(shown);
  if (latin !== null) {
    return { by: 'latin', text: latin, exact: [latin, ...latinEndings.map((end) => latin + end)], cuts: cutsOf(latin) };
  }
  return {
    by: 'name',
    text: shown,
    exact: [shown, ...endings.map((end) => shown + end)],
    letters: [...new Set(shown)],
  };
}

/** Letters without tone marks and apostrophes, ü as v, lue and nue as lve and nve; null when anything else is there. */
function toLatin(text: string): string | null {
  const letters = text
    .normalize('NFD')
    .replace(/u[\u0300-\u036f]*\u0308[\u0300-\u036f]*/gu, 'v')
    .replace(/[\u0300-\u036f'’-]/gu, '')
    .replace(/([ln])ue/gu, '$1ve');
  return /^[a-z]+$/.test(letters) ? letters : null;
}

const initials = ' b p m f d t n l g k h j q x zh ch sh r z c s y w'.split(' ');
const finals =
  'a ai an ang ao e ei en eng er i ia ian iang iao ie in ing iong iu o ong ou u ua uai uan uang ue ui un uo v ve'.split(
    ' ',
  );
const syllables = new Set(initials.flatMap((initial) => finals.map((final) => initial + final)));
const beginnings = new Set([...syllables].flatMap((one) => [...one].map((_, at) => one.slice(0, at + 1))));
const mostCuts = 4;

/** Ways to read joined letters as syllables, fewest and finished ones first; at most four. */
function cutsOf(text: string): Cut[] {
  const found: string[][] = [];
  const dead = new Set<number>();
  const walk = (at: number, taken: string[]): void => {
    if (found.length >= mostCuts * 4 || dead.has(at)) return;
    const before = found.length;
    const rest = text.slice(at);
    if (beginnings.has(rest)) found.push([...taken, rest]);
    for (let size = Math.min(6, rest.length - 1); size > 0; size--) {
      const head = rest.slice(0, size);
      if (syllables.has(head)) walk(at + size, [...taken, head]);
    }
    if (found.length === before) dead.add(at);
  };
  walk(0, []);
  const unfinished = (parts: string[]) => (syllables.has(parts.at(-1) ?? '') ? 0 : 1);
  return found
    .sort((a, b) => a.length - b.length || unfinished(a) - unfinished(b))
    .slice(0, mostCuts)
    .map((parts) => ({ text: parts.join(' '), whole: parts.filter((part) => syllables.has(part)) }));
}
