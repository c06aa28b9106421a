import { parentPort, workerData } from 'node:worker_threads';
import type { Text } from '../../definitions/index.ts';
import type { StoreAddress } from './address.ts';
import type { LogEntry, LogWriter } from './decision-log.ts';
import { openLogWriter } from './open-store.ts';
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
if (parentPort !== null) serve(parentPort, (workerData as { readonly address: StoreAddress }).address);

function serve(port: NonNullable<typeof parentPort>, address: StoreAddress): void {
  let writer: LogWriter | undefined;
  async function write({ entries }: LogGroup): Promise<LogAnswer> {
    try {
      writer ??= openLogWriter(address);
      await writer.write(entries);
      return { kind: 'committed' };
    } catch (error) {
      await writer?.close().catch(() => {});
      writer = undefined;
      const text = error instanceof Error ? error.message : String(error);
      return { kind: 'failed', reason: storeErrorOf(error, address)?.problem.message ?? text };
    }
  }
  port.on('message', (group: LogGroup) => void write(group).then((answer) => port.postMessage(answer)));
}
