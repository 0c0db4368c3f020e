/** How much of what fell due in each month was met: as a line and, alike, as a table. */
import { useMemo, useState } from 'react';
import { Chart, type Line } from '../../kit/chart/chart.tsx';
import { Count, Rate } from '../../kit/figures.tsx';
import { shortMonth } from '../../kit/format.ts';
import { useLanguage } from '../../kit/language.ts';
import { Rows } from '../../kit/rows.tsx';
import { Empty } from '../../kit/states.tsx';
import type { Overview } from './shape.ts';

export function Trend({ rows }: { rows: Overview['trend'] }) {
  const { say, language } = useLanguage();
  const [table, setTable] = useState(false);
  const lines = useMemo<Line[]>(
    () => [
      { name: say('figure.rate'), points: rows.map((row) => [shortMonth(row.month, language), row.rate] as const) },
    ],
    [rows, language, say],
  );
  const due = rows.filter((row) => row.due > 0);
  return (
    <>
      <div className="part-head">
        <h2 id="trend">{say('overview.trend')}</h2>
        {due.length > 0 && (
          <button type="button" className="link-button no-print" aria-pressed={table} onClick={() => setTable(!table)}>
            {say(table ? 'chart.asChart' : 'chart.asTable')}
          </button>
        )}
      </div>
      {due.length === 0 ? (
        <Empty>{say('trend.none')}</Empty>
      ) : table ? (
        <Rows
          caption={say('overview.trend')}
          rows={due}
          rowKey={(row) => row.month}
          columns={[
            { id: 'month', head: say('trend.month'), main: true, cell: (row) => row.month },
            { id: 'due', head: say('figure.due'), end: true, cell: (row) => <Count value={row.due} /> },
            { id: 'met', head: say('status.met'), end: true, cell: (row) => <Count value={row.met} /> },
            { id: 'rate', head: say('figure.rate'), end: true, cell: (row) => <Rate rate={row.rate} /> },
          ]}
        />
      ) : (
        <figure>
          <Chart label={say('trend.label')} lines={lines} axis="category" share />
        </figure>
      )}
    </>
  );
}
