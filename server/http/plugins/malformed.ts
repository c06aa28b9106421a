import { type IncomingMessage, maxHeaderSize, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Problem } from '../../../definitions/index.ts';
import { languageOf } from '../language.ts';
import { PROBLEM_TYPE, problemText, sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { requestLanguage } from './refusals.ts';

const AT = { pointer: '' };

/** What the HTTP parser says of bytes it cannot take; `rawPacket` holds the beginning of them. */
interface ParserError extends Error {
  readonly code?: string;
  readonly rawPacket?: unknown;
}

/** Answers bytes that are no request, in the language they ask for where that can be seen. Nothing else comes of the connection. */
export function refuseBytes(error: ParserError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const begin = Buffer.isBuffer(error.rawPacket) ? error.rawPacket.subarray(0, 65_536).toString('latin1') : '';
  const language = languageOf(/^accept-language:\s*(.{1,200})$/im.exec(begin)?.[1]?.trim(), undefined);
  const { status, text } = problemText([problemOf(error)], language, '');
  const head = [
    `HTTP/1.1 ${status} Refused`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-language: ${language}`,
    `content-length: ${Buffer.byteLength(text)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}

function problemOf({ code }: ParserError): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') return httpProblem('headers-too-large', AT, { most: maxHeaderSize / 1024 });
  return httpProblem(code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request-too-slow' : 'not-http', AT);
}

/** Refuses what a request asks of the protocol and this server does not do: bodies that are compressed, expectations. */
export function refuseUnserved(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') return done();
    const problem = httpProblem('encoding-unsupported', AT, { found: encoding.slice(0, 60) });
    sendProblem(reply, [problem], requestLanguage(request));
  });
  app.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const problem = httpProblem('expectation-failed', AT, { found: String(request.headers.expect).slice(0, 60) });
    const language = languageOf(request.headers['accept-language'], undefined);
    const { status, text } = problemText([problem], language, request.url ?? '');
    response.writeHead(status, { 'content-type': PROBLEM_TYPE, 'content-language': language, connection: 'close' });
    response.end(text);
  });
}
