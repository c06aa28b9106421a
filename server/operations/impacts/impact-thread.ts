import { workerData } from 'node:worker_threads';
import type { StoreAddress } from '../../store/address.ts';
import { withReader } from '../../store/open-store.ts';
import { serveTasks } from '../../thread-tasks.ts';
import { computeImpact, type ImpactNews, type ImpactTask, stopper } from './compute-impact.ts';

// Only `threadedRunner` starts this thread.
serveTasks<ImpactTask, null, ImpactNews>(async (task, tell, stop) => {
  const { address } = workerData as { readonly address: StoreAddress };
  await withReader(address, async (database) => await computeImpact(database, task, tell, stopper(stop)));
  return null;
});
