import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type AnswerOf, dataOf, server } from './client.ts';

export type RequestNotice = AnswerOf<'listRequestNotices'>['items'][number];

const ASKED_EVERY_MS = 30_000;

/** What the reader was told of requests, newest first. */
export function useRequestNotices() {
  return useQuery({
    queryKey: ['request-notices'],
    refetchInterval: ASKED_EVERY_MS,
    queryFn: () => dataOf(server.GET('/api/v1/me/notices', { params: { query: { limit: 50 } } })),
  });
}

/**
 * How many notices a person has not read, as the server tells it; undefined until it did, and where nobody is signed in. What is shown of
 * them is asked anew when it changes. Only a window that is seen listens: browsers hold few connections to one server.
 */
export function useUnreadNotices(person: string | undefined): number | undefined {
  const queries = useQueryClient();
  const [unread, setUnread] = useState<number>();
  useEffect(() => {
    if (person === undefined) return;
    let source: EventSource | undefined;
    let [isFirst, again] = [true, 0];
    const listen = () => {
      window.clearTimeout(again);
      if (document.visibilityState !== 'visible') source?.close();
      else if (source === undefined || source.readyState === EventSource.CLOSED) {
        source = new EventSource('/api/v1/me/notices/stream');
        source.addEventListener('notices', ({ data }: MessageEvent<string>) => {
          setUnread((JSON.parse(data) as { readonly unread: number }).unread);
          if (!isFirst) void queries.invalidateQueries({ queryKey: ['request-notices'] });
          isFirst = false;
        });
        source.addEventListener('ended', () => source?.close());
        source.addEventListener('error', () => {
          // What the browser gives up, such as an answer of a proxy while the server starts anew, is tried again.
          if (source?.readyState === EventSource.CLOSED) again = window.setTimeout(listen, ASKED_EVERY_MS);
        });
      }
    };
    listen();
    document.addEventListener('visibilitychange', listen);
    return () => {
      document.removeEventListener('visibilitychange', listen);
      window.clearTimeout(again);
      source?.close();
      setUnread(undefined);
    };
  }, [person, queries]);
  return unread;
}

/** Says that a notice was read. */
export const markNoticeRead = (notice: number) =>
  dataOf(server.POST('/api/v1/me/notices/{notice}/read', { params: { path: { notice } } }));
