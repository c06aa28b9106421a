import { createReadStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { beginImpact, cancelImpact } from '../../operations/impacts/begin-impact.ts';
import type { ImpactJobs } from '../../operations/impacts/impact-jobs.ts';
import { impactProblem } from '../../operations/impacts/problems.ts';
import { READING, readImpact } from '../../operations/impacts/read-impact.ts';
import { type MoversRequest, readMovers, withMoversFile } from '../../operations/impacts/read-movers.ts';
import type { Store } from '../../store/store.ts';
import { actorOf, operate, rightsOf } from '../operate.ts';
import { cursorAfter, keyIn, pageOf, pageQuery } from '../page.ts';
import { strictJson } from '../plugins/json-body.ts';
import { RefusedRequest } from '../problem-reply.ts';
import { type Served, routeOptions } from '../route.ts';
import { impactSchema } from './impact-schema.ts';

const tag = 'impacts';
const closed = { additionalProperties: false };
const ref = Type.String({ maxLength: 200, description: 'The definition, such as `segmentation/customer-class`' });
const params = Type.Object({ impact: Type.String({ maxLength: 60 }) });
const asked = Type.Object(
  {
    documents: Type.Array(Type.Object({ kind: Type.String(), name: Type.String() }), {
      maxItems: 1000,
      description: 'Definitions that are new or changed; empty only where others are to go',
    }),
    retired: Type.Optional(Type.Array(ref, { maxItems: 1000, description: 'Definitions that are to go' })),
  },
  closed,
);
const filter = {
  ref,
  from: Type.Optional(Type.String({ maxLength: 200, description: 'Only those of this class before' })),
  to: Type.Optional(Type.String({ maxLength: 200, description: 'Only those of this class after' })),
  organisation: Type.Optional(Type.String({ maxLength: 200, description: 'Only those who belong there' })),
};
const moversQuery = Type.Object({ ...filter, ...pageQuery.properties });
const fileQuery = Type.Object({ ...filter, format: Type.Enum(['csv', 'xlsx']) });

const ASKERS: Served = { roles: ['author', 'approver', 'integrator'] };
const READERS: Served = { roles: READING };

interface Parts {
  readonly store: Store;
  readonly impacts: ImpactJobs;
}

/** What a change of definitions does to the populations: asked for, watched, cancelled, and who moves. */
export async function impactRoutes(app: FastifyInstance, { store, impacts: jobs }: Parts): Promise<void> {
  await app.register(async (scope) => {
    strictJson(scope);
    scope.post<{ Body: Static<typeof asked> }>('/api/v1/impacts', beginRoute, (request, reply) =>
      operate(
        request,
        reply,
        store,
        (own, actor) => {
          const { documents, retired = [] } = request.body;
          if (documents.length + retired.length === 0)
            throw new RefusedRequest([impactProblem('impact-of-nothing', { pointer: '/documents' })]);
          return beginImpact(own, actor, { documents, retired }, jobs);
        },
        ({ id, base }) => ({ status: 202, body: { id, base }, location: `/api/v1/impacts/${id}` }),
      ),
    );
    scope.delete<{ Params: Static<typeof params> }>('/api/v1/impacts/:impact', cancelRoute, async (request, reply) => {
      await cancelImpact(store, actorOf(request.asker), request.params.impact, jobs);
      return reply.code(204).send();
    });
  });
  app.get<{ Params: Static<typeof params> }>('/api/v1/impacts/:impact', readRoute, async (request, reply) => {
    const id = request.params.impact;
    const impact = await readImpact(store, { id, rights: rightsOf(request.asker), dataFolder: jobs.dataFolder });
    return reply.header('cache-control', 'no-store').send({ ...impact, progress: jobs.progressOf(id) });
  });
  app.get<{ Params: Static<typeof params>; Querystring: Static<typeof moversQuery> }>(
    '/api/v1/impacts/:impact/movers',
    moversRoute,
    async (request, reply) => {
      const { cursor, limit } = request.query;
      const after = keyIn(cursor, 'number')?.[0];
      const page = await readMovers(store, { ...moversAsked(request, request.query, jobs), after, limit });
      return reply.send({ ...page, next: page.next === null ? null : cursorAfter([page.next]) });
    },
  );
  app.get<{ Params: Static<typeof params>; Querystring: Static<typeof fileQuery> }>(
    '/api/v1/impacts/:impact/movers/file',
    fileRoute,
    async (request, reply) => {
      const { format } = request.query;
      await withMoversFile(store, moversAsked(request, request.query, jobs), format, async (path) => {
        const stream = createReadStream(path);
        void reply
          .header('content-type', format === 'csv' ? 'text/csv; charset=utf-8' : SHEET)
          .header('content-disposition', `attachment; filename="movers.${format}"`)
          .send(stream);
        // A reader who goes away ends it as well.
        await finished(reply.raw).catch(() => {});
      });
      return reply;
    },
  );
}

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function moversAsked(
  request: FastifyRequest<{ Params: Static<typeof params> }>,
  { ref: of, from, to, organisation }: Static<typeof moversQuery> | Static<typeof fileQuery>,
  { dataFolder }: ImpactJobs,
): MoversRequest {
  return { id: request.params.impact, ref: of, from, to, organisation, rights: rightsOf(request.asker), dataFolder };
}

const beginRoute = routeOptions({
  id: 'beginImpact',
  summary: 'Ask what a change of definitions does to the populations; it is computed by the server',
  tag,
  serves: ASKERS,
  body: asked,
  status: 202,
  answer: Type.Object({ id: Type.String(), base: Type.Integer() }),
  refusals: [400, 404, 409, 503],
});
const readRoute = routeOptions({
  id: 'getImpact',
  summary: 'What a change does, as far as it is known: each definition is there as soon as it is computed',
  tag,
  serves: READERS,
  params,
  answer: impactSchema,
  refusals: [400, 404, 410],
});
const cancelRoute = routeOptions({
  id: 'cancelImpact',
  summary: 'Stop computing an impact; what is known of it stays',
  tag,
  serves: ASKERS,
  params,
  status: 204,
  answer: null,
  refusals: [400, 404, 409],
});
const moversRoute = routeOptions({
  id: 'listMovers',
  summary: 'Who moves, within the scope of whoever asks, with what changed',
  tag,
  serves: READERS,
  params,
  query: moversQuery,
  answer: pageOf(Type.Object({})),
  refusals: [400, 404, 409, 410],
});
const fileRoute = routeOptions({
  id: 'getMoversFile',
  summary: 'The same as a file, CSV or XLSX, in which no text is a formula',
  tag,
  serves: READERS,
  params,
  query: fileQuery,
  answer: { mediaType: 'text/csv' },
  refusals: [400, 404, 409, 410, 422],
});
