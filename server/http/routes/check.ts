import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import type { DraftsBeside } from '../../operations/definitions/check-draft.ts';
import type { Checker } from '../../operations/definitions/checker.ts';
import type { Runtime } from '../../operations/definitions/runtime.ts';
import { draftsBeside } from '../../operations/releases/own-drafts.ts';
import type { Store } from '../../store/store.ts';
import { readerOf } from '../operate.ts';
import { requestLanguage } from '../plugins/refusals.ts';
import { sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { READERS, routeOptions } from '../route.ts';

interface Parts {
  readonly runtime: Runtime;
  readonly checker: Checker;
  /** Where drafts of people are kept; undefined where the server knows no people. */
  readonly store: Store | undefined;
}

const AT = { pointer: '' };
const query = Type.Object({
  release: Type.Optional(
    Type.String({ maxLength: 60, description: 'A release, whose other changes then count as if they were in force' }),
  ),
  drafts: Type.Optional(
    Type.Enum(['own'], {
      description: 'Whether definitions that whoever asks has begun, and of which nothing is in force yet, may be used',
    }),
  ),
});
type Asked = FastifyRequest<{ Querystring: Static<typeof query> }>;

/** POST /api/v1/definitions/check. The body is read where the draft is checked: a large one holds up no request. */
export async function checkRoutes(app: FastifyInstance, parts: Parts): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes));
    scope.post<{ Querystring: Static<typeof query> }>('/api/v1/definitions/check', checkRoute, (request, reply) =>
      check(request, reply, parts),
    );
  });
}

async function check(request: Asked, reply: FastifyReply, { runtime, checker, store }: Parts): Promise<FastifyReply> {
  const language = requestLanguage(request);
  // Only the parser above reads the bodies of this route.
  const bytes = request.body as Buffer | undefined;
  if (bytes === undefined)
    return sendProblem(reply, [httpProblem('body-missing', AT, { expected: 'application/json' })], language);
  const checked = await checker.check(runtime.catalog.publication.number, bytes, await besideOf(request, store));
  switch (checked.kind) {
    case 'report':
      return reply.header('content-type', 'application/json; charset=utf-8').send(checked.text);
    case 'refused': {
      const [first, ...others] = checked.problems;
      if (first === undefined) throw new Error('A refusal needs a problem');
      return sendProblem(reply, [first, ...others], language);
    }
    case 'too-long':
      return sendProblem(reply, [httpProblem('draft-takes-too-long', AT)], language);
    case 'busy':
      return sendProblem(reply.header('retry-after', '5'), [httpProblem('checker-busy', AT)], language);
  }
}

/** The drafts that count beside the one that is checked. A server that knows no people keeps none. */
async function besideOf({ query: { release, drafts }, asker }: Asked, store: Store | undefined): Promise<DraftsBeside> {
  if (store === undefined || (release === undefined && drafts === undefined)) return { change: [], begun: [] };
  return await draftsBeside(store, readerOf(asker), { release, isOwn: drafts === 'own' });
}

const checkRoute = routeOptions({
  id: 'checkDraft',
  summary:
    'Check and prove a draft (the document, or { document }) in the place of the published definition, beside what a release changes and what its author has begun',
  tag: 'definitions',
  serves: READERS,
  query,
  body: 'Draft',
  answer: 'DraftReport',
  refusals: [400, 404, 413, 415, 422, 503],
});
