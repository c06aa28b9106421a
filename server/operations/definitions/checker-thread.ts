import { parentPort, workerData } from 'node:worker_threads';
import { openSqlite } from '../../store/sqlite.ts';
import { type Checked, draftChecker, type DraftMessage } from './draft-checker.ts';

/** `checked`: what is known before the proofs; the last word follows. */
export type CheckerMessage = { readonly kind: 'checked'; readonly text: string } | Checked;

// Only `threadedChecker` starts this thread, and posts to it.
if (parentPort !== null) serve(parentPort, (workerData as { readonly path: string }).path);

function serve(port: NonNullable<typeof parentPort>, path: string): void {
  const check = draftChecker(openSqlite(path, { mustExist: true }).database);
  port.on('message', (message: DraftMessage) => {
    const tell = (answer: CheckerMessage) => port.postMessage(answer);
    check(message, (text) => tell({ kind: 'checked', text })).then(tell, (error: unknown) => {
      throw error;
    });
  });
}
