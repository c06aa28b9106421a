import type { ServiceRequestTable } from '../../store/request-tables.ts';
import { findRequest } from '../../store/requests.ts';
import { OperationRefused, type Transaction } from '../../store/store.ts';
import { notFound } from '../people/acting.ts';
import { needWork, type Worker } from './acting.ts';
import { subjectOf } from './keep-step.ts';
import type { PreparedQueue, QueuePin } from './prepared-queues.ts';
import { requestProblem } from './problems.ts';
import type { RequestHost } from './register.ts';

/** It moved to another queue between being looked at and being written. */
class PinMoved extends Error {}

const MOST_TRIES = 10;

/**
 * Runs what steps a request with its queue in the version that it came by, which may have to be read and linked first: nothing that is
 * waited for within a transaction. Where it has moved to another queue meanwhile it is looked at anew.
 */
export async function withPinned<T>(
  { store, queues }: RequestHost,
  id: string,
  run: (queue: PreparedQueue) => Promise<T>,
): Promise<T> {
  for (let n = 1; ; n += 1) {
    const pin = await store.database
      .selectFrom('service_request')
      .select(['number', 'queue', 'queue_closure'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (pin === undefined) throw notFound(subjectOf(id));
    const queue = await queues.pinned(pin);
    if (queue === undefined) {
      const slots = { queue: pin.queue };
      throw new OperationRefused(subjectOf(pin.number), [
        requestProblem('request-definition-not-kept', { pointer: '' }, slots),
      ]);
    }
    try {
      return await run(queue);
    } catch (error) {
      if (!(error instanceof PinMoved) || n === MOST_TRIES) throw error;
    }
  }
}

/** A request within the transaction that steps it, as a worker may see it. */
export async function requestFor(
  tx: Transaction,
  id: string,
  worker: Worker,
  pinned: QueueOf,
): Promise<ServiceRequestTable> {
  const row = await requestIn(tx, id, pinned);
  if (row === undefined) throw notFound(subjectOf(id));
  needWork(worker, row.node, subjectOf(id));
  return row;
}

type QueueOf = Pick<PreparedQueue, 'id' | 'closure'>;

/** A request within the transaction that steps it; undefined where there is none. */
export async function requestIn(
  tx: Transaction,
  id: string,
  pinned: QueueOf,
): Promise<ServiceRequestTable | undefined> {
  const row = await tx.first(findRequest, { id });
  if (row !== undefined && !isPinned(row, pinned)) throw new PinMoved();
  return row;
}

const isPinned = ({ queue, queue_closure }: QueuePin, { id, closure }: QueueOf): boolean =>
  queue === id && queue_closure === closure;
