import { workerData } from 'node:worker_threads';
import { systemClock } from '../../clock.ts';
import { withReader } from '../../store/open-store.ts';
import { serveTasks } from '../../thread-tasks.ts';
import { type Asked, examine, type Examined } from './examine.ts';
import type { ExaminerData } from './threaded-examiner.ts';

// Only `threadedExaminer` starts this thread.
serveTasks<Asked, Examined>(async (asked) => {
  const { address, dataFolder } = workerData as ExaminerData;
  return await withReader(
    address,
    async (database) => await examine(database, asked, { dataFolder, clock: systemClock }),
  );
});
