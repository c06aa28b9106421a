import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Language, Problem } from '../../../definitions/index.ts';
import { languageOf } from '../language.ts';
import { RefusedRequest, sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { OperationRefused } from '../../store/store.ts';
import { StoreError } from '../../store/store-error.ts';
import { BODY_TOO_SLOW } from '../wire/lines.ts';

/** The largest body of a single request. */
export const MOST_BODY_BYTES = 5 * 1024 * 1024;

const AT = { pointer: '' };

/** Answers an address that cannot be read, before there is any route. */
export function refuseAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemFor(error, request) ?? httpProblem('request-refused', AT);
  sendProblem(reply, [problem], requestLanguage(request));
}

/** Answers everything that fails before or within a route as a problem; never a stack trace, and 500 for faults of ours only. */
export function refusals(app: FastifyInstance, onFault: (error: Error, reference: string) => void): void {
  app.setErrorHandler((error: FastifyError | RefusedRequest | OperationRefused | StoreError, request, reply) => {
    const language = requestLanguage(request);
    if (error instanceof RefusedRequest || error instanceof OperationRefused)
      return sendProblem(reply, error.problems, language);
    if (error instanceof StoreError) return sendProblem(reply, [error.problem], language);
    const problem = problemFor(error, request);
    // What is still to come of such a body is not waited for.
    if (error.code === BODY_TOO_SLOW) reply.raw.once('finish', () => request.raw.destroy());
    if (problem !== undefined) return sendProblem(reply, [problem], language);
    const reference = request.id;
    onFault(error, reference);
    return sendProblem(reply, [httpProblem('internal-fault', AT, { reference })], language);
  });
  app.setNotFoundHandler((request, reply) => notFound(request, reply));
}

declare module 'fastify' {
  interface FastifyInstance {
    /** What is spoken to whoever names no language. */
    readonly defaultLanguage: Language;
  }
}

/** The language a request asks for. */
export function requestLanguage(request: FastifyRequest): Language {
  const query = request.query as Readonly<Record<string, unknown>> | null | undefined;
  return languageOf(request.headers['accept-language'], query?.['lang'], request.server.defaultLanguage);
}

export function notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const found = request.url.split('?')[0]?.slice(0, 200) ?? '';
  return sendProblem(reply, [httpProblem('route-not-found', AT, { found })], requestLanguage(request));
}

/** The problem of an error that the request caused; undefined for a fault of the program. */
function problemFor(error: FastifyError, request: FastifyRequest): Problem | undefined {
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE': {
      const found = String(request.headers['content-type'] ?? '∅').slice(0, 100);
      const expected = request.url.includes('/batch') ? 'application/x-ndjson' : 'application/json';
      return httpProblem('media-type-unsupported', AT, { found, expected });
    }
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return httpProblem('body-too-large', AT, { most: sizeText(request.routeOptions.bodyLimit ?? MOST_BODY_BYTES) });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return httpProblem('body-incomplete', AT);
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return httpProblem('address-malformed', AT, { found: request.url.slice(0, 200) });
    case BODY_TOO_SLOW:
      return httpProblem('request-too-slow', AT);
    case 'FST_ERR_REOPENED_CLOSE_SERVER':
      return httpProblem('server-stopping', AT);
    default: {
      const status = error.statusCode ?? 500;
      return status >= 400 && status < 500 ? httpProblem('request-refused', AT) : undefined;
    }
  }
}

const sizeText = (bytes: number): string => {
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${kilobytes} KB` : `${kilobytes / 1024} MB`;
};
