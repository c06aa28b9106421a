import type { FastifyInstance } from 'fastify';
import { sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { requestLanguage } from './refusals.ts';

const OWN_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The `Host` headers that were found to be our own: a client sends the same one with every request. */
const known = new Set<string>();

/** Said by whatever stands between a client and this server. */
const FORWARDING = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'] as const;

/**
 * A server on loopback answers this machine only: requests that came under another host name are refused, so that no page of another
 * site reaches it by a name that resolves to here. While it is open for trying, forwarded requests are refused as well: whoever stands
 * between has made it reachable to others (life L41).
 */
export function loopback(
  app: FastifyInstance,
  { isPublic, isOpen }: { readonly isPublic: boolean; readonly isOpen: () => boolean },
): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { headers } = request;
    const { host } = headers;
    if (!isPublic && host !== undefined && !known.has(host) && !isOwn(host)) {
      const problem = httpProblem('host-not-allowed', { pointer: '' }, { found: host.slice(0, 100) });
      sendProblem(reply, [problem], requestLanguage(request));
    } else if (isOpen() && FORWARDING.some((name) => headers[name] !== undefined)) {
      sendProblem(reply, [httpProblem('forwarded-not-allowed', { pointer: '' })], requestLanguage(request));
    } else done();
  });
}

function isOwn(host: string): boolean {
  if (!OWN_NAMES.has(host.replace(/:\d+$/, ''))) return false;
  if (known.size < 1000) known.add(host);
  return true;
}
