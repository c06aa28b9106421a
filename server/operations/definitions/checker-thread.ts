import { parentPort, workerData } from 'node:worker_threads';
import type { StoreAddress } from '../../store/address.ts';
import { openReader } from '../../store/open-store.ts';
import { type Checked, draftChecker, type DraftMessage } from './draft-checker.ts';

/** `checked`: what is known before the proofs; the last word follows. */
export type CheckerMessage = { readonly kind: 'checked'; readonly text: string } | Checked;

// Only `threadedChecker` starts this thread, and posts to it.
if (parentPort !== null) serve(parentPort, (workerData as { readonly address: StoreAddress }).address);

function serve(port: NonNullable<typeof parentPort>, address: StoreAddress): void {
  const check = draftChecker(openReader(address).database);
  port.on('message', (message: DraftMessage) => {
    const tell = (answer: CheckerMessage) => port.postMessage(answer);
    check(message, (text) => tell({ kind: 'checked', text })).then(tell, (error: unknown) => {
      throw error;
    });
  });
}
