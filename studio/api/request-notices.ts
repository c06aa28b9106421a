import { useQuery } from '@tanstack/react-query';
import { dataOf, server } from './client.ts';

const ASKED_EVERY_MS = 30_000;

/** What the reader was told of requests, newest first. */
export function useRequestNotices() {
  return useQuery({
    queryKey: ['request-notices'],
    refetchInterval: ASKED_EVERY_MS,
    queryFn: () => dataOf(server.GET('/api/v1/me/notices', { params: { query: { limit: 50 } } })),
  });
}

/** Says that a notice was read. */
export const markNoticeRead = (notice: number) =>
  dataOf(server.POST('/api/v1/me/notices/{notice}/read', { params: { path: { notice } } }));
