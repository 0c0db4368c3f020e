/** Reading endpoints from components: one hook, kept fresh by name and arguments. */
import { keepPreviousData, QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Query, Reply, RouteName } from '#contract';
import { type Ask, call, Refused, Unreachable } from './client.ts';

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
  /** Milliseconds until it is asked again, looked up after every answer. */
  readonly again?: (reply: unknown, error: Error | null) => number | false;
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
    refetchInterval: ({ state }) => options.again?.(state.data, state.error) || (options.every ?? false),
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  });
}

type Overview = Reply<'getOverview'>;

/** How far the count of a what-if has come; undefined when that is not what keeps the page waiting. */
export function countingOf(error: Error | null): { done: number; total: number } | undefined {
  if (!(error instanceof Refused) || error.reply.code !== 'whatif_computing') return undefined;
  const { done, total } = error.reply.facts;
  return { done: Number(done), total: Number(total) };
}

/** Soon where nothing can be shown yet, in a while where some units have acted since they were counted. */
const again = (reply: unknown, error: Error | null): number | false => {
  if (countingOf(error)) return 1000;
  return ((reply as Overview | undefined)?.counted?.changed ?? 0) > 0 ? 4000 : false;
};

/** The overview of a unit; while the server still counts it under another regime it is asked for again. */
export const useOverview = (
  code: string,
  query: Query<'getOverview'>,
  options: Pick<ReplyOptions, 'keep'> = {},
): UseQueryResult<Overview, Error> => useReply('getOverview', { params: { code }, query }, { ...options, again });
