import { keepPreviousData, type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { dataOf, server } from './client.ts';
import { useMe, usual } from './queries.ts';
import type { paths } from './schema.d.ts';

type Route = paths['/api/v1/population/{name}/customers']['get'];
export type CustomersPage = Route['responses']['200']['content']['application/json'];
export type Customer = CustomersPage['items'][number];

/** Whom a list is asked for: by class, or in none; by how the number or name begins; by how little is lacking of a class. */
export type CustomersFilter = Omit<NonNullable<Route['parameters']['query']>, 'cursor' | 'limit'>;

const READING: ReadonlySet<string> = new Set(['agent', 'team-lead', 'customer-manager', 'president']);

/** Whether whoever is signed in may read customers by name; undefined until it is known. */
export function useMayReadCustomers(): boolean | undefined {
  const { data: me } = useMe();
  return me === undefined ? undefined : (me?.rights.some(({ role }) => READING.has(role)) ?? false);
}

const OF_A_PERSON: ReadonlySet<unknown> = new Set(['customers', 'record', 'sample', 'counts']);

/** Forgets what was read of customers by who was signed in, and asks again for what is on the page. */
export async function forgetCustomers(queries: QueryClient): Promise<void> {
  await queries.resetQueries({ predicate: ({ queryKey: [of] }) => OF_A_PERSON.has(of) });
}

/** The customers of a segmentation, a page at a time; nothing is asked without one. */
export function useCustomers(id: string | undefined, filter: CustomersFilter, limit = 200) {
  const name = id?.replace(/^segmentation\//, '') ?? '';
  return useInfiniteQuery({
    ...usual,
    queryKey: ['customers', id, filter, limit],
    queryFn: ({ pageParam }) => {
      const query = { ...filter, limit, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return dataOf(server.GET('/api/v1/population/{name}/customers', { params: { path: { name }, query } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled: id !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** A record of the current snapshot with the rows related to it; nothing is asked without a key. */
export function useRecord(entity: string, key: string | null) {
  return useQuery({
    ...usual,
    queryKey: ['record', entity, key],
    queryFn: () =>
      dataOf(
        server.GET('/api/v1/records/{entity}/{key}', {
          params: { path: { entity: entity.replace(/^entity\//, ''), key: key ?? '' } },
        }),
      ),
    enabled: key !== null,
  });
}
