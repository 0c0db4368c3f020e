/** What a page shows while it waits, when there is nothing, and when something went wrong. */
import type { UseQueryResult } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Broken, Refused, Unreachable } from './client.ts';
import { useLanguage } from './language.ts';
import { ClauseLink } from './links.tsx';
import { useMe } from './session/session.ts';

export function Loading() {
  const { say } = useLanguage();
  return (
    <p className="spin" role="status">
      {say('state.loading')}
    </p>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="quiet">{children}</p>;
}

/** From what is not there to where one can start again: the library inside the library, else the board of one's unit. */
export function WayBack() {
  const { say } = useLanguage();
  const me = useMe();
  const inLaw = useRouterState({ select: (state) => state.location.pathname.startsWith('/law') });
  if (!me)
    return (
      <Link to="/" className="button">
        {say('signIn.title')}
      </Link>
    );
  return inLaw ? (
    <Link to="/law" className="button">
      {say('law.home')}
    </Link>
  ) : me.admin ? null : (
    <Link to="/u/$code" params={{ code: me.home }} className="button">
      {say('missing.home')}
    </Link>
  );
}

/** A failure in plain words, with what to do next. */
export function Failure({ error, retry }: { error: Error; retry?: (() => void) | undefined }) {
  const { say, word } = useLanguage();
  const again = retry ? (
    <button type="button" className="button" onClick={retry}>
      {say('state.again')}
    </button>
  ) : null;
  if (error instanceof Refused) {
    return (
      <div className="state" role="alert">
        <h2>{word(error.reply.message)}</h2>
        <p>{word(error.reply.remedy)}</p>
        {error.reply.law.length > 0 && (
          <p className="chips">
            {say('state.law')}
            {error.reply.law.map((id) => (
              <ClauseLink key={id} id={id} />
            ))}
          </p>
        )}
        {/* What is not there, or not for this person, is so the second time as well. */}
        {error.status === 404 || error.status === 403 ? <WayBack /> : again}
      </div>
    );
  }
  const offline = error instanceof Unreachable;
  return (
    <div className="state" role="alert">
      <h2>{say(offline ? 'offline.title' : 'broken.title')}</h2>
      <p>{say(offline ? 'offline.text' : 'broken.text')}</p>
      {error instanceof Broken && error.request && (
        <p className="quiet">{say('broken.request', { number: error.request })}</p>
      )}
      {again}
    </div>
  );
}

/** The reply of a query, or the state it is in. */
export function Answer<T>({ query, children }: { query: UseQueryResult<T, Error>; children: (reply: T) => ReactNode }) {
  if (query.data !== undefined) {
    return <div className={query.isPlaceholderData ? 'stale' : undefined}>{children(query.data)}</div>;
  }
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return <Loading />;
}
