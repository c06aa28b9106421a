import { type JsonObject, leaves, requestLine, type Turn } from '../../../definitions/index.ts';
import type { Actor } from '../../store/actor.ts';
import { changeRequest } from '../../store/change-request.ts';
import type { RequestEventTable, ServiceRequestTable } from '../../store/request-tables.ts';
import { deleteTimer, insertRequest, insertRequestEvent, insertTimer } from '../../store/requests.ts';
import type { Transaction } from '../../store/store.ts';
import { wakeWaiting } from '../../store/assignments.ts';
import type { Handling, Told } from './apply-effects.ts';
import { isAutomatic } from './choose-owner.ts';
import { keepStoppedClocks, nextDueAt } from './clock-figures.ts';
import { type Life, type Lived, subjectOf, type Timer } from './life.ts';
import { orderKey } from './order-key.ts';
import type { PreparedQueue } from './prepared-queues.ts';
import { keepRecusal, type Recusal } from './recusal.ts';
import { sendOut } from './send-out.ts';
import { type ApprovalMade, settleApproval } from './approvals/settle-approval.ts';
import { settleOwner } from './settle-owner.ts';

/** A request as it was before a step; what it was registered with, where this is the first. */
export type Before = { readonly kind: 'new'; readonly row: NewRow } | ({ readonly kind: 'kept' } & Lived);

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
  /** The queue by whose rules it was stepped. */
  readonly queue: PreparedQueue;
  readonly turn: Turn;
  readonly handling: Handling;
  readonly kind: RequestEventTable['kind'];
  readonly event: string | null;
  readonly occurredAt: string;
  readonly data: JsonObject;
  /** What there is to say beside the step's own problems. */
  readonly problems?: Turn['problems'];
  /** What was made of its open approval, where that is what happened. */
  readonly approval?: ApprovalMade;
  /** Who has nothing to do with it after the step. */
  readonly recusal: Recusal;
  /** The effects of the turn that leave by the outbox. */
  readonly leaving: Turn['effects'];
  readonly told: readonly Told[];
}

/** What a step left, and what is to be told of it. */
export interface KeptRows extends Lived {
  readonly told: readonly Told[];
}

/**
 * Writes a step whole: the request as it is now, its timeline, its timers, what leaves by the outbox, and the audit, in the transaction in
 * which the request was read. What leaves is keyed by (request, revision, n), so that twice is once.
 */
export async function keepStep(tx: Transaction, kept: Kept): Promise<ServiceRequestTable> {
  const { before, kind, event, leaving } = kept;
  const { row, told } = await keepRows(tx, kept, tx.actor, false);
  await sendOut(tx, { before: before.kind === 'new' ? null : before.row, told, leaving }, row);
  const { revision, state, queue, owner } = row;
  const body = {
    ...{ kind, event, revision, state: JSON.parse(state) as string[], queue, owner },
    ...(kind === 'approval' && { approval: kept.data }),
  };
  await tx.audit({ subject: subjectOf(row.number), body });
  return row;
}

/** The rows of a step alone, for what is past: nothing leaves, and one entry of the audit is for all of it. `by`: who did it then. */
export async function keepRows(tx: Transaction, kept: Kept, by: Actor = tx.actor, isPast = true): Promise<KeptRows> {
  const { before } = kept;
  const [was, lived] = before.kind === 'new' ? [null, null] : [before.row, before.life];
  const revision = (was?.revision ?? 0) + 1;
  const stepped = lifeAfter(kept, lived, revision);
  const after = placeAfter(kept, stepped, revision);
  const settled = await settleOwner(tx, {
    before: was === null ? null : { row: was, assignment: lived?.assignment ?? null },
    after,
    handling: kept.handling,
    recusal: kept.recusal,
    into: queueAfter(kept),
    isByHand: kept.kind === 'assigned',
    isReopened: kept.turn.snapshot.reopened > (lived?.snapshot.reopened ?? 0),
    isPast,
  });
  const { handling, assignment } = settled;
  const life = { ...stepped, assignment };
  const row = { ...after, ...handling, life: JSON.stringify(life) };
  if (was === null) await tx.tell(insertRequest, row);
  else await changeRequest(tx, was, row);
  await keepRecusal(tx, row.id, kept.recusal);
  const { queue, turn, approval: made = null, kind } = kept;
  const isEvent = kind === 'event' || kind === 'registered';
  // What is past is signed already: whoever brings it over begins what still is to be.
  const approval = isPast
    ? { problems: [], told: [] }
    : await settleApproval(tx, { queue, turn, row, life, made, isEvent });
  const said = [kept.turn.problems, kept.problems ?? [], kept.recusal.problems, settled.problems, approval.problems];
  const problems = said.flat();
  await keepStoppedClocks(tx, row.id, { before: lived, after: life });
  await tx.tell(insertRequestEvent, eventOf(kept, row, { at: tx.now.toISOString(), by, problems }));
  await keepTimers(tx, row.id, lived === null ? [] : timersOf(lived), timersOf(life));
  const isFreed = was !== null && was.owner !== null && (was.owner !== row.owner || row.is_open === 0);
  if (isFreed && !isPast && isAutomatic(kept.queue.document)) await wakeWaiting(tx.database, was.queue, tx.now);
  return { row, life, told: [...kept.told, ...settled.told, ...approval.told] };
}

function lifeAfter({ queue, turn: { snapshot, facts } }: Kept, before: Life | null, revision: number): Life {
  const { clocks, rungs = [] } = requestLine(queue.rules, { snapshot, effects: [], problems: [] });
  const [next] = rungs;
  const isSame = next !== undefined && before?.ladder?.dueAt === next.dueAt && before.ladder.name === nameOfRung(next);
  const armed = next && { key: 'ladder', generation: revision, name: nameOfRung(next), dueAt: next.dueAt };
  const ladder = (isSame ? before?.ladder : armed) ?? null;
  return { snapshot, facts, line: { clocks, rungs }, ladder };
}

const nameOfRung = ({ clock, at }: { readonly clock?: string; readonly at: string }): string =>
  clock === undefined ? at : `${clock} ${at}`;

/** The queue in which a request lies after a step, which moves it only to queues that it was given. */
const queueAfter = ({ queue, turn: { snapshot } }: Pick<Kept, 'queue' | 'turn'>): PreparedQueue =>
  queue.beside(snapshot.queue) ?? queue;

/** A request as it is after a step, by whoever worked on it so far: whoever does from now on has no part in its place. */
function placeAfter(kept: Kept, life: Life, revision: number): Omit<ServiceRequestTable, 'life'> {
  const { before, queue, handling, occurredAt } = kept;
  const { facts, line, snapshot } = life;
  const isOpen = snapshot.machine.status === 'active';
  const into = queueAfter(kept);
  const clocks = line.clocks as readonly JsonObject[];
  const placed = { priority: handling.priority, registeredAt: before.row.registered_at, facts, clocks };
  const closedBefore = before.kind === 'kept' ? before.row.closed_at : null;
  return {
    ...before.row,
    ...handling,
    queue: into.id,
    queue_version: into.version,
    queue_closure: into.closure,
    workflow: into.workflow.id,
    workflow_version: into.workflow.version ?? 0,
    // A request that is opened again begins its ladder anew, and was escalated all the same.
    escalated: Math.max(before.kind === 'kept' ? before.row.escalated : 0, ...snapshot.escalated),
    state: JSON.stringify(leaves(queue.rules.machine, snapshot.machine)),
    is_open: isOpen ? 1 : 0,
    revision,
    due_at: nextDueAt(clocks),
    order_key: orderKey(into.document.order, placed),
    closed_at: isOpen ? null : (closedBefore ?? occurredAt),
  };
}

function eventOf(
  kept: Kept,
  { id, revision, state }: ServiceRequestTable,
  { at, by, problems }: { readonly at: string; readonly by: Actor; readonly problems: Turn['problems'] },
): RequestEventTable {
  const { before, kind, event, occurredAt, data, turn } = kept;
  return {
    request: id,
    number: revision,
    at,
    occurred_at: occurredAt,
    ...actorColumns(by),
    kind,
    event,
    from_state: before.kind === 'kept' ? before.row.state : null,
    to_state: state,
    data: JSON.stringify(data),
    effects: JSON.stringify(turn.effects),
    problems: JSON.stringify(problems),
  };
}

/** Who did something, as a timeline keeps it. */
export const actorColumns = ({ kind, id, name }: Actor) => ({ actor_kind: kind, actor: id, actor_name: name });

const timersOf = ({ snapshot, ladder, assignment = null }: Life): readonly Timer[] => [
  ...snapshot.machine.timers,
  ...(ladder === null ? [] : [ladder]),
  ...(assignment === null ? [] : [assignment]),
];

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
    if (!has.has(nameOf(timer))) await tx.tell(deleteTimer, { request, key, generation });
  }
  for (const timer of now) {
    const { key, generation, name, dueAt } = timer;
    if (!had.has(nameOf(timer))) await tx.tell(insertTimer, { request, key, generation, name, due_at: utc(dueAt) });
  }
}

/** An instant as the store compares it. */
const utc = (instant: string): string => new Date(instant).toISOString();
