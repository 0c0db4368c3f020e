/** Sums of cells as the figures that every screen shows, each status in its place. */
import { addDays, type Day } from '#regime';
import type { Cell } from './cells.ts';

export interface Figures {
  owed: number;
  due: number;
  met: number;
  due_met: number;
  excused: number;
  open: number;
  due_soon: number;
  overdue: number;
  /** (due_met + excused of the due) / due, a share 0..1; null when nothing has fallen due. */
  rate: number | null;
}

/** What has fallen due by a day: the due day itself is still in time. */
export const isDue = (cell: Pick<Cell, 'due'>, day: Day): boolean => cell.due !== null && cell.due < day;

/** Near its due day; never before its first day, however short it is. */
const isNear = ({ due, period, dueSoonDays }: Cell, day: Day): boolean =>
  due !== null && period.from <= day && addDays(due, -dueSoonDays) <= day;

/** Figures of nothing, to add to. */
export const emptyFigures = (): Figures => ({
  owed: 0,
  due: 0,
  met: 0,
  due_met: 0,
  excused: 0,
  open: 0,
  due_soon: 0,
  overdue: 0,
  rate: null,
});

/** Adds up cells as of a day. owed = met + excused + open + due_soon + overdue. */
export function figuresOf(cells: readonly Cell[], day: Day): Figures {
  const sum = emptyFigures();
  let dueExcused = 0;
  for (const cell of cells) {
    const left = cell.owed - cell.met - cell.excused;
    sum.owed += cell.owed;
    sum.met += cell.met;
    sum.excused += cell.excused;
    if (isDue(cell, day)) {
      sum.due += cell.owed;
      sum.due_met += cell.met;
      dueExcused += cell.excused;
      sum.overdue += left;
    } else if (isNear(cell, day)) {
      sum.due_soon += left;
    } else {
      sum.open += left;
    }
  }
  if (sum.due > 0) sum.rate = (sum.due_met + dueExcused) / sum.due;
  return sum;
}

/** Figures by a key of the cell, in first-seen order. */
export function figuresBy<K>(cells: readonly Cell[], key: (cell: Cell) => K, day: Day): Map<K, Figures> {
  const parts = new Map<K, Cell[]>();
  for (const cell of cells) {
    const part = parts.get(key(cell));
    if (part) part.push(cell);
    else parts.set(key(cell), [cell]);
  }
  return new Map([...parts].map(([k, part]) => [k, figuresOf(part, day)]));
}
