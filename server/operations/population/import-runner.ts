import { Worker } from 'node:worker_threads';
import type { Problem } from '../../../definitions/index.ts';
import { moduleUrl } from '../../module-url.ts';
import type { ImportListener } from '../../population/import-snapshot.ts';
import type { Snapshot } from '../../population/snapshot.ts';
import type { StoreAddress } from '../../store/address.ts';
import type { Database } from '../../store/tables.ts';
import { Refusal } from '../../terminal.ts';
import type { ImportWord } from './import-thread.ts';
import { type ImportTask, runImport } from './run-import.ts';

/** Imports until it is cancelled; answers notes. A Refusal says why nothing was imported, any other error is a fault. */
export type ImportRunner = (
  task: ImportTask,
  told: ImportListener,
  keep: (snapshot: Snapshot) => Promise<void>,
  cancelled: AbortSignal,
) => Promise<readonly Problem[]>;

/** Imports within the caller's own thread. */
export const directImporter =
  (database: Database): ImportRunner =>
  async (task, told, keep, cancelled) =>
    await runImport(database, task, { told, keep, cancelled });

/** Imports in a thread of its own, so that no request waits while an index is written; what it made is kept by this one. */
export const threadedImporter =
  (address: StoreAddress): ImportRunner =>
  async (task, told, keep, cancelled) => {
    const worker = new Worker(moduleUrl('./operations/population/import-thread'), { workerData: { address, task } });
    const cancel = () => worker.postMessage('cancel');
    try {
      if (cancelled.aborted) cancel();
      cancelled.addEventListener('abort', cancel, { once: true });
      return await new Promise<readonly Problem[]>((resolve, reject) => {
        worker.on('message', (word: ImportWord) => {
          if (word.kind === 'progress') told(word.step, word.share);
          else if (word.kind === 'done') resolve(word.notes);
          else if (word.kind === 'refused') reject(new Refusal(word.problems as readonly [Problem, ...Problem[]]));
          else keep(word.snapshot).then(() => worker.postMessage('kept'), reject);
        });
        worker.on('error', reject).on('exit', () => reject(new Error('The thread of an import ended')));
      });
    } finally {
      cancelled.removeEventListener('abort', cancel);
      await worker.terminate();
    }
  };
