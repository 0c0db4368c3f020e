/** My notices, newest first, and through which channels I want to hear of them. */
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { instant } from '../../kit/format.ts';
import { useLanguage } from '../../kit/language.ts';
import { RecordLink, UnitLink } from '../../kit/links.tsx';
import { PageHead, useTitle } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { Rows } from '../../kit/rows.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { NoticeSetting } from './notice-setting.tsx';

type Row = Reply<'listNotices'>['rows'][number];

export function Screen() {
  const { say } = useLanguage();
  const { search } = usePlace();
  useTitle(say('notices.title'));
  const after = search.after === undefined ? undefined : String(search.after);
  const query = useReply('listNotices', { query: { after, limit: 30 } }, { keep: true });
  useSeen(query.data?.rows.some((row) => row.fresh) ?? false);
  return (
    <>
      <PageHead title={say('notices.title')} />
      <Answer query={query}>
        {(page) =>
          page.rows.length === 0 ? (
            <Empty>{say('notices.none')}</Empty>
          ) : (
            <>
              <List rows={page.rows} />
              {page.next !== null && (
                <p className="pager">
                  <Link to="." search={(old: object) => ({ ...old, after: page.next })} className="button">
                    {say('notices.more')}
                  </Link>
                </p>
              )}
            </>
          )
        }
      </Answer>
      <NoticeSetting />
    </>
  );
}

/** Once the list is on screen, the bell is quiet again; the marks in the list stay until it is opened anew. */
function useSeen(isFresh: boolean): void {
  const client = useQueryClient();
  const [isTold, setTold] = useState(false);
  useEffect(() => {
    if (!isFresh || isTold) return;
    setTold(true);
    call('markNoticesSeen', { body: {} })
      .then(() => client.invalidateQueries({ queryKey: ['getBell'] }))
      .catch(() => {});
  }, [isFresh, isTold, client]);
}

function List({ rows }: { rows: readonly Row[] }) {
  const { say, language } = useLanguage();
  return (
    <Rows
      caption={say('notices.list')}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          id: 'what',
          head: say('notices.what'),
          main: true,
          cell: (row) => (
            <>
              {say(`notice.${row.event}`)} {row.fresh && <span className="tag warn">{say('notices.fresh')}</span>}
            </>
          ),
        },
        {
          id: 'about',
          head: say('notices.about'),
          cell: (row) => (row.record ? <RecordLink record={{ ...row.record, title: row.title }} /> : null),
        },
        { id: 'where', head: say('notices.where'), cell: (row) => <UnitLink unit={row.unit} /> },
        {
          id: 'when',
          head: say('notices.when'),
          cell: (row) => <time dateTime={row.at}>{instant(row.at, language)}</time>,
        },
      ]}
    />
  );
}
