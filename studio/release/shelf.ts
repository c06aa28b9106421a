import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { isObject, type JsonObject } from '../../definitions/index.ts';
import { dataOf, server } from '../api/client.ts';
import { usual } from '../api/queries.ts';
import type { Release } from '../api/releases.ts';
import { entitiesOf, type Shelf, type Titles, titlesOf } from '../texts/titles.ts';
import type { Reader } from '../texts/reader.ts';

/** The documents by whose titles a change is read: what is in force around the definitions it names, and its own texts over that. */
export function useShelf(refs: readonly string[], members: Release['members'] = []): Shelf {
  const closures = useQueries({
    queries: refs.map((id) => ({ ...usual, queryKey: ['closure', id], queryFn: () => closureOf(id) })),
    combine: (results) => results.flatMap(({ data }) => data?.documents ?? []),
  });
  return useMemo(() => {
    const known = closures.flatMap(({ id, document }) =>
      isObject(document as JsonObject) ? [[id, document as JsonObject] as const] : [],
    );
    const own = members.flatMap(({ ref, document }) =>
      document === null ? [] : [[ref, document as JsonObject] as const],
    );
    return new Map([...known, ...own]);
  }, [closures, members]);
}

async function closureOf(id: string) {
  const [kind = '', name = ''] = id.split('/');
  const path = { kind, name };
  return await dataOf(server.GET('/api/v1/definitions/{kind}/{name}/closure', { params: { path } }));
}

/** How the facts, classes and bands of one definition are called. */
export const titlesFor = (shelf: Shelf, ref: string, reader: Reader): Titles =>
  titlesOf(shelf, entitiesOf(shelf.get(ref) ?? {}), reader);
