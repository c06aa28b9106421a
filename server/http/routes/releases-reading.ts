import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { listNotices, settleNotice } from '../../operations/releases/notices.ts';
import { readRelease, readReleaseImpact, readRevision, SEES_RELEASES } from '../../operations/releases/release-view.ts';
import { listReleases } from '../../operations/releases/release-list.ts';
import { listOwnDrafts } from '../../operations/releases/own-drafts.ts';
import { STATE_WORDS } from '../../operations/releases/release-state.ts';
import type { ReleaseState } from '../../store/release-tables.ts';
import type { Store } from '../../store/store.ts';
import { actorOf, operate, readerOf, rightsOf } from '../operate.ts';
import { cursorAfter, keyIn, pageOf, pageQuery } from '../page.ts';
import { tagOf } from '../precondition.ts';
import { routeOptions } from '../route.ts';
import {
  draftListed,
  noticeShown,
  releaseImpactShown,
  releaseListed,
  releaseShown,
  revisionShown,
} from './release-schemas.ts';

const tag = 'releases';
const params = Type.Object({ release: Type.String({ maxLength: 60 }) });
const revisionParams = Type.Object({
  ...params.properties,
  revision: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
});
const noticeParams = Type.Object({ notice: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });
// The states are the keys of their words.
const states = Object.keys(STATE_WORDS) as ReleaseState[];
const listQuery = Type.Object({ ...pageQuery.properties, state: Type.Optional(Type.Enum(states)) });

/** Releases as whoever must decide, or look after, sees them; and what somebody is told of them. */
export async function releaseReadingRoutes(app: FastifyInstance, { store }: { readonly store: Store }): Promise<void> {
  app.get<{ Querystring: Static<typeof listQuery> }>('/api/v1/releases', listRoute, async (request, reply) => {
    const { cursor, limit, state } = request.query;
    const page = await listReleases(store, rightsOf(request.asker), {
      state,
      before: keyIn(cursor, 'number')?.[0],
      limit,
    });
    return reply.send({ ...page, next: page.next === null ? null : cursorAfter([page.next]) });
  });
  app.get('/api/v1/me/drafts', draftsRoute, async (request, reply) =>
    reply.header('cache-control', 'no-store').send({ items: await listOwnDrafts(store, readerOf(request.asker)) }),
  );
  app.get<{ Params: Static<typeof params> }>('/api/v1/releases/:release', oneRoute, async (request, reply) => {
    const { release, rowVersion } = await readRelease(store, readerOf(request.asker), request.params.release);
    return reply
      .header('etag', tagOf(`release/${release.id}`, rowVersion))
      .header('cache-control', 'no-store')
      .send(release);
  });
  app.get<{ Params: Static<typeof revisionParams> }>(
    '/api/v1/releases/:release/revisions/:revision',
    revisionRoute,
    async (request, reply) => {
      const { release, revision } = request.params;
      return reply.send(await readRevision(store, rightsOf(request.asker), release, revision));
    },
  );
  app.get<{ Params: Static<typeof params> }>('/api/v1/releases/:release/impact', impactRoute, async (request, reply) =>
    reply.send(await readReleaseImpact(store, rightsOf(request.asker), request.params.release)),
  );
  app.get('/api/v1/notices', noticesRoute, async (request, reply) =>
    reply.header('cache-control', 'no-store').send({ items: await listNotices(store, actorOf(request.asker).id) }),
  );
  app.post<{ Params: Static<typeof noticeParams> }>(
    '/api/v1/notices/:notice/settlement',
    settleRoute,
    (request, reply) =>
      operate(
        request,
        reply,
        store,
        (own, actor) => settleNotice(own, actor, request.params.notice),
        (settled) => ({ status: 200, body: { settled } }),
      ),
  );
}

const SEE = { roles: SEES_RELEASES } as const;
const listRoute = routeOptions({
  id: 'listReleases',
  summary: 'The releases within the scope of whoever asks, newest first',
  tag,
  serves: SEE,
  query: listQuery,
  answer: pageOf(releaseListed),
});
const draftsRoute = routeOptions({
  id: 'listOwnDrafts',
  summary: 'The definitions that whoever asks writes in releases he began and has not handed in, with their texts',
  tag,
  serves: SEE,
  answer: Type.Object({ items: Type.Array(draftListed) }),
});
const oneRoute = routeOptions({
  id: 'getRelease',
  summary: 'One release: its text, what an approval of it binds, who wrote and approved it, and its history',
  tag,
  serves: SEE,
  params,
  answer: releaseShown,
  refusals: [404],
});
const revisionRoute = routeOptions({
  id: 'getReleaseRevision',
  summary: 'A revision of a release as it was, with the approvals it got',
  tag,
  serves: SEE,
  params: revisionParams,
  answer: revisionShown,
  refusals: [400, 404],
});
const impactRoute = routeOptions({
  id: 'getReleaseImpact',
  summary: 'What a release does to the populations, as its approval binds it',
  tag,
  serves: SEE,
  params,
  answer: releaseImpactShown,
  refusals: [404],
});
const noticesRoute = routeOptions({
  id: 'listNotices',
  summary: 'What waits for whoever asks, and what became of what he has to do with',
  tag,
  serves: { roles: 'signed-in' },
  answer: Type.Object({ items: Type.Array(noticeShown) }),
});
const settleRoute = routeOptions({
  id: 'settleNotice',
  summary: 'Put a notice aside',
  tag,
  serves: { roles: 'signed-in' },
  params: noticeParams,
  answer: Type.Object({ settled: Type.Boolean() }),
  refusals: [400],
});
