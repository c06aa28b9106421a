import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Language, Problem } from '../../../definitions/index.ts';
import { type Confinement, confinementOf } from '../../authority/confinement.ts';
import { bankDay } from '../../clock.ts';
import { decideBody, namesRecord, type Refused } from '../../operations/definitions/decide.ts';
import { decideStream, notLogged } from '../../operations/definitions/decide-stream.ts';
import type { PreparedDecision } from '../../operations/definitions/catalog.ts';
import type { Runtime } from '../../operations/definitions/runtime.ts';
import { type StreamTurns, streamTurns } from '../../operations/definitions/stream-turns.ts';
import { whyNoDecision } from '../../operations/definitions/why-no-decision.ts';
import { readOrganisation } from '../../store/people.ts';
import type { Reader } from '../../store/store.ts';
import { answersTogether, type SendTogether } from '../answers-together.ts';
import type { Metrics } from '../metrics.ts';
import { jsonBody, type ReadBody } from '../plugins/json-body.ts';
import { takeYourTime } from '../plugins/malformed.ts';
import { requestLanguage } from '../plugins/refusals.ts';
import { sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { DECIDERS, DECIDING, routeOptions } from '../route.ts';

interface DecisionRoute {
  Params: { readonly kind: string; readonly name: string };
  Querystring: { readonly trace?: 'true' | 'false' };
}

const JSON_TYPE = 'application/json; charset=utf-8';
const NDJSON = 'application/x-ndjson';
const query = Type.Object({
  trace: Type.Optional(Type.Enum(['true', 'false'], { description: 'Whether results carry a trace' })),
});

/** POST /api/v1/decisions/{kind}/{name}, and the same for a stream of requests under /batch. */
export async function decisionRoutes(
  app: FastifyInstance,
  options: { runtime: Runtime; metrics: Metrics; requestMs: number; people: Pick<Reader, 'database'> | undefined },
): Promise<void> {
  const { runtime, metrics, requestMs, people } = options;
  const sendTogether = answersTogether(JSON_TYPE);
  const turns = streamTurns(() => runtime.log.isFull && !runtime.log.isRefusing);
  await app.register(async (single) => {
    // Read strictly at nearly the price of `JSON.parse`, and validated by the compiled decision itself: no schema says more.
    jsonBody(single);
    const declared = routeOptions({
      id: 'decide',
      summary: 'One decision',
      tag: 'decisions',
      serves: DECIDERS,
      params: ['kind', 'name'],
      query,
      body: 'DecisionRequest',
      answer: 'Result',
      refusals: [400, 404, 413, 415, 422, 503],
    });
    single.post<DecisionRoute>('/api/v1/decisions/:kind/:name', declared, (request, reply) => {
      const { asker } = request;
      const answer = (within?: Confinement) => decideOne(request, reply, { runtime, metrics, sendTogether, within });
      if (people === undefined || asker.kind === 'visitor' || !asksForRecord(request)) return answer();
      return readOrganisation(people.database).then((organisation) => {
        answer(confinementOf(organisation, asker.rights, DECIDING));
        return reply;
      });
    });
  });
  await app.register(async (batch) => {
    batch.removeAllContentTypeParsers();
    batch.addContentTypeParser([NDJSON, 'application/jsonl'], (_request, payload, done) => done(null, payload));
    const declared = routeOptions({
      id: 'decideBatch',
      summary: 'A stream of decisions: one request a line in, one result a line out, in order',
      tag: 'decisions',
      serves: DECIDERS,
      params: ['kind', 'name'],
      query,
      body: { mediaType: NDJSON },
      answer: { mediaType: NDJSON },
      refusals: [400, 404, 415, 422, 503],
    });
    batch.post<DecisionRoute>('/api/v1/decisions/:kind/:name/batch', declared, (request, reply) =>
      decideMany(request, reply, runtime, metrics, { turns, lineMs: requestMs }),
    );
  });
}

/** A record is there for those in charge of its place alone; only where one is named is it looked up who that is. */
function asksForRecord({ body }: FastifyRequest<DecisionRoute>): boolean {
  const read = (body as ReadBody | undefined)?.read;
  return read?.kind === 'read' && namesRecord(read.document);
}

interface DecidingOne {
  readonly runtime: Runtime;
  readonly metrics: Metrics;
  readonly sendTogether: SendTogether;
  /** What of the populations is there for whoever asks; all of it unless given. */
  readonly within: Confinement | undefined;
}

function decideOne(
  request: FastifyRequest<DecisionRoute>,
  reply: FastifyReply,
  { runtime, metrics, sendTogether, within }: DecidingOne,
): FastifyReply | undefined {
  const started = performance.now();
  const language = requestLanguage(request);
  const found = preparedFor(request, runtime);
  if ('problems' in found) return sendProblem(reply, found.problems, language);
  // Only `jsonBody` reads the bodies of this route.
  const body = request.body as ReadBody | undefined;
  if (body === undefined) {
    return sendProblem(
      reply,
      [httpProblem('body-missing', { pointer: '' }, { expected: 'application/json' })],
      language,
    );
  }
  if (runtime.log.isRefusing) return sendNotLogged(reply, runtime, language);
  const answer = decideBody(found.prepared, body, language, runtime, within);
  metrics.count(found.prepared.ref, 'single', answer.kind === 'decided' ? 1 : 0, answer.kind === 'decided' ? 0 : 1);
  if (answer.kind === 'refused') return sendRefused(reply, answer, found.prepared, language);
  metrics.observe((performance.now() - started) / 1000);
  const { text, entry } = answer;
  const logged = entry === undefined ? undefined : runtime.log.append([entry]);
  if (logged === undefined || !(runtime.isDurable || runtime.log.isBehind)) sendTogether(reply, text, language);
  else {
    logged.then(
      () => sendTogether(reply, text, language),
      () => sendNotLogged(reply, runtime, language),
    );
  }
  return undefined;
}

function sendNotLogged(reply: FastifyReply, { log }: Runtime, language: Language): FastifyReply {
  return sendProblem(reply, [notLogged(log)], language);
}

function sendRefused(
  reply: FastifyReply,
  refused: Refused,
  { stamp }: PreparedDecision,
  language: Language,
): FastifyReply {
  return sendProblem(reply, refused.problems, language, { missing: refused.missing, definition: { ...stamp } });
}

function decideMany(
  request: FastifyRequest<DecisionRoute>,
  reply: FastifyReply,
  runtime: Runtime,
  metrics: Metrics,
  pace: { readonly turns: StreamTurns; readonly lineMs: number },
): FastifyReply {
  const language = requestLanguage(request);
  const found = preparedFor(request, runtime);
  if ('problems' in found) return sendProblem(reply, found.problems, language);
  const { prepared } = found;
  // Only the parser above reads the bodies of this route: it hands the stream on.
  const body = request.body as AsyncIterable<Buffer> | undefined;
  if (body === undefined) {
    return sendProblem(reply, [httpProblem('body-missing', { pointer: '' }, { expected: NDJSON })], language);
  }
  takeYourTime(request);
  const count = (answered: number, refused: number) => metrics.count(prepared.ref, 'batch', answered, refused);
  const { log, isDurable, clock, numbers } = runtime;
  const day = bankDay(clock);
  const whyNot = () => whyStale(runtime);
  const texts = decideStream(prepared, body, { language, day, numbers, log, isDurable, whyNot, ...pace, count });
  return reply
    .header('content-type', `${NDJSON}; charset=utf-8`)
    .header('content-language', language)
    .send(Readable.from(texts, { objectMode: false, highWaterMark: 1 << 16 }));
}

const whyStale = ({ isStale }: Runtime): Problem | undefined =>
  isStale ? httpProblem('publication-unknown', { pointer: '' }) : undefined;

type Found = { readonly prepared: PreparedDecision } | { readonly problems: readonly [Problem, ...Problem[]] };

/** The decision a request names, out of the catalog in force at this moment. */
function preparedFor(request: FastifyRequest<DecisionRoute>, runtime: Runtime): Found {
  const { kind, name } = request.params;
  const stale = whyStale(runtime);
  if (stale !== undefined) return { problems: [stale] };
  const { catalog } = runtime;
  const prepared = catalog.prepare(`${kind}/${name}`, request.query.trace === 'true');
  return prepared === undefined ? { problems: whyNoDecision(catalog, `${kind}/${name}`) } : { prepared };
}
