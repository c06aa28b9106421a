import { type IncomingMessage, maxHeaderSize, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Language, Problem } from '../../../definitions/index.ts';
import { languageOf } from '../language.ts';
import { PROBLEM_TYPE, problemText, sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { requestLanguage } from './refusals.ts';
import { REQUEST_ID, requestId } from './request-ids.ts';

const AT = { pointer: '' };

/** What the HTTP parser says of bytes it cannot take; `rawPacket` holds the beginning of them. */
interface ParserError extends Error {
  readonly code?: string;
  readonly rawPacket?: unknown;
}

/** Connections whose request may take as long as it takes: its body sees to its own pace. */
const unhurried = new WeakSet<Socket>();

/** Lets the body of a request take its time; whoever reads it has to see that it goes on. */
export function takeYourTime({ raw }: FastifyRequest): void {
  const { socket } = raw;
  unhurried.add(socket);
  raw.once('close', () => unhurried.delete(socket));
}

/**
 * Answers bytes that are no request, and requests that do not arrive in time, in the language they ask for where that can be seen.
 * Nothing else comes of the connection.
 */
export function bytesRefuser(otherwise: Language): (error: ParserError, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === TIMED_OUT && unhurried.has(socket)) return;
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const begin = Buffer.isBuffer(error.rawPacket) ? error.rawPacket.subarray(0, 65_536).toString('latin1') : '';
    const language = languageOf(/^accept-language:\s*(.{1,200})$/im.exec(begin)?.[1]?.trim(), undefined, otherwise);
    const { status, text } = problemText([problemOf(error)], language, '');
    const head = [
      `HTTP/1.1 ${status} Refused`,
      `content-type: ${PROBLEM_TYPE}`,
      `content-language: ${language}`,
      `content-length: ${Buffer.byteLength(text)}`,
      `${REQUEST_ID}: ${requestId()}`,
      'connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${text}`, () => socket.destroy());
  };
}

const TIMED_OUT = 'ERR_HTTP_REQUEST_TIMEOUT';

function problemOf({ code }: ParserError): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') return httpProblem('headers-too-large', AT, { most: maxHeaderSize / 1024 });
  return httpProblem(code === TIMED_OUT ? 'request-too-slow' : 'not-http', AT);
}

/** Refuses what a request asks of the protocol and this server does not do: compressed bodies, other charsets, expectations. */
export function refuseUnserved(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { 'content-encoding': encoding, 'content-type': type } = request.headers;
    const charset = type === undefined || plainTypes.has(type) ? undefined : otherCharset(type);
    if ((encoding === undefined || encoding === 'identity') && charset === undefined) return done();
    const problem =
      charset === undefined
        ? httpProblem('encoding-unsupported', AT, { found: String(encoding).slice(0, 60) })
        : httpProblem('charset-unsupported', AT, { found: charset.slice(0, 60) });
    sendProblem(reply, [problem], requestLanguage(request));
  });
  app.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const problem = httpProblem('expectation-failed', AT, { found: String(request.headers.expect).slice(0, 60) });
    const language = languageOf(request.headers['accept-language'], undefined, app.defaultLanguage);
    const { status, text } = problemText([problem], language, request.url ?? '');
    response.writeHead(status, {
      'content-type': PROBLEM_TYPE,
      'content-language': language,
      [REQUEST_ID]: requestId(request),
      connection: 'close',
    });
    response.end(text);
  });
}

/** Content types found to be UTF-8: a client sends the same one with every request. */
const plainTypes = new Set<string>();

/** The charset a content type names where it is not UTF-8, or a part of it. */
function otherCharset(type: string): string | undefined {
  const named = /;\s*charset\s*=\s*"?([^";]*)"?/i.exec(type)?.[1]?.trim();
  if (named !== undefined && !/^(utf-?8|us-ascii|ascii)$/i.test(named)) return named;
  if (plainTypes.size < 1000) plainTypes.add(type);
  return undefined;
}
