import { isObject, type Json, type JsonObject, writtenActions, writtenStates } from '../../../definitions/index.ts';
import type { RequestEventTable } from '../../store/request-tables.ts';
import { isSensitive } from '../population/read-records.ts';
import type { PreparedQueue, PreparedQueues } from './prepared-queues.ts';

/** One thing that happened to a request, as whoever may see the request is told it. */
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

/** Whether a field is hidden from whoever reads a request. */
export type Hiding = (field: string) => boolean;

/**
 * Hides the fields that only decisions read: by the definitions that the request came by, and by those in force, which may know more. Where
 * the former are not kept nobody can say which they are, and every field is hidden.
 */
export function hiding({ catalog }: PreparedQueues, queue: PreparedQueue | undefined): Hiding {
  if (queue === undefined) return () => true;
  const { entity } = queue.workflow.document;
  return (field) => queue.isSensitive(field) || isSensitive(catalog.library, entity, field);
}

/** What happened to a request, oldest first, without what is hidden of it: neither by its name nor by that of the form that brought it. */
export function timelineOf(
  events: readonly RequestEventTable[],
  queue: PreparedQueue | undefined,
  isHidden: Hiding,
): readonly TimelineEntry[] {
  const brought = queue === undefined ? new Set<string>() : broughtBy(queue, isHidden);
  const hide: Hide = { isHidden, isBrought: (name) => isHidden(name) || brought.has(name), isAll: queue === undefined };
  return events.map((event) => entryOf(event, hide));
}

interface Hide {
  readonly isHidden: Hiding;
  /** The same for the data of an event. */
  readonly isBrought: Hiding;
  /** It is not known what has to be hidden. */
  readonly isAll: boolean;
}

/** What hidden fields are called in the data of the events that set them. */
function broughtBy({ workflow }: PreparedQueue, isHidden: Hiding): ReadonlySet<string> {
  const actions = writtenStates(workflow.document.machine).flatMap(writtenActions);
  return new Set(
    actions.flatMap(({ action: { type, params } }) => {
      if (type !== 'set-field' || !isObject(params) || !isHidden(String(params['field']))) return [];
      return typeof params['fromData'] === 'string' ? [params['fromData']] : [];
    }),
  );
}

function entryOf(row: RequestEventTable, hide: Hide): TimelineEntry {
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
    data: hide.isAll ? {} : dataShown(JSON.parse(row.data) as JsonObject, hide),
    effects: hide.isAll ? [] : (JSON.parse(row.effects) as JsonObject[]).map((effect) => effectShown(effect, hide)),
    problems: JSON.parse(row.problems) as JsonObject[],
  };
}

function dataShown(data: JsonObject, { isHidden, isBrought }: Hide): JsonObject {
  const { data: form, ...rest } = data;
  return { ...without(rest, isHidden), ...(form !== undefined && { data: without(form, isBrought) }) };
}

/** What a hidden field was set to stands beside its name. */
function effectShown(effect: JsonObject, { isHidden }: Hide): JsonObject {
  const { params } = effect;
  if (effect['type'] !== 'set-field' || !isObject(params) || !isHidden(String(params['field'])))
    return without(effect, isHidden);
  const { value: _, ...shown } = params;
  return { ...effect, params: shown };
}

/** A value without members of these names, wherever they stand in it. */
function without<T extends Json>(value: T, isHidden: Hiding): T {
  const text = JSON.stringify(value, (key, part: Json) => (key !== '' && isHidden(key) ? undefined : part));
  return JSON.parse(text) as T;
}
