/** What happens besides the ordinary: something waived, withdrawn, corrected, left undone. */
import { keyOf, type Obligation, obligations } from '#ledger';
import { addDays, type Day, periodsOf } from '#regime';
import type { Notebook, Place } from './notebook.ts';
import { disclose } from './village.ts';

/** Counted obligations of a unit that have fallen due this year, in the order of the law. */
function fallenDue(book: Notebook, unit: string, year: number): Obligation[] {
  return obligations(book.law(), book.org, unit, book.today, { year }).filter(
    (owed) => owed.due !== null && owed.due < book.today && owed.targets === null,
  );
}

/** Two of a unit's obligations that nobody serves, where its law has any due within the year; the first will be waived. */
export function leftOf(book: Notebook, unit: string, year: number): Obligation[] {
  const due = fallenDue(book, unit, year);
  const first = due.at(-1);
  const second = due.find((owed) => owed.duty !== first?.duty);
  return [first, second].filter((owed) => owed !== undefined);
}

/** Excuses one obligation with a reason, a few days after it fell due. */
export function waive(book: Notebook, owed: Obligation, reason: string, approver: string): void {
  const day = owed.due !== null && addDays(owed.due, 6) <= book.today ? addDays(owed.due, 6) : book.today;
  const fields = { duty: owed.duty, period: owed.period.key, reason, approver };
  book.accept(book.record({ kind: 'waiver', unit: owed.unit, day, fields, lag: 0 }), day);
}

/** One far village that a head need not reach again within the term (g-8). */
export function waiveVillage(book: Notebook, unit: string, seat: string): void {
  const owed = obligations(book.law(), book.org, unit, book.today).find(
    (one) => one.holder === seat && one.period.key.startsWith('T'),
  );
  const village = book.org.list(unit, 'village', { farming: true }, book.today).at(-1);
  if (!owed || village === undefined) return;
  const day = addDays(book.today, -30);
  if (day < owed.period.from) return;
  const fields = {
    duty: owed.duty,
    period: owed.period.key,
    seat: [`${unit}:${seat}`],
    targets: [village],
    reason: '该村整体搬迁安置，原址已无常住人口（示例）。',
    approver: '县委农村工作领导小组（示例）',
  };
  book.accept(book.record({ kind: 'waiver', unit, day, fields, lag: 0 }), day);
}

/** The months so many months back that lie in the year. */
const monthsBack = (today: Day, year: number, back: readonly number[]): string[] =>
  back.flatMap((months) => periodsOf('monthly', year)[Number(today.slice(5, 7)) - 1 - months]?.key ?? []);

/** A village that keeps its notices but for the last month, has another one waived, and has yet to give this month's. */
export function discloseWithGaps(place: Place, year: number): void {
  const { book, unit } = place;
  const [flooded] = monthsBack(book.today, year, [4]);
  const left = [...monthsBack(book.today, year, [0, 1]), ...(flooded === undefined ? [] : [flooded])];
  disclose({ ...place, zeal: 1 }, year, left);
  const waived = fallenDue(book, unit.code, year).find(({ period }) => period.key === flooded);
  if (waived) waive(book, waived, '当月遭遇洪灾，村部停电停网，公示顺延（示例）。', '乡镇党委（示例）');
}

/** A meeting recorded twice and withdrawn, and a visit whose theme was corrected. */
export function slips(book: Notebook, unit: string): void {
  const day = book.workday(addDays(book.today, -75), addDays(book.today, -90));
  const twice = book.record({ kind: 'meeting', unit, day, fields: { meeting_type: 'dispatch' }, lag: 0 });
  book.withdraw(twice, addDays(day, 2), '与同日已登记的会议重复（示例）。');
  const seat = [...book.law().seats.keys()].find((id) => book.org.tenures(unit, id).some((one) => one.to === null));
  const village = book.org.list(unit, 'village', { farming: true }, book.today)[0];
  const tenure = seat === undefined ? undefined : book.org.tenures(unit, seat).at(-1);
  const visited = addDays(book.today, -20);
  if (!tenure || village === undefined || tenure.from > visited) return;
  const fields = { visit_type: 'research', seats: [`${unit}:${seat}`], villages: [village], theme: '产业帮扶' };
  const visit = book.record({ kind: 'visit', unit, day: visited, fields, lag: 0 });
  book.amend(visit, addDays(visited, 3), { theme: '产业帮扶项目联农带农' });
}

/** Keys of obligations, for `Place.left`. */
export const keysOf = (owed: readonly Obligation[]): Set<string> => new Set(owed.map(keyOf));
