import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import type { JsonRead } from '../../../definitions/index.ts';
import { isSigned } from '../../channels/webhook.ts';
import type { InboundSource } from '../../channels/webhook-endpoints.ts';
import type { Clock } from '../../clock.ts';
import { type Receipt, takeReceipt } from '../../operations/deliveries/deliveries.ts';
import { keyNamed } from '../../operations/people/access.ts';
import type { PreparedQueues } from '../../operations/requests/prepared-queues.ts';
import type { Store } from '../../store/store.ts';
import { jsonBody, type ReadBody } from '../plugins/json-body.ts';
import { RefusedRequest } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { routeOptions } from '../route.ts';
import { validatorOf } from '../validation.ts';
import { register, registration } from './requests.ts';
import { requestRegistered } from './request-schemas.ts';

const params = Type.Object({ source: Type.String({ maxLength: 64 }) });
const receipt = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 300, description: 'Under which the text message was posted' }),
    status: Type.Union([Type.Literal('delivered'), Type.Literal('failed')]),
    reason: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
);
const AT = { pointer: '' };

interface Parts {
  readonly store: Store;
  readonly queues: PreparedQueues;
  readonly clock: Clock;
  readonly inbound?: readonly InboundSource[];
  /** By what the gateway of text messages signs its receipts; none are taken unless given. */
  readonly smsSecrets?: readonly string[];
}

/**
 * Requests that other systems send as signed webhooks. The signature says who sends; what he may is what the API key may that his entry
 * names. `webhook-id` is the key under which it is done once, however often it comes.
 */
export async function inboundRoutes(
  app: FastifyInstance,
  { store, queues, clock, inbound = [], smsSecrets = [] }: Parts,
): Promise<void> {
  const [read, readReceipt] = [validatorOf(registration, 'body'), validatorOf(receipt, 'body')];
  await app.register(async (scope) => {
    jsonBody(scope);
    scope.post<{ Params: Static<typeof params> }>('/api/v1/webhooks/:source', inboundRoute, async (request, reply) => {
      const { json, bytes } = bodyOf(request);
      const source = inbound.find(({ id }) => id === request.params.source);
      if (source === undefined || json === undefined || !isSigned(source.secrets, request.headers, bytes, clock.now()))
        throw new RefusedRequest([httpProblem('webhook-not-signed', AT)]);
      const asker = await keyNamed(store, clock.now(), source.key);
      if (asker === undefined) throw new RefusedRequest([httpProblem('key-not-known', AT)]);
      if (!asker.operations.includes('registerRequest'))
        throw new RefusedRequest([httpProblem('key-not-for-this', AT, { found: 'registerRequest' })]);
      request.asker = asker;
      request.headers['idempotency-key'] = String(request.headers['webhook-id']);
      return await register(
        request,
        reply,
        { store, queues },
        source.type,
        validated<Static<typeof registration>>(json, read),
      );
    });
    scope.post('/api/v1/receipts/sms', receiptRoute, async (request, reply) => {
      const { json, bytes } = bodyOf(request);
      if (json === undefined || !isSigned(smsSecrets, request.headers, bytes, clock.now()))
        throw new RefusedRequest([httpProblem('webhook-not-signed', AT)]);
      return reply.send({ isNew: await takeReceipt(store, validated<Receipt>(json, readReceipt)) });
    });
  });
}

/** The body as it was read, and its bytes; without one there is nothing that could be signed. Only `jsonBody` reads the bodies of these routes. */
function bodyOf({ body }: FastifyRequest): { readonly json: JsonRead | undefined; readonly bytes: Buffer } {
  const { read: json, bytes } = (body ?? {}) as Partial<ReadBody>;
  return { json, bytes: bytes ?? Buffer.alloc(0) };
}

/** What was read, as its schema says it is; refuses it where it is not. */
function validated<T>(json: JsonRead, validate: ReturnType<typeof validatorOf>): T {
  if (json.kind === 'refused') {
    const [first, ...others] = json.problems;
    throw first === undefined ? new Error('A refusal needs a problem') : new RefusedRequest([first, ...others]);
  }
  const found = validate(json.document);
  if ('error' in found) throw found.error;
  return found.value as T;
}

const receiptRoute = routeOptions({
  id: 'takeReceipt',
  summary: 'Take the receipt of a text message from its gateway, signed by Standard Webhooks',
  tag: 'administration',
  serves: 'everyone',
  body: { mediaType: 'application/json' },
  answer: Type.Object({ isNew: Type.Boolean() }),
  refusals: [401, 404, 422],
});
const inboundRoute = routeOptions({
  id: 'receiveWebhook',
  summary: 'Register a request that another system sends, signed by Standard Webhooks',
  tag: 'requests',
  serves: 'everyone',
  params,
  body: { mediaType: 'application/json' },
  status: 201,
  answer: requestRegistered,
  refusals: [401, 403, 409, 422],
});
