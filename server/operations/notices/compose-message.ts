import {
  type JsonObject,
  type Language,
  type RenderedTemplate,
  renderTemplate,
  type TemplateDocument,
} from '../../../definitions/index.ts';
import type { Letter } from '../../channels/letters.ts';
import type { Delivery, Outcome } from '../../dispatch/delivery.ts';
import { systemActor } from '../../store/actor.ts';
import type { ServiceRequestTable } from '../../store/request-tables.ts';
import { findRequest } from '../../store/requests.ts';
import type { Transaction } from '../../store/store.ts';
import { lifeOf, subjectOf } from '../requests/life.ts';
import type { PreparedQueue } from '../requests/prepared-queues.ts';
import type { RequestHost } from '../requests/register.ts';
import type { CustomerRecords } from './customer-records.ts';
import { staffFor } from './recipients.ts';

/** What a step asks to be told, as it stands in the outbox. */
interface Asked {
  readonly request: string;
  /** The queue by whose rules the request was stepped, and its closure: the template is that of then. */
  readonly queue: string;
  readonly closure: string;
  readonly customer: string | null;
  /** The clock whose rung asks for it; null where none does. */
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
    const record = await customerOf(asked, queue, customers);
    return await store.write(systemActor('outbox'), 'compose-message', async (tx) => {
      const row = await tx.first(findRequest, { id: asked.request });
      if (row === undefined) return dead('请求已不存在', 'The request is not kept');
      const given = givenOf(
        { row, record },
        queue,
        asked.clock,
        queues.catalog.library.definitions.get(row.type)?.document,
      );
      const rendered = renderTemplate(template, queue.environment, given);
      const [problem] = rendered.problems;
      if (problem !== undefined) return dead(problem.message['zh-CN'], problem.message.en);
      const about = { key, row, template: asked.params.template };
      return asked.params.to === 'customer'
        ? await writeToCustomer(tx, about, rendered, given.facts)
        : await tellStaff(tx, about, rendered, await staffFor(tx, row, asked.params.to));
    });
  };
}

/** Nothing would come of trying again; said in both languages, as names are. */
const dead = (zh: string, en: string): Outcome => ({ kind: 'dead', fault: `${zh} / ${en}` });

interface About {
  readonly key: string;
  readonly row: ServiceRequestTable;
  readonly template: string;
}

/** The customer of a request, with his number at least; undefined where the request has none. */
async function customerOf(
  { customer }: Asked,
  { entity }: PreparedQueue,
  customers: CustomerRecords,
): Promise<JsonObject | undefined> {
  const related = entity.relations.get('customer');
  if (related === undefined || customer === null) return undefined;
  return (await customers(related.entity, customer)) ?? { [related.by]: customer };
}

/** What a template may name of a request: its record, itself, and the clock of the rung or else the open one that is due first. */
function givenOf(
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

async function tellStaff(
  tx: Transaction,
  { key, row, template }: About,
  { text: { desktop } }: RenderedTemplate,
  people: readonly string[],
): Promise<Outcome> {
  if (desktop === undefined) return dead(`${template} 没有站内消息`, `${template} has no notice`);
  if (people.length === 0) return dead('无人可通知', 'There is nobody to tell');
  for (const person of people) {
    const notice = { key: `${key}/${person}`, person, request: row.id, template, said: JSON.stringify(desktop) };
    await tx.database
      .insertInto('request_notice')
      .values({ ...notice, noticed_at: tx.now.toISOString(), read_at: null })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
  }
  await tx.audit({ subject: subjectOf(row.number), body: { template, people: [...people] } });
  return { kind: 'delivered' };
}

/** A letter to the customer, in the language that the request says is his: by e-mail where it has an address, else as a text message. */
async function writeToCustomer(
  tx: Transaction,
  { key, row, template }: About,
  { text: { email, sms } }: RenderedTemplate,
  facts: JsonObject,
): Promise<Outcome> {
  const language: Language = facts['language'] === 'en' ? 'en' : 'zh-CN';
  const address = contactIn(facts, 'email');
  const mobile = contactIn(facts, 'mobilePhone');
  const about = { request: row.id, template };
  if (email !== undefined && address !== undefined) {
    const letter: Letter = { ...about, to: address, subject: email.subject[language], text: email.body[language] };
    await tx.send({ type: 'email', key, payload: { ...letter } });
  } else if (sms !== undefined && mobile !== undefined) {
    const letter: Letter = { ...about, to: mobile, text: sms[language] };
    await tx.send({ type: 'sms', key, payload: { ...letter } });
  } else
    return dead(
      '没有客户可用的邮箱或手机号',
      'There is no address or number of the customer that the template can use',
    );
  return { kind: 'delivered' };
}

/** How the customer can be reached: as the request itself says, or else as his record. */
function contactIn(facts: JsonObject, field: string): string | undefined {
  const customer = facts['customer'];
  const places = [facts, typeof customer === 'object' && customer !== null ? (customer as JsonObject) : {}];
  return places
    .map((place) => place[field])
    .find((found): found is string => typeof found === 'string' && found.trim() !== '');
}
