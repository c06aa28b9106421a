import type { FastifyInstance } from 'fastify';
import { kindOf, kinds, LANGUAGES, meaningOf } from '../../../definitions/index.ts';
import { sendPacked } from '../packed-reply.ts';
import { requestLanguage } from '../plugins/refusals.ts';
import { sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { PAGE } from '../route.ts';

/** The JSON Schema of every kind, and the meaning of every problem code. */
export async function schemaRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Params: { readonly file: string } }>('/schemas/:file', PAGE, (request, reply) => {
    const kind = kindOf(request.params.file.replace(/\.json$/, ''));
    if (kind !== undefined) {
      void reply.header('content-type', 'application/schema+json; charset=utf-8');
      return sendPacked(request, reply, { text: JSON.stringify(kind.schema) });
    }
    const slots = { found: request.params.file.slice(0, 100), expected: kinds.map(({ name }) => name).join(', ') };
    return sendProblem(reply, [httpProblem('schema-not-found', { pointer: '' }, slots)], requestLanguage(request));
  });

  app.get<{ Params: { readonly code: string } }>('/problems/:code', PAGE, (request, reply) => {
    const { code } = request.params;
    const meaning = meaningOf(code);
    if (meaning === undefined) {
      const problem = httpProblem('problem-not-found', { pointer: '' }, { found: code.slice(0, 100) });
      return sendProblem(reply, [problem], requestLanguage(request));
    }
    const message = Object.fromEntries(LANGUAGES.map((language) => [language, meaning[language]]));
    return reply.send({ code, severity: meaning.severity, status: meaning.status, message });
  });
}
