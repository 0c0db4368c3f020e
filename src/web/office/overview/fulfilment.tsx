/** Fulfilment by level, by duty group, by duty; and how far the coverage duties have come. */
import { Link } from '@tanstack/react-router';
import type { Figures } from '#contract';
import { Count, Rate } from '../../kit/figures.tsx';
import { count } from '../../kit/format.ts';
import { type Say, sayOr, useLanguage } from '../../kit/language.ts';
import { DutyLink } from '../../kit/links.tsx';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Empty } from '../../kit/states.tsx';
import { type Overview, opensToList } from './shape.ts';

export function figureColumns<T>(say: Say, of: (row: T) => Figures): Column<T>[] {
  return [
    {
      id: 'due',
      head: say('figure.due'),
      end: true,
      sort: (row) => of(row).due,
      cell: (row) => <Count value={of(row).due} />,
    },
    {
      id: 'overdue',
      head: say('status.overdue'),
      end: true,
      sort: (row) => of(row).overdue,
      cell: (row) => <Count value={of(row).overdue} late />,
    },
    {
      id: 'due_soon',
      head: say('status.due_soon'),
      end: true,
      sort: (row) => of(row).due_soon,
      cell: (row) => <Count value={of(row).due_soon} />,
    },
    {
      id: 'rate',
      head: say('figure.rate'),
      end: true,
      sort: (row) => of(row).rate ?? 2,
      cell: (row) => <Rate rate={of(row).rate} />,
    },
  ];
}

export function LevelRows({ overview }: { overview: Overview }) {
  const { say } = useLanguage();
  const opens = opensToList(overview.unit.level);
  const code = overview.unit.code;
  const rows = overview.levels.filter((row) => row.figures.owed > 0);
  if (rows.length === 0) return <Empty>{say('overview.nothingOwed')}</Empty>;
  return (
    <Rows
      caption={say('overview.levels')}
      rows={rows}
      rowKey={(row) => row.level}
      columns={[
        {
          id: 'level',
          head: say('figure.level'),
          main: true,
          cell: (row) =>
            opens ? (
              <Link to="/u/$code/obligations" params={{ code }} search={{ level: row.level }}>
                {say(`level.${row.level}`)}
              </Link>
            ) : (
              say(`level.${row.level}`)
            ),
        },
        { id: 'units', head: say('figure.units'), end: true, cell: (row) => <Count value={row.units} /> },
        ...figureColumns<(typeof rows)[number]>(say, (row) => row.figures),
      ]}
    />
  );
}

export function GroupRows({ overview }: { overview: Overview }) {
  const { say } = useLanguage();
  const opens = opensToList(overview.unit.level);
  const code = overview.unit.code;
  const rows = overview.groups.filter((row) => row.figures.owed > 0);
  return (
    <Rows
      caption={say('overview.groups')}
      rows={rows}
      rowKey={(row) => row.group}
      columns={[
        {
          id: 'group',
          head: say('figure.group'),
          main: true,
          cell: (row) =>
            opens ? (
              <Link to="/u/$code/obligations" params={{ code }} search={{ group: row.group }}>
                {sayOr(say, `group.${row.group}`, row.group)}
              </Link>
            ) : (
              sayOr(say, `group.${row.group}`, row.group)
            ),
        },
        {
          id: 'owed',
          head: say('figure.owed'),
          end: true,
          sort: (row) => row.figures.owed,
          cell: (row) => <Count value={row.figures.owed} />,
        },
        {
          id: 'met',
          head: say('status.met'),
          end: true,
          sort: (row) => row.figures.met,
          cell: (row) => <Count value={row.figures.met} />,
        },
        ...figureColumns<(typeof rows)[number]>(say, (row) => row.figures),
      ]}
    />
  );
}

type DutyRow = Overview['duties'][number];
export function DutyRows({ overview }: { overview: Overview }) {
  const { say, word, language } = useLanguage();
  const code = overview.unit.code;
  const rows = overview.duties.filter((row) => row.figures.owed > 0);
  const opens = (row: DutyRow) => opensToList(overview.unit.level) || row.level === overview.unit.level;
  return (
    <Rows
      caption={say('overview.duties')}
      rows={rows}
      rowKey={(row) => row.duty}
      columns={[
        {
          id: 'duty',
          head: say('figure.duty'),
          main: true,
          cell: (row) => <DutyLink duty={row.duty}>{word(row.name)}</DutyLink>,
        },
        { id: 'level', head: say('figure.level'), cell: (row) => say(`level.${row.level}`) },
        {
          id: 'cadence',
          head: say('figure.cadence'),
          cell: (row) => sayOr(say, `cadence.${row.cadence}`, row.cadence),
        },
        {
          id: 'owed',
          head: say('figure.owed'),
          end: true,
          sort: (row) => row.figures.owed,
          cell: (row) =>
            opens(row) ? (
              <Link to="/u/$code/obligations" params={{ code }} search={{ duty: row.duty }}>
                <span className="unseen">{word(row.name)} </span>
                {count(row.figures.owed, language)}
              </Link>
            ) : (
              <Count value={row.figures.owed} />
            ),
        },
        ...figureColumns<DutyRow>(say, (row) => row.figures),
      ]}
    />
  );
}

export function Coverage({ overview }: { overview: Overview }) {
  const { say, word, language } = useLanguage();
  return (
    <Rows
      caption={say('overview.coverage')}
      rows={overview.coverage}
      rowKey={(row) => row.duty}
      columns={[
        {
          id: 'duty',
          head: say('figure.duty'),
          main: true,
          cell: (row) => <DutyLink duty={row.duty}>{word(row.name)}</DutyLink>,
        },
        { id: 'level', head: say('figure.level'), cell: (row) => say(`level.${row.level}`) },
        { id: 'holders', head: say('coverage.holders'), end: true, cell: (row) => <Count value={row.holders} /> },
        { id: 'met', head: say('coverage.met'), end: true, cell: (row) => <Count value={row.met} /> },
        {
          id: 'reached',
          head: say('coverage.reached'),
          end: true,
          cell: (row) =>
            row.targets === null
              ? say('coverage.unknown', { n: count(row.reached, language) })
              : `${count(row.reached, language)} / ${count(row.targets, language)}`,
        },
        {
          id: 'share',
          head: say('coverage.share'),
          end: true,
          cell: (row) => <Rate rate={row.targets ? row.reached / row.targets : null} />,
        },
      ]}
    />
  );
}
