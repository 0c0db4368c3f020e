/** Former and later units with the act and its day; each day opens the board just before and on it. */
import { Link } from '@tanstack/react-router';
import type { Reply } from '#contract';
import { DayText } from '../../kit/figures.tsx';
import { sayOr, useLanguage } from '../../kit/language.ts';
import { Rows } from '../../kit/rows.tsx';
import { Empty } from '../../kit/states.tsx';

type Found = Reply<'getUnit'>;

const dayBefore = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

export function Turns({ found }: { found: Found }) {
  const { say } = useLanguage();
  const { unit } = found;
  const rows = [
    ...found.predecessors.map((turn) => ({ ...turn, side: 'former' as const, before: turn.unit, after: unit })),
    ...found.successors.map((turn) => ({ ...turn, side: 'later' as const, before: unit, after: turn.unit })),
  ].sort((a, b) => (a.day < b.day ? -1 : 1));
  if (rows.length === 0) return <Empty>{say('unit.noTurns')}</Empty>;
  return (
    <Rows
      caption={say('unit.turns')}
      rows={rows}
      rowKey={(row) => `${row.side}${row.day}${row.unit.code}`}
      columns={[
        {
          id: 'unit',
          head: say('figure.unit'),
          main: true,
          cell: (row) => (
            <>
              <span className="quiet">{say(`unit.${row.side}`)}</span>{' '}
              <Link
                to="/u/$code/unit"
                params={{ code: row.unit.code }}
                search={(old: object) => ({ ...old, day: row.side === 'former' ? dayBefore(row.day) : undefined })}
              >
                {row.unit.name}
              </Link>{' '}
              <span className="quiet">{row.unit.code}</span>
            </>
          ),
        },
        { id: 'verb', head: say('unitAct.verb'), cell: (row) => sayOr(say, `unitVerb.${row.verb}`, row.verb) },
        { id: 'day', head: say('unitAct.day'), cell: (row) => <DayText day={row.day} /> },
        {
          id: 'look',
          head: say('unit.look'),
          cell: (row) => (
            <span className="chips">
              <Link
                to="/u/$code"
                params={{ code: row.before.code }}
                search={(old: object) => ({ ...old, day: dayBefore(row.day) })}
              >
                {say('unit.dayBefore', { day: dayBefore(row.day) })}
              </Link>
              <Link
                to="/u/$code"
                params={{ code: row.after.code }}
                search={(old: object) => ({ ...old, day: row.day })}
              >
                {say('unit.dayOf', { day: row.day })}
              </Link>
            </span>
          ),
        },
      ]}
    />
  );
}
