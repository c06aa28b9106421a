import { Worker } from 'node:worker_threads';
import { moduleUrl } from '../../module-url.ts';
import type { StoreAddress } from '../../store/address.ts';
import type { Database } from '../../store/tables.ts';
import { Refusal } from '../../terminal.ts';
import type { Problem } from '../../../definitions/index.ts';
import { computeImpact, type ImpactNews, type ImpactTask, stopper } from './compute-impact.ts';
import type { ImpactWord } from './impact-thread.ts';

/** Computes impacts; what it says ends with its promise. A Refusal says why nothing can be said, any other error is a fault. */
export type ImpactRunner = (
  task: ImpactTask,
  tell: (news: ImpactNews) => Promise<void>,
  stop: AbortSignal,
) => Promise<void>;

/** Computes within the caller's own thread. */
export const directRunner =
  (database: Database): ImpactRunner =>
  async (task, tell, stop) =>
    await computeImpact(database, task, tell, stopper(stop));

/** Computes in a thread of its own, so that no request waits while a library is linked and its queries are written. */
export const threadedRunner =
  (address: StoreAddress): ImpactRunner =>
  async (task, tell, stop) => {
    const worker = new Worker(moduleUrl('./operations/impacts/impact-thread'), { workerData: { address, task } });
    const onStop = () => worker.postMessage('stop');
    stop.addEventListener('abort', onStop, { once: true });
    try {
      await new Promise<void>((resolve, reject) => {
        let told: Promise<void> = Promise.resolve();
        worker.on('message', (word: ImpactWord) => {
          if (word.kind === 'done') told.then(resolve, reject);
          else if (word.kind === 'refused') reject(new Refusal(word.problems as readonly [Problem, ...Problem[]]));
          else told = told.then(() => tell(word));
          told.catch(reject);
        });
        worker.on('error', reject).on('exit', () => reject(new Error('The thread of an impact ended')));
      });
    } finally {
      stop.removeEventListener('abort', onStop);
      await worker.terminate();
    }
  };
