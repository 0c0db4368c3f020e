/** One obligation: how it came about step by step, what serves it, what is still missing, and under which law. */
import { Link } from '@tanstack/react-router';
import type { Reply } from '#contract';
import { Assumptions } from '../../kit/assumptions.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { DayText } from '../../kit/figures.tsx';
import { periodName } from '../../kit/format.ts';
import { useLanguage } from '../../kit/language.ts';
import { AssumptionMarks, ClauseLink, DutyLink, RecordLink, UnitLink } from '../../kit/links.tsx';
import { UnitHead } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { Progress } from '../../kit/progress.tsx';
import { Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { StatusMark } from '../../kit/status-mark.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { presetSearch } from '../record-form/preset.ts';

type Found = Reply<'getObligation'>;
type Contribution = Found['records'][number];

export function Screen() {
  const { say, word } = useLanguage();
  const { when, params } = usePlace();
  const { code = '0', duty = '', holder = '', period = '' } = params;
  const query = useReply('getObligation', { params: { code, duty, holder, period }, query: when }, { keep: true });
  return (
    <>
      <UnitHead
        under="tab.obligations"
        page={query.data ? word(query.data.obligation.name) : say('obligation.title')}
      />
      <Answer query={query}>{(found) => <Whole found={found} />}</Answer>
    </>
  );
}

function Whole({ found }: { found: Found }) {
  const { say } = useLanguage();
  return (
    <>
      <Summary found={found} />
      <div className="two">
        <div>
          <section className="part" aria-labelledby="records">
            <h2 id="records">{say('obligation.records')}</h2>
            <Contributions found={found} />
          </section>
          {found.missing.length > 0 && <Missing found={found} />}
        </div>
        <div>
          <section className="part" aria-labelledby="working">
            <h2 id="working">{say('obligation.working')}</h2>
            <Working found={found} />
          </section>
          {found.spans.length > 0 && <Spans found={found} />}
          <section className="part" aria-labelledby="law">
            <h2 id="law">{say('obligation.law')}</h2>
            <Clauses rows={found.clauses} />
            <Assumptions rows={found.assumptions} />
          </section>
        </div>
      </div>
    </>
  );
}

function Summary({ found }: { found: Found }) {
  const { say, word, language } = useLanguage();
  const row = found.obligation;
  return (
    <div className="box">
      <h2>
        <DutyLink duty={row.duty}>{word(row.name)}</DutyLink>
      </h2>
      <dl className="facts">
        <dt>{say('figure.status')}</dt>
        <dd>
          <StatusMark status={row.status} />{' '}
          {row.attention && <span className="tag warn">{say('obligation.attention')}</span>}{' '}
          {row.vacant && <span className="tag warn">{say('seat.vacant')}</span>}
        </dd>
        <dt>{say('figure.holder')}</dt>
        <dd>
          <HolderLinks of={row} />
        </dd>
        <dt>{say('figure.period')}</dt>
        <dd>{periodName(row.period, language, say)}</dd>
        <dt>{say('figure.dueDay')}</dt>
        <dd>{row.due === null ? say('obligation.noDue') : <DayText day={row.due} />}</dd>
        <dt>{say('figure.done')}</dt>
        <dd>
          <Progress row={row} />
          {row.met_day && <span className="quiet"> {say('obligation.metDay', { day: row.met_day })}</span>}
        </dd>
      </dl>
      {found.kinds.length > 0 && (
        <p className="chips no-print" style={{ marginTop: '0.9rem' }}>
          {found.kinds.map((kind) => (
            <Link
              key={kind.kind}
              to="/u/$code/new/$kind"
              params={{ code: row.unit.code, kind: kind.kind }}
              search={presetSearch(kind.preset)}
              className="button"
            >
              {say('obligation.record', { name: word(kind.name) })}
            </Link>
          ))}
        </p>
      )}
    </div>
  );
}

/** Every seat of a joint holder by its own name, each a link to its duty sheet. */
function HolderLinks({ of }: { of: Found['obligation'] }) {
  const { word } = useLanguage();
  const code = of.unit.code;
  const seats = useReply('listSeats', { params: { code } }).data?.rows ?? [];
  const holders = of.holder.split('+');
  return (
    <span className="chips">
      {holders.map((seat) => {
        const known = seats.find((row) => row.seat === seat);
        return (
          <Link key={seat} to="/u/$code/s/$seat" params={{ code, seat }}>
            {known ? word(known.name) : holders.length === 1 ? word(of.holder_name) : seat}
          </Link>
        );
      })}
    </span>
  );
}

function Contributions({ found }: { found: Found }) {
  const { say } = useLanguage();
  if (found.records.length === 0) return <Empty>{say('obligation.noRecords')}</Empty>;
  const targets = found.records.some((row) => row.target !== '');
  return (
    <Rows
      caption={say('obligation.records')}
      rows={found.records}
      rowKey={(row) => `${row.record.id}|${row.target}`}
      columns={[
        { id: 'title', head: say('record.title'), main: true, cell: (row) => <RecordLink record={row.record} /> },
        { id: 'day', head: say('record.day'), cell: (row) => <DayText day={row.day} /> },
        ...(targets
          ? [
              {
                id: 'target',
                head: say('obligation.target'),
                cell: (row: Contribution) => row.target_name ?? row.target,
              },
            ]
          : []),
        ...(found.records.some((row) => row.until !== null)
          ? [{ id: 'until', head: say('obligation.until'), cell: (row: Contribution) => <DayText day={row.until} /> }]
          : []),
        ...(found.records.some((row) => row.excused)
          ? [
              {
                id: 'excused',
                head: say('obligation.note'),
                cell: (row: Contribution) => (row.excused ? <StatusMark status="excused" /> : null),
              },
            ]
          : []),
      ]}
    />
  );
}

function Missing({ found }: { found: Found }) {
  const { say } = useLanguage();
  return (
    <section className="part" aria-labelledby="missing">
      <h2 id="missing">{say('obligation.missing', { n: found.missing.length })}</h2>
      <ul className="chips">
        {found.missing.map((unit) => (
          <li key={unit.code}>
            <UnitLink unit={unit} />
          </li>
        ))}
      </ul>
      {found.missing.length >= 500 && <p className="quiet">{say('obligation.missingMore')}</p>}
    </section>
  );
}

function Working({ found }: { found: Found }) {
  const { word } = useLanguage();
  return (
    <ol className="steps">
      {found.working.map((row) => (
        <li key={row.step.zh}>
          <span>{word(row.step)}</span>
          <span className="chips">
            {word(row.value)} <Sources ids={row.source?.split(/,\s*/) ?? []} clauses={found.clauses} />
          </span>
        </li>
      ))}
    </ol>
  );
}

const isAssumption = (id: string) => /^[gz]-\d+$/.test(id);

/** Where a step comes from: clauses as they are cited, then assumptions. */
function Sources({ ids, clauses }: { ids: readonly string[]; clauses: Found['clauses'] }) {
  return (
    <>
      {ids
        .filter((id) => !isAssumption(id))
        .map((id) =>
          id.includes('/') ? (
            <ClauseLink key={id} id={id}>
              {clauses.find((clause) => clause.id === id)?.citation ?? id}
            </ClauseLink>
          ) : (
            <span key={id} className="quiet">
              {id}
            </span>
          ),
        )}
      <AssumptionMarks ids={ids.filter(isAssumption)} />
    </>
  );
}

function Spans({ found }: { found: Found }) {
  const { say } = useLanguage();
  return (
    <section className="part" aria-labelledby="spans">
      <h2 id="spans">{say('obligation.spans')}</h2>
      <Rows
        caption={say('obligation.spans')}
        rows={found.spans}
        rowKey={(row) => row.from + (row.person ?? '')}
        columns={[
          {
            id: 'person',
            head: say('seat.person'),
            main: true,
            cell: (row) => (
              <>
                {row.person ?? say('seat.vacant')} {row.acting && <span className="tag">{say('seat.acting')}</span>}
              </>
            ),
          },
          { id: 'from', head: say('seat.from'), cell: (row) => <DayText day={row.from} /> },
          { id: 'to', head: say('seat.to'), cell: (row) => <DayText day={row.to} /> },
          { id: 'days', head: say('obligation.days'), end: true, cell: (row) => row.days },
        ]}
      />
    </section>
  );
}
