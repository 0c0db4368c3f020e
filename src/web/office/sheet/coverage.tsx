/** How far a coverage duty has come in the term: the pace, the places reached and those not yet. */
import { useMemo, useState } from 'react';
import type { Reply } from '#contract';
import { Chart, type Line } from '../../kit/chart/chart.tsx';
import { Rate } from '../../kit/figures.tsx';
import { useLanguage } from '../../kit/language.ts';
import { DutyLink, ObligationLink } from '../../kit/links.tsx';
import { Rows } from '../../kit/rows.tsx';
import { Empty } from '../../kit/states.tsx';
import { StatusMark } from '../../kit/status-mark.tsx';
import { ReachedPlaces } from './reached-places.tsx';

type Row = Reply<'getSheet'>['coverage'][number];

export function CoveragePart({ row, day }: { row: Row; day: string }) {
  const { say, word } = useLanguage();
  const [table, setTable] = useState(false);
  const of = row.obligation;
  const id = `coverage-${row.duty}`;
  return (
    <section className="part" aria-labelledby={id}>
      <div className="part-head">
        <h2 id={id}>
          <DutyLink duty={row.duty}>{word(row.name)}</DutyLink>
        </h2>
        {row.points.length > 0 && (
          <button type="button" className="link-button no-print" aria-pressed={table} onClick={() => setTable(!table)}>
            {say(table ? 'chart.asChart' : 'chart.asTable')}
          </button>
        )}
      </div>
      {of === null && <Empty>{say('coverage.noTerm')}</Empty>}
      {of && (
        <p className="chips counts">
          <ObligationLink of={of}>
            <StatusMark status={of.status} />
          </ObligationLink>
          {of.targets !== null && <Rate rate={of.targets === 0 ? null : of.done / of.targets} />}
          <span>{say('coverage.done', { done: of.done, targets: of.targets ?? '?' })}</span>
          {row.pace !== null && (
            <span className={of.done < row.pace ? 'late-ink' : 'quiet'}>{paceWords(row.pace, of.done, say)}</span>
          )}
          {row.earlier > 0 && <span className="quiet">{say('coverage.earlier', { n: row.earlier })}</span>}
        </p>
      )}
      {row.points.length > 0 && (table ? <PointRows row={row} /> : <Pace row={row} day={day} />)}
      <ReachedPlaces visited={row.visited} missing={row.missing} />
    </section>
  );
}

function paceWords(pace: number, done: number, say: ReturnType<typeof useLanguage>['say']): string {
  const gap = Math.round(pace - done);
  return gap > 0
    ? say('coverage.behind', { pace: Math.round(pace), gap })
    : say('coverage.onPace', { pace: Math.round(pace) });
}

function Pace({ row, day }: { row: Row; day: string }) {
  const { say } = useLanguage();
  const lines = useMemo<Line[]>(() => {
    const start = row.obligation?.from;
    const targets = row.obligation?.targets ?? null;
    const reached: [string, number][] = row.points.map((point) => [point.day, point.reached]);
    const last = reached.at(-1);
    if (last && last[0] < day) reached.push([day, last[1]]);
    const first: [string, number][] = start ? [[start, 0]] : [];
    const real: Line = { name: say('coverage.reached'), points: [...first, ...reached], step: true };
    if (!start || !row.term_end || targets === null) return [real];
    return [
      real,
      {
        name: say('coverage.pace'),
        dashed: true,
        points: [
          [start, 0],
          [row.term_end, targets],
        ],
      },
    ];
  }, [row, day, say]);
  return (
    <figure>
      <Chart label={say('coverage.chart')} lines={lines} axis="time" top={row.obligation?.targets ?? undefined} />
    </figure>
  );
}

function PointRows({ row }: { row: Row }) {
  const { say } = useLanguage();
  return (
    <Rows
      caption={say('coverage.chart')}
      rows={row.points}
      rowKey={(point) => point.day}
      columns={[
        { id: 'day', head: say('record.day'), main: true, cell: (point) => point.day },
        { id: 'reached', head: say('coverage.reached'), end: true, cell: (point) => point.reached },
      ]}
    />
  );
}
