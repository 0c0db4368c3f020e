/** Lets in who is signed in. A session that ends while a page is open is taken up again over it; nothing typed is lost. */
import { useRouterState } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useLayoutEffect, useRef } from 'react';
import { Refused } from '../kit/client.ts';
import { useLanguage } from '../kit/language.ts';
import { useEnded } from '../kit/session/session.ts';
import { Failure, Loading } from '../kit/states.tsx';
import { useReply } from '../kit/use-reply.ts';

const SignIn = lazy(async () => ({ default: (await import('./sign-in/sign-in.tsx')).SignIn }));
const LinkPage = lazy(async () => ({ default: (await import('./sign-in/link.tsx')).LinkPage }));

export function Gate({ children }: { children: ReactNode }) {
  const isLink = useRouterState({ select: (state) => state.location.pathname === '/link' });
  if (isLink)
    return (
      <Suspense fallback={<Loading />}>
        <LinkPage />
      </Suspense>
    );
  return <Signed>{children}</Signed>;
}

/** A page that cannot be used for a while loses the focus; afterwards one is back where one was. */
function useFocusKept(isAway: boolean): void {
  const place = useRef<EventTarget>(null);
  useLayoutEffect(() => {
    if (isAway) return undefined;
    if (place.current instanceof HTMLElement) place.current.focus();
    const keep = (event: FocusEvent): void => {
      place.current = event.target;
    };
    document.addEventListener('focusin', keep);
    return () => document.removeEventListener('focusin', keep);
  }, [isAway]);
}

function Signed({ children }: { children: ReactNode }) {
  const { say } = useLanguage();
  const hasEnded = useEnded();
  const me = useReply('getMe');
  useFocusKept(hasEnded);
  if (me.data) {
    return (
      <>
        <div inert={hasEnded}>{children}</div>
        {hasEnded && (
          <Suspense fallback={<Loading />}>
            <SignIn over was={me.data.account} />
          </Suspense>
        )}
      </>
    );
  }
  if (me.error instanceof Refused && me.error.status === 401)
    return (
      <Suspense fallback={<Loading />}>
        <SignIn />
      </Suspense>
    );
  return (
    <main className="page">
      <h1 className="unseen">{say('frame.name')}</h1>
      {me.error ? <Failure error={me.error} retry={() => void me.refetch()} /> : <Loading />}
    </main>
  );
}
