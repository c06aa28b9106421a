import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { endKey, listKeys, SEES_KEYS } from '../../operations/people/keys.ts';
import type { Clock } from '../../clock.ts';
import type { Store } from '../../store/store.ts';
import { operate, rightsOf } from '../operate.ts';
import { cursorAfter, keyIn, namesShown, pageOf, pageQuery } from '../page.ts';
import { routeOptions } from '../route.ts';

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
}

const params = Type.Object({ key: Type.String({ maxLength: 100 }) });

/** The keys of integrators: what they are for, until when. One is begun as a change of authority, and ended here at once. */
export async function keyRoutes(app: FastifyInstance, { store, clock }: Parts): Promise<void> {
  app.get<{ Querystring: Static<typeof pageQuery> }>('/api/v1/keys', listRoute, async (request, reply) => {
    const { cursor, limit } = request.query;
    const rights = rightsOf(request.asker);
    const page = await listKeys(store, rights, { after: keyIn(cursor, 'string')?.[0], limit, now: clock.now() });
    return reply.send({ ...page, next: page.next === null ? null : cursorAfter([page.next]) });
  });
  app.delete<{ Params: Static<typeof params> }>('/api/v1/keys/:key', endRoute, (request, reply) =>
    operate(
      request,
      reply,
      store,
      (own, actor) => endKey(own, actor, request.params.key),
      () => ({ status: 204 }),
    ),
  );
}

const listed = Type.Object({
  id: Type.String(),
  name: Type.String(),
  owner: Type.String(),
  scope: Type.String(),
  operations: Type.Array(Type.String()),
  expiresAt: Type.String(),
  isActive: Type.Boolean({ description: 'Not ended by anybody' }),
  isExpired: Type.Boolean(),
});
const listRoute = routeOptions({
  id: 'listKeys',
  summary: 'The API keys within the scope of whoever asks',
  tag: 'people',
  serves: { roles: SEES_KEYS },
  query: pageQuery,
  answer: Type.Object({ ...pageOf(listed).properties, names: namesShown }),
});
const endRoute = routeOptions({
  id: 'endKey',
  summary: 'End a key at once',
  tag: 'people',
  serves: { roles: ['security-administrator', 'system-administrator'] },
  params,
  status: 204,
  answer: null,
  refusals: [404],
});
