import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { parseDays } from '../../../definitions/index.ts';
import { bankDay, type Clock } from '../../clock.ts';
import type { Runtime } from '../../operations/definitions/runtime.ts';
import { fitProblem } from '../../operations/regressions/problems.ts';
import type { Fitter } from '../../operations/regressions/fitter.ts';
import { requestLanguage } from '../plugins/refusals.ts';
import { sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { routeOptions, type Served } from '../route.ts';

interface Parts {
  readonly runtime: Runtime;
  readonly fitter: Fitter;
  readonly clock: Clock;
}

const AT = { pointer: '' };
const FORM = 'multipart/form-data';
const MOST_FORM_BYTES = 64 << 20;
const AUTHORS: Served = { roles: ['author'], whileTrying: true };

/** POST /api/v1/regressions/fit. The form is read where it is fitted: a large one holds up no request. Nothing of it is kept. */
export async function regressionRoutes(app: FastifyInstance, parts: Parts): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(FORM, { parseAs: 'buffer', bodyLimit: MOST_FORM_BYTES }, (_request, bytes, done) =>
      done(null, bytes),
    );
    scope.post('/api/v1/regressions/fit', { ...fitRoute, bodyLimit: MOST_FORM_BYTES }, (request, reply) =>
      fit(request, reply, parts),
    );
  });
}

async function fit(
  request: FastifyRequest,
  reply: FastifyReply,
  { runtime, fitter, clock }: Parts,
): Promise<FastifyReply> {
  const language = requestLanguage(request);
  // Only the parser above reads the bodies of this route.
  const bytes = request.body as Buffer | undefined;
  if (bytes === undefined) return sendProblem(reply, [httpProblem('body-missing', AT, { expected: FORM })], language);
  const fitted = await fitter.fit({
    publication: runtime.catalog.publication.number,
    contentType: request.headers['content-type'] ?? FORM,
    bytes,
    today: BigInt(parseDays(bankDay(clock)) ?? 0),
    language,
  });
  void reply.header('cache-control', 'no-store');
  switch (fitted.kind) {
    case 'report':
      return reply.header('content-type', 'application/json; charset=utf-8').send(fitted.text);
    case 'refused': {
      const [first, ...others] = fitted.problems;
      if (first === undefined) throw new Error('A refusal needs a problem');
      return sendProblem(reply, [first, ...others], language);
    }
    case 'too-long':
      return sendProblem(reply, [fitProblem('fit-takes-too-long', AT)], language);
    case 'busy':
      return sendProblem(reply.header('retry-after', '30'), [fitProblem('fit-busy', AT)], language);
  }
}

const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
const figure = orNull(Type.Number());
const estimate = orNull(
  Type.Object({ coefficient: Type.Number(), standardError: figure, statistic: figure, p: figure }),
);
const discrimination = Type.Object({ auc: Type.Number(), gini: Type.Number(), ks: Type.Number() });
const deciles = Type.Object({
  rows: Type.Array(
    Type.Object({
      group: Type.Integer(),
      size: Type.Integer(),
      lowest: Type.String(),
      highest: Type.String(),
      events: Type.Integer(),
      rate: Type.Number(),
      lift: Type.Number(),
      capture: Type.Number({ description: 'The share of all events in this group and those before it' }),
    }),
  ),
  total: Type.Object({ size: Type.Integer(), events: Type.Integer(), rate: Type.Number() }),
  ties: Type.Array(Type.Object({ score: Type.String(), rows: Type.Integer(), group: Type.Integer() })),
  discrimination,
  leftOut: Type.Integer(),
  refused: Type.Integer(),
  problems: Type.Array(Type.Object({})),
});
const report = Type.Object({
  fitted: Type.Object({
    rows: Type.Integer(),
    used: Type.Integer(),
    leftOut: Type.Object({ noOutcome: Type.Integer(), outcomeUnreadable: Type.Integer(), noFacts: Type.Integer() }),
    events: orNull(Type.Integer()),
    intercept: estimate,
    coefficients: Type.Array(
      Type.Object({ fact: Type.String(), value: orNull(Type.String()), isMissing: Type.Boolean(), estimate }),
    ),
    deviance: Type.Number(),
    nullDeviance: Type.Number(),
    degreesOfFreedom: Type.Integer(),
    iterations: Type.Integer(),
    discrimination: orNull(discrimination),
    problems: Type.Array(Type.Object({}), { description: 'What `guiju fit` tells' }),
    document: orNull(
      Type.Object({}, { description: 'The regression with its figures; null where a problem makes them unsound' }),
    ),
  }),
  before: orNull(deciles),
  after: orNull(deciles),
});

const fitRoute = routeOptions({
  id: 'fitRegression',
  summary:
    'Fit a regression to a file with outcomes: a form of definition (the draft as JSON), outcome (`y`, or `y=yes`), file, and where needed asOf, encoding, sheet, feed, map (a JSON object from column to field), null, groups; 64 MB at most, nothing is kept',
  tag: 'definitions',
  serves: AUTHORS,
  body: { mediaType: FORM },
  answer: report,
  refusals: [400, 404, 413, 415, 422, 503],
});
