import type { JsonObject } from '../../../definitions/index.ts';
import { loadDefinitions } from '../../../server/operations/definitions/load-definitions.ts';
import { createRuntime, type Runtime } from '../../../server/operations/definitions/runtime.ts';
import type { RequestAsked } from '../../../server/operations/requests/intake.ts';
import { preparedQueues } from '../../../server/operations/requests/prepared-queues.ts';
import { type Registered, type RequestHost, registerRequest } from '../../../server/operations/requests/register.ts';
import { type EventAsked, type Moved, sendRequestEvent } from '../../../server/operations/requests/send-event.ts';
import { noLog } from '../../../server/store/decision-log.ts';
import { OperationRefused, type Store } from '../../../server/store/store.ts';
import { tester } from './bank.ts';
import { as, seedPeople, type SeededPerson } from './people.ts';
import type { Stores } from './stores.ts';

const all = (windows: readonly string[]) =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, windows]));

const text = (value: string) => ({ 'zh-CN': value, en: value });

/** A queue of the desk's workflow. */
export const queueOf = (name: string, more: JsonObject = {}): JsonObject => ({
  kind: 'queue',
  name,
  title: text(name),
  workflow: 'workflow/inquiry',
  calendar: 'calendar/always',
  members: ['agent', 'team-lead'].map((role) => ({ role, organisation: 'bank' })),
  assign: { strategy: 'manual' },
  order: ['priority desc', 'registeredAt asc'],
  clocks: [{ name: 'resolve', runsIn: ['new', 'open'], stopsIn: ['answered', 'closed'], budgets: [{ budget: 'P3D' }] }],
  ...more,
});

/** An inquiry: claimed within two hours or escalated, answered with a reply, closed by itself after a day. */
export const inquiryWorkflow = (delays: JsonObject = {}): JsonObject => ({
  kind: 'workflow',
  name: 'inquiry',
  title: text('Inquiry'),
  entity: 'entity/inquiry',
  machine: {
    id: 'inquiry',
    initial: 'new',
    states: {
      new: {
        on: {
          claim: { target: 'open', actions: [{ type: 'assign', params: { to: 'actor' } }] },
          withdraw: 'closed',
        },
        after: { unclaimed: { actions: [{ type: 'escalate', params: { level: 1 } }] } },
      },
      open: {
        on: {
          note: { actions: [{ type: 'set-field', params: { field: 'reply', fromData: 'reply' } }] },
          release: { target: 'new', actions: [{ type: 'assign', params: { to: 'nobody' } }] },
          hurry: { actions: [{ type: 'raise-priority', params: { by: 2 } }] },
          hand: { target: 'new', actions: [{ type: 'move-queue', params: { queue: 'queue/second' } }] },
          answer: { target: 'answered', guard: { type: 'criteria', params: { of: 'criteria/replied' } } },
        },
      },
      answered: {
        entry: [{ type: 'start-survey' }],
        on: { reopen: { target: 'open', actions: [{ type: 'assign', params: { to: 'previous' } }] } },
        after: { quiet: 'closed' },
      },
      closed: { type: 'final' },
    },
  },
  delays: {
    unclaimed: { calendar: 'calendar/always', budget: 'PT2H' },
    quiet: { budget: { elapsed: 'PT24H' } },
    ...delays,
  },
  events: { claim: { roles: ['agent'] }, answer: { roles: ['agent'] }, reopen: { roles: ['team-lead'] } },
});

/** A desk: inquiries of customers, routed by their topic into two queues of one workflow. */
export const deskDocuments: readonly JsonObject[] = [
  {
    kind: 'entity',
    name: 'customer',
    key: 'customerId',
    fields: { customerId: { type: 'string' }, name: { type: 'string', optional: true } },
  },
  {
    kind: 'entity',
    name: 'inquiry',
    key: 'inquiryId',
    fields: {
      inquiryId: { type: 'string' },
      customerId: { type: 'string' },
      topic: { type: 'string', enum: ['cards', 'loans', 'other'] },
      amount: { type: 'decimal', decimals: 2, minimum: 0, maximum: 1_000_000, optional: true },
      reply: { type: 'string', optional: true },
      secret: { type: 'string', optional: true, sensitivity: 'C3' },
    },
    relations: { customer: { entity: 'entity/customer', by: 'customerId', title: text('Customer') } },
  },
  {
    kind: 'criteria',
    name: 'replied',
    title: text('Replied'),
    entity: 'entity/inquiry',
    when: { all: [{ fact: 'reply', operator: 'isPresent', value: true }] },
  },
  {
    kind: 'decision-table',
    name: 'inquiry-routing',
    title: text('Routing'),
    entity: 'entity/inquiry',
    hitPolicy: 'unique',
    inputs: [{ fact: 'topic' }],
    outputs: [
      { name: 'queue', type: 'string', enum: ['first', 'second', 'nowhere'] },
      { name: 'priority', type: 'integer', minimum: 1, maximum: 9 },
      { name: 'skill', type: 'string', enum: ['cards', 'loans', 'any'] },
    ],
    rules: [
      { when: ['cards'], then: ['first', 5, 'cards'] },
      { when: ['loans'], then: ['second', 3, 'loans'] },
      { when: ['other'], then: ['nowhere', 1, 'any'] },
    ],
  },
  {
    kind: 'calendar',
    name: 'always',
    title: text('Always'),
    timeZone: 'Asia/Shanghai',
    workingDay: 'PT24H',
    from: '2020-01-01',
    to: '2035-12-31',
    windows: all(['00:00-24:00']),
  },
  inquiryWorkflow(),
  queueOf('first'),
  queueOf('second'),
  {
    kind: 'request-type',
    name: 'inquiry',
    title: text('Inquiry'),
    entity: 'entity/inquiry',
    number: 'INQ-{yyyy}-{seq}',
    routing: 'decision-table/inquiry-routing',
    duplicates: { sameCustomerAnd: ['topic'], within: 'P30D', do: 'offer-merge' },
    channels: ['branch', 'phone'],
  },
];

/** Who serves customers, in the bank and in two branches that do not see each other. */
export const DESK_STAFF: readonly SeededPerson[] = [
  { id: 'amy', node: 'east', roles: ['agent'] },
  { id: 'bea', node: 'east', roles: ['agent'] },
  { id: 'tom', node: 'east', roles: ['team-lead'] },
  { id: 'wes', node: 'west', roles: ['agent'] },
  { id: 'lea', node: 'bank', roles: ['team-lead'] },
  { id: 'ann', node: 'bank', roles: ['author'] },
  { id: 'sys', node: 'bank', roles: ['system-administrator'] },
];

/** A bank whose desk takes requests: its store, what is in force, and a clock that the test moves. */
export interface Desk extends RequestHost {
  readonly store: Store;
  readonly runtime: Runtime;
  readonly now: Date;
  later(milliseconds: number): void;
  publish(documents: readonly JsonObject[]): Promise<void>;
  register(asked?: Partial<RequestAsked>, by?: string): Promise<Registered>;
  send(id: string, event: string, by?: string, asked?: Partial<EventAsked>): Promise<Moved>;
  /** Another node over the same store. */
  node(): Promise<RequestHost>;
}

export const HOUR = 3_600_000;

/** The key of systems that send requests of the eastern branch. */
export const SYSTEM = { kind: 'key', id: 'key', name: 'key' } as const;

export async function openDesk(stores: Stores, documents: readonly JsonObject[] = deskDocuments): Promise<Desk> {
  let at = Date.parse('2026-11-23T01:00:00.000Z');
  const clock = { now: () => new Date(at) };
  const store = await stores.open({ clock });
  await seedPeople(store, DESK_STAFF);
  await store.write(tester, 'seed', async ({ database, audit }) => {
    const key = { id: 'key', hash: 'h', name: 'key', owner: 'amy', begun_by: 'sys', scope: 'east', is_active: 1 };
    const operations = '[]';
    await database
      .insertInto('api_key')
      .values({ ...key, operations, expires_at: '2036-01-01T00:00:00.000Z' })
      .execute();
    await audit({ subject: 'seed' });
  });
  const publish = async (sources: readonly JsonObject[]): Promise<void> => {
    const loaded = await loadDefinitions(
      store,
      tester,
      sources.map((document) => ({ document })),
    );
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems, null, 1));
  };
  await publish(documents);
  const runtimeOver = async (over: Store) => await createRuntime({ database: over.database, log: noLog, clock });
  const runtime = await runtimeOver(store);
  const host: RequestHost = { store, queues: preparedQueues(runtime, store.database) };
  return {
    ...host,
    runtime,
    get now() {
      return new Date(at);
    },
    later: (milliseconds) => void (at += milliseconds),
    async publish(sources) {
      await publish(sources);
      await runtime.refresh();
    },
    async register(asked, by = 'amy') {
      const given = { type: 'request-type/inquiry', facts: { topic: 'cards' }, customer: 'C-1', channel: 'phone' };
      return await registerRequest(host, as(by), { ...given, node: null, ...asked });
    },
    async send(id, event, by = 'amy', asked) {
      const given = { data: {}, facts: {}, occurredAt: null, whyNot: () => undefined };
      return await sendRequestEvent(host, as(by), id, { event, ...given, ...asked });
    },
    async node() {
      const own = await stores.open({ clock });
      return { store: own, queues: preparedQueues(await runtimeOver(own), own.database) };
    },
  };
}

/** The codes by which an operation is refused; `done` where it is not. */
export async function codesOf(operation: Promise<unknown>): Promise<string> {
  try {
    await operation;
    return 'done';
  } catch (error) {
    if (!(error instanceof OperationRefused)) throw error;
    return error.problems.map(({ code }) => code).join(', ');
  }
}
