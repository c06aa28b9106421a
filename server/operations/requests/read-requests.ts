import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Json, JsonObject, Library, WorkflowDocument } from '../../../definitions/index.ts';
import { type Confinement, confinementOf } from '../../authority/confinement.ts';
import type { Right } from '../../authority/rights.ts';
import { readOrganisation } from '../../store/people.ts';
import type { RequestEventTable, ServiceRequestTable } from '../../store/request-tables.ts';
import type { Reader } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';
import { notFound } from '../people/acting.ts';
import { isSensitive } from '../population/read-records.ts';
import { WORKING } from './acting.ts';
import { lifeOf, subjectOf } from './keep-step.ts';

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

export interface TimelineEntry {
  readonly number: number;
  readonly at: string;
  readonly occurredAt: string;
  readonly actor: { readonly kind: string; readonly id: string; readonly name: string };
  readonly kind: RequestEventTable['kind'];
  readonly event: string | null;
  readonly from: readonly string[] | null;
  readonly to: readonly string[];
  readonly data: JsonObject;
  readonly effects: readonly JsonObject[];
  readonly problems: readonly JsonObject[];
}

/** A request within the scope of whoever asks, with its timeline. Throws an OperationRefused where there is none. */
export async function readRequest(
  { store, library }: { readonly store: Pick<Reader, 'read'>; readonly library: Library },
  { id, rights }: { readonly id: string; readonly rights: readonly Right[] },
): Promise<RequestShown> {
  return await store.read(async (database) => {
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
    const { facts, line } = lifeOf(row);
    const withheld = withheldOf(library, row.workflow, facts);
    return {
      ...summaryOf(row),
      workflow: row.workflow,
      versions: { type: row.type_version, workflow: row.workflow_version, queue: row.queue_version },
      facts: without(facts, withheld),
      withheld,
      timers: line.timers,
      rungs: line.rungs ?? [],
      timeline: events.map((event) => entryOf(event, withheld)),
    };
  });
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

/** The fields of a request that only decisions read. */
function withheldOf(library: Library, workflow: string, facts: JsonObject): readonly string[] {
  const document = library.definitions.get(workflow)?.document as WorkflowDocument | undefined;
  return Object.keys(facts).filter((name) => isSensitive(library, document?.entity ?? '', name));
}

/** A value without members of these names, wherever they stand in it. */
function without<T extends Json>(value: T, names: readonly string[]): T {
  if (names.length === 0) return value;
  const text = JSON.stringify(value, (key, part: Json) => (names.includes(key) ? undefined : part));
  return JSON.parse(text) as T;
}

function entryOf(row: RequestEventTable, withheld: readonly string[]): TimelineEntry {
  const { number, at, kind, event } = row;
  return {
    number,
    at,
    occurredAt: row.occurred_at,
    actor: { kind: row.actor_kind, id: row.actor, name: row.actor_name },
    kind,
    event,
    from: row.from_state === null ? null : (JSON.parse(row.from_state) as string[]),
    to: JSON.parse(row.to_state) as string[],
    data: without(JSON.parse(row.data) as JsonObject, withheld),
    effects: without(JSON.parse(row.effects) as JsonObject[], withheld),
    problems: JSON.parse(row.problems) as JsonObject[],
  };
}
