import type { ServiceRequestTable } from '../../store/request-tables.ts';
import { findRecusedFrom } from '../../store/recusals.ts';
import { findRequest, findRequestFor } from '../../store/requests.ts';
import { firstOf, statement } from '../../store/statement.ts';
import { OperationRefused, type Transaction } from '../../store/store.ts';
import { notFound } from '../people/acting.ts';
import { actingWorker, needWork, type Worker } from './acting.ts';
import { lifeOf, type Lived, subjectOf } from './life.ts';
import type { PreparedQueue, PreparedQueues, QueuePin } from './prepared-queues.ts';
import { requestProblem } from './problems.ts';
import { isAsked } from './approvals/asked-of.ts';
import { mayRead, type QueuePolicy } from './queue-access.ts';
import type { RequestHost } from './register.ts';

/** It moved to another queue between being looked at and being written: there. */
class PinMoved extends Error {
  readonly pin: QueuePin;
  constructor(pin: QueuePin) {
    super();
    this.pin = pin;
  }
}

const MOST_TRIES = 10;

/** By what a request is stepped, as it was looked at; no queue where the store does not keep that version. */
export interface Pinned {
  readonly pin: QueuePin;
  readonly queue: PreparedQueue | undefined;
  /** Who works on its requests and sees them: by the queue in force, or by that version where there is none any more. */
  readonly policy: QueuePolicy | undefined;
}

/** A request within the transaction that steps it, and by what. */
export interface InHand extends Lived {
  readonly queue: PreparedQueue;
  readonly policy: QueuePolicy;
}

/**
 * Runs what steps a request with its queue in the version that it came by, which may have to be read and linked first: nothing that is
 * waited for within a transaction. Where it has moved to another queue meanwhile it is looked at anew.
 */
export async function withPinned<T>(
  { store, queues }: RequestHost,
  id: string,
  run: (pinned: Pinned) => Promise<T>,
): Promise<T> {
  const pins = lastPins.get(queues) ?? new Map<string, QueuePin>();
  lastPins.set(queues, pins);
  for (let n = 1; ; n += 1) {
    const pin = pins.get(id) ?? (await firstOf(store, findPin, { id }));
    if (pin === undefined) throw notFound(subjectOf(id));
    keepPin(pins, id, pin);
    const queue = await queues.pinned(pin);
    const pinned = { pin, queue, policy: (queues.inForce(pin.queue) ?? queue)?.document };
    try {
      return await run(pinned);
    } catch (error) {
      if (!(error instanceof PinMoved) || n === MOST_TRIES) throw error;
      keepPin(pins, id, error.pin);
    }
  }
}

const findPin = statement((database, given: { readonly id: string }) =>
  database.selectFrom('service_request').select(['queue', 'queue_closure']).where('id', '=', given.id),
);

/** Where requests lay that were stepped last: they are not looked for again, since whoever steps one sees whether it has moved. */
const lastPins = new WeakMap<PreparedQueues, Map<string, QueuePin>>();
const MOST_PINS = 10_000;

function keepPin(pins: Map<string, QueuePin>, id: string, pin: QueuePin): void {
  pins.delete(id);
  pins.set(id, pin);
  const [oldest] = pins.keys();
  if (pins.size > MOST_PINS && oldest !== undefined) pins.delete(oldest);
}

/**
 * A request within the transaction that steps it, as whoever acts may see it, and what he may. Refuses whoever may not, as if there were
 * nothing.
 */
export async function requestFor(
  tx: Transaction,
  id: string,
  pinned: Pinned,
): Promise<InHand & { readonly worker: Worker }> {
  // Asked side by side: a database that lies elsewhere is asked once.
  const [worker, found] = await Promise.all([
    actingWorker(tx, subjectOf(id)),
    tx.first(findRequestFor, { id, person: tx.actor.id }),
  ]);
  if (found === undefined) throw notFound(subjectOf(id));
  const { recused, ...row } = found;
  // Who sees it the queue says in which it lies now.
  needSamePin(row, pinned.pin);
  needWork(worker, row.node, subjectOf(id));
  if (recused !== null && worker.kind === 'person') throw recusedFrom(id);
  const behind = worker.kind === 'key' ? worker.people : [];
  for (const person of behind)
    if ((await tx.first(findRecusedFrom, { request: id, person })) !== undefined) throw recusedFrom(id);
  if (!mayRead(pinned.policy, worker, row) && !(await isAsked(tx, row, worker))) throw notFound(subjectOf(id));
  return { ...inHand(row, pinned), worker };
}

function needSamePin(row: ServiceRequestTable, pin: QueuePin): void {
  if (row.queue !== pin.queue || row.queue_closure !== pin.queue_closure)
    throw new PinMoved({ queue: row.queue, queue_closure: row.queue_closure });
}

/** The refusal of whoever is recused: to him there is nothing, and the audit says why. */
const recusedFrom = (id: string): OperationRefused =>
  new OperationRefused(subjectOf(id), notFound(subjectOf(id)).problems, 'recused');

/** A request within the transaction that steps it, for the program itself. */
export async function requestIn(tx: Transaction, id: string, pinned: Pinned): Promise<InHand> {
  const row = await tx.first(findRequest, { id });
  if (row === undefined) throw notFound(subjectOf(id));
  needSamePin(row, pinned.pin);
  return inHand(row, pinned);
}

function inHand(row: ServiceRequestTable, { pin, queue, policy }: Pinned): InHand {
  if (queue !== undefined) return { row, life: lifeOf(row), queue, policy: policy ?? queue.document };
  const problem = requestProblem('request-definition-not-kept', { pointer: '' }, { queue: pin.queue });
  throw new OperationRefused(subjectOf(row.number), [problem]);
}
