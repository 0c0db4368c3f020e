/** Of a unit that one's seats do not reach the pages say so, by its name, instead of that there is nothing. */
import { Link, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useLanguage } from '../kit/language.ts';
import { PageHead, useTitle } from '../kit/page.tsx';
import { factual, usePlace } from '../kit/place.ts';
import { WayBack } from '../kit/states.tsx';
import { useReply } from '../kit/use-reply.ts';

/** The pages of a unit, or why they are not for whoever looks; what the unit is, everybody may see. */
export function Beyond({ children }: { children: ReactNode }) {
  const { params } = usePlace();
  const isOpen = useRouterState({ select: (state) => /\/unit$|^\/(?!u\/)/.test(state.location.pathname) });
  return isOpen || params.code === undefined ? children : <Reached code={params.code}>{children}</Reached>;
}

function Reached({ code, children }: { code: string; children: ReactNode }) {
  const { say } = useLanguage();
  const { when } = usePlace();
  const found = useReply('getUnit', { params: { code }, query: factual(when) }).data;
  const isBeyond = found !== undefined && found.can.length === 0;
  if (!isBeyond) return children;
  return <Closed title={say('beyond.title', { unit: found.unit.name })} code={code} />;
}

function Closed({ title, code }: { title: string; code: string }) {
  const { say } = useLanguage();
  useTitle(title);
  return (
    <>
      <PageHead title={title} />
      <p>{say('beyond.text')}</p>
      <p className="pager">
        <Link to="/u/$code/unit" params={{ code }} className="button">
          {say('beyond.unit')}
        </Link>
        <WayBack />
      </p>
    </>
  );
}
