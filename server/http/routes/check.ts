import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Checker } from '../../operations/definitions/checker.ts';
import type { Runtime } from '../../operations/definitions/runtime.ts';
import { requestLanguage } from '../plugins/refusals.ts';
import { sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { READERS, routeOptions } from '../route.ts';

interface Parts {
  readonly runtime: Runtime;
  readonly checker: Checker;
}

const AT = { pointer: '' };

/** POST /api/v1/definitions/check. The body is read where the draft is checked: a large one holds up no request. */
export async function checkRoutes(app: FastifyInstance, parts: Parts): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes));
    scope.post('/api/v1/definitions/check', checkRoute, (request, reply) => check(request, reply, parts));
  });
}

async function check(request: FastifyRequest, reply: FastifyReply, { runtime, checker }: Parts): Promise<FastifyReply> {
  const language = requestLanguage(request);
  // Only the parser above reads the bodies of this route.
  const bytes = request.body as Buffer | undefined;
  if (bytes === undefined)
    return sendProblem(reply, [httpProblem('body-missing', AT, { expected: 'application/json' })], language);
  const checked = await checker.check(runtime.catalog.publication.number, bytes);
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

const checkRoute = routeOptions({
  id: 'checkDraft',
  summary: 'Check and prove a draft (the document, or { document }) in the place of the published definition',
  tag: 'definitions',
  serves: READERS,
  body: 'Draft',
  answer: 'DraftReport',
  refusals: [400, 413, 415, 422, 503],
});
