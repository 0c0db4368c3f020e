/** What waits for my second look, due first before the rest; many can be accepted at once. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { DayText } from '../../kit/figures.tsx';
import { useLanguage } from '../../kit/language.ts';
import { RecordLink, recordTitle, UnitLink } from '../../kit/links.tsx';
import { PageHead, useTitle } from '../../kit/page.tsx';
import { Pager } from '../../kit/pager.tsx';
import { usePlace } from '../../kit/place.ts';
import { Rows } from '../../kit/rows.tsx';
import { Fault, useSending } from '../../kit/sending.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { actorName, ForWhom } from '../record/for-whom.tsx';
import { newId } from '../record-form/draft.ts';

type Page = Reply<'listReviews'>;
type Row = Page['rows'][number];

export function Screen() {
  const { say } = useLanguage();
  const { search } = usePlace();
  useTitle(say('review.queue'));
  const after = search.after === undefined ? undefined : String(search.after);
  const query = useReply('listReviews', { query: { after, limit: 50 } }, { keep: true });
  return (
    <>
      <PageHead
        title={say('review.queue')}
        lead={
          query.data &&
          query.data.rows.length > 0 &&
          say('review.lead', { waiting: query.data.waiting, late: query.data.late })
        }
      />
      <Answer query={query}>
        {(page) => (page.rows.length === 0 ? <Empty>{say('review.none')}</Empty> : <Queue page={page} />)}
      </Answer>
    </>
  );
}

function Queue({ page }: { page: Page }) {
  const { say, word, language } = useLanguage();
  const client = useQueryClient();
  const sending = useSending();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [outcome, setOutcome] = useState<Reply<'performReviews'> | null>(null);
  const ready = page.rows.filter((row) => row.can.some(({ verb }) => verb === 'accept'));
  const picked = ready.filter((row) => chosen.has(row.record.id));
  const toggle = (id: string) =>
    setChosen((old) => (old.has(id) ? new Set([...old].filter((one) => one !== id)) : new Set([...old, id])));
  const accept = () =>
    void sending.send(async () => {
      const acts = picked.map(({ record, version }) => ({
        county: record.county,
        record: record.id,
        id: newId(),
        verb: 'accept' as const,
        version,
      }));
      setOutcome(await call('performReviews', { body: { acts } }));
      setChosen(new Set());
      await client.invalidateQueries();
    });
  return (
    <>
      {outcome && <Outcome outcome={outcome} rows={page.rows} />}
      <p className="pager no-print">
        <label>
          <input
            type="checkbox"
            checked={picked.length > 0 && picked.length === ready.length}
            onChange={() =>
              setChosen(new Set(picked.length === ready.length ? [] : ready.map(({ record }) => record.id)))
            }
          />{' '}
          {say('review.chooseAll')}
        </label>
        <button type="button" className="button first" disabled={picked.length === 0 || sending.busy} onClick={accept}>
          {say('review.acceptChosen', { n: picked.length })}
        </button>
      </p>
      <Fault sending={sending} id="queue-fault" />
      <Rows
        caption={say('review.queue')}
        rows={page.rows}
        rowKey={(row) => row.record.id}
        columns={[
          {
            id: 'title',
            head: say('record.one'),
            main: true,
            cell: (row) => (
              <>
                <label className="no-print">
                  <input
                    type="checkbox"
                    aria-label={say('review.choose', { title: recordTitle(row.record, language) })}
                    checked={chosen.has(row.record.id)}
                    onChange={() => toggle(row.record.id)}
                  />
                </label>
                <RecordLink record={row.record} />
              </>
            ),
          },
          { id: 'unit', head: say('figure.unit'), cell: (row) => <UnitLink unit={row.record.unit} /> },
          { id: 'day', head: say('record.day'), cell: (row) => <DayText day={row.record.day} /> },
          { id: 'mode', head: say('review.mode'), cell: (row) => say(`review.mode.${row.mode}`) },
          { id: 'sent', head: say('review.sent'), cell: (row) => <Sender row={row} /> },
          { id: 'due', head: say('review.due'), cell: (row) => <Due row={row} /> },
          { id: 'state', head: say('figure.status'), cell: (row) => word(row.record.state_name) },
        ]}
      />
      <Pager next={page.next} />
    </>
  );
}

/** Who sent it in last, and for whom. */
function Sender({ row: { sent } }: { row: Row }) {
  const { say } = useLanguage();
  return (
    <>
      {actorName(sent.actor, say, sent.name)}
      <ForWhom mark={sent.stands_for} />
    </>
  );
}

function Due({ row }: { row: Row }) {
  const { say } = useLanguage();
  return (
    <>
      <DayText day={row.due} /> {row.late && <span className="tag warn">{say('review.late')}</span>}
    </>
  );
}

/** What was done, and what was not and why, each by name. */
function Outcome({ outcome, rows }: { outcome: Reply<'performReviews'>; rows: readonly Row[] }) {
  const { say, word } = useLanguage();
  const titleOf = (id: string) => rows.find(({ record }) => record.id === id)?.record.title ?? id;
  return (
    <div className="box" role="status">
      <p>{say('review.done', { n: outcome.done.length })}</p>
      {outcome.refused.length > 0 && (
        <>
          <p>{say('review.refused', { n: outcome.refused.length })}</p>
          <ul>
            {outcome.refused.map(({ record, refusal }) => (
              <li key={record}>
                {titleOf(record)}: {word(refusal.message)} {word(refusal.remedy)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
