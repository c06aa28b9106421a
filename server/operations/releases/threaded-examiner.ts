import { bankDay, systemClock } from '../../clock.ts';
import { keptThread } from '../../thread-keeper.ts';
import type { StoreAddress } from '../../store/address.ts';
import { lackingSnapshots } from '../impacts/population-of.ts';
import type { Asked, Examined, Examiner } from './examine.ts';

/** What the thread is made with. */
export interface ExaminerData {
  readonly address: StoreAddress;
  readonly dataFolder: string;
}

/** Examines one release after another, in a thread: no decision waits for a proof. */
export function threadedExaminer(address: StoreAddress, dataFolder: string): Examiner {
  const data: ExaminerData = { address, dataFolder };
  const thread = keptThread<Asked, Examined>('./operations/releases/examiner-thread', data);
  return {
    examine: async (asked) => await thread.run(asked),
    lacking: async (database) => await lackingSnapshots(database, dataFolder, bankDay(systemClock)),
    close: thread.close,
  };
}
