import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { JsonObject } from '../../../definitions/index.ts';
import { type Confinement, confinementOf } from '../../authority/confinement.ts';
import type { Right } from '../../authority/rights.ts';
import { readOrganisation } from '../../store/people.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';
import type { Reader } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';
import { notFound } from '../people/acting.ts';
import { WORKING } from './acting.ts';
import { lifeOf, subjectOf } from './keep-step.ts';
import type { PreparedQueues } from './prepared-queues.ts';
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
  /** As the last step told them: `{ "name", "cycle", "consumed", "dueAt", "verdict"? }`. */
  readonly clocks: readonly JsonObject[];
}

/** One request with all that is known of it. */
export interface RequestShown extends RequestSummary {
  /** The versions by which it is handled. */
  readonly versions: { readonly type: number; readonly workflow: number; readonly queue: number };
  readonly workflow: string;
  readonly facts: JsonObject;
  /** The fields that are too sensitive to be shown here. */
  readonly withheld: readonly string[];
  readonly timers: readonly { readonly name: string; readonly dueAt: string }[];
  /** The rungs of the ladder that lie ahead, the next first. */
  readonly rungs: readonly { readonly clock?: string; readonly at: string; readonly dueAt: string }[];
  /** Oldest first. */
  readonly timeline: readonly TimelineEntry[];
}

/** Where requests are kept, and by what they are read. */
export interface RequestReading {
  readonly store: Pick<Reader, 'read'>;
  readonly queues: PreparedQueues;
}

/** A request within the scope of whoever asks, with its timeline. Throws an OperationRefused where there is none. */
export async function readRequest(
  { store, queues }: RequestReading,
  { id, rights }: { readonly id: string; readonly rights: readonly Right[] },
): Promise<RequestShown> {
  const { row, events } = await store.read(async (database) => {
    const within = confinementOf(await readOrganisation(database), rights, WORKING);
    const row = await database
      .selectFrom('service_request')
      .selectAll()
      .where('id', '=', id)
      .where(isWithin(within))
      .executeTakeFirst();
    if (row === undefined) throw notFound(subjectOf(id));
    const events = await database
      .selectFrom('request_event')
      .selectAll()
      .where('request', '=', id)
      .orderBy('number')
      .execute();
    return { row, events };
  });
  const queue = await queues.pinned(row);
  const { facts, line } = lifeOf(row);
  const isHidden = hiding(queues, queue);
  return {
    ...summaryOf(row),
    workflow: row.workflow,
    versions: { type: row.type_version, workflow: row.workflow_version, queue: row.queue_version },
    facts: Object.fromEntries(Object.entries(facts).filter(([name]) => !isHidden(name))),
    withheld: Object.keys(facts).filter(isHidden),
    timers: line.timers,
    rungs: line.rungs ?? [],
    timeline: timelineOf(events, queue, isHidden),
  };
}

type Where = (each: ExpressionBuilder<Tables, 'service_request'>) => Expression<SqlBool>;

/** Whether a request lies within what somebody sees. */
export const isWithin =
  (within: Confinement): Where =>
  (each) => {
    if (within.kind === 'none') return each.and([]);
    return within.nodes.length === 0 ? each.or([]) : each('node', 'in', [...within.nodes]);
  };

export function summaryOf(row: ServiceRequestTable): RequestSummary {
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
    clocks: lifeOf(row).line.clocks as readonly JsonObject[],
  };
}
