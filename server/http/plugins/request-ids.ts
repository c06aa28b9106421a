import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** The name under which requests bring an id, and answers carry one. */
export const REQUEST_ID = 'x-request-id';

/** Ids of this process begin alike, and unlike those of any other. */
const begin = randomBytes(6).toString('hex');
let count = 0;

/** The id of a request: the sender's own where it is one, otherwise a new one. */
export function requestId(request?: Pick<IncomingMessage, 'headers'>): string {
  const own = request?.headers[REQUEST_ID];
  if (typeof own === 'string' && /^[\w.:-]{1,100}$/.test(own)) return own;
  count += 1;
  return `${begin}-${count}`;
}

/** Every answer carries the id of its request; faults are told under it. */
export function requestIds(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header(REQUEST_ID, request.id);
    done();
  });
}
