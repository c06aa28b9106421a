import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { type AnswerOf, dataOf, server } from './client.ts';
import { usual } from './queries.ts';

export type ServiceRequest = AnswerOf<'getRequest'>;
export type RequestPage = AnswerOf<'listRequests'>;
export type Assignee = AnswerOf<'listAssignees'>['items'][number];
type RequestRegistered = AnswerOf<'registerRequest', 201>;

/** Whose requests are listed: of a queue (`complaints`), of a person, of a customer. */
export type RequestsOf = { readonly queue: string } | { readonly owner: string } | { readonly customer: string };

/** How open requests may stand: late, due within four hours, or with nobody who works on them. */
export const STANDINGS = ['late', 'soon', 'unassigned'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Others work on the same requests, and clocks run: what is shown is asked for again while it is looked at. */
const lively = { ...usual, staleTime: 0, refetchInterval: 10_000, refetchOnWindowFocus: true } as const;

/** Requests in the order of their queue, a page at a time; nothing is asked while nothing is chosen. */
export function useRequests(of: RequestsOf | undefined, state: 'open' | 'closed', standing?: Standing) {
  return useInfiniteQuery({
    ...lively,
    enabled: of !== undefined,
    queryKey: ['requests', of, state, standing],
    queryFn: ({ pageParam }) =>
      dataOf(
        server.GET('/api/v1/requests', {
          params: {
            query: { ...of, state, limit: 100, ...(standing && { standing }), ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** How many open requests each queue has, of what one may see; whether all that can be known of it is. */
export function useOpenCounts(queues: readonly string[]): {
  readonly counts: ReadonlyMap<string, number>;
  readonly isSettled: boolean;
} {
  return useQueries({
    queries: queues.map((queue) => ({
      ...lively,
      refetchInterval: COUNTED_EVERY_MS,
      queryKey: ['requests', { queue }, 'count'],
      queryFn: () => dataOf(server.GET('/api/v1/requests', { params: { query: { queue, state: 'open', limit: 1 } } })),
    })),
    combine: (found) => ({
      counts: new Map(
        found.flatMap(({ data }, i): readonly [string, number][] =>
          data === undefined ? [] : [[queues[i] ?? '', data.total]],
        ),
      ),
      isSettled: found.every(({ isPending }) => !isPending),
    }),
  });
}

/** How many open requests of a queue stand in each way, of what one may see; undefined until all are known. */
export function useStandingCounts(queue: string | undefined): {
  readonly counts: Readonly<Record<Standing, number>> | undefined;
  readonly error: Error | null;
} {
  return useQueries({
    queries: STANDINGS.map((standing) => ({
      ...lively,
      enabled: queue !== undefined,
      queryKey: ['requests', { queue }, 'count', standing],
      queryFn: () =>
        dataOf(
          server.GET('/api/v1/requests', {
            params: { query: { queue: queue ?? '', state: 'open', standing, limit: 1 } },
          }),
        ),
    })),
    combine: ([late, soon, unassigned]) => ({
      counts:
        late?.data === undefined || soon?.data === undefined || unassigned?.data === undefined
          ? undefined
          : { late: late.data.total, soon: soon.data.total, unassigned: unassigned.data.total },
      error: late?.error ?? soon?.error ?? unassigned?.error ?? null,
    }),
  });
}

/** Every queue is counted, for a figure beside its name. */
const COUNTED_EVERY_MS = 60_000;

/** One request with its timeline, and the tag of what was seen. */
export function useRequest(id: string, isAsked = true) {
  return useQuery({
    ...lively,
    enabled: isAsked,
    queryKey: ['request', id],
    queryFn: async () => {
      const asked = server.GET('/api/v1/requests/{request}', { params: { path: { request: id } } });
      const request = await dataOf(asked);
      return { request, tag: (await asked).response.headers.get('etag') ?? '' };
    },
  });
}

/** Who may be given a request, for who leads there; nothing is asked without one. */
export function useAssignees(id: string | undefined) {
  return useQuery({
    ...usual,
    staleTime: 0,
    enabled: id !== undefined,
    queryKey: ['assignees', id],
    queryFn: () =>
      dataOf(server.GET('/api/v1/requests/{request}/assignees', { params: { path: { request: id ?? '' } } })),
  });
}

interface Seen {
  readonly id: string;
  /** Of what was seen: what somebody else did since is told instead of being written over. */
  readonly tag: string;
}

/** What is done with a request besides sending it an event. */
export type Handling =
  | { readonly kind: 'event'; readonly event: string }
  | { readonly kind: 'assignment'; readonly person: string | null }
  | { readonly kind: 'note'; readonly text: string };

export async function handle({ id, tag }: Seen, handling: Handling) {
  const params = { path: { request: id }, header: { 'if-match': tag } };
  switch (handling.kind) {
    case 'event':
      return await dataOf(
        server.POST('/api/v1/requests/{request}/events', { params, body: { event: handling.event } }),
      );
    case 'assignment':
      return await dataOf(
        server.POST('/api/v1/requests/{request}/assignment', { params, body: { person: handling.person } }),
      );
    case 'note':
      return await dataOf(server.POST('/api/v1/requests/{request}/notes', { params, body: { text: handling.text } }));
  }
}

export interface Registration {
  readonly type: string;
  readonly key: string;
  readonly facts: Readonly<Record<string, never>>;
  readonly customer: string;
  readonly channel: string;
}

/** Registers a request; sent again under its key it is registered once. */
export async function register({ type, key, facts, customer, channel }: Registration): Promise<RequestRegistered> {
  return await dataOf(
    server.POST('/api/v1/request-types/{type}/requests', {
      params: { path: { type } },
      headers: { 'idempotency-key': key },
      body: { facts, ...(customer !== '' && { customer }), ...(channel !== '' && { channel }) },
    }),
  );
}
