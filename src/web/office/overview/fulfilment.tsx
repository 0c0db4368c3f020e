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

export function figureColumns<T>(say: Say, of: (row: T) => Figures, bounds?: readonly number[]): Column<T>[] {
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
      cell: (row) => <Rate rate={of(row).rate} bounds={bounds} />,
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

/** Duties by the level that owes them. Where there are many, only the level with most overdue lies open. */
export function Duties({ overview }: { overview: Overview }) {
  const { say, language } = useLanguage();
  const rows = overview.duties.filter((row) => row.figures.owed > 0);
  const levels = [...new Set(overview.levels.map((row) => row.level))]
    .map((level) => ({ level, rows: rows.filter((row) => row.level === level) }))
    .filter((group) => group.rows.length > 0)
    .map((group) => ({ ...group, overdue: group.rows.reduce((sum, row) => sum + row.figures.overdue, 0) }));
  const most = Math.max(...levels.map((group) => group.overdue));
  return levels.map((group) => (
    <details key={group.level} className="fold" open={rows.length <= 20 || group.overdue === most}>
      <summary>
        {say('overview.dutiesOf', {
          level: say(`level.${group.level}`),
          n: group.rows.length,
          overdue: count(group.overdue, language),
        })}
      </summary>
      <DutyRows overview={overview} rows={group.rows} />
    </details>
  ));
}

function DutyRows({ overview, rows }: { overview: Overview; rows: readonly DutyRow[] }) {
  const { say, word, language } = useLanguage();
  const code = overview.unit.code;
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

type CoverageRow = Overview['coverage'][number];

/** One row for each duty, whatever law it is counted under; targets that no register gives stay unknown. */
function summed(rows: readonly CoverageRow[]): CoverageRow[] {
  const found = new Map<string, CoverageRow>();
  for (const row of rows) {
    const old = found.get(row.duty);
    if (!old) {
      found.set(row.duty, row);
      continue;
    }
    found.set(row.duty, {
      ...old,
      holders: old.holders + row.holders,
      met: old.met + row.met,
      reached: old.reached + row.reached,
      targets: old.targets === null || row.targets === null ? null : old.targets + row.targets,
    });
  }
  return [...found.values()];
}

export function Coverage({ overview }: { overview: Overview }) {
  const { say, word, language } = useLanguage();
  return (
    <Rows
      caption={say('overview.coverage')}
      rows={summed(overview.coverage)}
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
          cell: (row) => (row.targets ? <Rate rate={row.reached / row.targets} /> : null),
        },
      ]}
    />
  );
}
