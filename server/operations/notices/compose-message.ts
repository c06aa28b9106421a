import { type JsonObject, renderTemplate, type TemplateDocument } from '../../../definitions/index.ts';
import type { Delivery } from '../../dispatch/delivery.ts';
import { systemActor } from '../../store/actor.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';
import { findApproval } from '../../store/approvals.ts';
import { findRequest } from '../../store/requests.ts';
import { lifeOf } from '../requests/life.ts';
import type { PreparedQueue } from '../requests/prepared-queues.ts';
import type { RequestHost } from '../requests/register.ts';
import type { CustomerRecords } from './customer-records.ts';
import { dead, tellStaff, wayToCustomer, writeToCustomer } from './reach-people.ts';
import { staffFor } from './recipients.ts';

/** What a step asks to be told, as it stands in the outbox. */
interface Asked {
  readonly request: string;
  /** The queue by whose rules the request was stepped, and its closure: the template is that of then. */
  readonly queue: string;
  readonly closure: string;
  readonly customer: string | null;
  /** The clock whose rung or extension asks for it; null where none does. */
  readonly clock: string | null;
  readonly params: { readonly to: string; readonly template: string };
}

/**
 * Makes messages of what a step asks to be told: a notice for each of the staff it is for, a letter to the customer by the first channel
 * that reaches him. Once for each step and recipient, however often it is tried. Where nobody can be told it is dead, and says why.
 */
export function composeMessages({ store, queues }: RequestHost, customers: CustomerRecords): Delivery {
  return async ({ key, payload }) => {
    // Written by the step.
    const asked = JSON.parse(payload) as Asked;
    const queue = await queues.pinned({ queue: asked.queue, queue_closure: asked.closure });
    const found = queue?.environment.document(asked.params.template);
    if (queue === undefined || found?.kind !== 'template')
      return dead(`${asked.params.template} 已不存在`, `${asked.params.template} is not kept`);
    const template = found as TemplateDocument;
    const { to } = asked.params;
    const record = to === 'customer' || namesCustomer(template) ? await customerOf(asked, queue, customers) : undefined;
    return await store.write(systemActor('outbox'), 'compose-message', async (tx) => {
      const row = await tx.first(findRequest, { id: asked.request });
      if (row === undefined) return dead('请求已不存在', 'The request is not kept');
      // Decided before it left: there is nothing to ask for any more.
      const approval = to === 'approvers' ? await tx.first(findApproval, { request: row.id }) : undefined;
      if (approval !== undefined && approval.ended_at !== null) return { kind: 'delivered' };
      const type = queues.catalog.library.definitions.get(row.type)?.document;
      const given = givenOf({ row, record }, queue, asked.clock, type);
      const way = to === 'customer' ? wayToCustomer(template, given.facts) : 'desktop';
      if (typeof way === 'object' && 'kind' in way) return way;
      const channel = typeof way === 'string' ? way : way.channel;
      // Only what is sent is made: a text for another way holds up none.
      const { [channel]: text } = template.channels;
      const said = renderTemplate({ ...template, channels: { [channel]: text } }, queue.environment, given);
      const [problem] = said.problems;
      if (problem !== undefined) return dead(problem.message['zh-CN'], problem.message.en);
      const about = { key, row, template: asked.params.template };
      return typeof way === 'string'
        ? await tellStaff(tx, about, said.text, { to, people: await staffFor(tx, row, to) })
        : await writeToCustomer(tx, store, about, said.text, way);
    });
  };
}

/** Whether a text may say something of the customer: his record is read only then. */
const namesCustomer = ({ channels }: TemplateDocument): boolean => JSON.stringify(channels).includes('customer.');

/** The customer of a request, with his number at least; undefined where the request has none. */
export async function customerOf(
  { customer }: Pick<Asked, 'customer'>,
  { entity }: PreparedQueue,
  customers: CustomerRecords,
): Promise<JsonObject | undefined> {
  const related = entity.relations.get('customer');
  if (related === undefined || customer === null) return undefined;
  return (await customers(related.entity, customer)) ?? { [related.by]: customer };
}

/** What a template may name of a request: its record, itself, and the clock of the rung or else the open one that is due first. */
export function givenOf(
  { row, record }: { readonly row: ServiceRequestTable; readonly record: JsonObject | undefined },
  { document, environment }: PreparedQueue,
  asked: string | null,
  type: { readonly title?: unknown } | undefined,
): { readonly facts: JsonObject; readonly request: JsonObject; readonly clock?: JsonObject } {
  const { facts, line } = lifeOf(row);
  const clocks = line.clocks as readonly { readonly name: string; readonly dueAt: string | null; verdict?: string }[];
  const open = clocks.filter(({ verdict, dueAt }) => verdict === undefined && dueAt !== null);
  const first = open.toSorted((a, b) => Date.parse(a.dueAt ?? '') - Date.parse(b.dueAt ?? ''))[0];
  const clock = asked === null ? first : clocks.findLast(({ name }) => name === asked);
  const title = document.clocks.find(({ name }) => name === clock?.name)?.title ?? clock?.name ?? '';
  const request = {
    number: row.number,
    type: type?.title ?? row.type,
    queue: environment.document(row.queue)?.title ?? document.title ?? row.queue,
    registeredAt: row.registered_at,
  };
  return {
    facts: { ...(record !== undefined && { customer: record }), ...facts },
    // Titles of definitions are JSON.
    request: request as unknown as JsonObject,
    ...(clock === undefined ? {} : { clock: { title, dueAt: clock.dueAt } as JsonObject }),
  };
}
