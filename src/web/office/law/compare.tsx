/** Two regimes side by side: every duty that differs, and what the difference means on the real tree. */
import { useNavigate } from '@tanstack/react-router';
import type { Reply } from '#contract';
import { type Filter, Filters } from '../../kit/filters.tsx';
import { useLanguage } from '../../kit/language.ts';
import { ClauseLink, DutyLink } from '../../kit/links.tsx';
import { LawHead } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { UnitSearch } from '../../kit/unit-search.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { Impact } from './impact.tsx';
import './law.css';

type Found = Reply<'compareRegimes'>;
type Row = Found['rows'][number];

export function Screen() {
  const { say } = useLanguage();
  const { search, when } = usePlace();
  const a = String(search.a ?? 'national-2022');
  const b = String(search.b ?? 'beijing-2023');
  const place = search.place === undefined ? undefined : String(search.place);
  const query = useReply('compareRegimes', { query: { a, b, place, day: when.day } }, { keep: true });
  return (
    <>
      <LawHead title={say('law.compare')} page={say('law.compare')} lead={say('compare.lead')} />
      <Choice a={a} b={b} place={query.data?.impact.place.name} />
      <Answer query={query}>{(found) => <Whole found={found} />}</Answer>
    </>
  );
}

function Choice({ a, b, place }: { a: string; b: string; place: string | undefined }) {
  const { say, word } = useLanguage();
  const navigate = useNavigate();
  const regimes = (useReply('listDocuments').data?.rows ?? []).filter((row) => row.kind === 'regime');
  const go = (change: object) =>
    void navigate({ to: '.', search: (old: object) => ({ ...old, ...change }), replace: true });
  const choose = (key: 'a' | 'b', value: string) => (
    <label>
      {say(key === 'a' ? 'compare.left' : 'compare.right')}
      <select className="control" value={value} onChange={(event) => go({ [key]: event.target.value })}>
        {regimes.map((row) => (
          <option key={row.id} value={row.id}>
            {word(row.name)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <search className="filters compare-choice" aria-label={say('law.compare')}>
      {choose('a', a)}
      {choose('b', b)}
      <label htmlFor="compare-place">
        {say('compare.place', { name: place ?? '' })}
        <UnitSearch id="compare-place" label="" hint={say('search.hint')} onPick={(unit) => go({ place: unit.code })} />
      </label>
    </search>
  );
}

function Whole({ found }: { found: Found }) {
  const { say, word } = useLanguage();
  const { search } = usePlace();
  const differences = found.rows.filter((row) => row.change !== 'same').length;
  const levels = [...new Set(found.rows.map((row) => row.level))];
  const rows = found.rows.filter(
    (row) =>
      (search.change === undefined ? row.change !== 'same' : row.change === search.change) &&
      (search.level === undefined || row.level === search.level),
  );
  const filters: Filter[] = [
    { key: 'level', label: say('figure.level'), options: levels.map((id) => ({ id, name: say(`level.${id}`) })) },
    {
      key: 'change',
      label: say('compare.change'),
      all: say('compare.differences', { n: differences }),
      options: changes.map((id) => ({ id, name: say(`change.${id}`) })),
    },
  ];
  const side = (key: 'a' | 'b'): Column<Row> => ({
    id: key,
    head: word(found[key].name),
    cell: (row) => <Side side={row[key]} />,
  });
  const columns: Column<Row>[] = [
    {
      id: 'duty',
      head: say('figure.duty'),
      main: true,
      cell: (row) => <DutyLink duty={row.duty}>{word(row.name)}</DutyLink>,
    },
    { id: 'level', head: say('figure.level'), cell: (row) => say(`level.${row.level}`) },
    { id: 'change', head: say('compare.change'), cell: (row) => <Change row={row} /> },
    side('a'),
    side('b'),
  ];
  return (
    <>
      <Impact found={found} />
      <section className="part" aria-labelledby="rows">
        <h2 id="rows">{say('compare.rows')}</h2>
        <Filters filters={filters} />
        {rows.length === 0 ? (
          <Empty>{say('compare.none')}</Empty>
        ) : (
          <div className="compare">
            <Rows caption={say('compare.rows')} columns={columns} rows={rows} rowKey={(row) => row.duty} />
          </div>
        )}
      </section>
    </>
  );
}

const changes = ['tighter', 'looser', 'different', 'only_a', 'only_b', 'same'] as const;
const signs: Record<Row['change'], string> = {
  same: '=',
  only_a: '◧',
  only_b: '◨',
  tighter: '▲',
  looser: '▽',
  different: '≠',
};

function Change({ row }: { row: Row }) {
  const { say } = useLanguage();
  return (
    <span className={`nowrap change-${row.change}`}>
      <span aria-hidden="true">{signs[row.change]} </span>
      {say(`change.${row.change}`)}
    </span>
  );
}

function Side({ side }: { side: Row['a'] }) {
  const { say, word } = useLanguage();
  if (side === null) return <span className="quiet">{say('compare.absent')}</span>;
  return (
    <div>
      {word(side.summary)}
      <span className="small chips">
        {side.clauses.map(({ id, citation }) => (
          <ClauseLink key={id} id={id}>
            {citation}
          </ClauseLink>
        ))}
      </span>
      {side.looser_reason && (
        <span className="small quiet">{say('compare.why', { reason: word(side.looser_reason) })}</span>
      )}
    </div>
  );
}
