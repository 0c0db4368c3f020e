/** The duty sheet of a seat: periods of the year in lanes, coverage of the term, duties without a due day. */
import { Link } from '@tanstack/react-router';
import type { Reply } from '#contract';
import { Assumptions } from '../../kit/assumptions.tsx';
import { DayText, Rate } from '../../kit/figures.tsx';
import { useLanguage } from '../../kit/language.ts';
import { AssumptionMarks, ClauseLink, DutyLink } from '../../kit/links.tsx';
import { PageHead, UnitHead } from '../../kit/page.tsx';
import { Papers } from '../../kit/papers.tsx';
import { usePlace } from '../../kit/place.ts';
import { Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { StatusMark, statuses } from '../../kit/status-mark.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { CoveragePart } from './coverage.tsx';
import { Lanes } from './lanes.tsx';
import './sheet.css';

type Sheet = Reply<'getSheet'>;

export function Screen() {
  const { say, word } = useLanguage();
  const { code, when, params } = usePlace();
  const query = useReply('getSheet', { params: { code, seat: params.seat ?? '' }, query: when }, { keep: true });
  return (
    <>
      <UnitHead under="tab.seats" page={query.data ? word(query.data.seat.name) : say('sheet.title')} />
      <Answer query={query}>{(sheet) => <Whole sheet={sheet} />}</Answer>
    </>
  );
}

function Whole({ sheet }: { sheet: Sheet }) {
  const { say, word } = useLanguage();
  const { when } = usePlace();
  const today = useReply('getStatus').data?.today;
  const day = when.day ?? today ?? '';
  const year = when.year ?? Number(day.slice(0, 4));
  return (
    <>
      <PageHead second title={say('sheet.of', { seat: word(sheet.seat.name) })} lead={<Tenures sheet={sheet} />} />
      {sheet.seat.entry && (
        <p className="quiet">
          {sheet.seat.absent && `${say('sheet.absent')} `}
          <Link to="/r/$county/$id" params={sheet.seat.entry}>
            {say('sheet.registered')}
          </Link>
        </p>
      )}
      <p className="chips counts">
        {statuses.map((status) => (
          <span key={status}>
            <StatusMark status={status} /> {sheet.figures[status]}
          </span>
        ))}
        <span>
          {say('figure.rate')} <Rate rate={sheet.figures.rate} />
        </span>
      </p>
      <section className="part" aria-labelledby="lanes">
        <h2 id="lanes">{say('sheet.lanes', { year })}</h2>
        {sheet.lanes.length === 0 ? (
          <Empty>{say('sheet.noLanes')}</Empty>
        ) : (
          <Lanes lanes={sheet.lanes} year={year} day={day} />
        )}
      </section>
      {sheet.coverage.map((row) => (
        <CoveragePart key={row.duty} row={row} day={day} />
      ))}
      {sheet.standing.length > 0 && (
        <section className="part" aria-labelledby="standing">
          <h2 id="standing">{say('sheet.standing')}</h2>
          <p className="quiet">{say('sheet.standingText')}</p>
          <Standing rows={sheet.standing} />
        </section>
      )}
      <Papers seat={sheet.seat.id} />
      <Assumptions rows={sheet.assumptions} />
    </>
  );
}

function Tenures({ sheet }: { sheet: Sheet }) {
  const { say } = useLanguage();
  if (sheet.tenures.length === 0) return say('sheet.noTenure');
  return (
    <ul>
      {sheet.tenures.map((row) => (
        <li key={row.from + row.person}>
          {row.person} {row.acting && <span className="tag">{say('seat.acting')}</span>}{' '}
          {row.sample && <span className="tag sample">{say('sample.mark')}</span>}{' '}
          {row.to === null ? say('sheet.since', { from: row.from }) : say('sheet.span', { from: row.from, to: row.to })}
        </li>
      ))}
    </ul>
  );
}

function Standing({ rows }: { rows: Sheet['standing'] }) {
  const { say, word } = useLanguage();
  return (
    <Rows
      caption={say('sheet.standing')}
      rows={rows}
      rowKey={(row) => row.duty}
      columns={[
        {
          id: 'duty',
          head: say('figure.duty'),
          main: true,
          cell: (row) => <DutyLink duty={row.duty}>{word(row.name)}</DutyLink>,
        },
        {
          id: 'law',
          head: say('figure.clause'),
          cell: (row) => (
            <span className="chips">
              {row.clauses.map((clause) => (
                <ClauseLink key={clause.id} id={clause.id}>
                  {clause.citation}
                </ClauseLink>
              ))}
              <AssumptionMarks ids={row.assumptions} />
            </span>
          ),
        },
        { id: 'records', head: say('sheet.records'), end: true, cell: (row) => row.records },
        {
          id: 'last',
          head: say('sheet.last'),
          end: true,
          cell: (row) => (row.last ? <DayText day={row.last} /> : say('sheet.never')),
        },
        {
          id: 'attention',
          head: say('obligation.note'),
          cell: (row) => (row.attention ? <span className="tag warn">{say('obligation.attention')}</span> : null),
        },
      ]}
    />
  );
}
