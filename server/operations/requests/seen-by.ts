import type { Expression, ExpressionBuilder, SelectQueryBuilder, SqlBool } from 'kysely';
import type { QueueDocument } from '../../../definitions/index.ts';
import { type Confinement, confinementOf } from '../../authority/confinement.ts';
import type { Right } from '../../authority/rights.ts';
import { documentBy } from '../../store/definitions.ts';
import { readOrganisation } from '../../store/people.ts';
import type { Database, Tables } from '../../store/tables.ts';
import type { PreparedQueues, QueuePin } from './prepared-queues.ts';
import { isAskedFor, tasksOf } from './approvals/asked-of.ts';
import { type QueuePolicy, rightsToRead, WORKING } from './queue-access.ts';

/** Who reads requests: what he may, and who is behind it, any of whom may be recused. */
export interface RequestReader {
  readonly rights: readonly Right[];
  readonly people: readonly string[];
}

/** Requests of which some are to be shown; `queue` is the one that all of them lie in, null where they may lie in several. */
export interface Shown {
  readonly requests: SelectQueryBuilder<Tables, 'service_request', object>;
  readonly queue: string | null;
  /** Given: those too that ask for the reader's approval, on this day of the bank, or that he has signed. */
  readonly day?: string;
}

type Each = ExpressionBuilder<Tables, 'service_request'>;
type Where = (each: Each) => Expression<SqlBool>;

/**
 * Which of some requests somebody sees: they lie within the scope of what he handles, their queue lets him or they were given to him, and
 * he is not recused. A queue is asked as it is in force; one that is not any more, as it was when they came into it. Where that is not kept,
 * whoever leads there sees them. One condition for pages and totals alike.
 */
export async function isSeenBy(
  database: Database,
  queues: PreparedQueues,
  { rights, people }: RequestReader,
  { requests, queue: only, day }: Shown,
): Promise<Where> {
  const organisation = await readOrganisation(database);
  const over = (some: readonly Right[]): Confinement => confinementOf(organisation, some, WORKING);
  const letBy = (policy: QueuePolicy | undefined) => over(rightsToRead(policy, { organisation, rights }));
  const inForce = [...policiesInForce(queues)]
    .filter(([queue]) => only === null || queue === only)
    .map(([queue, policy]) => ({ queue, within: letBy(policy) }));
  const known = inForce.map(({ queue }) => queue);
  const pins = only !== null && known.length > 0 ? [] : await pinsBeside(requests, known);
  const past: (QueuePin & { readonly within: Confinement })[] = [];
  for (const pin of pins) past.push({ ...pin, within: letBy(await policyOf(database, queues, pin)) });
  const [all, unknown] = [over(rights), letBy(undefined)];
  const asked = day === undefined ? undefined : tasksOf(organisation, { rights, people }, day);
  const isAsked = (each: Each) => (asked === undefined ? [] : [isAskedFor(each, asked)]);
  return (each) => {
    const isOf = (pin: QueuePin) =>
      each.and([each('queue', '=', pin.queue), each('queue_closure', '=', pin.queue_closure)]);
    const beside = each.and([isNoneOf(each, known), each.not(each.or(past.map(isOf)))]);
    const lets = each.or([
      ...(people.length === 0 ? [] : [each('owner', 'in', [...people]), ...isAsked(each)]),
      ...inForce.map(({ queue, within }) => each.and([each('queue', '=', queue), isWithin(each, within)])),
      ...past.map((pin) => each.and([isOf(pin), isWithin(each, pin.within)])),
      each.and([beside, isWithin(each, unknown)]),
    ]);
    return each.and([isWithin(each, all), isOpenTo(each, people), lets]);
  };
}

/** By what the requests of a queue are shown: as it is in force, or as it was when they came into it; undefined where neither is kept. */
export async function policyOf(
  database: Database,
  queues: PreparedQueues,
  { queue, queue_closure: closure }: QueuePin,
): Promise<QueuePolicy | undefined> {
  const policy = policiesInForce(queues).get(queue);
  if (policy !== undefined) return policy;
  const document = await documentBy(database, queue, closure);
  // It was published as a queue.
  return document === undefined ? undefined : (JSON.parse(document) as QueueDocument);
}

function policiesInForce({ catalog: { library } }: PreparedQueues): ReadonlyMap<string, QueuePolicy> {
  const queues = [...library.definitions.values()].filter(
    ({ id, kind }) => kind === 'queue' && !library.broken.has(id),
  );
  // What a kind's schema holds of a document is its type.
  return new Map(queues.map(({ id, document }) => [id, document as unknown as QueueDocument]));
}

/** The queues beside those in force that some requests lie in, each as it was when they came into it. */
async function pinsBeside(requests: Shown['requests'], inForce: readonly string[]): Promise<readonly QueuePin[]> {
  const beside = requests.where((each) => isNoneOf(each, inForce));
  return await beside.select(['queue', 'queue_closure']).distinct().execute();
}

function isNoneOf(each: Each, queues: readonly string[]): Expression<SqlBool> {
  return queues.length === 0 ? each.and([]) : each('queue', 'not in', [...queues]);
}

function isWithin(each: Each, within: Confinement): Expression<SqlBool> {
  if (within.kind === 'none') return each.and([]);
  return within.nodes.length === 0 ? each.or([]) : each('node', 'in', [...within.nodes]);
}

/** Whether none of some people is recused from a request. */
function isOpenTo(each: Each, people: readonly string[]): Expression<SqlBool> {
  if (people.length === 0) return each.and([]);
  const recused = each
    .selectFrom('request_recused')
    .select('request_recused.person')
    .where('request_recused.person', 'in', [...people])
    .whereRef('request_recused.request', '=', 'service_request.id');
  return each.not(each.exists(recused));
}
