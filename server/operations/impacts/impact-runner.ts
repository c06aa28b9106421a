import { keptThread } from '../../thread-keeper.ts';
import type { StoreAddress } from '../../store/address.ts';
import type { Database } from '../../store/tables.ts';
import { computeImpact, type ImpactNews, type ImpactTask, stopper } from './compute-impact.ts';

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
export function threadedRunner(address: StoreAddress): ImpactRunner {
  const thread = keptThread<ImpactTask, null, ImpactNews>('./operations/impacts/impact-thread', { address });
  return async (task, tell, stop) => void (await thread.run(task, { tell, stop }));
}
