import {
  below,
  decisionEvents,
  type JsonObject,
  parseMilliseconds,
  type Problem,
  turn,
} from '../../../definitions/index.ts';
import type { Actor } from '../../store/actor.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';
import { lastOccurrence } from '../../store/requests.ts';
import { OperationRefused, type Transaction } from '../../store/store.ts';
import { needEventRole, needQueue, type Worker } from './acting.ts';
import { applyEffects, handlingOf } from './apply-effects.ts';
import { approvalProblem } from './approvals/problems.ts';
import { approvalIn } from './approvals/settle-approval.ts';
import { refuse } from './intake.ts';
import { keepStep } from './keep-step.ts';
import { subjectOf } from './life.ts';
import { type Pinned, requestFor, withPinned } from './pinned.ts';
import type { PreparedQueue } from './prepared-queues.ts';
import { requestProblem } from './problems.ts';
import { recusalOf } from './recusal.ts';
import type { RequestHost } from './register.ts';

export interface EventAsked {
  readonly event: string;
  /** What the event's form brought. */
  readonly data: JsonObject;
  /** Fields of the request that are otherwise from now on. */
  readonly facts: JsonObject;
  /** When it happened, said by a trusted channel; now unless given. */
  readonly occurredAt: string | null;
  /** Why a request is not what its sender saw, by its revision. */
  readonly whyNot: (revision: number) => Problem | undefined;
}

/** What became of a request by something that was done with it. */
export interface Moved {
  readonly id: string;
  readonly number: string;
  readonly revision: number;
  readonly state: readonly string[];
  readonly queue: string;
  readonly owner: string | null;
}

/**
 * Sends an event to a request, on what its sender saw of it: the pure step of its queue in the version it came by, and all that comes of it
 * in one transaction. What the state does not accept is refused with the step's own problems, and nothing is changed.
 */
export async function sendRequestEvent(host: RequestHost, actor: Actor, id: string, asked: EventAsked): Promise<Moved> {
  return await withPinned(host, id, async (pinned) =>
    host.store.write(actor, 'send-request-event', async (tx) => await carryOut(tx, { id, pinned, asked })),
  );
}

async function carryOut(
  tx: Transaction,
  { id, pinned, asked }: { readonly id: string; readonly pinned: Pinned; readonly asked: EventAsked },
): Promise<Moved> {
  const { worker, row, life, queue, policy } = await requestFor(tx, id, pinned);
  const subject = subjectOf(row.number);
  const { event, data, facts } = asked;
  const unseen = asked.whyNot(row.revision);
  refuse(unseen === undefined ? [] : [unseen], subject);
  needQueue(worker, row, policy, subject);
  needEventRole(worker, { event, roles: rolesOf(queue, event), node: row.node, subject });
  refuse(whyNotGiven(queue, facts), subject);
  const approval = approvalIn(queue, life);
  if (approval !== undefined && decisionEvents(approval.rules).includes(event))
    refuse([approvalProblem('approval-decides', { pointer: '/event' }, { event })], subject);
  const occurredAt = await occurrence(tx, row, worker, asked.occurredAt);
  const known = { ...life.facts, ...facts };
  const now = { at: Date.parse(occurredAt), facts: known };
  const stepped = turn(queue.rules, life.snapshot, { kind: 'event', name: event, data }, now);
  if (!stepped.isAccepted) refuse(stepped.problems, subject);
  refuse(queue.whyNot(stepped.facts), subject);
  const person = worker.kind === 'person' ? worker.id : null;
  const recusal = await recusalOf(tx, { before: { row, life }, queue, turn: stepped });
  const applied = await applyEffects(handlingOf(row), stepped.effects, { tx, person, recusal });
  const kept = await keepStep(tx, {
    before: { kind: 'kept', row, life },
    queue,
    turn: stepped,
    ...applied,
    recusal,
    kind: 'event',
    event,
    occurredAt,
    data: { ...(Object.keys(data).length > 0 && { data }), ...(Object.keys(facts).length > 0 && { facts }) },
  });
  return movedOf(kept);
}

export const movedOf = ({ id, number, revision, state, queue, owner }: ServiceRequestTable): Moved => ({
  id,
  number,
  revision,
  state: JSON.parse(state) as string[],
  queue,
  owner,
});

function rolesOf({ workflow }: PreparedQueue, event: string): readonly string[] | undefined {
  const { events = {} } = workflow.document;
  return Object.hasOwn(events, event) ? events[event]?.roles : undefined;
}

/** What names a request, and whose it is, stands since it was registered. */
function whyNotGiven({ entity }: PreparedQueue, facts: JsonObject): readonly Problem[] {
  const kept = [entity.key, entity.relations.get('customer')?.by];
  return kept.flatMap((field) =>
    field === undefined || !Object.hasOwn(facts, field)
      ? []
      : [requestProblem('request-fact-not-given', { pointer: below('/facts', field) }, { field })],
  );
}

/** When an event happened: now, or what a trusted channel says, never before the last event and never in the future. */
async function occurrence(
  tx: Transaction,
  { id, number }: ServiceRequestTable,
  worker: Worker,
  said: string | null,
): Promise<string> {
  const now = tx.now.toISOString();
  if (said === null) return now;
  const at = { pointer: '/occurredAt' };
  const subject = subjectOf(number);
  if (worker.kind !== 'key') throw new OperationRefused(subject, [requestProblem('request-occurred-untrusted', at)]);
  const instant = parseMilliseconds(said);
  const last = (await tx.first(lastOccurrence, { id }))?.occurred_at ?? '';
  if (instant === undefined || instant > tx.now.getTime() || instant < Date.parse(last)) {
    const slots = { found: said.slice(0, 60), last, now };
    throw new OperationRefused(subject, [requestProblem('request-occurred-out-of-order', at, slots)]);
  }
  return new Date(instant).toISOString();
}
