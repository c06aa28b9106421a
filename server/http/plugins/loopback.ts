import type { FastifyInstance } from 'fastify';
import { sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { requestLanguage } from './refusals.ts';

const OWN_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The `Host` headers that were found to be our own: a client sends the same one with every request. */
const known = new Set<string>();

/**
 * Until people log in, only this machine is answered: the server listens on loopback, and requests that came under another host name
 * are refused, so that no page of another site reaches it by a name that resolves to here.
 */
export function loopback(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { host } = request.headers;
    if (host === undefined || known.has(host) || isOwn(host)) done();
    else {
      const problem = httpProblem('host-not-allowed', { pointer: '' }, { found: host.slice(0, 100) });
      sendProblem(reply, [problem], requestLanguage(request));
    }
  });
}

function isOwn(host: string): boolean {
  if (!OWN_NAMES.has(host.replace(/:\d+$/, ''))) return false;
  if (known.size < 1000) known.add(host);
  return true;
}
