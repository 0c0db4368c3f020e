/** Drafts of packs and how far each has come. */
import { Link } from '@tanstack/react-router';
import type { Reply } from '#contract';
import { DayText } from '../../kit/figures.tsx';
import { useLanguage } from '../../kit/language.ts';
import { LawHead } from '../../kit/page.tsx';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import '../../kit/texts/drafts.ts';
import './drafts.css';

type Row = Reply<'listDrafts'>['rows'][number];

export function Screen() {
  const { say } = useLanguage();
  const query = useReply('listDrafts');
  return (
    <>
      <LawHead title={say('drafts.title')} page={say('drafts.title')} lead={say('drafts.lead')} />
      <Answer query={query}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>
              {say('drafts.none')} <Link to="/law/texts">{say('drafts.toTexts')}</Link>
            </Empty>
          ) : (
            <List rows={rows} />
          )
        }
      </Answer>
    </>
  );
}

function List({ rows }: { rows: readonly Row[] }) {
  const { say } = useLanguage();
  const columns: Column<Row>[] = [
    {
      id: 'title',
      head: say('texts.name'),
      main: true,
      cell: (row) => (
        <>
          <Link to="/law/drafts/$home/$id" params={{ home: row.home, id: row.id }}>
            {row.title}
          </Link>{' '}
          <span className="small quiet">{row.pack}</span>
        </>
      ),
    },
    { id: 'unit', head: say('drafts.home'), cell: (row) => row.unit?.name ?? row.home },
    { id: 'stage', head: say('drafts.stage'), cell: (row) => <span className="tag">{say(`stage.${row.stage}`)}</span> },
    { id: 'from', head: say('drafts.inForce'), cell: (row) => <DayText day={row.in_force} /> },
    { id: 'changed', head: say('drafts.changed'), cell: (row) => <DayText day={row.changed_at.slice(0, 10)} /> },
  ];
  return <Rows caption={say('drafts.title')} columns={columns} rows={rows} rowKey={(row) => row.id} />;
}
