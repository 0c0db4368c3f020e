/** Handovers at a unit: to be begun, to be signed, closed. */
import { Link } from '@tanstack/react-router';
import type { Reply } from '#contract';
import { DayText } from '../../kit/figures.tsx';
import { useLanguage } from '../../kit/language.ts';
import { UnitHead } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { Sections } from '../seats/sections.tsx';

type Row = Reply<'listHandovers'>['rows'][number];

export function Screen() {
  const { say } = useLanguage();
  const { code } = usePlace();
  const query = useReply('listHandovers', { params: { code } });
  return (
    <>
      <UnitHead page={say('handover.title')} lead={say('handover.lead')} under="tab.seats" />
      <Sections code={code} />
      <Answer query={query}>
        {({ rows }) => (rows.length === 0 ? <Empty>{say('handover.none')}</Empty> : <List rows={rows} />)}
      </Answer>
    </>
  );
}

function List({ rows }: { rows: readonly Row[] }) {
  const { say, word } = useLanguage();
  const columns: Column<Row>[] = [
    {
      id: 'seat',
      head: say('figure.seat'),
      main: true,
      cell: (row) => (
        <Link to="/u/$code/handovers/$tenure" params={{ code: row.seat.unit.code, tenure: row.tenure }}>
          {word(row.seat.name)}
        </Link>
      ),
    },
    { id: 'leaver', head: say('handover.leaver'), cell: (row) => row.leaver.name },
    {
      id: 'taker',
      head: say('handover.taker'),
      cell: (row) => row.taker?.name ?? <span className="tag warn">{say('handover.vacant')}</span>,
    },
    { id: 'ended', head: say('handover.ended'), cell: (row) => <DayText day={row.ended} /> },
    { id: 'due', head: say('handover.due'), cell: (row) => <DayText day={row.due} /> },
    {
      id: 'state',
      head: say('handover.state'),
      cell: (row) => (row.record ? word(row.record.state_name) : say('handover.notBegun')),
    },
  ];
  return <Rows caption={say('handover.title')} columns={columns} rows={rows} rowKey={(row) => row.tenure} />;
}
