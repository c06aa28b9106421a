import { nameFor } from '../../definitions/index.ts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useReader } from '../texts/reader.ts';
import { dataOf, server } from './client.ts';
import { usual } from './queries.ts';
import type { operations } from './schema.d.ts';

type ItemOf<Operation extends keyof operations> = operations[Operation] extends {
  responses: { 200: { content: { 'application/json': { items: (infer Item)[] } } } };
}
  ? Item
  : never;

export type Person = ItemOf<'listPeople'>;
export type Place = ItemOf<'listPlaces'>;
export type AuthorityChange = ItemOf<'listAuthorityChanges'>;
export type AuditEntry = ItemOf<'listAudit'>;
export type Snapshot = ItemOf<'listSnapshots'>;
export type Role = Person['rights'][number]['role'];
/** What a person asks to be changed of rights. */
export type Asked = operations['beginAuthorityChange']['requestBody']['content']['application/json'];

/** What data there is: every snapshot, the current ones marked. */
export function useSnapshots() {
  return useQuery({ ...usual, queryKey: ['snapshots'], queryFn: () => dataOf(server.GET('/api/v1/snapshots')) });
}

export type Settings = operations['getSettings']['responses'][200]['content']['application/json']['settings'];

/** By what changes are judged, as it is in force. */
export function useSettings() {
  return useQuery({ ...usual, queryKey: ['settings'], queryFn: () => dataOf(server.GET('/api/v1/settings')) });
}

export interface PeopleAsked {
  /** Part of a name, an account or the title of a place. */
  readonly query?: string;
  readonly role?: Role | '';
  readonly isActive?: boolean;
}

/** People within the reader's scope, found by the server, so many at a time; what was found stands until the next is there. */
export function usePeople({ query = '', role = '', isActive }: PeopleAsked, limit: number) {
  const wanted = query.trim();
  const asked = {
    ...(wanted === '' ? {} : { query: wanted }),
    ...(role === '' ? {} : { role }),
    ...(isActive === undefined ? {} : { isActive }),
    limit,
  };
  return useInfiniteQuery({
    ...usual,
    queryKey: ['people', asked],
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      dataOf(
        server.GET('/api/v1/people', { params: { query: { ...asked, ...(pageParam && { cursor: pageParam }) } } }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

type Organisation = operations['listPlaces']['responses'][200]['content']['application/json'];

/** The places of the organisation, by their titles in the reader's language. */
export function usePlaces() {
  const { language } = useReader();
  return useQuery({
    ...usual,
    queryKey: ['places'],
    queryFn: () => dataOf(server.GET('/api/v1/organisation')),
    // A title may be written in both languages.
    select: useCallback(
      (told: Organisation): Organisation => ({
        ...told,
        items: told.items.map((place) => ({ ...place, title: nameFor(place.title, language) })),
      }),
      [language],
    ),
  });
}

export function useKeys() {
  return useQuery({
    ...usual,
    queryKey: ['keys'],
    queryFn: async () => {
      const pages = await pagesOf((cursor) =>
        dataOf(server.GET('/api/v1/keys', { params: { query: { limit: 200, ...(cursor && { cursor }) } } })),
      );
      return { items: pages.flatMap(({ items }) => items), names: pages.flatMap(({ names }) => names) };
    },
  });
}

/** Changes of rights that wait for a second person, or that do not any more; newest first, a page at a time. */
export function useAuthorityChanges(state: 'waiting' | 'decided') {
  return useInfiniteQuery({
    ...usual,
    staleTime: 2000,
    queryKey: ['authority-changes', state],
    queryFn: ({ pageParam }) =>
      dataOf(
        server.GET('/api/v1/authority-changes', {
          params: { query: { state, limit: 100, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

export type AuditAsked = Partial<Record<'actor' | 'subject' | 'operation' | 'since' | 'until', string>>;

export function useAudit(asked: AuditAsked) {
  return useInfiniteQuery({
    ...usual,
    staleTime: 0,
    queryKey: ['audit', asked],
    queryFn: ({ pageParam }) =>
      dataOf(
        server.GET('/api/v1/audit', {
          params: { query: { ...asked, limit: 100, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** What operations stand in the audit, by their names. */
export function useAuditOperations() {
  return useQuery({
    ...usual,
    staleTime: Number.POSITIVE_INFINITY,
    queryKey: ['audit-operations'],
    queryFn: () => dataOf(server.GET('/api/v1/audit/operations')),
  }).data?.items;
}

export type DeliveryState = 'waiting' | 'delivered' | 'dead';

/** What left by webhook, newest first, a page at a time; looked at anew while it is shown. */
export function useDeliveries(state: DeliveryState | undefined, limit = 100) {
  return useInfiniteQuery({
    ...usual,
    staleTime: 0,
    refetchInterval: 5000,
    queryKey: ['deliveries', state, limit],
    queryFn: ({ pageParam }) =>
      dataOf(
        server.GET('/api/v1/deliveries', {
          params: { query: { limit, ...(state && { state }), ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

async function pagesOf<Page extends { readonly next: string | null }>(
  page: (cursor: string | null) => Promise<Page>,
): Promise<readonly Page[]> {
  const pages: Page[] = [];
  for (let cursor: string | null = null; ; ) {
    const found = await page(cursor);
    pages.push(found);
    if (found.next === null) return pages;
    cursor = found.next;
  }
}

export const administrate = {
  begin: (asked: Asked) => dataOf(server.POST('/api/v1/authority-changes', { body: asked })),
  decide: (change: string, decision: 'confirm' | 'refuse' | 'withdraw') =>
    dataOf(
      server.POST('/api/v1/authority-changes/{change}/decision', {
        params: { path: { change } },
        body: { decision },
      }),
    ),
  endSessions: (person: string) =>
    dataOf(server.DELETE('/api/v1/people/{person}/sessions', { params: { path: { person } } })),
  rename: async (person: string, name: string) => {
    const path = { person };
    const asked = server.GET('/api/v1/people/{person}', { params: { path } });
    await dataOf(asked);
    const tag = (await asked).response.headers.get('etag') ?? '';
    return await dataOf(
      server.PUT('/api/v1/people/{person}', { params: { path, header: { 'if-match': tag } }, body: { name } }),
    );
  },
  deliverAgain: (delivery: number) =>
    dataOf(server.POST('/api/v1/deliveries/{delivery}/again', { params: { path: { delivery } } })),
  endKey: (key: string) => dataOf(server.DELETE('/api/v1/keys/{key}', { params: { path: { key } } })),
} as const;
