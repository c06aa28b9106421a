import { parentPort, workerData } from 'node:worker_threads';
import type { Problem } from '../../../definitions/index.ts';
import type { StoreAddress } from '../../store/address.ts';
import { openReader } from '../../store/open-store.ts';
import { Refusal } from '../../terminal.ts';
import { computeImpact, type ImpactNews, type ImpactTask, stopper } from './compute-impact.ts';

/** What the thread says: news, and last that it is done, or why it could not be. */
export type ImpactWord =
  | ImpactNews
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

// Only `threadedRunner` starts this thread. A fault ends it, and is told as its error.
if (parentPort !== null)
  await serve(parentPort, workerData as { readonly address: StoreAddress; readonly task: ImpactTask });

async function serve(
  port: NonNullable<typeof parentPort>,
  { address, task }: { readonly address: StoreAddress; readonly task: ImpactTask },
): Promise<void> {
  const ending = new AbortController();
  port.on('message', () => ending.abort());
  const store = openReader(address);
  const say = (word: ImpactWord) => port.postMessage(word);
  try {
    await computeImpact(store.database, task, async (news) => say(news), stopper(ending.signal));
    say({ kind: 'done' });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say({ kind: 'refused', problems: error.problems });
  } finally {
    await store.close();
  }
}
