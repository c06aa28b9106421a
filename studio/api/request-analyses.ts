import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type AnswerOf, dataOf, server } from './client.ts';
import { usual } from './queries.ts';
import type { paths } from './schema.d.ts';

type Route = paths['/api/v1/request-analyses/{analysis}']['get'];
export type AnalysisName = Route['parameters']['path']['analysis'];
export type AnalysisQuery = NonNullable<Route['parameters']['query']>;
export type Dimension = AnalysisQuery['by'];
export type SpanUnit = NonNullable<AnalysisQuery['unit']>;
export type AnalysisShown = AnswerOf<'analyseRequests'>;
export type AnalysisRow = AnalysisShown['items'][number];

/** What an analysis comes to now; while another one is asked for, the one before stays. */
export function useAnalysis(analysis: AnalysisName, query: AnalysisQuery) {
  return useQuery({
    ...usual,
    staleTime: 0,
    refetchInterval: EVERY_MS,
    queryKey: ['request-analysis', analysis, query],
    queryFn: async () => ({
      analysis,
      ...query,
      found: await dataOf(server.GET('/api/v1/request-analyses/{analysis}', { params: { path: { analysis }, query } })),
    }),
    placeholderData: keepPreviousData,
  });
}

/** Requests come in and go on while their figures are looked at. */
const EVERY_MS = 60_000;
