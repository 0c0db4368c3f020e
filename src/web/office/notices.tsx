/** What must be known before reading the page: still loading, not reachable, or a what-if instead of the facts. */
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Unreachable } from '../kit/client.ts';
import { count } from '../kit/format.ts';
import { useLanguage } from '../kit/language.ts';
import { usePlace } from '../kit/place.ts';
import { useReply } from '../kit/use-reply.ts';

export function Notices() {
  return (
    <>
      <LoadingNotice />
      <WhatIfNotice />
    </>
  );
}

function LoadingNotice() {
  const { say, language } = useLanguage();
  const client = useQueryClient();
  const [loading, setLoading] = useState(false);
  const query = useReply('getStatus', {}, { every: loading ? 2000 : 30_000 });
  const now = query.data !== undefined && !query.data.ready;
  useEffect(() => {
    // All units are in: every figure on the page may be another one now.
    if (loading && !now) void client.invalidateQueries();
    setLoading(now);
  }, [loading, now, client]);
  if (query.error instanceof Unreachable) {
    return (
      <div className="notice" role="status">
        <div className="notice-in">{say('offline.banner')}</div>
      </div>
    );
  }
  if (!loading) return null;
  const progress = query.data?.loading;
  return (
    <div className="notice" role="status">
      <div className="notice-in">
        <span>{say('loading.text')}</span>
        {progress && (
          <>
            <progress value={progress.rows} max={progress.total} aria-label={say('loading.label')} />
            <span>
              {count(progress.rows, language)} / {count(progress.total, language)}
            </span>
          </>
        )}
      </div>
    </div>
  );
}

function WhatIfNotice() {
  const { say, word } = useLanguage();
  const { search, code, params } = usePlace();
  const { regime } = search;
  const documents = useReply('listDocuments', {}, { enabled: regime !== undefined });
  const document = documents.data?.rows.find((row) => row.id === regime);
  // What is no document may be a draft that is tried before it takes force.
  const drafts = useReply(
    'listDrafts',
    {},
    { enabled: regime !== undefined && documents.data !== undefined && document === undefined },
  );
  if (regime === undefined || params.code === undefined) return null;
  const draft = drafts.data?.rows.find((row) => row.pack === regime);
  const known = document ? word(document.name) : draft?.title;
  return (
    <div className="notice" role="status">
      <div className="notice-in">
        <strong>{say('whatif.title')}</strong>
        <span>
          {known !== undefined || !documents.data || drafts.isLoading
            ? say('whatif.text', { name: known ?? '……' })
            : say('whatif.unknown', { name: regime })}
        </span>
        <Link to="." params={{ code }} search={(old: object) => ({ ...old, regime: undefined })}>
          {say('whatif.end')}
        </Link>
      </div>
    </div>
  );
}
