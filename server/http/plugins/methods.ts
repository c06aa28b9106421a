import type { FastifyInstance, HTTPMethods } from 'fastify';
import { sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { PAGE } from '../route.ts';
import { requestLanguage } from './refusals.ts';

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The addresses of the program itself; the page and the documentation see to their own. */
const OWN = /^\/(api|schemas|problems|livez|readyz|metrics|openapi\.json)(\/|$)/;

/** Answers the methods that a known address does not serve: 405 with `Allow`, and OPTIONS with what there is. */
export function otherMethods(app: FastifyInstance): { readonly complete: () => void } {
  const served = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const methods = served.get(url) ?? new Set<string>();
    for (const one of [method].flat()) methods.add(one);
    served.set(url, methods);
  });
  return {
    complete() {
      for (const [url, methods] of [...served]) {
        if (!OWN.test(url)) continue;
        const allow = METHODS.filter((method) => methods.has(method)).join(', ');
        app.route({
          url,
          method: METHODS.filter((method) => !methods.has(method)),
          ...PAGE,
          bodyLimit: 1,
          // Whatever the body is, it is not read.
          preParsing: (request, reply, _payload, done) => {
            void reply.header('allow', allow);
            if (request.method === 'OPTIONS') reply.code(204).send();
            else {
              const slots = { found: request.method, expected: allow };
              sendProblem(reply, [httpProblem('method-not-allowed', { pointer: '' }, slots)], requestLanguage(request));
            }
            done();
          },
          handler: async () => {},
        });
      }
    },
  };
}
