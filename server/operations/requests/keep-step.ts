import type { JsonObject, Problem, Stepped } from '../../../definitions/index.ts';
import type { Actor } from '../../store/actor.ts';
import type { RequestEventTable, ServiceRequestTable } from '../../store/request-tables.ts';
import { deleteTimer, insertRequest, insertRequestEvent, insertTimer, updateRequest } from '../../store/requests.ts';
import type { Transaction } from '../../store/store.ts';
import type { Handling, Told } from './apply-effects.ts';
import { orderKey } from './order-key.ts';
import { sendOut } from './send-out.ts';

/** A request as it was before a step; what it was registered with, where this is the first. */
export type Before =
  | { readonly kind: 'new'; readonly row: NewRow }
  | { readonly kind: 'kept'; readonly row: ServiceRequestTable };

/** What a request is registered with and keeps. */
export type NewRow = Pick<
  ServiceRequestTable,
  | 'id'
  | 'number'
  | 'type'
  | 'type_version'
  | 'customer'
  | 'node'
  | 'channel'
  | 'skill'
  | 'duplicate_key'
  | 'registered_at'
>;

/** What is kept of one thing that happened to a request. */
export interface Kept {
  readonly before: Before;
  readonly stepped: Stepped;
  readonly handling: Handling;
  readonly kind: RequestEventTable['kind'];
  readonly event: string | null;
  readonly occurredAt: string;
  readonly data: JsonObject;
  /** All effects that were asked for, and those of them that leave by the outbox. */
  readonly effects: Stepped['line']['effects'];
  readonly leaving: Stepped['line']['effects'];
  readonly told: readonly Told[];
  readonly problems: readonly Problem[];
}

/**
 * Writes a step whole: the request as it is now, its timeline, its timers, what leaves by the outbox, and the audit, in the transaction in
 * which the request was read. What leaves is keyed by (request, revision, n), so that twice is once.
 */
export async function keepStep(tx: Transaction, kept: Kept): Promise<ServiceRequestTable> {
  const { before, stepped } = kept;
  const row = rowAfter(kept, tx.now);
  if (before.kind === 'new') await tx.all(insertRequest, row);
  else {
    const updated = await tx.first(updateRequest, { ...row, before: before.row.revision });
    // Its revision was read within this transaction: two that write at once are put in an order by the database.
    if (updated === undefined) throw new Error(`${row.number} changed within a transaction that had read it`);
  }
  await tx.all(insertRequestEvent, eventOf(kept, row, tx));
  await keepTimers(tx, row.id, before.kind === 'new' ? [] : timersOf(lifeOf(before.row)), timersOf(stepped));
  const { told, leaving } = kept;
  await sendOut(tx, { before: before.kind === 'new' ? null : before.row, told, leaving }, row);
  const { revision, state, queue, owner } = row;
  const body = { kind: kept.kind, event: kept.event, revision, state: JSON.parse(state) as string[], queue, owner };
  await tx.audit({ subject: subjectOf(row.number), body });
  return row;
}

/** What a request's last step left, as it was kept. */
export const lifeOf = ({ life }: Pick<ServiceRequestTable, 'life'>): Stepped => JSON.parse(life) as Stepped;

export const subjectOf = (number: string): string => `request/${number}`;

function rowAfter({ before, stepped, handling }: Kept, now: Date): ServiceRequestTable {
  const { queue, ...own } = handling;
  const { line, facts } = stepped;
  const isOpen = isActive(stepped);
  const placed = { priority: own.priority, registeredAt: before.row.registered_at, facts, clocks: line.clocks };
  const closedBefore = before.kind === 'kept' ? before.row.closed_at : null;
  return {
    ...before.row,
    ...own,
    queue: queue.id,
    queue_version: queue.version,
    queue_closure: queue.closure,
    workflow: queue.workflow.id,
    workflow_version: queue.workflow.version ?? 0,
    state: JSON.stringify(line.state),
    is_open: isOpen ? 1 : 0,
    life: JSON.stringify(stepped),
    revision: before.kind === 'kept' ? before.row.revision + 1 : 1,
    order_key: orderKey(queue.document.order, placed),
    closed_at: isOpen ? null : (closedBefore ?? now.toISOString()),
  };
}

/** Whether a life goes on: its machine has not come to its end. */
export const isActive = ({ life }: Stepped): boolean => life.snapshot.status === 'active';

function eventOf(
  kept: Kept,
  { id, revision, state }: ServiceRequestTable,
  { now, actor }: Transaction,
): RequestEventTable {
  const { before, kind, event, occurredAt, data, effects, problems } = kept;
  return {
    request: id,
    number: revision,
    at: now.toISOString(),
    occurred_at: occurredAt,
    ...actorColumns(actor),
    kind,
    event,
    from_state: before.kind === 'kept' ? before.row.state : null,
    to_state: state,
    data: JSON.stringify(data),
    effects: JSON.stringify(effects),
    problems: JSON.stringify(problems),
  };
}

const actorColumns = ({ kind, id, name }: Actor) => ({ actor_kind: kind, actor: id, actor_name: name });

/** A timer as a life has it. */
interface Timer {
  readonly key: string;
  readonly generation: number;
  readonly name: string;
  readonly dueAt: string;
}

const timersOf = ({ life }: Stepped): readonly Timer[] => life.snapshot.timers;

/** Timers that the step started get a row, those that it ended lose theirs; what runs on is not touched. */
async function keepTimers(
  tx: Transaction,
  request: string,
  before: readonly Timer[],
  now: readonly Timer[],
): Promise<void> {
  const nameOf = ({ key, generation }: Timer) => `${generation} ${key}`;
  const [had, has] = [new Set(before.map(nameOf)), new Set(now.map(nameOf))];
  for (const timer of before) {
    const { key, generation } = timer;
    if (!has.has(nameOf(timer))) await tx.all(deleteTimer, { request, key, generation });
  }
  for (const timer of now) {
    const { key, generation, name, dueAt } = timer;
    if (!had.has(nameOf(timer))) await tx.all(insertTimer, { request, key, generation, name, due_at: utc(dueAt) });
  }
}

/** An instant as the store compares it. */
export const utc = (instant: string): string => new Date(instant).toISOString();
