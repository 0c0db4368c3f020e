/** Who is signed in, and the moment in which the server says that nobody is any more. */
import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Reply } from '#contract';
import { call } from '../client.ts';
import { useReply } from '../use-reply.ts';
import { ended } from './ended.ts';

export type Me = Reply<'getMe'>;

/** Whoever is signed in; undefined while that is not known yet, or nobody is. */
export const useMe = (): Me | undefined => useReply('getMe').data;

/** True from the moment in which a request was refused because the session had ended. */
export const useEnded = (): boolean => useSyncExternalStore(ended.subscribe, ended.get);

/** Ends the session here and forgets everything that was read in it. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await call('signOut').catch(() => {});
    client.clear();
    location.assign('/');
  };
}
