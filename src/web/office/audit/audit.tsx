/** The audit log, for the auditor: by person, kind, day and unit. */
import type { Reply } from '#contract';
import { addressOf } from '../../kit/client.ts';
import { type Filter, Filters } from '../../kit/filters.tsx';
import { type Say, sayOr, useLanguage } from '../../kit/language.ts';
import '../../kit/texts/admin.ts';
import { PageHead, useTitle } from '../../kit/page.tsx';
import { Pager } from '../../kit/pager.tsx';
import { usePlace } from '../../kit/place.ts';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { moment } from '../../kit/texts/moment.ts';
import { useReply } from '../../kit/use-reply.ts';
import './audit.css';

type Row = Reply<'listAudit'>['rows'][number];

export function Screen() {
  const { say, language } = useLanguage();
  const { search } = usePlace();
  useTitle(say('audit.title'));
  const { person, kind, from, to, unit, after } = search as Record<string, string | undefined>;
  const filter = { person, kind, from, to, unit };
  const query = useReply('listAudit', { query: { ...filter, after } }, { keep: true });
  const kinds = query.data?.kinds ?? [];
  const filters: Filter[] = [
    { key: 'person', label: say('audit.person'), kind: 'text' },
    {
      key: 'kind',
      label: say('audit.kind'),
      options: kinds.map((id) => ({ id, name: sayOr(say, `audit.kind.${id}`, id) })),
    },
    { key: 'from', label: say('audit.from'), kind: 'day' },
    { key: 'to', label: say('audit.to'), kind: 'day' },
    { key: 'unit', label: say('audit.unitCode'), kind: 'text' },
  ];
  return (
    <>
      <PageHead title={say('audit.title')} lead={say('audit.lead')} />
      {!query.error && (
        <>
          <Filters filters={filters} />
          <p>
            <a className="button" download href={addressOf('exportAudit', { query: { ...filter, lang: language } })}>
              {say('audit.export')}
            </a>
          </p>
        </>
      )}
      <Answer query={query}>
        {({ rows, next }) =>
          rows.length === 0 ? <Empty>{say('audit.none')}</Empty> : <List rows={rows} next={next} />
        }
      </Answer>
    </>
  );
}

function List({ rows, next }: { rows: readonly Row[]; next: string | null }) {
  const { say, language } = useLanguage();
  const columns: Column<Row>[] = [
    { id: 'at', head: say('audit.at'), main: true, cell: (row) => moment(row.at, language, true) },
    { id: 'kind', head: say('audit.kind'), cell: (row) => sayOr(say, `audit.kind.${row.kind}`, row.kind) },
    { id: 'actor', head: say('audit.actor'), cell: (row) => row.actor_name || null },
    { id: 'subject', head: say('audit.subject'), cell: (row) => row.subject_name || row.subject || null },
    { id: 'unit', head: say('figure.unit'), cell: (row) => row.unit_name || row.unit || null },
    { id: 'address', head: say('session.address'), cell: (row) => row.address || null },
    { id: 'facts', head: say('audit.facts'), cell: (row) => (pairsOf(row).length === 0 ? null : <Facts row={row} />) },
  ];
  return (
    <>
      <Rows caption={say('audit.title')} columns={columns} rows={rows} rowKey={(row) => String(row.seq)} />
      <Pager next={next} />
    </>
  );
}

const pairsOf = (row: Row) => Object.entries(row.facts).filter(([key]) => key !== 'agent');

function wordOf(say: Say, key: string, value: unknown): string {
  if (key === 'how') return sayOr(say, `audit.way.${String(value)}`, String(value));
  if (key === 'role') return sayOr(say, `admin.${String(value)}`, String(value));
  if (Array.isArray(value)) return value.map((one) => wordOf(say, key, one)).join('、');
  if (key === 'columns') return sayOr(say, `contact.${String(value)}`, String(value));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What is written down of an entry, as pairs. */
function Facts({ row }: { row: Row }) {
  const { say } = useLanguage();
  const pairs = pairsOf(row);
  return (
    <details>
      <summary>{say('audit.more')}</summary>
      <dl className="facts">
        {pairs.map(([key, value]) => (
          <div key={key}>
            <dt>{sayOr(say, `audit.fact.${key}`, key)}</dt>
            <dd>{wordOf(say, key, value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
