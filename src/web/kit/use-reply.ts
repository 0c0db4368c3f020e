/** Reading endpoints from components: one hook, kept fresh by name and arguments. */
import { keepPreviousData, QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Reply, RouteName } from '#contract';
import { type Ask, call, Unreachable } from './client.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => error instanceof Unreachable && count < 2,
    },
  },
});

export interface ReplyOptions {
  readonly enabled?: boolean;
  /** Keep the last answer on screen while the next one is fetched. */
  readonly keep?: boolean;
  readonly every?: number | false;
}

export function useReply<N extends RouteName>(
  name: N,
  ask: Ask<N> = {},
  options: ReplyOptions = {},
): UseQueryResult<Reply<N>, Error> {
  return useQuery<Reply<N>, Error>({
    queryKey: [name, ask],
    queryFn: ({ signal }) => call(name, ask, signal),
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  });
}
