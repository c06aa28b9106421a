import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { deliverAgain, listDeliveries, SEES_DELIVERIES } from '../../operations/deliveries/deliveries.ts';
import type { Store } from '../../store/store.ts';
import { operate, rightsOf } from '../operate.ts';
import { cursorAfter, keyIn, pageOf, pageQuery } from '../page.ts';
import { routeOptions } from '../route.ts';

const state = Type.Union([Type.Literal('waiting'), Type.Literal('delivered'), Type.Literal('dead')]);
const query = Type.Object({ ...pageQuery.properties, state: Type.Optional(state) });
const params = Type.Object({ delivery: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });

/** What leaves by webhook, what became of it, and having it sent again. */
export async function deliveryRoutes(app: FastifyInstance, { store }: { readonly store: Store }): Promise<void> {
  app.get<{ Querystring: Static<typeof query> }>('/api/v1/deliveries', listRoute, async (request, reply) => {
    const { cursor, limit, state: asked } = request.query;
    const rights = rightsOf(request.asker);
    const page = await listDeliveries(store, rights, { state: asked, before: keyIn(cursor, 'number')?.[0], limit });
    return reply.send({ ...page, next: page.next === null ? null : cursorAfter([page.next]) });
  });
  app.post<{ Params: Static<typeof params> }>('/api/v1/deliveries/:delivery/again', againRoute, (request, reply) =>
    operate(
      request,
      reply,
      store,
      (own, actor) => deliverAgain(own, actor, request.params.delivery),
      () => ({ status: 204 }),
    ),
  );
}

const delivery = Type.Object({
  number: Type.Integer(),
  endpoint: Type.String({ description: 'Its id in the file of endpoints' }),
  event: Type.Object({ id: Type.String(), type: Type.String(), time: Type.String() }),
  state,
  attempts: Type.Integer(),
  dueAt: Type.String({ description: 'Of one that waits: not before' }),
  fault: Type.Union([Type.String(), Type.Null()], { description: 'Why the last attempt failed' }),
});
const listRoute = routeOptions({
  id: 'listDeliveries',
  summary: 'What left by webhook, newest first; `state=dead`: what needs somebody',
  tag: 'administration',
  serves: { roles: SEES_DELIVERIES },
  query,
  answer: pageOf(delivery),
});
const againRoute = routeOptions({
  id: 'deliverAgain',
  summary: 'Have a message delivered again, from its first attempt',
  tag: 'administration',
  serves: { roles: ['system-administrator'] },
  params,
  status: 204,
  answer: null,
  refusals: [404],
});
