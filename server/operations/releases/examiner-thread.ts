import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../../clock.ts';
import { openReader } from '../../store/open-store.ts';
import { examine } from './examine.ts';
import type { ExaminerTask } from './threaded-examiner.ts';

// Only `threadedExaminer` starts this thread.
if (parentPort !== null) {
  const port = parentPort;
  const { address, dataFolder, asked } = workerData as ExaminerTask;
  const { database } = openReader(address);
  examine(database, asked, { dataFolder, clock: systemClock }).then(
    (examined) => port.postMessage(examined),
    (error: unknown) => {
      throw error;
    },
  );
}
