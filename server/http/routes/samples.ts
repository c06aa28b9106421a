import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Runtime } from '../../operations/definitions/runtime.ts';
import type { ImpactJobs } from '../../operations/impacts/impact-jobs.ts';
import { READING } from '../../operations/impacts/read-impact.ts';
import { prepareCounts } from '../../operations/population/read-counts.ts';
import { prepareSample } from '../../operations/population/read-sample.ts';
import type { SampleAsked } from '../../operations/population/sample-request.ts';
import { populationProblem } from '../../population/problems.ts';
import type { Store } from '../../store/store.ts';
import { Refusal } from '../../terminal.ts';
import { drawQueue } from '../draw-queue.ts';
import { type PackedText, sendPacked } from '../packed-reply.ts';
import { strictJson } from '../plugins/json-body.ts';
import { RefusedRequest } from '../problem-reply.ts';
import { routeOptions } from '../route.ts';
import { countsSchema, sampleOnWire, sampleSchema } from './sample-schema.ts';

interface Parts {
  readonly store: Store;
  readonly runtime: Runtime;
  readonly impacts: ImpactJobs;
}

interface SampleRoute {
  readonly Params: { readonly kind: string; readonly name: string };
  readonly Body: Static<typeof body>;
}

/** So many samples are kept, and so many asked for that are not drawn yet. */
const MOST_KEPT = 8;
const MOST_WAITING = 8;

/**
 * POST /api/v1/definitions/{kind}/{name}/sample: who falls where, by the figures that its intervals divide; …/counts: how many meet its
 * conditions or rules.
 */
export async function sampleRoutes(app: FastifyInstance, host: Parts): Promise<void> {
  // One after the other: each may use what memory the database engine is given.
  const queue = drawQueue<PackedText>({
    mostKept: MOST_KEPT,
    mostWaiting: MOST_WAITING,
    full: () => new Refusal([populationProblem('samples-waiting', { pointer: '' }, { count: MOST_WAITING })]),
  });
  const answering = (prepare: (asked: SampleAsked) => Promise<Prepared>) =>
    async function answer(request: FastifyRequest<SampleRoute>, reply: FastifyReply) {
      const { kind, name } = request.params;
      const rights = request.asker.kind === 'visitor' ? null : request.asker.rights;
      const asked = { id: `${kind}/${name}`, document: request.body.document, rights };
      const gone = leaving(reply);
      const packed = await refusing(async () => {
        const { key, draw } = await prepare(asked);
        return await queue.ask(key, async (signal) => ({ text: JSON.stringify(await draw(signal)) }), gone);
      }).catch((error: unknown) => {
        if (gone.aborted) return null;
        throw error;
      });
      // Nobody is there to be answered.
      if (packed === null) return reply.hijack();
      return sendPacked(request, reply.header('cache-control', 'no-store'), packed);
    };
  await app.register(async (scope) => {
    strictJson(scope);
    const sampled = answering(async (asked) => {
      const { key, draw } = await prepareSample(host, asked);
      return { key, draw: async (signal) => sampleOnWire(await draw(signal)) };
    });
    scope.post<SampleRoute>('/api/v1/definitions/:kind/:name/sample', sampleRoute, sampled);
    const counted = answering((asked) => prepareCounts(host, asked));
    scope.post<SampleRoute>('/api/v1/definitions/:kind/:name/counts', countsRoute, counted);
  });
}

interface Prepared {
  readonly key: string;
  draw(signal: AbortSignal): Promise<object>;
}

/** Says that whoever asks has left before there was an answer. */
function leaving(reply: FastifyReply): AbortSignal {
  const left = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableEnded) left.abort();
  });
  return left.signal;
}

async function refusing<T>(answer: () => Promise<T>): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    const [first, ...others] = error instanceof Refusal ? error.problems : [];
    throw first === undefined ? error : new RefusedRequest([first, ...others]);
  }
}

const body = Type.Object(
  { document: Type.Optional(Type.Object({}, { description: 'A draft of the definition; absent: the one in force' })) },
  { additionalProperties: false },
);
const both = {
  tag: 'population',
  serves: { roles: READING, whileTrying: true },
  params: ['kind', 'name'],
  body,
  refusals: [404, 422, 503],
} as const;
const sampleRoute = routeOptions({
  ...both,
  id: 'sampleFigures',
  summary: 'The figures that the intervals of a definition, or of a draft of it, divide: of a sample of the population',
  answer: sampleSchema,
});
const countsRoute = routeOptions({
  ...both,
  id: 'countParts',
  summary: 'How many meet the conditions or rules of a definition, or of a draft of it: of a sample of the population',
  answer: countsSchema,
});
