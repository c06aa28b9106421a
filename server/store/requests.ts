import type { RequestClockTable, RequestEventTable, RequestTimerTable, ServiceRequestTable } from './request-tables.ts';
import { statement } from './statement.ts';
import type { Database } from './tables.ts';

/** Whether a request was ever registered. */
export async function hasRequests(database: Database): Promise<boolean> {
  return (await database.selectFrom('service_request').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** A request by its id, in the transaction that steps it. */
export const findRequest = statement((database, given: { readonly id: string }) =>
  database.selectFrom('service_request').selectAll().where('id', '=', given.id),
);

/** A request by its id, and whom it names that somebody is or reports to; null where he is not recused. */
export const findRequestFor = statement((database, given: { readonly id: string; readonly person: string }) =>
  database
    .selectFrom('service_request')
    .selectAll('service_request')
    .select((each) =>
      each
        .selectFrom('request_recused')
        .select('request_recused.subject')
        .whereRef('request_recused.request', '=', 'service_request.id')
        .where('request_recused.person', '=', given.person)
        .limit(1)
        .as('recused'),
    )
    .where('service_request.id', '=', given.id),
);

/** A request by what people call it. */
export const findRequestNumbered = statement((database, given: { readonly number: string }) =>
  database.selectFrom('service_request').select(['number', 'is_open']).where('number', '=', given.number),
);

export const insertRequest = statement((database, given: ServiceRequestTable) =>
  database.insertInto('service_request').values({
    id: given.id,
    number: given.number,
    type: given.type,
    type_version: given.type_version,
    workflow: given.workflow,
    workflow_version: given.workflow_version,
    queue: given.queue,
    queue_version: given.queue_version,
    queue_closure: given.queue_closure,
    customer: given.customer,
    node: given.node,
    channel: given.channel,
    priority: given.priority,
    skill: given.skill,
    owner: given.owner,
    previous_owner: given.previous_owner,
    assigned_at: given.assigned_at,
    escalated: given.escalated,
    state: given.state,
    is_open: given.is_open,
    life: given.life,
    revision: given.revision,
    order_key: given.order_key,
    duplicate_key: given.duplicate_key,
    registered_at: given.registered_at,
    due_at: given.due_at,
    closed_at: given.closed_at,
  }),
);

export const insertRequestEvent = statement((database, given: RequestEventTable) =>
  database.insertInto('request_event').values({
    request: given.request,
    number: given.number,
    at: given.at,
    occurred_at: given.occurred_at,
    actor_kind: given.actor_kind,
    actor: given.actor,
    actor_name: given.actor_name,
    kind: given.kind,
    event: given.event,
    from_state: given.from_state,
    to_state: given.to_state,
    data: given.data,
    effects: given.effects,
    problems: given.problems,
  }),
);

export const insertRequestClock = statement((database, given: RequestClockTable) =>
  database.insertInto('request_clock').values({
    request: given.request,
    clock: given.clock,
    cycle: given.cycle,
    verdict: given.verdict,
    began_at: given.began_at,
    stopped_at: given.stopped_at,
    consumed_ms: given.consumed_ms,
  }),
);

/** The newest instant at which something happened to a request. */
export const lastOccurrence = statement((database, given: { readonly id: string }) =>
  database
    .selectFrom('request_event')
    .select('occurred_at')
    .where('request', '=', given.id)
    .orderBy('number', 'desc')
    .limit(1),
);

export const insertTimer = statement(
  (database, given: Pick<RequestTimerTable, 'request' | 'key' | 'generation' | 'name' | 'due_at'>) =>
    database.insertInto('request_timer').values({
      request: given.request,
      key: given.key,
      generation: given.generation,
      name: given.name,
      due_at: given.due_at,
      holder: null,
      lease_until: null,
      attempts: 0,
      fault: null,
    }),
);

export const deleteTimer = statement((database, given: Pick<RequestTimerTable, 'request' | 'key' | 'generation'>) =>
  database
    .deleteFrom('request_timer')
    .where('request', '=', given.request)
    .where('key', '=', given.key)
    .where('generation', '=', given.generation),
);

/** Counts one further; answers how far. */
export const countRequest = statement((database, given: { readonly prefix: string }) =>
  database
    .insertInto('request_count')
    .values({ prefix: given.prefix, last: 1 })
    .onConflict((conflict) =>
      conflict.column('prefix').doUpdateSet((each) => ({ last: each('request_count.last', '+', 1) })),
    )
    .returning('last'),
);

/** Goes on counting behind a count that was given elsewhere, where it is not behind it already. */
export const countRequestsTo = statement((database, given: { readonly prefix: string; readonly last: number }) =>
  database
    .insertInto('request_count')
    .values({ prefix: given.prefix, last: given.last })
    .onConflict((conflict) =>
      conflict.column('prefix').doUpdateSet({ last: given.last }).where('request_count.last', '<', given.last),
    ),
);

/** The newest requests that are taken for one with another, registered after an instant. */
export const findDuplicates = statement((database, given: { readonly duplicate_key: string; readonly since: string }) =>
  database
    .selectFrom('service_request')
    .select(['id', 'number', 'node', 'queue', 'queue_closure', 'owner', 'is_open', 'registered_at'])
    .where('duplicate_key', '=', given.duplicate_key)
    .where('registered_at', '>', given.since)
    .orderBy('registered_at', 'desc')
    .limit(20),
);
