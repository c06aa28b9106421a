import { parentPort } from 'node:worker_threads';
import type { Source } from '../../definitions/index.ts';
import { checkDraft } from './check-draft.ts';

/** What the checking thread is told: the definitions in force, once; then drafts, each answered by its report. */
export type CheckerMessage =
  | { readonly kind: 'published'; readonly published: readonly Source[] }
  | { readonly kind: 'draft'; readonly draft: unknown };

let published: readonly Source[] = [];

parentPort?.on('message', (message: CheckerMessage) => {
  if (message.kind === 'published') published = message.published;
  else parentPort?.postMessage(checkDraft(published, message.draft));
});
