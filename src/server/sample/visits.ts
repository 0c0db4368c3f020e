/** Visits by the heads of counties and townships: coverage that grows over the term, each visit a few places of one area. */
import { obligations } from '#ledger';
import { type Day, daysBetween } from '#regime';
import type { Fields, Place } from './notebook.ts';
import { stretch } from './village.ts';

const themes = [
  '粮食生产和耕地保护',
  '防止返贫监测帮扶',
  '特色种养和农产品加工',
  '人居环境整治',
  '乡村治理和移风易俗',
  '农村供水和道路管护',
  '村集体经济项目运行',
  '春耕备耕',
];
const findings = [
  '通组道路一处塌方，已安排乡镇抢修。',
  '村集体茶叶加工点用电容量不足，协调供电部门增容。',
  '部分农户垃圾清运不及时，要求村里调整收运安排。',
  '农产品销路偏窄，联系县内商超对接。',
];

interface Term {
  readonly holder: string;
  readonly from: Day;
  readonly to: Day;
  readonly targets: number;
}

/** The terms of a unit's seats that owe coverage, running or ended, as far as they lie in the law's time. */
function termsOf({ book, unit }: Place): Term[] {
  const law = book.law();
  const terms: Term[] = [];
  for (const duty of law.duties.values()) {
    if (duty.measure.type !== 'coverage' || duty.measure.cadence !== 'per_term') continue;
    if (duty.holder.level !== unit.level) continue;
    for (const holder of duty.holder.seats ?? [])
      for (const tenure of book.org.tenures(unit.code, holder)) {
        const to = tenure.to !== null && tenure.to < book.today ? tenure.to : book.today;
        const [owed] = obligations(law, book.org, unit.code, to, { duty: duty.id });
        const from = tenure.from > law.regime.in_force ? tenure.from : law.regime.in_force;
        if (owed?.targets && from < to) terms.push({ holder, from, to, targets: owed.targets });
      }
  }
  return terms;
}

/** Villages, or village groups where they are registered, that a unit's heads may visit. */
function targetsOf({ book, unit }: Place): string[] {
  const villages = book.org.list(unit.code, 'village', { farming: true }, book.today);
  if (unit.level !== 'township' || book.org.fact(unit.code, 'natural_villages', book.today) === undefined)
    return [...villages];
  return villages.flatMap((code) => {
    const groups = book.org.fact(code, 'natural_villages', book.today) ?? 1;
    return Array.from({ length: groups }, (_, n) => `${code}:${n + 1}`);
  });
}

/** Visits over every term. `pace` says how far a head is against an even pace over five years: 1 is just on it. */
export function visitVillages(place: Place, pace: (holder: string) => number): void {
  const { book, unit } = place;
  const { random } = book;
  const each: [number, number] = unit.level === 'township' ? [4, 9] : [2, 4];
  for (const { holder, from, to, targets } of termsOf(place)) {
    const reached = Math.min(targets, Math.round((targets * pace(holder) * daysBetween(from, to)) / (365 * 5)));
    // Neighbours are visited together: targets stay in the order of their codes, from a place drawn by lot.
    const all = targetsOf(place);
    const start = random.whole(0, Math.max(0, all.length - 1));
    const turned = [...all.slice(start), ...all.slice(0, start)].slice(0, reached);
    const trips: string[][] = [];
    for (let at = 0; at < turned.length; ) {
      const size = random.whole(...each);
      trips.push(turned.slice(at, at + size));
      at += size;
    }
    for (const [at, trip] of trips.entries()) {
      const [early, late] = stretch(from, to, at, trips.length);
      const fields: Fields = {
        visit_type: random.pick(['research', 'village', 'village']),
        seats: [`${unit.code}:${holder}`],
        villages: [...trip].sort(),
        theme: random.pick(themes),
      };
      if (random.isLucky(0.35)) fields.problems = random.pick(findings);
      book.record({ kind: 'visit', unit: unit.code, day: book.dayWithin(early, late), fields });
    }
  }
}
