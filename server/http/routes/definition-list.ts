import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Catalog } from '../../operations/definitions/catalog.ts';
import type { Runtime } from '../../operations/definitions/runtime.ts';
import { sendPacked } from '../packed-reply.ts';
import { requestLanguage } from '../plugins/refusals.ts';
import { sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { routeSchema } from '../route-schema.ts';
import { INCLUDED, type ListText, listText } from '../summaries.ts';

interface ListRoute {
  Querystring: { readonly include?: string };
}

/** GET /api/v1/definitions: all that is in force, compressed, and not again to who has it. */
export async function definitionListRoutes(
  app: FastifyInstance,
  { runtime }: { readonly runtime: Runtime },
): Promise<void> {
  app.get<ListRoute>('/api/v1/definitions', { schema: listSchema }, (request, reply) =>
    sendList(request, reply, runtime.catalog),
  );
}

async function sendList(
  request: FastifyRequest<ListRoute>,
  reply: FastifyReply,
  catalog: Catalog,
): Promise<FastifyReply> {
  const { include } = request.query;
  const included = INCLUDED.find((one) => one === include) ?? null;
  if (include !== undefined && included === null) {
    const slots = { name: 'include', found: String(include).slice(0, 60), expected: INCLUDED.join(', ') };
    return sendProblem(reply, [httpProblem('query-malformed', { pointer: '' }, slots)], requestLanguage(request));
  }
  const list = await listText(catalog, included);
  void reply.header('etag', list.tag).header('cache-control', 'no-cache').header('vary', 'accept-encoding');
  if (hasAlready(request, list)) return reply.code(304).send();
  return sendPacked(request, reply, list);
}

/** Whether the asker has this very list: `If-None-Match` is a list of tags, weak or not, or any (RFC 9110). */
function hasAlready({ headers }: FastifyRequest, { tag }: ListText): boolean {
  const tags = (headers['if-none-match'] ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return tags.includes(tag) || tags.includes('*');
}

const listSchema = routeSchema({
  id: 'listDefinitions',
  summary: 'The definitions in force',
  tag: 'definitions',
  query: {
    include: { type: 'string', enum: [...INCLUDED], description: 'With their documents, or with what they say' },
  },
  answer: 'DefinitionList',
});
