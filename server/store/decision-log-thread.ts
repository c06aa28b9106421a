import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { type LogEntry, logWriter } from './decision-log.ts';
import { openSqlite } from './sqlite.ts';

/**
 * The thread that writes the decision log, so that no answer waits for a disk. Groups that arrive while one is being committed are
 * taken together into the next transaction; each is acknowledged by its number once it is on disk.
 */
export interface LogGroup {
  readonly group: number;
  readonly entries: readonly LogEntry[];
}
export type LogAnswer =
  | { readonly kind: 'committed'; readonly groups: readonly number[] }
  | { readonly kind: 'failed'; readonly groups: readonly number[]; readonly reason: string }
  | { readonly kind: 'closed' };

const port = parentPort;
if (port !== null) {
  const { path } = workerData as { readonly path: string };
  const open = openSqlite(path);
  const write = logWriter(open.connection);
  port.on('message', (first: LogGroup | 'close') => {
    const waiting: LogGroup[] = [];
    let isClosing = false;
    for (let next: { message: unknown } | undefined = { message: first }; next; next = receiveMessageOnPort(port)) {
      // Only `threadedLog` posts here.
      const message = next.message as LogGroup | 'close';
      if (message === 'close') isClosing = true;
      else waiting.push(message);
    }
    const groups = waiting.map(({ group }) => group);
    try {
      if (groups.length > 0) write(waiting.map(({ entries }) => entries));
      port.postMessage({ kind: 'committed', groups } satisfies LogAnswer);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      port.postMessage({ kind: 'failed', groups, reason } satisfies LogAnswer);
    }
    if (isClosing) {
      open.connection.close();
      port.postMessage({ kind: 'closed' } satisfies LogAnswer);
      port.close();
    }
  });
}
