import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import type { JsonObject } from '../../../definitions/index.ts';
import { ASSIGNING, WORKING } from '../../operations/requests/queue-access.ts';
import { listAssignees } from '../../operations/requests/assignees.ts';
import { listRequests, type RequestsOf, STANDINGS } from '../../operations/requests/list-requests.ts';
import type { PreparedQueues } from '../../operations/requests/prepared-queues.ts';
import { requestProblem } from '../../operations/requests/problems.ts';
import { readRequest } from '../../operations/requests/read-requests.ts';
import { registerRequest } from '../../operations/requests/register.ts';
import type { Store } from '../../store/store.ts';
import { operate, requestReaderOf } from '../operate.ts';
import { cursorAfter, keyIn, namesShown, pageOf, pageQuery } from '../page.ts';
import { strictJson } from '../plugins/json-body.ts';
import { RefusedRequest } from '../problem-reply.ts';
import { routeOptions } from '../route.ts';
import { requestAnalysisRoutes } from './request-analyses.ts';
import { requestDeedRoutes, requestTag } from './request-deeds.ts';
import { assignees, requestListed, requestRegistered, requestShown } from './request-schemas.ts';

const tag = 'requests';
const closed = { additionalProperties: false };
const name = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 300, description }));
const typeParams = Type.Object({ type: Type.String({ maxLength: 200, examples: ['complaint'] }) });
const params = Type.Object({ request: Type.String({ maxLength: 60 }) });
export const registration = Type.Object(
  {
    facts: Type.Object({}, { description: 'The fields of its entity; its number and its customer are filled in' }),
    customer: name('The key of the customer whose it is'),
    channel: name('Where it came from, one of those of its type'),
    organisation: name('The place it belongs to; that of whoever registers it unless given'),
  },
  closed,
);
const query = Type.Object({
  queue: name('Those of this queue, `complaints`'),
  owner: name('Those that this person works on'),
  customer: name('Those of this customer'),
  state: Type.Optional(Type.Enum(['open', 'closed'], { description: 'Open ones unless given' })),
  standing: Type.Optional(
    Type.Enum([...STANDINGS], { description: 'Those that are late, due within four hours, or that nobody works on' }),
  ),
  ...pageQuery.properties,
});

interface Parts {
  readonly store: Store;
  readonly queues: PreparedQueues;
}

/** Service requests: registered, listed in the order of their queue, shown with their timeline and clocks, and moved on. */
export async function requestRoutes(app: FastifyInstance, { store, queues }: Parts): Promise<void> {
  await app.register(requestDeedRoutes, { store, queues });
  await app.register(requestAnalysisRoutes, { store, queues });
  app.get<{ Querystring: Static<typeof query> }>('/api/v1/requests', listRoute, async (request, reply) => {
    const { cursor, limit, state, standing } = request.query;
    const after = keyIn(cursor, 'string', 'string');
    const asked = {
      of: asksOf(request.query),
      ...requestReaderOf(request.asker),
      isOpen: state !== 'closed',
      standing,
      after,
      limit,
    };
    const page = await listRequests({ store, queues }, asked);
    const next = page.next === null ? null : cursorAfter(page.next);
    return reply.header('cache-control', 'no-store').send({ ...page, next });
  });
  app.get<{ Params: Static<typeof params> }>('/api/v1/requests/:request', oneRoute, async (request, reply) => {
    const asked = { id: request.params.request, ...requestReaderOf(request.asker) };
    const found = await readRequest({ store, queues }, asked);
    return reply.header('etag', requestTag(found.id, found.revision)).header('cache-control', 'no-store').send(found);
  });
  app.get<{ Params: Static<typeof params> }>(
    '/api/v1/requests/:request/assignees',
    assigneesRoute,
    async (request, reply) => {
      const asked = { id: request.params.request, ...requestReaderOf(request.asker) };
      return reply.header('cache-control', 'no-store').send(await listAssignees({ store, queues }, asked));
    },
  );
  await app.register(async (scope) => {
    strictJson(scope);
    scope.post<{ Params: Static<typeof typeParams>; Body: Static<typeof registration> }>(
      '/api/v1/request-types/:type/requests',
      registerRoute,
      (request, reply) => register(request, reply, { store, queues }, request.params.type, request.body),
    );
  });
}

/** Registers what whoever asks brought, and answers where it stands. */
export async function register(
  request: FastifyRequest,
  reply: FastifyReply,
  { store, queues }: Parts,
  type: string,
  { facts, customer, channel, organisation }: Static<typeof registration>,
): Promise<FastifyReply> {
  // What its fields are its entity says, when it is read.
  const asked = { type: `request-type/${type}`, facts: facts as JsonObject };
  const of = { customer: customer ?? null, channel: channel ?? null, node: organisation ?? null };
  return await operate(
    request,
    reply,
    store,
    (own, actor) => registerRequest({ store: own, queues }, actor, { ...asked, ...of }),
    (made) => ({
      status: 201,
      body: { ...made, state: [...made.state], duplicates: made.duplicates.map((one) => ({ ...one })) },
      tag: requestTag(made.id, made.revision),
      location: `/api/v1/requests/${made.id}`,
    }),
  );
}

/** Whose requests are asked for: of a queue, of a person or of a customer, and not of two of them. */
function asksOf({ queue, owner, customer }: Static<typeof query>): RequestsOf {
  const of: RequestsOf[] = [
    ...(queue === undefined ? [] : [{ kind: 'queue', queue: `queue/${queue}` } as const]),
    ...(owner === undefined ? [] : [{ kind: 'owner', owner } as const]),
    ...(customer === undefined ? [] : [{ kind: 'customer', customer } as const]),
  ];
  const [only] = of;
  if (only === undefined || of.length > 1)
    throw new RefusedRequest([requestProblem('requests-of-one', { pointer: '' })]);
  return only;
}

const serves = { roles: WORKING };
const listRoute = routeOptions({
  id: 'listRequests',
  summary: 'The requests of a queue, of a person or of a customer, in the order of their queue',
  tag,
  serves,
  query,
  answer: Type.Object({ ...pageOf(requestListed).properties, names: namesShown }),
});
const oneRoute = routeOptions({
  id: 'getRequest',
  summary: 'One request: its fields, clocks, timers, and what happened to it',
  tag,
  serves,
  params,
  answer: requestShown,
  refusals: [404],
});
const assigneesRoute = routeOptions({
  id: 'listAssignees',
  summary: 'Who may be given a request now, with how much they have, what they can do and until when who is absent',
  tag,
  serves: { roles: ASSIGNING },
  params,
  answer: assignees,
  refusals: [404],
});
const registerRoute = routeOptions({
  id: 'registerRequest',
  summary: 'Register a request: read by its entity, numbered, routed to its queue, and begun',
  tag,
  serves,
  params: typeParams,
  body: registration,
  status: 201,
  answer: requestRegistered,
  refusals: [404, 409, 422],
});
