import { useQuery } from '@tanstack/react-query';
import { type AnswerOf, dataOf, server } from './client.ts';

export type ApprovalsShown = AnswerOf<'listRequestApprovals'>;

const ASKED_EVERY_MS = 30_000;

/** What waits for the reader's approval, the longest waiting first. */
export function useWaitingApprovals() {
  return useQuery({
    queryKey: ['approvals'],
    refetchInterval: ASKED_EVERY_MS,
    queryFn: () => dataOf(server.GET('/api/v1/approvals', { params: { query: { limit: 100 } } })),
  });
}

/** The approvals of a request as it stands at a revision; nothing is asked where there can be none. */
export function useApprovals(request: string, revision: number, isAsked: boolean) {
  return useQuery({
    enabled: isAsked,
    queryKey: ['request', request, 'approvals', revision],
    queryFn: () => dataOf(server.GET('/api/v1/requests/{request}/approvals', { params: { path: { request } } })),
  });
}

/** What the desk offers to do with an approval. */
export type Approving =
  | { readonly act: 'approve'; readonly reason?: string }
  | { readonly act: 'reject'; readonly to?: string; readonly reason: string }
  | { readonly act: 'take-back' | 'withdraw'; readonly reason: string }
  | { readonly act: 'urge' };

export const actOnApproval = ({ id, tag }: { readonly id: string; readonly tag: string }, body: Approving) =>
  dataOf(
    server.POST('/api/v1/requests/{request}/approvals', {
      params: { path: { request: id }, header: { 'if-match': tag } },
      body,
    }),
  );
