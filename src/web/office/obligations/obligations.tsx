/** Obligations inside a county, overdue first; above the county those of the unit itself. */
import type { ObligationRow } from '#contract';
import { DayText } from '../../kit/figures.tsx';
import { type Filter, Filters } from '../../kit/filters.tsx';
import { periodName } from '../../kit/format.ts';
import { useLanguage } from '../../kit/language.ts';
import { ObligationLink, SeatLinks, UnitLink } from '../../kit/links.tsx';
import { UnitHead } from '../../kit/page.tsx';
import { Pager } from '../../kit/pager.tsx';
import { Papers } from '../../kit/papers.tsx';
import { type Search, usePlace } from '../../kit/place.ts';
import { Progress } from '../../kit/progress.tsx';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { type Status, StatusMark, statuses } from '../../kit/status-mark.tsx';
import { type TextKey, zh } from '../../kit/texts/zh.ts';
import { overviewIn, useOverview, useReply } from '../../kit/use-reply.ts';

/** The catalogue has a word for every group of duties that packs may use; a test holds the two together. */
const isGroup = (key: string): key is Extract<TextKey, `group.${string}`> => key.startsWith('group.');
const groups = Object.keys(zh).filter(isGroup);
const levels = ['nation', 'province', 'city', 'county', 'township', 'village'] as const;
const text = (search: Search, key: string) => (search[key] === undefined ? undefined : String(search[key]));

export function Screen() {
  const { say } = useLanguage();
  const { code, when, search } = usePlace();
  const inside = code.length >= 6;
  const query = useReply(
    'listObligations',
    {
      params: { code },
      query: {
        ...when,
        status: text(search, 'status') as Status | undefined,
        level: text(search, 'level') as ObligationRow['unit']['level'] | undefined,
        group: text(search, 'group'),
        duty: text(search, 'duty'),
        holder: text(search, 'seat'),
        scope: search.scope === 'own' ? 'own' : 'all',
        after: text(search, 'after'),
        limit: 50,
      },
    },
    { keep: true },
  );
  return (
    <>
      <UnitHead page={say('tab.obligations')} lead={inside ? undefined : say('obligations.ownOnly')} />
      <ObligationFilters inside={inside} />
      <Papers />
      <Answer query={query}>
        {(page) =>
          page.rows.length === 0 ? <Empty>{say('obligations.none')}</Empty> : <List rows={page.rows} next={page.next} />
        }
      </Answer>
    </>
  );
}

function ObligationFilters({ inside }: { inside: boolean }) {
  const { say, word } = useLanguage();
  const { code, when } = usePlace();
  const overview = overviewIn(useOverview(code, when).data);
  const seats = useReply('listSeats', { params: { code }, query: when }).data;
  const below = levels.filter((level) => overview?.levels.some((row) => row.level === level && row.figures.owed > 0));
  const filters: Filter[] = [
    { key: 'status', label: say('figure.status'), options: statuses.map((id) => ({ id, name: say(`status.${id}`) })) },
    ...(inside && below.length > 1
      ? [{ key: 'level', label: say('figure.level'), options: below.map((id) => ({ id, name: say(`level.${id}`) })) }]
      : []),
    {
      key: 'group',
      label: say('figure.group'),
      options: groups.map((key) => ({ id: key.slice('group.'.length), name: say(key) })),
    },
    {
      key: 'duty',
      label: say('figure.duty'),
      options: (overview?.duties ?? []).map((row) => ({ id: row.duty, name: word(row.name) })),
    },
    {
      key: 'seat',
      label: say('figure.seat'),
      options: (seats?.rows ?? []).map((row) => ({ id: row.seat, name: word(row.name) })),
    },
    ...(inside && code.length < 12
      ? [{ key: 'scope', label: say('obligations.scope'), options: [{ id: 'own', name: say('obligations.own') }] }]
      : []),
  ];
  return <Filters filters={filters} />;
}

function List({ rows, next }: { rows: readonly ObligationRow[]; next: string | null }) {
  const { say, word, language } = useLanguage();
  const columns: Column<ObligationRow>[] = [
    {
      id: 'duty',
      head: say('figure.duty'),
      main: true,
      cell: (row) => <ObligationLink of={row}>{word(row.name)}</ObligationLink>,
    },
    { id: 'status', head: say('figure.status'), cell: (row) => <RowStatus row={row} /> },
    { id: 'unit', head: say('figure.unit'), cell: (row) => <UnitLink unit={row.unit} /> },
    {
      id: 'holder',
      head: say('figure.holder'),
      cell: (row) => <SeatLinks unit={row.unit.code} holder={row.holder} name={word(row.holder_name)} />,
    },
    { id: 'period', head: say('figure.period'), cell: (row) => periodName(row.period, language, say) },
    { id: 'due', head: say('figure.dueDay'), end: true, cell: (row) => <DayText day={row.due} /> },
    { id: 'done', head: say('figure.done'), end: true, cell: (row) => <Progress row={row} /> },
  ];
  return (
    <>
      <Rows caption={say('tab.obligations')} columns={columns} rows={rows} rowKey={(row) => row.key} />
      <Pager next={next} />
    </>
  );
}

function RowStatus({ row }: { row: ObligationRow }) {
  const { say } = useLanguage();
  return (
    <span>
      <StatusMark status={row.status} />{' '}
      {row.attention && <span className="tag warn">{say('obligation.attention')}</span>}{' '}
      {row.vacant && <span className="tag warn">{say('seat.vacant')}</span>}
    </span>
  );
}
