/** Imported documents: bring one, and the list of those that are in. */
import { Link } from '@tanstack/react-router';
import type { Reply } from '#contract';
import { Count } from '../../kit/figures.tsx';
import { useLanguage } from '../../kit/language.ts';
import { LawHead } from '../../kit/page.tsx';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { Bring } from './bring.tsx';
import './texts.css';

type Row = Reply<'listImported'>['rows'][number];

export function Screen() {
  const { say } = useLanguage();
  const query = useReply('listImported');
  return (
    <>
      <LawHead title={say('texts.title')} page={say('texts.title')} lead={say('texts.lead')} />
      <section className="part" aria-labelledby="list">
        <div className="part-head">
          <h2 id="list">{say('texts.list')}</h2>
          {(query.data?.rows.length ?? 0) > 1 && <Link to="/law/texts/compare">{say('texts.compare')}</Link>}
        </div>
        <Answer query={query}>
          {({ rows }) => (rows.length === 0 ? <Empty>{say('texts.none')}</Empty> : <List rows={rows} />)}
        </Answer>
      </section>
      <Bring />
    </>
  );
}

function List({ rows }: { rows: readonly Row[] }) {
  const { say, word } = useLanguage();
  const packs = useReply('listDocuments').data?.rows ?? [];
  const columns: Column<Row>[] = [
    {
      id: 'name',
      head: say('texts.name'),
      main: true,
      cell: (row) => (
        <>
          <Link to="/law/texts/$home/$id" params={{ home: row.home, id: row.id }}>
            {row.title ?? say('texts.unnamed')}
          </Link>
          <br />
          <span className="small quiet">
            {row.file}
            {row.part > 0 && ` · ${say('texts.part', { n: row.part + 1 })}`}
          </span>
        </>
      ),
    },
    { id: 'unit', head: say('texts.unit'), cell: (row) => row.unit?.name ?? row.home },
    {
      id: 'pack',
      head: say('texts.of'),
      cell: (row) => {
        const pack = packs.find((one) => one.id === row.pack);
        return pack ? (
          <Link to="/law/documents/$id" params={{ id: pack.id }}>
            {word(pack.name)}
          </Link>
        ) : null;
      },
    },
    { id: 'clauses', head: say('texts.clauses'), end: true, cell: (row) => <Count value={row.clauses} /> },
    { id: 'faults', head: say('texts.faults'), end: true, cell: (row) => <Count value={row.faults} /> },
    { id: 'at', head: say('texts.when'), cell: (row) => <Moment at={row.imported_at} /> },
  ];
  return <Rows caption={say('texts.list')} columns={columns} rows={rows} rowKey={(row) => `${row.home}/${row.id}`} />;
}

function Moment({ at }: { at: string }) {
  const text = new Date(at).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16);
  return (
    <time dateTime={at} className="nowrap">
      {text}
    </time>
  );
}
