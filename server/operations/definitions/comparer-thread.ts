import { parentPort, workerData } from 'node:worker_threads';
import { openReader } from '../../store/open-store.ts';
import { compareSets } from './compare-sets.ts';
import type { ComparerTask } from './comparer.ts';

// Only `threadedComparer` starts this thread.
if (parentPort !== null) {
  const port = parentPort;
  const { address, asked } = workerData as ComparerTask;
  const { database } = openReader(address);
  compareSets(database, asked).then(
    (compared) => port.postMessage(compared),
    (error: unknown) => {
      throw error;
    },
  );
}
