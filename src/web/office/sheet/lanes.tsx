/** Twelve months from left to right; each obligation a bar over its period with status, progress and due mark. */
import type { ObligationRow, Reply } from '#contract';
import { periodName, shortMonth } from '../../kit/format.ts';
import { sayOr, useLanguage } from '../../kit/language.ts';
import { ClauseLink, DutyLink, ObligationLink } from '../../kit/links.tsx';
import { StatusSign } from '../../kit/status-mark.tsx';

type Lane = Reply<'getSheet'>['lanes'][number];
interface Scale {
  readonly year: number;
  readonly day: string;
}

/** Where a day lies in the year, as a share 0..1; outside it stays at the edge. */
function shareOf(day: string, year: number, after = false): number {
  const start = Date.UTC(year, 0, 1);
  const length = Date.UTC(year + 1, 0, 1) - start;
  const at = Date.parse(`${day}T00:00:00Z`) + (after ? 86_400_000 : 0);
  return Math.min(Math.max((at - start) / length, 0), 1);
}
const percentOf = (share: number) => `${(share * 100).toFixed(2)}%`;

export function Lanes({ lanes, year, day }: { lanes: readonly Lane[]; year: number; day: string }) {
  const { say, language } = useLanguage();
  const months = Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`);
  const inYear = day.startsWith(String(year));
  return (
    <div
      className={inYear ? 'lanes with-today' : 'lanes'}
      style={{ '--today': percentOf(shareOf(day, year)) } as React.CSSProperties}
    >
      <div className="lane lane-months" aria-hidden="true">
        <span />
        <span className="lane-track">
          {months.map((month, index) => (
            <span key={month} style={{ left: percentOf(index / 12), width: percentOf(1 / 12) }}>
              {shortMonth(month, language)}
            </span>
          ))}
        </span>
      </div>
      <ul>
        {lanes.map((lane) => (
          <LaneRow key={lane.duty} lane={lane} scale={{ year, day }} />
        ))}
      </ul>
      <p className="small quiet">{say('lanes.legend')}</p>
    </div>
  );
}

function LaneRow({ lane, scale }: { lane: Lane; scale: Scale }) {
  const { say, word } = useLanguage();
  return (
    <li className="lane">
      <div className="lane-name">
        <DutyLink duty={lane.duty}>{word(lane.name)}</DutyLink>
        <span className="small quiet">
          {sayOr(say, `cadence.${lane.cadence}`, lane.cadence)}{' '}
          {lane.clauses.map((clause) => (
            <ClauseLink key={clause.id} id={clause.id}>
              {clause.citation}
            </ClauseLink>
          ))}
        </span>
      </div>
      <ul className={lane.obligations.length > 4 ? 'lane-track many' : 'lane-track'}>
        {lane.obligations.map((row) => (
          <Bar key={row.key} row={row} scale={scale} tight={lane.obligations.length > 4} />
        ))}
      </ul>
    </li>
  );
}

function Bar({ row, scale, tight }: { row: ObligationRow; scale: Scale; tight: boolean }) {
  const { say, word, language } = useLanguage();
  const from = shareOf(row.from, scale.year);
  const to = row.to === null ? 1 : Math.max(shareOf(row.to, scale.year, true), from + 0.02);
  const dueLater = row.due !== null && row.due > `${scale.year}-12-31`;
  const period = periodName(row.period, language, say);
  const status = say(`status.${row.status}`);
  return (
    <li className="lane-item" style={{ left: percentOf(from), width: percentOf(to - from) }}>
      <ObligationLink of={row} className={`lane-bar ${row.status}`}>
        <span className="unseen">
          {word(row.name)} {period}:{' '}
        </span>
        <StatusSign status={row.status} />
        <span className={tight ? 'lane-word' : undefined}>{status}</span>
        <span className="lane-period">{period}</span>
        <Pips row={row} />
        {row.vacant && !tight && <span className="small">{say('seat.vacant')}</span>}
        {row.due !== null && (
          <span className={tight ? 'lane-due lane-word' : 'lane-due'}>
            {say('lanes.due', { day: row.due.slice(dueLater ? 0 : 5) })}
          </span>
        )}
      </ObligationLink>
    </li>
  );
}

/** A square for each one done, the floor as a bar after the number needed, the goal as a diamond. */
function Pips({ row }: { row: ObligationRow }) {
  const { say } = useLanguage();
  const need = row.need ?? 0;
  const last = Math.max(need, row.goal ?? 0, row.done);
  if (row.targets !== null || row.need === null || last > 8 || last < 2) {
    return (
      <span className="lane-count">{row.need === null ? row.done : `${row.done}/${row.targets ?? row.need}`}</span>
    );
  }
  const label = say('lanes.pips', { done: row.done, need, goal: row.goal ?? need });
  return (
    <span className="pips" role="img" aria-label={label} title={label}>
      {Array.from({ length: last }, (_, index) => index + 1).map((n) => (
        <i
          key={n}
          className={`${n <= row.done ? 'done' : ''} ${n === need ? 'floor' : ''} ${n === row.goal ? 'goal' : ''}`}
        />
      ))}
    </span>
  );
}
