import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { isSigned } from '../../channels/webhook.ts';
import type { InboundSource } from '../../channels/webhook-endpoints.ts';
import type { Clock } from '../../clock.ts';
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
const AT = { pointer: '' };

interface Parts {
  readonly store: Store;
  readonly queues: PreparedQueues;
  readonly clock: Clock;
  readonly inbound?: readonly InboundSource[];
}

/**
 * Requests that other systems send as signed webhooks. The signature says who sends; what he may is what the API key may that his entry
 * names. `webhook-id` is the key under which it is done once, however often it comes.
 */
export async function inboundRoutes(
  app: FastifyInstance,
  { store, queues, clock, inbound = [] }: Parts,
): Promise<void> {
  const read = validatorOf(registration, 'body');
  await app.register(async (scope) => {
    jsonBody(scope);
    scope.post<{ Params: Static<typeof params> }>('/api/v1/webhooks/:source', inboundRoute, async (request, reply) => {
      // Only the parser above reads the bodies of this route; without one there is nothing that could be signed.
      const { read: json, bytes } = (request.body ?? { bytes: Buffer.alloc(0) }) as Partial<ReadBody> & {
        bytes: Buffer;
      };
      const source = inbound.find(({ id }) => id === request.params.source);
      if (source === undefined || json === undefined || !isSigned(source.secrets, request.headers, bytes, clock.now()))
        throw new RefusedRequest([httpProblem('webhook-not-signed', AT)]);
      const asker = await keyNamed(store, clock.now(), source.key);
      if (asker === undefined) throw new RefusedRequest([httpProblem('key-not-known', AT)]);
      if (!asker.operations.includes('registerRequest'))
        throw new RefusedRequest([httpProblem('key-not-for-this', AT, { found: 'registerRequest' })]);
      if (json.kind === 'refused') {
        const [first, ...others] = json.problems;
        throw first === undefined ? new Error('A refusal needs a problem') : new RefusedRequest([first, ...others]);
      }
      const body = read(json.document);
      if ('error' in body) throw body.error;
      request.asker = asker;
      request.headers['idempotency-key'] = String(request.headers['webhook-id']);
      return await register(request, reply, { store, queues }, source.type, body.value as Static<typeof registration>);
    });
  });
}

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
