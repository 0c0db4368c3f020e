/** Sample persons in their seats, and sample registers of households and natural villages. */
import type { Unit } from '#org';
import { addDays, type Day } from '#regime';
import type { NamedTenure } from '../store/org-view.ts';
import type { PlantedFact } from '../store/plant.ts';
import { Random } from './random.ts';

const stems = [...'甲乙丙丁戊己庚辛壬癸'];
const branches = [...'子丑寅卯辰巳午未申酉戌亥'];
const digits = [...'〇一二三四五六七八九'];

/** 示例甲 … 示例癸, then 示例甲子 … 示例癸亥, then 示例甲子二 and so on: nobody can take them for a person. */
export function sampleName(number: number): string {
  if (number < stems.length) return `示例${stems[number]}`;
  const at = number - stems.length;
  const round = Math.floor(at / 60);
  const pair = `${stems[at % 10]}${branches[at % 12]}`;
  if (round === 0) return `示例${pair}`;
  return `示例${pair}${[...String(round + 1)].map((digit) => digits[Number(digit)]).join('')}`;
}

export type PlantedTenure = NamedTenure & { id: string };

/** What a person in a sample home needs to be told apart. */
export class Roster {
  readonly tenures: PlantedTenure[] = [];
  readonly #home: string;
  readonly #random: Random;

  constructor(home: string, seed: number) {
    this.#home = home;
    this.#random = new Random(seed, 'people', home);
  }

  seat(unit: string, seat: string, from: Day, to: Day | null = null): void {
    const number = this.tenures.length;
    this.tenures.push({
      id: this.#random.uuid(),
      unit,
      seat,
      person: `sample-${this.#home}-${number + 1}`,
      name: sampleName(number),
      from,
      to,
      acting: false,
      sample: true,
    });
  }

  /** A first day in office, between two counts of days back. */
  since(today: Day, most: number, least: number): Day {
    return addDays(today, -this.#random.whole(least, most));
  }
}

const heads = ['party-secretary', 'government-head'] as const;
const streetHeads = ['street-party-secretary', 'street-director'] as const;

/** Days since which the county's secretary, and the vacancy, of the deep sample are as they are. */
export const handover = { left: 141, came: 138, vacant: 60 } as const;

/**
 * Holders of the seats of a home. Deep: the secretary changed some months ago and one township head's seat is vacant;
 * deep and light: townships and villages too; thin and upper: the two heads.
 */
export function peopleOf(
  home: string,
  units: readonly Unit[],
  today: Day,
  seed: number,
  depth: string,
): PlantedTenure[] {
  const roster = new Roster(home, seed);
  const [first, second] = heads;
  const isDeep = depth === 'deep';
  if (isDeep) {
    roster.seat(home, first, roster.since(today, 900, 800), addDays(today, -handover.left));
    roster.seat(home, first, addDays(today, -handover.came));
  } else roster.seat(home, first, roster.since(today, 850, 120));
  roster.seat(home, second, roster.since(today, 850, 300));
  if (!isDeep && depth !== 'light') return roster.tenures;
  const townships = units.filter((unit) => unit.level === 'township' && unit.farming && unit.kind !== 'statistical');
  for (const [at, unit] of townships.entries()) {
    const [one, other] = unit.kind === 'street' ? streetHeads : heads;
    const isVacant = isDeep && at === Math.min(2, townships.length - 1);
    roster.seat(unit.code, one, roster.since(today, 800, 250));
    roster.seat(unit.code, other, roster.since(today, 800, 250), isVacant ? addDays(today, -handover.vacant) : null);
  }
  for (const unit of units)
    if (unit.level === 'village' && unit.farming)
      roster.seat(unit.code, 'village-party-secretary', roster.since(today, 850, 200));
  return roster.tenures;
}

const source = '示例数据（非统计数字）';

/** Registers from a day on: households of villages, natural villages of villages and, summed, of townships. */
export function registersOf(
  units: readonly Unit[],
  day: Day,
  seed: number,
  townships: ReadonlySet<string>,
): PlantedFact[] {
  const facts: PlantedFact[] = [];
  for (const township of units.filter((unit) => unit.level === 'township' && unit.farming)) {
    if (!townships.has(township.code)) continue;
    const random = new Random(seed, 'register', township.code);
    let groups = 0;
    for (const village of units) {
      if (village.level !== 'village' || !village.farming || !village.code.startsWith(township.code)) continue;
      const natural = random.whole(3, 9);
      groups += natural;
      facts.push({ unit: village.code, fact: 'households', day, value: random.whole(60, 240), source });
      facts.push({ unit: village.code, fact: 'natural_villages', day, value: natural, source });
    }
    facts.push({ unit: township.code, fact: 'natural_villages', day, value: groups, source });
  }
  return facts;
}
