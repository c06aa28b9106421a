import { Worker } from 'node:worker_threads';
import { bankDay, systemClock } from '../../clock.ts';
import { moduleUrl } from '../../module-url.ts';
import type { StoreAddress } from '../../store/address.ts';
import { lackingSnapshots } from '../impacts/population-of.ts';
import type { Asked, Examined, Examiner } from './examine.ts';

/** What the thread is made with. */
export interface ExaminerTask {
  readonly address: StoreAddress;
  readonly dataFolder: string;
  readonly asked: Asked;
}

/** Examines one release after another, each in a thread that is made for it and ends with it: no decision waits for a proof. */
export function threadedExaminer(address: StoreAddress, dataFolder: string): Examiner {
  let worker: Worker | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  async function once(asked: Asked): Promise<Examined> {
    if (isClosed) throw new Error('The server is stopping');
    const workerData: ExaminerTask = { address, dataFolder, asked };
    const own = new Worker(moduleUrl('./operations/releases/examiner-thread'), { workerData });
    worker = own;
    try {
      return await new Promise<Examined>((resolve, reject) => {
        own.once('message', resolve);
        own.once('error', reject);
        own.once('exit', () => reject(new Error('The thread that examines ended early')));
      });
    } finally {
      worker = undefined;
      await own.terminate();
    }
  }

  return {
    async examine(asked) {
      const answer = queue.then(() => once(asked));
      queue = answer.catch(() => {});
      return await answer;
    },
    lacking: async (database) => await lackingSnapshots(database, dataFolder, bankDay(systemClock)),
    async close() {
      isClosed = true;
      await worker?.terminate();
    },
  };
}
