import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { isSigned } from '../../channels/webhook.ts';
import type { InboundSource } from '../../channels/webhook-endpoints.ts';
import type { Clock } from '../../clock.ts';
import { type Receipt, takeReceipt } from '../../operations/deliveries/deliveries.ts';
import { keyNamed } from '../../operations/people/access.ts';
import type { PreparedQueues } from '../../operations/requests/prepared-queues.ts';
import type { Store } from '../../store/store.ts';
import { RefusedRequest } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { routeOptions } from '../route.ts';
import { validatorOf } from '../validation.ts';
import { readRequest } from '../wire/read-request.ts';
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
    // What is not signed is not read: anybody may send it.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes));
    scope.post<{ Params: Static<typeof params> }>('/api/v1/webhooks/:source', inboundRoute, async (request, reply) => {
      const bytes = bytesOf(request);
      const source = inbound.find(({ id }) => id === request.params.source);
      if (source === undefined || !isSigned(source.secrets, request.headers, bytes, clock.now()))
        throw new RefusedRequest([httpProblem('webhook-not-signed', AT)]);
      const asker = await keyNamed(store, clock.now(), source.key);
      if (asker === undefined) throw new RefusedRequest([httpProblem('key-not-known', AT)]);
      if (!asker.operations.includes('registerRequest'))
        throw new RefusedRequest([httpProblem('key-not-for-this', AT, { found: 'registerRequest' })]);
      request.asker = asker;
      request.headers['idempotency-key'] = String(request.headers['webhook-id']);
      const given = validated<Static<typeof registration>>(bytes, read);
      // By what it says it is told apart from another of the same id, not by how it is written.
      request.body = given;
      return await register(request, reply, { store, queues }, source.type, given);
    });
    scope.post('/api/v1/receipts/sms', receiptRoute, async (request, reply) => {
      const bytes = bytesOf(request);
      if (!isSigned(smsSecrets, request.headers, bytes, clock.now()))
        throw new RefusedRequest([httpProblem('webhook-not-signed', AT)]);
      const given = validated<Receipt>(bytes, readReceipt);
      return reply.send({ isNew: await takeReceipt(store, given, String(request.headers['webhook-id'])) });
    });
  });
}

/** A body as it came. */
const bytesOf = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

/** What a body says, as its schema says it is; refuses it where it is not. */
function validated<T>(bytes: Buffer, validate: ReturnType<typeof validatorOf>): T {
  const json = readRequest(bytes);
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
