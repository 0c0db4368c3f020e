/**
 * What a unit is, from code and name alone. The rules were found by reading all 665,276 rows of the 2023 data;
 * `db/units/overrides.yaml` corrects single units.
 *
 * City level: 市辖区, 县, 省直辖县级行政区划, 自治区直辖县级行政区划 only hold counties together: `statistical`.
 * County level: codes 71-79 are development and management zones: `statistical`; so are codes ending in 00 (东莞, 中山,
 *   儋州 repeat their city there because they have no counties). Names in 区 are districts, but 林区 of 神农架 and 特区 of
 *   六枝 are counties; 县, 市, 旗 and the rest are counties.
 * Township level: 001-099 are streets, 100-399 towns and townships; 直辖村级区划 there are fillers: `statistical`.
 *   400-599 hold what is like a township: zones, farms, forests, companies, prisons: `statistical`, unless the name
 *   (or what stands in its brackets) ends in 街道 or 办事处: street, or in 镇, 乡, 苏木: township.
 * Village level: 001-199 are residents' committees, 200-399 villagers' committees; 400-499 is like the former,
 *   500-599 like the latter. The name goes before the code where it says 村民委员会, 村委会, 嘎查, 牧委会 or 渔委会:
 *   village. In 200-399 everything is a village, also 生产队 and 社区 of the countryside. In 400-599 only a name that
 *   says committee, village or community is one; 生活区, 连队, 管理区 of farms and zones are `statistical`.
 *   虚拟 (made up), 类似 (like) and 直辖 (without a committee) are `statistical` everywhere.
 */
import type { UnitCode } from './unit.ts';

/** `statistical`: no government and no village organisation, owes nothing; only holds others together. */
export const kinds = [
  'nation',
  'province',
  'city',
  'county',
  'district',
  'street',
  'township',
  'village',
  'community',
  'statistical',
] as const;
export type Kind = (typeof kinds)[number];

const heldTogether = /^(市辖区|县|(省|自治区)直辖县级行政区划)$/;
const bracketed = /[（(]([^（()）]*)[）)]/g;
const streetEnd = /街道(办事处|筹备[处组]|服务中心)?$|办事处$|街道地区$/;
const officeOfEnterprise = /(林业局|厂区)办事处$/;
const townshipEnd = /镇$|乡$|苏木$/;
const notTownship = /小镇$|乡镇$/;
const filler = /虚拟|类似|直辖/;
const villageWord = /村民?委员?会|村委|村民|嘎查|牧民?委员?会|渔民?委员?会/;
const villageEnd = /(村民?委员?会|村委|嘎查|牧民?委员?会|渔民?委员?会|村)$/;
const residentEnd = /(居民?委员?会|居民?委|居委|社区)$/;

/** The kind of a unit. Village level: `village` means rural, `community` urban. */
export function kindOf(code: UnitCode, name: string): Kind {
  switch (code.length) {
    case 1:
      return 'nation';
    case 2:
      return 'province';
    case 4:
      return heldTogether.test(name) ? 'statistical' : 'city';
    case 6:
      return countyKind(Number(code.slice(4)), name);
    case 9:
      return townshipKind(Number(code.slice(6)), name);
    default:
      return villageKind(Number(code.slice(9)), name);
  }
}

function countyKind(place: number, name: string): Kind {
  if (place === 0 || (place >= 71 && place <= 79)) return 'statistical';
  if (/^神农架林区$|特区$/.test(name)) return 'county';
  return name.endsWith('区') ? 'district' : 'county';
}

function townshipKind(place: number, name: string): Kind {
  if (filler.test(name)) return 'statistical';
  if (place < 100) return 'street';
  if (place < 400) return 'township';
  for (const words of [name.replace(bracketed, ''), ...[...name.matchAll(bracketed)].map((match) => match[1] ?? '')]) {
    if (streetEnd.test(words) && !officeOfEnterprise.test(words)) return 'street';
    if (words.includes('办事处') && words.endsWith('乡')) return 'street';
    if (townshipEnd.test(words) && !notTownship.test(words)) return 'township';
  }
  return 'statistical';
}

function villageKind(place: number, name: string): Kind {
  if (filler.test(name)) return 'statistical';
  if (place >= 200 && place < 400) return 'village';
  const words = name.replace(bracketed, '');
  if (place < 200) return villageWord.test(words) && !/居民?委/.test(words) ? 'village' : 'community';
  if (villageEnd.test(words)) return 'village';
  return residentEnd.test(words) ? 'community' : 'statistical';
}
