/** The documents whose clauses this installation runs. */
import { Link } from '@tanstack/react-router';
import type { Reply } from '#contract';
import { Count, DayText } from '../../kit/figures.tsx';
import { sayOr, useLanguage } from '../../kit/language.ts';
import { LawHead } from '../../kit/page.tsx';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Answer } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';

type Row = Reply<'listDocuments'>['rows'][number];

export function Screen() {
  const { say } = useLanguage();
  const query = useReply('listDocuments');
  return (
    <>
      <LawHead title={say('law.documents')} page={say('frame.law')} lead={say('law.lead')} />
      <Answer query={query}>{({ rows }) => <List rows={rows} />}</Answer>
    </>
  );
}

function List({ rows }: { rows: readonly Row[] }) {
  const { say, word } = useLanguage();
  const columns: Column<Row>[] = [
    {
      id: 'name',
      head: say('law.document'),
      main: true,
      cell: (row) => (
        <>
          <Link to="/law/documents/$id" params={{ id: row.id }}>
            {word(row.name)}
          </Link>
          <br />
          <span className="small quiet">
            《{row.title.replace(/^《|》$/g, '')}》 {row.number}
          </span>
        </>
      ),
    },
    {
      id: 'kind',
      head: say('law.kind'),
      cell: (row) => <span className="nowrap">{sayOr(say, `document.${row.kind}`, row.kind)}</span>,
    },
    {
      id: 'place',
      head: say('law.place'),
      cell: (row) => row.jurisdiction && <span className="nowrap">{row.jurisdiction.name}</span>,
    },
    { id: 'from', head: say('law.inForce'), cell: (row) => <DayText day={row.in_force} /> },
    { id: 'extends', head: say('law.extends'), cell: (row) => baseOf(row, rows, word) },
    { id: 'clauses', head: say('law.clauses'), end: true, cell: (row) => <Count value={row.clauses} /> },
    { id: 'answered', head: say('law.answered'), end: true, cell: (row) => <Count value={row.answered} /> },
    { id: 'duties', head: say('law.duties'), end: true, cell: (row) => <Count value={row.duties} /> },
  ];
  return <Rows caption={say('law.documents')} columns={columns} rows={rows} rowKey={(row) => row.id} />;
}

function baseOf(row: Row, rows: readonly Row[], word: (words: Row['name']) => string) {
  if (row.extends === null) return null;
  const base = rows.find((other) => other.id === row.extends);
  return base ? word(base.name) : row.extends;
}
