import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Definition, isObject, type Source } from '../../../definitions/index.ts';
import type { Catalog } from '../../operations/catalog.ts';
import { wordsOf } from '../../operations/check-draft.ts';
import type { Checker } from '../../operations/checker.ts';
import { reachedFrom } from '../../operations/reached.ts';
import type { Runtime } from '../../operations/runtime.ts';
import { hintFor } from '../../operations/why-no-decision.ts';
import { serverProblem } from '../../problems.ts';
import { jsonBody, type ReadBody } from '../plugins/json-body.ts';
import { requestLanguage } from '../plugins/refusals.ts';
import { sendProblem } from '../problem-reply.ts';
import { httpProblem } from '../problems.ts';
import { routeSchema } from '../route-schema.ts';
import { INCLUDED, listText } from '../summaries.ts';

interface OneRoute {
  Params: { readonly kind: string; readonly name: string };
}

const tag = 'definitions';
const parameters = ['kind', 'name'];

/** Reading of published definitions, and the check of a draft against them. */
export async function definitionRoutes(
  app: FastifyInstance,
  options: { runtime: Runtime; checker: Checker },
): Promise<void> {
  const { runtime, checker } = options;
  app.get<{ Querystring: { readonly include?: string } }>(
    '/api/v1/definitions',
    { schema: listSchema },
    (request, reply) => sendList(request, reply, runtime.catalog),
  );

  const one = (path: string, schema: object, answer: (catalog: Catalog, definition: Definition) => object) =>
    app.get<OneRoute>(`/api/v1/definitions/:kind/:name${path}`, { schema }, (request, reply) => {
      const { catalog } = runtime;
      const id = `${request.params.kind}/${request.params.name}`;
      const definition = catalog.library.definitions.get(id);
      if (definition === undefined) return notThere(request, reply, catalog, id);
      return reply.send(answer(catalog, definition));
    });
  one('', detailSchema, (catalog, { id, kind, name, version, hash, closure, references, document }) => {
    const { publishedAt } = catalog.publication;
    return { id, kind, name, version, hash, closure, references, publishedAt, document };
  });
  one('/closure', closureSchema, (catalog, { id, closure }) => ({
    id,
    closure,
    documents: reachedFrom(catalog.library, id).map(({ id: each, version, document }) => ({
      id: each,
      version,
      document,
    })),
    // What is decided by share is decided elsewhere exactly as here.
    cuts: Object.fromEntries(
      reachedFrom(catalog.library, id).flatMap(({ id: each }) => {
        const cuts = catalog.frozenCuts[each];
        return cuts === undefined ? [] : [[each, cuts]];
      }),
    ),
  }));
  one('/words', wordsSchema, (catalog, { id }) => ({ id, words: wordsOf(catalog.library, id) }));
  one('/problems', problemsSchema, (catalog, { id }) => ({
    id,
    problems: catalog.problemsOf(id),
    proofs: catalog.findingsOf(id)?.proofs ?? null,
  }));

  await app.register(async (scope) => {
    jsonBody(scope);
    scope.post('/api/v1/definitions/check', { schema: checkSchema }, (request, reply) =>
      check(request, reply, runtime, checker),
    );
  });
}

function sendList(
  request: FastifyRequest<{ Querystring: { readonly include?: string } }>,
  reply: FastifyReply,
  catalog: Catalog,
): FastifyReply {
  const { include } = request.query;
  const included = INCLUDED.find((one) => one === include) ?? null;
  if (include !== undefined && included === null) {
    const slots = { name: 'include', found: include.slice(0, 60), expected: INCLUDED.join(', ') };
    return sendProblem(reply, [httpProblem('query-malformed', { pointer: '' }, slots)], requestLanguage(request));
  }
  const list = listText(catalog, included);
  void reply.header('etag', list.tag).header('cache-control', 'no-cache').header('vary', 'accept-encoding');
  if (request.headers['if-none-match'] === list.tag) return reply.code(304).send();
  void reply.header('content-type', 'application/json; charset=utf-8');
  if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(list.text);
  list.packed ??= gzipSync(list.text);
  return reply.header('content-encoding', 'gzip').send(list.packed);
}

function notThere(request: FastifyRequest, reply: FastifyReply, { library }: Catalog, id: string): FastifyReply {
  const ref = id.slice(0, 200);
  const problem = serverProblem('definition-not-found', { pointer: '' }, { ref, hint: hintFor(library, id) });
  return sendProblem(reply, [problem], requestLanguage(request));
}

async function check(
  request: FastifyRequest,
  reply: FastifyReply,
  runtime: Runtime,
  checker: Checker,
): Promise<FastifyReply> {
  const language = requestLanguage(request);
  // Only `jsonBody` reads the bodies of this route.
  const body = request.body as ReadBody | undefined;
  if (body === undefined) {
    return sendProblem(
      reply,
      [httpProblem('body-missing', { pointer: '' }, { expected: 'application/json' })],
      language,
    );
  }
  if (body.read.kind === 'refused') {
    const [first, ...others] = body.read.problems;
    if (first !== undefined) return sendProblem(reply, [first, ...others], language);
    throw new Error('A refusal needs a problem');
  }
  const { document } = body.read;
  const draft = isObject(document) && Object.hasOwn(document, 'document') ? document['document'] : document;
  const report = await checker.check(sourcesOf(runtime.catalog), draft);
  if (report === undefined) return sendProblem(reply, [httpProblem('draft-takes-too-long', { pointer: '' })], language);
  return reply.send(report);
}

/** The sources of a catalog, made once, so that a checker sees whether they changed. */
const sources = new WeakMap<Catalog, readonly Source[]>();

function sourcesOf(catalog: Catalog): readonly Source[] {
  const known = sources.get(catalog);
  if (known !== undefined) return known;
  const made = catalog.definitions.map(({ document, version }) => ({ document, version }));
  sources.set(catalog, made);
  return made;
}

const listSchema = routeSchema({
  id: 'listDefinitions',
  summary: 'The definitions in force',
  tag,
  query: {
    include: { type: 'string', enum: [...INCLUDED], description: 'With their documents, or with what they say' },
  },
  answer: 'DefinitionList',
});
const detailSchema = routeSchema({
  id: 'getDefinition',
  summary: 'One definition',
  tag,
  parameters,
  answer: 'DefinitionDetail',
  refusals: [404],
});
const closureSchema = routeSchema({
  id: 'getClosure',
  summary: 'A definition and all it reaches, to be linked and compiled elsewhere',
  tag,
  parameters,
  answer: 'DefinitionClosure',
  refusals: [404],
});
const wordsSchema = routeSchema({
  id: 'getWords',
  summary: 'A definition in sentences',
  tag,
  parameters,
  answer: 'DefinitionWords',
  refusals: [404],
});
const problemsSchema = routeSchema({
  id: 'getProblems',
  summary: 'What is wrong with a definition, and what was proved of it',
  tag,
  parameters,
  answer: 'DefinitionProblems',
  refusals: [404],
});
const checkSchema = routeSchema({
  id: 'checkDraft',
  summary: 'Check and prove a draft (the document, or { document }) in the place of the published definition',
  tag,
  body: 'Draft',
  answer: 'DraftReport',
  refusals: [413, 415, 422],
});
