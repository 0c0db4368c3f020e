/** One table for all lists. On a narrow screen each row becomes a block with its headings beside the values. */
import { type ReactNode, useState } from 'react';
import { useLanguage } from './language.ts';

export interface Column<T> {
  readonly id: string;
  readonly head: string;
  readonly cell: (row: T) => ReactNode;
  /** The heading of the row: first in the block on a narrow screen. */
  readonly main?: boolean;
  readonly end?: boolean;
  readonly sort?: (row: T) => number | string;
}
export interface Order {
  readonly by: string;
  readonly down: boolean;
}

/** Said outright, because `display: block` on a narrow screen takes the roles of a table away. */
const roles = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  head: { role: 'columnheader' },
  main: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

interface RowsProps<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  /** Shown where the order lives outside (in the address). */
  readonly order?: Order | undefined;
  readonly onOrder?: (order: Order) => void;
  readonly showCaption?: boolean;
}

export function Rows<T>({ caption, columns, rows, rowKey, order, onOrder, showCaption }: RowsProps<T>) {
  const [own, setOwn] = useState<Order | undefined>(undefined);
  const now = onOrder ? order : (own ?? order);
  const shown = sorted(rows, columns, now);
  const change = (by: string) => {
    const next: Order = { by, down: now?.by === by ? !now.down : true };
    if (onOrder) onOrder(next);
    else setOwn(next);
  };
  return (
    <table className="rows" {...roles.table}>
      <caption className={showCaption ? undefined : 'unseen'}>{caption}</caption>
      <thead {...roles.group}>
        <tr {...roles.row}>
          {columns.map((column) => (
            <Head key={column.id} column={column} order={now} change={change} />
          ))}
        </tr>
      </thead>
      <tbody {...roles.group}>
        {shown.map((row) => (
          <tr {...roles.row} key={rowKey(row)}>
            {columns.map((column) => (
              <Cell key={column.id} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head<T>({
  column,
  order,
  change,
}: {
  column: Column<T>;
  order: Order | undefined;
  change: (by: string) => void;
}) {
  const { say } = useLanguage();
  const active = order?.by === column.id ? order : undefined;
  return (
    <th
      {...roles.head}
      scope="col"
      className={column.end ? 'end' : undefined}
      aria-sort={active ? (active.down ? 'descending' : 'ascending') : undefined}
    >
      {column.sort ? (
        <button type="button" className="sort" onClick={() => change(column.id)} title={say('rows.sort')}>
          {column.head}
          <span aria-hidden="true">{active ? (active.down ? ' ↓' : ' ↑') : ''}</span>
        </button>
      ) : (
        column.head
      )}
    </th>
  );
}

function Cell<T>({ column, row }: { column: Column<T>; row: T }) {
  const value = column.cell(row);
  if (column.main) {
    return (
      <th {...roles.main} scope="row" className="main">
        {value}
      </th>
    );
  }
  return (
    <td
      {...roles.cell}
      className={column.end ? 'end' : undefined}
      data-label={column.head || undefined}
      data-empty={value === null || undefined}
    >
      {value}
    </td>
  );
}

function sorted<T>(rows: readonly T[], columns: readonly Column<T>[], order: Order | undefined): readonly T[] {
  const key = columns.find((column) => column.id === order?.by)?.sort;
  if (!key || !order) return rows;
  const sign = order.down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    return sign * (typeof x === 'string' || typeof y === 'string' ? String(x).localeCompare(String(y)) : x - y);
  });
}
