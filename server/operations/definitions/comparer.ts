import { Worker } from 'node:worker_threads';
import { canonical, type Json } from '../../../definitions/index.ts';
import { moduleUrl } from '../../module-url.ts';
import type { StoreAddress } from '../../store/address.ts';
import type { Database } from '../../store/tables.ts';
import { type CompareAsked, type Compared, compareSets } from './compare-sets.ts';

/** Holds sets of definitions against each other for whoever reads a change. */
export interface Comparer {
  compare(asked: CompareAsked): Promise<Compared>;
  close(): Promise<void>;
}

/** Compares within the caller's own thread. */
export const directComparer = (database: Database): Comparer => ({
  compare: async (asked) => await compareSets(database, asked),
  close: async () => {},
});

/** What the thread is made with. */
export interface ComparerTask {
  readonly address: StoreAddress;
  readonly asked: CompareAsked;
}

/** How many answers are kept: what is compared never changes, and those who decide look at the same few changes. */
const MOST_KEPT = 16;

/** Compares one after the other, each in a thread that ends with it, so that no decision waits; what was compared lately is kept. */
export function threadedComparer(address: StoreAddress): Comparer {
  const kept = new Map<string, Promise<Compared>>();
  let worker: Worker | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  async function once(asked: CompareAsked): Promise<Compared> {
    if (isClosed) throw new Error('The server is stopping');
    const workerData: ComparerTask = { address, asked };
    const own = new Worker(moduleUrl('./operations/definitions/comparer-thread'), { workerData });
    worker = own;
    try {
      return await new Promise<Compared>((resolve, reject) => {
        own.once('message', resolve);
        own.once('error', reject);
        own.once('exit', () => reject(new Error('The thread that compares ended early')));
      });
    } finally {
      worker = undefined;
      await own.terminate();
    }
  }

  return {
    async compare(asked) {
      // What is asked is JSON.
      const key = canonical(asked as unknown as Json);
      const known = kept.get(key);
      kept.delete(key);
      const answer = known ?? queue.then(() => once(asked));
      if (known === undefined) queue = answer.catch(() => kept.delete(key));
      kept.set(key, answer);
      for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
      return await answer;
    },
    async close() {
      isClosed = true;
      await worker?.terminate();
    },
  };
}
