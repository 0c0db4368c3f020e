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
  const regimes = (useReply('listDocuments').data?.rows ?? []).filter((row) => row.kind === 'regime');
  // Unless told: the base, and the first that stands on it.
  const base = regimes.find((row) => row.extends === null);
  const a = search.a === undefined ? base?.id : String(search.a);
  const b = search.b === undefined ? regimes.find((row) => row.extends === base?.id)?.id : String(search.b);
  const place = search.place === undefined ? undefined : String(search.place);
  const query = useReply(
    'compareRegimes',
    { query: { a: a ?? '', b: b ?? '', place, day: when.day } },
    { keep: true, enabled: a !== undefined && b !== undefined },
  );
  const short = (id: string) => shortName(regimes, id);
  return (
    <>
      <LawHead title={say('law.compare')} page={say('law.compare')} lead={say('compare.lead')} />
      <Choice a={a ?? ''} b={b ?? ''} place={query.data?.impact.place.name} />
      <Answer query={query}>
        {(found) => (
          <Whole
            found={found}
            heads={[
              say('compare.leftIs', { name: short(found.a.id) }),
              say('compare.rightIs', { name: short(found.b.id) }),
            ]}
          />
        )}
      </Answer>
    </>
  );
}

type Document = Reply<'listDocuments'>['rows'][number];
/** A regime in two words: where it holds and since which year. */
function shortName(regimes: readonly Document[], id: string): string {
  const found = regimes.find((row) => row.id === id);
  return found?.jurisdiction ? `${found.jurisdiction.name} ${found.in_force.slice(0, 4)}` : id;
}

function Choice({ a, b, place }: { a: string; b: string; place: string | undefined }) {
  const { say, word } = useLanguage();
  const navigate = useNavigate();
  const regimes = (useReply('listDocuments').data?.rows ?? []).filter((row) => row.kind === 'regime');
  const go = (change: object) =>
    void navigate({ to: '.', search: (old: object) => ({ ...old, ...change }), replace: true });
  const choose = (key: 'a' | 'b', value: string) => (
    <label className="whole">
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

type Heads = readonly [string, string];

function Whole({ found, heads }: { found: Found; heads: Heads }) {
  const { say } = useLanguage();
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
  return (
    <>
      <Impact found={found} heads={heads} />
      <section className="part" aria-labelledby="rows">
        <h2 id="rows">{say('compare.rows')}</h2>
        <Filters filters={filters} />
        {rows.length === 0 ? (
          <Empty>{say('compare.none')}</Empty>
        ) : (
          levels
            .filter((level) => rows.some((row) => row.level === level))
            .map((level) => (
              <LevelFold
                key={level}
                level={level}
                found={found}
                heads={heads}
                rows={rows.filter((row) => row.level === level)}
                open={rows.length <= 12 || search.level === level}
              />
            ))
        )}
      </section>
    </>
  );
}

interface LevelFoldProps {
  readonly level: Row['level'];
  readonly found: Found;
  readonly heads: Heads;
  readonly rows: readonly Row[];
  readonly open: boolean;
}

/** The duties of one level, folded where there are many; a level without units at the place says so. */
function LevelFold({ level, found, heads, rows, open }: LevelFoldProps) {
  const { say, word } = useLanguage();
  const units = found.impact.levels.find((row) => row.level === level)?.units ?? 0;
  const counts = changes
    .map((change) => [change, rows.filter((row) => row.change === change).length] as const)
    .filter(([, n]) => n > 0)
    .map(([change, n]) => `${say(`change.${change}`)} ${n}`);
  const columns: Column<Row>[] = [
    {
      id: 'duty',
      head: say('figure.duty'),
      main: true,
      cell: (row) => <DutyLink duty={row.duty}>{word(row.name)}</DutyLink>,
    },
    { id: 'change', head: say('compare.change'), cell: (row) => <Change row={row} /> },
    { id: 'a', head: heads[0], cell: (row) => <Side side={row.a} /> },
    { id: 'b', head: heads[1], cell: (row) => <Side side={row.b} /> },
  ];
  return (
    <details className="fold compare" open={open} key={String(open)}>
      <summary>
        <strong>{say(`level.${level}`)}</strong> {counts.join(say('list.comma'))}
        {units === 0 && level !== 'nation' && ` · ${say('compare.noUnits', { name: found.impact.place.name })}`}
      </summary>
      <Rows
        caption={say('compare.rowsOf', { level: say(`level.${level}`) })}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.duty}
      />
    </details>
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
