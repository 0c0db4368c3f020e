/** Seats and bodies of a unit that owe something, each with its duty sheet. */
import { Link } from '@tanstack/react-router';
import type { Reply } from '#contract';
import { Count, DayText, Rate } from '../../kit/figures.tsx';
import { useLanguage } from '../../kit/language.ts';
import { UnitHead } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { Sections } from './sections.tsx';

type Row = Reply<'listSeats'>['rows'][number];

export function Screen() {
  const { say } = useLanguage();
  const { code, when } = usePlace();
  const query = useReply('listSeats', { params: { code }, query: when }, { keep: true });
  return (
    <>
      <UnitHead page={say('tab.seats')} lead={say('seats.lead')} />
      <Sections code={code} />
      <Answer query={query}>
        {({ rows }) => (rows.length === 0 ? <Empty>{say('seats.none')}</Empty> : <List rows={rows} />)}
      </Answer>
    </>
  );
}

function List({ rows }: { rows: readonly Row[] }) {
  const { say, word } = useLanguage();
  const { code } = usePlace();
  const columns: Column<Row>[] = [
    {
      id: 'seat',
      head: say('figure.seat'),
      main: true,
      cell: (row) => (
        <Link to="/u/$code/s/$seat" params={{ code, seat: row.seat }}>
          {word(row.name)}
        </Link>
      ),
    },
    { id: 'person', head: say('seat.person'), cell: (row) => <Holder row={row} /> },
    { id: 'since', head: say('seat.from'), cell: (row) => (row.since ? <DayText day={row.since} /> : null) },
    { id: 'owed', head: say('figure.owed'), end: true, cell: (row) => <Count value={row.figures.owed} /> },
    { id: 'met', head: say('status.met'), end: true, cell: (row) => <Count value={row.figures.met} /> },
    { id: 'due_soon', head: say('status.due_soon'), end: true, cell: (row) => <Count value={row.figures.due_soon} /> },
    {
      id: 'overdue',
      head: say('status.overdue'),
      end: true,
      cell: (row) => <Count value={row.figures.overdue} late />,
    },
    { id: 'rate', head: say('figure.rate'), end: true, cell: (row) => <Rate rate={row.figures.rate} /> },
  ];
  return <Rows caption={say('tab.seats')} columns={columns} rows={rows} rowKey={(row) => row.seat} />;
}

function Holder({ row }: { row: Row }) {
  const { say } = useLanguage();
  if (row.person === null) {
    if (row.absent) return <span className="tag">{say('seat.absent')}</span>;
    return row.vacant ? (
      <span className="tag warn">{say('seat.vacant')}</span>
    ) : (
      <span className="quiet">{say('seat.unknown')}</span>
    );
  }
  return (
    <>
      {row.person} {row.sample && <span className="tag sample">{say('sample.mark')}</span>}
    </>
  );
}
