/** Records inside a county, newest first; above the county those of the unit itself. */
import type { RecordRow } from '#contract';
import { addressOf } from '../../kit/client.ts';
import { Count, DayText } from '../../kit/figures.tsx';
import { type Filter, Filters } from '../../kit/filters.tsx';
import { useLanguage } from '../../kit/language.ts';
import { RecordLink, UnitLink } from '../../kit/links.tsx';
import { UnitHead } from '../../kit/page.tsx';
import { Pager } from '../../kit/pager.tsx';
import { type Search, usePlace } from '../../kit/place.ts';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';

const states = ['recorded', 'withdrawn'] as const;

function filterOf(search: Search) {
  const text = (key: string) => (search[key] === undefined ? undefined : String(search[key]));
  return {
    kind: text('kind'),
    state: text('state'),
    from: text('from'),
    to: text('to'),
    q: text('q'),
    scope: search.scope === 'own' ? ('own' as const) : ('all' as const),
  };
}

export function Screen() {
  const { say, language } = useLanguage();
  const { code, search } = usePlace();
  const filter = filterOf(search);
  const isFiltered = Object.values(filter).some((value) => value !== undefined && value !== 'all');
  const after = search.after === undefined ? undefined : String(search.after);
  const mayExport = useReply('getUnit', { params: { code }, query: {} }).data?.can.includes('export') ?? false;
  const query = useReply('listRecords', { params: { code }, query: { ...filter, after, limit: 50 } }, { keep: true });
  return (
    <>
      <UnitHead page={say('tab.records')} lead={code.length < 6 ? say('records.ownOnly') : undefined} />
      <RecordFilters />
      <p className="no-print" hidden={!mayExport || query.data?.rows.length === 0}>
        <a href={addressOf('exportRecords', { params: { code }, query: { ...filter, lang: language } })} download>
          {say('records.export')}
        </a>
      </p>
      <Answer query={query}>
        {(page) =>
          page.rows.length === 0 ? (
            <Empty>{say(isFiltered ? 'records.none' : 'records.noneYet')}</Empty>
          ) : (
            <List rows={page.rows} next={page.next} />
          )
        }
      </Answer>
    </>
  );
}

function RecordFilters() {
  const { say, word } = useLanguage();
  const { code } = usePlace();
  const kinds = useReply('listKinds', { params: { code } }).data?.kinds ?? [];
  const filters: Filter[] = [
    { key: 'q', label: say('records.search'), kind: 'text' },
    { key: 'kind', label: say('record.kind'), options: kinds.map((kind) => ({ id: kind.id, name: word(kind.name) })) },
    { key: 'state', label: say('record.state'), options: states.map((id) => ({ id, name: say(`state.${id}`) })) },
    { key: 'from', label: say('records.from'), kind: 'day' },
    { key: 'to', label: say('records.to'), kind: 'day' },
  ];
  return <Filters filters={filters} />;
}

function List({ rows, next }: { rows: readonly RecordRow[]; next: string | null }) {
  const { say, word } = useLanguage();
  const columns: Column<RecordRow>[] = [
    { id: 'title', head: say('record.title'), main: true, cell: (row) => <RecordLink record={row} /> },
    { id: 'kind', head: say('record.kind'), cell: (row) => word(row.kind_name) },
    { id: 'unit', head: say('figure.unit'), cell: (row) => <UnitLink unit={row.unit} /> },
    { id: 'day', head: say('record.day'), cell: (row) => <DayText day={row.day} /> },
    {
      id: 'state',
      head: say('record.state'),
      cell: (row) => (row.counts ? word(row.state_name) : <span className="tag">{word(row.state_name)}</span>),
    },
    { id: 'fulfils', head: say('record.fulfils'), end: true, cell: (row) => <Count value={row.fulfils} /> },
  ];
  return (
    <>
      <Rows caption={say('tab.records')} columns={columns} rows={rows} rowKey={(row) => row.id} />
      <Pager next={next} />
    </>
  );
}
