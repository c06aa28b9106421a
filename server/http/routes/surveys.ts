import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { answersSchema, type JsonObject } from '../../../definitions/index.ts';
import { answerSurvey, openSurvey } from '../../operations/surveys/answer-survey.ts';
import type { RequestHost } from '../../operations/requests/register.ts';
import { strictJson } from '../plugins/json-body.ts';
import { requestLanguage } from '../plugins/refusals.ts';
import { RefusedRequest, sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { routeOptions } from '../route.ts';
import { attemptLimit } from './sessions.ts';

const tag = 'surveys';
/** The longest answers: some 80,000 Chinese characters. */
const MOST_ANSWER_BYTES = 256 * 1024;
// A link that was cut off in a mail is answered as one that is gone.
const params = Type.Object({ token: Type.String({ maxLength: 200 }) });
const given = Type.Object(
  { answers: Type.Object({}, { maxProperties: 200, description: 'What was answered, by the names of the questions' }) },
  { additionalProperties: false },
);

/** Surveys by their links, for whoever holds one: nobody signs in. */
export async function surveyRoutes(app: FastifyInstance, host: RequestHost): Promise<void> {
  await app.register(async (scope) => {
    strictJson(scope);
    const limit = attemptLimit(scope);
    // Before the body is read: anybody may send one.
    scope.addHook('onRequest', async (request, reply) => {
      const tooMany = await limit(request, reply);
      return tooMany && sendProblem(reply, [tooMany], requestLanguage(request));
    });
    scope.get<{ Params: Static<typeof params> }>('/api/v1/surveys/:token', openRoute, async (request, reply) => {
      const { document, expiresAt } = await openSurvey(host, request.params.token);
      const { name, title = name, ui } = document;
      return reply.headers(SECRET).send({ title, schema: answersSchema(document), ui, expiresAt });
    });
    scope.post<{ Params: Static<typeof params>; Body: Static<typeof given> }>(
      '/api/v1/surveys/:token',
      { ...answerRoute, bodyLimit: MOST_ANSWER_BYTES },
      async (request, reply) => {
        const key = request.headers['idempotency-key'] ?? null;
        if (Array.isArray(key) || (key !== null && !/^[\x21-\x7E]{1,200}$/.test(key)))
          throw new RefusedRequest([httpProblem('idempotency-key-malformed', { pointer: '' })]);
        // What its answers are the survey says.
        const answers = request.body.answers as JsonObject;
        return reply.headers(SECRET).send(await answerSurvey(host, request.params.token, { answers, key }));
      },
    );
  });
}

/** The address is a secret: nobody keeps what stands there, and no other page is told where one came from. */
const SECRET = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };

const text = Type.Union([
  Type.String(),
  Type.Object({ 'zh-CN': Type.Optional(Type.String()), en: Type.Optional(Type.String()) }),
]);
const openRoute = routeOptions({
  id: 'openSurvey',
  summary: 'The questions of a survey, by its link',
  tag,
  serves: 'everyone',
  params,
  answer: Type.Object({
    title: text,
    schema: Type.Object({}, { description: 'JSON Schema 2020-12, by which answers are validated' }),
    ui: Type.Object({}, { description: 'What questions and answers are called, and in which order they stand' }),
    expiresAt: Type.String({ description: 'An instant, in UTC' }),
  }),
  refusals: [400, 404, 410, 429],
});
const answerRoute = routeOptions({
  id: 'answerSurvey',
  summary: 'Answer a survey, once: with an `Idempotency-Key` the same answers can be sent again',
  tag,
  serves: 'everyone',
  params,
  body: given,
  answer: Type.Object({ answeredAt: Type.String() }),
  refusals: [400, 404, 409, 410, 422, 429],
});
