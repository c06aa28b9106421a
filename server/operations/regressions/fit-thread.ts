import { parentPort, workerData } from 'node:worker_threads';
import type { Problem } from '../../../definitions/index.ts';
import type { StoreAddress } from '../../store/address.ts';
import { openReader } from '../../store/open-store.ts';
import { Refusal } from '../../terminal.ts';
import { fitFile, type FitTask } from './fit-file.ts';

/** What the thread says: where it works, then its report as JSON, or why there is none. */
export type FitWord =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'report'; readonly text: string }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

// Only `threadedFitter` starts this thread. A fault ends it, and is told as its error.
if (parentPort !== null)
  await serve(parentPort, workerData as { readonly address: StoreAddress; readonly task: FitTask });

async function serve(
  port: NonNullable<typeof parentPort>,
  { address, task }: { readonly address: StoreAddress; readonly task: FitTask },
): Promise<void> {
  const store = openReader(address);
  const say = (word: FitWord) => port.postMessage(word);
  try {
    const report = await fitFile(store.database, task, (folder) => say({ kind: 'folder', folder }));
    say({ kind: 'report', text: JSON.stringify(report) });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say({ kind: 'refused', problems: error.problems });
  } finally {
    await store.close();
  }
}
