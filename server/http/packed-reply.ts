import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** JSON text that is sent compressed to whoever accepts it; packed once. */
export interface PackedText {
  readonly text: string;
  packed?: Promise<Buffer>;
}

/** Anything shorter goes in one packet as it is. */
const LEAST_LENGTH = 1000;
const pack: (text: string) => Promise<Buffer> = promisify(gzip);

/** Sends JSON text, compressed where the asker accepts it; as JSON where the reply names no other type. */
export async function sendPacked(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: PackedText,
): Promise<FastifyReply> {
  if (!reply.hasHeader('content-type')) void reply.header('content-type', 'application/json; charset=utf-8');
  void reply.header('vary', 'accept-encoding');
  const accepted = negotiate(request.headers['accept-encoding'] ?? '', ['gzip']);
  if (accepted === null || answer.text.length < LEAST_LENGTH) return reply.send(answer.text);
  answer.packed ??= pack(answer.text);
  return reply.header('content-encoding', 'gzip').send(await answer.packed);
}
