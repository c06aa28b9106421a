import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { JsonObject } from '../../../../definitions/index.ts';
import { dataOf, server, ServerError } from '../../../api/client.ts';
import { useDefinition } from '../../../api/queries.ts';
import type { Asked, SampleTold } from './protocol.ts';
import { askScorer } from './scorer-client.ts';

/** A sample; null: no population was brought; `withheld`: it is not for whoever looks. */
export type SampleFound = SampleTold | null | 'withheld';

const KEPT_MS = 300_000;

/** The sample of a definition in force, or of a draft of it; the worker holds its columns. */
export function useSample(id: string, draft: JsonObject | null, isWanted: boolean) {
  const [kind = '', name = ''] = id.split('/');
  const closure = useDefinition(kind, name).data?.closure;
  const text = draft === null ? null : JSON.stringify(draft);
  return useQuery({
    queryKey: ['sample', id, closure, text],
    queryFn: async (): Promise<SampleFound> => {
      const asked = server.POST('/api/v1/definitions/{kind}/{name}/sample', {
        params: { path: { kind, name } },
        body: draft === null ? {} : { document: draft as Record<string, never> },
      });
      const sample = await dataOf(asked).catch((error: unknown) => {
        if (!(error instanceof ServerError)) throw error;
        if (error.status === 404) return null;
        if (error.status === 401 || error.status === 403) return 'withheld' as const;
        throw error;
      });
      if (sample === null || sample === 'withheld') return sample;
      return await askScorer('load', { key: JSON.stringify([id, closure, text]), sample });
    },
    enabled: isWanted && closure !== undefined,
    // The last sample stays while the next is drawn, but never that of another definition.
    placeholderData: (previous, query) => (query?.queryKey[1] === id ? previous : undefined),
    staleTime: KEPT_MS,
    gcTime: KEPT_MS,
    retry: false,
  });
}

/** Counts a list of a sample by the worker. `loadedAt` changes where the worker was given the sample anew. */
export function useCounted(asked: Asked, isWanted: boolean, loadedAt: number) {
  return useQuery({
    queryKey: ['counted', asked, loadedAt],
    queryFn: () => askScorer('count', asked),
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

/** A value once it has stayed for a moment. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const waiting = setTimeout(() => settle(value), milliseconds);
    return () => clearTimeout(waiting);
  }, [value, milliseconds]);
  return settled;
}
