import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { requestLanguage } from './refusals.ts';

/** What is served before a bank has begun: how it begins, and whether the process is well. */
const BEFORE = /^\/(enter\/|livez|readyz|metrics)/;

/** Serves nothing until both first administrators have used their links. */
export function untilBegun(app: FastifyInstance, isBegun: () => boolean): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (isBegun() || BEFORE.test(request.url)) return done();
    sendProblem(reply, [httpProblem('bank-not-begun', { pointer: '' })], requestLanguage(request));
  });
}

/** What signing in needs of the whole application: cookies to set, and counts of attempts by address. */
export async function signIns(app: FastifyInstance): Promise<void> {
  await app.register(cookie, { hook: false });
  await app.register(rateLimit, { global: false });
}
