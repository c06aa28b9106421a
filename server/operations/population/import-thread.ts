import { parentPort, workerData } from 'node:worker_threads';
import type { Problem } from '../../../definitions/index.ts';
import type { ImportListener } from '../../population/import-snapshot.ts';
import type { Snapshot } from '../../population/snapshot.ts';
import type { StoreAddress } from '../../store/address.ts';
import { openReader } from '../../store/open-store.ts';
import { Refusal } from '../../terminal.ts';
import { type ImportTask, runImport } from './run-import.ts';

/** What the thread says: how far it is, the snapshot that is to be kept before it goes on, and last that it is done, or why not. */
export type ImportWord =
  | { readonly kind: 'progress'; readonly step: Parameters<ImportListener>[0]; readonly share: number }
  | { readonly kind: 'keep'; readonly snapshot: Snapshot }
  | { readonly kind: 'done'; readonly notes: readonly Problem[] }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

// Only `threadedImporter` starts this thread. A fault ends it, and is told as its error.
if (parentPort !== null)
  await serve(parentPort, workerData as { readonly address: StoreAddress; readonly task: ImportTask });

async function serve(
  port: NonNullable<typeof parentPort>,
  { address, task }: { readonly address: StoreAddress; readonly task: ImportTask },
): Promise<void> {
  const store = openReader(address);
  const say = (word: ImportWord) => port.postMessage(word);
  const cancel = new AbortController();
  let onKept = () => {};
  port.on('message', (word: 'kept' | 'cancel') => (word === 'kept' ? onKept() : cancel.abort()));
  try {
    const keep = (snapshot: Snapshot) =>
      new Promise<void>((resolve) => {
        onKept = resolve;
        say({ kind: 'keep', snapshot });
      });
    const told: ImportListener = (step, share) => say({ kind: 'progress', step, share });
    const notes = await runImport(store.database, task, { told, keep, cancelled: cancel.signal });
    say({ kind: 'done', notes });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say({ kind: 'refused', problems: error.problems });
  } finally {
    await store.close();
  }
}
