/** The audit log, for the auditor: by person, kind, day and unit. */
import type { Reply } from '#contract';
import { addressOf } from '../../kit/client.ts';
import { type Filter, Filters } from '../../kit/filters.tsx';
import { sayOr, useLanguage } from '../../kit/language.ts';
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
type Speech = ReturnType<typeof useLanguage>;
type Words = Parameters<Speech['word']>[0];

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

/** What a browser calls itself, and codes whose words stand beside, are left to the spreadsheet. */
const pairsOf = ({ facts }: Row) =>
  Object.entries(facts).filter(([key]) => key !== 'agent' && !(key === 'code' && 'why' in facts));

/** Words in both languages, as some facts are kept. */
const isWords = (value: unknown): value is Words =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;

function wordOf({ say, word, language }: Speech, key: string, value: unknown): string {
  if (isWords(value)) return word(value);
  if (typeof value === 'boolean') return say(value ? 'audit.yes' : 'audit.no');
  if (key === 'what') return sayOr(say, `audit.upload.${String(value)}`, String(value));
  if (key === 'of') return sayOr(say, `audit.kind.${String(value)}`, String(value));
  if (key === 'asked_by' && typeof value === 'object') return String((value as { name?: unknown }).name ?? '');
  if (key === 'bytes') return new Intl.NumberFormat(language).format(Number(value));
  if (key === 'how') return sayOr(say, `audit.way.${String(value)}`, String(value));
  if (key === 'role') return sayOr(say, `admin.${String(value)}`, String(value));
  if (Array.isArray(value)) return value.map((one) => wordOf({ say, word, language }, key, one)).join('、');
  if (key === 'columns') return sayOr(say, `contact.${String(value)}`, String(value));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What is written down of an entry, as pairs. */
function Facts({ row }: { row: Row }) {
  const speech = useLanguage();
  const { say } = speech;
  const pairs = pairsOf(row);
  return (
    <details>
      <summary>{say('audit.more')}</summary>
      <dl className="facts audited">
        {pairs.map(([key, value]) => (
          <div key={key}>
            <dt>{sayOr(say, `audit.fact.${key}`, key)}</dt>
            <dd>{wordOf(speech, key, value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
