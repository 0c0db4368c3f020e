/** What villages record: notices month by month, household visits, the key tasks of the year. */
import { addDays, type Day, daysBetween, periodsOf } from '#regime';
import type { Fields, Place } from './notebook.ts';

const boards = ['村务公开栏', '村部公示栏', '村民微信群和公开栏', '各组公开栏'];
const topics = ['farmer-benefits', 'land-transfer', 'use-of-money', 'project-building', 'other'];

/**
 * Notices of the year: money every month, Party and village affairs once a quarter with one of them; some are missing.
 * `left` are months of which nothing is said.
 */
export function disclose({ book, unit, zeal }: Place, year: number, left: readonly string[] = []): void {
  const { random, today } = book;
  for (const quarter of periodsOf('quarterly', year)) {
    const months = periodsOf('monthly', year).filter(({ from }) => quarter.from <= from && from <= quarter.to);
    const joint = random.pick(months.filter(({ key }) => !left.includes(key)))?.key;
    for (const { key, from, to } of months) {
      if (from > today) return;
      const withAffairs = key === joint;
      const isMissing = !random.isLucky(zeal);
      const day = book.workday(addDays(from, random.whole(9, daysBetween(from, to))), from);
      if (isMissing || day > today || left.includes(key)) continue;
      const classes = withAffairs ? ['party-affairs', 'village-affairs', 'finance'] : ['finance'];
      const fields: Fields = { classes, period: key };
      if (withAffairs) {
        fields.topics = random.shuffled(topics).slice(0, 2).sort();
        fields.note = random.pick(boards);
      }
      book.record({ kind: 'village-disclosure', unit: unit.code, day, fields });
    }
  }
}

const problems = [
  '两户反映灌溉水渠堵塞，已安排清淤。',
  '核对惠农补贴到账情况，无异议。',
  '帮助一户办理医保报销。',
  '提醒冬季用电用火安全。',
  '了解外出务工和返乡就业意愿。',
];

/** Visits to households by the village's secretary: the whole register within the year, more or less on pace. */
export function visitHouseholds({ book, unit, zeal }: Place, year: number): void {
  const { random, today, org } = book;
  const [tenure] = org.tenures(unit.code, 'village-party-secretary');
  const households = org.fact(unit.code, 'households', today);
  if (!tenure || households === undefined) return;
  const first = tenure.from > `${year}-01-01` ? tenure.from : `${year}-01-01`;
  if (first > today) return;
  const elapsed = daysBetween(`${year}-01-01`, today) / 365;
  const share = Math.min(1, elapsed * (0.45 + zeal * 0.7));
  const numbers = random.shuffled(
    Array.from({ length: households }, (_, n) => `示例${String(n + 1).padStart(3, '0')}`),
  );
  const reached = numbers.slice(0, Math.round(share * households));
  const rounds = Math.max(1, Math.round(elapsed * 6));
  const each = Math.ceil(reached.length / rounds);
  for (let round = 0; round < rounds; round += 1) {
    const group = reached.slice(round * each, (round + 1) * each);
    if (group.length === 0) continue;
    const [from, to] = stretch(first, today, round, rounds);
    for (let at = 0; at < group.length; at += 100) {
      const fields: Fields = {
        contact_way: random.pick(['visit', 'visit', 'visit', 'call', 'video']),
        seats: [`${unit.code}:village-party-secretary`],
        households: group.slice(at, at + 100).sort(),
      };
      if (random.isLucky(0.3)) Object.assign(fields, { problem_solved: true, note: random.pick(problems) });
      book.record({ kind: 'household-visit', unit: unit.code, day: book.dayWithin(from, to), fields });
    }
  }
}

/** The `at`-th of so many equal stretches of an interval of days. */
export function stretch(from: Day, to: Day, at: number, of: number): [Day, Day] {
  const days = daysBetween(from, to);
  return [addDays(from, Math.floor((days * at) / of)), addDays(from, Math.floor((days * (at + 1)) / of))];
}

/** The key tasks of the year, set in spring. */
export function setTasks({ book, unit, zeal }: Place, year: number): void {
  const day = book.dayWithin(`${year}-02-20`, `${year}-04-20`);
  if (day > book.today || !book.random.isLucky(zeal)) return;
  const fields: Fields = { plan_type: 'village-tasks', title: `${unit.name}${year}年重点任务`, year };
  book.record({ kind: 'plan-document', unit: unit.code, day, fields });
}
