import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { listRequestNotices, markNoticeRead } from '../../operations/notices/request-notices.ts';
import type { Store } from '../../store/store.ts';
import { actorOf, operate } from '../operate.ts';
import { cursorAfter, keyIn, pageQuery } from '../page.ts';
import { routeOptions } from '../route.ts';

const params = Type.Object({ notice: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });

/** What somebody was told of requests, and that he read it. */
export async function noticeRoutes(app: FastifyInstance, { store }: { readonly store: Store }): Promise<void> {
  app.get<{ Querystring: Static<typeof pageQuery> }>('/api/v1/me/notices', listRoute, async (request, reply) => {
    const { cursor, limit } = request.query;
    const before = keyIn(cursor, 'number')?.[0];
    const page = await listRequestNotices(store, actorOf(request.asker).id, { before, limit });
    return reply
      .header('cache-control', 'no-store')
      .send({ ...page, next: page.next === null ? null : cursorAfter([page.next]) });
  });
  app.post<{ Params: Static<typeof params> }>('/api/v1/me/notices/:notice/read', readRoute, (request, reply) =>
    operate(
      request,
      reply,
      store,
      (own, actor) => markNoticeRead(own, actor, request.params.notice),
      (read) => ({ status: 200, body: { read } }),
    ),
  );
}

const notice = Type.Object({
  number: Type.Integer(),
  request: Type.String({ description: 'The id of the request' }),
  requestNumber: Type.String({ description: 'What people call it' }),
  said: Type.Object({ 'zh-CN': Type.String(), en: Type.String() }),
  noticedAt: Type.String(),
  isRead: Type.Boolean(),
});
const listRoute = routeOptions({
  id: 'listRequestNotices',
  summary: 'What whoever asks was told of requests, newest first, and how much of it is unread',
  tag: 'requests',
  serves: { roles: 'signed-in' },
  query: pageQuery,
  answer: Type.Object({
    items: Type.Array(notice),
    unread: Type.Integer(),
    next: Type.Union([Type.String(), Type.Null()]),
  }),
});
const readRoute = routeOptions({
  id: 'markNoticeRead',
  summary: 'Mark a notice as read',
  tag: 'requests',
  serves: { roles: 'signed-in' },
  params,
  answer: Type.Object({ read: Type.Boolean() }),
  refusals: [400],
});
