import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { OF_PEOPLE } from '../../authority/role.ts';
import type { Clock } from '../../clock.ts';
import { noticeFeed, type Pace } from '../../operations/notices/follow-notices.ts';
import { listRequestNotices, markNoticeRead } from '../../operations/notices/request-notices.ts';
import type { Store } from '../../store/store.ts';
import { actorOf, operate } from '../operate.ts';
import { cursorAfter, keyIn, pageQuery } from '../page.ts';
import { routeOptions } from '../route.ts';

const params = Type.Object({ notice: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });

/** What somebody was told of requests, as it comes too, and that he read it. */
export async function noticeRoutes(
  app: FastifyInstance,
  { store, clock, noticePace }: { readonly store: Store; readonly clock: Clock; readonly noticePace?: Pace },
): Promise<void> {
  const feed = noticeFeed(store, clock, noticePace);
  // Before the server waits for what is under way: a stream would never be done.
  app.addHook('preClose', async () => feed.close());
  app.get<{ Querystring: Static<typeof pageQuery> }>('/api/v1/me/notices', listRoute, async (request, reply) => {
    const { cursor, limit } = request.query;
    const before = keyIn(cursor, 'number')?.[0];
    const page = await listRequestNotices(store, actorOf(request.asker).id, { before, limit });
    return reply
      .header('cache-control', 'no-store')
      .send({ ...page, next: page.next === null ? null : cursorAfter([page.next]) });
  });
  app.get<{ Headers: { 'last-event-id'?: string } }>(
    '/api/v1/me/notices/stream',
    { ...streamRoute, exposeHeadRoute: false },
    (request, reply) => {
      const { asker } = request;
      if (asker.kind !== 'person') throw new Error('Only people follow their notices');
      const known = request.headers['last-event-id'] ?? '';
      const events = new PassThrough();
      const send = (text: string) =>
        events.writableLength > MOST_UNREAD_BYTES ? void events.destroy() : void events.write(text);
      const stop = feed.follow({
        person: asker.id,
        session: asker.session,
        after: /^\d{1,15}$/.test(known) ? Number(known) : undefined,
        tell: (told) => send(`id: ${told.newest}\nevent: notices\ndata: ${JSON.stringify(told)}\n\n`),
        beat: () => send(': \n\n'),
        end: (why) => void events.end(why === 'session' ? 'event: ended\ndata: {}\n\n' : ''),
      });
      events.once('finish', stop).once('close', stop);
      // A connection that is kept for more would hold up the stop of the server.
      void reply.header('connection', 'close').header('cache-control', 'no-store').header('x-accel-buffering', 'no');
      void reply.type('text/event-stream');
      send(`retry: ${COMES_BACK_MS}\n\n`);
      return reply.send(events);
    },
  );
  app.post<{ Params: Static<typeof params> }>('/api/v1/me/notices/:notice/read', readRoute, (request, reply) =>
    operate(
      request,
      reply,
      store,
      (own, actor) => markNoticeRead(own, actor, request.params.notice),
      (read) => ({ status: 200, body: { read } }),
    ).finally(() => feed.changed(actorOf(request.asker).id)),
  );
}

/** How much a reader may leave unread before he is let go; he comes back with the id of what he had. */
const MOST_UNREAD_BYTES = 256 * 1024;
const COMES_BACK_MS = 3000;

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
const streamRoute = routeOptions({
  id: 'followRequestNotices',
  summary:
    'What whoever asks is told of requests, as it comes: events `notices` with `unread` and the new `items`; `Last-Event-ID` resumes, and whoever missed more than fifty reads the list; `ended` with the session',
  tag: 'requests',
  serves: { roles: OF_PEOPLE },
  answer: { mediaType: 'text/event-stream' },
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
