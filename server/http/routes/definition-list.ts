import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Catalog } from '../../operations/definitions/catalog.ts';
import type { Runtime } from '../../operations/definitions/runtime.ts';
import { sendPacked } from '../packed-reply.ts';
import { READERS, routeOptions } from '../route.ts';
import { INCLUDED, type Included, type ListText, listText } from '../summaries.ts';

interface ListRoute {
  Querystring: { readonly include?: Exclude<Included, null> };
}

/** GET /api/v1/definitions: all that is in force, compressed, and not again to who has it. */
export async function definitionListRoutes(
  app: FastifyInstance,
  { runtime }: { readonly runtime: Runtime },
): Promise<void> {
  app.get<ListRoute>('/api/v1/definitions', listRoute, (request, reply) => sendList(request, reply, runtime.catalog));
}

async function sendList(
  request: FastifyRequest<ListRoute>,
  reply: FastifyReply,
  catalog: Catalog,
): Promise<FastifyReply> {
  const list = await listText(catalog, request.query.include ?? null);
  void reply.header('etag', list.tag).header('cache-control', 'no-cache').header('vary', 'accept-encoding');
  if (hasAlready(request, list)) return reply.code(304).send();
  return sendPacked(request, reply, list);
}

/** Whether the asker has this very list: `If-None-Match` is a list of tags, weak or not, or any (RFC 9110). */
function hasAlready({ headers }: FastifyRequest, { tag }: ListText): boolean {
  const tags = (headers['if-none-match'] ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return tags.includes(tag) || tags.includes('*');
}

const listRoute = routeOptions({
  id: 'listDefinitions',
  summary: 'The definitions in force',
  tag: 'definitions',
  serves: READERS,
  query: Type.Object({
    include: Type.Optional(Type.Enum([...INCLUDED], { description: 'With their documents, or with what they say' })),
  }),
  answer: 'DefinitionList',
});
