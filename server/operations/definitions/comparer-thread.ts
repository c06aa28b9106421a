import { workerData } from 'node:worker_threads';
import type { StoreAddress } from '../../store/address.ts';
import { withReader } from '../../store/open-store.ts';
import { serveTasks } from '../../thread-tasks.ts';
import { type CompareAsked, type Compared, compareSets } from './compare-sets.ts';

// Only `threadedComparer` starts this thread.
serveTasks<CompareAsked, Compared>(async (asked) => {
  const { address } = workerData as { readonly address: StoreAddress };
  return await withReader(address, async (database) => await compareSets(database, asked));
});
