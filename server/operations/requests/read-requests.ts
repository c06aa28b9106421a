import {
  clockLines,
  decisionEvents,
  eventsTaken,
  type JsonObject,
  type QueueDocument,
  type RequestSnapshot,
  type WorkflowDocument,
} from '../../../definitions/index.ts';
import { bankDayAt } from '../../clock.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';
import { type Named, namesOf } from '../../store/people.ts';
import type { Store } from '../../store/store.ts';
import { notFound } from '../people/acting.ts';
import { approvalIn } from './approvals/settle-approval.ts';
import { isSeenBy, type RequestReader } from './seen-by.ts';
import { lifeOf, subjectOf } from './life.ts';
import type { PreparedQueue, PreparedQueues } from './prepared-queues.ts';
import { type SurveyShown, surveysOf } from './surveys-of.ts';
import { hiding, type TimelineEntry, timelineOf } from './timeline.ts';

/** What is told of a request wherever it is listed. */
export interface RequestSummary {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly queue: string;
  readonly state: readonly string[];
  readonly isOpen: boolean;
  readonly priority: number;
  readonly customer: string | null;
  readonly node: string;
  readonly channel: string | null;
  readonly skill: string | null;
  readonly owner: string | null;
  readonly registeredAt: string;
  readonly closedAt: string | null;
  readonly revision: number;
  /** As the last step told them in a list, as they stand now of one request: `{ "name", "cycle", "consumed", "dueAt", "verdict"? }`. */
  readonly clocks: readonly JsonObject[];
}

/** One request with all that is known of it. */
export interface RequestShown extends RequestSummary {
  /** The versions by which it is handled. */
  readonly versions: { readonly type: number; readonly workflow: number; readonly queue: number };
  readonly workflow: string;
  /** The documents by which it is handled, in these versions; null where they are not kept. */
  readonly definitions: { readonly queue: QueueDocument; readonly workflow: WorkflowDocument } | null;
  /** The events that its workflow takes now, guards aside. */
  readonly events: readonly string[];
  readonly facts: JsonObject;
  /** The fields that are too sensitive to be shown here. */
  readonly withheld: readonly string[];
  readonly timers: readonly { readonly name: string; readonly dueAt: string }[];
  /** The rungs of the ladder that lie ahead, the next first. */
  readonly rungs: readonly { readonly clock?: string; readonly at: string; readonly dueAt: string }[];
  /** Oldest first. */
  readonly timeline: readonly TimelineEntry[];
  /** Who asked the customer how he was served, and what he answered; oldest first. */
  readonly surveys: readonly SurveyShown[];
  /** How the people are called who work on it or were given it. */
  readonly names: readonly Named[];
}

/** Where requests are kept, and by what they are read. */
export interface RequestReading {
  readonly store: Pick<Store, 'read' | 'now'>;
  readonly queues: PreparedQueues;
}

/** A request within the scope of whoever asks, with its timeline. Throws an OperationRefused where there is none. */
export async function readRequest(
  { store, queues }: RequestReading,
  { id, rights, people }: RequestReader & { readonly id: string },
): Promise<RequestShown> {
  const day = bankDayAt(await store.now());
  const { row, events, surveys, names } = await store.read(async (database) => {
    const requests = database.selectFrom('service_request').where('id', '=', id);
    const seen = await isSeenBy(database, queues, { rights, people }, { requests, queue: null, day });
    const row = await requests.where(seen).selectAll().executeTakeFirst();
    if (row === undefined) throw notFound(subjectOf(id));
    const events = await database
      .selectFrom('request_event')
      .selectAll()
      .where('request', '=', id)
      .orderBy('number')
      .execute();
    const given = events.flatMap(({ kind, data }) => (kind === 'assigned' ? personIn(data) : []));
    const names = await namesOf(database, [...given, ...(row.owner === null ? [] : [row.owner])]);
    return { row, events, surveys: await surveysOf(database, id), names };
  });
  const [queue, now] = await Promise.all([queues.pinned(row), store.now()]);
  const life = lifeOf(row);
  const { facts, line, snapshot } = life;
  const isHidden = hiding(queues, queue);
  return {
    ...summaryOf(row, life),
    ...(queue === undefined ? UNKNOWN : standing(queue, snapshot, now)),
    workflow: row.workflow,
    versions: { type: row.type_version, workflow: row.workflow_version, queue: row.queue_version },
    facts: Object.fromEntries(Object.entries(facts).filter(([name]) => !isHidden(name))),
    withheld: Object.keys(facts).filter(isHidden),
    timers: snapshot.machine.timers.map(({ name, dueAt }) => ({ name, dueAt })),
    rungs: line.rungs ?? [],
    timeline: timelineOf(events, queue, isHidden),
    surveys,
    names,
  };
}

/** To whom the data of an assignment say that it was given. */
function personIn(data: string): readonly string[] {
  const { person } = JSON.parse(data) as JsonObject;
  return typeof person === 'string' ? [person] : [];
}

/** What the definitions say of a request at an instant: its clocks count up to then, what is due by then may not have happened yet. */
function standing(queue: PreparedQueue, snapshot: RequestSnapshot, now: Date) {
  const { document, workflow, rules } = queue;
  const approval = approvalIn(queue, { snapshot });
  const decided = new Set(approval === undefined ? [] : decisionEvents(approval.rules));
  const clocks = clockLines(rules, { ...snapshot, at: Math.max(snapshot.at, now.getTime()) });
  return {
    definitions: { queue: document, workflow: workflow.document },
    // What an approval comes to nobody sends.
    events: eventsTaken(rules.machine, snapshot.machine).filter((name) => !decided.has(name)),
    // A line is JSON.
    clocks: clocks as unknown as readonly JsonObject[],
  };
}

const UNKNOWN = { definitions: null, events: [] } as const;

export function summaryOf(row: ServiceRequestTable, { line } = lifeOf(row)): RequestSummary {
  const { id, number, type, queue, priority, customer, node, channel, skill, owner, revision } = row;
  return {
    id,
    number,
    type,
    queue,
    state: JSON.parse(row.state) as string[],
    isOpen: row.is_open === 1,
    priority,
    customer,
    node,
    channel,
    skill,
    owner,
    registeredAt: row.registered_at,
    closedAt: row.closed_at,
    revision,
    clocks: line.clocks as readonly JsonObject[],
  };
}
