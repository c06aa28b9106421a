import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { hash, type Json } from '../../../definitions/index.ts';
import { analyseRequests, ANALYSES, DIMENSIONS } from '../../operations/requests/analyse-requests.ts';
import type { PreparedQueues } from '../../operations/requests/prepared-queues.ts';
import { WORKING } from '../../operations/requests/queue-access.ts';
import type { Store } from '../../store/store.ts';
import { requestReaderOf } from '../operate.ts';
import { namesShown } from '../page.ts';
import { routeOptions } from '../route.ts';

const name = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 300, description }));
const day = (description: string) => Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description });
const params = Type.Object({ analysis: Type.Enum([...ANALYSES]) });
const query = Type.Object({
  from: day('The first day of the bank, `2026-11-01`'),
  to: day('The last day'),
  by: Type.Enum([...DIMENSIONS], { description: 'What the figures are put side by side by' }),
  unit: Type.Optional(Type.Enum(['day', 'week', 'month'], { description: 'Of the period; days unless given' })),
  type: name('Only requests of this type, `complaint`'),
  queue: name('Only those of this queue, `card-complaints`'),
  organisation: name('Only those of this place and of those within it'),
  person: name('Only what this person works on or did'),
});

/** Figures of the requests that whoever asks sees, by period, place, queue, person and type. */
export async function requestAnalysisRoutes(
  app: FastifyInstance,
  { store, queues }: { readonly store: Store; readonly queues: PreparedQueues },
): Promise<void> {
  app.get<{ Params: Static<typeof params>; Querystring: Static<typeof query> }>(
    '/api/v1/request-analyses/:analysis',
    analysisRoute,
    async (request, reply) => {
      const { unit = 'day', type = null, queue = null, organisation = null, person = null } = request.query;
      const { from, to, by } = request.query;
      const found = await analyseRequests(
        { store, queues },
        {
          ...requestReaderOf(request.asker),
          ...{ analysis: request.params.analysis, by, from, to, unit, organisation, person },
          type: type === null ? null : `request-type/${type}`,
          queue: queue === null ? null : `queue/${queue}`,
        },
      );
      const tag = `"${hash(found as unknown as Json).slice(0, 32)}"`;
      // What somebody may see is nobody else's: it is asked for again each time, and sent where it is not what it was.
      void reply
        .header('etag', tag)
        .header('cache-control', 'private, no-cache')
        .header('vary', 'cookie, authorization');
      if (request.headers['if-none-match']?.split(',').some((one) => one.trim() === tag)) return reply.code(304).send();
      return reply.send(found);
    },
  );
}

const row = Type.Object({
  key: Type.Union([Type.String(), Type.Null()], {
    description: 'The span by its first day or its month, the place, the queue, the person or the type; null: nobody',
  }),
  part: Type.Union([Type.String(), Type.Null()], {
    description: 'What it is divided into: the type, `workflow/complaint ["closed"]` or the clock; null: it is not',
  }),
  figures: Type.Record(Type.String(), Type.Number(), { description: 'Counts, and times in milliseconds' }),
});
const analysisRoute = routeOptions({
  id: 'analyseRequests',
  summary:
    'Figures of requests: those that came in (volume), what people did (workload), how they ended (outcome), those that are open (tracking), and what clocks came to (efficiency)',
  tag: 'requests',
  serves: { roles: WORKING },
  params,
  query,
  answer: Type.Object({
    items: Type.Array(row),
    totals: Type.Array(row, { description: 'All groups together, by part' }),
    names: namesShown,
  }),
  refusals: [422],
});
