/** Reading endpoints from components: one hook, kept fresh by name and arguments. */
import { keepPreviousData, QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Query, Reply, RouteName } from '#contract';
import { type Ask, call, Refused, Unreachable } from './client.ts';

/** Milliseconds after which a server that has too much to do wants to be asked again; 0 where it is not that. */
const waitOf = (error: unknown): number =>
  error instanceof Refused && error.reply.code === 'overloaded' ? 1000 * Number(error.reply.facts.retry_after) : 0;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => (error instanceof Unreachable || waitOf(error) > 0) && count < 2,
      retryDelay: (count, error) => waitOf(error) || Math.min(1000 * 2 ** count, 30_000),
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

type Overview = Reply<'getOverview'>;

/** How far the server has come with counting a what-if above the county. */
export interface Counting {
  readonly counting: { readonly done: number; readonly total: number };
}

/** The overview, where that is what came back. */
export const overviewIn = (reply: Overview | Counting | undefined): Overview | undefined =>
  reply === undefined || 'counting' in reply ? undefined : reply;

function countingFrom(error: unknown): Counting {
  if (!(error instanceof Refused) || error.reply.code !== 'whatif_computing') throw error;
  const { done, total } = error.reply.facts;
  return { counting: { done: Number(done), total: Number(total) } };
}

/** Soon where nothing can be shown yet, in a while where some units have acted since they were counted. */
function again(reply: Overview | Counting | undefined): number | false {
  if (reply === undefined) return false;
  if ('counting' in reply) return 1000;
  return (reply.counted?.changed ?? 0) > 0 ? 4000 : false;
}

/** The overview of a unit, or how far it is counted; while it is counted it is asked for again and again. */
export function useOverview(
  code: string,
  query: Query<'getOverview'>,
  options: Pick<ReplyOptions, 'keep'> = {},
): UseQueryResult<Overview | Counting, Error> {
  const ask: Ask<'getOverview'> = { params: { code }, query };
  return useQuery<Overview | Counting, Error>({
    queryKey: ['getOverview', ask],
    queryFn: ({ signal }) => call('getOverview', ask, signal).catch(countingFrom),
    refetchInterval: ({ state }) => again(state.data),
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  });
}
