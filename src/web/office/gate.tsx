/** Lets in who is signed in. A session that ends while a page is open is taken up again over it; nothing typed is lost. */
import { useRouterState } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
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

function Signed({ children }: { children: ReactNode }) {
  const { say } = useLanguage();
  const hasEnded = useEnded();
  const me = useReply('getMe');
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
