import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Json, JsonObject } from '../../../definitions/index.ts';
import { WORKING } from '../../operations/requests/queue-access.ts';
import { type Deed, handleRequest } from '../../operations/requests/handle-request.ts';
import type { PreparedQueues } from '../../operations/requests/prepared-queues.ts';
import { type Moved, sendRequestEvent } from '../../operations/requests/send-event.ts';
import type { Store } from '../../store/store.ts';
import { type Answer, operate } from '../operate.ts';
import { strictJson } from '../plugins/json-body.ts';
import { tagOf, whyNotMatched } from '../precondition.ts';
import { type RouteDeclared, routeOptions } from '../route.ts';
import { requestMoved } from './request-schemas.ts';

const closed = { additionalProperties: false };
const params = Type.Object({ request: Type.String({ maxLength: 60 }) });
type Of<Body> = { Params: Static<typeof params>; Body: Body };
const words = Type.String({ minLength: 1, maxLength: 4000 });
const event = Type.Object(
  {
    event: Type.String({ minLength: 1, maxLength: 300, description: 'One that the state of its workflow accepts' }),
    data: Type.Optional(Type.Object({}, { description: 'What the form of the event brought' })),
    facts: Type.Optional(Type.Object({}, { description: 'Fields that are otherwise from now on' })),
    occurredAt: Type.Optional(
      Type.String({ maxLength: 60, description: 'When it happened, said by a key: not before the last event' }),
    ),
  },
  closed,
);
const assignment = Type.Object(
  {
    person: Type.Union([Type.String({ maxLength: 200 }), Type.Null()], {
      description: 'Who works on it; null: nobody',
    }),
  },
  closed,
);
const transfer = Type.Object(
  { queue: Type.String({ maxLength: 300, examples: ['complaints'] }), reason: words },
  closed,
);
const extension = Type.Object(
  {
    clock: Type.String({ maxLength: 200 }),
    to: Type.Union([Type.String({ maxLength: 60 }), Type.Object({})], { description: 'One that its queue offers' }),
    reason: words,
  },
  closed,
);
const note = Type.Object({ text: words }, closed);

/** The tag of a request as it stands. */
export const requestTag = (id: string, revision: number): string => tagOf(`request/${id}`, revision);

/** What is done with requests: events of their workflow, and what is beside it. */
export async function requestDeedRoutes(
  app: FastifyInstance,
  { store, queues }: { readonly store: Store; readonly queues: PreparedQueues },
): Promise<void> {
  strictJson(app);
  const at = '/api/v1/requests/:request';
  const unseen =
    ({ headers, params: { request } }: FastifyRequest<{ Params: Static<typeof params> }>) =>
    (revision: number) =>
      whyNotMatched(headers['if-match'], requestTag(request, revision));
  app.post<Of<Static<typeof event>>>(`${at}/events`, eventRoute, (request, reply) => {
    const { event: name, data = {}, facts = {}, occurredAt = null } = request.body;
    // What the members may be the step and the entity say.
    const brought = { data: data as JsonObject, facts: facts as JsonObject };
    const asked = { event: name, ...brought, occurredAt, whyNot: unseen(request) };
    const { request: id } = request.params;
    return operate(
      request,
      reply,
      store,
      (own, actor) => sendRequestEvent({ store: own, queues }, actor, id, asked),
      requestAnswer,
    );
  });
  const doing = (request: FastifyRequest<Of<unknown>>, reply: FastifyReply, deed: Deed) => {
    const asked = { deed, whyNot: unseen(request) };
    const { request: id } = request.params;
    return operate(
      request,
      reply,
      store,
      (own, actor) => handleRequest({ store: own, queues }, actor, id, asked),
      requestAnswer,
    );
  };
  app.post<Of<Static<typeof assignment>>>(`${at}/assignment`, assignRoute, (request, reply) =>
    doing(request, reply, { kind: 'assign', ...request.body }),
  );
  app.post<Of<Static<typeof transfer>>>(`${at}/transfer`, transferRoute, (request, reply) =>
    doing(request, reply, { kind: 'transfer', queue: `queue/${request.body.queue}`, reason: request.body.reason }),
  );
  app.post<Of<Static<typeof extension>>>(`${at}/extension`, extendRoute, (request, reply) =>
    doing(request, reply, { kind: 'extend', ...request.body, to: request.body.to as Json }),
  );
  app.post<Of<Static<typeof note>>>(`${at}/notes`, noteRoute, (request, reply) =>
    doing(request, reply, { kind: 'note', ...request.body }),
  );
}

/** A request after something that was done with it. */
export const requestAnswer = ({ id, revision, state, ...moved }: Moved): Answer => ({
  status: 200,
  body: { ...moved, id, revision, state: [...state] },
  tag: requestTag(id, revision),
});

const declare = (route: Pick<RouteDeclared, 'id' | 'summary' | 'body'>) =>
  routeOptions({
    ...route,
    tag: 'requests',
    serves: { roles: WORKING },
    params,
    answer: requestMoved,
    refusals: [404, 409, 412, 422, 428],
  });
const eventRoute = declare({
  id: 'sendRequestEvent',
  summary: 'Send an event to a request, on what was seen of it (If-Match): a step of its workflow, whole or not at all',
  body: event,
});
const assignRoute = declare({
  id: 'assignRequest',
  summary: 'Say who works on a request, on what was seen of it (If-Match)',
  body: assignment,
});
const transferRoute = declare({
  id: 'transferRequest',
  summary: 'Move a request into another queue of its workflow, on what was seen of it (If-Match)',
  body: transfer,
});
const extendRoute = declare({
  id: 'extendRequest',
  summary: 'Grant a clock of a request a longer budget that its queue offers, on what was seen of it (If-Match)',
  body: extension,
});
const noteRoute = declare({
  id: 'noteOnRequest',
  summary: 'Write a note on the timeline of a request, on what was seen of it (If-Match)',
  body: note,
});
