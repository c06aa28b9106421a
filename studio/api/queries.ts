import { type QueryClient, queryOptions, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Cuts, Problem, Proof } from '../../definitions/index.ts';
import { dataOf, schemaOfKind, server, ServerError } from './client.ts';
import type { components } from './schema.d.ts';

export type Summary = components['schemas']['DefinitionSummary'];
export type Words = components['schemas']['DefinitionWords']['words'];
export type Distribution = components['schemas']['ClassDistribution'];

const FRESH = 30_000;
/** A lost server is asked again so often; what was loaded stays on the page. */
const AGAIN = 5000;

/** Refusals are answers and not asked for again; only a server that was not reached is. */
const retry = (count: number, error: Error) => count < 2 && error instanceof ServerError && error.status === 0;
const untilReached = (query: { readonly state: { readonly error: unknown } }) =>
  query.state.error instanceof ServerError && query.state.error.status === 0 ? AGAIN : false;

export const usual = { retry, retryDelay: 500, staleTime: FRESH, refetchInterval: untilReached } as const;

/** All definitions in force, without their documents. While proofs are being made it is asked again. */
export function useCatalogue() {
  return useQuery({
    ...usual,
    queryKey: ['definitions'],
    queryFn: () => dataOf(server.GET('/api/v1/definitions')),
    refetchInterval: (query) =>
      untilReached(query) || (query.state.data?.definitions.some(({ proofs }) => proofs === null) ? 2000 : false),
  });
}

/** What all definitions in force say, by id: asked for when somebody searches, again when another set is in force. */
export function useSayings(publication: number | undefined, isWanted: boolean): ReadonlyMap<string, Words> | undefined {
  return useQuery({
    ...usual,
    queryKey: ['sayings', publication],
    queryFn: async () => {
      const query = { include: 'words' } as const;
      const { definitions } = await dataOf(server.GET('/api/v1/definitions', { params: { query } }));
      return new Map(definitions.flatMap(({ id, words }) => (words === undefined ? [] : [[id, words] as const])));
    },
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}

/** Who is signed in; null where the server knows no people. */
export function useMe() {
  return useQuery({
    ...usual,
    queryKey: ['me'],
    queryFn: () =>
      dataOf(server.GET('/api/v1/me')).catch((error: unknown) => {
        if (error instanceof ServerError && error.status === 404) return null;
        throw error;
      }),
  });
}

/** Says who is signed in as far as is known when it is called, whatever of it is drawn yet; null where nobody is. */
export function useWhoNow(): () => string | null {
  const queries = useQueryClient();
  return useCallback(() => {
    const me = queries.getQueryData<ReturnType<typeof useMe>['data']>(['me']);
    return me?.kind === 'person' ? (me.id ?? null) : null;
  }, [queries]);
}

/** One definition with its document. */
export const useDefinition = (kind: string, name: string, isWanted = true) =>
  useQuery({ ...definitionQuery(kind, name), enabled: isWanted });

const definitionQuery = (kind: string, name: string) =>
  queryOptions({
    ...usual,
    queryKey: ['definition', kind, name],
    queryFn: () => dataOf(server.GET('/api/v1/definitions/{kind}/{name}', { params: { path: { kind, name } } })),
  });

/** Asks at once for all that the page of a definition shows first, before its code is there. */
export function askForDefinition(queries: QueryClient, kind: string, name: string): void {
  // What fails is told where it is shown.
  void queries.prefetchQuery(definitionQuery(kind, name));
  void queries.prefetchQuery(wordsQuery(kind, name));
  void queries.prefetchQuery(findingsQuery(kind, name));
  void queries.prefetchQuery(closureQuery(`${kind}/${name}`));
}

/** The JSON Schema of a kind. It changes with the program only. */
export function useKindSchema(kind: string) {
  return useQuery({
    ...usual,
    queryKey: ['schema', kind],
    queryFn: () => schemaOfKind(kind),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What a definition in force says, in both languages. */
export const useWords = (kind: string, name: string, isWanted = true) =>
  useQuery({ ...wordsQuery(kind, name), enabled: isWanted });

const wordsQuery = (kind: string, name: string) =>
  queryOptions({
    ...usual,
    queryKey: ['words', kind, name],
    queryFn: () => dataOf(server.GET('/api/v1/definitions/{kind}/{name}/words', { params: { path: { kind, name } } })),
  });

/** Problems and proofs of a definition in force; `proofs` is null until they are made. */
export function useFindings(kind: string, name: string, isWanted: boolean) {
  return useQuery({
    ...findingsQuery(kind, name),
    enabled: isWanted,
    refetchInterval: (query) => untilReached(query) || (query.state.data?.proofs === null ? 1500 : false),
  });
}

const findingsQuery = (kind: string, name: string) =>
  queryOptions({
    ...usual,
    queryKey: ['problems', kind, name],
    queryFn: async () => {
      const path = { kind, name };
      const found = await dataOf(server.GET('/api/v1/definitions/{kind}/{name}/problems', { params: { path } }));
      // The server writes problems and proofs of the language's own types.
      return { problems: found.problems as readonly Problem[], proofs: found.proofs as readonly Proof[] | null };
    },
  });

/** Documents for the evaluator. `key` changes exactly when the set does. */
export interface Documents {
  readonly key: string;
  readonly sources: readonly { readonly document: unknown; readonly version: number | null }[];
  /** Frozen cuts in force of the segmentations among them that divide by share. */
  readonly cuts: Cuts;
}

/** Definitions with all they stand on; undefined until all are there. One that is not in force yet stands on nothing. */
export function useDocuments(ids: readonly string[]): {
  readonly data: Documents | undefined;
  readonly error: Error | null;
} {
  return useQueries({
    queries: ids.map(closureQuery),
    combine: (results) => {
      const closures = results.flatMap(({ data }) => data ?? []);
      const error = results.map((result) => result.error).find((one) => one !== null) ?? null;
      if (closures.length < ids.length) return { data: undefined, error };
      const byId = new Map(closures.flatMap(({ documents }) => documents.map((one) => [one.id, one] as const)));
      const cuts = Object.assign({}, ...closures.map((one) => one.cuts)) as Cuts;
      const key = `${closures.map(({ closure }) => closure).join(' ')} ${JSON.stringify(cuts)}`;
      return { data: { key, sources: [...byId.values()], cuts }, error };
    },
  });
}

function closureQuery(id: string) {
  const [kind = '', name = ''] = id.split('/');
  return queryOptions({
    ...usual,
    queryKey: ['closure', id],
    queryFn: async () => {
      const asked = server.GET('/api/v1/definitions/{kind}/{name}/closure', { params: { path: { kind, name } } });
      return (await orNull(dataOf(asked))) ?? { closure: '', documents: [], cuts: {} };
    },
  });
}

/** The population that was classified last; null where none was. */
export function usePopulation() {
  return useQuery({
    ...usual,
    queryKey: ['population'],
    queryFn: () => orNull(dataOf(server.GET('/api/v1/population'))),
  });
}

/** How a segmentation divides the population; null where it was not run. */
export function useDistribution(id: string | undefined) {
  const name = id?.replace(/^segmentation\//, '') ?? '';
  return useQuery({
    ...usual,
    queryKey: ['distribution', id],
    queryFn: () => orNull(dataOf(server.GET('/api/v1/population/{name}', { params: { path: { name } } }))),
    enabled: id !== undefined,
  });
}

/** Not found is an answer here, not a failure. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  return await asked.catch((error: unknown) => {
    if (error instanceof ServerError && error.status === 404) return null;
    throw error;
  });
}
