import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { JsonObject } from '../../../../definitions/index.ts';
import { dataOf, server, ServerError } from '../../../api/client.ts';
import { useDefinition } from '../../../api/queries.ts';
import type { Asked, AskedCells, SampleTold } from './protocol.ts';
import { askScorer, countAnew } from './scorer-client.ts';

/** A sample; null: no population was brought; `withheld`: it is not for whoever looks. */
export type SampleFound = SampleTold | null | 'withheld';

const KEPT_MS = 300_000;

/** A draft, and what its figures depend on: drafts of one key have one sample. */
interface SampleDraft {
  readonly key: string;
  readonly document: JsonObject;
}

/** The sample of a definition in force, or of a draft of it or of a new one; the worker holds its columns. */
export function useSample(id: string, draft: SampleDraft | null, isWanted: boolean, isInForce: boolean) {
  const [kind = '', name = ''] = id.split('/');
  const definition = useDefinition(kind, name, isInForce);
  const closure = definition.data?.closure ?? null;
  const queryKey = ['sample', id, closure, draft?.key ?? null] as const;
  return useQuery({
    queryKey,
    // A draft that nobody looks at any more is not waited for.
    queryFn: async ({ signal }): Promise<SampleFound> => {
      const asked = server.POST('/api/v1/definitions/{kind}/{name}/sample', {
        params: { path: { kind, name } },
        body: draft === null ? {} : { document: draft.document as Record<string, never> },
        signal,
      });
      const sample = await dataOf(asked).catch((error: unknown) => {
        const found = insteadOf(error);
        if (found === undefined) throw error;
        return found;
      });
      if (sample === null || sample === 'withheld') return sample;
      return await askScorer('load', { key: JSON.stringify(queryKey), sample });
    },
    // What is not published has a draft only.
    enabled: isWanted && (closure !== null || (draft !== null && !isInForce)),
    // The last sample stays while the next is drawn, but never that of another definition.
    placeholderData: (previous, query) => (query?.queryKey[1] === id ? previous : undefined),
    staleTime: KEPT_MS,
    gcTime: KEPT_MS,
    retry: false,
  });
}

/** What is found where the server refuses a sample, or counts; undefined: nothing, the refusal is told. Who is not signed in may be soon. */
export function insteadOf(error: unknown): null | 'withheld' | undefined {
  if (!(error instanceof ServerError)) return undefined;
  if (error.codes.includes('snapshot-not-found')) return null;
  return error.status === 403 ? 'withheld' : undefined;
}

/** Counts a list of a sample by the worker. `loadedAt` changes where the worker was given the sample anew. */
export function useCounted(asked: Asked, isWanted: boolean, loadedAt: number) {
  const load = useReload(asked.key);
  return useQuery({
    queryKey: ['counted', asked, loadedAt],
    queryFn: () => countAnew(() => askScorer('count', asked), load),
    enabled: isWanted,
    placeholderData: (previous, query) => {
      const before = query?.queryKey[1] as Asked | undefined;
      return before?.key === asked.key && before.pointer === asked.pointer ? previous : undefined;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
    networkMode: 'always',
    retry: false,
  });
}

/** Counts the cells of a matrix by the worker. */
export function useCountedCells(asked: AskedCells, isWanted: boolean, loadedAt: number) {
  const load = useReload(asked.key);
  return useQuery({
    queryKey: ['counted cells', asked, loadedAt],
    queryFn: () => countAnew(() => askScorer('cells', asked), load),
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
    networkMode: 'always',
    retry: false,
  });
}

/** Loads a sample into the worker again, by its key. */
function useReload(key: string): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    const queryKey = JSON.parse(key) as readonly unknown[];
    await queries.refetchQueries({ queryKey, exact: true }, { cancelRefetch: false, throwOnError: true });
  };
}

/** A value once it has stayed for a moment. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const waiting = setTimeout(() => settle(value), milliseconds);
    return () => clearTimeout(waiting);
  }, [value, milliseconds]);
  return settled;
}
