import { canonical, type Json } from '../../../definitions/index.ts';
import { keptThread } from '../../thread-keeper.ts';
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

/** How many answers are kept: what is compared never changes, and those who decide look at the same few changes. */
const MOST_KEPT = 16;

/** Compares one after the other, in a thread, so that no decision waits; what was compared lately is kept. */
export function threadedComparer(address: StoreAddress): Comparer {
  const thread = keptThread<CompareAsked, Compared>('./operations/definitions/comparer-thread', { address });
  const kept = new Map<string, Promise<Compared>>();
  return {
    async compare(asked) {
      // What is asked is JSON.
      const key = canonical(asked as unknown as Json);
      const known = kept.get(key);
      kept.delete(key);
      const answer = known ?? thread.run(asked);
      if (known === undefined) answer.catch(() => kept.delete(key));
      kept.set(key, answer);
      for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
      return await answer;
    },
    close: thread.close,
  };
}
