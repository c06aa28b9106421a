import type { FastifyInstance } from 'fastify';
import type { JsonRead } from '../../../definitions/index.ts';
import { RefusedRequest } from '../problem-reply.ts';
import { readRequest } from '../wire/read-request.ts';

/** A body that was read strictly, with its bytes. */
export interface ReadBody {
  readonly read: JsonRead;
  readonly bytes: Buffer;
}

/** Bodies are JSON, read once and strictly; what is wrong with one is for the route to answer. */
export function jsonBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    const buffer = bytes as Buffer;
    done(null, { read: readRequest(buffer), bytes: buffer } satisfies ReadBody);
  });
}

/** Bodies are JSON that is read strictly, and refused before any handler where it cannot be: for routes whose schema says the rest. */
export function strictJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    const read = readRequest(bytes as Buffer);
    if (read.kind === 'read') return done(null, read.document);
    const [first, ...others] = read.problems;
    done(first === undefined ? new Error('A refusal needs a problem') : new RefusedRequest([first, ...others]));
  });
}
