import {
  type Definition,
  type Entity,
  hash,
  isObject,
  type Json,
  type JsonObject,
  parsePeriod,
  type Problem,
  type RequestTypeDocument,
} from '../../../definitions/index.ts';
import { bankDayAt } from '../../clock.ts';
import { countRequest, countRequestsTo, findDuplicates, findRequestNumbered } from '../../store/requests.ts';
import { OperationRefused, type Transaction } from '../../store/store.ts';
import { hintFor, whyNoDecision } from '../definitions/why-no-decision.ts';
import type { PreparedQueue, PreparedQueues } from './prepared-queues.ts';
import { requestProblem } from './problems.ts';

/** What is asked of whoever registers a request. */
export interface RequestAsked {
  /** `request-type/complaint`. */
  readonly type: string;
  readonly facts: JsonObject;
  readonly customer: string | null;
  readonly channel: string | null;
  /** The place of the organisation it belongs to; that of whoever registers it unless given. */
  readonly node: string | null;
  /** What it is called already; it is counted where it has no number. */
  readonly number?: string | null;
}

/** A request as it was taken in: numbered, read by its entity, and routed. */
export interface TakenIn {
  readonly type: Definition & { readonly document: RequestTypeDocument };
  readonly number: string;
  readonly facts: JsonObject;
  readonly queue: PreparedQueue;
  readonly priority: number;
  readonly skill: string | null;
}

/** The subject of what is refused before it has a number. */
export const NEW = 'request/new';

/** Takes a request in, within its transaction. Throws an OperationRefused. */
export async function takeIn(tx: Transaction, queues: PreparedQueues, asked: RequestAsked): Promise<TakenIn> {
  const type = typeOf(queues, asked);
  const { entity: id, routing, number: form } = type.document;
  const entity = queues.catalog.library.environment.entity(id);
  if (entity === undefined) throw new Error(`${type.id} is published without ${id}`);
  const customerField = entity.relations.get('customer')?.by;
  refuse(whyNotGiven(type.document, entity, asked, customerField));
  const day = bankDayAt(tx.now);
  const number = await numberOf(tx, form, day, asked.number ?? null);
  const facts = {
    ...asked.facts,
    ...(entity.key === undefined ? {} : { [entity.key]: number }),
    ...(customerField === undefined || asked.customer === null ? {} : { [customerField]: asked.customer }),
  };
  const routed = routedBy(queues, routing, facts, day);
  refuse(routed.queue.whyNot(facts));
  return { type, number, facts, ...routed };
}

function typeOf({ catalog: { library } }: PreparedQueues, { type: ref }: RequestAsked): TakenIn['type'] {
  const found = library.definitions.get(ref);
  if (found?.kind === 'request-type' && !library.broken.has(ref)) return found as TakenIn['type'];
  const slots = { ref: ref.slice(0, 200), hint: hintFor(library, ref) };
  throw new OperationRefused(NEW, [requestProblem('request-type-not-found', { pointer: '/type' }, slots)]);
}

/** Why what is given cannot be: a channel that the type does not take, or a field that the server fills in. */
function whyNotGiven(
  { name, channels }: RequestTypeDocument,
  entity: Entity,
  { facts, customer, channel }: RequestAsked,
  customerField: string | undefined,
): readonly Problem[] {
  const isTaken = channel === null || channels === undefined || channels.includes(channel);
  const filled = [entity.key, customerField].filter((field) => field !== undefined && Object.hasOwn(facts, field));
  const needsCustomer = customerField !== undefined && entity.fields.get(customerField)?.optional !== true;
  return [
    ...(isTaken
      ? []
      : [
          requestProblem(
            'request-channel-unknown',
            { pointer: '/channel' },
            { type: name, found: channel, expected: (channels ?? []).join(', ') },
          ),
        ]),
    ...filled.map((field = '') => requestProblem('request-fact-not-given', { pointer: `/facts/${field}` }, { field })),
    ...(needsCustomer && customer === null
      ? [requestProblem('request-customer-needed', { pointer: '/customer' }, { type: name })]
      : []),
  ];
}

/**
 * The next number of a form such as `CMP-{yyyy}-{seq}`, which counts within what stands before the count. Of a number that is given, counting
 * goes on behind it where it is of that form.
 */
async function numberOf(tx: Transaction, form: string, day: string, given: string | null): Promise<string> {
  const [yyyy = '', MM = '', dd = ''] = day.split('-');
  const dated = form.replaceAll('{yyyy}', yyyy).replaceAll('{MM}', MM).replaceAll('{dd}', dd);
  const [prefix = '', rest = ''] = dated.split('{seq}');
  if (given === null) return await nextNumber(tx, prefix, rest);
  const count =
    given.startsWith(prefix) && given.endsWith(rest) ? given.slice(prefix.length, given.length - rest.length) : '';
  if (/^[1-9]\d{0,14}$/.test(count)) await tx.all(countRequestsTo, { prefix, last: Number(count) });
  return given;
}

/** The next number that no request has: one that was brought from elsewhere may be of this form. */
async function nextNumber(tx: Transaction, prefix: string, rest: string): Promise<string> {
  for (;;) {
    const number = `${prefix}${(await tx.first(countRequest, { prefix }))?.last ?? 1}${rest}`;
    if ((await tx.first(findRequestNumbered, { number })) === undefined) return number;
  }
}

/** Where a request goes by its type's table. */
function routedBy(
  queues: PreparedQueues,
  routing: string,
  facts: JsonObject,
  day: string,
): Pick<TakenIn, 'queue' | 'priority' | 'skill'> {
  const prepared = queues.catalog.prepare(routing, false);
  if (prepared === undefined) throw new OperationRefused(NEW, [...whyNoDecision(queues.catalog, routing)]);
  const request = { facts: known(facts, prepared.compiled.reads.fields), ...(prepared.readsAsOf && { $asOf: day }) };
  const attempt = prepared.compiled.attempt(request);
  if (attempt.results === undefined) refuse(attempt.problems);
  const { value = null, problems = [] } = attempt.results?.[routing] ?? {};
  if (value === null) refuse(problems);
  const routed: JsonObject = isObject(value) ? value : { queue: value };
  const { queue: name, priority, skill } = routed;
  const id = `queue/${String(name)}`;
  const queue = queues.inForce(id);
  if (queue === undefined) {
    throw new OperationRefused(NEW, [requestProblem('request-queue-not-found', { pointer: '' }, { queue: id })]);
  }
  return {
    queue,
    priority: typeof priority === 'number' ? priority : 0,
    skill: typeof skill === 'string' ? skill : null,
  };
}

/** The facts that a table reads. */
export const known = (
  facts: JsonObject,
  fields: readonly { readonly field: { readonly name: string } }[],
): JsonObject =>
  Object.fromEntries(
    fields.flatMap(({ field: { name } }) => (Object.hasOwn(facts, name) ? [[name, facts[name] ?? null]] : [])),
  );

/** What requests are found by that are taken for one with another; null where theirs are not. */
export function duplicateKey({ type, facts }: TakenIn, customer: string | null): string | null {
  const { duplicates } = type.document;
  if (duplicates === undefined || customer === null) return null;
  const values: Json = duplicates.sameCustomerAnd.map((field) => facts[field] ?? null);
  return hash([type.id, customer, values]);
}

/** Requests that are taken for the same as a new one, and what they are found by. */
export async function duplicatesOf(tx: Transaction, taken: TakenIn, customer: string | null) {
  const key = duplicateKey(taken, customer);
  const period = parsePeriod(taken.type.document.duplicates?.within ?? '');
  if (key === null) return { key, found: [] };
  const milliseconds = period?.unit === 'days' ? period.count * 86_400_000 : (period?.count ?? 0);
  const since = new Date(tx.now.getTime() - milliseconds).toISOString();
  return { key, found: await tx.all(findDuplicates, { duplicate_key: key, since }) };
}

/** Refuses what there are problems with. */
export function refuse(problems: readonly Problem[], subject = NEW): void {
  const [first, ...others] = problems;
  if (first !== undefined) throw new OperationRefused(subject, [first, ...others]);
}
