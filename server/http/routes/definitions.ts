import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import type { Definition } from '../../../definitions/index.ts';
import type { Catalog } from '../../operations/definitions/catalog.ts';
import { reachedFrom } from '../../operations/definitions/reached.ts';
import type { Runtime } from '../../operations/definitions/runtime.ts';
import { hintFor } from '../../operations/definitions/why-no-decision.ts';
import { serverProblem } from '../../problems.ts';
import { sendPacked } from '../packed-reply.ts';
import { requestLanguage } from '../plugins/refusals.ts';
import { sendProblem } from '../problem-reply.ts';
import { READERS, routeOptions } from '../route.ts';

interface OneRoute {
  Params: { readonly kind: string; readonly name: string };
}

const tag = 'definitions';
const params = ['kind', 'name'];

/** Reading of one published definition. */
export async function definitionRoutes(
  app: FastifyInstance,
  { runtime }: { readonly runtime: Runtime },
): Promise<void> {
  const one = (
    path: string,
    options: RouteShorthandOptions,
    answer: (catalog: Catalog, definition: Definition) => object,
  ) =>
    app.get<OneRoute>(`/api/v1/definitions/:kind/:name${path}`, options, (request, reply) => {
      const { catalog } = runtime;
      const id = `${request.params.kind}/${request.params.name}`;
      const definition = catalog.library.definitions.get(id);
      if (definition === undefined) return notThere(request, reply, catalog, id);
      return sendPacked(request, reply, { text: JSON.stringify(answer(catalog, definition)) });
    });
  one('', detailRoute, (catalog, { id, kind, name, version, hash, closure, references, document }) => {
    const { publishedAt } = catalog.publication;
    return { id, kind, name, version, hash, closure, references, publishedAt, document };
  });
  one('/closure', closureRoute, (catalog, { id, closure }) => ({
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
  one('/words', wordsRoute, (catalog, { id }) => {
    const told = catalog.toldOf(id);
    return { id, words: told?.words ?? null, computed: told?.computed ?? null };
  });
  one('/problems', problemsRoute, (catalog, { id }) => ({
    id,
    problems: catalog.problemsOf(id),
    proofs: catalog.findingsOf(id)?.proofs ?? null,
  }));
}

function notThere(request: FastifyRequest, reply: FastifyReply, { library }: Catalog, id: string): FastifyReply {
  const ref = id.slice(0, 200);
  const problem = serverProblem('definition-not-found', { pointer: '' }, { ref, hint: hintFor(library, id) });
  return sendProblem(reply, [problem], requestLanguage(request));
}

const detailRoute = routeOptions({
  id: 'getDefinition',
  summary: 'One definition',
  tag,
  serves: READERS,
  params,
  answer: 'DefinitionDetail',
  refusals: [400, 404],
});
const closureRoute = routeOptions({
  id: 'getClosure',
  summary: 'A definition and all it reaches, to be linked and compiled elsewhere',
  tag,
  serves: READERS,
  params,
  answer: 'DefinitionClosure',
  refusals: [400, 404],
});
const wordsRoute = routeOptions({
  id: 'getWords',
  summary: 'A definition in sentences',
  tag,
  serves: READERS,
  params,
  answer: 'DefinitionWords',
  refusals: [400, 404],
});
const problemsRoute = routeOptions({
  id: 'getProblems',
  summary: 'What is wrong with a definition, and what was proved of it',
  tag,
  serves: READERS,
  params,
  answer: 'DefinitionProblems',
  refusals: [400, 404],
});
