/** Going from page to page loads nothing anew, so a screen reader would stay silent: it is told the new page's title. */
import { type Query, useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

/** What a page asks for the first time; until it is there the page is not drawn, and its title may be the last one's. */
const first = { predicate: ({ state }: Query) => state.status === 'pending' };

/** Stands behind the screen, so that the title is read after the screen has set it. */
export function Spoken() {
  const client = useQueryClient();
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const awaited = useIsFetching(first);
  const last = useRef<string>(undefined);
  const [said, setSaid] = useState({ path: '', title: '' });
  useEffect(() => {
    // The count may lag behind the screen by a turn; what the screen has just asked for is known to the client.
    if (path === undefined || path === last.current || awaited > 0 || client.isFetching(first) > 0) return;
    // The first page of a visit is read out by itself.
    if (last.current !== undefined) setSaid({ path, title: document.title });
    last.current = path;
  }, [path, awaited, client]);
  return (
    <div aria-live="polite" className="unseen">
      {/* Two pages in a row may be called alike: each is a node of its own. */}
      <span key={said.path}>{said.title}</span>
    </div>
  );
}
