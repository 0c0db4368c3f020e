/** One record: its fields, what it serves, its acts, and what may be done with it now. */
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Reply } from '#contract';
import { DayText } from '../../kit/figures.tsx';
import { instant, periodName } from '../../kit/format.ts';
import { useLanguage } from '../../kit/language.ts';
import { ObligationLink, recordTitle, UnitLink } from '../../kit/links.tsx';
import { PageHead, useTitle } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { StatusMark } from '../../kit/status-mark.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { ClosedActs } from './closed-acts.tsx';
import { FieldText } from './field-text.tsx';
import { actorName, ForWhom } from './for-whom.tsx';

type Found = Reply<'getRecord'>;
const RecordFiles = lazy(() => import('../attached/record-files.tsx').then((part) => ({ default: part.RecordFiles })));
const RecordReview = lazy(() => import('../review/record-review.tsx').then((part) => ({ default: part.RecordReview })));
const Comments = lazy(() => import('../review/comments.tsx').then((part) => ({ default: part.Comments })));
const Withdraw = lazy(() => import('./withdraw.tsx').then((part) => ({ default: part.Withdraw })));

export function Screen() {
  const { say, language } = useLanguage();
  const { params } = usePlace();
  const query = useReply('getRecord', { params: { county: params.county ?? '', id: params.id ?? '' } });
  useTitle((query.data && recordTitle(query.data.record, language)) || say('record.one'));
  return (
    <>
      {query.data === undefined && <PageHead title={say('record.one')} />}
      <Answer query={query}>{(found) => <Whole found={found} />}</Answer>
    </>
  );
}

function Whole({ found }: { found: Found }) {
  const { say, word, language } = useLanguage();
  const { record } = found;
  return (
    <>
      <PageHead
        title={recordTitle(record, language) || word(record.kind_name)}
        lead={
          <>
            {recordTitle(record, language) !== word(record.kind_name) && `${word(record.kind_name)} · `}
            <UnitLink unit={record.unit} /> · <DayText day={record.day} /> ·{' '}
            {record.counts ? word(record.state_name) : <span className="tag warn">{word(record.state_name)}</span>}
          </>
        }
      />
      <Actions found={found} />
      <ClosedActs found={found} />
      <Suspense>
        <RecordReview found={found} />
      </Suspense>
      <div className="two">
        <section className="part" aria-labelledby="fields">
          <h2 id="fields">{say('record.fields')}</h2>
          <dl className="facts">
            {found.kind.fields.map((field) =>
              field.kind === 'files' ? null : (
                <FieldText key={field.id} field={field} value={found.fields[field.id] ?? null} labels={found.labels} />
              ),
            )}
          </dl>
        </section>
        <section className="part" aria-labelledby="serves">
          <h2 id="serves">{say('record.serves')}</h2>
          <Serves found={found} />
        </section>
      </div>
      {found.kind.fields.some((field) => field.kind === 'files') && (
        <Suspense>
          <RecordFiles found={found} />
        </Suspense>
      )}
      <Suspense>
        <Comments of={{ county: record.county, id: record.id }} />
      </Suspense>
      <section className="part" aria-labelledby="acts">
        <h2 id="acts">{say('record.acts')}</h2>
        <Acts found={found} />
        <p className="small quiet">
          {say('record.judged')}{' '}
          <Link to="/law/documents/$id" params={{ id: found.regime.id }}>
            {word(found.regime.name)}
          </Link>{' '}
          <span className="nowrap">{say('record.mark', { mark: found.regime.mark.slice(0, 12) })}</span>
        </p>
      </section>
    </>
  );
}

function Actions({ found }: { found: Found }) {
  const { word } = useLanguage();
  const [withdrawing, setWithdrawing] = useState(false);
  const { county, id } = found.record;
  if (found.can.length === 0) return null;
  return (
    <div className="pager no-print" style={{ margin: '0 0 1.5rem' }}>
      {found.can
        .filter((act) => act.closed === null)
        .map((act) => {
          if (act.verb === 'amend') {
            return (
              <Link key={act.verb} to="/r/$county/$id/amend" params={{ county, id }} className="button">
                {word(act.name)}
              </Link>
            );
          }
          if (act.verb !== 'withdraw') return null;
          return (
            <button key={act.verb} type="button" className="button" onClick={() => setWithdrawing(true)}>
              {word(act.name)}
            </button>
          );
        })}
      {withdrawing && (
        <Suspense>
          <Withdraw found={found} close={() => setWithdrawing(false)} />
        </Suspense>
      )}
    </div>
  );
}

function Serves({ found }: { found: Found }) {
  const { say, word, language } = useLanguage();
  if (found.fulfils.length === 0)
    return (
      <Empty>
        {found.record.counts
          ? say('record.servesNone')
          : say(found.record.state === 'withdrawn' ? 'record.takenBack' : 'record.notYet', {
              state: word(found.record.state_name),
            })}
      </Empty>
    );
  return (
    <Rows
      caption={say('record.serves')}
      rows={found.fulfils}
      rowKey={(row) => row.key}
      columns={[
        {
          id: 'duty',
          head: say('figure.duty'),
          main: true,
          cell: (row) => <ObligationLink of={row}>{word(row.name)}</ObligationLink>,
        },
        { id: 'unit', head: say('figure.unit'), cell: (row) => <UnitLink unit={row.unit} /> },
        { id: 'holder', head: say('figure.holder'), cell: (row) => word(row.holder_name) },
        { id: 'period', head: say('figure.period'), cell: (row) => periodName(row.period, language, say) },
        {
          id: 'targets',
          head: say('record.targets'),
          end: true,
          cell: (row) => (row.excused ? <StatusMark status="excused" /> : row.targets),
        },
      ]}
    />
  );
}

function Acts({ found }: { found: Found }) {
  const { say, word, language } = useLanguage();
  return (
    <Rows
      caption={say('record.acts')}
      rows={found.acts.map((act, index) => ({ ...act, step: index + 1 }))}
      rowKey={(row) => row.id}
      columns={[
        { id: 'seq', head: say('record.seq'), main: true, cell: (row) => `${row.step}. ${word(row.verb_name)}` },
        {
          id: 'actor',
          head: say('record.actor'),
          cell: (row) => (
            <>
              {actorName(row.actor, say, row.actor_name)}
              <ForWhom mark={row.stands_for} />
            </>
          ),
        },
        { id: 'at', head: say('record.at'), cell: (row) => <time dateTime={row.at}>{instant(row.at, language)}</time> },
        {
          id: 'reason',
          head: say('record.reason'),
          cell: (row) => (typeof row.body.reason === 'string' && row.body.reason !== '' ? row.body.reason : null),
        },
        {
          id: 'hash',
          head: say('record.hash'),
          end: true,
          cell: (row) => <code title={row.hash}>{`${row.seq} ${row.hash.slice(0, 12)}`}</code>,
        },
      ]}
    />
  );
}
