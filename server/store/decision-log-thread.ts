import { parentPort, workerData } from 'node:worker_threads';
import type { Text } from '../../definitions/index.ts';
import { type LogEntry, logWriter } from './decision-log.ts';
import { type OpenDatabase, openSqlite } from './sqlite.ts';
import { storeErrorOf } from './store-error.ts';

/**
 * The thread that writes the decision log, so that no answer waits for a disk. One group is under way at a time; each is answered when
 * it is on disk, or when it cannot be written. The first group is empty: it opens the database before there is anything to lose.
 * After a fault the database is opened anew.
 */
export interface LogGroup {
  readonly entries: readonly LogEntry[];
}
export type LogAnswer = { readonly kind: 'committed' } | { readonly kind: 'failed'; readonly reason: Text };

// Only `threadedLog` starts this thread, and posts to it.
if (parentPort !== null) serve(parentPort, (workerData as { readonly path: string }).path);

function serve(port: NonNullable<typeof parentPort>, path: string): void {
  let open: { readonly store: OpenDatabase; readonly write: ReturnType<typeof logWriter> } | undefined;
  port.on('message', ({ entries }: LogGroup) => {
    try {
      open ??= opened(path);
      open.write(entries);
      port.postMessage({ kind: 'committed' } satisfies LogAnswer);
    } catch (error) {
      open?.store.connection.close();
      open = undefined;
      const reason =
        storeErrorOf(error, path)?.problem.message ?? (error instanceof Error ? error.message : String(error));
      port.postMessage({ kind: 'failed', reason } satisfies LogAnswer);
    }
  });
}

function opened(path: string): { readonly store: OpenDatabase; readonly write: ReturnType<typeof logWriter> } {
  const store = openSqlite(path);
  return { store, write: logWriter(store.connection) };
}
