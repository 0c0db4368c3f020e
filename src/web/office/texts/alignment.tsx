/** A local rule against its base: what each clause restates, adds to, tightens or has anew. All of it is proposals. */
import { Link, useNavigate } from '@tanstack/react-router';
import type { Reply } from '#contract';
import { type Filter, Filters } from '../../kit/filters.tsx';
import { sayOr, useLanguage } from '../../kit/language.ts';
import { ClauseLink } from '../../kit/links.tsx';
import { LawHead } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import './texts.css';

type Found = Reply<'alignWithBase'>;
const relations = ['tightens', 'loosens', 'adds_to', 'restates', 'new'] as const;

export function Screen() {
  const { say } = useLanguage();
  const { params, search } = usePlace();
  const at = { home: params.home ?? '', id: params.id ?? '' };
  const regimes = (useReply('listDocuments').data?.rows ?? []).filter((row) => row.kind === 'regime');
  const base = search.base === undefined ? regimes.find((row) => row.extends === null)?.id : String(search.base);
  const query = useReply(
    'alignWithBase',
    { params: at, query: { base: base ?? '' } },
    { enabled: base !== undefined, keep: true },
  );
  return (
    <>
      <LawHead title={say('texts.base')} page={say('texts.base')} lead={say('texts.baseLead')} />
      <Choice base={base ?? ''} regimes={regimes} />
      <p>
        <Link to="/law/texts/$home/$id" params={at}>
          {say('wording.open')}
        </Link>
      </p>
      <Answer query={query}>{(found) => <Whole found={found} />}</Answer>
    </>
  );
}

type Regimes = Reply<'listDocuments'>['rows'];

function Choice({ base, regimes }: { base: string; regimes: Regimes }) {
  const { say, word } = useLanguage();
  const navigate = useNavigate();
  return (
    <search className="filters" aria-label={say('texts.base')}>
      <label>
        {say('texts.baseOf')}
        <select
          className="control"
          value={base}
          onChange={(event) =>
            void navigate({ to: '.', search: (old: object) => ({ ...old, base: event.target.value }), replace: true })
          }
        >
          {regimes.map((row) => (
            <option key={row.id} value={row.id}>
              {word(row.name)}
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}

function Whole({ found }: { found: Found }) {
  const { say } = useLanguage();
  const { search } = usePlace();
  const rows = found.clauses.filter((row) => search.relation === undefined || row.relation === search.relation);
  const filters: Filter[] = [
    {
      key: 'relation',
      label: say('texts.relation'),
      options: relations.map((id) => ({
        id,
        name: `${say(`relation.${id}`)}（${found.clauses.filter((row) => row.relation === id).length}）`,
      })),
    },
  ];
  return (
    <>
      {!found.base.full_text && <p className="small">{say('texts.baseSummary')}</p>}
      <Filters filters={filters} />
      <div className="against">
        <Rows
          caption={say('texts.base')}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'local',
              head: say('texts.local'),
              main: true,
              cell: (row) => (
                <>
                  <span className="small quiet">{row.citation || row.id}</span>
                  <br />
                  {row.text}
                </>
              ),
            },
            {
              id: 'relation',
              head: say('texts.relation'),
              cell: (row) => <span className={`tag relation-${row.relation}`}>{say(`relation.${row.relation}`)}</span>,
            },
            {
              id: 'measures',
              head: say('texts.measures'),
              cell: (row) => (row.measures.length === 0 ? null : <Measures row={row} />),
            },
            {
              id: 'base',
              head: say('texts.stands'),
              cell: (row) =>
                row.base.length === 0 ? null : (
                  <ul>
                    {row.base.map((one) => (
                      <li key={one.id}>
                        <Cited row={one} /> <span className="small quiet">{Math.round(one.score * 100)}%</span>
                        <br />
                        <span className="small">{one.text}</span>
                      </li>
                    ))}
                  </ul>
                ),
            },
          ]}
        />
      </div>
      <LeftOut rows={found.left_out} />
    </>
  );
}

/** A clause of the base by its citation; a link where the library has it. */
function Cited({ row: { clause, citation } }: { row: Found['left_out'][number] }) {
  return clause === null ? citation : <ClauseLink id={clause}>{citation}</ClauseLink>;
}

function Measures({ row }: { row: Found['clauses'][number] }) {
  const { say } = useLanguage();
  return (
    <ul>
      {row.measures.map((one) => (
        <li key={`${one.phrase}-${one.type}`}>
          {one.phrase}
          <span className="small quiet">
            {' '}
            {one.cadence && sayOr(say, `cadence.${one.cadence}`, one.cadence)} {one.need}
          </span>
        </li>
      ))}
    </ul>
  );
}

function LeftOut({ rows }: { rows: Found['left_out'] }) {
  const { say } = useLanguage();
  return (
    <details className="fold">
      <summary>
        <strong>{say('texts.leftOut', { n: rows.length })}</strong>
      </summary>
      {rows.length === 0 && <Empty>{say('texts.noneLeftOut')}</Empty>}
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <Cited row={row} /> <span className="small">{row.text}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
